/* change_test.c — who may propose and who may approve; what an approval does to one item, to a unit's
 * duty, to a measure; pauses stop the clock and move the date; nothing is changed silently. */
#include "duty/change.h"
#include "duty/pause.h"
#include "duty/reason.h"
#include "issued.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define STATION "城关派出所"

static struct str num(struct ctx *cx, rid id)
{
	return str_fmt(cx->a, "%lld", (long long)id.n);
}

struct ask {
	const char *what, *new_day, *from, *until, *why, *basis;
	rid due, duty, measure;
	const char *reach, *old_day;
};

/* Proposes as that sign-in; the unit is that of the item, as the screen sends it. */
static enum flow_code propose(struct ctx *cx, rid unit, const struct ask *a, rid *id)
{
	const struct input v[] = {
		{S("reach"), str_of(a->reach ? a->reach : "item")},
		{S("due"), a->due.n ? num(cx, a->due) : S("")},
		{S("duty"), a->duty.n ? num(cx, a->duty) : S("")},
		{S("measure"), a->measure.n ? num(cx, a->measure) : S("")},
		{S("what"), str_of(a->what)},
		{S("old_day"), str_of(a->old_day)},
		{S("new_day"), str_of(a->new_day)},
		{S("from_day"), str_of(a->from)},
		{S("until_day"), str_of(a->until)},
		{S("why"), str_of(a->why)},
		{S("basis"), str_of(a->basis)},
	};
	struct flow_out out;
	struct flow_in in = {.kind = &change_kind,
		.step = kind_step(&change_kind, S("new")),
		.unit = unit,
		.values = {v, sizeof v / sizeof *v}};
	enum flow_code code = flow_apply(cx, &in, &out);
	*id = out.id;
	return code;
}

static enum flow_code decide(struct ctx *cx, rid id, const char *step, const char *answer)
{
	const struct input v[] = {{S("answer"), str_of(answer)}};
	struct flow_out out;
	struct flow_in in = {.kind = &change_kind,
		.step = kind_step(&change_kind, str_of(step)),
		.id = id,
		.values = {v, 1}};
	return flow_apply(cx, &in, &out);
}

static void open_world(struct test_world *t, struct issued *m, const char *rule)
{
	test_open(t, "2026-03-02T09:00:00+08:00");
	*m = (struct issued){.resp = STATION, .rule = rule};
	issued_open(t, m);
	test_time(t, "2026-04-10T10:00:00+08:00");
	test_now(t);
}

static const char milestone[] = "MILESTONE{by:2026-06-30,content:[清单]}";

static struct due_row *again(struct test_world *t, rid id)
{
	return rec_load(test_now(t), &due_kind, id);
}

