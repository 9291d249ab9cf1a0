/* rule_test.c — the text form of time rules: every rule of the sources, round trips, refusals. */
#include "calendar/rule.h"
#include "unit/calendar/cases.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct arena *a;

static void assert_same(struct str x, struct str y)
{
	if (!str_eq(x, y))
		fail_msg("got  %.*s\nwant %.*s", STR_ARG(x), STR_ARG(y));
}

static void every_source_rule_round_trips(void **state)
{
	(void)state;
	struct cases t = cases_read(a, "test/data/rules.tsv");
	assert_int_equal(t.n, 102);
	for (size_t i = 0; i < t.n; i++) {
		struct rule r;
		struct rule_error err = {0};
		struct str text = t.at[i].cell[2];
		if (!rule_parse(a, text, &r, &err))
			fail_msg("line %d byte %zu: %.*s", t.at[i].line, err.at, STR_ARG(err.what));
		assert_same(rule_print(a, &r), text);
		assert_true(rule_check(a, &r, &err));
	}
}

/* Answers "name=value;…" one by one; afterwards nothing is open. */
static void every_open_parameter_can_be_answered(void **state)
{
	(void)state;
	struct cases t = cases_read(a, "test/data/rules.tsv");
	for (size_t i = 0; i < t.n; i++) {
		struct rule r;
		struct rule_error err = {0};
		struct str answers = t.at[i].cell[4];
		assert_true(rule_parse(a, t.at[i].cell[2], &r, &err));
		bool none = str_eq(answers, S("-"));
		assert_int_equal(rule_open_params(a, &r).n == 0, none);
		while (!none && answers.n) {
			struct str value = str_cut(&answers, S(";")),
				   name = str_cut(&value, S("="));
			if (!rule_set_param(a, &r, name, value, &err))
				fail_msg("line %d %.*s: %.*s", t.at[i].line, STR_ARG(name),
					STR_ARG(err.what));
		}
		assert_int_equal(rule_open_params(a, &r).n, 0);
	}
}

static void a_rule_means_what_it_says(void **state)
{
	(void)state;
	struct rule r;
	struct rule_error err;
	assert_true(rule_parse(a,
		S("AND[RECUR{every:month,content:[动态进展],until:12-end},"
		  "MILESTONE{by:12-end,content:[完成]}]"),
		&r, &err));
	assert_int_equal(r.kind, RULE_AND);
	assert_int_equal(r.n_parts, 2);
	assert_int_equal(r.parts[0].every, EVERY_MONTH);
	assert_int_equal(r.parts[0].until.month, 12);
	assert_int_equal(r.parts[0].until.day, RULE_LAST_DAY);
	assert_same(r.parts[1].content.at[0], S("完成"));
}

static void blanks_and_order_become_canonical(void **state)
{
	(void)state;
	struct rule r;
	struct rule_error err;
	assert_true(rule_parse(a,
		S("  RECUR { content : [ 甲 , 乙 ] ,\n\tevery: month, time:17:00,due: next/5 } "),
		&r, &err));
	assert_same(
		rule_print(a, &r), S("RECUR{every:month,due:next/5,time:17:00,content:[甲,乙]}"));
}

static void texts_with_signs_are_quoted(void **state)
{
	(void)state;
	struct str all = S(
		"MILESTONE{by:item,content:[\"a,b\",\" c\",\"d\\\"e\\\\\",\"x..y\",f g]}");
	struct rule r;
	struct rule_error err;
	assert_true(rule_parse(a, all, &r, &err));
	assert_same(r.content.at[0], S("a,b"));
	assert_same(r.content.at[1], S(" c"));
	assert_same(r.content.at[2], S("d\"e\\"));
	assert_same(r.content.at[3], S("x..y"));
	assert_same(rule_print(a, &r), all);
}

static void wrong_rules_are_refused_in_place(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		size_t at;
		const char *what;
	} cases[] = {
		{"", 0, "种类"},
		{"RECURS{every:month}", 0, "种类"},
		{"RECUR", 5, "{"},
		{"RECUR{}", 5, "缺少 every"},
		{"RECUR{every:monthly}", 12, "month"},
		{"RECUR{every:month", 17, "}"},
		{"RECUR{every:month} x", 19, "多余"},
		{"RECUR{every:month,every:year}", 18, "重复"},
		{"RECUR{every:month,by:12-end}", 5, "不能带 by"},
		{"RECUR{every:week,due:22}", 5, "周期不配"},
		{"RECUR{every:month,min:3,max:2}", 5, "min"},
		{"RECUR{every:campaign}", 5, "MILESTONE"},
		{"RECUR{every:month,colour:red}", 18, "不认识"},
		{"QUOTA{per:month}", 5, "min 或 max"},
		{"MILESTONE{by:02-30}", 13, "by"},
		{"MILESTONE{by:2027-02-29}", 13, "by"},
		{"MILESTONE{by:12-end,content:[]}", 28, "至少一项"},
		{"MILESTONE{by:12-end,content:[a,]}", 28, "至少一项"},
		{"MILESTONE{by:12-end,content:[\"a]}", 28, "至少一项"},
		{"MILESTONE{by:param:}", 13, "参数"},
		{"MILESTONE{by:param:x(13-end)}", 13, "参数"},
		{"EVENT{trigger:[a],within:15}", 25, "15d"},
		{"EVENT{trigger:[a],within:0m}", 25, "15d"},
		{"SEQ[MILESTONE{by:12-end}]", 25, "两条"},
		{"AND{by:12-end}", 3, "["},
		{"AND[AND[AND[AND[AND[", 19, "过深"},
		{"MILESTONE{by:12-end,content:[\xff]}", 0, "UTF-8"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct rule r;
		struct rule_error err = {0};
		assert_false(rule_parse(a, str_of(cases[i].text), &r, &err));
		if (err.at != cases[i].at || !str_has(err.what, str_of(cases[i].what)))
			fail_msg("%s: byte %zu %.*s", cases[i].text, err.at, STR_ARG(err.what));
	}
}

