/* count_test.c — lengths after and before a day; pauses are not counted; no unit becomes another. */
#include "calendar/count.h"
#include "unit/calendar/years.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct arena *a;
static struct work *work;

static struct day day(const char *s)
{
	struct day d;
	if (!day_parse(str_of(s), &d))
		fail_msg("no date: %s", s);
	return d;
}

static struct length length(const char *s)
{
	struct length l;
	assert_true(length_parse(str_of(s), &l));
	return l;
}

static void assert_ends(const char *from, const char *l, const char *want)
{
	char t[DAY_TEXT];
	struct day end = count_add(work, day(from), length(l), NULL, 0, NULL);
	assert_string_equal(day_text(end, t), want);
}

static void each_unit_counts_its_own_way(void **state)
{
	(void)state;
	assert_ends("2026-09-18", "5d", "2026-09-23");
	assert_ends("2026-09-18", "5wd", "2026-09-24");
	assert_ends("2026-09-18", "0d", "2026-09-18");
	assert_ends("2026-09-19", "0wd", "2026-09-20");
	assert_ends("2026-09-18", "2w", "2026-10-02");
	assert_ends("2023-11-30", "3m", "2024-02-29");
	assert_ends("2024-02-29", "1y", "2025-02-28");
	assert_ends("2026-01-31", "1m", "2026-02-28");
	assert_ends("2026-01-31", "9999y", "");
	assert_ends("2190-01-31", "9999d", "");
}

static void pauses_are_not_counted(void **state)
{
	(void)state;
	struct count_pause p[] = {{day("2026-03-10"), day("2026-03-12"), S("听证"), S("")},
		{day("2026-03-12"), day("2026-03-13"), S("调解"), S("")},
		{day("2027-01-01"), day("2027-01-02"), S("以后"), S("")}};
	struct why *why = why_open(a);
	assert_int_equal(
		count_add(work, day("2026-03-08"), length("5d"), p, 3, why).n, day("2026-03-17").n);
	assert_true(str_has(why_sentence(a, why), S("听证")));
	assert_false(str_has(why_sentence(a, why), S("以后")));
	assert_int_equal(why->days.n, 9);
	assert_true(why->days.at[1].paused);
	assert_int_equal(why->days.at[1].n, 0);
	assert_int_equal(count_add(work, day("2026-03-08"), length("1m"), p, 3, NULL).n,
		day("2026-04-12").n);
	p[0].until = DAY_NONE;
	assert_false(day_is_set(count_add(work, day("2026-03-08"), length("5d"), p, 1, NULL)));
	assert_true(day_is_set(count_add(work, day("2026-03-08"), length("1d"), p, 1, NULL)));
	assert_false(day_is_set(count_add(work, day("2026-03-08"), length("1m"), p, 1, NULL)));
}

static void back_is_the_same_in_the_other_direction(void **state)
{
	(void)state;
	assert_int_equal(count_back(work, day("2026-10-01"), length("3d")).n, day("2026-09-28").n);
	assert_int_equal(count_back(work, day("2026-10-08"), length("3wd")).n, day("2026-09-28").n);
	assert_int_equal(count_back(work, day("2026-10-01"), length("1w")).n, day("2026-09-24").n);
	assert_int_equal(count_back(work, day("2026-03-31"), length("1m")).n, day("2026-02-28").n);
	assert_int_equal(count_back(work, day("2024-02-29"), length("1y")).n, day("2023-02-28").n);
	assert_false(day_is_set(count_back(work, day("2024-02-29"), length("500y"))));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_unit_counts_its_own_way),
		cmocka_unit_test(pauses_are_not_counted),
		cmocka_unit_test(back_is_the_same_in_the_other_direction),
	};
	a = arena_open(64 << 20);
	work = years_load(a, 2023, 2026);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_close(a);
	return failed;
}