static void a_later_day_needs_a_second_person_and_stays_visible(void **state)
{
	struct test_world t;
	struct issued m;
	rid id, other;
	(void)state;
	open_world(&t, &m, milestone);
	struct due_row *d = issued_due(&t, STATION, "");
	struct ask a = {
		.what = "later", .new_day = "2026-07-15", .why = "人员抽调", .due = d->head.id};
	/* A liaison reports, but does not ask for other days; another unit sees nothing. */
	assert_int_equal(propose(test_as(&t, "linzhiyuan"), d->head.unit, &a, &id), FLOW_DENIED);
	struct ctx *cx = test_as(&t, "990066");
	assert_int_equal(propose(cx, test_unit(&t, "东关派出所"), &a, &id), FLOW_INVALID);
	assert_true(err_of(cx->errs, S("due")).n > 0);
	/* Under a unit of one's own somebody else's item cannot be changed. */
	assert_int_equal(
		propose(test_as(&t, "xuwenxi"), test_unit(&t, "东关派出所"), &a, &id), FLOW_DENIED);
	assert_int_equal(propose(test_as(&t, "guchangning"), d->head.unit, &a, &id), FLOW_OK);
	assert_int_equal(again(&t, d->head.id)->due_day.n, day_of(2026, 6, 30).n);
	/* One at a time. */
	assert_int_equal(
		propose(test_as(&t, "guchangning"), d->head.unit, &a, &other), FLOW_INVALID);
	/* Neither the proposer nor the office approves. */
	assert_int_equal(decide(test_as(&t, "guchangning"), id, "approve", ""), FLOW_DENIED);
	assert_int_equal(decide(test_as(&t, "xuwenxi"), id, "approve", ""), FLOW_DENIED);
	assert_int_equal(decide(test_as(&t, "sysadmin"), id, "approve", ""), FLOW_ABSENT);
	assert_int_equal(change_waiting(test_as(&t, "lujinghe")), 1);
	assert_int_equal(change_waiting(test_as(&t, "guchangning")), 0);
	assert_int_equal(decide(test_as(&t, "lujinghe"), id, "approve", "同意"), FLOW_OK);
	d = again(&t, d->head.id);
	assert_int_equal(d->due_day.n, day_of(2026, 7, 15).n);
	assert_int_equal(d->first_day.n, day_of(2026, 6, 30).n);
	assert_int_equal(d->changes, 1);
	struct reason *r = reason_of(t.cx, d);
	assert_non_null(r->why);
	assert_int_equal(r->n_moves, 1);
	assert_true(str_has(r->moves[0].note, S("人员抽调")));
	const struct change_row *c = rec_load(t.cx, &change_kind, id);
	assert_int_equal(c->head.state, CHANGE_APPROVED);
	assert_int_equal(c->old_day.n, day_of(2026, 6, 30).n);
	assert_true(c->decided_by.n && c->decided_at.ms);
	assert_int_equal(decide(test_as(&t, "lujinghe"), id, "approve", ""), FLOW_STATE);
	test_close(&t);
}

/* Somebody who holds both permissions still does not approve his own. */
static enum flow_code grant_both(struct ctx *cx, void *arg)
{
	(void)arg;
	return flow_of_db(db_run(db_prep(cx->db,
		"UPDATE role SET perms = perms || ' due.approve' WHERE code = 'unit_head'")));
}

static void nobody_approves_his_own(void **state)
{
	struct test_world t;
	struct issued m;
	rid id;
	(void)state;
	open_world(&t, &m, milestone);
	struct due_row *d = issued_due(&t, STATION, "");
	struct ask a = {.what = "cancel", .why = "不再需要", .due = d->head.id};
	assert_int_equal(ctx_write(t.cx, grant_both, NULL), FLOW_OK);
	assert_int_equal(propose(test_as(&t, "guchangning"), d->head.unit, &a, &id), FLOW_OK);
	assert_int_equal(decide(test_as(&t, "guchangning"), id, "approve", ""), FLOW_DENIED);
	assert_int_equal(decide(test_as(&t, "guchangning"), id, "refuse", "不"), FLOW_DENIED);
	assert_int_equal(change_waiting(test_as(&t, "guchangning")), 0);
	test_close(&t);
}

static void what_is_typed_wrong_is_said(void **state)
{
	struct test_world t;
	struct issued m;
	rid id;
	(void)state;
	open_world(&t, &m, milestone);
	struct due_row *d = issued_due(&t, STATION, "");
	const struct {
		struct ask a;
		const char *field;
	} wrong[] = {
		{{.what = "later", .new_day = "2026-06-30", .why = "忙"}, "new_day"},
		{{.what = "later", .why = "忙"}, "new_day"},
		{{.what = "sooner", .new_day = "2026-04-01", .why = "快"}, "new_day"},
		{{.what = "sooner", .new_day = "2026-07-01", .why = "快"}, "new_day"},
		{{.what = "later", .new_day = "2026-07-15"}, "why"},
		{{.what = "pause", .from = "2026-04-20", .until = "2026-04-30", .why = "忙"},
			"basis"},
		{{.what = "pause",
			 .from = "2026-04-01",
			 .until = "2026-04-30",
			 .why = "忙",
			 .basis = "会议"},
			"from_day"},
		{{.what = "pause",
			 .from = "2026-04-20",
			 .until = "2026-04-13",
			 .why = "忙",
			 .basis = "会议"},
			"until_day"},
		{{.what = "resume", .why = "好了"}, ""},
	};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct ask a = wrong[i].a;
		struct ctx *cx = test_as(&t, "guchangning");
		a.due = d->head.id;
		assert_int_equal(propose(cx, d->head.unit, &a, &id), FLOW_INVALID);
		assert_true(err_of(cx->errs, str_of(wrong[i].field)).n);
	}
	test_close(&t);
}

