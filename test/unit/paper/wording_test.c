/* wording_test.c — texts with fields: what is refused when one is saved and when it is used, and the
 * letter that comes of it. */
#include "paper/wording.h"

#include "base/buf.h"
#include "sys/data.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define EQ(s, lit) assert_string_equal(str_c(a, (s)), (lit))
#define HEAD       "名称：通知\n字段：单位｜文字｜必填｜写全称\n标题：通知\n主送：{单位}\n"
#define VAL(n, t)                                                                                  \
	{                                                                                          \
		.name = S(n), .text = S(t)                                                         \
	}
#define TABLE_FIELD "字段：表｜表格｜选填｜\n"

static struct arena *a;

static int open_arena(void **state)
{
	(void)state;
	a = arena_open((size_t)256 << 20);
	return 0;
}

static int close_arena(void **state)
{
	(void)state;
	arena_close(a);
	return 0;
}

static const struct wording *read_ok(const char *text)
{
	struct wording_errs errs = {0};
	const struct wording *w = wording_read(a, str_of(text), NULL, 0, &errs);
	if (w == NULL)
		fail_msg("line %d: %.*s", errs.list.at[0].line, STR_ARG(errs.list.at[0].text));
	return w;
}

static void mistakes_are_told_with_their_line(void **state)
{
	(void)state;
	static const struct {
		const char *text, *says;
		int line;
	} CASES[] = {
		{HEAD "段落：请{单位名称}办理", "用了字段“单位名称”，但没有这个字段", 5},
		{HEAD "段落：请{单位办理", "大括号不成对", 5},
		{HEAD "段落：请}单位{办理", "大括号不成对", 5},
		{HEAD "正文：请办理", "不认识“正文”", 5},
		{HEAD "没有冒号", "行首要写一个词和冒号", 5},
		{HEAD "主送：{单位}", "“主送”写了两次，第一次在第 4 行", 5},
		{HEAD "日期：2026年3月5日", "只写一个日期字段", 5},
		{HEAD "日期：{单位}", "不是日期", 5},
		{HEAD "盖章：可能", "盖章只能是", 5},
		{HEAD "段落：", "后面是空的", 5},
		{HEAD "字段：表｜表格｜选填｜\n段落：{表}", "是表格", 6},
		{HEAD TABLE_FIELD "表格：{表}｜序号", "每列写标题和宽度", 6},
		{HEAD TABLE_FIELD "表格：{表}｜序号 0", "每列写标题和宽度", 6},
		{HEAD "表格：{单位}｜序号 1", "不是表格", 5},
		{HEAD "行：甲｜乙", "“行：”要跟在", 5},
		{HEAD "表框：1｜2\n行：甲｜乙｜丙", "格数与它相同", 6},
		{HEAD "字段：事｜段落｜选填｜\n段落：请{事}办", "有多段，要单独写成一行", 6},
		{HEAD "字段：事｜段落｜选填｜", "声明了，但没有用到", 5},
		{HEAD "字段：单位｜文字｜必填｜", "写了两次", 5},
		{HEAD "字段：某 事｜文字｜必填｜", "字段名要写", 5},
		{HEAD "字段：事｜数字｜必填｜", "字段要写成", 5},
		{"名称：通知\n版式：报纸\n标题：通知", "版式只能是", 2},
		{"标题：通知", "缺少“名称：”", 1},
		{"名称：通知", "缺少“标题：”", 1},
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		struct wording_errs errs = {0};
		assert_null(wording_read(a, str_of(CASES[i].text), NULL, 0, &errs));
		bool found = false;
		for (size_t k = 0; k < errs.list.n; k++)
			found = found ||
				(errs.list.at[k].line == CASES[i].line &&
					str_has(errs.list.at[k].text, str_of(CASES[i].says)));
		if (!found)
			fail_msg("%zu: wanted \"%s\", got \"%.*s\"", i, CASES[i].says,
				STR_ARG(errs.list.at[0].text));
	}
}

/* The place where a wording is used says which fields it can fill. */
static void a_field_the_place_does_not_have_is_refused(void **state)
{
	(void)state;
	const struct str known[] = {S("发文机关"), S("文号")};
	struct wording_errs errs = {0};
	assert_null(wording_read(a, S(HEAD), known, 2, &errs));
	EQ(errs.list.at[0].text, "这里没有“单位”这个字段，请改用已有的字段名");
	EQ(errs.list.at[0].field, "单位");
	const struct str all[] = {S("单位")};
	assert_non_null(wording_read(a, S(HEAD), all, 1, &errs));
}

