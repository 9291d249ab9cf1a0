/* timing_test.c — the phrases of one field become one rule; what is blank stays open. */
#include "plan/timing.h"
#include "base/fold.h"
#include "core/setting.h"
#include "paper/doc.h"
#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct arena *a;
static const struct timing_usual usual = {15, EVERY_QUARTER};

static struct str field_rule(const char *text)
{
	struct str plain = fold_text(a, str_of(text)).s;
	struct doc d = doc_from_text(a, plain);
	struct phrases p = phrase_scan(a, plain, PHRASE_FIELD, 2026);
	struct read_timing *t = arena_array(a, p.n, sizeof *t);
	struct timing_rule *out = arena_array(a, p.n + 1, sizeof *out);
	for (size_t i = 0; i < p.n; i++)
		t[i] = (struct read_timing){.text = p.at[i].text,
			.span = {0, (uint32_t)plain.n},
			.kind = p.at[i].kind,
			.phrase = p.at[i]};
	struct read_node n = {.timings = {t, p.n, p.n}};
	assert_int_equal(timing_rules(a, &d, &n, &usual, out), 1);
	return out[0].rule;
}

static void a_field_is_one_rule(void **state)
{
	(void)state;
	static const struct {
		const char *text, *rule;
	} cases[] = {
		{"每月有动态进展，12月底前完成",
			"AND[RECUR{every:month,content:[动态进展],until:12-end},MILESTONE{by:12-end,"
			"content:[完成]}]"},
		{"X月底前完成清单，之后长效坚持",
			"SEQ[MILESTONE{by:param:完成日期,content:[清单]},STANDING{review_every:param:回看"
			"周期(quarter)}]"},
		{"明年6月底前", "MILESTONE{by:2027-06-end}"},
		{"6月30日前", "MILESTONE{by:06-30}"},
		{"2026年6月底前", "MILESTONE{by:2026-06-end}"},
		{"每月22日17:00前", "RECUR{every:month,due:22,time:17:00}"},
		{"每年2月底前", "RECUR{every:year,due:02-end}"},
		{"三个月内", "EVENT{trigger:[三个月内],within:3m}"},
		{"收到之日起48小时内", "EVENT{trigger:[收到],within:48h}"},
		{"立行立改", "MILESTONE{by:param:完成日期(issue+15d)}"},
		{"立行立改，长期坚持",
			"SEQ[MILESTONE{by:param:完成日期(issue+15d)},STANDING{review_every:param:回看"
			"周期(quarter)}]"},
		{"两会前", "MILESTONE{by:param:完成日期}"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(str_c(a, field_rule(cases[i].text)), cases[i].rule);
}

static void typed_words_are_read_the_same_way(void **state)
{
	(void)state;
	struct rule r;
	assert_true(timing_typed(a, S("每季度１次，11月底前"), 2026, &usual, &r));
	assert_int_equal(r.parts[0].until.month, 11);
	assert_true(timing_typed(a, S("每季度一次"), 2026, &usual, &r));
	assert_int_equal(r.kind, RULE_RECUR);
	assert_true(timing_typed(a, S("MILESTONE{by:09-end}"), 2026, &usual, &r));
	assert_false(timing_typed(a, S("X月底前"), 2026, &usual, &r));
	assert_false(timing_typed(a, S("胡说"), 2026, &usual, &r));
}

/* What the bureau has set is what is proposed; what is no frequency cannot be set. */
static void a_standing_duty_is_looked_back_at_as_the_bureau_has_set(void **state)
{
	static struct test_world t;
	struct setting_in in = {.code = S("due.standing_review"),
		.value = S("偶尔"),
		.seen = S("每季度"),
		.reason = S("局党委会议定")};
	(void)state;
	test_open(&t, "2026-03-02T09:00:00+08:00");
	assert_int_equal(timing_usual(test_now(&t)).review, EVERY_QUARTER);
	struct ctx *cx = test_as(&t, "sysadmin");
	assert_int_equal(setting_set(cx, &in), FLOW_INVALID);
	assert_true(err_of(cx->errs, S("value")).n);
	in.value = S("每半年");
	assert_int_equal(setting_set(test_as(&t, "sysadmin"), &in), FLOW_OK);
	struct timing_usual u = timing_usual(test_now(&t));
	struct rule r;
	assert_int_equal(u.review, EVERY_HALF_YEAR);
	assert_true(timing_typed(t.a, S("长期坚持"), 2026, &u, &r));
	assert_int_equal(r.kind, RULE_STANDING);
	assert_true(str_has(rule_print(t.a, &r), S("half_year")));
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_field_is_one_rule),
		cmocka_unit_test(typed_words_are_read_the_same_way),
		cmocka_unit_test(a_standing_duty_is_looked_back_at_as_the_bureau_has_set),
	};
	a = arena_open(64 << 20);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_close(a);
	return failed;
}
