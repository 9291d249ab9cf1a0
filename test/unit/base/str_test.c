/* str_test.c — views of bytes: finding, cutting, trimming, comparing. */
#include "base/str.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

static struct arena *arena;

static int open_arena(void **state)
{
	(void)state;
	arena = arena_open(1 << 20);
	return 0;
}

static int close_arena(void **state)
{
	(void)state;
	arena_close(arena);
	return 0;
}

#define same(got, want) assert_string_equal(str_c(arena, (got)), want)

static void finding(void **state)
{
	(void)state;
	assert_int_equal(str_find(S("甲乙甲"), S("甲"), 1), 6);
	assert_int_equal(str_find(S("abc"), S(""), 3), 3);
	assert_int_equal(str_find(S("abc"), S(""), 4), -1);
	assert_int_equal(str_find(S("abc"), S("abcd"), 0), -1);
	assert_int_equal(str_find(STR_NONE, S("a"), 0), -1);
	assert_true(str_has(S("牵头单位"), S("单位")));
	assert_true(str_starts(S("abc"), S("ab")));
	assert_false(str_starts(S("a"), S("ab")));
	assert_true(str_ends(S("abc"), S("bc")));
	assert_false(str_ends(S("c"), S("bc")));
	assert_true(str_starts(S("a"), STR_NONE));
}

static void comparing(void **state)
{
	(void)state;
	assert_true(str_eq(STR_NONE, S("")));
	assert_false(str_eq(S("a"), S("a\0")));
	assert_true(str_cmp(S("a"), S("b")) < 0);
	assert_true(str_cmp(S("b"), S("ab")) > 0);
	assert_true(str_cmp(S("a"), S("ab")) < 0);
	assert_true(str_cmp(S("\x7f"), S("\x80")) < 0);
	assert_int_equal(str_cmp(STR_NONE, S("")), 0);
}

static void parts(void **state)
{
	(void)state;
	same(str_from(S("abc"), 1), "bc");
	same(str_from(S("abc"), 9), "");
	same(str_first(S("abc"), 2), "ab");
	same(str_first(S("abc"), 9), "abc");
	struct str rest = S("甲、乙、");
	same(str_cut(&rest, S("、")), "甲");
	same(str_cut(&rest, S("、")), "乙");
	same(str_cut(&rest, S("、")), "");
	assert_int_equal(rest.n, 0);
	rest = S("ab");
	same(str_cut(&rest, S("")), "ab"); /* an empty separator cuts nothing */
}

static void trimming(void **state)
{
	(void)state;
	same(str_trim(S(" \t　甲 乙　\r\n")), "甲 乙");
	same(str_trim(S("\xef\xbb\xbf甲\xe2\x80\x8b\xc2\xa0")), "甲");
	same(str_trim(S(" 　 ")), "");
	same(str_trim(STR_NONE), "");
}

static void making(void **state)
{
	(void)state;
	same(str_cat(arena, S("甲"), STR_NONE), "甲");
	same(str_cat(arena, S("甲"), S("乙")), "甲乙");
	same(str_fmt(arena, "%d%%", 93), "93%");
	same(str_int(arena, INT64_MIN), "-9223372036854775808");
	same(str_replace(arena, S("aXbXX"), S("X"), S("--")), "a--b----");
	same(str_replace(arena, S("XaX"), S("X"), STR_NONE), "a");
	same(str_replace(arena, S("abc"), S(""), S("x")), "abc");
	assert_int_equal(str_of(NULL).n, 0);
	char text[] = "ab";
	struct str copy = str_dup(arena, str_of(text));
	text[0] = 'x';
	same(copy, "ab");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finding),
		cmocka_unit_test(comparing),
		cmocka_unit_test(parts),
		cmocka_unit_test(trimming),
		cmocka_unit_test(making),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
