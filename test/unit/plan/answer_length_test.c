/* answer_length_test.c — how soon and how far apart, where the words do not say it: 在组建专案组的同时,
 * 无死角、不拖延. */
#include "core/query.h"
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

static struct question_row *asked(rid plan, const char *code)
{
	struct query q = {.kind = &question_kind, .per_page = 50};
	void **rows;
	query_filter(test_now(&t), &q, S("plan"), str_fmt(t.a, "%lld", (long long)plan.n));
	query_filter(t.cx, &q, S("code"), str_of(code));
	assert_int_equal(query_rows(t.cx, &q, &rows), 1);
	return rows[0];
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

static rid import(const char *what)
{
	rid campaign;
	test_now(&t);
	assert_int_equal(ctx_write(t.cx, make_campaign, &campaign), FLOW_OK);
	struct str text = str_fmt(t.a,
		"安澜县公安局2026年作风建设工作方案\n\n二、具体措施\n（一）建强组织。%s。\n"
		"牵头单位：政治工作办公室\n责任单位：城关派出所\n"
		"（二）强化学习。\n牵头单位：政治工作办公室\n责任单位：城关派出所\n"
		"完成时限：2026年6月30日前\n",
		what);
	struct doc doc = doc_from_text(t.a, text);
	struct plan_import in = {.campaign = campaign,
		.doc = &doc,
		.source_name = S("方案.txt"),
		.issue_day = day_of(2026, 3, 1)};
	assert_int_equal(plan_import(test_now(&t), &in), FLOW_OK);
	return in.plan;
}

static const char *rule_of(const struct question_row *q)
{
	struct measure_rule *r;
	assert_int_equal(plan_rules(test_now(&t), q->measure, &r), 1);
	return str_c(t.a, r[0].rule);
}

static void together_is_the_same_day_or_what_a_person_says(void **state)
{
	static const struct {
		const char *answer, *within;
	} cases[] = {{"当天", "0d"}, {"3日内", "3d"}, {"5个工作日", "5wd"}, {"48小时", "48h"}};
	(void)state;
	test_open(&t, "2026-03-01T09:00:00+08:00");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct question_row *q = asked(
			import("在组建专案组、专项工作组的同时建立临时党支部"), "same-day");
		assert_string_equal(str_c(t.a, q->proposal), "当天");
		assert_string_equal(rule_of(q),
			"EVENT{trigger:[组建专案组、专项工作组],within:param:within(0d),"
			"content:[建立临时党支部]}");
		assert_int_equal(answer(q, "尽快"), FLOW_INVALID);
		assert_int_equal(answer(q, cases[i].answer), FLOW_OK);
		assert_string_equal(rule_of(q),
			str_c(t.a, str_fmt(t.a,
					   "EVENT{trigger:[组建专案组、专项工作组],within:%s,"
					   "content:[建立临时党支部]}",
					   cases[i].within)));
	}
	test_close(&t);
}

static void without_gaps_asks_how_far_apart_and_how_soon(void **state)
{
	(void)state;
	test_open(&t, "2026-03-01T09:00:00+08:00");
	rid plan = import("按照“无死角”、“无盲点”、“不拖延”的要求开展督察");
	struct question_row *gap = asked(plan, "longest-gap"), *act = asked(plan, "find-to-act");
	assert_int_equal(gap->proposal.n + act->proposal.n, 0);
	assert_int_equal(answer(act, "5个工作日"), FLOW_OK);
	assert_int_equal(answer(gap, "三个月"), FLOW_OK);
	assert_string_equal(rule_of(gap), "AND[COVER{within:3m,targets:[各单位],content:[督察]},"
					  "EVENT{trigger:[发现问题],within:5wd,content:[处置]}]");
	/* 无死角 alone is said of everything. */
	struct measure_row **m;
	struct measure_rule *r;
	plan = import("做到全方位、无死角");
	int n = plan_measures(test_now(&t), plan, &m), rules = 0;
	for (int i = 0; i < n; i++)
		rules += plan_rules(t.cx, m[i]->head.id, &r);
	assert_int_equal(rules, 1);
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(together_is_the_same_day_or_what_a_person_says),
		cmocka_unit_test(without_gaps_asks_how_far_apart_and_how_soon),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