static void a_rule_has_ceilings(void **state)
{
	(void)state;
	struct buf b = buf_in(a, RULE_TEXT_MAX * 2);
	struct rule r;
	struct rule_error err;
	buf_lit(&b, "AND[");
	for (int i = 0; i <= RULE_NODES_MAX; i++)
		buf_str(&b, i ? S(",MILESTONE{by:item}") : S("MILESTONE{by:item}"));
	buf_lit(&b, "]");
	assert_false(rule_parse(a, buf_view(&b), &r, &err));
	assert_true(str_has(err.what, S("太多")));
	while (!b.full)
		buf_lit(&b, " ");
	assert_false(rule_parse(a, buf_view(&b), &r, &err));
	assert_true(str_has(err.what, S("太长")));
}

static void answers_are_checked(void **state)
{
	(void)state;
	struct rule r;
	struct rule_error err;
	assert_true(
		rule_parse(a, S("RECUR{every:month,due:22,time:param:t(12:00..23:59)}"), &r, &err));
	assert_false(rule_set_param(a, &r, S("t"), S("11:59"), &err));
	assert_false(rule_set_param(a, &r, S("t"), S("noon"), &err));
	assert_false(rule_set_param(a, &r, S("u"), S("17:00"), &err));
	assert_true(str_has(err.what, S("没有")));
	assert_int_equal(rule_open_params(a, &r).n, 1);
	assert_true(rule_set_param(a, &r, S("t"), S("12:00"), &err));
	assert_int_equal(r.time, 720);
	assert_int_equal(rule_open_params(a, &r).n, 0);
}

static void one_name_is_one_question(void **state)
{
	(void)state;
	struct rule r;
	struct rule_error err;
	assert_true(rule_parse(a,
		S("AND[MILESTONE{by:param:x},COVER{by:param:x,targets:[a]},EVENT{trigger:[b],"
		  "within:param:y(15d)}]"),
		&r, &err));
	struct rule_opens o = rule_open_params(a, &r);
	assert_int_equal(o.n, 2);
	assert_same(o.at[1].field, S("within"));
	assert_same(o.at[1].proposal, S("15d"));
	assert_true(rule_set_param(a, &r, S("x"), S("10-end"), &err));
	assert_same(rule_print(a, &r),
		S("AND[MILESTONE{by:10-end},COVER{by:10-end,targets:[a]},EVENT{trigger:[b],"
		  "within:param:y(15d)}]"));
}

static void rules_built_in_c_are_checked(void **state)
{
	(void)state;
	struct rule_error err;
	struct str content[] = {S("完成")};
	struct rule r = {.kind = RULE_MILESTONE, .content = {content, 1}};
	assert_false(rule_check(a, &r, &err));
	rule_leave_open(a, &r, (struct rule_open){.field = S("by")});
	assert_true(rule_check(a, &r, &err));
	assert_same(rule_print(a, &r), S("MILESTONE{by:param:by,content:[完成]}"));
	struct rule parts[] = {r, r};
	struct rule both = rule_join(RULE_AND, parts, 2);
	assert_true(rule_check(a, &both, &err));
	both.by = (struct rule_date){.kind = DATE_END};
	assert_false(rule_check(a, &both, &err));
	content[0] = S("\n");
	assert_false(rule_check(a, &r, &err));
	assert_int_equal(rule_join(RULE_SEQ, parts, 1).kind, RULE_MILESTONE);
}

static int fresh(void **state)
{
	(void)state;
	arena_reset(a);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(every_source_rule_round_trips, fresh),
		cmocka_unit_test_setup(every_open_parameter_can_be_answered, fresh),
		cmocka_unit_test_setup(a_rule_means_what_it_says, fresh),
		cmocka_unit_test_setup(blanks_and_order_become_canonical, fresh),
		cmocka_unit_test_setup(texts_with_signs_are_quoted, fresh),
		cmocka_unit_test_setup(wrong_rules_are_refused_in_place, fresh),
		cmocka_unit_test_setup(a_rule_has_ceilings, fresh),
		cmocka_unit_test_setup(answers_are_checked, fresh),
		cmocka_unit_test_setup(one_name_is_one_question, fresh),
		cmocka_unit_test_setup(rules_built_in_c_are_checked, fresh),
	};
	a = arena_open(256 << 20);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_close(a);
	return failed;
}