static void too_much_is_refused(void **state)
{
	(void)state;
	static char big[WORDING_MAX + 2];
	struct wording_errs errs = {0};
	memset(big, '\n', sizeof big);
	assert_null(wording_read(a, str_n(big, WORDING_LINE_MAX + 10), NULL, 0, &errs));
	assert_true(str_starts(errs.list.at[0].text, S("行数太多")));
	errs = (struct wording_errs){0};
	assert_null(wording_read(a, str_n(big, sizeof big), NULL, 0, &errs));
	errs = (struct wording_errs){0};
	assert_null(wording_read(a, S("名称：\xff\n标题：x"), NULL, 0, &errs));
	errs = (struct wording_errs){0};
	for (size_t i = 0; i < 400; i++)
		memcpy(big + i * 4, "x:y\n", 4);
	assert_null(wording_read(a, str_n(big, 1600), NULL, 0, &errs));
	assert_int_equal(errs.list.n, WORDING_ERRS);
}

static void wrong_values_are_refused(void **state)
{
	(void)state;
	const struct wording *w = read_ok(HEAD "字段：时限｜日期｜必填｜哪天\n段落：{时限}前");
	static const struct str CELL = S("x");
	const struct {
		struct wording_value v[3];
		int n;
		const char *says;
	} CASES[] = {
		{{VAL("单位", "城东派出所")}, 1, "缺少“时限”，必须填写：哪天"},
		{{VAL("单位", " "), VAL("时限", "2026-03-05")}, 2, "缺少“单位”"},
		{{VAL("单位", "甲"), VAL("时限", "2026-02-30")}, 2, "“时限”要写日期"},
		{{VAL("单位", "甲"), VAL("时限", "3月5日")}, 2, "“时限”要写日期"},
		{{VAL("单位", "甲\n乙"), VAL("时限", "2026-03-05")}, 2, "“单位”只能写一行"},
		{{VAL("单位", "甲"), VAL("时限", "2026-03-05"), VAL("时间", "x")}, 3,
			"没有“时间”这个字段；可填的有：单位、时限"},
		{{{.name = S("单位"), .text = S("甲"), .cells = &CELL, .n_rows = 1, .n_cols = 1},
			 VAL("时限", "2026-03-05")},
			2, "不是表格"},
		{{VAL("单位", "\xff甲"), VAL("时限", "2026-03-05")}, 2, "不是有效的 UTF-8"},
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		struct wording_errs errs = {0};
		struct letter l;
		assert_false(wording_fill(a, w, CASES[i].v, CASES[i].n, &l, &errs));
		if (!str_has(errs.list.at[0].text, str_of(CASES[i].says)))
			fail_msg("%zu: %.*s", i, STR_ARG(errs.list.at[0].text));
	}
}

static void a_letter_comes_of_it(void **state)
{
	(void)state;
	const struct wording *w = read_ok(
		"# 说明\n名称：通知\n版式：信函\n字段：单位｜文字｜必填｜\n字段：事｜段落｜必填｜\n"
		"字段：时限｜日期｜必填｜\n字段：电话｜文字｜选填｜\n字段：人｜文字｜选填｜\n"
		"字段：表｜表格｜选填｜\n标志：{单位}\n标题：第一行\n标题：第二行\n主送：{单位}\n"
		"段落：{时限}前，请{单位}办理。\n二级：{事}\n附注：联系人：{人}{电话}\n日期：{时限}\n"
		"盖章：是\n表格：{表}｜序号 1｜事 3\n表框：1｜2\n行：电话｜{电话}\n靠右：完");
	static const struct str CELLS[] = {S("1"), S("甲"), S("2"), S("乙")};
	const struct wording_value v[] = {VAL("单位", "城东派出所"),
		VAL("事", "其一。\r\n\n其二。"), VAL("时限", "2026-03-05"), VAL("电话", ""),
		{.name = S("表"), .cells = CELLS, .n_rows = 2, .n_cols = 2}};
	struct wording_errs errs = {0};
	struct letter l;
	if (!wording_fill(a, w, v, 5, &l, &errs))
		fail_msg("%.*s", STR_ARG(errs.list.at[0].text));
	assert_int_equal(l.form, LETTER_MAIL);
	EQ(l.mark, "城东派出所");
	EQ(l.title, "第一行\n第二行");
	assert_int_equal(l.note.n, 0); /* all its fields are empty: left out */
	assert_true(l.sealed);
	assert_int_equal(l.date.n, day_of(2026, 3, 5).n);
	assert_int_equal(l.n_blocks, 6);
	EQ(l.blocks[0].text, "2026年3月5日前，请城东派出所办理。");
	EQ(l.blocks[1].text, "其一。");
	EQ(l.blocks[2].text, "其二。");
	assert_int_equal(l.blocks[2].level, 2);
	assert_int_equal(l.blocks[3].table->n_rows, 2);
	assert_int_equal(l.blocks[3].table->cols[1].share, 3);
	assert_true(l.blocks[4].table->bare);
	assert_int_equal(l.blocks[4].table->n_rows, 1);
	EQ(l.blocks[4].table->cells[0], "电话");
	assert_int_equal(l.blocks[4].table->cells[1].n, 0);
	assert_int_equal(l.blocks[5].place, LETTER_RIGHT);
}

