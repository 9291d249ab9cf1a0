/* answer_test.c — an answer fills in the rule it was asked about: days for 立行立改, where N日内 is
 * counted from, how soon 及时 is, what 全覆盖 covers. */
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

static rid import_units(const char *resp)
{
	return imported_plan(
		&t, str_fmt(t.a,
			    "安澜县公安局2026年作风建设工作方案\n\n二、具体措施\n（一）规范服务。\n"
			    "牵头单位：政治工作办公室\n责任单位：%s\n完成时限：2026年6月30日前\n",
			    resp));
}

static rid import(const char *time)
{
	return import_text("规范窗口服务", time);
}

static enum flow_code answer(const struct question_row *q, const char *text)
{
	struct input values[] = {{S("answer"), str_of(text)}, {S("basis"), S("办公室会议")}};
	struct flow_in in = {.kind = &question_kind,
		.step = kind_step(&question_kind, S("answer")),
		.id = q->head.id,
		.values = {values, 2}};
	struct flow_out out;
	return flow_apply(test_now(&t), &in, &out);
}

static const char *rule_of(const struct question_row *q)
{
	struct measure_rule *r;
	assert_int_equal(plan_rules(test_now(&t), q->measure, &r), 1);
	return str_c(t.a, r[0].rule);
}

static void at_once_takes_the_offices_days_or_a_date(void **state)
{
	static const struct {
		const char *answer, *rule;
	} cases[] = {{"15日", "MILESTONE{by:issue+15d}"},
		{"5个工作日内", "MILESTONE{by:issue+5wd}"}, {"4月10日前", "MILESTONE{by:04-10}"}};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct question_row *q = imported_question(&t, import("立行立改"), "immediate");
		assert_string_equal(str_c(t.a, q->proposal), "15日");
		assert_int_equal(answer(q, "尽快"), FLOW_INVALID);
		assert_int_equal(answer(q, cases[i].answer), FLOW_OK);
		assert_string_equal(rule_of(q), cases[i].rule);
	}
}

static void days_are_counted_from_what_the_answer_says(void **state)
{
	(void)state;
	struct question_row *q = imported_question(&t, import("三个月内"), "no-trigger");
	assert_int_equal(answer(q, "自方案印发之日起算"), FLOW_OK);
	assert_string_equal(rule_of(q), "MILESTONE{by:issue+3m}");
	q = imported_question(&t, import("15日内"), "no-trigger");
	assert_int_equal(answer(q, "收到交办单"), FLOW_OK);
	assert_string_equal(rule_of(q), "EVENT{trigger:[收到交办单],within:15d}");
}

/* The rule that stands last at the measure asked about; empty where there is none but the field's. */
static const char *last_rule(const struct question_row *q)
{
	struct measure_rule *r;
	int n = plan_rules(test_now(&t), q->measure, &r);
	return n > 1 ? str_c(t.a, r[n - 1].rule) : "";
}

static void soon_becomes_an_event_within_what_is_answered(void **state)
{
	static const struct {
		const char *text, *answer, *rule;
	} cases[] = {
		{"规范服务。接到举报后及时核实，公开结果", "3日",
			"EVENT{trigger:[接到举报],within:3d}"},
		{"规范服务。问题要及时研究整改", "5个工作日以内",
			"EVENT{trigger:[问题要及时研究整改],within:5wd}"},
		{"规范服务。遇有突发情况及时上报", "30分钟",
			"EVENT{trigger:[遇有突发情况及时上报],within:30min}"},
		{"规范服务。及时印发方案", "4月10日前", "MILESTONE{by:04-10}"},
		{"规范服务。及时印发方案", "不设期限", ""},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct question_row *q = imported_question(
			&t, import_text(cases[i].text, "2026年5月底前"), "vague-speed");
		assert_string_equal(str_c(t.a, q->proposal), "不设期限");
		assert_int_equal(answer(q, "见第3项"), FLOW_INVALID);
		assert_int_equal(answer(q, cases[i].answer), FLOW_OK);
		assert_string_equal(last_rule(q), cases[i].rule);
	}
}

