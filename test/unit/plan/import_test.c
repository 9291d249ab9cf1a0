/* import_test.c — the example plan from text to issue: read, answer every question, issue. */
#include "campaign/issue.h"
#include "duty/duty.h"
#include "paper/doc.h"
#include "plan/hurdle.h"
#include "plan/answer.h"
#include "plan/plan.h"
#include "sys/file.h"
#include "imported.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct str answer_for(const struct question_row *q)
{
	if (str_eq(q->code, S("review-period")) || str_eq(q->code, S("vague-frequency")))
		return S("每季度一次");
	if (str_eq(q->code, S("unit-collective")) || str_eq(q->code, S("unit-open")))
		return S("全局各部门");
	if (str_eq(q->code, S("no-lead")))
		return S("机关纪委");
	if (str_eq(q->code, S("campaign-period"))) {
		print_message("%.*s: %.*s\n", STR_ARG(q->proposal), STR_ARG(q->why));
		return q->proposal;
	}
	return S("已研究确定");
}

static int answer_all(struct test_world *t, rid plan)
{
	struct query q = {.kind = &question_kind, .per_page = 200};
	void **rows;
	char text[24];
	snprintf(text, sizeof text, "%lld", (long long)plan.n);
	query_filter(t->cx, &q, S("plan"), str_of(text));
	query_filter(t->cx, &q, S("state"), S("open"));
	int n = query_rows(t->cx, &q, &rows);
	for (int i = 0; i < n; i++) {
		const struct question_row *r = rows[i];
		struct input values[] = {
			{S("answer"), answer_for(r)}, {S("basis"), S("专项活动办公室会议")}};
		struct flow_in in = {.kind = &question_kind,
			.step = kind_step(&question_kind, S("answer")),
			.id = r->head.id,
			.values = {values, 2}};
		struct flow_out out;
		struct ctx *cx = test_now(t);
		enum flow_code code = flow_apply(cx, &in, &out);
		if (code != FLOW_OK) {
			struct str why = cx->errs->n ? cx->errs->at[0].text : STR_NONE;
			print_message("%.*s: %.*s\n", STR_ARG(r->ask), STR_ARG(why));
		}
		assert_int_equal(code, FLOW_OK);
	}
	return n;
}

static void the_example_plan_is_read_answered_and_issued(void **state)
{
	struct test_world t;
	struct str text;
	struct plan_hurdle *h;
	struct issue_sum sum;
	(void)state;
	test_open(&t, "2026-03-01T09:00:00+08:00");
	assert_int_equal(file_read(t.a, "examples/plan-2026.txt", 1 << 20, &text), FILE_OK);
	struct doc doc = doc_from_text(t.a, text);
	struct plan_import in = {
		.doc = &doc, .source_name = S("plan-2026.txt"), .issue_day = day_of(2026, 3, 1)};
	assert_int_equal(ctx_write(t.cx, imported_campaign, &in.campaign), FLOW_OK);
	assert_int_equal(plan_import(test_now(&t), &in), FLOW_OK);
	test_now(&t);
	int before = plan_hurdles(t.cx, in.plan, &h);
	int asked = answer_all(&t, in.plan);
	assert_true(asked >= 5 && before >= asked);
	test_now(&t);
	int n = plan_hurdles(t.cx, in.plan, &h);
	for (int i = 0; i < n; i++)
		print_message("hurdle: %.*s\n", STR_ARG(h[i].text));
	assert_int_equal(n, 0);
	struct flow_in submit = {
		.kind = &plan_kind, .step = kind_step(&plan_kind, S("submit")), .id = in.plan};
	struct flow_out out;
	assert_int_equal(flow_apply(test_now(&t), &submit, &out), FLOW_OK);
	assert_int_equal(
		issue_plan(test_now(&t), &(struct issue_in){.plan = in.plan}, &sum), FLOW_OK);
	print_message("%lld measures, %lld duties, %lld due items\n", (long long)sum.measures,
		(long long)sum.duties, (long long)sum.dues);
	assert_true(sum.measures >= 19 && sum.dues > 1000);
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_example_plan_is_read_answered_and_issued),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
