/* squads_test.c — each inspection team owes its days of the month; met, short and still running, and
 * teams that come and go while the plan runs. */
#include "campaign/squads.h"
#include "campaign/follow.h"
#include "duty/entry.h"
#include "duty/list.h"
#include "plan/squad.h"
#include "base/bug.h"
#include "unit/duty/made.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct test_world t;
static struct made m;

static rid person(const char *staff_no)
{
	struct stmt *s = db_prep(t.db, "SELECT id FROM person WHERE staff_no = ?");
	db_text(s, 1, str_of(staff_no));
	return (rid){db_one_int(s, 0)};
}

struct forming {
	const char *name, *leader;
	struct day from;
	rid id;
};

static enum flow_code do_form(struct ctx *cx, void *arg)
{
	struct forming *f = arg;
	struct squad_row *q = kind_row(&squad_kind, cx->a);
	q->head.unit = tree_find(cx, S("专项活动办公室"), cx->today);
	q->campaign = m.campaign;
	q->name = str_of(f->name);
	q->leader = person(f->leader);
	q->from_day = f->from;
	enum flow_code code = rec_insert(cx, &squad_kind, q);
	f->id = q->head.id;
	return code;
}

static rid form(const char *name, const char *leader, struct day from)
{
	struct forming f = {.name = name, .leader = leader, .from = from};
	assert_int_equal(ctx_write(test_now(&t), do_form, &f), FLOW_OK);
	return f.id;
}

/* Two teams, one led from the station, three days of every month. */
static void open_plan(rid team[2])
{
	struct issue_sum sum;
	m = (struct made){.lead = "政治工作办公室",
		.resp = "城关派出所",
		.rule = "QUOTA{per:month,min:3,unit:day,per_subject:team}"};
	test_open(&t, "2026-03-02T09:00:00+08:00");
	assert_int_equal(ctx_write(t.cx, made_rows, &m), FLOW_OK);
	team[0] = form("第一督导组", "990063", day_of(2026, 3, 2));
	team[1] = form("第二督导组", "990064", day_of(2026, 3, 2));
	assert_int_equal(
		issue_plan(test_now(&t), &(struct issue_in){.plan = m.plan}, &sum), FLOW_OK);
	assert_int_equal(sum.duties, 2);
	assert_int_equal(sum.dues, 2 * 9); /* April to December */
}

static rid item(rid team, const char *period)
{
	struct stmt *s = db_prep(t.db, "SELECT max(x.id) FROM due x JOIN duty d ON d.id = x.duty "
				       "WHERE d.squad = ? AND x.period = ?");
	db_rid(s, 1, team);
	db_text(s, 2, str_of(period));
	return (rid){db_one_int(s, 0)};
}

static void enter(struct ctx *cx, rid due, int day, enum flow_code expected)
{
	struct entry_in in = {.due = due, .day = day_of(2026, 4, day), .what = S("督导两个所")};
	assert_int_equal(entry_add(cx, &in), expected);
}

static enum squad_met met_of(const struct squad_count *at, int n, rid team)
{
	for (int i = 0; i < n; i++)
		if (at[i].squad.n == team.n && str_eq(at[i].period, S("2026-04")))
			return squads_met(t.cx, &at[i]);
	fail();
	return SQUAD_RUNNING;
}

static void each_team_owes_its_own_days(void **state)
{
	rid team[2];
	struct squad_count *at;
	(void)state;
	open_plan(team);
	assert_int_equal(squads_counts(t.cx, m.campaign, &at), 0); /* nothing has begun */
	test_time(&t, "2026-04-20T09:00:00+08:00");
	rid april = item(team[0], "2026-04");
	/* Two visits on one day are one day; the office keeps them too, others do not. */
	enter(test_as(&t, "xuwenxi"), april, 2, FLOW_OK);
	enter(test_as(&t, "xuwenxi"), april, 2, FLOW_OK);
	enter(test_as(&t, "xuwenxi"), april, 8, FLOW_OK);
	assert_int_equal(squads_counts(test_now(&t), m.campaign, &at), 2);
	assert_int_equal(at[0].done, 2);
	assert_int_equal(met_of(at, 2, team[0]), SQUAD_RUNNING);
	enter(test_as(&t, "xuwenxi"), april, 9, FLOW_OK);
	test_time(&t, "2026-05-03T09:00:00+08:00");
	int n = squads_counts(test_now(&t), m.campaign, &at);
	assert_int_equal(n, 4); /* May has begun */
	assert_true(str_eq(at[0].period, S("2026-05")));
	assert_int_equal(met_of(at, n, team[0]), SQUAD_MET);
	assert_int_equal(met_of(at, n, team[1]), SQUAD_SHORT);
	test_close(&t);
}

