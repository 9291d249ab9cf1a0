/* vec_test.c — elements stay what they were while the array grows. */
#include "base/vec.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

static void grows_and_keeps(void **state)
{
	(void)state;
	struct arena *a = arena_open(1 << 22);
	VEC(int) v = {0};
	for (int i = 0; i < 10000; i++) {
		int *p = vec_add(a, &v);
		assert_int_equal(*p, 0);
		*p = i;
		if (i % 7 == 0)
			arena_get(a, 8); /* something else in between */
	}
	assert_int_equal(v.n, 10000);
	for (int i = 0; i < 10000; i++)
		assert_int_equal(v.at[i], i);
	arena_close(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(grows_and_keeps),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
