/* locale_test.c — words, sentences and dates in both languages. */
#include "web/locale.h"
#include "web/locale_int.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

static struct arena *arena;

#define same(got, want) assert_string_equal(str_c(arena, (got)), want)

static void words_are_found(void **state)
{
	(void)state;
	same(tr(LANG_ZH, "工作台"), "工作台");
	same(tr(LANG_EN, "工作台"), "Desk");
	same(locale_find(LANG_EN, S("没有这一条的译文")), "没有这一条的译文");
	same(trf(arena, LANG_ZH, "剩 %d 个工作日", 3), "剩 3 个工作日");
	same(trf(arena, LANG_EN, "剩 %d 个工作日", 3), "3 working days left");
}

static void the_table_is_sorted_and_whole(void **state)
{
	(void)state;
	for (size_t i = 0; i < locale_en_n; i++) {
		same(locale_find(LANG_EN, locale_en[i].zh), locale_en[i].en.p);
		assert_int_equal(locale_en[i].zh.n, strlen(locale_en[i].zh.p));
		assert_int_equal(locale_en[i].en.n, strlen(locale_en[i].en.p));
		if (i)
			assert_true(str_cmp(locale_en[i - 1].zh, locale_en[i].zh) < 0);
	}
}

static void dates_in_words(void **state)
{
	(void)state;
	struct day today = day_of(2026, 9, 18), d = day_of(2026, 9, 20), old = day_of(2025, 12, 31);
	same(locale_day(arena, LANG_ZH, d, today), "9月20日");
	same(locale_day(arena, LANG_EN, d, today), "20 Sep");
	same(locale_day(arena, LANG_ZH, old, today), "2025年12月31日");
	same(locale_day(arena, LANG_EN, old, today), "31 Dec 2025");
	same(locale_day(arena, LANG_ZH, DAY_NONE, today), "—");
	same(locale_weekday(arena, LANG_ZH, d, today), "9月20日 周日");
	same(locale_weekday(arena, LANG_EN, d, today), "Sun 20 Sep");
	same(locale_weekday(arena, LANG_EN, DAY_NONE, today), "—");
	same(locale_clock(arena, 1440), "24:00");
	struct stamp t = {stamp_of_day(d).ms + (9 * 60 + 5) * 60000};
	same(locale_stamp(arena, LANG_ZH, t, today), "9月20日 09:05");
	same(locale_stamp(arena, LANG_EN, t, today), "20 Sep 09:05");
	same(locale_stamp(arena, LANG_ZH, STAMP_NONE, today), "—");
}

static void tags(void **state)
{
	(void)state;
	assert_int_equal(locale_of_tag(S("en-GB")), LANG_EN);
	assert_int_equal(locale_of_tag(STR_NONE), LANG_ZH);
	same(locale_tag(LANG_ZH), "zh-CN");
	same(locale_tag(locale_of_tag(S("en"))), "en");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_found),
		cmocka_unit_test(the_table_is_sorted_and_whole),
		cmocka_unit_test(dates_in_words),
		cmocka_unit_test(tags),
	};
	arena = arena_open(8 << 20);
	int fail = cmocka_run_group_tests(tests, NULL, NULL);
	arena_close(arena);
	return fail;
}
