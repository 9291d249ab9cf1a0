/* arena_test.c — memory of one unit of work: aligned, zeroed, bounded. */
#include "base/arena.h"
#include "lib/dies.h"

#include <string.h>

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

static bool all_zero(const unsigned char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (p[i])
			return false;
	return true;
}

static void blocks_are_aligned_apart_and_zeroed(void **state)
{
	(void)state;
	struct arena *a = arena_open(1 << 20);
	for (size_t n = 1; n < 3000; n = n * 3 + 1) {
		unsigned char *p = arena_get(a, n);
		assert_int_equal((uintptr_t)p % 16, 0);
		assert_true(all_zero(p, n));
		memset(p, 0xFF, n);
	}
	/* What was used before a reset is zeroed when it is handed out again. */
	arena_reset(a);
	assert_int_equal(arena_used(a), 0);
	assert_true(all_zero(arena_get(a, 4000), 4000));
	arena_close(a);
	arena_close(NULL);
}

static void growing_keeps_the_bytes(void **state)
{
	(void)state;
	struct arena *a = arena_open(1 << 20);
	char *p = arena_grow(a, NULL, 0, 10);
	strcpy(p, "abc");
	char *q = arena_grow(a, p, 10, 100);
	assert_ptr_equal(p, q); /* the newest block grows in place */
	assert_string_equal(q, "abc");
	assert_true(all_zero((unsigned char *)q + 10, 90));
	arena_get(a, 1);
	char *r = arena_grow(a, q, 100, 200000);
	assert_ptr_not_equal(q, r);
	assert_string_equal(r, "abc");
	assert_true(all_zero((unsigned char *)r + 100, 200000 - 100));
	arena_close(a);
}

static void text_is_terminated(void **state)
{
	(void)state;
	struct arena *a = arena_open(1 << 20);
	assert_string_equal(arena_copy(a, "督办x", 6), "督办");
	assert_string_equal(arena_copy(a, NULL, 0), "");
	assert_string_equal(arena_fmt(a, "%s-%03d", "第", 7), "第-007");
	arena_close(a);
}

static void past_the_ceiling(void *arena)
{
	arena_get(arena, 40000);
}

static void overflowing(void *arena)
{
	arena_array(arena, SIZE_MAX / 2, 3);
}

static void shrinking(void *arena)
{
	arena_grow(arena, arena_get(arena, 16), 16, 8);
}

static void a_little(void *arena)
{
	arena_get(arena, 400);
}

static void ceilings_hold(void **state)
{
	(void)state;
	struct arena *a = arena_open(32768);
	assert_true(dies(past_the_ceiling, a));
	assert_true(dies(overflowing, a));
	assert_true(dies(shrinking, a));
	assert_false(dies(a_little, a));
	for (int i = 0; i < 1000; i++) {
		arena_reset(a);
		arena_get(a, 20000);
	}
	assert_int_equal(arena_used(a), 20000);
	arena_close(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blocks_are_aligned_apart_and_zeroed),
		cmocka_unit_test(growing_keeps_the_bytes),
		cmocka_unit_test(text_is_terminated),
		cmocka_unit_test(ceilings_hold),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
