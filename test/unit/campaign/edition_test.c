/* edition_test.c — a second and a third edition of a plan: what goes on, moves, changes hands, comes
 * and goes; nothing handed in is lost and the log still fits. */
#include "duty/part.h"
#include "duty/reason.h"
#include "plan/pairing.h"
#include "seal/seal_verify.h"
#include "unit/campaign/editions.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct due_row *due_of(
	struct test_world *t, const char *heading, const char *unit, const char *period)
{
	struct stmt *s = db_prep(t->db,
		"SELECT d.id FROM due d JOIN measure m ON m.id = d.measure WHERE m.heading = ? AND "
		"d.unit = ? AND coalesce(d.period, '-') = ? ORDER BY d.id DESC");
	db_text(s, 1, str_of(heading));
	db_rid(s, 2, test_unit(t, unit));
	db_text(s, 3, str_of(period));
	rid id = {db_one_int(s, 0)};
	return id.n ? rec_load(t->cx, &due_kind, id) : NULL;
}

static int64_t number(struct test_world *t, const char *state)
{
	struct stmt *s = db_prep(t->db, "SELECT count(*) FROM due WHERE state = ?");
	db_text(s, 1, str_of(state));
	return db_one_int(s, -1);
}

static const struct edition_line *line_at(const struct edition_diff *d, enum edition_what what)
{
	for (size_t i = 0; i < d->n; i++)
		if (d->at[i].what == what)
			return &d->at[i];
	fail();
	return NULL;
}

static void the_difference_is_one_of_duties(void **state)
{
	struct test_world t;
	struct edition_diff d;
	(void)state;
	struct making m = begin(&t);
	next(&t, &m, second, "2026-08-10T09:00:00+08:00");
	assert_int_equal(edition_compare(t.cx, m.plan, &d), FLOW_OK);
	assert_int_equal(d.measures, 4);
	assert_int_equal(d.measures_new, 1);
	assert_int_equal(d.measures_dropped, 1);
	/* Lead and responsible unit each with a monthly duty and the end. */
	assert_int_equal(d.lines[EDITION_SAME], 4);
	assert_int_equal(d.lines[EDITION_MOVED], 1);
	assert_int_equal(d.lines[EDITION_UNIT], 1);
	assert_int_equal(d.lines[EDITION_NEW], 1);
	assert_int_equal(d.lines[EDITION_DROPPED], 1);
	assert_int_equal(d.moved, 1);
	const struct edition_line *moved = line_at(&d, EDITION_MOVED);
	assert_int_equal(moved->items[0].was.n, day_of(2026, 11, 30).n);
	assert_int_equal(moved->items[0].now.n, day_of(2026, 10, 31).n);
	/* The second quarter was due before and stays with the unit that owed it; the third, which
	 * is running, and the fourth change hands. */
	const struct edition_line *hands = line_at(&d, EDITION_UNIT);
	assert_int_equal(hands->was_unit.n, test_unit(&t, "柳河派出所").n);
	assert_int_equal(hands->unit.n, test_unit(&t, "城关派出所").n);
	assert_int_equal(hands->kept, 1);
	assert_int_equal(hands->cancelled, 2);
	assert_int_equal(hands->added, 2);
	/* A new duty begins with the first month after issue. */
	assert_int_equal(line_at(&d, EDITION_NEW)->added, 4);
	/* What is dropped is dropped whole, and that one is late is said. */
	assert_int_equal(line_at(&d, EDITION_DROPPED)->cancelled, 1);
	assert_int_equal(d.overdue, 1);
	test_close(&t);
}

static void assert_log_fits(struct test_world *t)
{
	struct seal_report r;
	struct seal_verify_opt o = {0};
	assert_int_equal(seal_verify(t->db, &o, t->a, &r), DB_OK);
	assert_int_equal(r.bad, 0);
}

static rid hand_in(struct test_world *t, const struct due_row *d)
{
	struct report_out out;
	struct report_in in = {.due = d->head.id, .progress = S("组织学习两次")};
	assert_int_equal(due_report(test_as(t, "linzhiyuan"), &in, &out), FLOW_OK);
	assert_int_equal(report_accept(test_now(t), out.report, S("可以")), FLOW_OK);
	return out.report;
}

