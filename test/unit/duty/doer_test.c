/* doer_test.c — a named person on a due item: set by the unit, for this period or for all that
 * follow; his own list whatever his roles; handed over with everything else; past days kept. */
#include "duty/doer.h"
#include "duty/asof.h"
#include "duty/list.h"
#include "made.h"
#include "org/handover.h"
#include "org/person.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct test_world t;
static struct made m;

static int open_world(void **state)
{
	(void)state;
	m = (struct made){.lead = "督察法制大队",
		.resp = "城关派出所",
		.rule = "RECUR{every:month,content:[动态进展]}"};
	made_open(&t, &m);
	return 0;
}

static int close_world(void **state)
{
	(void)state;
	test_close(&t);
	return 0;
}

static rid person(const char *staff_no)
{
	rid id;
	assert_int_equal(person_find(test_now(&t), str_of(staff_no), &id), 1);
	return id;
}

static struct due_row *first(void)
{
	test_now(&t);
	return made_due(&t, "城关派出所", "2026-04");
}

static enum flow_code name(const char *login, const char *staff_no, bool later)
{
	rid who = staff_no ? person(staff_no) : RID_NONE;
	struct doer_in in = {.due = first()->head.id, .person = who, .later = later};
	return doer_set(test_as(&t, login), &in);
}

static int64_t done_by(rid who)
{
	struct stmt *s = db_prep(t.db, "SELECT count(*) FROM due WHERE doer = ?");
	db_rid(s, 1, who);
	return db_one_int(s, 0);
}

static int64_t named(const char *staff_no)
{
	return done_by(person(staff_no));
}

/* 990063 and 990065 serve at the station, 990025 does not. */
static void the_unit_names_one_of_its_own(void **state)
{
	(void)state;
	assert_int_equal(name("zhoumingche", "990065", false), FLOW_DENIED);
	assert_int_equal(name("linzhiyuan", "990025", false), FLOW_INVALID);
	assert_int_equal(named("990025"), 0);
	assert_int_equal(name("linzhiyuan", "990065", false), FLOW_OK);
	assert_int_equal(first()->doer.n, person("990065").n);
	assert_int_equal(named("990065"), 1);
	struct due_step *step;
	int n = due_history(test_now(&t), first()->head.id, &step);
	assert_true(n > 0 && str_eq(step[n - 1].verb, S("doer")));
	/* Nobody in particular again. */
	assert_int_equal(name("linzhiyuan", NULL, false), FLOW_OK);
	assert_int_equal(named("990065"), 0);
}

static void later_periods_come_along_and_what_is_over_does_not(void **state)
{
	(void)state;
	assert_int_equal(name("linzhiyuan", "990065", true), FLOW_OK);
	struct stmt *s = db_prep(t.db, "SELECT count(*) FROM due WHERE unit = ?");
	db_rid(s, 1, test_unit(&t, "城关派出所"));
	int64_t all = db_one_int(s, 0);
	assert_true(all >= 8);
	assert_int_equal(named("990065"), all);
	/* One period goes to another; the others stay. */
	assert_int_equal(name("guchangning", "990063", false), FLOW_OK);
	assert_int_equal(named("990065"), all - 1);
	assert_int_equal(named("990063"), 1);
	struct report_out out;
	struct report_in in = {.due = first()->head.id, .progress = S("学习一次。")};
	assert_int_equal(due_report(test_as(&t, "linzhiyuan"), &in, &out), FLOW_OK);
	assert_int_equal(report_accept(test_as(&t, "zhoumingche"), out.report, STR_NONE), FLOW_OK);
	assert_int_equal(name("linzhiyuan", "990065", false), FLOW_STATE);
}

/* An officer without a right to read due items sees those that are his, and only those. */
static void an_officer_sees_his_own(void **state)
{
	struct due_line *at;
	struct light_rules rules = light_load(test_now(&t));
	(void)state;
	struct ctx *cx = test_as(&t, "officer");
	struct due_filter mine = {
		.doer = cx->who->person, .from = DAY_NONE, .until = DAY_NONE, .per_page = 50};
	struct due_filter scope = {
		.perm = "due.read", .from = DAY_NONE, .until = DAY_NONE, .per_page = 50};
	assert_int_equal(due_list(cx, &scope, &rules, &at), 0);
	int64_t before = due_count(cx, &mine);
	struct doer_in in = {.due = first()->head.id, .person = mine.doer};
	in.due = made_due(&t, "城关派出所", "2026-08")->head.id;
	assert_int_equal(doer_set(test_as(&t, "linzhiyuan"), &in), FLOW_OK);
	cx = test_as(&t, "officer");
	assert_int_equal(due_count(cx, &mine), before + 1);
	assert_int_equal(due_list(cx, &mine, &rules, &at), before + 1);
	/* Another's list is only for who may read the items. */
	struct due_filter other = mine;
	other.perm = "due.read";
	assert_int_equal(due_list(test_as(&t, "linzhiyuan"), &other, &rules, &at), before + 1);
	other.doer = person("990025");
	assert_int_equal(due_list(test_as(&t, "officer"), &other, &rules, &at), 0);
}

