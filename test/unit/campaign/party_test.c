/* party_test.c — one goal by the four levels: each unit's items stand at its own level, what falls to
 * persons is counted by unit, and nobody sees another's. PLAN-12. */
#include "campaign/party.h"
#include "duty/part.h"
#include "duty/task.h"
#include "issued.h"
#include "plan/setup.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define STATION "城关派出所"

static rid agree(struct test_world *t, rid measure, const char *unit, const char *what)
{
	rid due;
	struct part_in in = {.measure = measure,
		.unit = test_unit(t, unit),
		.what = str_of(what),
		.day = day_of(2026, 5, 20)};
	assert_int_equal(part_agree(test_as(t, "xuwenxi"), &in, &due), FLOW_OK);
	return due;
}

static void a_step(struct test_world *t, rid measure)
{
	struct task_in in = {.measure = measure,
		.unit = test_unit(t, STATION),
		.person = test_as(t, "officer")->who->person,
		.what = S("回访求助群众"),
		.day = day_of(2026, 4, 10)};
	assert_int_equal(task_add(test_as(t, "linzhiyuan"), &in), FLOW_OK);
	assert_int_equal(task_send(test_as(t, "linzhiyuan"), measure, in.unit), FLOW_OK);
	assert_int_equal(
		task_review(test_as(t, "xuwenxi"), measure, in.unit, true, S("同意")), FLOW_OK);
}

static void each_level_has_its_own_list(void **state)
{
	struct test_world t;
	struct issued m = {
		.resp = STATION, .rule = "RECUR{every:month,content:[动态进展],until:05-end}"};
	struct party_lines l[PARTY_LEVELS];
	(void)state;
	test_open(&t, "2026-03-01T09:00:00+08:00");
	issued_open(&t, &m);
	assert_int_equal(setup_add_goal(test_now(&t), m.campaign, S("法治环境")), FLOW_OK);
	rid goal = {db_one_int(db_prep(t.db, "SELECT max(id) FROM goal"), 0)};
	party_load(test_as(&t, "xuwenxi"), m.campaign, goal, l);
	for (int i = 0; i < PARTY_LEVELS; i++)
		assert_int_equal(l[i].n, 0);
	assert_int_equal(setup_attach(test_now(&t), m.measure, goal, RID_NONE), FLOW_OK);
	agree(&t, m.measure, "局党委", "听取一次汇报");
	agree(&t, m.measure, "局机关党委", "派员指导");
	a_step(&t, m.measure);

	test_time(&t, "2026-04-20T09:00:00+08:00");
	struct ctx *cx = test_as(&t, "xuwenxi");
	party_load(cx, m.campaign, goal, l);
	assert_true(str_eq(l[PARTY_ORGAN].label, S("机关党委")));
	assert_int_equal(l[PARTY_COMMITTEE].n, 1);
	assert_int_equal(l[PARTY_COMMITTEE].at[0].unit.n, test_unit(&t, "局党委").n);
	assert_true(str_has(l[PARTY_COMMITTEE].at[0].words, S("听取一次汇报")));
	assert_int_equal(l[PARTY_ORGAN].n, 1);
	assert_int_equal(l[PARTY_ORGAN].at[0].all, 1);
	assert_int_equal(l[PARTY_BRANCH].n, 1);
	/* The lead and the station: three months each, of which March is late. */
	assert_int_equal(l[PARTY_BRANCH].at[0].units, 2);
	assert_int_equal(l[PARTY_BRANCH].at[0].all, 6);
	assert_int_equal(l[PARTY_BRANCH].at[0].late, 2);
	assert_int_equal(l[PARTY_MEMBERS].n, 1);
	assert_int_equal(l[PARTY_MEMBERS].at[0].units, 1);
	assert_int_equal(l[PARTY_MEMBERS].at[0].all, 1);
	assert_int_equal(l[PARTY_MEMBERS].at[0].late, 1);

	/* A station sees what is its own. */
	party_load(test_as(&t, "linzhiyuan"), m.campaign, goal, l);
	assert_int_equal(l[PARTY_COMMITTEE].n, 0);
	assert_int_equal(l[PARTY_BRANCH].at[0].units, 1);
	assert_int_equal(l[PARTY_BRANCH].all, 3);
	party_load(test_as(&t, "990084"), m.campaign, goal, l);
	assert_int_equal(l[PARTY_BRANCH].n + l[PARTY_MEMBERS].n, 0);
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_level_has_its_own_list)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
