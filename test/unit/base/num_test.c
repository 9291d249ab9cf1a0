/* num_test.c — numbers are read strictly: all of the text, within bounds, or not at all. */
#include "base/num.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

static void decimal(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		bool ok;
		int64_t n;
	} cases[] = {
		{"0", true, 0},
		{"-0", true, 0},
		{"007", true, 7},
		{"-12", true, -12},
		{"9223372036854775807", true, INT64_MAX},
		{"9223372036854775808", false, 0},
		{"99999999999999999999", false, 0},
		{"", false, 0},
		{"-", false, 0},
		{"+1", false, 0},
		{" 1", false, 0},
		{"1 ", false, 0},
		{"1.0", false, 0},
		{"１", false, 0},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int64_t n = 77;
		bool ok = num_int(str_of(cases[i].text), INT64_MIN, INT64_MAX, &n);
		assert_int_equal(ok, cases[i].ok);
		assert_int_equal(n, ok ? cases[i].n : 77);
	}
	int64_t n;
	assert_true(num_int(S("12"), 1, 12, &n));
	assert_false(num_int(S("13"), 1, 12, &n));
	assert_false(num_int(S("0"), 1, 12, &n));
}

static void chinese(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int64_t n;
	} cases[] = {
		{"〇", 0},
		{"零", 0},
		{"十", 10},
		{"十五", 15},
		{"二十", 20},
		{"三十一", 31},
		{"一百", 100},
		{"一百零五", 105},
		{"一百一十三", 113},
		{"两千", 2000},
		{"二〇二六", 2026},
		{"２５", 25},
		{"2026", 2026},
		{"兩", 2},
		{"九千九百九十九", 9999},
		{"99999999", 99999999},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int64_t n = -1;
		assert_true(num_zh(str_of(cases[i].text), &n));
		assert_int_equal(n, cases[i].n);
	}
	static const char *const bad[] = {
		"", "甲", "十百", "二三十", "百十百", "一百人", "123456789"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		int64_t n;
		assert_false(num_zh(str_of(bad[i]), &n));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(decimal),
		cmocka_unit_test(chinese),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