static void what_goes_on_keeps_its_reports_and_the_rest_stays_visible(void **state)
{
	struct test_world t;
	struct issue_sum sum;
	struct due_step *steps;
	(void)state;
	struct making m = begin(&t);
	test_time(&t, "2026-03-30T09:00:00+08:00");
	test_now(&t);
	struct due_row *march = due_of(&t, "强化理论武装", "城关派出所", "2026-03");
	rid report = hand_in(&t, march);
	rid was = next(&t, &m, second, "2026-08-10T09:00:00+08:00");
	agree_all(&t, m.plan);
	int64_t accepted = number(&t, "accepted");
	assert_int_equal(issue_plan(t.cx, &(struct issue_in){.plan = m.plan}, &sum), FLOW_OK);
	test_now(&t);
	assert_int_equal(number(&t, "accepted"), accepted);

	/* The same record, now with the words and the place of the second edition. */
	struct due_row *d = due_of(&t, "强化理论武装", "城关派出所", "2026-03");
	struct report_row **reports;
	assert_int_equal(d->head.id.n, march->head.id.n);
	assert_int_equal(due_reports(t.cx, d->head.id, &reports), 1);
	assert_int_equal(reports[0]->head.id.n, report.n);
	const struct measure_row *living = rec_load(t.cx, &measure_kind, d->measure);
	assert_int_equal(living->plan.n, m.plan.n);
	assert_int_equal(living->head.state, MEASURE_ACTIVE);
	assert_true(str_eq(living->path, S("二")));
	struct measure_unit *u;
	assert_int_equal(plan_units(t.cx, living->head.id, &u), 2);

	/* The old edition can still be read whole. */
	const struct plan_row *old = rec_load(t.cx, &plan_kind, was);
	struct measure_row **ms;
	assert_int_equal(old->head.state, PLAN_SUPERSEDED);
	assert_int_equal(plan_measures(t.cx, was, &ms), 4);
	assert_true(str_eq(ms[0]->path, S("一")));
	assert_int_equal(ms[0]->head.state, MEASURE_SUPERSEDED);
	assert_int_equal(ms[0]->now.n, living->head.id.n);
	assert_int_equal(plan_units(t.cx, ms[0]->head.id, &u), 2);
	assert_int_equal(ms[1]->head.state, MEASURE_CANCELLED);
	assert_int_equal(plan_current(t.cx, m.campaign).n, m.plan.n);

	/* A moved day says from what to what and why. */
	d = due_of(&t, "强化正向激励", "城关派出所", "-");
	assert_int_equal(d->due_day.n, day_of(2026, 10, 31).n);
	assert_int_equal(d->first_day.n, day_of(2026, 11, 30).n);
	int n = due_history(t.cx, d->head.id, &steps);
	assert_true(n >= 1);
	assert_true(str_eq(steps[n - 1].verb, S("edition")));
	assert_true(str_has(steps[n - 1].note, S("第 2 版")));
	assert_true(str_has(reason_of(t.cx, d)->sentence, S("第 2 版")));

	/* Cancelled, never removed. */
	d = due_of(&t, "畅通举报和反映问题渠道", "柳河派出所", "-");
	assert_int_equal(d->head.state, DUE_CANCELLED);
	n = due_history(t.cx, d->head.id, &steps);
	assert_true(str_has(steps[n - 1].note, S("第 2 版")));

	assert_int_equal(
		due_of(&t, "减轻基层工作负担", "柳河派出所", "2026Q2")->head.state, DUE_OPEN);
	assert_int_equal(
		due_of(&t, "减轻基层工作负担", "柳河派出所", "2026Q3")->head.state, DUE_CANCELLED);
	assert_int_equal(
		due_of(&t, "减轻基层工作负担", "城关派出所", "2026Q3")->head.state, DUE_OPEN);
	assert_log_fits(&t);
	test_close(&t);
}

