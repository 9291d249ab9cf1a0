/* follow_test.c — a leader who is paired later owes from the next period on, one who leaves stops
 * owing, and each item says why; real database. */
#include "campaign/follow.h"
#include "base/bug.h"
#include "base/vec.h"
#include "unit/duty/made.h"
#include "duty/entry.h"
#include "org/org.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct test_world t;
static struct made m;

/* On 2 March eight leaders are paired; each owes two days of every month from April on. */
static void open_plan(void)
{
	m = (struct made){.lead = "政治工作办公室",
		.resp = "城关派出所",
		.rule = "QUOTA{per:month,min:2,unit:working_day,per_subject:leader}"};
	made_open(&t, &m);
}

static rid person(const char *staff_no)
{
	struct stmt *s = db_prep(t.db, "SELECT id FROM person WHERE staff_no = ?");
	db_text(s, 1, str_of(staff_no));
	rid id = {db_one_int(s, 0)};
	assert_int_not_equal(id.n, 0);
	return id;
}

static struct str number(rid id)
{
	return str_fmt(t.a, "%lld", (long long)id.n);
}

static void pair(const char *staff_no, const char *from)
{
	struct flow_out out;
	const struct input v[] = {{S("leader"), number(person(staff_no))},
		{S("kind"), S("contract")}, {S("from_day"), str_of(from)}};
	struct flow_in in = {.kind = &pairing_kind,
		.step = kind_step(&pairing_kind, S("new")),
		.unit = test_unit(&t, "月湖派出所"),
		.values = {v, NELEM(v)}};
	assert_int_equal(flow_apply(test_now(&t), &in, &out), FLOW_OK);
}

/* Ends all that is open of the person in that table. */
static void end_all(
	const struct kind *k, struct stmt *open, const char *staff_no, const char *until)
{
	VEC(rid) ids = {0};
	db_rid(open, 1, person(staff_no));
	while (db_step(open) == DB_ROW)
		*vec_add(t.a, &ids) = db_col_rid(open, 0);
	db_done(open);
	assert_true(ids.n > 0);
	for (size_t i = 0; i < ids.n; i++) {
		struct flow_out out;
		const struct input v[] = {{S("until_day"), str_of(until)}};
		struct flow_in in = {.kind = k,
			.step = kind_step(k, S("end")),
			.id = ids.at[i],
			.values = {v, 1},
			.reason = S("分工调整")};
		assert_int_equal(flow_apply(test_now(&t), &in, &out), FLOW_OK);
	}
}

static void end_pairings(const char *staff_no, const char *until)
{
	end_all(&pairing_kind,
		db_prep(t.db, "SELECT id FROM pairing WHERE leader = ? AND state = 'active' AND "
			      "kind = 'contract'"),
		staff_no, until);
}

static void end_posts(const char *staff_no, const char *until)
{
	end_all(&appointment_kind,
		db_prep(t.db, "SELECT id FROM appointment WHERE person = ? AND state = 'active'"),
		staff_no, until);
}

/* Items that came or went; run again, none. */
static int64_t follow(void)
{
	int64_t n, again;
	assert_int_equal(follow_run(test_now(&t), &n), FLOW_OK);
	assert_int_equal(follow_run(test_now(&t), &again), FLOW_OK);
	assert_int_equal(again, 0);
	return n;
}

static int64_t owed(const char *staff_no, const char *state)
{
	struct stmt *s = db_prep(t.db, "SELECT count(*) FROM due x JOIN duty d ON d.id = x.duty "
				       "WHERE d.person = ? AND x.state = ?");
	db_rid(s, 1, person(staff_no));
	db_text(s, 2, str_of(state));
	return db_one_int(s, -1);
}

static struct due_row *item(const char *staff_no, const char *period)
{
	struct stmt *s = db_prep(t.db, "SELECT max(x.id) FROM due x JOIN duty d ON d.id = x.duty "
				       "WHERE d.person = ? AND x.period = ?");
	db_rid(s, 1, person(staff_no));
	db_text(s, 2, str_of(period));
	return rec_load(t.cx, &due_kind, (rid){db_one_int(s, 0)});
}

static void assert_step(const struct due_row *d, const char *verb, const char *note)
{
	struct due_step *step;
	int n = due_history(t.cx, d->head.id, &step);
	assert_true(n > 0);
	assert_true(str_eq(step[n - 1].verb, str_of(verb)));
	if (!str_has(step[n - 1].note, str_of(note))) {
		struct str got = step[n - 1].note;
		fail_msg("%.*s", STR_ARG(got));
	}
}

static void nothing_moves_while_the_pairings_stand(void **state)
{
	(void)state;
	open_plan();
	assert_int_equal(follow(), 0);
	test_time(&t, "2026-06-10T09:00:00+08:00");
	assert_int_equal(follow(), 0);
	test_close(&t);
}

static void who_is_paired_later_owes_from_the_next_month_on(void **state)
{
	(void)state;
	open_plan();
	assert_int_equal(owed("990007", "open"), 0);
	test_time(&t, "2026-05-08T09:00:00+08:00");
	pair("990007", "2026-05-06");
	assert_int_equal(follow(), 7); /* June to December */
	assert_int_equal(owed("990007", "open"), 7);
	assert_null(item("990007", "2026-05"));
	struct due_row *d = item("990007", "2026-06");
	assert_int_equal(d->need, 2);
	assert_int_equal(d->due_day.n, day_of(2026, 6, 30).n);
	assert_int_equal(d->to_unit.n, test_unit(&t, "专项活动办公室").n);
	assert_step(d, "join", "2026-05-06 起包联月湖派出所，从下一期起计");
	/* He is told, once. */
	struct stmt *s = db_prep(t.db, "SELECT count(*) FROM note WHERE person = ? AND rec = ?");
	db_rid(s, 1, person("990007"));
	db_rid(s, 2, d->head.id);
	assert_int_equal(db_one_int(s, 0), 1);
	/* A pairing that begins later changes nothing before its day. */
	pair("990063", "2026-08-01");
	assert_int_equal(follow(), 0);
	test_time(&t, "2026-08-01T09:00:00+08:00");
	assert_int_equal(follow(), 5); /* August to December: it begins with the month */
	test_close(&t);
}

