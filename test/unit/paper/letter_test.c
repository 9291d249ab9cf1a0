/* letter_test.c — numbers of headings, days, titles in lines, ceilings. */
#include "paper/letter.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define EQ(s, lit) assert_string_equal(str_c(a, (s)), (lit))

static struct arena *a;

static int open_arena(void **state)
{
	(void)state;
	a = arena_open((size_t)64 << 20);
	return 0;
}

static int close_arena(void **state)
{
	(void)state;
	arena_close(a);
	return 0;
}

static void deeper_levels_begin_again(void **state)
{
	(void)state;
	static const struct {
		int level;
		const char *want;
	} STEPS[] = {{1, "一、"}, {2, "（一）"}, {2, "（二）"}, {3, "1."}, {4, "（1）"},
		{4, "（2）"}, {3, "2."}, {4, "（1）"}, {1, "二、"}, {2, "（一）"}, {4, "（1）"}};
	struct letter_count c = {0};
	for (size_t i = 0; i < sizeof STEPS / sizeof *STEPS; i++)
		EQ(letter_number(a, &c, STEPS[i].level), STEPS[i].want);
}

static void numbers_are_chinese_to_ninety_nine(void **state)
{
	(void)state;
	static const struct {
		int n;
		const char *want;
	} CASES[] = {{9, "九、"}, {10, "十、"}, {11, "十一、"}, {20, "二十、"}, {99, "九十九、"}};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		struct letter_count c = {.n = {0, CASES[i].n - 1}};
		EQ(letter_number(a, &c, 1), CASES[i].want);
	}
}

static void days_have_no_leading_zeros(void **state)
{
	(void)state;
	EQ(letter_day(a, day_of(2026, 3, 5)), "2026年3月5日");
	EQ(letter_day(a, day_of(2026, 12, 31)), "2026年12月31日");
	assert_int_equal(letter_day(a, DAY_NONE).n, 0);
}

static void only_the_first_sentence_is_the_heading(void **state)
{
	(void)state;
	assert_int_equal(letter_head_part(S("自查。每月一次。")), sizeof "自查。" - 1);
	assert_int_equal(letter_head_part(S("自查")), sizeof "自查" - 1);
}

static void titles_break_between_words(void **state)
{
	(void)state;
	static const struct {
		const char *title;
		int n;
		const char *lines[3];
	} CASES[] = {
		{"督察通知书", 1, {"督察通知书"}},
		{"安澜县公安局关于3月上旬警务督察情况的通报", 2,
			{"安澜县公安局关于", "3月上旬警务督察情况的通报"}},
		{"第一行\n第二行", 2, {"第一行", "第二行"}},
		{"安澜县公安局转发《关于规范执法办案场所使用管理的若干规定》的通知", 2,
			{"安澜县公安局转发", NULL}},
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		struct str lines[LETTER_TITLE_LINES];
		int most = i == 3 ? 26 : 19;
		assert_int_equal(letter_title(str_of(CASES[i].title), most, lines), CASES[i].n);
		for (int k = 0; k < CASES[i].n && CASES[i].lines[k]; k++)
			EQ(lines[k], CASES[i].lines[k]);
	}
}

/* Whatever is cut, nothing is lost and no line is too long. */
static void no_character_of_a_title_is_lost(void **state)
{
	(void)state;
	struct str all = S(
		"安澜县公安局关于印发《2026年“整作风、提效能”专项行动实施方案》和任务分解表的通知");
	for (int most = 12; most < 40; most++) {
		struct str lines[LETTER_TITLE_LINES], joined = STR_NONE;
		int n = letter_title(all, most, lines);
		for (int i = 0; i < n; i++)
			joined = str_cat(a, joined, lines[i]);
		assert_true(str_eq(joined, all));
	}
}

static void annexes_are_numbered_where_there_are_several(void **state)
{
	(void)state;
	static const struct str NAMES[] = {S("甲"), S("乙")};
	struct letter l = {.attached = NAMES, .n_attached = 1};
	EQ(letter_annex_name(a, &l, 0), "附件");
	EQ(letter_attached_mark(a, &l, 0), "附件：");
	l.n_attached = 2;
	EQ(letter_annex_name(a, &l, 1), "附件2");
	EQ(letter_attached_mark(a, &l, 0), "附件：1.");
	EQ(letter_attached_mark(a, &l, 1), "2.");
	l.n_attached = 0;
	assert_int_equal(letter_annex_name(a, &l, 0).n, 0);
}

static void ceilings_hold(void **state)
{
	(void)state;
	static char long_text[LETTER_TEXT + 1];
	struct str why;
	memset(long_text, 'x', sizeof long_text);
	const struct letter_block block = {.text = str_n(long_text, sizeof long_text)};
	const struct letter_col col = {S("列"), 0};
	const struct letter_table table = {&col, 1, 0, NULL, false};
	const struct letter_block bad_table = {.kind = LETTER_TABLE, .table = &table};
	struct letter l = {.title = S("标题"), .date = DAY_NONE, .printed = DAY_NONE};
	assert_true(letter_ok(a, &l, &why));
	l.title = str_n(long_text, LETTER_SHORT + 1);
	assert_false(letter_ok(a, &l, &why));
	assert_true(str_starts(why, S("标题太长")));
	l = (struct letter){.blocks = &block, .n_blocks = 1};
	assert_false(letter_ok(a, &l, &why));
	assert_true(str_starts(why, S("正文太长")));
	l = (struct letter){.blocks = &bad_table, .n_blocks = 1};
	assert_false(letter_ok(a, &l, &why));
	assert_true(str_starts(why, S("表格太大")));
	l = (struct letter){.n_attached = LETTER_ATTACHED + 1,
		.attached = arena_array(a, LETTER_ATTACHED + 1, sizeof(struct str))};
	assert_false(letter_ok(a, &l, &why));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(deeper_levels_begin_again),
		cmocka_unit_test(numbers_are_chinese_to_ninety_nine),
		cmocka_unit_test(days_have_no_leading_zeros),
		cmocka_unit_test(only_the_first_sentence_is_the_heading),
		cmocka_unit_test(titles_break_between_words),
		cmocka_unit_test(no_character_of_a_title_is_lost),
		cmocka_unit_test(annexes_are_numbered_where_there_are_several),
		cmocka_unit_test(ceilings_hold),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