/* A value is text, never again looked at for fields. */
static void a_value_with_braces_stays_text(void **state)
{
	(void)state;
	const struct wording *w = read_ok(HEAD "段落：请{单位}办");
	const struct wording_value v[] = {VAL("单位", "{单位}｜{文号}")};
	struct wording_errs errs = {0};
	struct letter l;
	assert_true(wording_fill(a, w, v, 1, &l, &errs));
	EQ(l.blocks[0].text, "请{单位}｜{文号}办");
}

/* 500 lines of a field of many characters: a message, not the machine's memory. */
static void a_flood_ends_with_a_message(void **state)
{
	(void)state;
	struct buf b = buf_in(a, WORDING_MAX);
	struct wording_errs errs = {0};
	struct letter l;
	buf_lit(&b, "名称：x\n标题：x\n字段：a｜段落｜必填｜\n");
	for (int i = 0; i < 500; i++)
		buf_lit(&b, "段落：{a}\n");
	char *text = arena_get(a, LETTER_TEXT);
	memset(text, 'x', LETTER_TEXT);
	const struct wording_value v = {.name = S("a"), .text = str_n(text, LETTER_TEXT)};
	const struct wording *w = wording_read(a, buf_view(&b), NULL, 0, &errs);
	assert_non_null(w);
	assert_false(wording_fill(a, w, &v, 1, &l, &errs));
	assert_true(str_starts(errs.list.at[0].text, S("填好以后太长")));
}

/* Every shipped letter, filled with something in every field. */
static void shipped_wordings_are_in_order(void **state)
{
	(void)state;
	static const struct str CELLS[LETTER_COLUMNS] = {
		S("一"), S("二"), S("三"), S("四"), S("五")};
	int n = 0;
	for (const struct data_file *f = data_all(); f->path; f++) {
		if (!str_starts(str_of(f->path), S("letters/")))
			continue;
		const struct wording *w = read_ok(str_c(a, data_get(f->path)));
		struct wording_value v[WORDING_FIELDS] = {0};
		struct wording_errs errs = {0};
		struct letter l;
		for (int i = 0; i < w->n_fields; i++) {
			v[i].name = w->fields[i].name;
			v[i].text = w->fields[i].type == WORDING_DAY ? S("2026-03-09") : S("内容");
			assert_true(w->fields[i].help.n > 0);
			if (w->fields[i].type != WORDING_TABLE)
				continue;
			v[i].cells = CELLS;
			v[i].n_rows = 1;
			v[i].n_cols = 5;
		}
		bool ok = wording_fill(a, w, v, w->n_fields, &l, &errs);
		/* Five cells do not fit every table; that must be the only objection. */
		for (size_t k = 0; k < errs.list.n; k++)
			assert_true(str_has(errs.list.at[k].text, S("列，给了 5 列")));
		assert_true(ok || errs.list.n == 1);
		assert_true(l.title.n > 0 && (l.form == LETTER_PLAIN || l.mark.n > 0));
		n++;
	}
	assert_int_equal(n, 11);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mistakes_are_told_with_their_line),
		cmocka_unit_test(a_field_the_place_does_not_have_is_refused),
		cmocka_unit_test(too_much_is_refused),
		cmocka_unit_test(wrong_values_are_refused),
		cmocka_unit_test(a_letter_comes_of_it),
		cmocka_unit_test(a_value_with_braces_stays_text),
		cmocka_unit_test(a_flood_ends_with_a_message),
		cmocka_unit_test(shipped_wordings_are_in_order),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