static void full_coverage_names_its_targets(void **state)
{
	static const struct {
		const char *answer, *rule;
	} cases[] = {
		{"城关派出所、东街派出所",
			"COVER{min:1,by:2026-05-end,targets:[城关派出所,东街派出所]}"},
		{"不列对象", "MILESTONE{by:2026-05-end}"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct question_row *q = imported_question(
			&t, import("2026年5月底前对所有派出所实现督导全覆盖"), "cover-targets");
		assert_string_equal(str_c(t.a, q->proposal), "所有派出所");
		assert_int_equal(answer(q, cases[i].answer), FLOW_OK);
		assert_string_equal(rule_of(q), cases[i].rule);
	}
}

static void a_blank_in_running_text_is_filled_like_one_in_a_field(void **state)
{
	(void)state;
	struct question_row *q = imported_question(&t,
		import_text("规范服务。X月底前完成自查，形成清单", "2026年5月底前"), "blank-text");
	assert_int_equal(answer(q, "4月20日前"), FLOW_OK);
	assert_string_equal(last_rule(q), "MILESTONE{by:04-20}");
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

/* Who 等 stands for comes in beside those named; that nobody does changes nothing. */
static void the_others_of_an_open_list_come_in(void **state)
{
	struct measure_unit *u;
	(void)state;
	rid plan = import_units("城关派出所、东关派出所等");
	struct question_row *q = imported_question(&t, plan, "open-list");
	assert_int_equal(answer(q, "湖心岛派出所"), FLOW_INVALID);
	assert_int_equal(answer(q, "河西派出所、各窗口单位"), FLOW_OK);
	assert_int_equal(plan_units(test_now(&t), q->measure, &u), 5);
	assert_int_equal(u[3].role, ROLE_RESP);
	assert_int_equal(u[3].unit.n, test_unit(&t, "河西派出所").n);
	assert_true(u[4].grp.n != 0);

	q = imported_question(&t, import_units("城关派出所、东关派出所等"), "open-list");
	assert_int_equal(answer(q, "只按已列出的单位"), FLOW_OK);
	assert_int_equal(plan_units(test_now(&t), q->measure, &u), 3);
}

static void a_date_that_was_wrong_is_put_right(void **state)
{
	(void)state;
	struct question_row *q = imported_question(
		&t, import("2026年9月底前完成排查，2026年6月底前完成整改"), "stage-order");
	assert_int_equal(answer(q, "第12"), FLOW_INVALID);
	assert_int_equal(answer(q, "10月底前"), FLOW_OK);
	assert_true(strstr(rule_of(q), "by:09-end") || strstr(rule_of(q), "by:2026-09-end"));
	assert_true(strstr(rule_of(q), "10-end"));
	assert_false(strstr(rule_of(q), "06-end"));

	q = imported_question(
		&t, import("2026年9月底前完成排查，2026年6月底前完成整改"), "stage-order");
	assert_int_equal(answer(q, "没有写错"), FLOW_OK);
	assert_true(strstr(rule_of(q), "06-end"));
}

/* 于X月X日下午X：00前: the day brings its hour; an hour alone is asked for alone. */
static void a_blank_hour_is_filled(void **state)
{
	(void)state;
	struct question_row *q = imported_question(&t,
		import_text(
			"强化信息报送。按月报送内容于当月22日下午X：00前报送", "2026年6月底前完成"),
		"blank-time");
	assert_int_equal(answer(q, "下午"), FLOW_INVALID);
	assert_int_equal(answer(q, "17:00"), FLOW_OK);
	struct measure_rule *r;
	assert_int_equal(plan_rules(test_now(&t), q->measure, &r), 2);
	assert_true(str_has(r[1].rule, S("due:22,time:17:00")));
}

/* A measure without a time: what campaigns of this type usually do is proposed, nothing more. */
static void a_rhythm_is_proposed_where_no_time_is_said(void **state)
{
	(void)state;
	struct str text = S("安澜县公安局2026年作风建设工作方案\n\n二、具体措施\n（一）规范服务。\n"
			    "牵头单位：政治工作办公室\n责任单位：城关派出所\n"
			    "（二）强化学习。\n牵头单位：政治工作办公室\n责任单位：城关派出所\n"
			    "完成时限：2026年6月30日前\n");
	struct question_row *q = imported_question(&t, imported_plan(&t, text), "no-deadline");
	assert_string_equal(str_c(t.a, q->proposal), "每月报送进展");
	assert_true(str_has(q->why, S("专项活动一般按月报送")));
	struct measure_rule *r;
	assert_int_equal(plan_rules(test_now(&t), q->measure, &r), 0);
	assert_int_equal(answer(q, "每月报送进展"), FLOW_OK);
	assert_true(str_starts(str_of(rule_of(q)), S("RECUR{every:month")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(at_once_takes_the_offices_days_or_a_date),
		cmocka_unit_test(days_are_counted_from_what_the_answer_says),
		cmocka_unit_test(soon_becomes_an_event_within_what_is_answered),
		cmocka_unit_test(full_coverage_names_its_targets),
		cmocka_unit_test(a_blank_in_running_text_is_filled_like_one_in_a_field),
		cmocka_unit_test(the_others_of_an_open_list_come_in),
		cmocka_unit_test(a_date_that_was_wrong_is_put_right),
		cmocka_unit_test(a_blank_hour_is_filled),
		cmocka_unit_test(a_rhythm_is_proposed_where_no_time_is_said),
	};
	return cmocka_run_group_tests(tests, open_world, close_world);
}