/* What the office and a station agreed on, which the plan does not name. */
static rid agreed_part(struct test_world *t)
{
	rid due;
	struct ctx *cx = test_as(t, "xuwenxi");
	rid measure = {db_one_int(
		db_prep(t->db, "SELECT max(id) FROM measure WHERE heading = '强化正向激励' AND "
			       "state = 'active'"),
		0)};
	struct part_in in = {
		measure, test_unit(t, "东关派出所"), S("提供典型材料"), day_of(2026, 10, 20)};
	assert_int_equal(part_agree(cx, &in, &due), FLOW_OK);
	return due;
}

static enum flow_code drop_heading(struct ctx *cx, void *arg)
{
	struct stmt *s = db_prep(cx->db,
		"UPDATE measure SET state = 'cancelled' WHERE plan = ? AND heading = '强化正向激励'");
	db_rid(s, 1, *(rid *)arg);
	return flow_of_db(db_run(s));
}

static void an_edition_that_says_the_same_changes_nothing(void **state)
{
	struct test_world t;
	struct issue_sum sum;
	struct edition_diff d;
	(void)state;
	struct making m = begin(&t);
	next(&t, &m, second, "2026-08-10T09:00:00+08:00");
	agree_all(&t, m.plan);
	assert_int_equal(issue_plan(t.cx, &(struct issue_in){.plan = m.plan}, &sum), FLOW_OK);
	rid part = agreed_part(&t);
	next(&t, &m, second, "2026-09-10T09:00:00+08:00");
	assert_int_equal(edition_compare(t.cx, m.plan, &d), FLOW_OK);
	assert_int_equal(d.lines[EDITION_SAME], (int64_t)d.n);
	assert_int_equal(d.moved + d.added + d.cancelled, 0);
	assert_int_equal(issue_plan(t.cx, &(struct issue_in){.plan = m.plan}, &sum), FLOW_OK);
	assert_int_equal(sum.duties, 0);
	assert_int_equal(sum.dues, 0);
	assert_int_equal(((struct due_row *)rec_load(t.cx, &due_kind, part))->head.state, DUE_OPEN);
	assert_log_fits(&t);

	/* Where its measure goes, the part goes too. */
	next(&t, &m, second, "2026-10-10T09:00:00+08:00");
	test_now(&t);
	assert_int_equal(ctx_write(t.cx, drop_heading, &m.plan), FLOW_OK);
	agree_all(&t, m.plan);
	assert_int_equal(issue_plan(t.cx, &(struct issue_in){.plan = m.plan}, &sum), FLOW_OK);
	assert_int_equal(((struct due_row *)rec_load(test_now(&t), &due_kind, part))->head.state,
		DUE_CANCELLED);
	test_close(&t);
}

/* A day that one edition moved and the next moves back is moved back, and both can be seen. */
static void a_third_edition_starts_from_the_second(void **state)
{
	struct test_world t;
	struct issue_sum sum;
	struct due_step *steps;
	(void)state;
	struct making m = begin(&t);
	next(&t, &m, second, "2026-08-10T09:00:00+08:00");
	agree_all(&t, m.plan);
	assert_int_equal(issue_plan(t.cx, &(struct issue_in){.plan = m.plan}, &sum), FLOW_OK);
	next(&t, &m, first, "2026-09-10T09:00:00+08:00");
	agree_all(&t, m.plan);
	/* The end of June comes back, and is over: nobody is late by it. */
	assert_int_equal(issue_plan(t.cx, &(struct issue_in){.plan = m.plan}, &sum), FLOW_INVALID);
	test_now(&t);
	struct issue_in in = {.plan = m.plan, .past = PAST_BEFORE, .why = S("恢复的措施")};
	assert_int_equal(issue_plan(t.cx, &in, &sum), FLOW_OK);
	test_now(&t);
	assert_int_equal(
		due_of(&t, "畅通举报和反映问题渠道", "柳河派出所", "-")->head.state, DUE_BEFORE);
	struct due_row *d = due_of(&t, "强化正向激励", "城关派出所", "-");
	assert_int_equal(d->due_day.n, day_of(2026, 11, 30).n);
	int n = due_history(t.cx, d->head.id, &steps), moves = 0;
	for (int i = 0; i < n; i++)
		moves += str_eq(steps[i].verb, S("edition"));
	assert_int_equal(moves, 2);
	/* The quarter that runs goes back to the first unit with the rest. */
	d = due_of(&t, "减轻基层负担", "柳河派出所", "2026Q3");
	assert_int_equal(d->head.state, DUE_OPEN);
	assert_int_equal(
		due_of(&t, "减轻基层负担", "城关派出所", "2026Q3")->head.state, DUE_CANCELLED);
	assert_log_fits(&t);
	test_close(&t);
}

