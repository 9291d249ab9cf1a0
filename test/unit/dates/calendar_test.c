/* calendar_test.c — a year's notice comes in: what would move is shown, then moves, with the first
 * date, the steps and the log kept; real database. Also test of moves.c. */
#include "campaign/issue.h"
#include "core/cal.h"
#include "dates/calendar.h"
#include "duty/reason.h"
#include "duty/sum.h"
#include "seal/seal_verify.h"
#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const char third_working_day[] =
	"RECUR{every:month,due:workday/3,content:[动态进展],until:2027-02-end}";

static enum flow_code put_rows(struct ctx *cx, rid measure)
{
	struct stmt *s = db_prep(cx->db,
		"INSERT INTO measure_unit (id, measure, role, sort, phrase, unit) "
		"VALUES (?, ?, 'resp', ?, '各所', ?)");
	static const char *const units[] = {"城关派出所", "柳河派出所"};
	for (int i = 0; i < 2; i++) {
		db_rid(s, 1, db_new_id(cx->db));
		db_rid(s, 2, measure);
		db_int(s, 3, i);
		db_rid(s, 4, tree_find(cx, str_of(units[i]), cx->today));
		if (db_run(s) != DB_OK)
			return FLOW_WORLD;
	}
	s = db_prep(cx->db, "INSERT INTO measure_rule (id, measure, sort, phrase, rule, source) "
			    "VALUES (?, ?, 1, '每月第三个工作日前', ?, 'field')");
	db_rid(s, 1, db_new_id(cx->db));
	db_rid(s, 2, measure);
	db_text(s, 3, str_of(third_working_day));
	return flow_of_db(db_run(s));
}

/* Ends as the id of the plan. */
static enum flow_code make(struct ctx *cx, void *arg)
{
	rid *plan = arg;
	struct campaign_row *c = kind_row(&campaign_kind, cx->a);
	c->head.unit = tree_top(cx);
	c->name = S("“整作风”专项工作");
	c->type = S("special");
	c->from_day = day_of(2026, 11, 1);
	c->until_day = day_of(2027, 12, 31);
	c->office = tree_find(cx, S("专项活动办公室"), cx->today);
	assert_int_equal(rec_insert(cx, &campaign_kind, c), FLOW_OK);
	struct plan_row *p = kind_row(&plan_kind, cx->a);
	p->head.unit = c->head.unit;
	p->head.state = PLAN_REVIEW;
	p->campaign = c->head.id;
	p->title = S("工作方案");
	p->year = 2026;
	p->issue_day = day_of(2026, 11, 1);
	assert_int_equal(rec_insert(cx, &plan_kind, p), FLOW_OK);
	struct measure_row *me = kind_row(&measure_kind, cx->a);
	me->head.unit = c->head.unit;
	me->plan = *plan = p->head.id;
	me->campaign = c->head.id;
	me->heading = S("减负治理情况");
	me->assigned = true;
	assert_int_equal(rec_insert(cx, &measure_kind, me), FLOW_OK);
	return put_rows(cx, me->head.id);
}