static void every_empty_field_is_named_at_once(void **state)
{
	struct test_world t;
	struct issued m;
	rid id;
	(void)state;
	open_world(&t, &m, milestone);
	struct due_row *d = issued_due(&t, STATION, "");
	struct ask a = {.what = "later", .due = d->head.id};
	struct ctx *cx = test_as(&t, "guchangning");
	assert_int_equal(propose(cx, d->head.unit, &a, &id), FLOW_INVALID);
	assert_int_equal(cx->errs->n, 2);
	assert_true(err_of(cx->errs, S("why")).n && err_of(cx->errs, S("new_day")).n);
	a.what = "pause";
	cx = test_as(&t, "guchangning");
	assert_int_equal(propose(cx, d->head.unit, &a, &id), FLOW_INVALID);
	assert_int_equal(cx->errs->n, 4);
	assert_true(err_of(cx->errs, S("why")).n && err_of(cx->errs, S("basis")).n);
	assert_true(err_of(cx->errs, S("from_day")).n && err_of(cx->errs, S("until_day")).n);
	test_close(&t);
}

static void a_refusal_says_why_and_changes_nothing(void **state)
{
	struct test_world t;
	struct issued m;
	rid id;
	(void)state;
	open_world(&t, &m, milestone);
	struct due_row *d = issued_due(&t, STATION, "");
	struct ask a = {.what = "later", .new_day = "2026-07-15", .why = "忙", .due = d->head.id};
	assert_int_equal(propose(test_as(&t, "guchangning"), d->head.unit, &a, &id), FLOW_OK);
	assert_int_equal(decide(test_as(&t, "lujinghe"), id, "refuse", ""), FLOW_INVALID);
	assert_int_equal(decide(test_as(&t, "lujinghe"), id, "refuse", "力量够用"), FLOW_OK);
	assert_int_equal(again(&t, d->head.id)->changes, 0);
	/* Refused, it may be asked again; and taken back by who asked, by nobody else. */
	assert_int_equal(propose(test_as(&t, "guchangning"), d->head.unit, &a, &id), FLOW_OK);
	assert_int_equal(decide(test_as(&t, "xuwenxi"), id, "withdraw", ""), FLOW_DENIED);
	assert_int_equal(decide(test_as(&t, "guchangning"), id, "withdraw", ""), FLOW_OK);
	struct stmt *s = db_prep(t.db, "SELECT count(*) FROM note WHERE text LIKE "
				       "'未批准：%意见：力量够用'");
	assert_int_equal(db_one_int(s, -1), 1);
	test_close(&t);
}

