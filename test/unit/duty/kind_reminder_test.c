/* kind_reminder_test.c — the shipped reminders arrive as rows and in words. */
#include "duty/remind.h"
#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void the_shipped_rows_are_there(void **state)
{
	struct test_world t;
	struct reminder_row **r;
	(void)state;
	test_open(&t, "2026-03-02T09:00:00+08:00");
	int n = remind_rules(t.cx, &r);
	assert_int_equal(n, 13);
	assert_true(str_eq(r[0]->code, S("before_open")));
	assert_int_equal(r[0]->n, 5);
	assert_true(str_eq(remind_moment_label(r[0]), S("到期前")));
	assert_true(str_eq(remind_recipient_label(r[6]), S("上级主管单位负责人")));
	/* They are in the log. */
	struct stmt *s = db_prep(t.db, "SELECT count(*) FROM seal_entry WHERE kind = 'reminder'");
	assert_int_equal(db_one_int(s, -1), 1);
	test_close(&t);
}

static enum flow_code drop(struct ctx *cx, void *arg)
{
	(void)arg;
	return flow_of_db(db_run(db_prep(cx->db, "DELETE FROM reminder")));
}

/* A database made before there were such rows gets them with the first run. */
static void an_older_database_gets_them(void **state)
{
	struct test_world t;
	struct reminder_row **r;
	bool more;
	(void)state;
	test_open(&t, "2026-03-02T09:00:00+08:00");
	assert_int_equal(ctx_write(t.cx, drop, NULL), FLOW_OK);
	assert_int_equal(remind_rules(t.cx, &r), 0);
	assert_int_equal(remind_run(test_now(&t), &more), FLOW_OK);
	assert_int_equal(remind_rules(test_now(&t), &r), 13);
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_shipped_rows_are_there),
		cmocka_unit_test(an_older_database_gets_them),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
