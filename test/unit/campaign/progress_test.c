/* progress_test.c — the counters of a campaign move with what is handed in. */
#include "campaign/progress.h"
#include "issued.h"
#include "plan/setup.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static rid item_of(struct test_world *t, const char *period)
{
	struct stmt *s = db_prep(t->db, "SELECT id FROM due WHERE unit = ? AND period = ?");
	db_rid(s, 1, test_unit(t, "城关派出所"));
	db_text(s, 2, str_of(period));
	return (rid){db_one_int(s, 0)};
}

static rid first_of(struct test_world *t, const char *table)
{
	struct stmt *s = str_eq(str_of(table), S("goal"))
				 ? db_prep(t->db, "SELECT max(id) FROM goal")
				 : db_prep(t->db, "SELECT max(id) FROM phase");
	return (rid){db_one_int(s, 0)};
}

static void a_measure_begins_moves_and_is_late(void **state)
{
	struct test_world t;
	struct issued m = {
		.resp = "城关派出所", .rule = "RECUR{every:month,content:[动态进展],until:05-end}"};
	struct issue_sum sum;
	struct report_out out;
	(void)state;
	test_open(&t, "2026-03-01T09:00:00+08:00");
	assert_int_equal(ctx_write(t.cx, issued_make, &m), FLOW_OK);
	assert_int_equal(
		issue_plan(test_now(&t), &(struct issue_in){.plan = m.plan}, &sum), FLOW_OK);
	test_now(&t);
	assert_int_equal(progress_measures(t.cx, m.campaign).begun, 1);

	assert_int_equal(setup_add_goal(test_now(&t), m.campaign, S("能力提升")), FLOW_OK);
	struct setup_phase ph = {
		.name = S("查摆问题"), .from = day_of(2026, 3, 1), .until = day_of(2026, 5, 31)};
	assert_int_equal(setup_put_phase(test_now(&t), m.campaign, &ph), FLOW_OK);
	rid goal = first_of(&t, "goal"), phase = first_of(&t, "phase");
	assert_int_equal(setup_attach(test_now(&t), m.measure, goal, phase), FLOW_OK);
	int64_t all = progress_goal(test_now(&t), goal).all;
	assert_int_equal(all, sum.dues);
	assert_int_equal(progress_goal(t.cx, goal).done, 0);

	struct report_in in = {.due = item_of(&t, "2026-03"), .progress = S("组织学习")};
	assert_int_equal(due_report(test_as(&t, "linzhiyuan"), &in, &out), FLOW_OK);
	test_now(&t);
	assert_int_equal(progress_measures(t.cx, m.campaign).moving, 1);
	assert_int_equal(progress_measures(t.cx, m.campaign).begun, 0);
	assert_int_equal(progress_measures(t.cx, m.campaign).late, 0);
	/* Whoever sees one unit counts what that unit owes. */
	assert_int_equal(progress_measures(test_as(&t, "linzhiyuan"), m.campaign).moving, 1);
	test_now(&t);
	assert_int_equal(report_accept(test_now(&t), out.report, S("可以")), FLOW_OK);
	test_now(&t);
	assert_int_equal(progress_goal(t.cx, goal).done, 1);
	assert_int_equal(progress_phase(t.cx, phase).done, 1);
	assert_int_equal(progress_phase(t.cx, phase).all, all);

	test_time(&t, "2026-05-02T09:00:00+08:00");
	test_now(&t);
	assert_int_equal(progress_measures(t.cx, m.campaign).late, 1);
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_measure_begins_moves_and_is_late),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
