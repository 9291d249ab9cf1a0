/* issue_test.c — from a checked plan to what is owed, reported, returned, accepted; real database. */
#include "calendar/rule.h"
#include "campaign/issue.h"
#include "duty/duty.h"
#include "duty/light.h"
#include "org/org.h"
#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct made {
	rid campaign, plan, measure;
	const char *resp, *rule;
};

static enum flow_code put_unit(struct ctx *cx, rid measure, const char *role, struct str name)
{
	struct stmt *s = db_prep(cx->db,
		"INSERT INTO measure_unit (id, measure, role, sort, phrase, unit, grp) "
		"VALUES (?, ?, ?, 1, ?, ?, ?)");
	struct stmt *g = db_prep(cx->db, "SELECT grp FROM unit_group_name WHERE name = ?");
	db_text(g, 1, name);
	rid grp = {db_one_int(g, 0)};
	db_rid(s, 1, db_new_id(cx->db));
	db_rid(s, 2, measure);
	db_text(s, 3, str_of(role));
	db_text(s, 4, name);
	db_rid(s, 5, grp.n ? RID_NONE : tree_find(cx, name, cx->today));
	db_rid(s, 6, grp);
	return flow_of_db(db_run(s));
}

static enum flow_code make(struct ctx *cx, void *arg)
{
	struct made *m = arg;
	struct campaign_row *c = kind_row(&campaign_kind, cx->a);
	c->head.unit = tree_top(cx);
	c->name = S("“整作风”专项工作");
	c->type = S("special");
	c->from_day = day_of(2026, 3, 1);
	c->until_day = day_of(2026, 12, 31);
	c->office = tree_find(cx, S("专项活动办公室"), cx->today);
	assert_int_equal(rec_insert(cx, &campaign_kind, c), FLOW_OK);
	struct plan_row *p = kind_row(&plan_kind, cx->a);
	p->head.unit = c->head.unit;
	p->head.state = PLAN_REVIEW;
	p->campaign = m->campaign = c->head.id;
	p->title = S("工作方案");
	p->year = 2026;
	p->issue_day = day_of(2026, 3, 1);
	assert_int_equal(rec_insert(cx, &plan_kind, p), FLOW_OK);
	struct measure_row *me = kind_row(&measure_kind, cx->a);
	me->head.unit = c->head.unit;
	me->plan = m->plan = p->head.id;
	me->campaign = c->head.id;
	me->heading = S("强化理论武装");
	me->assigned = true;
	assert_int_equal(rec_insert(cx, &measure_kind, me), FLOW_OK);
	m->measure = me->head.id;
	assert_int_equal(put_unit(cx, m->measure, "lead", S("政治工作办公室")), FLOW_OK);
	assert_int_equal(put_unit(cx, m->measure, "resp", str_of(m->resp)), FLOW_OK);
	struct stmt *s = db_prep(cx->db,
		"INSERT INTO measure_rule (id, measure, sort, phrase, rule, source) "
		"VALUES (?, ?, 1, '每月有动态进展，12月底前完成', ?, 'field')");
	db_rid(s, 1, db_new_id(cx->db));
	db_rid(s, 2, m->measure);
	db_text(s, 3, str_of(m->rule));
	return flow_of_db(db_run(s));
}

static const char t01[] = "AND[RECUR{every:month,content:[动态进展],until:12-end},"
			  "MILESTONE{by:12-end,content:[完成]}]";

static int64_t count(struct test_world *t, rid campaign)
{
	struct stmt *s = db_prep(t->db, "SELECT count(*) FROM due WHERE campaign = ?");
	db_rid(s, 1, campaign);
	return db_one_int(s, -1);
}

static void a_group_is_expanded_and_each_member_owes_every_month(void **state)
{
	struct test_world t;
	struct made m = {.resp = "全局各部门", .rule = t01};
	struct issue_sum sum;
	(void)state;
	test_open(&t, "2026-03-01T09:00:00+08:00");
	assert_int_equal(ctx_write(t.cx, make, &m), FLOW_OK);
	assert_int_equal(issue_plan(t.cx, &(struct issue_in){.plan = m.plan}, &sum), FLOW_OK);
	/* 12 departments and 14 stations; ten full months and the end. */
	assert_int_equal(sum.duties, 26 * 2);
	assert_int_equal(sum.dues, 26 * 11);
	assert_int_equal(count(&t, m.campaign), 26 * 11);
	assert_int_equal(issue_plan(t.cx, &(struct issue_in){.plan = m.plan}, &sum), FLOW_STATE);
	test_close(&t);
}

