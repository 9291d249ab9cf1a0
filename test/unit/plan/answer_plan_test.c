/* answer_plan_test.c — answers that change the plan as a whole: units that are named once for all
 * tasks, the year. */
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

/* Units that stand once for all tasks. */
static rid import_declared(const char *line)
{
	rid campaign;
	test_now(&t);
	assert_int_equal(ctx_write(t.cx, make_campaign, &campaign), FLOW_OK);
	struct str text = str_fmt(t.a,
		"安澜县公安局2026年作风建设工作方案\n\n二、具体措施\n（一）规范服务。\n"
		"牵头单位：政治工作办公室\n完成时限：2026年6月30日前\n"
		"（二）强化学习。\n牵头单位：政治工作办公室\n责任单位：城关派出所\n"
		"完成时限：2026年6月30日前\n%s\n",
		line);
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

/* How many measures have this phrase in this role. */
static int64_t with_unit(rid plan, const char *role, const char *phrase)
{
	struct stmt *s = db_prep(t.db,
		"SELECT count(*) FROM measure_unit u JOIN measure m ON m.id = u.measure WHERE "
		"m.plan = ? AND u.role = ? AND u.phrase = ?");
	db_rid(s, 1, plan);
	db_text(s, 2, str_of(role));
	db_text(s, 3, str_of(phrase));
	return db_one_int(s, -1);
}

static void who_is_declared_once_goes_to_every_task(void **state)
{
	(void)state;
	rid plan = import_declared(
		"城关派出所、东关派出所为上述各项任务的责任单位，不再逐一列出。");
	struct question_row *q = asked(plan, "declared-once");
	assert_string_equal(str_c(t.a, q->proposal), "为每一项任务加上");
	assert_int_equal(with_unit(plan, "resp", "城关派出所"), 1);
	assert_int_equal(answer(q, "为每一项任务加上"), FLOW_OK);
	assert_int_equal(with_unit(plan, "resp", "城关派出所"), 2); /* once each */
	assert_int_equal(with_unit(plan, "resp", "东关派出所"), 2);

	plan = import_declared("法制大队均为各项任务的配合单位，不再列出。");
	assert_int_equal(answer(asked(plan, "declared-once"), "不加"), FLOW_OK);
	assert_int_equal(with_unit(plan, "coop", "督察法制大队"), 0);

	plan = import_declared("各乡镇为上述各项任务的责任单位，不再逐一列出。");
	q = asked(plan, "declared-once");
	assert_int_equal(answer(q, "为每一项任务加上"), FLOW_INVALID); /* nobody is called so */
	assert_int_equal(answer(q, "东关派出所"), FLOW_OK);
	assert_int_equal(with_unit(plan, "resp", "东关派出所"), 2);
}

static void the_year_that_is_answered_is_the_plans(void **state)
{
	rid campaign;
	(void)state;
	test_now(&t);
	assert_int_equal(ctx_write(t.cx, make_campaign, &campaign), FLOW_OK);
	struct doc doc = doc_from_text(
		t.a, S("安澜县公安局作风建设工作方案\n\n二、具体措施\n（一）规范服务。\n"
		       "牵头单位：政治工作办公室\n责任单位：城关派出所\n完成时限：6月30日前\n"));
	struct plan_import in = {.campaign = campaign,
		.doc = &doc,
		.source_name = S("方案.txt"),
		.issue_day = day_of(2026, 3, 1)};
	assert_int_equal(plan_import(test_now(&t), &in), FLOW_OK);
	struct question_row *q = asked(in.plan, "no-year");
	assert_int_equal(answer(q, "今年"), FLOW_INVALID);
	assert_int_equal(answer(q, "2026"), FLOW_OK);
	const struct plan_row *plan = rec_load(test_now(&t), &plan_kind, in.plan);
	assert_int_equal(plan->year, 2026);
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
		cmocka_unit_test(who_is_declared_once_goes_to_every_task),
		cmocka_unit_test(the_year_that_is_answered_is_the_plans),
	};
	return cmocka_run_group_tests(tests, open_world, close_world);
}