/* Ten working days from Monday the 13th to Friday the 24th; 30 June moves by ten: 14 July. */
static void a_pause_stops_the_clock_and_moves_the_day(void **state)
{
	struct test_world t;
	struct issued m;
	struct report_out out;
	rid id;
	bool more;
	(void)state;
	open_world(&t, &m, milestone);
	struct due_row *d = issued_due(&t, STATION, "");
	struct ask a = {.what = "pause",
		.from = "2026-04-13",
		.until = "2026-04-24",
		.why = "抢险救灾",
		.basis = "局党委会议",
		.due = d->head.id};
	assert_int_equal(propose(test_as(&t, "xuwenxi"), d->head.unit, &a, &id), FLOW_OK);
	assert_int_equal(decide(test_as(&t, "lujinghe"), id, "approve", ""), FLOW_OK);
	assert_int_equal(again(&t, d->head.id)->head.state, DUE_OPEN); /* not begun */
	test_time(&t, "2026-04-13T00:05:00+08:00");
	assert_int_equal(pause_run(test_now(&t), &more), FLOW_OK);
	assert_int_equal(again(&t, d->head.id)->head.state, DUE_PAUSED);
	struct report_in in = {.due = d->head.id, .progress = S("办"), .effect = S("成")};
	assert_int_equal(due_report(test_as(&t, "linzhiyuan"), &in, &out), FLOW_STATE);
	test_time(&t, "2026-04-24T23:55:00+08:00");
	assert_int_equal(pause_run(test_now(&t), &more), FLOW_OK);
	assert_int_equal(again(&t, d->head.id)->head.state, DUE_PAUSED);
	test_time(&t, "2026-04-25T00:05:00+08:00");
	assert_int_equal(pause_run(test_now(&t), &more), FLOW_OK);
	assert_int_equal(pause_run(test_now(&t), &more), FLOW_OK);
	d = again(&t, d->head.id);
	assert_int_equal(d->head.state, DUE_OPEN);
	assert_int_equal(d->due_day.n, day_of(2026, 7, 14).n);
	assert_int_equal(d->first_day.n, day_of(2026, 6, 30).n);
	struct reason *r = reason_of(t.cx, d);
	assert_int_equal(r->n_moves, 2); /* where the clock stopped, and what it came to */
	assert_int_equal(r->moves[0].was.n, r->moves[0].is.n);
	assert_true(str_has(r->moves[1].note, S("其间 10 个工作日")));
	test_close(&t);
}

/* An early resumption counts only the days that passed, and a paused item may be cancelled. */
static void a_pause_may_end_early(void **state)
{
	struct test_world t;
	struct issued m;
	rid id;
	bool more;
	(void)state;
	open_world(&t, &m, milestone);
	struct due_row *d = issued_due(&t, STATION, "");
	struct ask a = {.what = "pause",
		.from = "2026-04-10",
		.until = "2026-05-29",
		.why = "抢险救灾",
		.basis = "局党委会议",
		.due = d->head.id};
	assert_int_equal(propose(test_as(&t, "guchangning"), d->head.unit, &a, &id), FLOW_OK);
	assert_int_equal(decide(test_as(&t, "lujinghe"), id, "approve", ""), FLOW_OK);
	assert_int_equal(again(&t, d->head.id)->head.state, DUE_PAUSED);
	test_time(&t, "2026-04-15T10:00:00+08:00");
	a = (struct ask){.what = "resume", .why = "险情解除", .due = d->head.id};
	assert_int_equal(propose(test_as(&t, "guchangning"), d->head.unit, &a, &id), FLOW_OK);
	assert_int_equal(decide(test_as(&t, "lujinghe"), id, "approve", ""), FLOW_OK);
	d = again(&t, d->head.id);
	assert_int_equal(d->head.state, DUE_OPEN);
	assert_int_equal(d->due_day.n, day_of(2026, 7, 3).n); /* 10, 13 and 14 April */
	test_time(&t, "2026-06-01T10:00:00+08:00");
	assert_int_equal(pause_run(test_now(&t), &more), FLOW_OK);
	assert_int_equal(again(&t, d->head.id)->due_day.n, day_of(2026, 7, 3).n);
	test_close(&t);
}

