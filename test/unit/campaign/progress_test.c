/* progress_test.c — the counters of a campaign move with what is handed in, and the kept ones are
 * those that a look at every item gives.
 *
 * limit: 120 s. */
#include "campaign/progress.h"
#include "core/actor.h"
#include "core/query.h"
#include "core/tree.h"
#include "demo/demo.h"
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

/* Counted item by item in plain steps, by whoever sees them. */
static struct progress_measures counted(struct ctx *cx, rid campaign)
{
	struct progress_measures p = {0};
	struct measure_row **m;
	int n = plan_measures(cx, plan_current(cx, campaign), &m);
	for (int i = 0; i < n; i++) {
		struct query q = {.kind = &due_kind, .per_page = 5000};
		void **rows;
		bool any = false, handed = false, begun = false, late = false;
		query_filter(
			cx, &q, S("measure"), str_fmt(cx->a, "%lld", (long long)m[i]->head.id.n));
		int k = query_rows(cx, &q, &rows);
		while (k-- > 0) {
			const struct due_row *d = rows[k];
			int state = d->head.state;
			if (state == DUE_CANCELLED || state == DUE_BEFORE)
				continue;
			any = true;
			handed |= d->first_at.ms || state == DUE_REPORTED ||
				  state == DUE_RETURNED || state == DUE_ACCEPTED;
			begun |= !day_is_set(d->from_day) || d->from_day.n <= cx->today.n;
			late |= (state == DUE_OPEN || state == DUE_RETURNED) &&
				day_is_set(d->due_day) &&
				stamp_of_day(d->due_day).ms + d->due_min * 60000 <
					cx->now.ms / 60000 * 60000;
		}
		if (!any)
			continue;
		p.late += late;
		p.done += m[i]->head.state == MEASURE_DONE;
		p.standing += m[i]->head.state == MEASURE_STANDING;
		if (m[i]->head.state == MEASURE_ACTIVE) {
			p.moving += handed;
			p.begun += !handed && begun;
			p.waiting += !handed && !begun;
		}
	}
	return p;
}

static void assert_same(const struct progress_measures *x, const struct progress_measures *y)
{
	assert_int_equal(x->waiting, y->waiting);
	assert_int_equal(x->begun, y->begun);
	assert_int_equal(x->moving, y->moving);
	assert_int_equal(x->standing, y->standing);
	assert_int_equal(x->done, y->done);
	assert_int_equal(x->late, y->late);
	assert_int_equal(x->by_state, y->by_state);
}

/* Somebody who sees everything, a lead unit that receives, a unit that owes, its head, a leader
 * and nobody. */
static void kept_sums_are_what_the_items_say(void **state)
{
	static const char *const who[] = {
		"xuwenxi", "zhoumingche", "linzhiyuan", "guchangning", "lujinghe", "sysadmin"};
	struct test_world t;
	int late = 0;
	(void)state;
	test_open(&t, "2026-02-09T09:00:00+08:00");
	test_time(&t, "2026-06-22T10:00:00+08:00");
	struct demo_in in = {.until = clock_now(&t.clock)};
	assert_int_equal(demo_campaign(test_now(&t), &in), FLOW_OK);
	rid campaign = {db_one_int(db_prep(t.db, "SELECT id FROM campaign"), 0)};
	for (size_t i = 0; i < sizeof who / sizeof *who; i++) {
		struct ctx *cx = test_as(&t, who[i]);
		struct progress_measures kept = progress_measures(cx, campaign),
					 want = counted(cx, campaign);
		assert_same(&kept, &want);
		late += kept.late > 0;
		/* The same moment as a past day: read from items and their steps. */
		cx->past = true;
		struct progress_measures past = progress_measures(cx, campaign);
		assert_same(&past, &want);
	}
	assert_true(late >= 3 && late < 6);
	struct stmt *s = db_prep(t.db, "SELECT id FROM goal ORDER BY id");
	rid goal = {db_one_int(s, 0)};
	struct progress_of now = progress_goal(test_now(&t), goal);
	t.cx->past = true;
	struct progress_of past = progress_goal(t.cx, goal);
	assert_true(now.all > now.done && now.done > 0);
	assert_int_equal(now.all, past.all);
	assert_int_equal(now.done, past.done);
	test_close(&t);
}

static enum flow_code all_units_owe(struct ctx *cx, void *arg)
{
	const struct issued *m = arg;
	struct stmt *s = db_prep(cx->db, "INSERT INTO duty_unit (campaign, unit) SELECT ?, unit "
					 "FROM unit_up WHERE anc = ? AND unit NOT IN (SELECT unit "
					 "FROM duty_unit WHERE campaign = ?)");
	db_rid(s, 1, m->campaign);
	db_rid(s, 2, tree_top(cx));
	db_rid(s, 3, m->campaign);
	return flow_of_db(db_run(s));
}

/* Of many units, but not all, the states of the measures; of all, what is kept. */
static void many_units_of_more_are_counted_by_state(void **state)
{
	struct test_world t;
	struct issued m = {
		.resp = "城关派出所", .rule = "RECUR{every:month,content:[动态进展],until:05-end}"};
	(void)state;
	test_open(&t, "2026-03-01T09:00:00+08:00");
	issued_open(&t, &m);
	struct ctx *cx = test_now(&t);
	struct grant g = {.perms = S("due.read"), .unit = tree_top(cx)};
	const struct actor part = {.grants = &g, .n_grants = 1};
	cx->who = &part;
	struct progress_measures p = progress_measures(cx, m.campaign);
	assert_int_equal(p.begun + p.waiting, 1);
	assert_false(p.by_state);
	assert_int_equal(ctx_write(test_now(&t), all_units_owe, &m), FLOW_OK);
	cx = test_now(&t);
	assert_false(progress_measures(cx, m.campaign).by_state);
	cx->who = &part;
	p = progress_measures(cx, m.campaign);
	assert_true(p.by_state);
	assert_int_equal(p.moving, 1);
	assert_int_equal(p.begun + p.waiting + p.late, 0);
	cx = test_now(&t);
	cx->past = true;
	assert_true(progress_measures(cx, m.campaign).by_state);
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_measure_begins_moves_and_is_late),
		cmocka_unit_test(kept_sums_are_what_the_items_say),
		cmocka_unit_test(many_units_of_more_are_counted_by_state),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
