/* expand_test.c — what each of the 102 rules makes of a stated campaign; the conventions of
 * register 3.0 one by one; every date's derivation ends on the date itself. */
#include "unit/calendar/campaigns.h"

static struct expand_env stated_env(struct str s)
{
	struct str issue = s, range = str_cut(&issue, S(" ")), end = range;
	struct str start = str_cut(&end, S(".."));
	return env_of(str_c(a, start), str_c(a, end), str_c(a, issue));
}

static void every_source_rule_expands_as_stated(void **state)
{
	(void)state;
	struct cases t = cases_read(a, "test/data/rules.tsv");
	for (size_t i = 0; i < t.n; i++) {
		struct rule *r = rule(str_c(a, t.at[i].cell[2]));
		struct str answers = t.at[i].cell[4];
		struct rule_error err;
		while (answers.n && !str_eq(answers, S("-"))) {
			struct str value = str_cut(&answers, S(";")),
				   name = str_cut(&value, S("="));
			assert_true(rule_set_param(a, r, name, value, &err));
		}
		struct expand_env env = stated_env(t.at[i].cell[3]);
		struct str got = expanded(r, &env);
		if (getenv("PRINT_RULES"))
			printf("%.*s\t%.*s\n", STR_ARG(t.at[i].cell[0]), STR_ARG(got));
		else if (!str_eq(got, t.at[i].cell[5]))
			fail_msg("line %d\ngot  %.*s\nwant %.*s", t.at[i].line, STR_ARG(got),
				STR_ARG(t.at[i].cell[5]));
	}
}

static void the_first_period_begins_after_issue(void **state)
{
	(void)state;
	struct expand_env env = env_of("2026-03-01", "2026-06-15", "2026-03-10");
	assert_expands("RECUR{every:month}", &env,
		"periodic 2026-04 2026-04-30; periodic 2026-05 2026-05-31; periodic 2026-06 "
		"2026-06-15");
	env.with_partial = true;
	assert_expands("RECUR{every:month,until:04-end}", &env,
		"periodic 2026-03 2026-03-31; periodic 2026-04 2026-04-30");
	assert_expands(
		"RECUR{every:month,due:5,until:04-end}", &env, "periodic 2026-04 2026-04-05");
	env = env_of("2026-03-01", "2026-04-30", "2026-03-01");
	assert_expands("RECUR{every:month}", &env,
		"periodic 2026-03 2026-03-31; periodic 2026-04 2026-04-30");
	assert_expands("RECUR{every:workday,until:03-04}", &env,
		"periodic 2026-03-02 2026-03-02; periodic 2026-03-03 2026-03-03; periodic "
		"2026-03-04 2026-03-04");
	assert_expands("RECUR{every:day,until:03-03}", &env,
		"periodic 2026-03-02 2026-03-02; periodic 2026-03-03 2026-03-03");
}

static void a_task_as_long_as_the_campaign_is_owed_once(void **state)
{
	(void)state;
	struct expand_env env = env_of("2026-03-01", "2026-12-31", "2026-03-10");
	assert_expands("RECUR{every:year}", &env, "periodic 2026 2026-12-31");
	env.end = day("2028-06-30");
	assert_expands(
		"RECUR{every:year}", &env, "periodic 2027 2027-12-31?; periodic 2028 2028-06-30?");
}

static void a_standing_task_begins_when_the_part_before_is_due(void **state)
{
	(void)state;
	struct expand_env env = env_of("2026-03-01", "2026-12-31", "2026-03-10");
	assert_expands("SEQ[MILESTONE{by:09-end},STANDING{review_every:month}]", &env,
		"final 2026-09-30; ~review 2026-10 2026-10-31; ~review 2026-11 2026-11-30; "
		"~review 2026-12 2026-12-31");
	assert_expands(
		"SEQ[MILESTONE{by:item},STANDING{review_every:month}]", &env, "final -; ~review -");
	assert_expands("AND[SEQ[MILESTONE{by:09-end},MILESTONE{by:10-end}],MILESTONE{by:item}]",
		&env, "final 2026-09-30; ~final 2026-10-31; final -");
}