static void open_issued(struct test_world *t)
{
	struct issue_sum sum;
	rid plan;
	test_open(t, "2026-11-02T09:00:00+08:00");
	assert_int_equal(ctx_write(t->cx, make, &plan), FLOW_OK);
	assert_int_equal(issue_plan(t->cx, &(struct issue_in){.plan = plan}, &sum), FLOW_OK);
	assert_int_equal(sum.dues, 2 * 4); /* November to February */
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

static bool log_fits(struct test_world *t)
{
	struct seal_report r;
	struct seal_verify_opt opt = {0};
	return seal_verify(t->db, &opt, t->a, &r) == DB_OK && r.bad == 0;
}

/* Invented: the real notice for 2027 is not published. */
#define NOTICE                                                                                            \
	"国务院办公厅关于2027年部分节假日安排的通知\n国办发明电〔2026〕99号\n" \
	"一、元旦：1月1日（周五）至3日（周日）放假，共3天。\n"                     \
	"二、春节：2月1日（周一）至3日（周三）放假，共3天。\n"

static void a_year_moves_open_dates_and_keeps_the_first(void **state)
{
	struct test_world t;
	struct notice n;
	struct calendar_preview p;
	(void)state;
	open_issued(&t);
	struct due_row *d = due_of(&t, "城关派出所", "2027-01");
	assert_int_equal(d->due_day.n, day_of(2027, 1, 5).n);
	assert_true(d->provisional);
	notice_read(t.a, S(NOTICE), 0, &n);
	assert_false(n.grave);
	assert_int_equal(calendar_propose(test_as(&t, "sysadmin"), &n), FLOW_DENIED);
	assert_int_equal(calendar_propose(test_as(&t, "xuwenxi"), &n), FLOW_OK);

	/* A proposal changes nothing; it says what would move. */
	struct ctx *cx = test_as(&t, "xuwenxi");
	assert_false(work_is_published(cx->cal, day_of(2027, 1, 1)));
	assert_true(calendar_preview(cx, 2027, &p));
	assert_int_equal(p.moves.items, 4);
	assert_int_equal(p.settled, 4);
	struct moved_item at[10];
	assert_int_equal(moves_items(cx, &p.moves, 0, 10, at), 4);
	assert_int_equal(at[0].move->was.n, day_of(2027, 1, 5).n);
	assert_int_equal(at[0].move->now.n, day_of(2027, 1, 6).n);
	assert_true(str_eq(at[0].move->heading, S("减负治理情况")));
	assert_int_equal(moves_items(cx, &p.moves, 3, 10, at), 1);
	assert_int_equal(at[0].move->now.n, day_of(2027, 2, 8).n);

	/* Whoever saw other figures looks again. */
	struct calendar_apply in = {.year = 2027, .seen = 3};
	assert_int_equal(calendar_apply(cx, &in), FLOW_INVALID);
	assert_int_equal(due_of(&t, "城关派出所", "2027-01")->due_day.n, day_of(2027, 1, 5).n);
	in.seen = 4;
	assert_int_equal(calendar_apply(test_as(&t, "xuwenxi"), &in), FLOW_OK);
	assert_int_equal(in.moved, 4);

	test_now(&t);
	assert_true(work_is_published(t.cx->cal, day_of(2027, 1, 1)));
	d = due_of(&t, "城关派出所", "2027-01");
	assert_int_equal(d->due_day.n, day_of(2027, 1, 6).n);
	assert_int_equal(d->first_day.n, day_of(2027, 1, 5).n);
	assert_false(d->provisional);
	assert_int_equal(d->head.version, 2);
	struct due_step *s;
	int steps = due_history(t.cx, d->head.id, &s);
	assert_true(steps > 0 && str_eq(s[steps - 1].verb, S("calendar")));
	assert_int_equal(s[steps - 1].due_day.n, d->due_day.n);
	struct reason *why = reason_of(t.cx, d);
	assert_non_null(why->why);
	assert_true(str_has(why->sentence, S("原定2027年1月5日")));
	assert_true(str_has(why->sentence, S("国办发明电〔2026〕99号")));
	assert_false(calendar_preview(t.cx, 2027, &p));
	assert_int_equal(
		db_one_int(db_prep(t.db, "SELECT count(*) FROM note WHERE kind = 'due'"), 0), 2);
	assert_true(log_fits(&t));
	test_close(&t);
}

static void what_was_reported_or_set_by_a_person_stays(void **state)
{
	struct test_world t;
	struct notice n;
	struct calendar_preview p;
	struct report_out out;
	(void)state;
	open_issued(&t);
	struct due_row *d = due_of(&t, "城关派出所", "2027-01");
	struct report_in in = {.due = d->head.id, .version = 1, .progress = S("组织学习两次")};
	assert_int_equal(due_report(test_as(&t, "linzhiyuan"), &in, &out), FLOW_OK);
	assert_int_equal(
		report_return(test_now(&t), out.report, S("缺人数"), day_of(2027, 1, 5), 1020),
		FLOW_OK);
	notice_read(t.a, S(NOTICE), 0, &n);
	calendar_look(test_now(&t), &n.year, &p);
	assert_int_equal(p.moves.items, 3);
	/* Nothing of a day that is over is judged anew. */
	test_time(&t, "2027-01-06T08:00:00+08:00");
	calendar_look(test_now(&t), &n.year, &p);
	assert_int_equal(p.moves.items, 2);
	test_close(&t);
}

static void a_single_day_is_set_by_hand(void **state)
{
	struct test_world t;
	(void)state;
	open_issued(&t);
	struct calendar_day day = {day_of(2026, 10, 30), CALENDAR_OFF, S("全局停电")};
	assert_int_equal(calendar_propose_day(test_as(&t, "xuwenxi"), &day), FLOW_INVALID);
	day.day = day_of(2026, 12, 1);
	day.reason = STR_NONE;
	assert_int_equal(calendar_propose_day(test_as(&t, "xuwenxi"), &day), FLOW_INVALID);
	day.reason = S("全局停电");
	assert_int_equal(calendar_propose_day(test_as(&t, "xuwenxi"), &day), FLOW_OK);
	struct calendar_apply in = {.year = 0, .seen = 2};
	assert_int_equal(calendar_apply(test_as(&t, "xuwenxi"), &in), FLOW_OK);
	assert_false(work_is_day(test_now(&t)->cal, day.day));
	assert_int_equal(due_of(&t, "柳河派出所", "2026-12")->due_day.n, day_of(2026, 12, 4).n);
	/* And back again: the days set by hand never publish a year. */
	day.kind = CALENDAR_AS_NOTICE;
	day.reason = S("来电了");
	assert_int_equal(calendar_propose_day(test_as(&t, "xuwenxi"), &day), FLOW_OK);
	assert_int_equal(calendar_apply(test_as(&t, "xuwenxi"), &in), FLOW_OK);
	assert_true(work_is_day(test_now(&t)->cal, day.day));
	assert_int_equal(due_of(&t, "柳河派出所", "2026-12")->due_day.n, day_of(2026, 12, 3).n);
	assert_int_equal(calendar_drop(test_as(&t, "xuwenxi"), 2027), FLOW_ABSENT);
	assert_true(log_fits(&t));
	test_close(&t);
}

/* The real arrangement of 2026: 20 September and 10 October are worked, 25 September and 1, 2, 5, 6
 * and 7 October are weekdays off. The plan was issued before anybody knew. */
struct autumn {
	struct test_world t;
	struct work_year *notice;
};

static const char daily[] = "RECUR{every:workday,content:[清账],from:2026-09-01,until:2026-10-end}";

static enum flow_code forget_2026(struct ctx *cx, void *arg)
{
	(void)arg;
	return cal_store(cx, &(struct work_year){.year = 2026}, CAL_NOTICE);
}

static enum flow_code make_daily(struct ctx *cx, void *arg)
{
	enum flow_code code = make(cx, arg);
	struct stmt *s = db_prep(cx->db, "UPDATE measure_rule SET rule = ?, phrase = '每日清账'");
	db_text(s, 1, str_of(daily));
	if (code == FLOW_OK)
		code = flow_of_db(db_run(s));
	s = db_prep(cx->db, "UPDATE campaign SET from_day = '2026-08-01'");
	if (code == FLOW_OK)
		code = flow_of_db(db_run(s));
	s = db_prep(cx->db, "UPDATE plan SET issue_day = '2026-08-31'");
	return code == FLOW_OK ? flow_of_db(db_run(s)) : code;
}

static enum flow_code keep_notice(struct ctx *cx, void *arg)
{
	return cal_store(cx, arg, CAL_PROPOSED);
}

static int64_t items(struct test_world *t, const char *day, const char *state)
{
	struct stmt *s = db_prep(
		t->db, "SELECT count(*) FROM due WHERE due_day LIKE ? AND state = ?");
	db_text(s, 1, str_of(day));
	db_text(s, 2, str_of(state));
	return db_one_int(s, 0);
}

static void open_autumn(struct autumn *a)
{
	struct issue_sum sum;
	rid plan;
	test_open(&a->t, "2026-08-31T09:00:00+08:00");
	a->notice = cal_year(a->t.cx, 2026, CAL_NOTICE);
	assert_true(a->notice && a->notice->n > 10);
	assert_int_equal(ctx_write(test_now(&a->t), forget_2026, NULL), FLOW_OK);
	assert_int_equal(ctx_write(test_now(&a->t), make_daily, &plan), FLOW_OK);
	assert_int_equal(
		issue_plan(test_now(&a->t), &(struct issue_in){.plan = plan}, &sum), FLOW_OK);
	assert_int_equal(sum.dues, 2 * 44);
	assert_int_equal(ctx_write(test_now(&a->t), keep_notice, a->notice), FLOW_OK);
}

static void make_up_days_are_owed_and_days_off_are_not(void **state)
{
	struct autumn a;
	struct test_world *t = &a.t;
	struct calendar_preview p;
	(void)state;
	open_autumn(&a);
	assert_true(calendar_preview(test_as(t, "xuwenxi"), 2026, &p));
	assert_int_equal(p.moves.items, 2 * 6);
	assert_int_equal(p.moves.gained, 2 * 2);
	assert_int_equal(p.moves.gains.at[0].move.now.n, day_of(2026, 9, 20).n);
	assert_int_equal(p.moves.gains.at[1].move.now.n, day_of(2026, 10, 10).n);
	struct calendar_apply in = {.year = 2026, .seen = 12, .gains = true, .seen_gained = 3};
	assert_int_equal(calendar_apply(test_as(t, "sysadmin"), &in), FLOW_DENIED);
	assert_int_equal(calendar_apply(test_as(t, "xuwenxi"), &in), FLOW_INVALID);
	assert_int_equal(items(t, "2026-09-20", "open"), 0);
	in.seen_gained = 4;
	assert_int_equal(calendar_apply(test_as(t, "xuwenxi"), &in), FLOW_OK);
	assert_int_equal(in.made, 4);
	test_now(t);
	assert_int_equal(items(t, "2026-09-20", "open"), 2);
	assert_int_equal(items(t, "2026-10-10", "open"), 2);
	assert_int_equal(items(t, "2026-10-01", "cancelled"), 2);
	assert_int_equal(items(t, "2026-%", "cancelled"), 12);
	assert_int_equal(items(t, "2026-%", "open"), 2 * 40);
	/* The sums know the new items, the history and the log who made them and why. */
	assert_int_equal(sum_count(t->cx, RID_NONE, "open", DAY_NONE, DAY_NONE), 2 * 40);
	struct due_row *d = due_of(t, "城关派出所", "2026-10-10");
	struct due_step *step;
	assert_int_equal(due_history(t->cx, d->head.id, &step), 1);
	assert_true(str_eq(step[0].verb, S("calendar")) && step[0].seal_no);
	assert_true(str_eq(step[0].note, a.notice->cite));
	assert_true(step[0].by.n && d->head.by.n == step[0].by.n);
	assert_true(str_eq(d->content, S("清账")) && d->first_day.n == d->due_day.n);
	assert_int_equal(
		db_one_int(db_prep(t->db, "SELECT count(*) FROM note WHERE kind = 'due' AND "
					  "text LIKE '%6 项%调整，新增 2 项%'"),
			0),
		2);
	assert_true(log_fits(t));
	test_close(t);
}

static void a_day_given_back_opens_the_same_items_again(void **state)
{
	struct autumn a;
	struct test_world *t = &a.t;
	(void)state;
	open_autumn(&a);
	struct calendar_apply in = {.year = 2026, .seen = 12};
	assert_int_equal(calendar_apply(test_as(t, "xuwenxi"), &in), FLOW_OK);
	assert_int_equal(in.made, 0);
	assert_int_equal(items(t, "2026-09-20", "open"), 0);
	int64_t all = items(t, "2026-%", "open") + items(t, "2026-%", "cancelled");
	/* 12 October is a Monday: off for a day, then worked again. */
	struct calendar_day day = {day_of(2026, 10, 12), CALENDAR_OFF, S("全局停电")};
	assert_int_equal(calendar_propose_day(test_as(t, "xuwenxi"), &day), FLOW_OK);
	in = (struct calendar_apply){.year = 0, .seen = 2, .gains = true, .seen_gained = 0};
	assert_int_equal(calendar_apply(test_as(t, "xuwenxi"), &in), FLOW_OK);
	assert_int_equal(items(t, "2026-10-12", "cancelled"), 2);
	day.kind = CALENDAR_AS_NOTICE;
	day.reason = S("来电了");
	assert_int_equal(calendar_propose_day(test_as(t, "xuwenxi"), &day), FLOW_OK);
	in = (struct calendar_apply){.year = 0, .seen = 0, .gains = true, .seen_gained = 2};
	assert_int_equal(calendar_apply(test_as(t, "xuwenxi"), &in), FLOW_OK);
	assert_int_equal(in.made, 2);
	assert_int_equal(items(t, "2026-10-12", "open"), 2);
	assert_int_equal(items(t, "2026-%", "open") + items(t, "2026-%", "cancelled"), all);
	test_now(t);
	struct due_step *step;
	rid id = due_of(t, "柳河派出所", "2026-10-12")->head.id;
	assert_int_equal(due_history(t->cx, id, &step), 2);
	assert_int_equal(
		sum_count(t->cx, RID_NONE, "open", DAY_NONE, DAY_NONE), items(t, "2026-%", "open"));
	assert_true(log_fits(t));
	test_close(t);
}

static void tables_and_files_are_read(void **state)
{
	(void)state;
	struct arena *a = arena_open(64 << 20);
	struct notice n;
	notice_read(a, S("日期\t安排\t名称\n2027-01-01\t放假\t元旦\n2027/1/3\t休\t元旦\n"), 0, &n);
	assert_false(n.grave);
	assert_int_equal(n.year.n, 2);
	struct notice again;
	notice_of(a, &n.year, &again);
	assert_int_equal(again.parts.n, 1);
	assert_int_equal(again.problems.n, n.problems.n);
	arena_close(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_year_moves_open_dates_and_keeps_the_first),
		cmocka_unit_test(what_was_reported_or_set_by_a_person_stays),
		cmocka_unit_test(a_single_day_is_set_by_hand),
		cmocka_unit_test(make_up_days_are_owed_and_days_off_are_not),
		cmocka_unit_test(a_day_given_back_opens_the_same_items_again),
		cmocka_unit_test(tables_and_files_are_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