static void it_goes_by_the_name_of_the_team_and_its_leader_has_it(void **state)
{
	rid team[2];
	struct due_line *l;
	(void)state;
	open_plan(team);
	struct light_rules rules = light_load(t.cx);
	struct due_filter f = {.perm = "due.read",
		.doer = person("990063"),
		.states = STATE_OWED,
		.from = DAY_NONE,
		.until = DAY_NONE,
		.per_page = 50};
	struct ctx *cx = test_as(&t, "officer");
	assert_int_equal(due_list(cx, &f, &rules, &l), 9);
	assert_true(str_eq(l[0].person, S("第一督导组")));
	assert_true(str_eq(due_whose(cx, &l[0].d), S("第一督导组")));
	assert_true(due_may_report(cx, &l[0].d));
	test_close(&t);
}

static void a_team_that_comes_later_owes_from_the_next_month_on(void **state)
{
	rid team[2];
	int64_t n;
	(void)state;
	open_plan(team);
	test_time(&t, "2026-06-15T09:00:00+08:00");
	rid third = form("第三督导组", "990062", day_of(2026, 6, 15));
	assert_int_equal(follow_run(test_now(&t), &n), FLOW_OK);
	assert_int_equal(n, 6);
	assert_int_equal(item(third, "2026-06").n, 0);
	assert_true(item(third, "2026-07").n > 0);
	struct flow_out out;
	const struct input day[] = {{S("until_day"), S("2026-06-14")}};
	struct flow_in end = {.kind = &squad_kind,
		.step = kind_step(&squad_kind, S("end")),
		.id = team[1],
		.values = {day, 1},
		.reason = S("并入第三组")};
	assert_int_equal(flow_apply(test_now(&t), &end, &out), FLOW_OK);
	assert_int_equal(follow_run(test_now(&t), &n), FLOW_OK);
	assert_int_equal(n, 7); /* June to December */
	const struct due_row *june = rec_load(t.cx, &due_kind, item(team[1], "2026-06"));
	assert_int_equal(june->head.state, DUE_CANCELLED);
	assert_int_equal(follow_run(test_now(&t), &n), FLOW_OK);
	assert_int_equal(n, 0);
	test_close(&t);
}

/* As a program before this one issued it: one duty of the unit. */
static enum flow_code forget_teams(struct ctx *cx, void *arg)
{
	(void)arg;
	return flow_of_db(db_run(db_prep(cx->db,
		"UPDATE duty SET squad = NULL WHERE squad = (SELECT min(squad) FROM duty)")));
}

static void what_a_unit_owed_for_its_teams_goes_to_the_teams(void **state)
{
	rid team[2];
	int64_t n;
	(void)state;
	open_plan(team);
	test_time(&t, "2026-06-15T09:00:00+08:00");
	assert_int_equal(ctx_write(test_now(&t), forget_teams, NULL), FLOW_OK);
	assert_int_equal(follow_run(test_now(&t), &n), FLOW_OK);
	assert_int_equal(n, 6); /* June goes on as it began */
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_team_owes_its_own_days),
		cmocka_unit_test(it_goes_by_the_name_of_the_team_and_its_leader_has_it),
		cmocka_unit_test(a_team_that_comes_later_owes_from_the_next_month_on),
		cmocka_unit_test(what_a_unit_owed_for_its_teams_goes_to_the_teams),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
