/* cap_test.c — counting connections, against a plain array as oracle. */
#include "web/cap.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { ADDRESSES = 40, CONNECTIONS = 60, LIMIT = 5, STEPS = 200000 };

static void counts_are_right_in_any_order(void **state)
{
	struct arena *a = arena_open(1 << 20);
	(void)state;
	for (uint64_t seed = 0; seed < 5; seed++) {
		struct cap *c = cap_in(a, CONNECTIONS, LIMIT, seed * 0x1234567);
		int have[ADDRESSES] = {0}, all = 0;
		uint64_t x = seed + 1;
		for (int i = 0; i < STEPS; i++) {
			x = x * 6364136223846793005u + 1442695040888963407u;
			unsigned k = (unsigned)(x >> 33) % ADDRESSES;
			struct http_peer p = {.ip = {[10] = 0xff, 0xff, 10, 0, 0, (uint8_t)k}};
			if ((x >> 60) & 1) {
				if (all == CONNECTIONS)
					continue;
				bool taken = cap_take(c, &p);
				assert_int_equal(taken, have[k] < LIMIT);
				have[k] += taken;
				all += taken;
			} else if (have[k]) {
				cap_give(c, &p);
				have[k]--;
				all--;
			}
		}
	}
	arena_close(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(counts_are_right_in_any_order)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
