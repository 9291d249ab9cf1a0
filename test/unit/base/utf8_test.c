/* utf8_test.c — every code point there and back, every wrong sequence refused. */
#include "base/utf8.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

static struct arena *arena;

static int open_arena(void **state)
{
	(void)state;
	arena = arena_open(1 << 22);
	return 0;
}

static int close_arena(void **state)
{
	(void)state;
	arena_close(arena);
	return 0;
}

static void every_code_point_comes_back(void **state)
{
	(void)state;
	for (uint32_t c = 0; c <= 0x10FFFF; c++) {
		if (c % 0x1000 == 0)
			arena_reset(arena);
		struct buf b = buf_in(arena, 4);
		utf8_put(&b, c);
		size_t at = 0;
		uint32_t back = utf8_next(buf_view(&b), &at);
		assert_int_equal(at, b.n);
		assert_int_equal(back, c >= 0xD800 && c <= 0xDFFF ? UTF8_BAD : c);
	}
}

static void wrong_sequences_are_refused(void **state)
{
	(void)state;
	static const char *const bad[] = {
		"\x80",
		"\xc0\x80",
		"\xc1\xbf",
		"\xe0\x80\x80",
		"\xe0\x9f\xbf",
		"\xed\xa0\x80",
		"\xf0\x80\x80\x80",
		"\xf4\x90\x80\x80",
		"\xf5\x80\x80\x80",
		"\xff",
		"\xe7\x9d",
		"\xe7(\xa3",
		"\xf0\x9f\x98",
		"\xc3",
	};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct str s = str_of(bad[i]);
		size_t at = 0;
		assert_false(utf8_is_valid(s));
		assert_int_equal(utf8_next(s, &at), UTF8_BAD);
		assert_int_equal(at, 1);
		assert_true(utf8_is_valid(utf8_mend(arena, s)));
	}
	assert_string_equal(utf8_mend(arena, S("督\xe5办")).p, "督\xef\xbf\xbd办");
}

static void counting_and_cutting(void **state)
{
	(void)state;
	assert_int_equal(utf8_count(S("督a办")), 3);
	assert_int_equal(utf8_count(S("督\xff\xff")), 3);
	assert_int_equal(utf8_first(S("督办a"), 2).n, 6);
	assert_int_equal(utf8_first(S("督"), 9).n, 3);
	assert_int_equal(utf8_first(S("督"), 0).n, 0);
}

static void foldings(void **state)
{
	(void)state;
	struct str s = utf8_narrow_text(arena, S("（２０２６）Ａ　号～"));
	assert_string_equal(str_c(arena, s), "(2026)A 号~");
	assert_true(utf8_is_han(0x7763)); /* 督 */
	assert_true(utf8_is_han(0x3007)); /* 〇 */
	assert_true(utf8_is_han(0x2B81E));
	assert_false(utf8_is_han('a'));
	assert_false(utf8_is_han(0x3001)); /* 、 */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_code_point_comes_back),
		cmocka_unit_test(wrong_sequences_are_refused),
		cmocka_unit_test(counting_and_cutting),
		cmocka_unit_test(foldings),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
