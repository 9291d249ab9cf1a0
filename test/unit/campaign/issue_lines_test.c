/* issue_lines_test.c — who receives and on which day, where the plan says so itself: a recipient
 * named by the rule, owners named by it, one day for all monthly reports. */
#include "duty/reason.h"
#include "issued.h"
#include "plan/timing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void the_rule_names_who_receives(void **state)
{
	struct test_world t;
	struct issued m = {
		.resp = "全局各部门", .rule = "RECUR{every:month,due:22,to:[督察法制大队]}"};
	(void)state;
	test_open(&t, "2026-03-01T09:00:00+08:00");
	issued_open(&t, &m);
	rid to = test_unit(&t, "督察法制大队");
	assert_int_equal(issued_due(&t, "城关派出所", "2026-05")->to_unit.n, to.n);
	/* The lead owes like everybody else, and nobody receives from himself. */
	assert_int_equal(issued_due(&t, "政治工作办公室", "2026-05")->to_unit.n, to.n);
	assert_int_not_equal(issued_due(&t, "督察法制大队", "2026-05")->to_unit.n, to.n);
	test_close(&t);
}

static void a_recipient_nobody_knows_is_a_hurdle(void **state)
{
	struct test_world t;
	struct issued m = {.resp = "城关派出所", .rule = "RECUR{every:month,to:[没有这个大队]}"};
	struct issue_sum sum;
	(void)state;
	test_open(&t, "2026-03-01T09:00:00+08:00");
	assert_int_equal(ctx_write(t.cx, issued_make, &m), FLOW_OK);
	test_now(&t);
	assert_int_equal(issue_plan(t.cx, &(struct issue_in){.plan = m.plan}, &sum), FLOW_INVALID);
	assert_int_equal(t.cx->errs->n, 1);
	assert_true(str_has(t.cx->errs->at[0].text, S("“没有这个大队”不在单位树里")));
	test_close(&t);
}

static void owners_of_a_rule_may_be_a_group(void **state)
{
	struct test_world t;
	struct issued m = {
		.resp = "全局各部门", .rule = "RECUR{every:quarter,min:1,owner:[各派出所]}"};
	(void)state;
	test_open(&t, "2026-03-01T09:00:00+08:00");
	issued_open(&t, &m);
	struct stmt *s = db_prep(t.db, "SELECT count(DISTINCT d.unit), count(DISTINCT u.kind), "
				       "max(u.kind) FROM due d JOIN unit u ON u.id = d.unit");
	assert_int_equal(db_step(s), DB_ROW);
	assert_int_equal(db_col_int(s, 0), 14);
	assert_int_equal(db_col_int(s, 1), 1);
	assert_true(str_eq(db_col_text(s, 2), S("station")));
	db_done(s);
	test_close(&t);
}

struct whole {
	rid measure;
	const char *phrase, *rule;
};

static enum flow_code put_whole(struct ctx *cx, void *arg)
{
	const struct whole *w = arg;
	struct stmt *s = db_prep(cx->db,
		"INSERT INTO measure_rule (id, measure, sort, phrase, rule, source) "
		"VALUES (?, ?, 2, ?, ?, '" TIMING_WHOLE "')");
	db_rid(s, 1, db_new_id(cx->db));
	db_rid(s, 2, w->measure);
	db_text(s, 3, str_of(w->phrase));
	db_text(s, 4, str_of(w->rule));
	return flow_of_db(db_run(s));
}

static void one_day_holds_for_all_monthly_reports(void **state)
{
	struct test_world t;
	struct issued m = {.resp = "城关派出所",
		.rule = "AND[RECUR{every:month,content:[动态进展],until:12-end},"
			"RECUR{every:month,min:2},MILESTONE{by:12-end,content:[完成]}]"};
	struct whole w = {.phrase = "按月报送的内容于当月22日17:00前",
		.rule = "RECUR{every:month,due:22,time:17:00}"};
	struct issue_sum sum;
	(void)state;
	test_open(&t, "2026-03-01T09:00:00+08:00");
	assert_int_equal(ctx_write(t.cx, issued_make, &m), FLOW_OK);
	w.measure = m.measure;
	assert_int_equal(ctx_write(test_now(&t), put_whole, &w), FLOW_OK);
	test_now(&t);
	assert_int_equal(issue_plan(t.cx, &(struct issue_in){.plan = m.plan}, &sum), FLOW_OK);
	/* Ten months twice and the end, of two units: what sets the day is no report itself. */
	assert_int_equal(sum.dues, 2 * 21);
	struct due_row *d = issued_due(&t, "城关派出所", "2026-05");
	assert_int_equal(d->due_day.n, day_of(2026, 5, 22).n);
	assert_int_equal(d->due_min, 17 * 60);
	struct reason *r = reason_of(t.cx, d);
	assert_non_null(r->why);
	assert_true(str_has(r->sentence, S("方案统一规定了按月报送的日子")));
	assert_true(str_has(r->sentence, S("每月22日17:00前")));
	test_close(&t);
}

/* A word that was wrongly taken for it becomes an ordinary duty again, and nothing is lost. */
static void what_is_no_monthly_day_is_issued_like_any_rule(void **state)
{
	struct test_world t;
	struct issued m = {.resp = "城关派出所", .rule = "RECUR{every:month}"};
	struct whole w = {.phrase = "按月报送的内容", .rule = "MILESTONE{by:06-30}"};
	struct issue_sum sum;
	(void)state;
	test_open(&t, "2026-03-01T09:00:00+08:00");
	assert_int_equal(ctx_write(t.cx, issued_make, &m), FLOW_OK);
	w.measure = m.measure;
	assert_int_equal(ctx_write(test_now(&t), put_whole, &w), FLOW_OK);
	test_now(&t);
	assert_int_equal(issue_plan(t.cx, &(struct issue_in){.plan = m.plan}, &sum), FLOW_OK);
	assert_int_equal(sum.dues, 2 * 11);
	assert_int_equal(issued_due(&t, "城关派出所", "2026-05")->due_day.n, day_of(2026, 5, 31).n);
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_rule_names_who_receives),
		cmocka_unit_test(a_recipient_nobody_knows_is_a_hurdle),
		cmocka_unit_test(owners_of_a_rule_may_be_a_group),
		cmocka_unit_test(one_day_holds_for_all_monthly_reports),
		cmocka_unit_test(what_is_no_monthly_day_is_issued_like_any_rule),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
