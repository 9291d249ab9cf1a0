/* period_test.c — every period of every kind tiles the years without gap; labels. */
#include "calendar/period.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct day anchor = {20000};

static void periods_tile_the_years(void **state)
{
	(void)state;
	for (int e = EVERY_DAY; e < EVERY_CAMPAIGN; e++) {
		enum rule_every every = (enum rule_every)e;
		struct period p = period_of(every, day_of(2023, 1, 1), anchor);
		while (p.from.n < day_of(2028, 1, 1).n) {
			for (struct day d = p.from; d.n <= p.until.n; d = day_add(d, 1)) {
				struct period same = period_of(every, d, anchor);
				assert_int_equal(same.from.n, p.from.n);
				assert_int_equal(same.until.n, p.until.n);
			}
			struct period next = period_next(every, p, anchor);
			assert_int_equal(next.from.n, p.until.n + 1);
			p = next;
		}
	}
}

static void periods_have_labels(void **state)
{
	(void)state;
	static const struct {
		enum rule_every every;
		int y, m, d;
		const char *label;
	} cases[] = {
		{EVERY_DAY, 2026, 9, 8, "2026-09-08"},
		{EVERY_WEEK, 2026, 1, 1, "2026年第1周"},
		{EVERY_WEEK, 2027, 1, 1, "2026年第53周"},
		{EVERY_WEEK, 2024, 12, 30, "2025年第1周"},
		{EVERY_TEN_DAY, 2026, 2, 28, "2026-02下旬"},
		{EVERY_TEN_DAY, 2026, 2, 20, "2026-02中旬"},
		{EVERY_HALF_MONTH, 2026, 2, 15, "2026-02上半月"},
		{EVERY_HALF_MONTH, 2026, 2, 16, "2026-02下半月"},
		{EVERY_MONTH, 2026, 9, 30, "2026-09"},
		{EVERY_TWO_MONTH, 2026, 9, 30, "2026-09至10"},
		{EVERY_QUARTER, 2026, 10, 1, "2026Q4"},
		{EVERY_HALF_YEAR, 2026, 6, 30, "2026上半年"},
		{EVERY_YEAR, 2026, 6, 30, "2026"},
	};
	struct arena *a = arena_open(1 << 20);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct day d = day_of(cases[i].y, cases[i].m, cases[i].d);
		struct str label = period_label(
			a, cases[i].every, period_of(cases[i].every, d, anchor));
		assert_string_equal(str_c(a, label), cases[i].label);
	}
	arena_close(a);
}

static void labels_are_said_in_words(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{"2026-09", "2026年9月"},
		{"2026-02下旬", "2026年2月下旬"},
		{"2026-02上半月", "2026年2月上半月"},
		{"2026-09至10", "2026年9月至10月"},
		{"2026-09-08", "2026年9月8日"},
		{"2026-09-08·2", "2026年9月8日·2"},
		{"2026-09-14至09-27", "2026年9月14日至9月27日"},
		{"2026Q4", "2026年第四季度"},
		{"2026上半年", "2026年上半年"},
		{"2026", "2026年"},
		/* no label of a calendar period: left alone */
		{"2026年第53周", "2026年第53周"},
		{"全程", "全程"},
		{"2026Q5", "2026Q5"},
		{"2026届民警", "2026届民警"},
		{"2026-9", "2026-9"},
		{"2026-09-08x", "2026-09-08x"},
		{"", ""},
	};
	struct arena *a = arena_open(1 << 20);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(str_c(a, period_words(a, str_of(cases[i][0]))), cases[i][1]);
	arena_close(a);
}

static void fortnights_are_counted_from_the_anchor(void **state)
{
	(void)state;
	struct day wednesday = day_of(2026, 9, 16);
	struct period p = period_of(EVERY_TWO_WEEK, wednesday, wednesday);
	assert_int_equal(p.from.n, day_of(2026, 9, 14).n);
	assert_int_equal(p.until.n, day_of(2026, 9, 27).n);
	p = period_of(EVERY_TWO_WEEK, day_of(2026, 9, 13), wednesday);
	assert_int_equal(p.until.n, day_of(2026, 9, 13).n);
}

static void two_years_are_counted_from_the_anchor(void **state)
{
	(void)state;
	struct arena *a = arena_open(1 << 16);
	struct day even = day_of(2026, 3, 1), odd = day_of(2025, 3, 1);
	struct period p = period_of(EVERY_TWO_YEAR, day_of(2027, 6, 1), even);
	assert_int_equal(p.from.n, day_of(2026, 1, 1).n);
	assert_int_equal(p.until.n, day_of(2027, 12, 31).n);
	assert_true(str_eq(period_label(a, EVERY_TWO_YEAR, p), S("2026至2027")));
	p = period_of(EVERY_TWO_YEAR, day_of(2026, 6, 1), odd);
	assert_int_equal(p.from.n, day_of(2025, 1, 1).n);
	arena_close(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(periods_tile_the_years),
		cmocka_unit_test(two_years_are_counted_from_the_anchor),
		cmocka_unit_test(periods_have_labels),
		cmocka_unit_test(labels_are_said_in_words),
		cmocka_unit_test(fortnights_are_counted_from_the_anchor),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