/* The office cancels a whole measure: every duty and the measure itself are cancelled. */
static void a_whole_measure_is_cancelled(void **state)
{
	struct test_world t;
	struct issued m;
	rid id;
	(void)state;
	open_world(&t, &m,
		"SEQ[MILESTONE{by:2026-05-31,content:[清单]},STANDING{review_every:month}]");
	const struct measure_row *me = rec_load(t.cx, &measure_kind, m.measure);
	struct ask a = {
		.what = "cancel", .why = "上级调整部署", .reach = "measure", .measure = m.measure};
	assert_int_equal(propose(test_as(&t, "guchangning"), me->head.unit, &a, &id), FLOW_DENIED);
	assert_int_equal(propose(test_as(&t, "xuwenxi"), me->head.unit, &a, &id), FLOW_OK);
	assert_int_equal(decide(test_as(&t, "lujinghe"), id, "approve", "同意"), FLOW_OK);
	test_now(&t);
	struct stmt *s = db_prep(t.db, "SELECT count(*) FROM due WHERE state <> 'cancelled'");
	assert_int_equal(db_one_int(s, -1), 0);
	s = db_prep(t.db, "SELECT count(*) FROM duty WHERE state <> 'cancelled'");
	assert_int_equal(db_one_int(s, -1), 0);
	me = rec_load(t.cx, &measure_kind, m.measure);
	assert_int_equal(me->head.state, MEASURE_CANCELLED);
	test_close(&t);
}

/* All of a measure that is due on one day moves together; other days stay. */
static void a_day_of_a_measure_is_moved(void **state)
{
	struct test_world t;
	struct issued m;
	rid id;
	(void)state;
	open_world(&t, &m, "RECUR{every:month,content:[动态进展]}");
	const struct measure_row *me = rec_load(t.cx, &measure_kind, m.measure);
	struct ask a = {.what = "later",
		.why = "国庆安保",
		.reach = "measure",
		.measure = m.measure,
		.old_day = "2026-09-30",
		.new_day = "2026-10-10"};
	assert_int_equal(propose(test_as(&t, "xuwenxi"), me->head.unit, &a, &id), FLOW_OK);
	assert_int_equal(decide(test_as(&t, "lujinghe"), id, "approve", ""), FLOW_OK);
	test_now(&t);
	assert_int_equal(issued_due(&t, STATION, "2026-09")->due_day.n, day_of(2026, 10, 10).n);
	assert_int_equal(issued_due(&t, STATION, "2026-08")->due_day.n, day_of(2026, 8, 31).n);
	struct due_row *d = issued_due(&t, STATION, "2026-09");
	struct change_row **c;
	assert_int_equal(change_list(t.cx, &(struct change_filter){.due = d, .max = 5}, &c), 1);
	assert_true(str_eq(change_words(t.cx, c[0]), S("延期：9月30日 改为 10月10日")));
	test_close(&t);
}

/* What was reported while the proposal waited is not moved any more. */
static void what_was_reported_meanwhile_stays(void **state)
{
	struct test_world t;
	struct issued m;
	struct report_out out;
	rid id;
	(void)state;
	open_world(&t, &m, milestone);
	struct due_row *d = issued_due(&t, STATION, "");
	struct ask a = {.what = "later", .new_day = "2026-07-15", .why = "忙", .due = d->head.id};
	assert_int_equal(propose(test_as(&t, "guchangning"), d->head.unit, &a, &id), FLOW_OK);
	struct report_in in = {.due = d->head.id, .progress = S("办"), .effect = S("成")};
	assert_int_equal(due_report(test_as(&t, "linzhiyuan"), &in, &out), FLOW_OK);
	assert_int_equal(decide(test_as(&t, "lujinghe"), id, "approve", ""), FLOW_INVALID);
	assert_int_equal(again(&t, d->head.id)->changes, 0);
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_later_day_needs_a_second_person_and_stays_visible),
		cmocka_unit_test(nobody_approves_his_own),
		cmocka_unit_test(what_is_typed_wrong_is_said),
		cmocka_unit_test(every_empty_field_is_named_at_once),
		cmocka_unit_test(a_refusal_says_why_and_changes_nothing),
		cmocka_unit_test(a_pause_stops_the_clock_and_moves_the_day),
		cmocka_unit_test(a_pause_may_end_early),
		cmocka_unit_test(a_whole_measure_is_cancelled),
		cmocka_unit_test(a_day_of_a_measure_is_moved),
		cmocka_unit_test(what_was_reported_meanwhile_stays),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
