/* ics_test.c — what is written is what a strict reader reads back. */
#include "lib/ics_parse.h"

#include "paper/ics.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct arena *A;

static struct ics_file file_of(const struct ics_event *e, int n)
{
	struct ics_file f;
	struct buf b = buf_in(A, 1 << 20);
	ics_begin(&b, S("督办"));
	for (int i = 0; i < n; i++)
		ics_put(&b, &e[i]);
	ics_end(&b);
	const char *wrong = ics_parse(A, buf_view(&b), &f);
	if (wrong)
		fail_msg("%s", wrong);
	assert_int_equal(f.events, n);
	return f;
}

static void is(const struct ics_file *f, const char *name, int i, const char *want)
{
	assert_string_equal(str_c(A, ics_parse_get(A, f, name, i)), want);
}

static const struct stamp NOW = {1789696800000}; /* 2026-09-18T10:00:00+08:00 */

static void whole_days_and_times(void **state)
{
	(void)state;
	struct day d = day_of(2026, 12, 31);
	struct ics_event e[] = {
		{.uid = S("due-1@x"), .title = S("报表"), .day = d, .minute = 1440, .now = NOW},
		{.uid = S("due-2@x"), .title = S("报表"), .day = d, .minute = 17 * 60, .now = NOW},
		{.uid = S("due-3@x"),
			.title = S("报表"),
			.day = d,
			.minute = 10,
			.now = NOW,
			.sequence = 7}};
	struct ics_file f = file_of(e, 3);
	is(&f, "DTSTAMP", 0, "20260918T020000Z");
	is(&f, "DTSTART", 0, "20261231");
	is(&f, "DTEND", 0, "20270101");
	is(&f, "DTSTART", 1, "20261231T083000Z");
	is(&f, "DTEND", 1, "20261231T090000Z");
	is(&f, "DTSTART", 2, "20261230T154000Z");
	is(&f, "DTEND", 2, "20261230T161000Z");
	is(&f, "SEQUENCE", 2, "7");
}

static void provisional_dates_say_so(void **state)
{
	(void)state;
	struct ics_event e[] = {{.uid = S("1"),
					.title = S("甲"),
					.day = day_of(2027, 1, 4),
					.minute = 1440,
					.now = NOW,
					.provisional = true},
		{.uid = S("2"),
			.title = S("乙"),
			.day = day_of(2026, 1, 4),
			.minute = 1440,
			.now = NOW}};
	struct ics_file f = file_of(e, 2);
	is(&f, "SUMMARY", 0, "【暂定】甲");
	is(&f, "STATUS", 0, "TENTATIVE");
	is(&f, "SUMMARY", 1, "乙");
	is(&f, "STATUS", 1, "CONFIRMED");
}

/* Texts of every length, so that a fold comes at every place of a character. */
static void long_text_is_folded_and_marks_are_escaped(void **state)
{
	(void)state;
	struct buf text = buf_in(A, 4096);
	for (int n = 0; n < 200; n++) {
		buf_str(&text, n % 7 ? S("督") : S("a;b,c\\d\n"));
		struct ics_event e = {.uid = S("1"),
			.title = buf_view(&text),
			.text = buf_view(&text),
			.url = S("https://duban.example/due/1"),
			.day = day_of(2026, 1, 4),
			.minute = 1440,
			.now = NOW};
		struct ics_file f = file_of(&e, 1);
		assert_true(str_eq(ics_parse_get(A, &f, "DESCRIPTION", 0), buf_view(&text)));
		assert_true(str_eq(ics_parse_get(A, &f, "SUMMARY", 0), buf_view(&text)));
	}
}

/* The reader itself is strict. */
static void the_reader_refuses(void **state)
{
	static const char *const bad[] = {"BEGIN:VCALENDAR\r\nEND:VCALENDAR", "A:1\nB:2\r\n",
		"BEGIN:VEVENT\r\nEND:VEVENT\r\n", "BEGIN:VCALENDAR\r\n", "END:VCALENDAR\r\n",
		"X:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		"\r\n",
		"X:\xE7\x9D\r\n \xA3\r\n"};
	struct ics_file f;
	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_non_null(ics_parse(A, str_of(bad[i]), &f));
}

static int open_arena(void **state)
{
	(void)state;
	A = arena_open(512 << 20);
	return 0;
}

static int close_arena(void **state)
{
	(void)state;
	arena_close(A);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_days_and_times),
		cmocka_unit_test(provisional_dates_say_so),
		cmocka_unit_test(long_text_is_folded_and_marks_are_escaped),
		cmocka_unit_test(the_reader_refuses),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
