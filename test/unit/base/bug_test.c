/* bug_test.c — AN and AZ abort when they must, evaluate once, and are silent otherwise. */
#include "base/bug.h"
#include "lib/dies.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

static void run_an(void *n)
{
	AN(*(int *)n);
}

static void run_az(void *n)
{
	AZ(*(int *)n);
}

static void run_bug(void *n)
{
	(void)n;
	BUG("the impossible");
}

static void aborts_when_wrong(void **state)
{
	(void)state;
	int zero = 0, one = 1;
	assert_true(dies(run_an, &zero));
	assert_false(dies(run_an, &one));
	assert_true(dies(run_az, &one));
	assert_false(dies(run_az, &zero));
	assert_true(dies(run_bug, NULL));
}

static void evaluates_once(void **state)
{
	(void)state;
	int n = 0;
	AN(++n);
	assert_int_equal(n, 1);
	AZ(n++ - 1);
	assert_int_equal(n, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(aborts_when_wrong),
		cmocka_unit_test(evaluates_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
