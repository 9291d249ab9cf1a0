/* diff_test.c — the two editions of the example plan, and what a difference is. */
#include "plan/diff.h"
#include "sys/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct reading *read_file(struct arena *a, const char *path)
{
	struct str text;
	assert_int_equal(file_read(a, path, 1 << 20, &text), FILE_OK);
	struct doc *d = arena_new(a, struct doc);
	*d = doc_from_text(a, text);
	return read_plan(a, d);
}

static struct reading *read_text_of(struct arena *a, struct str text)
{
	struct doc *d = arena_new(a, struct doc);
	*d = doc_from_text(a, text);
	return read_plan(a, d);
}

static bool has(const struct diff_line *l, size_t n, enum diff_what what, struct str path,
	struct str old, struct str now)
{
	for (; n; l++, n--)
		if (l->what == what && str_eq((l->is ? l->is : l->was)->path, path) &&
			str_has(l->old, old) && str_has(l->now, now))
			return true;
	return false;
}

static void the_second_edition_differs_where_it_was_changed(void **state)
{
	struct diff_line *l;
	struct reading *one = read_file(*state, "examples/plan-2026.txt");
	struct reading *two = read_file(*state, "examples/plan-2026-v2.txt");
	size_t n = plan_diff(*state, one, two, &l);
	assert_int_equal(n, 8);
	assert_true(has(l, n, DIFF_TIMES, S("二/（三）"), S("每月22日"), S("每月20日")));
	assert_true(has(l, n, DIFF_RESPONSIBLE, S("二/（五）/3"), S("各派出所"), S("经侦大队")));
	assert_true(has(l, n, DIFF_TIMES, S("二/（七）"), S("10月底"), S("11月底")));
	assert_true(has(l, n, DIFF_COOPERATING, S("二/（七）"), S("机关纪委"), S("警务保障室")));
	assert_true(has(l, n, DIFF_LEAD, S("二/（十四）"), S(""), S("机关纪委")));
	assert_true(has(l, n, DIFF_ADDED, S("二/（十六）"), S(""), S("")));
	n = plan_diff(*state, two, one, &l);
	assert_int_equal(n, 8);
	assert_true(has(l, n, DIFF_REMOVED, S("二/（十六）"), S(""), S("")));
	assert_int_equal(plan_diff(*state, one, one, &l), 0);
}

static void a_moved_measure_is_the_same_one(void **state)
{
	struct diff_line *l;
	struct reading *one = read_text_of(*state,
		S("方案\n一、具体措施\n（一）甲事。做甲。\n"
		  "责任单位：治安大队\n完成时限：6月底前完成\n（二）乙事。做乙。\n责任单位：刑侦大队\n"
		  "完成时限：7月底前完成\n"));
	struct reading *two = read_text_of(*state,
		S("方案\n一、具体措施\n（一）乙事。做乙。\n"
		  "责任单位：刑侦大队\n完成时限：7月底前完成\n（二）甲事。做甲。\n责任单位：治安大队\n"
		  "完成时限：6月底前完成\n"));
	size_t n = plan_diff(*state, one, two, &l);
	assert_int_equal(n, 2);
	assert_true(has(l, n, DIFF_NUMBER, S("一/（一）"), S("（二）"), S("（一）")));
	assert_true(has(l, n, DIFF_NUMBER, S("一/（二）"), S("（一）"), S("（二）")));
}

static int open_arena(void **state)
{
	*state = arena_open(1 << 28);
	return 0;
}

static int close_arena(void **state)
{
	arena_close(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_second_edition_differs_where_it_was_changed),
		cmocka_unit_test(a_moved_measure_is_the_same_one),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