static void only_the_edition_in_force_can_be_replaced(void **state)
{
	struct test_world t;
	struct issue_sum sum;
	struct edition_diff d;
	(void)state;
	struct making m = begin(&t);
	rid one = next(&t, &m, second, "2026-08-10T09:00:00+08:00");
	assert_int_equal(edition_compare(t.cx, one, &d), FLOW_STATE);
	agree_all(&t, m.plan);
	assert_int_equal(issue_plan(t.cx, &(struct issue_in){.plan = m.plan}, &sum), FLOW_OK);
	m.plan = one;
	next(&t, &m, second, "2026-09-10T09:00:00+08:00");
	int64_t open = number(&t, "open");
	assert_int_equal(issue_plan(t.cx, &(struct issue_in){.plan = m.plan}, &sum), FLOW_INVALID);
	assert_int_equal(t.cx->errs->n, 1);
	assert_int_equal(number(&t, "open"), open);
	test_close(&t);
}

/* A deadline that is brought forward to a day that is over when it is signed stays where it was. */
static void nobody_is_late_by_a_day_he_is_told_of_afterwards(void **state)
{
	struct test_world t;
	struct issue_sum sum;
	struct edition_diff d;
	(void)state;
	struct making m = begin(&t);
	next(&t, &m, second, "2026-08-10T09:00:00+08:00");
	test_time(&t, "2026-11-10T09:00:00+08:00");
	test_now(&t);
	assert_int_equal(edition_compare(t.cx, m.plan, &d), FLOW_OK);
	int64_t held = 0;
	for (size_t i = 0; i < d.n; i++)
		held += d.at[i].held;
	assert_int_equal(held, 1);
	agree_all(&t, m.plan);
	struct issue_in in = {.plan = m.plan, .past = PAST_SKIP, .why = S("印发已三个月")};
	assert_int_equal(issue_plan(t.cx, &in, &sum), FLOW_OK);
	test_now(&t);
	assert_int_equal(
		due_of(&t, "强化正向激励", "城关派出所", "-")->due_day.n, day_of(2026, 11, 30).n);
	/* Of the new measure only November and December are asked for. */
	struct stmt *s = db_prep(t.db,
		"SELECT count(*) FROM due d JOIN measure m ON m.id = d.measure WHERE m.heading = "
		"'完善容错纠错机制' AND m.state = 'active'");
	assert_int_equal(db_one_int(s, -1), 2);
	assert_log_fits(&t);
	test_close(&t);
}

/* 强化理论武装 is split in two, 减轻基层负担 and 畅通举报 are merged into one, everything has another number. */
static const struct item reshaped[] = {
	{"一", "强化正向激励", NULL, "城关派出所", "MILESTONE{by:11-end}"},
	{"二", "抓实集中轮训", "政治工作办公室", "城关派出所", monthly},
	{"三", "开展岗位练兵比武", "政治工作办公室", "城关派出所", monthly},
	{"四", "听民声解民忧", NULL, "柳河派出所", "RECUR{every:quarter,content:[动态进展]}"},
};

static rid measure_of(struct test_world *t, rid plan, const char *heading)
{
	struct stmt *s = db_prep(t->db, "SELECT id FROM measure WHERE plan = ? AND heading = ?");
	db_rid(s, 1, plan);
	db_text(s, 2, str_of(heading));
	return (rid){db_one_int(s, 0)};
}

