/* opt_test.c — options are taken exactly or refused with a way out. */
#include "sys/opt.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct opt table[] = {
	OPT_VALUE("unit", "NAME", "单位", "unit"),
	OPT_NUMBER("year", 2000, 2100, "年", "year"),
	OPT_DATE("as-of", "日", "day"),
	OPT_FLAG("late", "逾期", "late"),
	OPT_SETTING(WORKERS),
	OPT_END,
};

static bool parse(struct opt_args *o, void *arena, struct str *why, char **argv)
{
	*o = (struct opt_args){.a = arena};
	return opt_parse(o, table, argv, false, why);
}

#define PARSE(...) parse(&o, *state, &why, (char *[]){__VA_ARGS__, NULL})
#define SAYS(text) assert_true(str_has(why, S(text)))

static void values_come_in_both_forms(void **state)
{
	struct opt_args o;
	struct str why;
	assert_true(PARSE("a", "--unit", "城关派出所", "--year=2026", "b", "--late", "--json",
		"--as-of=2026-02-28", "--", "--c"));
	assert_true(str_eq(opt_text(&o, "unit"), S("城关派出所")));
	assert_int_equal(opt_int(&o, "year", 0), 2026);
	assert_int_equal(opt_day(&o, "as-of").n, day_of(2026, 2, 28).n);
	assert_true(opt_has(&o, "late"));
	assert_true(opt_has(&o, "json"));
	assert_false(opt_has(&o, "help"));
	assert_int_equal(o.n_operands, 3);
	assert_true(str_eq(o.operands[2], S("--c")));
	assert_true(PARSE("--unit", "--late"));
	assert_true(str_eq(opt_text(&o, "unit"), S("--late")));
	assert_int_equal(opt_int(&o, "year", -1), -1);
	assert_false(day_is_set(opt_day(&o, "as-of")));
}

static void what_is_wrong_is_said(void **state)
{
	struct opt_args o;
	struct str why;
	assert_false(PARSE("--unti", "x"));
	SAYS("是不是 --unit？");
	assert_false(PARSE("--un", "x"));
	SAYS("没有选项 --un");
	assert_false(PARSE("--year", "26"));
	SAYS("2000 到 2100");
	assert_false(PARSE("--as-of", "2026-02-30"));
	SAYS("2026-02-30");
	assert_false(PARSE("--late=yes"));
	SAYS("不带值");
	assert_false(PARSE("--unit"));
	SAYS("--unit NAME");
	assert_false(PARSE("--unit", "a", "--unit=b"));
	SAYS("两次");
}

static void settings_reach_the_configuration(void **state)
{
	struct opt_args o;
	struct str why;
	struct conf c = conf_in(*state, false);
	assert_true(PARSE("--workers", "9"));
	assert_true(opt_settings(&o, &c, &why));
	assert_int_equal(conf_int(&c, CONF_WORKERS), 9);
	assert_true(PARSE("--workers", "0"));
	assert_false(opt_settings(&o, &c, &why));
	SAYS("--workers");
}

static int open_arena(void **state)
{
	*state = arena_open(1 << 20);
	return 0;
}

static int close_arena(void **state)
{
	arena_close(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_come_in_both_forms),
		cmocka_unit_test(what_is_wrong_is_said),
		cmocka_unit_test(settings_reach_the_configuration),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
