/* example_test.c — examples/plan-2026.docx says what examples/plan-2026.txt says, with automatic
 * numbers. UPDATE=1 writes it anew. */
#include "lib/plan_docx.h"
#include "paper/read.h"
#include "sys/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#define TXT  "examples/plan-2026.txt"
#define DOCX "examples/plan-2026.docx"

static void both_say_the_same(void **state)
{
	(void)state;
	static const struct paper_hint HINT;
	struct arena *a = arena_open((size_t)64 << 20);
	struct str txt, docx, error;
	struct doc doc;
	assert_int_equal(file_read(a, TXT, 1 << 20, &txt), FILE_OK);
	if (getenv("UPDATE"))
		assert_int_equal(file_write(DOCX, plan_docx(a, txt), 0644), FILE_OK);
	assert_int_equal(file_read(a, DOCX, 1 << 20, &docx), FILE_OK);
	if (!paper_read(a, docx, &HINT, &doc, &error))
		fail_msg("%.*s", STR_ARG(error));
	int i = 0;
	while (txt.n) {
		struct str want = str_trim(str_cut(&txt, S("\n")));
		if (want.n == 0)
			continue;
		assert_true(i < doc.n_lines);
		assert_string_equal(str_c(a, doc_slice(&doc, doc.lines[i++].span)), str_c(a, want));
	}
	assert_int_equal(i, doc.n_lines);
	arena_close(a);
}

int main(int argc, char **argv)
{
	paper_child(argc, argv);
	const struct CMUnitTest tests[] = {cmocka_unit_test(both_say_the_same)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
