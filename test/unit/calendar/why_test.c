/* why_test.c — a derivation as a sentence and as JSON; its ceilings; the provisional mark. */
#include "calendar/why.h"
#include "base/utf8.h"
#include "unit/calendar/years.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct arena *a;
static struct work *work;

static void a_derivation_is_json(void **state)
{
	(void)state;
	struct why *w = why_open(a);
	struct buf b = buf_in(a, 4096);
	struct json j = json_to(&b);
	why_say(w, WHY_RULE, day_of(2026, 9, 20), "规则是%s", "\"x\"");
	why_cite(w, S("通知"));
	why_day(w, work, day_of(2026, 9, 19), 0, false);
	why_day(w, work, day_of(2026, 9, 20), 1, false);
	why_result(w, work, day_of(2026, 9, 20), 1020);
	why_json(&j, w);
	const char *want =
		"{\"due\":\"2026-09-20\",\"time\":\"17:00\",\"provisional\":false,\"sentence\":"
		"\"规则是\\\"x\\\"；到期 2026年9月20日（周日） "
		"17:00。\",\"steps\":[{\"kind\":\"rule\",\"day\":\"2026-09-20\","
		"\"text\":\"规则是\\\"x\\\"\",\"cite\":\"通知\"},{\"kind\":\"result\",\"day\":"
		"\"2026-09-20\",\"text\":\"到期 2026年9月20日（周日） 17:00\"}],\"days\":[{\"day\":"
		"\"2026-09-19\",\"name\":\"周六\",\"n\":0},{\"day\":\"2026-09-20\",\"name\":"
		"\"调休上班\",\"n\":1}]}";
	assert_string_equal(str_c(a, buf_view(&b)), want);
}

static void the_unpublished_year_is_marked(void **state)
{
	(void)state;
	struct why *w = why_open(a);
	why_result(w, work, day_of(2027, 1, 4), 1440);
	assert_true(w->provisional);
	assert_true(str_has(why_sentence(a, w), S("2027年放假安排尚未公布，暂定")));
}

static void nothing_is_recorded_for_nobody(void **state)
{
	(void)state;
	size_t used = arena_used(a);
	why_say(NULL, WHY_RULE, DAY_NONE, "x");
	why_cite(NULL, S("x"));
	why_day(NULL, work, day_of(2026, 1, 1), 1, false);
	why_result(NULL, work, day_of(2026, 1, 1), 1440);
	assert_int_equal(arena_used(a), used);
}

static void ceilings_hold(void **state)
{
	(void)state;
	struct why *w = why_open(a);
	char long_name[1000];
	memset(long_name, 0, sizeof long_name);
	for (int i = 0; i < 300; i++)
		memcpy(long_name + (size_t)i * 3, "督", 3);
	for (int i = 0; i < 2 * WHY_DAYS_MAX; i++) {
		why_say(w, WHY_RULE, DAY_NONE, "a%s", long_name);
		why_day(w, work, day_of(2026, 1, 1), 1, false);
	}
	assert_int_equal(w->steps.n, WHY_STEPS_MAX);
	assert_int_equal(w->days.n, WHY_DAYS_MAX);
	assert_true(utf8_is_valid(w->steps.at[0].text));
	assert_true(w->steps.at[0].text.n > 500);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_derivation_is_json),
		cmocka_unit_test(the_unpublished_year_is_marked),
		cmocka_unit_test(nothing_is_recorded_for_nobody),
		cmocka_unit_test(ceilings_hold),
	};
	a = arena_open(64 << 20);
	work = years_load(a, 2023, 2026);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_close(a);
	return failed;
}
