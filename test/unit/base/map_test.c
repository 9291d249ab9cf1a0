/* map_test.c — a map finds everything it was given, in the order it was given. */
#include "base/map.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

static void finds_all_in_order(void **state)
{
	(void)state;
	enum { N = 5000 };
	struct arena *a = arena_open(1 << 24);
	struct map m = map_in(a);
	static const int value[N] = {0};

	assert_null(map_get(&m, S("x")));
	for (int i = 0; i < N; i++)
		assert_null(map_set(&m, str_fmt(a, "单位%d", i), (void *)&value[i]));
	assert_int_equal(m.n, N);
	for (int i = 0; i < N; i++) {
		assert_ptr_equal(map_get(&m, str_fmt(a, "单位%d", i)), &value[i]);
		assert_ptr_equal(m.at[i].value, &value[i]);
	}
	assert_null(map_get(&m, S("单位5000")));
	arena_close(a);
}

static void replaces_and_copies_keys(void **state)
{
	(void)state;
	struct arena *a = arena_open(1 << 20);
	struct map m = map_in(a);
	int one, two;
	char key[] = "ab";

	assert_null(map_set(&m, str_of(key), &one));
	key[0] = 'x'; /* the map keeps its own copy */
	assert_ptr_equal(map_get(&m, S("ab")), &one);
	assert_ptr_equal(map_set(&m, S("ab"), &two), &one);
	assert_ptr_equal(map_get(&m, S("ab")), &two);
	assert_int_equal(m.n, 1);
	assert_null(map_set(&m, STR_NONE, &one)); /* the empty key is a key */
	assert_ptr_equal(map_get(&m, S("")), &one);
	arena_close(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_all_in_order),
		cmocka_unit_test(replaces_and_copies_keys),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