static void open_rules_give_nothing_yet(void **state)
{
	(void)state;
	struct expand_env env = env_of("2026-03-01", "2026-12-31", "2026-03-10");
	struct expansion x;
	expand_rule(
		a, rule("AND[UNSPEC{word:定期,every:param:every},MILESTONE{by:10-end}]"), &env, &x);
	assert_int_equal(x.items.n, 1);
	assert_int_equal(x.items.at[0].node, 1);
	assert_int_equal(x.n_open, 1);
}

static void problems_are_named(void **state)
{
	(void)state;
	static const struct {
		const char *rule, *word;
	} cases[] = {
		{"MILESTONE{by:02-29}", "2026年没有2月29日"},
		{"MILESTONE{by:03-09}", "早于印发日"},
		{"MILESTONE{by:+1/eve/春节}", "2027年春节的放假安排尚未公布"},
		{"WINDOW{from:08-01,until:07-01}", "结束早于开始"},
		{"PERIOD{ranges:[国庆节=10-07..10-01]}", "国庆节的结束早于开始"},
		{"RECUR{every:year,until:start+500y}", "超出"},
	};
	struct expand_env env = env_of("2026-03-01", "2026-12-31", "2026-03-10");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct expansion x;
		expand_rule(a, rule(cases[i].rule), &env, &x);
		if (!x.problems.n || !str_has(x.problems.at[0], str_of(cases[i].word))) {
			struct str said = x.problems.n ? x.problems.at[0] : S("none");
			fail_msg("%s: %.*s", cases[i].rule, STR_ARG(said));
		}
	}
}

static void output_has_a_ceiling(void **state)
{
	(void)state;
	struct expand_env env = env_of("2000-01-01", "2100-12-31", "2000-01-01");
	struct expansion x;
	expand_rule(a, rule("RECUR{every:day}"), &env, &x);
	assert_int_equal(x.items.n, EXPAND_MAX);
	assert_true(x.cut);
	env.most = 7;
	expand_rule(a, rule("AND[RECUR{every:day},RECUR{every:month}]"), &env, &x);
	assert_int_equal(x.items.n, 7);
	assert_true(x.cut);
}

/* Whatever the rule, the derivation computes the same day again and says so last. */
static void every_date_can_say_why(void **state)
{
	(void)state;
	struct cases t = cases_read(a, "test/data/rules.tsv");
	int explained = 0;
	for (size_t i = 0; i < t.n; i++) {
		struct rule *r = rule(str_c(a, t.at[i].cell[2]));
		struct expand_env env = stated_env(t.at[i].cell[3]);
		struct expansion x;
		env.roll_back = i % 2;
		expand_rule(a, r, &env, &x);
		for (size_t k = 0; k < x.items.n; k++) {
			struct why *why = expand_why(a, &x.items.at[k], &env);
			assert_int_equal(why->due.n, x.items.at[k].due.n);
			assert_true(why->steps.n > 0);
			if (!day_is_set(why->due))
				continue;
			assert_int_equal(why->steps.at[why->steps.n - 1].kind, WHY_RESULT);
			assert_int_equal(why->provisional, x.items.at[k].provisional);
			explained++;
		}
	}
	assert_true(explained > 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_source_rule_expands_as_stated),
		cmocka_unit_test(the_first_period_begins_after_issue),
		cmocka_unit_test(a_task_as_long_as_the_campaign_is_owed_once),
		cmocka_unit_test(a_standing_task_begins_when_the_part_before_is_due),
		cmocka_unit_test(open_rules_give_nothing_yet),
		cmocka_unit_test(problems_are_named),
		cmocka_unit_test(output_has_a_ceiling),
		cmocka_unit_test(every_date_can_say_why),
	};
	a = arena_open(512 << 20);
	work = years_load(a, 2023, 2026);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_close(a);
	return failed;
}
