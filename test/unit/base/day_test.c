/* day_test.c — civil days, month arithmetic (民法典 art. 202), instants. */
#include "base/day.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void every_day_round_trips(void **state)
{
	(void)state;
	struct day d = day_of(1900, 1, 1), end = day_of(2199, 12, 31);
	for (int y = 1900, m = 1, dd = 1; d.n <= end.n; d = day_add(d, 1)) {
		struct ymd c = day_ymd(d);
		assert_int_equal(c.y * 10000 + c.m * 100 + c.d, y * 10000 + m * 100 + dd);
		assert_int_equal(day_of(y, m, dd).n, d.n);
		if (++dd > day_month_length(y, m)) {
			dd = 1;
			if (++m > 12) {
				m = 1;
				y++;
			}
		}
	}
}

static void weekdays_are_right(void **state)
{
	(void)state;
	assert_int_equal(day_weekday(day_of(2026, 9, 18)), 5);
	assert_int_equal(day_weekday(day_of(2026, 9, 20)), 7);
	assert_int_equal(day_weekday(day_of(1969, 12, 29)), 1);
}

static void months_end_on_the_corresponding_day(void **state)
{
	(void)state;
	assert_int_equal(day_add_months(day_of(2023, 11, 30), 3).n, day_of(2024, 2, 29).n);
	assert_int_equal(day_add_months(day_of(2024, 1, 31), 1).n, day_of(2024, 2, 29).n);
	assert_int_equal(day_add_months(day_of(2024, 1, 15), -2).n, day_of(2023, 11, 15).n);
	assert_int_equal(day_quarter_end(day_of(2026, 5, 1)).n, day_of(2026, 6, 30).n);
	assert_int_equal(day_half_end(day_of(2026, 7, 1)).n, day_of(2026, 12, 31).n);
}

static void text_is_strict(void **state)
{
	(void)state;
	struct day d;
	char t[DAY_TEXT];
	assert_true(day_parse(S("2024-02-29"), &d));
	assert_string_equal(day_text(d, t), "2024-02-29");
	assert_false(day_parse(S("2023-02-29"), &d));
	assert_false(day_parse(S("2023-2-9"), &d));
	assert_false(day_parse(S("2023-02-9x"), &d));
	assert_string_equal(day_text(DAY_NONE, t), "");
}

static void instants_are_eight_hours_ahead(void **state)
{
	(void)state;
	struct stamp t;
	char out[STAMP_TEXT];
	assert_true(stamp_parse(S("2026-09-18T00:30:00+08:00"), &t));
	assert_int_equal(stamp_day(t).n, day_of(2026, 9, 18).n);
	assert_int_equal(stamp_minute(t), 30);
	assert_string_equal(stamp_text(t, out), "2026-09-18T00:30:00+08:00");
	assert_int_equal(stamp_day((struct stamp){-DAY_ZONE_MS - 1}).n, -1);
}

/* The last day that may be entered is no edge: a term counted from it has room. */
static void reckoning_goes_beyond_what_may_be_entered(void **state)
{
	(void)state;
	struct day last = day_of(2199, 12, 31), d = day_add_months(last, 14);
	struct ymd c = day_ymd(d);
	assert_int_equal(c.y * 10000 + c.m * 100 + c.d, 22010228);
	assert_int_equal(day_diff(last, day_month_end(day_add(last, 1))), 31);
	c = day_ymd(day_month_start(day_add(day_of(1900, 1, 1), -1)));
	assert_int_equal(c.y * 10000 + c.m * 100 + c.d, 18991201);
	assert_false(day_exists(2200, 1, 1));
	assert_false(day_parse(S("2200-01-01"), &d));
}

static void times_of_day_are_strict(void **state)
{
	static const struct {
		struct str text;
		int minute; /* -1: refused */
	} cases[] = {{S("00:00"), 0}, {S("17:05"), 1025}, {S("24:00"), 1440}, {S("24:01"), -1},
		{S("23:60"), -1}, {S("9:00"), -1}, {S("09:00:00"), -1}, {S("-1:00"), -1},
		{S("09.00"), -1}, {S("17:-5"), -1}, {S(""), -1}};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int minute = -1;
		bool good = day_minute(cases[i].text, &minute);
		assert_int_equal(good, cases[i].minute >= 0);
		assert_int_equal(minute, cases[i].minute);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_day_round_trips),
		cmocka_unit_test(weekdays_are_right),
		cmocka_unit_test(months_end_on_the_corresponding_day),
		cmocka_unit_test(text_is_strict),
		cmocka_unit_test(reckoning_goes_beyond_what_may_be_entered),
		cmocka_unit_test(times_of_day_are_strict),
		cmocka_unit_test(instants_are_eight_hours_ahead),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