static void what_is_entered_late_does_not_reach_back(void **state)
{
	(void)state;
	open_plan();
	test_time(&t, "2026-09-18T09:00:00+08:00");
	pair("990007", "2026-05-06");
	assert_int_equal(follow(), 3);
	assert_null(item("990007", "2026-09"));
	assert_non_null(item("990007", "2026-10"));
	test_close(&t);
}

static void who_is_no_longer_paired_stops_owing_and_comes_back(void **state)
{
	(void)state;
	open_plan();
	test_time(&t, "2026-05-21T09:00:00+08:00");
	int64_t others = owed("990002", "open");
	end_pairings("990001", "2026-05-20");
	assert_int_equal(follow(), 8); /* May to December */
	assert_int_equal(owed("990001", "cancelled"), 8);
	assert_int_equal(owed("990002", "open"), others);
	assert_step(item("990001", "2026-05"), "leave", "2026-05-20 包联结束，从这一期起不再要求");
	/* What was due before he left is still owed, and the measure goes on. */
	assert_int_equal(item("990001", "2026-04")->head.state, DUE_OPEN);
	const struct measure_row *me = rec_load(t.cx, &measure_kind, m.measure);
	assert_int_equal(me->head.state, MEASURE_ACTIVE);
	test_time(&t, "2026-06-10T09:00:00+08:00");
	pair("990001", "2026-06-10");
	assert_int_equal(follow(), 6);
	assert_int_equal(owed("990001", "open"), 1 + 6);
	assert_int_equal(item("990001", "2026-06")->head.state, DUE_CANCELLED);
	assert_int_equal(item("990001", "2026-07")->head.state, DUE_OPEN);
	test_close(&t);
}

static void the_day_counts_not_the_day_of_the_entry(void **state)
{
	(void)state;
	open_plan();
	test_time(&t, "2026-05-21T09:00:00+08:00");
	end_pairings("990001", "2026-05-31"); /* still paired: nothing yet */
	assert_int_equal(follow(), 0);
	test_time(&t, "2026-06-01T00:10:00+08:00");
	assert_int_equal(follow(), 7); /* May's last day was his */
	assert_int_equal(item("990001", "2026-05")->head.state, DUE_OPEN);
	test_close(&t);
}

static void who_is_no_longer_in_post_stops_owing(void **state)
{
	(void)state;
	open_plan();
	test_time(&t, "2026-07-02T09:00:00+08:00");
	end_posts("990005", "2026-06-30");
	assert_int_equal(follow(), 6);
	assert_step(item("990005", "2026-07"), "leave", "2026-06-30 任职结束");
	test_close(&t);
}

static enum flow_code give(struct ctx *cx, void *arg)
{
	const rid *who = arg;
	struct stmt *s = db_prep(cx->db, "UPDATE duty SET person = ? WHERE person = ?");
	db_rid(s, 1, who[1]);
	db_rid(s, 2, who[0]);
	return flow_of_db(db_run(s));
}

/* As a handover leaves it: by hand to one who was never paired, and to one who owes already. */
static void what_was_handed_over_is_owed_once(void **state)
{
	(void)state;
	open_plan();
	test_time(&t, "2026-05-21T09:00:00+08:00");
	rid outside[] = {person("990001"), person("990063")};
	assert_int_equal(ctx_write(test_now(&t), give, outside), FLOW_OK);
	end_pairings("990001", "2026-05-20");
	assert_int_equal(follow(), 0);
	assert_int_equal(owed("990063", "open"), 9);
	rid twice[] = {person("990003"), person("990002")};
	assert_int_equal(ctx_write(test_now(&t), give, twice), FLOW_OK);
	end_pairings("990003", "2026-05-20");
	assert_int_equal(follow(), 8);
	assert_int_equal(owed("990002", "cancelled"), 8);
	test_close(&t);
}

static void a_campaign_that_is_over_is_left_alone(void **state)
{
	(void)state;
	open_plan();
	struct flow_out out;
	struct flow_in in = {.kind = &campaign_kind,
		.step = kind_step(&campaign_kind, S("cancel")),
		.id = m.campaign,
		.reason = S("不再开展")};
	assert_int_equal(flow_apply(test_now(&t), &in, &out), FLOW_OK);
	test_time(&t, "2026-05-21T09:00:00+08:00");
	end_pairings("990001", "2026-05-20");
	assert_int_equal(follow(), 0);
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_moves_while_the_pairings_stand),
		cmocka_unit_test(who_is_paired_later_owes_from_the_next_month_on),
		cmocka_unit_test(what_is_entered_late_does_not_reach_back),
		cmocka_unit_test(who_is_no_longer_paired_stops_owing_and_comes_back),
		cmocka_unit_test(the_day_counts_not_the_day_of_the_entry),
		cmocka_unit_test(who_is_no_longer_in_post_stops_owing),
		cmocka_unit_test(what_was_handed_over_is_owed_once),
		cmocka_unit_test(a_campaign_that_is_over_is_left_alone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
