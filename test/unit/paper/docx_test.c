/* docx_test.c — what is written is read back with its numbers, through the jail. */
#include "paper/docx.h"

#include "base/buf.h"
#include "paper/read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct str write_sample(struct arena *a)
{
	static const struct docx_fonts FONTS;
	static const int SHARES[] = {1, 4, 2};
	const struct str head[] = {S("序号"), S("任务"), S("单位")};
	const struct str row[] = {S("1"), S("摸底\n排查"), S("A&B <县局>")};
	struct docx *d = docx_open(a, &FONTS);
	docx_title(d, S("安澜县专项活动\n工作方案"));
	docx_para(d, S("为扎实推进\"专项活动\"，制定本方案。"));
	docx_item(d, 1, S("目标任务"));
	docx_item(d, 2, S("强化学习。每月开展一次。"));
	docx_item(d, 2, S("自查自纠"));
	docx_item(d, 3, S("建立台账"));
	docx_item(d, 4, S("按月更新"));
	docx_item(d, 1, S("具体措施"));
	docx_item(d, 2, S("再次开始"));
	docx_table(d, SHARES, 3, 1);
	docx_row(d, head, 3);
	docx_row(d, row, 3);
	docx_end_table(d);
	docx_restart(d, 1);
	docx_item(d, 1, S("附件一"));
	docx_item(d, 2, S("附件二"));
	docx_line(d, S("2026年3月1日"), DOCX_RIGHT);
	return docx_close(d);
}

static void what_is_written_is_read(void **state)
{
	(void)state;
	static const char *const WANT[] = {"安澜县专项活动", "工作方案",
		"为扎实推进\"专项活动\"，制定本方案。", "一、目标任务",
		"（一）强化学习。每月开展一次。", "（二）自查自纠", "1.建立台账", "（1）按月更新",
		"二、具体措施", "（一）再次开始", "序号\t任务\t单位", "1\t摸底 排查\tA&B <县局>",
		"一、附件一", "（一）附件二", "2026年3月1日"};
	static const struct paper_hint HINT;
	struct arena *a = arena_open((size_t)64 << 20);
	struct doc doc;
	struct str error;
	if (!paper_read(a, write_sample(a), &HINT, &doc, &error))
		fail_msg("%.*s", STR_ARG(error));
	assert_int_equal(doc.n_lines, sizeof WANT / sizeof *WANT);
	for (int i = 0; i < doc.n_lines; i++)
		assert_string_equal(str_c(a, doc_slice(&doc, doc.lines[i].span)), WANT[i]);
	assert_true(doc.lines[0].heading && doc.lines[3].heading && !doc.lines[2].heading);
	assert_int_equal(doc.lines[11].n_cells, 3);
	arena_close(a);
}

static void the_same_calls_give_the_same_bytes(void **state)
{
	(void)state;
	struct arena *a = arena_open((size_t)64 << 20);
	assert_true(str_eq(write_sample(a), write_sample(a)));
	arena_close(a);
}

int main(int argc, char **argv)
{
	paper_child(argc, argv);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_written_is_read),
		cmocka_unit_test(the_same_calls_give_the_same_bytes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
