/* claim_test.c — a measure taken up by the head of a unit, and the five fixings. */
#include "duty/claim.h"
#include "core/flow.h"
#include "made.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct test_world t;
static struct made m;
static rid unit;

static void open_measure(void)
{
	m = (struct made){.lead = "督察法制大队",
		.resp = "城关派出所",
		.rule = "MILESTONE{by:10-end,content:[完成]}"};
	made_open(&t, &m);
	unit = test_unit(&t, "城关派出所");
}

static struct str number(rid id)
{
	return str_fmt(t.a, "%lld", (long long)id.n);
}

static enum flow_code take(struct ctx *cx, const char *step, rid id, const char *day)
{
	struct flow_out out;
	rid who = cx->who->person.n ? cx->who->person : tree_head(cx, unit, cx->today);
	const struct input values[] = {
		{S("measure"), number(m.measure)},
		{S("how"), S("self")},
		{S("person"), number(who)},
		{S("goal"), S("走访全覆盖")},
		{S("task"), S("每月走访两次")},
		{S("steps"), S("排表、走访、回访")},
		{S("due_day"), str_of(day)},
	};
	struct flow_in in = {.kind = &claim_kind,
		.step = kind_step(&claim_kind, str_of(step)),
		.id = id,
		.unit = unit,
		.values = {values, sizeof values / sizeof *values}};
	return flow_apply(cx, &in, &out);
}

static struct claim_row *only(void)
{
	struct claim_row **rows;
	assert_int_equal(claim_list(test_now(&t), m.measure, unit, &rows), 1);
	return rows[0];
}

static void only_the_head_claims_and_only_once(void **state)
{
	struct claim_line *lines;
	(void)state;
	open_measure();
	assert_int_equal(
		claim_lines(test_now(&t), rec_load(t.cx, &measure_kind, m.measure), &lines), 2);
	assert_null(lines[0].claim);
	assert_int_equal(take(test_as(&t, "linzhiyuan"), "new", RID_NONE, ""), FLOW_INVALID);
	assert_int_equal(take(test_as(&t, "zhoumingche"), "new", RID_NONE, ""), FLOW_DENIED);
	assert_int_equal(take(test_as(&t, "guchangning"), "new", RID_NONE, ""), FLOW_OK);
	assert_int_equal(take(test_as(&t, "guchangning"), "new", RID_NONE, ""), FLOW_INVALID);
	struct claim_row *c = only();
	assert_int_equal(c->head.state, CLAIM_OPEN);
	assert_int_equal(claim_fixed(c), 0x1fu & ~STATE_BIT(FIX_DAY));
	test_close(&t);
}

static void it_begins_with_all_five_and_keeps_them(void **state)
{
	(void)state;
	open_measure();
	assert_int_equal(take(test_as(&t, "guchangning"), "new", RID_NONE, ""), FLOW_OK);
	rid id = only()->head.id;
	struct ctx *cx = test_as(&t, "guchangning");
	assert_int_equal(take(cx, "begin", id, ""), FLOW_INVALID);
	assert_int_equal(cx->errs->n, 1);
	assert_true(str_has(err_of(cx->errs, S("due_day")), S("定时限")));
	/* Never later than the measure. */
	cx = test_as(&t, "guchangning");
	assert_int_equal(take(cx, "begin", id, "2026-11-05"), FLOW_INVALID);
	assert_true(str_has(err_of(cx->errs, S("due_day")), S("2026-10-31")));
	assert_int_equal(take(test_as(&t, "guchangning"), "begin", id, "2026-10-20"), FLOW_OK);
	assert_int_equal(only()->head.state, CLAIM_ACTIVE);
	assert_int_equal(take(test_as(&t, "guchangning"), "fix", id, ""), FLOW_INVALID);
	assert_int_equal(claim_fixed(only()), 0x1f);
	test_close(&t);
}

static void what_one_does_not_owe_one_does_not_claim(void **state)
{
	(void)state;
	open_measure();
	unit = test_unit(&t, "柳河派出所");
	struct ctx *cx = test_now(&t);
	assert_int_equal(take(cx, "new", RID_NONE, ""), FLOW_INVALID);
	assert_true(str_has(err_of(cx->errs, S("")), S("不由本单位负责")));
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_the_head_claims_and_only_once),
		cmocka_unit_test(what_one_does_not_owe_one_does_not_claim),
		cmocka_unit_test(it_begins_with_all_five_and_keeps_them),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
