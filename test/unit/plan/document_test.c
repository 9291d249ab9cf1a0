/* document_test.c — a plan as a document says what the plan says now: sections as headings, numbers
 * that skip as they were typed, what was put right by hand, nothing of what was left out. */
#include "paper/letter_docx.h"
#include "plan/document.h"
#include "imported.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct test_world t;

static enum flow_code save(struct ctx *cx, void *arg)
{
	return rec_update(cx, &measure_kind, arg);
}

static const char *const text =
	"安公发〔2026〕3号\n安澜县公安局2026年作风建设工作方案\n\n为改进作风，制定本方案。\n"
	"一、目标任务\n让群众满意。\n"
	"二、具体措施\n(一)规范窗口服务。\n牵头单位：政治工作办公室\n责任单位：城关派出所\n"
	"完成时限：2026年6月30日前\n"
	"(二)强化学习。\n牵头单位：政治工作办公室\n责任单位：城关派出所\n"
	"完成时限：2026年6月30日前\n"
	"四、工作要求\n各部门要高度重视。\n安澜县公安局\n2026年3月1日\n";

static struct plan_row *import(void)
{
	rid plan = imported_plan(&t, str_of(text));
	return rec_load(test_now(&t), &plan_kind, plan);
}

/* "1:目标任务\n-让群众满意。\n" … */
static struct str lines_of(const struct letter *l)
{
	struct buf b = buf_in(t.a, 1 << 16);
	for (int i = 0; i < l->n_blocks; i++) {
		const struct letter_block *k = &l->blocks[i];
		if (k->kind == LETTER_HEAD)
			buf_fmt(&b, "%d:", k->level);
		else
			buf_lit(&b, "-");
		buf_str(&b, k->text);
		buf_ch(&b, k->kind == LETTER_LINE ? '>' : '\n');
	}
	return buf_view(&b);
}

static void a_plan_is_printed_as_it_stands(void **state)
{
	struct measure_row **m;
	struct str bytes, why;
	(void)state;
	test_open(&t, "2026-02-09T09:00:00+08:00");
	const struct plan_row *p = import();
	const struct letter *l = document_of(t.cx, p);
	assert_true(l->form == LETTER_RED);
	assert_true(str_eq(l->number, S("安公发〔2026〕3号")));
	assert_true(str_eq(l->title, S("安澜县公安局2026年作风建设工作方案")));
	assert_false(day_is_set(l->date)); /* the text has its own */
	const char *all = "-为改进作风，制定本方案。\n1:目标任务\n-让群众满意。\n1:具体措施\n"
			  "2:规范窗口服务。\n-牵头单位：政治工作办公室\n-责任单位：城关派出所\n"
			  "-完成时限：2026年6月30日前\n2:强化学习。\n-牵头单位：政治工作办公室\n"
			  "-责任单位：城关派出所\n-完成时限：2026年6月30日前\n-四、工作要求\n"
			  "-各部门要高度重视。\n-安澜县公安局>-2026年3月1日>";
	assert_string_equal(str_c(t.a, lines_of(l)), all);
	assert_true(letter_docx(t.a, l, &(struct docx_fonts){0}, &bytes, &why));
	/* One is put right, one is left out. */
	int n = plan_measures(test_now(&t), p->head.id, &m);
	for (int i = 0; i < n; i++) {
		if (str_has(m[i]->heading, S("规范窗口")))
			m[i]->text = S("(一)规范窗口和热线服务。");
		if (str_has(m[i]->heading, S("强化学习")))
			m[i]->head.state = MEASURE_CANCELLED;
		assert_int_equal(ctx_write(t.cx, save, m[i]), FLOW_OK);
	}
	struct str now = lines_of(document_of(test_now(&t), p));
	assert_true(str_has(now, S("2:规范窗口和热线服务。\n-四、工作要求")));
	assert_false(str_has(now, S("强化学习")));
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_plan_is_printed_as_it_stands),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