/* Somebody who only keeps in touch with a unit (分工联系). */
static enum flow_code keep_in_touch(struct ctx *cx, void *arg)
{
	struct plan_row *plan = rec_load(cx, &plan_kind, *(rid *)arg);
	plan->issue_day = cx->today;
	assert_int_equal(rec_update(cx, &plan_kind, plan), FLOW_OK);
	struct pairing_row *p = kind_row(&pairing_kind, cx->a);
	struct stmt *s = db_prep(cx->db, "SELECT id FROM person WHERE staff_no = '990063'");
	p->leader = (rid){db_one_int(s, 0)};
	p->head.unit = tree_find(cx, S("城关派出所"), cx->today);
	p->kind = S("contact");
	p->from_day = day_of(2026, 1, 1);
	return rec_insert(cx, &pairing_kind, p);
}

static void a_leader_of_a_station_owes_his_days_and_who_keeps_in_touch_does_not(void **state)
{
	struct test_world t;
	struct made m = {.resp = "城关派出所",
		.rule = "QUOTA{per:month,min:2,unit:working_day,per_subject:leader}"};
	struct issue_sum sum;
	(void)state;
	test_open(&t, "2026-03-03T09:00:00+08:00");
	assert_int_equal(ctx_write(t.cx, make, &m), FLOW_OK);
	struct stmt *s = db_prep(t.db, "SELECT count(DISTINCT leader) FROM pairing WHERE kind = "
				       "'contract' AND until_day IS NULL");
	int64_t leaders = db_one_int(s, 0);
	assert_int_equal(ctx_write(test_now(&t), keep_in_touch, &m.plan), FLOW_OK);
	assert_int_equal(
		issue_plan(test_now(&t), &(struct issue_in){.plan = m.plan}, &sum), FLOW_OK);
	assert_true(leaders > 5);
	assert_int_equal(sum.duties, leaders);
	test_close(&t);
}

static void a_plan_with_a_hole_is_not_issued(void **state)
{
	struct test_world t;
	struct made m = {.resp = "没有这个单位", .rule = "MILESTONE{by:param:month-end}"};
	struct issue_sum sum;
	(void)state;
	test_open(&t, "2026-03-01T09:00:00+08:00");
	assert_int_equal(ctx_write(t.cx, make, &m), FLOW_OK);
	assert_int_equal(issue_plan(t.cx, &(struct issue_in){.plan = m.plan}, &sum), FLOW_INVALID);
	assert_int_equal(t.cx->errs->n, 2);
	assert_int_equal(count(&t, m.campaign), 0);
	test_close(&t);
}

static struct due_row *due_of(struct test_world *t, const char *unit, const char *period)
{
	struct stmt *s = db_prep(t->db, "SELECT id FROM due WHERE unit = ? AND period = ?");
	db_rid(s, 1, test_unit(t, unit));
	db_text(s, 2, str_of(period));
	struct due_row *d = rec_load(t->cx, &due_kind, (rid){db_one_int(s, 0)});
	assert_non_null(d);
	return d;
}

