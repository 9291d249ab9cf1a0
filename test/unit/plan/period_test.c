/* period_test.c — from when to when, as plans say it. */
#include "plan/period.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct {
	const char *text, *from, *until;
	bool said;
} cases[] = {
	{"关于开展“整作风”专项活动的方案\n一、活动时间\n2023年6月1日—6月30日\n二、内容\n（一）摸底。"
	 "责任单位：办公室。完成时限：6月10日前",
		"2023-06-01", "2023-06-30", true},
	{"2026年方案\n根据部署，自3月10日起至12月31日开展“整作风”专项工作。\n一、任务\n（一）自查。"
	 "责任单位：办公室。完成时限：11月1日至12月31日",
		"2026-03-10", "2026-12-31", true},
	{"2026年方案\n活动时间：从3月10日起，到年底结束。\n（一）自查。责任单位：办公室",
		"2026-03-10", "2026-12-31", true},
	{"2026年方案\n为改进作风，决定从3月10日起在全局开展为期三个月的专项行动。\n（一）自查。责任单位："
	 "办公室",
		"2026-03-10", "2026-06-09", true},
	{"2026年方案\n三、时间安排\n（一）动员部署阶段（3月10日至4月30日）。召开会议。\n"
	 "（二）自查自纠阶段（5月1日至9月30日）。\n（三）总结提升阶段（10月1日至11月30日）。",
		"2026-03-10", "2026-11-30", true},
	{"2026年方案\n自2026年10月至次年3月开展冬季行动。\n（一）自查。责任单位：办公室",
		"2026-10-01", "2027-03-31", true},
	{"2026年方案\n即日起至9月30日，组织开展专项清查。\n（一）自查。责任单位：办公室",
		"2026-03-20", "2026-09-30", true},
	/* The time of a task is not the campaign's. */
	{"2026年方案\n一、任务\n（一）自查。责任单位：办公室。完成时限：11月1日至12月31日",
		"2026-03-20", "2026-12-31", false},
	{"关于改进作风的方案\n一、任务\n（一）自查。责任单位：办公室", "2026-03-20", "2026-12-31",
		false},
	{"作风建设长效机制\n一、任务\n（一）自查。责任单位：办公室", "2026-03-20", "", false},
};

static void the_period_is_what_the_text_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char from[DAY_TEXT], until[DAY_TEXT];
		struct arena *a = arena_open(16 << 20);
		struct doc d = doc_from_text(a, str_of(cases[i].text));
		struct period_found p = period_find(a, &d, read_plan(a, &d), day_of(2026, 3, 20));
		print_message("%s\n  %.*s\n", cases[i].text, STR_ARG(p.why));
		assert_string_equal(day_text(p.from, from), cases[i].from);
		assert_string_equal(day_text(p.until, until), cases[i].until);
		assert_int_equal(p.said, cases[i].said);
		assert_true(p.why.n > 0 && (p.span.n > 0) == p.said);
		arena_close(a);
	}
}

static void what_is_proposed_can_be_typed_again(void **state)
{
	struct arena *a = arena_open(1 << 20);
	struct day from = day_of(2026, 3, 10), until = day_of(2027, 1, 31), f, u;
	(void)state;
	assert_true(period_parse(a, period_text(a, from, until), 0, &f, &u));
	assert_int_equal(f.n, from.n);
	assert_int_equal(u.n, until.n);
	assert_true(period_parse(a, period_text(a, from, DAY_NONE), 0, &f, &u));
	assert_int_equal(f.n, from.n);
	assert_false(day_is_set(u));
	assert_true(period_parse(a, S("3月10日—12月底"), 2026, &f, &u));
	assert_int_equal(u.n, day_of(2026, 12, 31).n);
	assert_false(period_parse(a, S("尽快"), 2026, &f, &u));
	assert_false(period_parse(a, S("2026年3月10日"), 2026, &f, &u));
	arena_close(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_period_is_what_the_text_says),
		cmocka_unit_test(what_is_proposed_can_be_typed_again),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
