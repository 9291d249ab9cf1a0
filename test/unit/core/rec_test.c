/* rec_test.c — a change writes what differs, and a record is found by the words it has now. */
#include "core/actor.h"
#include "issued.h"
#include "store/search.h"
#include "store/sql.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static int64_t found(struct test_world *t, struct str words)
{
	struct sql *q = sql_new(t->a);
	sql_lit(q, "SELECT count(*) FROM (");
	assert_true(search_ids(q, db_is_pg(t->db), "measure", words));
	sql_lit(q, ") m");
	return db_one_int(db_prep_sql(t->db, q), -1);
}

static enum flow_code update(struct ctx *cx, void *row)
{
	return rec_update(cx, &measure_kind, row);
}

static void a_record_is_found_by_its_present_words(void **state)
{
	struct test_world t;
	struct issued m = {.resp = "城关派出所", .rule = "RECUR{every:month,content:[动态进展]}"};
	(void)state;
	test_open(&t, "2026-03-02T09:00:00+08:00");
	issued_open(&t, &m);
	assert_int_equal(found(&t, S("理论武装")), 1);
	struct measure_row *row = rec_load(test_now(&t), &measure_kind, m.measure);
	row->heading = S("抓好警示教育");
	assert_int_equal(ctx_write(t.cx, update, row), FLOW_OK);
	assert_int_equal(found(&t, S("理论武装")), 0);
	assert_int_equal(found(&t, S("警示教育")), 1);
	/* What is not searched may change without them. */
	row = rec_load(test_now(&t), &measure_kind, m.measure);
	row->assigned = false;
	assert_int_equal(ctx_write(t.cx, update, row), FLOW_OK);
	assert_int_equal(found(&t, S("警示教育")), 1);
	row = rec_load(test_now(&t), &measure_kind, m.measure);
	assert_false(row->assigned);
	assert_true(str_eq(row->heading, S("抓好警示教育")));
	test_close(&t);
}

static void a_stale_row_changes_nothing(void **state)
{
	struct test_world t;
	struct issued m = {.resp = "城关派出所", .rule = "RECUR{every:month,content:[动态进展]}"};
	(void)state;
	test_open(&t, "2026-03-02T09:00:00+08:00");
	issued_open(&t, &m);
	struct measure_row *one = rec_load(test_now(&t), &measure_kind, m.measure);
	struct measure_row *two = rec_load(test_now(&t), &measure_kind, m.measure);
	one->heading = S("先到的");
	two->heading = S("后到的");
	assert_int_equal(ctx_write(t.cx, update, one), FLOW_OK);
	assert_int_equal(ctx_write(t.cx, update, two), FLOW_CONFLICT);
	two = rec_load(test_now(&t), &measure_kind, m.measure);
	assert_true(str_eq(two->heading, S("先到的")));
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_record_is_found_by_its_present_words),
		cmocka_unit_test(a_stale_row_changes_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