static void a_report_is_late_to_the_minute_returned_and_keeps_its_first_time(void **state)
{
	struct test_world t;
	struct made m = {.resp = "城关派出所", .rule = t01};
	struct issue_sum sum;
	struct report_out out;
	(void)state;
	test_open(&t, "2026-03-01T09:00:00+08:00");
	assert_int_equal(ctx_write(t.cx, make, &m), FLOW_OK);
	assert_int_equal(issue_plan(t.cx, &(struct issue_in){.plan = m.plan}, &sum), FLOW_OK);
	struct due_row *d = due_of(&t, "城关派出所", "2026-03");
	assert_int_equal(d->due_day.n, day_of(2026, 3, 31).n);

	struct light_rules rules = light_load(t.cx);
	struct light_in in = light_now(d);
	assert_int_equal(light_of(&rules, &in, t.cx->cal, t.cx->now).light, LIGHT_GREEN);

	test_time(&t, "2026-04-01T00:07:00+08:00");
	struct ctx *cx = test_as(&t, "linzhiyuan");
	assert_int_equal(light_of(&rules, &in, t.cx->cal, cx->now).light, LIGHT_RED);
	struct report_in empty = {.due = d->head.id};
	assert_int_equal(due_report(cx, &empty, &out), FLOW_INVALID);
	assert_int_equal(cx->errs->n, 1);
	struct report_in full = {.due = d->head.id, .version = 1, .progress = S("组织学习两次")};
	assert_int_equal(due_report(cx, &full, &out), FLOW_OK);
	assert_int_equal(out.late_min, 7);
	assert_int_equal(due_report(cx, &full, &out), FLOW_CONFLICT);

	/* The unit itself cannot accept; the lead can, and may give it back. */
	test_now(&t);
	d = rec_load(t.cx, &due_kind, d->head.id);
	struct report_row **reports;
	assert_int_equal(due_reports(t.cx, d->head.id, &reports), 1);
	assert_int_equal(
		report_accept(test_as(&t, "linzhiyuan"), reports[0]->head.id, S("")), FLOW_DENIED);
	test_time(&t, "2026-04-02T10:00:00+08:00");
	test_now(&t);
	assert_int_equal(
		report_return(t.cx, reports[0]->head.id, S(""), DAY_NONE, 1440), FLOW_INVALID);
	test_now(&t);
	assert_int_equal(
		report_return(t.cx, reports[0]->head.id, S("缺参学人数"), day_of(2026, 4, 8), 1020),
		FLOW_OK);
	d = rec_load(t.cx, &due_kind, d->head.id);
	assert_int_equal(d->head.state, DUE_RETURNED);
	assert_int_equal(d->due_day.n, day_of(2026, 4, 8).n);
	assert_int_equal(d->first_day.n, day_of(2026, 3, 31).n);

	test_time(&t, "2026-04-07T16:00:00+08:00");
	full.version = d->head.version;
	assert_int_equal(due_report(test_as(&t, "linzhiyuan"), &full, &out), FLOW_OK);
	assert_int_equal(out.late_min, 0);
	d = rec_load(test_now(&t), &due_kind, d->head.id);
	assert_int_equal(d->late_min, 7);
	char first[STAMP_TEXT];
	assert_string_equal(stamp_text(d->first_at, first), "2026-04-01T00:07:00+08:00");
	assert_int_equal(report_accept(t.cx, out.report, S("可以")), FLOW_OK);
	d = rec_load(test_now(&t), &due_kind, d->head.id);
	in = light_now(d);
	assert_int_equal(light_of(&rules, &in, t.cx->cal, t.cx->now).light, LIGHT_BLUE);

	/* The colours of past days can be had again. */
	assert_true(light_then(t.cx, d, day_of(2026, 3, 20), &in));
	assert_int_equal(in.state, DUE_OPEN);
	assert_true(light_then(t.cx, d, day_of(2026, 4, 3), &in));
	assert_int_equal(in.state, DUE_RETURNED);
	assert_false(light_then(t.cx, d, day_of(2026, 2, 1), &in));
	test_close(&t);
}

static void another_unit_sees_nothing(void **state)
{
	struct test_world t;
	struct made m = {.resp = "柳河派出所", .rule = t01};
	struct issue_sum sum;
	struct report_out out;
	(void)state;
	test_open(&t, "2026-03-01T09:00:00+08:00");
	assert_int_equal(ctx_write(t.cx, make, &m), FLOW_OK);
	assert_int_equal(issue_plan(t.cx, &(struct issue_in){.plan = m.plan}, &sum), FLOW_OK);
	struct due_row *d = due_of(&t, "柳河派出所", "2026-03");
	struct report_in in = {.due = d->head.id, .progress = S("替人报送")};
	assert_int_equal(due_report(test_as(&t, "linzhiyuan"), &in, &out), FLOW_ABSENT);
	assert_int_equal(due_sign(test_as(&t, "sysadmin"), d->head.id), FLOW_ABSENT);
	test_close(&t);
}

static int64_t in_state(struct test_world *t, const char *state)
{
	struct stmt *s = db_prep(t->db, "SELECT count(*) FROM due WHERE state = ?");
	db_text(s, 1, str_of(state));
	return db_one_int(s, -1);
}

/* 12-end is to come; March to October are over when it is signed. */
static void open_late(struct test_world *t, struct made *m, const char *rule)
{
	*m = (struct made){.resp = "城关派出所", .rule = rule};
	test_open(t, "2026-11-10T09:00:00+08:00");
	assert_int_equal(ctx_write(t->cx, make, m), FLOW_OK);
}

static void what_was_due_before_the_issue_needs_a_decision(void **state)
{
	struct test_world t;
	struct made m;
	struct issue_sum sum;
	(void)state;
	open_late(&t, &m, t01);
	assert_int_equal(
		issue_plan(t.cx, &(struct issue_in){.plan = m.plan, .dry = true}, &sum), FLOW_OK);
	assert_int_equal(sum.gone.dues, 2 * 8); /* the lead unit owes beside the station */
	assert_int_equal(sum.gone.once, 0);
	assert_int_equal(sum.gone.n, 1);
	assert_int_equal(sum.gone.at[0].first.n, day_of(2026, 3, 31).n);
	assert_int_equal(sum.gone.at[0].last.n, day_of(2026, 10, 31).n);
	assert_int_equal(sum.first_due.n, day_of(2026, 11, 30).n);

	assert_int_equal(issue_plan(t.cx, &(struct issue_in){.plan = m.plan}, &sum), FLOW_INVALID);
	assert_true(err_of(t.cx->errs, S("past")).n > 0);
	assert_true(err_of(t.cx->errs, S("why")).n > 0);
	test_now(&t);
	struct issue_in silent = {.plan = m.plan, .past = PAST_SKIP, .why = S("  ")};
	assert_int_equal(issue_plan(t.cx, &silent, &sum), FLOW_INVALID);
	assert_int_equal(count(&t, m.campaign), 0);
	test_close(&t);
}

