/* work_test.c — every day of 2023–2026 against a table made outside the program and against a slow
 * oracle that walks the rows; counting, adding, the nth day; what is not published. */
#include "calendar/work.h"
#include "unit/calendar/years.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct arena *a;
static struct work *w;

static int number(struct str s)
{
	return atoi(str_c(a, s));
}

static struct day day(struct str s)
{
	struct day d;
	if (!day_parse(s, &d))
		fail_msg("no date: %.*s", STR_ARG(s));
	return d;
}

static void assert_day(struct day got, struct day want)
{
	char g[DAY_TEXT], v[DAY_TEXT];
	assert_string_equal(day_text(got, g), day_text(want, v));
}

static void every_day_is_what_the_table_says(void **state)
{
	(void)state;
	static const char *const kinds[] = {"DAY", "WEEKEND", "OFF", "MAKEUP"};
	struct cases t = cases_read(a, "test/data/days.tsv");
	assert_int_equal(t.n, 365 + 366 + 365 + 365);
	for (size_t i = 0; i < t.n; i++) {
		struct day d = day(t.at[i].cell[0]);
		struct work_look look = work_look(w, d);
		assert_int_equal(day_weekday(d), number(t.at[i].cell[1]));
		if (look.works != number(t.at[i].cell[2]) || work_is_day(w, d) != look.works ||
			!str_eq(str_of(kinds[look.kind]), t.at[i].cell[3]) ||
			!str_eq(look.name.n ? look.name : S("-"), t.at[i].cell[4]))
			fail_msg("line %d", t.at[i].line);
		assert_true(look.published);
		assert_int_equal(look.by != NULL, look.kind >= WORK_HOLIDAY);
	}
}

/* The table again, but walked one day at a time with no help from the calendar. */
struct oracle {
	struct day day[1500];
	bool works[1500];
	int n;
};

static struct oracle *oracle(void)
{
	struct oracle *o = arena_new(a, struct oracle);
	struct cases t = cases_read(a, "test/data/days.tsv");
	for (size_t i = 0; i < t.n; i++, o->n++) {
		o->day[o->n] = day(t.at[i].cell[0]);
		o->works[o->n] = number(t.at[i].cell[2]);
	}
	return o;
}

static void arithmetic_agrees_with_the_slow_walk(void **state)
{
	(void)state;
	struct oracle *o = oracle();
	for (int i = 0; i + 60 < o->n; i += 3) {
		int at = i, left = 1 + i % 23, count = 0, from = i;
		for (int k = left; k;)
			k -= o->works[++at];
		assert_day(work_add(w, o->day[i], left), o->day[at]);
		for (int k = i; k <= i + 45; k++)
			count += o->works[k];
		assert_int_equal(work_count(w, o->day[i], o->day[i + 45]), count);
		while (!o->works[from])
			from++;
		assert_day(work_next(w, o->day[i]), o->day[from]);
		for (from = i + 45; !o->works[from];)
			from--;
		assert_day(work_previous(w, o->day[i + 45]), o->day[from]);
	}
}

static void months_have_the_published_number_of_days(void **state)
{
	(void)state;
	struct cases t = cases_read(a, "test/data/days_counted.tsv");
	assert_int_equal(t.n, 4);
	for (size_t i = 0; i < t.n; i++) {
		struct str counts = t.at[i].cell[1];
		for (int m = 1; m <= 12; m++) {
			struct day first = day_of(number(t.at[i].cell[0]), m, 1);
			struct day last = day_month_end(first);
			int n = number(str_cut(&counts, S(" ")));
			assert_int_equal(work_count(w, first, last), n);
			assert_day(work_nth(w, first, last, n), work_previous(w, last));
			assert_day(work_nth(w, first, last, -n), work_next(w, first));
			assert_false(day_is_set(work_nth(w, first, last, n + 1)));
		}
	}
}

