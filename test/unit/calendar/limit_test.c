/* limit_test.c — the shipped rows are in order; running limits end on the days an outside
 * computation gives; pause, extension, roll-over and derivation. */
#include "calendar/limit.h"
#include "unit/calendar/years.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct arena *a;
static struct work *work;
static struct limits limits;

static struct day day(struct str s)
{
	struct day d;
	if (!day_parse(s, &d))
		fail_msg("no date: %.*s", STR_ARG(s));
	return d;
}

/* Half past nine on that day. */
static struct stamp morning(struct str s)
{
	return (struct stamp){stamp_of_day(day(s)).ms + (int64_t)(9 * 60 + 30) * 60000};
}

static struct limit_run run_of(const char *trigger)
{
	return (struct limit_run){.trigger = morning(str_of(trigger))};
}

static const struct limit *row(const char *code)
{
	const struct limit *l = limit_find(&limits, str_of(code), day(S("2026-09-01")));
	if (!l)
		fail_msg("no row %s", code);
	return l;
}

static void the_shipped_rows_are_in_order(void **state)
{
	(void)state;
	assert_true(limits.n > 40);
	for (size_t i = 0; i < limits.n; i++) {
		const struct limit *l = &limits.at[i];
		assert_true(l->is_local || l->law.n);
		assert_true(l->is_local != str_has(limit_basis(a, l), S("《")) ||
			    str_starts(l->law, S("GB")));
		/* Working days are worked: they never roll. */
		assert_false(l->rolls && l->length.unit == LENGTH_WORKDAY);
		assert_true(!length_is_set(l->extend_by) || l->approver.n);
	}
	assert_true(str_eq(limit_basis(a, row("XF-DECIDE")), S("《信访工作条例》第34条")));
	assert_true(str_eq(limit_basis(a, row("DC-NOTICE")), S("本局设置")));
	assert_true(str_eq(limit_basis(a, row("DJ-WARN2")), S("本局设置")));
	assert_true(str_eq(limit_basis(a, row("HL-MAIL")), S("GB/T 33358-2016 政府热线服务规范")));
}

static size_t read_pauses(struct str s, struct count_pause *out)
{
	size_t n = 0;
	while (s.n && !str_eq(s, S("-"))) {
		struct str until = str_cut(&s, S(",")), from = str_cut(&until, S(".."));
		out[n++] = (struct count_pause){day(from), day(until), S("听证"), S("")};
	}
	return n;
}

static void clocks_end_on_the_days_computed_outside(void **state)
{
	(void)state;
	struct cases t = cases_read(a, "test/data/days_limits.tsv");
	assert_true(t.n > 15);
	for (size_t i = 0; i < t.n; i++) {
		const struct str *c = t.at[i].cell;
		const struct limit *l = limit_find(&limits, c[0], day(c[1]));
		struct count_pause pauses[4];
		struct limit_run run = {.trigger = morning(c[1]), .pauses = pauses};
		struct why *why = why_open(a);
		struct day due;
		int minute;
		assert_non_null(l);
		run.n_pauses = read_pauses(c[3], pauses);
		assert_int_equal(length_parse(c[2], &run.extension), !str_eq(c[2], S("-")));
		assert_int_equal(limit_due(l, work, &run, &due, &minute, why), LIMIT_OK);
		bool provisional = str_ends(c[4], S("?"));
		char text[DAY_TEXT];
		assert_string_equal(day_text(due, text), str_c(a, str_first(c[4], 10)));
		assert_int_equal(minute, 1440);
		assert_int_equal(why->due.n, due.n);
		assert_int_equal(why->provisional, provisional);
	}
}

static void hours_run_from_the_moment(void **state)
{
	(void)state;
	struct day due;
	int minute;
	struct limit_run run = run_of("2026-09-30");
	assert_int_equal(
		limit_due(row("DC-CONFINE-APPEAL"), work, &run, &due, &minute, NULL), LIMIT_OK);
	assert_int_equal(due.n, day(S("2026-10-01")).n);
	assert_int_equal(minute, 570);
	struct count_pause pause = {day(S("2026-10-01")), day(S("2026-10-02")), S("x"), S("")};
	run.pauses = &pause;
	run.n_pauses = 1;
	assert_int_equal(
		limit_due(row("DC-CONFINE-APPEAL"), work, &run, &due, &minute, NULL), LIMIT_OK);
	assert_int_equal(due.n, day(S("2026-10-03")).n);
	pause.until = DAY_NONE;
	assert_int_equal(
		limit_due(row("DC-CONFINE-APPEAL"), work, &run, &due, &minute, NULL), LIMIT_PAUSED);
}

