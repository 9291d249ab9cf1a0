/* shipped_test.c — the calendars inside the program; a year given takes the place of its own. */
#include "cli/shipped.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void the_years_inside_are_published(void **state)
{
	(void)state;
	struct arena *a = arena_open(16 << 20);
	struct work *w = shipped_calendar(a, NULL);
	for (int y = 2023; y <= 2026; y++)
		assert_true(work_is_published(w, day_of(y, 6, 30)));
	assert_false(work_is_published(w, day_of(2022, 6, 30)));
	assert_false(work_is_day(w, day_of(2026, 10, 5)));
	arena_close(a);
}

static void a_year_given_replaces_its_own(void **state)
{
	(void)state;
	struct arena *a = arena_open(16 << 20);
	struct work_row row = {day_of(2026, 7, 1), false, S("县庆")};
	struct work_year year = {2026, S("甲"), S(""), &row, 1};
	struct work *w = shipped_calendar(a, &year);
	assert_false(work_is_day(w, day_of(2026, 7, 1)));
	assert_true(work_is_day(w, day_of(2026, 10, 5)));
	assert_false(work_is_day(w, day_of(2025, 10, 6)));
	arena_close(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_years_inside_are_published),
		cmocka_unit_test(a_year_given_replaces_its_own),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
