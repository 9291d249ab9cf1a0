/* tsv_test.c — tables are read by column name, and a crooked row is named. */
#include "base/tsv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const char *const wanted[] = {"b", "a", NULL};

static void columns_are_found_by_name(void **state)
{
	struct tsv t;
	assert_true(tsv_open(&t, *state,
		S("\xEF\xBB\xBF# note\n\na\tx\tb\r\n1\t2\t 3 \n\n# c\n4\t\t\n"), wanted));
	assert_true(tsv_next(&t));
	assert_int_equal(t.line, 4);
	assert_true(str_eq(tsv_cell(&t, 0), S("3")));
	assert_true(str_eq(tsv_cell(&t, 1), S("1")));
	assert_true(tsv_next(&t));
	assert_int_equal(tsv_cell(&t, 0).n, 0);
	assert_true(str_eq(tsv_cell(&t, 1), S("4")));
	assert_false(tsv_next(&t));
	assert_int_equal(t.why.n, 0);
}

static void crooked_tables_are_refused(void **state)
{
	struct tsv t;
	assert_false(tsv_open(&t, *state, S("a\tc\n"), wanted));
	assert_true(str_has(t.why, S("“b”")));
	assert_false(tsv_open(&t, *state, S(""), wanted));
	assert_true(tsv_open(&t, *state, S("a\tb\n1\t2\n1\t2\t3\n1\t2\n"), wanted));
	assert_true(tsv_next(&t));
	assert_false(tsv_next(&t));
	assert_true(str_has(t.why, S("第 3 行")));
	assert_false(tsv_next(&t));
}

static int open_arena(void **state)
{
	*state = arena_open(1 << 20);
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
		cmocka_unit_test(columns_are_found_by_name),
		cmocka_unit_test(crooked_tables_are_refused),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