static void what_cannot_be_said_is_not_said(void **state)
{
	(void)state;
	struct day due;
	int minute;
	struct limit_run run = run_of("2026-03-02");
	struct count_pause open = {day(S("2026-03-10")), DAY_NONE, S("听证"), S("")};
	run.pauses = &open;
	run.n_pauses = 1;
	struct why *why = why_open(a);
	assert_int_equal(limit_due(row("XF-DECIDE"), work, &run, &due, &minute, why), LIMIT_PAUSED);
	assert_false(day_is_set(due));
	assert_true(str_has(why_sentence(a, why), S("尚未恢复")));
	run = run_of("2026-03-02");
	run.extension = (struct length){LENGTH_DAY, 31};
	assert_int_equal(
		limit_due(row("XF-DECIDE"), work, &run, &due, &minute, NULL), LIMIT_TOO_LONG);
	run.extension = (struct length){LENGTH_WORKDAY, 3};
	assert_int_equal(
		limit_due(row("XF-DECIDE"), work, &run, &due, &minute, NULL), LIMIT_TOO_LONG);
	run.extension = (struct length){LENGTH_DAY, 1};
	assert_int_equal(
		limit_due(row("XF-ROUTE"), work, &run, &due, &minute, NULL), LIMIT_TOO_LONG);
	run = run_of("2022-04-30");
	assert_int_equal(
		limit_due(row("XF-DECIDE"), work, &run, &due, &minute, NULL), LIMIT_NOT_IN_FORCE);
	assert_null(limit_find(&limits, S("XF-DECIDE"), day(S("2022-04-30"))));
}

static void closing_time_is_a_setting(void **state)
{
	(void)state;
	struct day due;
	int minute;
	struct limit_run run = {
		.trigger = {stamp_of_day(day(S("2026-09-18"))).ms + (int64_t)18 * 3600 * 1000},
		.closing = 1050};
	assert_int_equal(limit_due(row("XF-OBJECT"), work, &run, &due, &minute, NULL), LIMIT_OK);
	assert_int_equal(due.n, day(S("2026-09-24")).n);
	assert_int_equal(minute, 1050);
	run.late_is_next_day = true; /* Sunday the 20th is worked: counted from the 21st */
	assert_int_equal(limit_due(row("XF-OBJECT"), work, &run, &due, &minute, NULL), LIMIT_OK);
	assert_int_equal(due.n, day(S("2026-09-28")).n);
}

static void the_derivation_names_days_and_law(void **state)
{
	(void)state;
	struct day due;
	int minute;
	struct limit_run run = run_of("2026-09-18");
	struct why *why = why_open(a);
	limit_due(row("XF-OBJECT"), work, &run, &due, &minute, why);
	static const struct {
		const char *name;
		int n;
	} days[] = {{"周六", 0}, {"调休上班", 1}, {"工作日", 2}, {"工作日", 3}, {"工作日", 4},
		{"工作日", 5}};
	assert_int_equal(why->days.n, sizeof days / sizeof *days);
	for (size_t i = 0; i < why->days.n; i++) {
		assert_int_equal(why->days.at[i].n, days[i].n);
		assert_true(str_eq(why->days.at[i].name, str_of(days[i].name)));
	}
	assert_true(str_eq(why->steps.at[1].cite, S("《信访工作条例》第23条")));
	run = run_of("2025-08-04");
	why = why_open(a);
	limit_due(row("XF-DECIDE"), work, &run, &due, &minute, why);
	const char *want =
		"受理：2025年8月4日（周一） 09:30；信访事项办结期限60日；60日，当天不算，到"
		"10月3日（周五）；最后一天是国庆节、中秋节，顺延到10月9日（周四）（民法典第203"
		"条）；到期 2025年10月9日（周四） 24:00。";
	struct str said = why_sentence(a, why);
	if (!str_eq(said, str_of(want)))
		fail_msg("%.*s", STR_ARG(said));
}

