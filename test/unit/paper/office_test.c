/* office_test.c — old formats: converted where LibreOffice is installed, explained where it is not. */
#include "paper/office.h"

#include "paper/read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>

static const char RTF[] = "{\\rtf1\\ansi plan 2026\\par \\u30563?\\u21150?\\par}";

static bool read_rtf(struct arena *a, struct str office, struct doc *doc, struct str *error)
{
	const struct paper_hint hint = {.name = S("x.doc"), .office = office};
	return paper_read(a, str_n(RTF, sizeof RTF - 1), &hint, doc, error);
}

static void without_it_the_user_is_told_how_to_save(void **state)
{
	(void)state;
	struct arena *a = arena_open((size_t)64 << 20);
	struct doc doc;
	struct str error;
	assert_false(read_rtf(a, S(""), &doc, &error));
	assert_true(str_has(error, S("另存为")));
	assert_false(read_rtf(a, S("no-such-office-program"), &doc, &error));
	assert_true(str_has(error, S("另存为")));
	assert_true(str_has(error, S("没有安装")));
	arena_close(a);
}

static void a_program_without_result_is_a_failure(void **state)
{
	(void)state;
	struct arena *a = arena_open((size_t)64 << 20);
	struct doc doc;
	struct str error;
	assert_false(read_rtf(a, S("/bin/true"), &doc, &error));
	assert_true(str_has(error, S("转换失败")));
	arena_close(a);
}

static void with_it_the_text_comes_through(void **state)
{
	(void)state;
	if (access("/usr/bin/soffice", X_OK) != 0)
		skip();
	struct arena *a = arena_open((size_t)64 << 20);
	struct doc doc;
	struct str error;
	assert_true(read_rtf(a, S("/usr/bin/soffice"), &doc, &error));
	assert_true(str_starts(doc.text, S("plan 2026\n督办\n")));
	assert_true(str_eq(doc.format, S("docx")));
	arena_close(a);
}

int main(int argc, char **argv)
{
	paper_child(argc, argv);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_it_the_user_is_told_how_to_save),
		cmocka_unit_test(a_program_without_result_is_a_failure),
		cmocka_unit_test(with_it_the_text_comes_through),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