static void a_person_says_which_measure_goes_on(void **state)
{
	struct test_world t;
	struct issue_sum sum;
	struct edition_diff d;
	(void)state;
	struct making m = begin(&t);
	test_time(&t, "2026-03-30T09:00:00+08:00");
	test_now(&t);
	hand_in(&t, due_of(&t, "强化理论武装", "城关派出所", "2026-03"));
	rid was = next(&t, &m, reshaped, "2026-08-10T09:00:00+08:00");

	/* Renumbering the words see through; reworded ones they call new, and say so. */
	assert_int_equal(edition_compare(t.cx, m.plan, &d), FLOW_OK);
	assert_int_equal(d.measures_new, 3);
	assert_int_equal(d.measures_dropped, 3);
	assert_int_equal(d.lines[EDITION_SAME], 1);

	rid theory = measure_of(&t, was, "强化理论武装"),
	    ease = measure_of(&t, was, "减轻基层负担");
	rid train = measure_of(&t, m.plan, "抓实集中轮训");
	rid drill = measure_of(&t, m.plan, "开展岗位练兵比武");
	rid listen = measure_of(&t, m.plan, "听民声解民忧");
	assert_int_equal(pairing_put(test_now(&t), train, theory), FLOW_OK);
	assert_int_equal(pairing_put(test_now(&t), drill, theory), FLOW_INVALID);
	assert_true(str_has(err_of(t.cx->errs, S("was")), S("抓实集中轮训")));
	assert_int_equal(pairing_put(test_now(&t), listen, ease), FLOW_OK);
	assert_int_equal(pairing_put(test_now(&t), listen, drill), FLOW_ABSENT);
	assert_int_equal(pairing_put(test_as(&t, "linzhiyuan"), listen, ease), FLOW_ABSENT);
	test_now(&t);
	assert_int_equal(edition_compare(t.cx, m.plan, &d), FLOW_OK);
	assert_int_equal(d.measures_new, 1);
	assert_int_equal(d.measures_dropped, 1);
	/* The incentive, the four of theory and the quarterly one are as they were. */
	assert_int_equal(d.lines[EDITION_SAME], 6);

	/* Said to be new although the words are the same; and back. */
	rid same = measure_of(&t, m.plan, "强化正向激励");
	assert_int_equal(pairing_put(test_now(&t), same, RID_NONE), FLOW_OK);
	test_now(&t);
	assert_int_equal(edition_compare(t.cx, m.plan, &d), FLOW_OK);
	assert_int_equal(d.measures_new, 2);
	assert_int_equal(pairing_clear(test_now(&t), same), FLOW_OK);
	agree_all(&t, m.plan);

	struct issue_in in = {.plan = m.plan, .past = PAST_SKIP, .why = S("新分出的措施")};
	assert_int_equal(issue_plan(t.cx, &in, &sum), FLOW_OK);
	test_now(&t);
	struct due_row *march = due_of(&t, "抓实集中轮训", "城关派出所", "2026-03");
	assert_non_null(march);
	assert_int_equal(march->head.state, DUE_ACCEPTED);
	assert_int_equal(march->measure.n, theory.n);
	assert_null(due_of(&t, "开展岗位练兵比武", "城关派出所", "2026-03"));
	assert_non_null(due_of(&t, "听民声解民忧", "柳河派出所", "2026Q3"));
	assert_int_equal(pairing_put(test_now(&t), drill, theory), FLOW_STATE);
	assert_log_fits(&t);
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_difference_is_one_of_duties),
		cmocka_unit_test(what_goes_on_keeps_its_reports_and_the_rest_stays_visible),
		cmocka_unit_test(an_edition_that_says_the_same_changes_nothing),
		cmocka_unit_test(a_third_edition_starts_from_the_second),
		cmocka_unit_test(only_the_edition_in_force_can_be_replaced),
		cmocka_unit_test(nobody_is_late_by_a_day_he_is_told_of_afterwards),
		cmocka_unit_test(a_person_says_which_measure_goes_on),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
