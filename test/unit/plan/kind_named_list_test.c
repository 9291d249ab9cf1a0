/* kind_named_list_test.c — a list the plan names and does not print: asked for, entered, kept with the
 * measures that name it; and the five parts of a mechanism's item (PLAN-30, PLAN-52). */
#include "core/query.h"
#include "plan/hurdle.h"
#include "plan/named_list.h"
#include "imported.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct test_world t;

static rid import(void)
{
	return imported_plan(&t,
		S("安澜县公安局2026年作风建设工作方案\n\n二、具体措施\n"
		  "（一）落实“三查三改五到位”。\n工作目标：问题清零。\n措施：每周抽查，逐件销号。\n"
		  "牵头单位：政治工作办公室\n责任单位：城关派出所\n完成时限：2026年6月30日前\n"
		  "（二）强化学习。\n牵头单位：政治工作办公室\n责任单位：城关派出所\n"
		  "完成时限：2026年6月30日前\n"));
}

static enum flow_code answer(const struct question_row *q, const char *text)
{
	struct input values[] = {{S("answer"), str_of(text)}, {S("basis"), S("局党委会议")}};
	struct flow_in in = {.kind = &question_kind,
		.step = kind_step(&question_kind, S("answer")),
		.id = q->head.id,
		.values = {values, 2}};
	struct flow_out out;
	return flow_apply(test_now(&t), &in, &out);
}

static bool is_hurdle(rid plan, rid question)
{
	struct plan_hurdle *h;
	int n = plan_hurdles(test_now(&t), plan, &h);
	for (int i = 0; i < n; i++)
		if (h[i].question.n == question.n)
			return true;
	return false;
}

static void a_list_is_entered_and_found_at_its_measure(void **state)
{
	struct measure_row **m;
	struct named_list_row **l;
	struct str *line;
	(void)state;
	test_open(&t, "2026-02-09T09:00:00+08:00");
	rid plan = import();
	struct question_row *q = imported_question(&t, plan, "list-missing");
	assert_true(is_hurdle(plan, q->head.id));
	assert_int_equal(answer(q, " \n "), FLOW_INVALID);
	assert_true(is_hurdle(plan, q->head.id));
	assert_int_equal(answer(q, "查思想\n查作风\n\n 查纪律 \n"), FLOW_OK);
	assert_false(is_hurdle(plan, q->head.id));
	int n = plan_measures(test_now(&t), plan, &m), named = 0;
	for (int i = 0; i < n; i++) {
		if (named_list_of_measure(t.cx, m[i], &l) == 0)
			continue;
		named++;
		assert_true(str_eq(m[i]->path, S("二/（一）")));
		assert_true(str_eq(l[0]->name, S("三查三改五到位")));
		assert_true(str_eq(l[0]->basis, S("局党委会议")));
		assert_int_equal(named_list_lines(t.a, l[0]->items, &line), 3);
		assert_true(str_eq(line[2], S("查纪律")));
		assert_true(str_eq(m[i]->facet[FACET_AIM], S("问题清零。")));
		assert_true(str_eq(m[i]->facet[FACET_ACTION], S("每周抽查，逐件销号。")));
		assert_int_equal(m[i]->facet[FACET_DEMAND].n, 0);
	}
	assert_int_equal(named, 1);
	test_close(&t);
}

static void what_is_no_list_makes_none(void **state)
{
	struct query all = {.kind = &named_list_kind, .per_page = 5};
	void **rows;
	(void)state;
	test_open(&t, "2026-02-09T09:00:00+08:00");
	rid plan = import();
	assert_int_equal(answer(imported_question(&t, plan, "list-missing"), "不列清单"), FLOW_OK);
	assert_int_equal(query_rows(test_now(&t), &all, &rows), 0);
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_list_is_entered_and_found_at_its_measure),
		cmocka_unit_test(what_is_no_list_makes_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
