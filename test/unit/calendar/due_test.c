/* due_test.c — the date of one occurrence: dates of the plan, days in their period, days off, events,
 * lateness, and the sentence that says why. */
#include "unit/calendar/campaigns.h"

static struct stamp at(const char *s)
{
	struct stamp t;
	if (!stamp_parse(str_of(s), &t))
		fail_msg("no instant: %s", s);
	return t;
}

static void dates_of_the_plan(void **state)
{
	(void)state;
	struct expand_env env = env_of("2026-03-01", "2026-12-31", "2026-03-10");
	static const struct {
		const char *rule, *want;
	} cases[] = {
		{"MILESTONE{by:02-end}", "final 2026-02-28"},
		{"MILESTONE{by:+1/06-end}", "final 2027-06-30?"},
		{"MILESTONE{by:2024-02-end}", "final 2024-02-29"},
		{"MILESTONE{by:02-29}", "final 2026-02-28"},
		{"MILESTONE{by:end,time:17:00}", "final 2026-12-31T17:00"},
		{"MILESTONE{by:issue+30d}", "final 2026-04-09"},
		{"MILESTONE{by:issue+5wd}", "final 2026-03-17"},
		{"MILESTONE{by:start+3m}", "final 2026-06-01"},
		{"MILESTONE{by:eve/国庆节}", "final 2026-09-30"},
		{"MILESTONE{by:eve/春节}", "final 2026-02-14"},
		{"MILESTONE{by:+1/eve/元旦}", "final 2026-12-31"},
		{"MILESTONE{by:+1/eve/春节}", "final -"},
		{"MILESTONE{by:start+9999y}", "final -"},
		{"MILESTONE{by:item}", "final -"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_expands(cases[i].rule, &env, cases[i].want);
}

static void due_days_stand_in_their_period(void **state)
{
	(void)state;
	struct expand_env env = env_of("2026-01-01", "2026-12-31", "2026-01-01");
	static const struct {
		const char *rule, *want;
	} cases[] = {
		{"RECUR{every:month,due:31,until:02-end}",
			"periodic 2026-01 2026-01-31; periodic 2026-02 2026-02-28"},
		{"RECUR{every:month,due:next/5,from:11-01}",
			"periodic 2026-11 2026-12-05; periodic 2026-12 2027-01-05?"},
		{"RECUR{every:month,due:22,time:17:00,from:12-01,until:12-15}",
			"periodic 2026-12 2026-12-15T17:00"},
		{"RECUR{every:quarter,due:30,until:06-end}",
			"periodic 2026Q1 2026-03-30; periodic 2026Q2 2026-06-30"},
		{"RECUR{every:quarter,due:first/10,until:06-end}",
			"periodic 2026Q1 2026-01-10; periodic 2026Q2 2026-04-10"},
		{"RECUR{every:two_month,due:10,until:04-end}",
			"periodic 2026-01至02 2026-02-10; periodic 2026-03至04 2026-04-10"},
		{"RECUR{every:half_year}",
			"periodic 2026上半年 2026-06-30; periodic 2026下半年 2026-12-31"},
		{"RECUR{every:week,due:fri,from:09-14,until:09-30}",
			"periodic 2026年第38周 2026-09-18; periodic 2026年第39周 2026-09-25; "
			"periodic 2026年第40周 2026-09-30"},
		{"RECUR{every:two_week,from:01-12,until:02-10}",
			"periodic 2026-01-12至01-25 2026-01-25; periodic 2026-01-26至02-08 "
			"2026-02-08; periodic 2026-02-09至02-22 2026-02-10"},
		{"RECUR{every:ten_day,from:02-01,until:02-end}",
			"periodic 2026-02上旬 2026-02-10; periodic 2026-02中旬 2026-02-20; "
			"periodic 2026-02下旬 2026-02-28"},
		{"RECUR{every:half_month,from:02-01,until:02-end}",
			"periodic 2026-02上半月 2026-02-15; periodic 2026-02下半月 2026-02-28"},
		{"RECUR{every:month,due:workday/3,from:10-01,until:10-end}",
			"periodic 2026-10 2026-10-10"},
		{"RECUR{every:month,due:workday/-1,from:05-01,until:05-end}",
			"periodic 2026-05 2026-05-29"},
		{"RECUR{every:month,due:next/workday/5,from:09-01,until:09-end}",
			"periodic 2026-09 2026-10-13"},
		{"RECUR{every:month,due:fri,from:09-01,until:09-end}",
			"periodic 2026-09 2026-09-25"},
		{"RECUR{every:month,due:first/mon,from:09-01,until:09-end}",
			"periodic 2026-09 2026-09-07"},
		{"RECUR{every:year,due:02-end}", "periodic 2026 2026-02-28"},
		{"UNSPEC{word:定期,every:quarter,until:06-end}",
			"periodic 2026Q1 2026-03-31; periodic 2026Q2 2026-06-30"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_expands(cases[i].rule, &env, cases[i].want);
}

static void rest_days_keep_or_roll_back(void **state)
{
	(void)state;
	struct expand_env env = env_of("2026-08-01", "2026-10-31", "2026-08-01");
	const char *monthly = "RECUR{every:month,due:22,until:08-end}";
	const char *holiday = "MILESTONE{by:10-05}";
	assert_expands(monthly, &env, "periodic 2026-08 2026-08-22");
	assert_expands(holiday, &env, "final 2026-10-05");
	env.roll_back = true;
	assert_expands(monthly, &env, "periodic 2026-08 2026-08-21");
	assert_expands(holiday, &env, "final 2026-09-30");
	assert_expands("MILESTONE{by:09-20}", &env, "final 2026-09-20");
	assert_expands("QUOTA{per:month,min:2,until:08-22}", &env, "quota 2026-08 2026-08-22");
}

static void the_campaign_sets_the_monthly_day(void **state)
{
	(void)state;
	struct expand_env env = env_of("2026-09-01", "2026-09-30", "2026-09-01");
	assert_expands("RECUR{every:month,due:campaign}", &env, "periodic 2026-09 2026-09-30");
	env.month_due = (struct rule_due){.kind = DUE_DAY, .n = 22};
	env.month_time = 1020;
	assert_expands(
		"RECUR{every:month,due:campaign}", &env, "periodic 2026-09 2026-09-22T17:00");
	assert_expands("RECUR{every:month}", &env, "periodic 2026-09 2026-09-22T17:00");
	assert_expands("RECUR{every:month,due:25}", &env, "periodic 2026-09 2026-09-25");
	assert_expands("RECUR{every:month,min:2}", &env, "periodic 2026-09 2026-09-30");
	assert_expands("RECUR{every:quarter}", &env, "periodic 2026Q3 2026-09-30");
}

static void events_are_counted_from_their_trigger(void **state)
{
	(void)state;
	static const struct {
		const char *rule, *trigger, *due;
		int minute;
	} cases[] = {
		{"EVENT{trigger:[x],within:5wd}", "2026-09-18T09:10:00+08:00", "2026-09-24", 1440},
		{"EVENT{trigger:[x],within:15d}", "2026-09-18T09:10:00+08:00", "2026-10-03", 1440},
		{"EVENT{trigger:[x],within:24h}", "2026-09-18T09:10:30+08:00", "2026-09-19", 550},
		{"EVENT{trigger:[x],within:0d}", "2026-09-19T23:59:00+08:00", "2026-09-19", 1440},
		{"EVENT{trigger:[x],within:0wd,hours:workday/09:00-17:30}",
			"2026-09-18T17:30:59+08:00", "2026-09-18", 1050},
		{"EVENT{trigger:[x],within:0wd,hours:workday/09:00-17:30}",
			"2026-09-18T17:31:00+08:00", "2026-09-20", 1050},
		{"EVENT{trigger:[x],within:0wd}", "2026-09-19T10:00:00+08:00", "2026-09-20", 1440},
		{"EVENT{trigger:[x],within:1m}", "2026-01-31T10:00:00+08:00", "2026-02-28", 1440},
	};
	struct expand_env env = env_of("2026-03-01", "2026-12-31", "2026-03-10");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct day due;
		int minute;
		struct why *why = why_open(a);
		assert_true(expand_event(
			rule(cases[i].rule), &env, at(cases[i].trigger), &due, &minute, why));
		assert_int_equal(due.n, day(cases[i].due).n);
		assert_int_equal(minute, cases[i].minute);
		assert_int_equal(why->due.n, due.n);
	}
	struct day due;
	int minute;
	assert_false(expand_event(rule("EVENT{trigger:[x],within:param:w}"), &env,
		at("2026-09-18T09:10:00+08:00"), &due, &minute, NULL));
}

static void lateness_is_to_the_minute(void **state)
{
	(void)state;
	struct day d = day("2026-09-22");
	assert_int_equal(expand_minutes_late(d, 1020, at("2026-09-22T17:00:59+08:00")), 0);
	assert_int_equal(expand_minutes_late(d, 1020, at("2026-09-22T17:01:00+08:00")), 1);
	assert_int_equal(expand_minutes_late(d, 1440, at("2026-09-22T23:59:59+08:00")), 0);
	assert_int_equal(expand_minutes_late(d, 1440, at("2026-09-23T00:00:00+08:00")), 0);
	assert_int_equal(expand_minutes_late(d, 1440, at("2026-09-23T00:01:00+08:00")), 1);
	assert_int_equal(expand_minutes_late(d, 1020, at("2026-09-23T17:00:00+08:00")), 1440);
}

static void a_derivation_reads_as_a_sentence(void **state)
{
	(void)state;
	struct expand_env env = env_of("2026-08-01", "2026-12-31", "2026-08-01");
	struct expansion x;
	expand_rule(a, rule("RECUR{every:month,due:22,time:17:00,until:08-end}"), &env, &x);
	struct str said = why_sentence(a, expand_why(a, &x.items.at[0], &env));
	const char *kept =
		"2026年8月这一期从2026年8月1日（周六）到2026年8月31日（周一）；规则是每月22日"
		"17:00前，含当天；这一天是周六，方案没有开启顺移，日期不动；到期 "
		"2026年8月22日（周六） 17:00。";
	if (!str_eq(said, str_of(kept)))
		fail_msg("%.*s", STR_ARG(said));
	env.roll_back = true;
	expand_rule(a, rule("MILESTONE{by:10-05}"), &env, &x);
	struct why *why = expand_why(a, &x.items.at[0], &env);
	said = why_sentence(a, why);
	assert_true(str_has(said, S("这一天是国庆节，提前到最近的工作日2026年9月30日（周三）")));
	assert_true(str_has(why->steps.at[1].cite, S("国办发明电〔2025〕7号")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_of_the_plan),
		cmocka_unit_test(due_days_stand_in_their_period),
		cmocka_unit_test(rest_days_keep_or_roll_back),
		cmocka_unit_test(the_campaign_sets_the_monthly_day),
		cmocka_unit_test(events_are_counted_from_their_trigger),
		cmocka_unit_test(lateness_is_to_the_minute),
		cmocka_unit_test(a_derivation_reads_as_a_sentence),
	};
	a = arena_open(512 << 20);
	work = years_load(a, 2023, 2026);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_close(a);
	return failed;
}
