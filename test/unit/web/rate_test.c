/* rate_test.c — a burst is let through, what comes after it waits, and time gives it back. */
#include "web/rate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { PER_MINUTE = 60, BURST = 5, AT = 1000 };

static void a_burst_then_one_a_second(void **state)
{
	(void)state;
	struct arena *a = arena_open(1 << 20);
	struct rate *r = rate_in(a, PER_MINUTE, BURST);
	for (int i = 0; i < BURST; i++)
		assert_int_equal(rate_take(r, 7, AT), 0);
	assert_int_equal(rate_take(r, 7, AT), 2);
	assert_true(rate_take(r, 7, AT + 999) > 0);
	assert_int_equal(rate_take(r, 7, AT + 1000), 0);
	assert_true(rate_take(r, 7, AT + 1001) > 0);
	/* Another token is not held up by it. */
	assert_int_equal(rate_take(r, 8, AT + 1001), 0);
	arena_close(a);
}

static void a_long_pause_fills_no_more_than_the_burst(void **state)
{
	(void)state;
	struct arena *a = arena_open(1 << 20);
	struct rate *r = rate_in(a, PER_MINUTE, BURST);
	assert_int_equal(rate_take(r, 7, AT), 0);
	int through = 0;
	for (int i = 0; i < BURST * 2; i++)
		through += rate_take(r, 7, INT64_MAX / 2) == 0;
	assert_int_equal(through, BURST);
	arena_close(a);
}

static void a_full_table_forgets_the_quiet_one(void **state)
{
	(void)state;
	struct arena *a = arena_open(1 << 20);
	struct rate *r = rate_in(a, PER_MINUTE, 1);
	for (int64_t key = 1; key <= 100000; key++)
		assert_int_equal(rate_take(r, key, AT + key), 0);
	assert_true(rate_take(r, 100000, AT + 100000) > 0);
	arena_close(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_burst_then_one_a_second),
		cmocka_unit_test(a_long_pause_fills_no_more_than_the_burst),
		cmocka_unit_test(a_full_table_forgets_the_quiet_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
