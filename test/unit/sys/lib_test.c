/* lib_test.c — a library is there with all its functions, or it is not. */
#include "sys/lib.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <zlib.h>

#include <cmocka.h>

struct z {
	__typeof__(crc32) *crc32;
	__typeof__(zlibVersion) *zlibVersion;
};
static const struct lib_sym SYMS[] = {LIB_SYM(struct z, crc32), LIB_SYM(struct z, zlibVersion)};
static const struct lib_sym WRONG[] = {{"no_such_function_in_zlib", 0}};

static void functions_are_found(void **state)
{
	(void)state;
	struct z z;
	assert_true(lib_open("libz.so.1", SYMS, 2, &z));
	assert_int_equal(z.crc32(0, (const Bytef *)"123456789", 9), 0xCBF43926);
	assert_string_equal(z.zlibVersion(), zlibVersion());
}

static void what_is_missing_is_told(void **state)
{
	(void)state;
	struct z z;
	assert_false(lib_open("libno-such-library.so.9", SYMS, 2, &z));
	assert_false(lib_open("libz.so.1", WRONG, 1, &z));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(functions_are_found),
		cmocka_unit_test(what_is_missing_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