static void worked_examples_hold(void **state)
{
	(void)state;
	struct cases t = cases_read(a, "test/data/days_added.tsv");
	assert_true(t.n > 5);
	for (size_t i = 0; i < t.n; i++)
		assert_day(work_add(w, day(t.at[i].cell[0]), number(t.at[i].cell[1])),
			day(t.at[i].cell[2]));
}

static void days_have_names(void **state)
{
	(void)state;
	static const struct {
		int y, m, d;
		const char *name;
	} cases[] = {
		{2026, 9, 18, "工作日"},
		{2026, 9, 19, "周六"},
		{2026, 9, 20, "调休上班"},
		{2026, 9, 25, "中秋节"},
		{2026, 9, 27, "中秋节"},
		{2025, 10, 6, "国庆节、中秋节"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct day d = day_of(cases[i].y, cases[i].m, cases[i].d);
		struct work_look look = work_look(w, d);
		assert_true(str_eq(work_say(&look, d), str_of(cases[i].name)));
	}
}

static void the_eve_is_the_day_before_the_run(void **state)
{
	(void)state;
	static const struct {
		const char *holiday;
		int year;
		const char *eve;
	} cases[] = {
		{"春节", 2026, "2026-02-14"},
		{"国庆节", 2023, "2023-09-28"},
		{"国庆", 2026, "2026-09-30"},
		{"五一", 2026, "2026-04-30"},
		{"端午节", 2024, "2024-06-07"},
		{"元旦", 2023, "2022-12-30"},
		{"元旦", 2026, "2025-12-31"},
		{"春节", 2027, ""},
		{"腊八节", 2026, ""},
		{"", 2026, ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char t[DAY_TEXT];
		assert_string_equal(
			day_text(work_eve(w, str_of(cases[i].holiday), cases[i].year), t),
			cases[i].eve);
	}
}

static void the_unpublished_future_is_said_to_be(void **state)
{
	(void)state;
	assert_true(work_is_published(w, day_of(2026, 12, 31)));
	assert_false(work_is_published(w, day_of(2027, 1, 1)));
	assert_false(work_is_published(w, day_of(2022, 12, 31)));
	struct work_look look = work_look(w, day_of(2027, 1, 1));
	assert_true(look.works);
	assert_false(look.published);
	look = work_look(w, day_of(2022, 12, 31));
	assert_false(look.works);
	assert_int_equal(look.by->year, 2023);
	struct work *none = work_of(a, NULL, 0);
	assert_false(work_is_published(none, day_of(2026, 1, 1)));
	assert_int_equal(work_count(none, day_of(2026, 1, 1), day_of(2026, 1, 31)), 22);
}

static void later_rows_win(void **state)
{
	(void)state;
	struct work_row off[] = {{day_of(2026, 7, 1), false, S("县庆")}};
	struct work_row on[] = {
		{day_of(2026, 7, 1), true, S("照常")}, {day_of(2026, 7, 4), true, S("加班")}};
	struct work_year years[] = {{2026, S("甲"), S(""), off, 1}, {0, S("乙"), S(""), on, 2}};
	struct work *x = work_of(a, years, 2);
	assert_true(work_is_day(x, day_of(2026, 7, 1)));
	assert_true(work_is_day(x, day_of(2026, 7, 4)));
	assert_false(work_is_day(work_of(a, years, 1), day_of(2026, 7, 1)));
	struct work *own = work_of(a, years + 1, 1);
	assert_false(work_is_published(own, day_of(2026, 7, 1)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_day_is_what_the_table_says),
		cmocka_unit_test(arithmetic_agrees_with_the_slow_walk),
		cmocka_unit_test(months_have_the_published_number_of_days),
		cmocka_unit_test(worked_examples_hold),
		cmocka_unit_test(days_have_names),
		cmocka_unit_test(the_eve_is_the_day_before_the_run),
		cmocka_unit_test(the_unpublished_future_is_said_to_be),
		cmocka_unit_test(later_rows_win),
	};
	a = arena_open(256 << 20);
	w = years_load(a, 2023, 2026);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_close(a);
	return failed;
}
