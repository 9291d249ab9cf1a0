/* part_test.c — parts of cooperating units: agreed by the lead, owed by the unit, seen by both. */
#include "duty/part.h"
#include "made.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct test_world t;
static struct made m;

static void open_measure(void)
{
	m = (struct made){.lead = "督察法制大队",
		.resp = "治安大队",
		.coop = "城关派出所",
		.rule = "MILESTONE{by:10-end,content:[完成]}"};
	made_open(&t, &m);
}

static enum flow_code agree(struct ctx *cx, const char *unit, const char *what, struct day day)
{
	rid due;
	struct part_in in = {.measure = m.measure, .what = str_of(what), .day = day};
	if (*unit)
		in.unit = test_unit(&t, unit);
	return part_agree(cx, &in, &due);
}

static void a_part_is_agreed_handed_in_and_accepted(void **state)
{
	struct part_line *at;
	struct report_out out;
	(void)state;
	open_measure();
	assert_int_equal(part_list(t.cx, m.measure, &at), 1);
	assert_null(at[0].due);
	assert_int_equal(part_missing(at, 1), 1);
	/* The lead agrees it; the unit finds it among what it owes, with the lead as recipient. */
	assert_int_equal(agree(test_as(&t, "zhoumingche"), "城关派出所", "提供三个典型案例",
				 day_of(2026, 9, 18)),
		FLOW_OK);
	assert_int_equal(part_list(test_now(&t), m.measure, &at), 1);
	assert_non_null(at[0].due);
	assert_int_equal(at[0].due->to_unit.n, test_unit(&t, "督察法制大队").n);
	assert_int_equal(at[0].due->due_day.n, day_of(2026, 9, 18).n);
	assert_int_equal(due_sign(test_as(&t, "linzhiyuan"), at[0].due->head.id), FLOW_OK);
	struct report_in in = {.due = at[0].due->head.id, .progress = S("已提供三个案例")};
	assert_int_equal(due_report(test_as(&t, "linzhiyuan"), &in, &out), FLOW_OK);
	part_list(test_now(&t), m.measure, &at);
	assert_int_equal(part_missing(at, 1), 0);
	assert_int_equal(report_accept(test_as(&t, "zhoumingche"), out.report, STR_NONE), FLOW_OK);
	test_close(&t);
}

static void a_part_has_words_a_unit_and_a_day_in_time(void **state)
{
	(void)state;
	open_measure();
	struct ctx *cx = test_as(&t, "zhoumingche");
	assert_int_equal(agree(cx, "", "", DAY_NONE), FLOW_INVALID);
	assert_int_equal(cx->errs->n, 3);
	/* Never later than the measure; the message names the day. */
	cx = test_as(&t, "zhoumingche");
	assert_int_equal(agree(cx, "东关派出所", "协助", day_of(2026, 11, 1)), FLOW_INVALID);
	assert_true(str_has(err_of(cx->errs, S("part_day")), S("2026-10-31")));
	cx = test_as(&t, "zhoumingche");
	assert_int_equal(agree(cx, "督察法制大队", "自己", day_of(2026, 10, 1)), FLOW_INVALID);
	/* A unit the plan does not name can be added; who takes part does not hand out parts. */
	struct part_line *at;
	assert_int_equal(
		agree(test_as(&t, "xuwenxi"), "东关派出所", "协助", day_of(2026, 10, 31)), FLOW_OK);
	assert_int_equal(part_list(test_now(&t), m.measure, &at), 2);
	assert_int_equal(part_missing(at, 2), 2);
	struct day day = day_of(2026, 10, 1);
	assert_int_equal(agree(test_as(&t, "linzhiyuan"), "东关派出所", "协助", day), FLOW_ABSENT);
	assert_int_equal(agree(test_as(&t, "xuwenxi"), "城关派出所", "协助", day), FLOW_OK);
	assert_int_equal(agree(test_as(&t, "linzhiyuan"), "东关派出所", "协助", day), FLOW_DENIED);
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_part_is_agreed_handed_in_and_accepted),
		cmocka_unit_test(a_part_has_words_a_unit_and_a_day_in_time),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
