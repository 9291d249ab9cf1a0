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

/* Whoever has one IPv6 address has the 2^64 of its network. */
static void a_network_of_ipv6_counts_as_one(void **state)
{
	struct arena *a = arena_open(1 << 16);
	struct cap *c = cap_in(a, CONNECTIONS, 2, 1);
	struct http_peer p = {.ip = {0x20, 0x01, 0x0d, 0xb8, [7] = 1, [15] = 1}};
	(void)state;
	assert_true(cap_take(c, &p));
	p.ip[15] = 2;
	assert_true(cap_take(c, &p));
	p.ip[8] = 9;
	assert_false(cap_take(c, &p));
	p.ip[7] = 2; /* the network beside it */
	assert_true(cap_take(c, &p));
	p.ip[7] = 1;
	p.ip[15] = 77;
	cap_give(c, &p);
	assert_true(cap_take(c, &p));
	/* ::ffff:10.0.0.1 and .2 are two, not one. */
	for (uint8_t last = 1; last <= 2; last++)
		for (int i = 0; i < 2; i++)
			assert_true(cap_take(
				c, &(struct http_peer){.ip = {[10] = 0xff, 0xff, 10, 0, 0, last}}));
	arena_close(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(counts_are_right_in_any_order),
		cmocka_unit_test(a_network_of_ipv6_counts_as_one)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
