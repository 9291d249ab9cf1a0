/* scan_test.c — small steps over folded text. */
#include "base/scan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void numbers_are_eaten_whole(void **state)
{
	(void)state;
	int64_t n;
	size_t i = 0;
	assert_true(scan_num(S("2023年"), &i, &n));
	assert_int_equal(n, 2023);
	assert_int_equal(i, 4);
	i = 0;
	assert_true(scan_num(S("一百一十三项"), &i, &n));
	assert_int_equal(n, 113);
	i = 0;
	assert_true(scan_num(S("二〇二六年"), &i, &n));
	assert_int_equal(n, 2026);
	i = 0;
	assert_false(scan_num(S("12345678901"), &i, &n));
	assert_int_equal(i, 0);
	assert_false(scan_num(S("年"), &i, &n));
}

static void words_are_eaten_in_order(void **state)
{
	(void)state;
	static const struct str list[] = {SCAN_W("牵头负责"), SCAN_W("牵头"), SCAN_W("负责")};
	size_t i = 0;
	assert_int_equal(scan_any(S("牵头负责"), &i, list, 3), 0);
	assert_int_equal(i, 12);
	assert_int_equal(scan_any(S("牵头负责"), &i, list, 3), -1);
	assert_int_equal(scan_ends(S("甲局牵头"), list, 3), 1);
	assert_int_equal(scan_starts(S("负责人"), list, 3), 2);
	assert_int_equal(scan_has(S("由甲局负责落实"), list, 3), 2);
	assert_int_equal(scan_has(S("甲局"), list, 3), -1);
}

static void brackets_close_at_their_own_depth(void **state)
{
	(void)state;
	struct str t = S("(甲(乙)丙)丁");
	assert_int_equal(scan_close(t, 0), t.n - 3);
	assert_int_equal(scan_close(S("((((((((()))))))))"), 0), 0);
	assert_int_equal(scan_close(S("(甲"), 0), 0);
	assert_int_equal(scan_close(S("甲)"), 0), 0);
}

static void steps_go_both_ways(void **state)
{
	(void)state;
	struct str t = S("a甲\xFF");
	assert_int_equal(scan_step(t, 0), 1);
	assert_int_equal(scan_step(t, 1), 4);
	assert_int_equal(scan_back(t, 4), 1);
	assert_int_equal(scan_back(t, 0), 0);
	assert_int_equal(scan_count(t, 9), 3);
	assert_true(str_eq(scan_trim(S("，、 ")), S("，")));
	assert_true(str_eq(scan_trim(S("　,甲、;")), S("甲")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_eaten_whole),
		cmocka_unit_test(words_are_eaten_in_order),
		cmocka_unit_test(brackets_close_at_their_own_depth),
		cmocka_unit_test(steps_go_both_ways),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
