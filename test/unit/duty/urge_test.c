/* urge_test.c — who may press on what, once a day, and who hears of it. */
#include "duty/urge.h"
#include "issued.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static int64_t told(struct test_world *t, const char *login)
{
	struct stmt *s = db_prep(t->db,
		"SELECT count(*) FROM note n JOIN account a ON a.person = n.person WHERE a.login = "
		"? AND n.text LIKE '催办：%'");
	db_text(s, 1, str_of(login));
	return db_one_int(s, -1);
}

static void a_late_item_is_pressed_once_a_day(void **state)
{
	struct test_world t;
	struct issued m = {.resp = "城关派出所", .rule = "RECUR{every:month,content:[动态进展]}"};
	struct due_step *step;
	(void)state;
	test_open(&t, "2026-03-02T09:00:00+08:00");
	issued_open(&t, &m);
	rid id = issued_due(&t, "城关派出所", "2026-03")->head.id;
	struct due_row *d = rec_load(t.cx, &due_kind, id);
	struct ctx *cx = test_as(&t, "xuwenxi");
	assert_false(urge_may(cx, d)); /* not late yet */
	assert_int_equal(urge_send(cx, id, S("")), FLOW_STATE);
	test_time(&t, "2026-04-02T10:00:00+08:00");
	/* The unit itself, another lead unit, and administrators do not. */
	assert_int_equal(urge_send(test_as(&t, "guchangning"), id, S("")), FLOW_DENIED);
	assert_int_equal(urge_send(test_as(&t, "shenruochuan"), id, S("")), FLOW_DENIED);
	assert_int_equal(urge_send(test_as(&t, "zhoumingche"), id, S("")), FLOW_DENIED);
	assert_int_equal(urge_send(test_as(&t, "990066"), id, S("")), FLOW_ABSENT);
	assert_int_equal(urge_send(test_as(&t, "sysadmin"), id, S("")), FLOW_ABSENT);
	/* The lead unit that receives, the office and the leadership do. */
	assert_true(urge_may(test_as(&t, "xuwenxi"), d));
	assert_true(urge_may(test_as(&t, "lujinghe"), d));
	assert_int_equal(urge_send(test_as(&t, "990020"), id, S("请今天报送")), FLOW_OK);
	assert_int_equal(told(&t, "linzhiyuan"), 1);
	assert_int_equal(told(&t, "guchangning"), 1);
	assert_int_equal(urge_send(test_as(&t, "xuwenxi"), id, S("")), FLOW_INVALID);
	assert_int_equal(due_history(test_now(&t), id, &step), 1);
	assert_true(str_eq(step[0].verb, S("urge")));
	assert_true(str_eq(step[0].note, S("请今天报送")));
	assert_int_equal(((struct due_row *)rec_load(t.cx, &due_kind, id))->head.version, 1);
	test_time(&t, "2026-04-03T09:00:00+08:00");
	assert_int_equal(urge_send(test_as(&t, "xuwenxi"), id, S("")), FLOW_OK);
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_late_item_is_pressed_once_a_day),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
