/* drawn.h — for tests of what is drawn: a page to draw on, and what stands on it. */
#ifndef TEST_UNIT_WEB_DRAWN_H
#define TEST_UNIT_WEB_DRAWN_H

#include "web/html.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct arena *drawn_arena;
static struct buf drawn_buf;

/* A new page; today is 2026-09-18. */
static inline struct html drawn_page(enum lang lang)
{
	if (drawn_arena == NULL)
		drawn_arena = arena_open(16 << 20);
	arena_reset(drawn_arena);
	drawn_buf = buf_in(drawn_arena, 4 << 20);
	return html_to(&drawn_buf, lang, day_of(2026, 9, 18));
}

static inline bool drawn_has(struct str part)
{
	return str_has(buf_view(&drawn_buf), part);
}

static inline int drawn_count(struct str part)
{
	int n = 0;
	struct str page = buf_view(&drawn_buf);
	for (ptrdiff_t at = 0; (at = str_find(page, part, (size_t)at)) >= 0; at++)
		n++;
	return n;
}

#define has(lit)      assert_true(drawn_has(S(lit)))
#define has_not(lit)  assert_false(drawn_has(S(lit)))
#define count(lit, n) assert_int_equal(drawn_count(S(lit)), (n))
#define is(lit)       assert_string_equal(str_c(drawn_arena, buf_view(&drawn_buf)), lit)

#define DRAWN_MAIN(tests)                                                                          \
	int main(void)                                                                             \
	{                                                                                          \
		int fail = cmocka_run_group_tests(tests, NULL, NULL);                              \
		arena_close(drawn_arena);                                                          \
		return fail;                                                                       \
	}

#endif