static void a_past_day_knows_who_did_it_then(void **state)
{
	(void)state;
	rid due = made_due(&t, "城关派出所", "2026-05")->head.id;
	test_time(&t, "2026-03-20T09:00:00+08:00");
	struct doer_in in = {.due = due, .person = person("990063")};
	assert_int_equal(doer_set(test_as(&t, "linzhiyuan"), &in), FLOW_OK);
	struct ctx then = *test_now(&t);
	then.past = true;
	then.now.ms -= 3600 * 1000;
	assert_int_not_equal(asof_load(&then, due)->doer.n, in.person.n);
	then.now.ms += 2 * 3600 * 1000;
	assert_int_equal(asof_load(&then, due)->doer.n, in.person.n);
}

static void it_goes_over_with_the_rest(void **state)
{
	struct handover_item *at;
	struct handover_out out;
	(void)state;
	rid from = person("990065"), to = person("990063");
	int n = handover_list(test_now(&t), from, t.cx->today, &at);
	bool listed = false;
	for (int i = 0; i < n; i++)
		listed |= str_eq(str_of(at[i].source->code), S("doer"));
	assert_true(listed);
	struct handover_in in = {.person = from,
		.successor = to,
		.day = t.cx->today,
		.why = HANDOVER_LEAVE,
		.note = S("退休")};
	int64_t had = done_by(from), has = done_by(to);
	assert_int_equal(handover_apply(test_as(&t, "org"), &in, &out), FLOW_OK);
	assert_true(had > 1);
	assert_int_equal(done_by(from), 0);
	assert_int_equal(done_by(to), has + had);
}

/* A step always has a person: without a successor it falls to the head of the unit. */
static void steps_never_lose_their_person(void **state)
{
	struct task_row **rows;
	struct handover_out out;
	(void)state;
	struct task_in step = {.measure = m.measure,
		.unit = test_unit(&t, "城关派出所"),
		.person = person("990063"),
		.what = S("列出清单"),
		.day = day_of(2026, 6, 1)};
	assert_int_equal(task_add(test_as(&t, "linzhiyuan"), &step), FLOW_OK);
	struct handover_in in = {.person = step.person,
		.day = test_now(&t)->today,
		.why = HANDOVER_POST,
		.note = S("换岗")};
	struct handover_item *at;
	int n = handover_list(t.cx, step.person, in.day, &at);
	struct handover_choice *c = arena_array(t.a, (size_t)n, sizeof *c);
	for (int i = 0; i < n; i++)
		c[i] = (struct handover_choice){handover_key(t.a, &at[i]),
			str_eq(str_of(at[i].source->code), S("task")) ? HANDOVER_END
								      : HANDOVER_KEEP};
	in.choices = c;
	in.n_choices = n;
	assert_int_equal(handover_apply(test_as(&t, "org"), &in, &out), FLOW_OK);
	assert_int_equal(task_list(test_now(&t), m.measure, step.unit, &rows), 1);
	assert_int_equal(rows[0]->person.n, tree_head(t.cx, step.unit, in.day).n);
}

static void the_actors_own_lists(void **state)
{
	struct task_row **rows;
	struct doer_unit *u;
	(void)state;
	struct ctx *cx = test_as(&t, "guchangning");
	assert_int_equal(doer_tasks(cx, &rows), 1);
	assert_int_equal(doer_units(cx, &u), 1);
	assert_true(str_eq(u[0].name, S("城关派出所")) && str_eq(u[0].post, S("所长")));
	assert_int_equal(doer_tasks(test_as(&t, "xuwenxi"), &rows), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_unit_names_one_of_its_own),
		cmocka_unit_test(later_periods_come_along_and_what_is_over_does_not),
		cmocka_unit_test(an_officer_sees_his_own),
		cmocka_unit_test(a_past_day_knows_who_did_it_then),
		cmocka_unit_test(it_goes_over_with_the_rest),
		cmocka_unit_test(steps_never_lose_their_person),
		cmocka_unit_test(the_actors_own_lists),
	};
	return cmocka_run_group_tests(tests, open_world, close_world);
}
