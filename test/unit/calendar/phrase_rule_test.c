/* phrase_rule_test.c — phrases of the sources and of domain 2.3 become the rules written beside them.
 */
#include "calendar/phrase_rule.h"
#include "base/fold.h"
#include "unit/calendar/cases.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct arena *a;

static bool read(struct str text, const struct phrase_rule_env *env, struct rule *out)
{
	struct fold f = fold_text(a, text);
	struct phrases p = phrase_scan(a, f.s, PHRASE_FIELD, env->year);
	return phrase_rule(a, &p, env, out);
}

static void phrases_become_rules(void **state)
{
	(void)state;
	struct cases t = cases_read(a, "test/data/rules_phrases.tsv");
	struct phrase_rule_env env = {2026, {LENGTH_DAY, 15}, EVERY_QUARTER, false};
	assert_true(t.n > 80);
	for (size_t i = 0; i < t.n; i++) {
		struct rule r;
		struct rule_error err;
		bool ok = read(t.at[i].cell[0], &env, &r);
		struct str got = ok ? rule_print(a, &r) : S("-");
		if (!str_eq(got, t.at[i].cell[1]))
			fail_msg("line %d\ngot  %.*s\nwant %.*s", t.at[i].line, STR_ARG(got),
				STR_ARG(t.at[i].cell[1]));
		assert_true(!ok || rule_check(a, &r, &err));
	}
}

static void nothing_is_proposed_without_settings(void **state)
{
	(void)state;
	struct phrase_rule_env env = {.year = 2026};
	struct rule r;
	assert_true(read(S("立行立改，长期坚持"), &env, &r));
	struct rule_opens o = rule_open_params(a, &r);
	assert_int_equal(o.n, 2);
	assert_int_equal(o.at[0].proposal.n, 0);
	assert_int_equal(o.at[1].proposal.n, 0);
}

static void two_phrases_are_two_questions(void **state)
{
	(void)state;
	struct phrase_rule_env env = {.year = 2026};
	struct rule r;
	struct rule_error err;
	assert_true(read(S("定期通报，定期调度"), &env, &r));
	assert_int_equal(rule_open_params(a, &r).n, 2);
	assert_true(rule_set_param(a, &r, S("every2"), S("quarter"), &err));
	assert_int_equal(r.parts[0].every, EVERY_NONE);
	assert_int_equal(r.parts[1].every, EVERY_QUARTER);
}

static void a_year_is_written_only_where_it_differs(void **state)
{
	(void)state;
	struct phrase_rule_env env = {.year = 2025};
	struct rule r;
	assert_true(read(S("2026年底前"), &env, &r));
	assert_int_equal(r.by.year, 2026);
	assert_true(read(S("2025年底前"), &env, &r));
	assert_int_equal(r.by.year, 0);
	env.year = 0;
	assert_true(read(S("2025年底前"), &env, &r));
	assert_int_equal(r.by.year, 2025);
	assert_true(read(S("10月底前"), &env, &r));
	assert_int_equal(r.by.year, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(phrases_become_rules),
		cmocka_unit_test(nothing_is_proposed_without_settings),
		cmocka_unit_test(two_phrases_are_two_questions),
		cmocka_unit_test(a_year_is_written_only_where_it_differs),
	};
	a = arena_open(256 << 20);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_close(a);
	return failed;
}
