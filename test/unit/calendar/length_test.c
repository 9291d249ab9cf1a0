/* length_test.c — 小时, 日, 工作日, 周, 月, 年 stay apart. */
#include "calendar/length.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void every_unit_round_trips(void **state)
{
	(void)state;
	static const struct {
		const char *text, *said;
		enum length_unit unit;
		int n;
	} cases[] = {
		{"30min", "30分钟", LENGTH_MINUTE, 30},
		{"48h", "48小时", LENGTH_HOUR, 48},
		{"15d", "15日", LENGTH_DAY, 15},
		{"0d", "同日", LENGTH_DAY, 0},
		{"5wd", "5个工作日", LENGTH_WORKDAY, 5},
		{"0wd", "当个工作日", LENGTH_WORKDAY, 0},
		{"2w", "2周", LENGTH_WEEK, 2},
		{"3m", "3个月", LENGTH_MONTH, 3},
		{"1y", "1年", LENGTH_YEAR, 1},
		{"9999d", "9999日", LENGTH_DAY, LENGTH_MAX},
	};
	struct arena *a = arena_open(1 << 20);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct length l;
		struct buf text = buf_in(a, 64), said = buf_in(a, 64);
		assert_true(length_parse(str_of(cases[i].text), &l));
		assert_int_equal(l.unit, cases[i].unit);
		assert_int_equal(l.n, cases[i].n);
		length_print(&text, l);
		length_say(&said, l);
		assert_true(str_eq(buf_view(&text), str_of(cases[i].text)));
		assert_true(str_eq(buf_view(&said), str_of(cases[i].said)));
	}
	arena_close(a);
}

static void anything_else_is_refused(void **state)
{
	(void)state;
	static const char *const wrong[] = {"", "d", "15", "15x", "0h", "0m", "-1d", "05d", "1.5h",
		"15 d", "10000d", "15D", "wd", "+5d", "15dd"};
	struct length l;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		if (length_parse(str_of(wrong[i]), &l))
			fail_msg("accepted %s", wrong[i]);
}

static void people_write_it_in_words(void **state)
{
	(void)state;
	static const struct {
		const char *written, *is;
	} cases[] = {
		{"60d", "60d"},
		{" 60日 ", "60d"},
		{"30天", "30d"},
		{"６０日", "60d"},
		{"十五日内", "15d"},
		{"5个工作日", "5wd"},
		{"五个工作日以内", "5wd"},
		{"20工作日", "20wd"},
		{"10个自然日", "10d"},
		{"48小时之内", "48h"},
		{"30分钟", "30min"},
		{"两周", "2w"},
		{"三个月", "3m"},
		{"半年", "6m"},
		{"1年", "1y"},
		{"0日", "0d"},
		{"60", ""},
		{"三月", ""},
		{"每5日", ""},
		{"0小时", ""},
		{"10000日", ""},
		{"5日前", ""},
		{"", ""},
	};
	struct arena *a = arena_open(1 << 20);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct length l;
		struct buf text = buf_in(a, 64);
		if (length_read(a, str_of(cases[i].written), &l))
			length_print(&text, l);
		if (!str_eq(buf_view(&text), str_of(cases[i].is))) {
			struct str got = buf_view(&text);
			fail_msg("%s: %.*s", cases[i].written, STR_ARG(got));
		}
	}
	arena_close(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_unit_round_trips),
		cmocka_unit_test(anything_else_is_refused),
		cmocka_unit_test(people_write_it_in_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
