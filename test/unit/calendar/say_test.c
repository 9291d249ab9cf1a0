/* say_test.c — rules in Chinese. Every rule of the sources says something and names what is open. */
#include "calendar/say.h"
#include "unit/calendar/cases.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct arena *a;

static struct str said(struct str text)
{
	struct rule r;
	struct rule_error err;
	if (!rule_parse(a, text, &r, &err))
		fail_msg("%.*s: %.*s", STR_ARG(text), STR_ARG(err.what));
	return say_rule(a, &r);
}

static void rules_read_as_people_say_them(void **state)
{
	(void)state;
	static const struct {
		const char *rule, *said;
	} cases[] = {
		{"AND[RECUR{every:month,content:[动态进展],until:12-end},MILESTONE{by:12-end,"
		 "content:"
		 "[完成]}]",
			"每月动态进展，每月底前，至12月底；同时，完成，12月底前"},
		{"SEQ[MILESTONE{by:param:m,content:[自查清单]},STANDING{review_every:quarter}]",
			"完成自查清单（待定：完成日期）；之后，长期坚持，每季度回看一次"},
		{"RECUR{every:month,due:22,time:17:00,to:[督察法制大队]}",
			"每月，每月22日17:00前，报督察法制大队"},
		{"RECUR{every:month,due:next/5}", "每月，次月5日前"},
		{"RECUR{every:quarter,due:first/10}", "每季度，每季度首月10日前"},
		{"RECUR{every:quarter,due:30}", "每季度，每季度最后一个月30日前"},
		{"RECUR{every:week,due:fri,min:2}", "每周至少2次，每周五前"},
		{"RECUR{every:month,due:workday/-1}", "每月，每月最后一个工作日前"},
		{"RECUR{every:month,due:next/workday/5}", "每月，次月第5个工作日前"},
		{"RECUR{every:year,due:02-end}", "每年，每年2月底前"},
		{"RECUR{every:workday}", "每个工作日，每个工作日前"},
		{"RECUR{every:half_year}", "每半年，每半年末前"},
		{"QUOTA{per:month,min:2,unit:working_day,per_subject:leader,content:[集中解难题]}",
			"每名领导每月集中解难题至少2个工作日"},
		{"MILESTONE{by:+1/06-end}", "完成，明年6月底前"},
		{"MILESTONE{by:issue+30d}", "完成，印发后30日前"},
		{"MILESTONE{by:eve/春节}", "完成，春节放假前一天前"},
		{"COVER{min:1,by:08-05,targets:[企业,窗口],content:[走访]}",
			"逐一覆盖企业、窗口：走访，8月5日前"},
		{"EVENT{trigger:[发现问题],within:5wd,content:[整改]}",
			"自发现问题起5个工作日内整改"},
		{"RANDOM{min_per:2/month,content:[明察暗访],notice:none}",
			"随机明察暗访每月至少2次"},
		{"WINDOW{content:[现场督察],from:07-21,until:07-31}",
			"现场督察，自7月21日起，至7月31日"},
		{"UNSPEC{word:定期,every:param:every}", "定期：（待定：频次）"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(str_c(a, said(str_of(cases[i].rule))), cases[i].said);
}

static void every_source_rule_can_be_said(void **state)
{
	(void)state;
	struct cases t = cases_read(a, "test/data/rules.tsv");
	for (size_t i = 0; i < t.n; i++) {
		struct str text = said(t.at[i].cell[2]);
		bool open = str_has(t.at[i].cell[2], S("param:"));
		assert_true(text.n > 6);
		assert_int_equal(str_has(text, S("（待定：")), open);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rules_read_as_people_say_them),
		cmocka_unit_test(every_source_rule_can_be_said),
	};
	a = arena_open(64 << 20);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_close(a);
	return failed;
}
