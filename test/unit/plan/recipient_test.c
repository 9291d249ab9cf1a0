/* recipient_test.c — whom the sentence around a time names as the one who receives. */
#include "plan/recipient.h"
#include "issued.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void words_that_name_a_unit_of_the_tree(void **state)
{
	static const struct {
		const char *text, *timing, *to;
	} cases[] = {
		{"各部门每月22日17:00前向督察法制大队报送问题整改情况；抽查结果通报。", "每月22日",
			"督察法制大队"},
		{"问题整改情况按月报县局督察法制大队。", "按月", "督察法制大队"},
		{"填写信息表，于3月13日前报送至政治工作办公室，不得迟报。", "3月13日前",
			"政治工作办公室"},
		{"每季度将进展情况报情指中心备案。", "每季度", "情指中心"},
		{"每月接到举报后向群众反馈，月底前报专项活动办公室。", "月底前",
			"“整作风”专项活动办公室"},
		/* Another sentence, somebody outside, nobody, and a word that only looks like it. */
		{"报督察法制大队。每月开展一次抽查。", "每月", ""},
		{"每月向澜宁市公安局报告一次。", "每月", ""},
		{"每月报送进展情况。", "每月", ""},
		{"每月办结信访举报。", "每月", ""},
	};
	struct test_world t;
	struct issued m = {.resp = "城关派出所", .rule = "RECUR{every:month}"};
	(void)state;
	test_open(&t, "2026-03-01T09:00:00+08:00");
	issued_open(&t, &m);
	const struct plan_row *p = rec_load(test_now(&t), &plan_kind, m.plan);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct doc d = {.text = str_of(cases[i].text)};
		ptrdiff_t at = str_find(d.text, str_of(cases[i].timing), 0);
		assert_true(at >= 0);
		struct span s = {(uint32_t)at, (uint32_t)strlen(cases[i].timing)};
		struct str to = recipient_of(t.cx, p, &d, s);
		if (!str_eq(to, str_of(cases[i].to)))
			fail_msg("%s: %.*s", cases[i].text, STR_ARG(to));
	}
	test_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(words_that_name_a_unit_of_the_tree)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
