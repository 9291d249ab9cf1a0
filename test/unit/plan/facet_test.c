/* facet_test.c — 目标、内容、措施、标准、要求 are found by their labels, and only there. */
#include "plan/facet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void expect(const char *text, const char *const want[FACETS])
{
	struct str got[FACETS];
	facet_read(str_of(text), got);
	for (int f = 0; f < FACETS; f++)
		if (!str_eq(got[f], str_of(want[f] ? want[f] : "")))
			fail_msg("%s of “%s”: “%.*s”", facet_name((enum facet)f), text,
				STR_ARG(got[f]));
}

static void labels_are_found(void **state)
{
	(void)state;
	expect("（一）学习教育机制\n目标：人人过关。\n工作内容：集中学习；个人自学。\n"
	       "具体措施：每月一课\n每季一考\n标准：参学率100%\n有关要求：按时报送\n"
	       "牵头单位：政治工作办公室\n完成时限：长期坚持",
		(const char *const[]){"人人过关。", "集中学习；个人自学。", "每月一课\n每季一考",
			"参学率100%", "按时报送"});
	expect("2.督导机制。目标：问题清零。措施:每周抽查。",
		(const char *const[]){"问题清零。", NULL, "每周抽查。", NULL, NULL});
}

static void prose_has_none(void **state)
{
	(void)state;
	expect("明确目标、内容、措施、标准和要求：各部门要认真落实。",
		(const char *const[]){NULL, NULL, NULL, NULL, NULL});
	expect("组织领导目标明确，要求各单位每月报送。",
		(const char *const[]){NULL, NULL, NULL, NULL, NULL});
	expect("", (const char *const[]){NULL, NULL, NULL, NULL, NULL});
	/* In a row, parted by a semicolon of either width. */
	expect("目标：人人过关；标准：参学率100%;要求：按时报送",
		(const char *const[]){"人人过关", NULL, NULL, "参学率100%", "按时报送"});
	/* The first counts. */
	expect("目标：甲\n目标：乙", (const char *const[]){"甲", NULL, NULL, NULL, NULL});
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(labels_are_found),
		cmocka_unit_test(prose_has_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
