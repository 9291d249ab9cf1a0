/* correct_test.c — a correction by hand settles what was asked about it, and only that. */
#include "core/query.h"
#include "plan/answer.h"
#include "plan/plan.h"
#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct test_world t;

static enum flow_code make_campaign(struct ctx *cx, void *arg)
{
	struct campaign_row *c = kind_row(&campaign_kind, cx->a);
	c->head.unit = tree_top(cx);
	c->name = S("“整作风”专项工作");
	c->type = S("special");
	c->from_day = day_of(2026, 3, 1);
	c->until_day = day_of(2026, 12, 31);
	c->office = tree_find(cx, S("专项活动办公室"), cx->today);
	enum flow_code code = rec_insert(cx, &campaign_kind, c);
	*(rid *)arg = c->head.id;
	return code;
}

static rid import_text(const char *what, const char *time)
{
	rid campaign;
	test_now(&t);
	assert_int_equal(ctx_write(t.cx, make_campaign, &campaign), FLOW_OK);
	struct str text = str_fmt(t.a,
		"安澜县公安局2026年作风建设工作方案\n\n二、具体措施\n（一）%s。\n"
		"牵头单位：政治工作办公室\n责任单位：城关派出所\n完成时限：%s\n"
		"（二）强化学习。\n牵头单位：政治工作办公室\n责任单位：城关派出所\n"
		"完成时限：2026年6月30日前\n",
		what, time);
	struct doc doc = doc_from_text(t.a, text);
	struct plan_import in = {.campaign = campaign,
		.doc = &doc,
		.source_name = S("方案.txt"),
		.issue_day = day_of(2026, 3, 1)};
	assert_int_equal(plan_import(test_now(&t), &in), FLOW_OK);
	return in.plan;
}

static struct question_row *asked(rid plan, const char *code)
{
	struct query q = {.kind = &question_kind, .per_page = 50};
	void **rows;
	query_filter(test_now(&t), &q, S("plan"), str_fmt(t.a, "%lld", (long long)plan.n));
	query_filter(t.cx, &q, S("code"), str_of(code));
	assert_int_equal(query_rows(t.cx, &q, &rows), 1);
	return rows[0];
}

static bool is_open(rid plan, const char *code)
{
	return asked(plan, code)->head.state == 0;
}

static void a_lead_added_by_hand_is_not_asked_for(void **state)
{
	(void)state;
	rid plan = import_text("规范窗口服务",
		"长期坚持\n（三）整治文风。\n责任单位：城关派出所、交警大队\n"
		"完成时限：2026年5月30日前");
	const struct question_row *q = asked(plan, "no-lead");
	assert_int_equal(
		answer_add_unit(test_now(&t), q->measure, ROLE_RESP, S("督察法制大队")), FLOW_OK);
	assert_true(is_open(plan, "no-lead"));
	assert_int_equal(
		answer_add_unit(test_now(&t), q->measure, ROLE_LEAD, S("督察法制大队")), FLOW_OK);
	q = asked(plan, "no-lead");
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
	const struct question_row *q = asked(plan, "review-period");
	struct measure_rule *r;
	assert_int_equal(answer_add_rule(test_now(&t), q->measure, S("6月30日前")), FLOW_OK);
	assert_true(is_open(plan, "review-period"));
	assert_int_equal(plan_rules(t.cx, q->measure, &r), 2);
	assert_int_equal(answer_drop_rule(test_now(&t), r[0].id), FLOW_OK);
	q = asked(plan, "review-period");
	assert_int_equal(q->head.state, 1);
	assert_true(str_eq(q->answer, S("删去时限“长期坚持”")));
}

static void a_unit_said_twice_is_there_once(void **state)
{
	(void)state;
	rid plan = import_text("规范窗口服务", "长期坚持");
	rid measure = asked(plan, "review-period")->measure;
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
	rid measure = asked(plan, "review-period")->measure;
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
