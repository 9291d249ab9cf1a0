/* correct_test.c — a correction by hand settles what was asked about it, and only that. */
#include "plan/answer.h"
#include "plan/plan.h"
#include "imported.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct test_world t;

static rid import_text(const char *what, const char *time)
{
	return imported_plan(
		&t, str_fmt(t.a,
			    "安澜县公安局2026年作风建设工作方案\n\n二、具体措施\n（一）%s。\n"
			    "牵头单位：政治工作办公室\n责任单位：城关派出所\n完成时限：%s\n"
			    "（二）强化学习。\n牵头单位：政治工作办公室\n责任单位：城关派出所\n"
			    "完成时限：2026年6月30日前\n",
			    what, time));
}

static bool is_open(rid plan, const char *code)
{
	return imported_question(&t, plan, code)->head.state == 0;
}

static void a_lead_added_by_hand_is_not_asked_for(void **state)
{
	(void)state;
	rid plan = import_text("规范窗口服务",
		"长期坚持\n（三）整治文风。\n责任单位：城关派出所、交警大队\n"
		"完成时限：2026年5月30日前");
	const struct question_row *q = imported_question(&t, plan, "no-lead");
	assert_int_equal(
		answer_add_unit(test_now(&t), q->measure, ROLE_RESP, S("督察法制大队")), FLOW_OK);
	assert_true(is_open(plan, "no-lead"));
	assert_int_equal(
		answer_add_unit(test_now(&t), q->measure, ROLE_LEAD, S("督察法制大队")), FLOW_OK);
	q = imported_question(&t, plan, "no-lead");
	assert_int_equal(q->head.state, 1);
	assert_true(str_eq(q->answer, S("督察法制大队")));
	assert_true(str_eq(q->basis, S("核对时改正")));
	assert_int_equal(q->answered_by.n, t.cx->who->person.n);
	assert_true(is_open(plan, "review-period"));
}

static void a_time_taken_out_takes_its_question_with_it(void **state)
{
	(void)state;
	rid plan = import_text("规范窗口服务", "长期坚持");
	const struct question_row *q = imported_question(&t, plan, "review-period");
	struct measure_rule *r;
	assert_int_equal(answer_add_rule(test_now(&t), q->measure, S("6月30日前")), FLOW_OK);
	assert_true(is_open(plan, "review-period"));
	assert_int_equal(plan_rules(t.cx, q->measure, &r), 2);
	assert_int_equal(answer_drop_rule(test_now(&t), r[0].id), FLOW_OK);
	q = imported_question(&t, plan, "review-period");
	assert_int_equal(q->head.state, 1);
	assert_true(str_eq(q->answer, S("删去时限“长期坚持”")));
}

static void a_unit_said_twice_is_there_once(void **state)
{
	(void)state;
	rid plan = import_text("规范窗口服务", "长期坚持");
	rid measure = imported_question(&t, plan, "review-period")->measure;
	struct measure_unit *u;
	int n = plan_units(test_now(&t), measure, &u);
	assert_int_equal(
		answer_add_unit(test_now(&t), measure, ROLE_LEAD, S("政治工作办公室")), FLOW_OK);
	assert_int_equal(plan_units(test_now(&t), measure, &u), n);
	assert_int_equal(
		answer_add_unit(test_now(&t), measure, ROLE_COOP, S("政治工作办公室")), FLOW_OK);
	assert_int_equal(plan_units(test_now(&t), measure, &u), n + 1);
}

static void a_name_nobody_bears_changes_nothing(void **state)
{
	(void)state;
	rid plan = import_text("规范窗口服务", "长期坚持");
	rid measure = imported_question(&t, plan, "review-period")->measure;
	assert_int_equal(
		answer_add_unit(test_now(&t), measure, ROLE_LEAD, S("不存在大队")), FLOW_INVALID);
	assert_int_equal(t.cx->errs->n, 1);
	assert_int_equal(answer_add_rule(test_now(&t), measure, S("尽快")), FLOW_INVALID);
}

static int open_world(void **state)
{
	(void)state;
	test_open(&t, "2026-03-01T09:00:00+08:00");
	return 0;
}

static int close_world(void **state)
{
	(void)state;
	test_close(&t);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_lead_added_by_hand_is_not_asked_for),
		cmocka_unit_test(a_time_taken_out_takes_its_question_with_it),
		cmocka_unit_test(a_unit_said_twice_is_there_once),
		cmocka_unit_test(a_name_nobody_bears_changes_nothing),
	};
	return cmocka_run_group_tests(tests, open_world, close_world);
}