static void periods_before_the_issue_can_be_left_out(void **state)
{
	struct test_world t;
	struct made m;
	struct issue_sum sum;
	(void)state;
	open_late(&t, &m,
		"AND[RECUR{every:month,content:[动态进展],until:12-end},"
		"MILESTONE{by:06-30,content:[完成]}]");
	struct issue_in in = {.plan = m.plan, .past = PAST_SKIP, .why = S("方案补录")};
	assert_int_equal(issue_plan(t.cx, &in, &sum), FLOW_OK);
	/* November and December, and the milestone, which else nobody would ever see. */
	assert_int_equal(sum.dues, 2 * 3);
	assert_int_equal(count(&t, m.campaign), 2 * 3);
	assert_int_equal(in_state(&t, "before"), 2);
	assert_int_equal(in_state(&t, "open"), 2 * 2);

	struct stmt *s = db_prep(t.db, "SELECT reason FROM seal_entry WHERE kind = 'plan' AND "
				       "record = ? AND verb = 'issue' AND reason IS NOT NULL");
	db_rid(s, 1, m.plan);
	assert_int_equal(db_step(s), DB_ROW);
	assert_true(str_has(db_col_text(s, 0), S("16 项不记")));
	assert_true(str_has(db_col_text(s, 0), S("理由：方案补录")));
	db_done(s);
	test_close(&t);
}

static void what_is_taken_over_is_never_late(void **state)
{
	struct test_world t;
	struct made m;
	struct issue_sum sum;
	struct light_in in;
	struct report_out out;
	(void)state;
	open_late(&t, &m, t01);
	struct issue_in how = {.plan = m.plan, .past = PAST_BEFORE, .why = S("系统启用前已布置")};
	assert_int_equal(issue_plan(t.cx, &how, &sum), FLOW_OK);
	assert_int_equal(in_state(&t, "before"), 2 * 8);
	assert_int_equal(in_state(&t, "open"), 2 * 3);

	struct light_rules rules = light_load(t.cx);
	struct due_row *d = due_of(&t, "城关派出所", "2026-03");
	in = light_now(d);
	assert_int_equal(light_of(&rules, &in, t.cx->cal, t.cx->now).light, LIGHT_NONE);
	/* Also where the bureau's rows are older than this state. */
	struct light_rule late = {.light = LIGHT_RED, .applies = S("*"), .test = S("overdue")};
	assert_int_equal(light_of(&(struct light_rules){&late, 1}, &in, t.cx->cal, t.cx->now).light,
		LIGHT_NONE);
	assert_false(light_then(t.cx, d, day_of(2026, 11, 9), &in));
	assert_true(light_then(t.cx, d, day_of(2026, 11, 10), &in));
	assert_int_equal(in.state, DUE_BEFORE);

	/* Handed in all the same, it is on time; the day it came stays visible. */
	test_time(&t, "2026-11-20T10:00:00+08:00");
	struct report_in full = {.due = d->head.id, .progress = S("三月组织学习两次")};
	assert_int_equal(due_report(test_as(&t, "linzhiyuan"), &full, &out), FLOW_OK);
	assert_int_equal(out.late_min, 0);
	d = rec_load(test_now(&t), &due_kind, d->head.id);
	assert_int_equal(d->head.state, DUE_REPORTED);
	assert_int_equal(d->late_min, 0);
	assert_true(light_then(t.cx, d, day_of(2026, 11, 15), &in));
	assert_int_equal(in.state, DUE_BEFORE);
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_group_is_expanded_and_each_member_owes_every_month),
		cmocka_unit_test(
			a_leader_of_a_station_owes_his_days_and_who_keeps_in_touch_does_not),
		cmocka_unit_test(a_plan_with_a_hole_is_not_issued),
		cmocka_unit_test(a_report_is_late_to_the_minute_returned_and_keeps_its_first_time),
		cmocka_unit_test(another_unit_sees_nothing),
		cmocka_unit_test(what_was_due_before_the_issue_needs_a_decision),
		cmocka_unit_test(periods_before_the_issue_can_be_left_out),
		cmocka_unit_test(what_is_taken_over_is_never_late),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