static void days_left_are_in_the_limits_own_unit(void **state)
{
	(void)state;
	const struct limit *working = row("XF-OBJECT"), *plain = row("XF-DECIDE");
	struct day due = day(S("2026-09-24"));
	assert_int_equal(limit_left(working, work, day(S("2026-09-18")), due), 5);
	assert_int_equal(limit_left(plain, work, day(S("2026-09-18")), due), 6);
	assert_int_equal(limit_left(working, work, due, due), 0);
	assert_int_equal(limit_left(working, work, day(S("2026-09-28")), due), -1);
	assert_int_equal(limit_left(plain, work, day(S("2026-09-28")), due), -4);
}

static void measures_have_bounds(void **state)
{
	(void)state;
	const struct limit *l = row("DC-SUSPEND");
	static const struct {
		int n;
		bool ok;
	} cases[] = {{9, false}, {10, true}, {60, true}, {61, false}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(
			limit_allows(l, (struct length){LENGTH_DAY, cases[i].n}), cases[i].ok);
	assert_false(limit_allows(l, (struct length){LENGTH_WORKDAY, 20}));
}

static void rows_are_dated_and_checked(void **state)
{
	(void)state;
	const char *head =
		"code\tname\tkind\tlaw\tarticle\tlength\tleast\textend\tapprover\tstart\t"
		"rolls\tpause\tfrom\tuntil\tnote\n";
	static const struct {
		const char *rows, *why;
	} cases[] = {
		{"A\ta\tlaw\tX\t1\t15d\t\t\t\ts\t1\t\t2020-01-01\t2024-12-31\t\n"
		 "A\ta\tlaw\tX\t1\t10d\t\t\t\ts\t1\t\t2025-01-01\t\t\n",
			""},
		{"A\ta\tlaw\tX\t1\t15d\t\t\t\ts\t1\t\t2020-01-01\t\t\n"
		 "A\ta\tlaw\tX\t1\t10d\t\t\t\ts\t1\t\t2025-01-01\t\t\n",
			"重叠"},
		{"A\ta\tlaw\t\t1\t15d\t\t\t\ts\t1\t\t2020-01-01\t\t\n", "law 和 from"},
		{"A\ta\tx\tX\t1\t15d\t\t\t\ts\t1\t\t2020-01-01\t\t\n", "kind"},
		{"A\ta\tlocal\t\t\t15\t\t\t\ts\t1\t\t\t\t\n", "length"},
		{"A\ta\tlocal\t\t\t15d\t\t5wd\t\ts\t1\t\t\t\t\n", "单位"},
		{"A\ta\tlocal\t\t\t15d\t\t\t\ts\tyes\t\t\t\t\n", "rolls"},
		{"A\ta\tlocal\t\t\t15d\t\t\t\ts\t1\t\t2025-02-30\t\t\n", "from"},
		{"\ta\tlocal\t\t\t15d\t\t\t\ts\t1\t\t\t\t\n", "不能空"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct limits out;
		struct str why;
		bool ok = limit_read(
			a, str_cat(a, str_of(head), str_of(cases[i].rows)), &out, &why);
		if (ok != !cases[i].why[0] || !str_has(why, str_of(cases[i].why)))
			fail_msg("case %zu: %.*s", i, STR_ARG(why));
		if (!ok)
			continue;
		assert_int_equal(limit_find(&out, S("A"), day(S("2024-12-31")))->length.n, 15);
		assert_int_equal(limit_find(&out, S("A"), day(S("2025-01-01")))->length.n, 10);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_shipped_rows_are_in_order),
		cmocka_unit_test(clocks_end_on_the_days_computed_outside),
		cmocka_unit_test(hours_run_from_the_moment),
		cmocka_unit_test(what_cannot_be_said_is_not_said),
		cmocka_unit_test(closing_time_is_a_setting),
		cmocka_unit_test(the_derivation_names_days_and_law),
		cmocka_unit_test(days_left_are_in_the_limits_own_unit),
		cmocka_unit_test(measures_have_bounds),
		cmocka_unit_test(rows_are_dated_and_checked),
	};
	a = arena_open(256 << 20);
	work = years_load(a, 2023, 2026);
	struct str why;
	if (!limit_read(a, cases_bytes(a, "data/limits.tsv"), &limits, &why)) {
		fprintf(stderr, "data/limits.tsv: %.*s\n", STR_ARG(why));
		return 2;
	}
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_close(a);
	return failed;
}
