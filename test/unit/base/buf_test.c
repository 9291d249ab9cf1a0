/* buf_test.c — bytes that grow up to a ceiling and never past it. */
#include "base/buf.h"

#include <string.h>

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

#define holds(b, want) assert_string_equal(str_c(arena, buf_view(b)), want)

static void writes_every_kind(void **state)
{
	(void)state;
	struct buf b = buf_in(arena, 1000);
	holds(&b, "");
	buf_lit(&b, "第");
	buf_int(&b, 0);
	buf_ch(&b, ' ');
	buf_int(&b, INT64_MIN);
	buf_ch(&b, ' ');
	buf_int(&b, INT64_MAX);
	buf_str(&b, S(" 项 "));
	buf_fmt(&b, "%05.1f", 2.25);
	holds(&b, "第0 -9223372036854775808 9223372036854775807 项 002.2");
	assert_false(b.full);
}

static void long_formats_come_whole(void **state)
{
	(void)state;
	struct buf b = buf_in(arena, 10000);
	buf_fmt(&b, "%0600d", 7);
	assert_int_equal(b.n, 600);
	assert_int_equal(b.p[599], '7');
	assert_int_equal(b.p[0], '0');
}

static void the_ceiling_holds(void **state)
{
	(void)state;
	struct buf b = buf_in(arena, 5);
	buf_lit(&b, "abcd");
	buf_lit(&b, "xy"); /* does not fit: nothing of it is written */
	assert_true(b.full);
	holds(&b, "abcd");
	buf_ch(&b, 'z'); /* would fit, but a gap in the text would be a lie */
	holds(&b, "abcd");
	b = buf_in(arena, 4);
	buf_lit(&b, "abcd");
	assert_false(b.full);
}

static void an_address_keeps_only_plain_characters(void **state)
{
	(void)state;
	struct buf b = buf_in(arena, 100);
	buf_url(&b, S("XF-1.a_~ &=%/限"));
	holds(&b, "XF-1.a_~%20%26%3D%25%2F%E9%99%90");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_every_kind),
		cmocka_unit_test(long_formats_come_whole),
		cmocka_unit_test(the_ceiling_holds),
		cmocka_unit_test(an_address_keeps_only_plain_characters),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
