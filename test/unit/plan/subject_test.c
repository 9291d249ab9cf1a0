/* subject_test.c — 各牵头单位 is who leads in the plan; a group of nobody stands against issuing. */
#include "plan/subject.h"
#include "issued.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const char once[] = "MILESTONE{by:2026-03-13,time:17:00}";

static int64_t count(struct test_world *t, const char *unit)
{
	struct stmt *s = db_prep(t->db, "SELECT count(*) FROM due WHERE unit = ?");
	db_rid(s, 1, test_unit(t, unit));
	return db_one_int(s, -1);
}

struct more {
	rid measure;
	const char *role, *name;
};

static enum flow_code name_more(struct ctx *cx, void *arg)
{
	const struct more *m = arg;
	return issued_unit(cx, m->measure, m->role, str_of(m->name));
}

static enum flow_code issue(struct test_world *t, const struct issued *m)
{
	struct issue_sum sum;
	test_now(t);
	return issue_plan(t->cx, &(struct issue_in){.plan = m->plan}, &sum);
}

static void the_leads_of_the_plan_owe_what_every_lead_owes(void **state)
{
	struct test_world t;
	struct issued m = {.resp = "各牵头单位", .rule = once};
	(void)state;
	test_open(&t, "2026-03-01T09:00:00+08:00");
	assert_int_equal(ctx_write(t.cx, issued_make, &m), FLOW_OK);
	struct more lead = {m.measure, "lead", "督察法制大队"};
	assert_int_equal(ctx_write(test_now(&t), name_more, &lead), FLOW_OK);
	assert_int_equal(issue(&t, &m), FLOW_OK);
	assert_int_equal(count(&t, "政治工作办公室"), 1);
	assert_int_equal(count(&t, "督察法制大队"), 1);
	assert_int_equal(count(&t, "城关派出所"), 0);
	test_close(&t);
}

static void a_name_only_the_plan_knows_needs_no_group(void **state)
{
	struct test_world t;
	struct issued m = {.resp = "各责任部门", .rule = once};
	rid units[SUBJECT_UNITS];
	(void)state;
	test_open(&t, "2026-03-01T09:00:00+08:00");
	assert_int_equal(ctx_write(t.cx, issued_make, &m), FLOW_OK);
	struct more resp = {m.measure, "resp", "各派出所"};
	assert_int_equal(ctx_write(test_now(&t), name_more, &resp), FLOW_OK);
	struct measure_unit u = {.phrase = S("各责任部门")};
	assert_int_equal(subject_units(test_now(&t), m.plan, &u, t.cx->today, units), 15);
	assert_int_equal(units[0].n, test_unit(&t, "政治工作办公室").n);
	assert_true(subject_is_of_plan(u.phrase));
	assert_false(subject_is_of_plan(S("各派出所")));
	assert_int_equal(issue(&t, &m), FLOW_OK);
	test_close(&t);
}

static enum flow_code empty_group(struct ctx *cx, void *arg)
{
	(void)arg;
	return flow_of_db(db_run(db_prep(cx->db,
		"DELETE FROM unit_group_rule WHERE grp = (SELECT grp FROM unit_group_name WHERE "
		"name = '窗口单位')")));
}

static void a_group_of_nobody_is_said_and_nothing_is_issued(void **state)
{
	struct test_world t;
	struct issued m = {.resp = "窗口单位", .rule = once};
	(void)state;
	test_open(&t, "2026-03-01T09:00:00+08:00");
	assert_int_equal(ctx_write(t.cx, issued_make, &m), FLOW_OK);
	assert_int_equal(ctx_write(test_now(&t), empty_group, NULL), FLOW_OK);
	assert_int_equal(issue(&t, &m), FLOW_INVALID);
	assert_int_equal(t.cx->errs->n, 1);
	assert_true(str_has(t.cx->errs->at[0].text, S("“窗口单位”在印发那天没有任何单位")));
	assert_int_equal(count(&t, "政治工作办公室"), 0);
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_leads_of_the_plan_owe_what_every_lead_owes),
		cmocka_unit_test(a_name_only_the_plan_knows_needs_no_group),
		cmocka_unit_test(a_group_of_nobody_is_said_and_nothing_is_issued),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
