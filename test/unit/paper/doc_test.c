/* doc_test.c — lines, spans and line ends of a plain text. */
#include "paper/doc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void lines_are_spans(void **state)
{
	struct doc d = doc_from_text(*state, S("  甲　\r\n\n乙"));
	assert_int_equal(d.n_lines, 3);
	assert_true(str_eq(doc_slice(&d, d.lines[0].span), S("  甲　")));
	assert_int_equal(d.lines[0].kind, LINE_PARA);
	assert_int_equal(d.lines[1].span.n, 0);
	assert_true(str_eq(doc_slice(&d, d.lines[2].span), S("乙")));
	assert_int_equal(doc_from_text(*state, S("")).n_lines, 0);
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
		cmocka_unit_test(lines_are_spans),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
