/* rule_test.c — `duban rule explain` as a user runs it. */
#include "run/registry.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct outcome {
	int code;
	char *out, *err;
};

static struct outcome duban(const char *const *words)
{
	char *argv[16] = {(char *)"duban"};
	struct outcome o;
	size_t n, m;
	for (int i = 0; words[i]; i++)
		argv[i + 1] = (char *)words[i];
	FILE *out = open_memstream(&o.out, &n), *err = open_memstream(&o.err, &m);
	o.code = cli_main(registry_program(), argv, out, err);
	fclose(out);
	fclose(err);
	return o;
}

static void assert_says(struct outcome o, int code, const char *said)
{
	if (o.code != code || !(strstr(o.out, said) || strstr(o.err, said)))
		fail_msg("code %d\n%s%s", o.code, o.out, o.err);
	free(o.out);
	free(o.err);
}

#define DUBAN(...) duban((const char *const[]){__VA_ARGS__, NULL})

static void a_phrase_becomes_dates(void **state)
{
	(void)state;
	struct outcome o = DUBAN("rule", "explain", "每月25日前", "--year", "2026", "--json");
	json_error_t why;
	json_t *j = json_loads(o.out, JSON_REJECT_DUPLICATES, &why);
	assert_non_null(j);
	assert_int_equal(o.code, CLI_OK);
	assert_string_equal(
		json_string_value(json_object_get(j, "rule")), "RECUR{every:month,due:25}");
	json_t *all = json_object_get(j, "occurrences");
	assert_int_equal(json_array_size(all), 12);
	json_t *tenth = json_array_get(all, 9);
	assert_string_equal(json_string_value(json_object_get(tenth, "due")), "2026-10-25");
	json_t *derivation = json_object_get(tenth, "why");
	assert_string_equal(json_string_value(json_object_get(derivation, "due")), "2026-10-25");
	assert_true(json_array_size(json_object_get(derivation, "steps")) >= 3);
	json_decref(j);
	free(o.out);
	free(o.err);
}

static void people_read_sentences(void **state)
{
	(void)state;
	assert_says(DUBAN("rule", "explain", "8月22日前", "--year", "2026", "--roll-back"), CLI_OK,
		"这一天是周六，提前到最近的工作日2026年8月21日（周五）");
	assert_says(DUBAN("rule", "explain", "EVENT{trigger:[收到],within:5wd}", "--trigger",
			    "2026-09-18T09:10"),
		CLI_OK, "9月19日周末不计，9月20日调休上班计入");
	assert_says(DUBAN("rule", "explain", "12月底前完成", "--year", "2027"), CLI_OK, "（暂定）");
}

static void open_values_are_asked_and_answered(void **state)
{
	(void)state;
	assert_says(DUBAN("rule", "explain", "X月底前完成", "--year", "2026"), CLI_FOUND,
		"待定  by（完成日期）");
	assert_says(DUBAN("rule", "explain", "X月底前完成", "--year", "2026", "--set", "by=09-end"),
		CLI_OK, "2026-09-30 周三 24:00");
	assert_says(DUBAN("rule", "explain", "X月底前完成", "--set", "by=soon"), CLI_REFUSED, "by");
}

static void wrong_words_are_refused(void **state)
{
	(void)state;
	assert_says(DUBAN("rule", "explain", "胡说"), CLI_REFUSED, "没有从“胡说”读出时限");
	assert_says(DUBAN("rule", "explain", "RECUR{every:x}"), CLI_REFUSED, "第13个字节");
	assert_says(
		DUBAN("rule", "explain", "每月", "--from", "2026-05-01", "--until", "2026-04-01"),
		CLI_USAGE, "--until");
	assert_says(DUBAN("rule", "explain", "每月", "--trigger", "2026-05-01"), CLI_USAGE,
		"--trigger");
}

static void a_limit_is_counted_to_its_end(void **state)
{
	(void)state;
	struct outcome o = DUBAN("rule", "limit", "XF-DECIDE", "--at", "2026-08-03", "--json");
	json_error_t why;
	json_t *j = json_loads(o.out, JSON_REJECT_DUPLICATES, &why);
	assert_non_null(j);
	assert_int_equal(o.code, CLI_OK);
	assert_string_equal(json_string_value(json_object_get(j, "due")), "2026-10-08");
	assert_string_equal(
		json_string_value(json_object_get(j, "basis")), "《信访工作条例》第34条");
	assert_string_equal(json_string_value(json_object_get(j, "length")), "60d");
	json_t *derivation = json_object_get(j, "why");
	assert_true(json_array_size(json_object_get(derivation, "steps")) >= 4);
	json_decref(j);
	free(o.out);
	free(o.err);
	assert_says(DUBAN("rule", "limit", "5个工作日", "--at", "2026-09-18"), CLI_OK,
		"2026-09-24 周四 24:00\n");
	/* The row came into force in 2022: there is no such limit before. */
	assert_says(DUBAN("rule", "limit", "XF-DECIDE", "--at", "2021-08-03"), CLI_REFUSED,
		"XF-DECIDE");
	assert_says(DUBAN("rule", "limit", "XF-DECIDE", "--at", "2026-08-03", "--extend", "90d"),
		CLI_REFUSED, "30日");
	assert_says(DUBAN("rule", "limit", "5wd", "--at", "明天"), CLI_USAGE, "--at");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_phrase_becomes_dates),
		cmocka_unit_test(a_limit_is_counted_to_its_end),
		cmocka_unit_test(people_read_sentences),
		cmocka_unit_test(open_values_are_asked_and_answered),
		cmocka_unit_test(wrong_words_are_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
