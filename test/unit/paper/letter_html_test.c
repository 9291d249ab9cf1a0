/* letter_html_test.c — the printable page: what is in it, and what cannot get into it. How it prints
 * is a browser's work; its measures are those of the style. */
#include "paper/letter_html.h"

#include "lib/letter_fixture.h"

#include <libxml/HTMLparser.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct arena *a;

static int open_arena(void **state)
{
	(void)state;
	a = arena_open((size_t)256 << 20);
	return 0;
}

static int close_arena(void **state)
{
	(void)state;
	arena_close(a);
	return 0;
}

static struct str render(const struct letter *l, const struct docx_fonts *fonts)
{
	struct str out, why;
	if (!letter_html(a, l, fonts, &out, &why))
		fail_msg("%.*s", STR_ARG(why));
	return out;
}

static void the_letter_is_in_it(void **state)
{
	(void)state;
	static const struct docx_fonts FONTS;
	static const char *const WANT[] = {"<h1 class=\"doc\">安澜县公安局关于<br>3月上旬",
		"<h2><b>一、存在的主要问题</b></h2>", "<h3><b>（一）值班备勤不落实。</b>3月3日",
		"<h2><b>一、清单</b></h2>", "A&amp;B &lt;系统&gt;", "抄送：市公安局警务督察支队",
		"<span>2026年3月9日印发</span>", "size:A4;margin:37mm 26mm 35mm 28mm"};
	struct letter l = letter_fixture(a, 1);
	struct str html = render(&l, &FONTS);
	for (size_t i = 0; i < sizeof WANT / sizeof *WANT; i++)
		if (!str_has(html, str_of(WANT[i])))
			fail_msg("not found: %s", WANT[i]);
	assert_true(str_eq(html, render(&l, &FONTS)));
}

/* Every element opened is closed, in every form. */
static void elements_are_closed(void **state)
{
	(void)state;
	static const struct docx_fonts FONTS;
	for (int form = LETTER_RED; form <= LETTER_PLAIN; form++) {
		struct letter l = letter_fixture(a, 1);
		l.form = (enum letter_form)form;
		l.signer = form == LETTER_RED ? S("王二") : STR_NONE;
		struct str html = render(&l, &FONTS);
		htmlParserCtxtPtr ctxt = htmlNewParserCtxt();
		htmlDocPtr doc = htmlCtxtReadMemory(ctxt, html.p, (int)html.n, NULL, "utf-8",
			HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
		assert_non_null(doc);
		assert_true(ctxt->wellFormed);
		xmlFreeDoc(doc);
		htmlFreeParserCtxt(ctxt);
	}
}

static void nothing_of_the_letter_becomes_markup(void **state)
{
	(void)state;
	static const char EVIL[] = "</style><script>alert(1)</script>\" onload=\"x";
	const struct docx_fonts fonts = {str_of(EVIL), str_of(EVIL), str_of(EVIL), str_of(EVIL)};
	const struct letter_col col = {str_of(EVIL), 1};
	const struct str cell = str_of(EVIL);
	const struct letter_table table = {&col, 1, 1, &cell, false};
	struct letter_block blocks[5] = {{.kind = LETTER_PARA}, {.kind = LETTER_HEAD, .level = 1},
		{.kind = LETTER_LINE}, {.kind = LETTER_ANNEX},
		{.kind = LETTER_TABLE, .table = &table}};
	struct letter l = letter_fixture(a, 1);
	for (int i = 0; i < 4; i++)
		blocks[i].text = cell;
	l.blocks = blocks;
	l.n_blocks = 5;
	l.attached = &cell;
	l.copy_no = l.secrecy = l.urgency = l.mark = l.number = l.signer = l.title = l.to = cell;
	l.from = l.note = l.cc = l.printed_by = cell;
	struct str html = render(&l, &fonts);
	assert_false(str_has(html, S("<script")));
	assert_false(str_has(html, S("\" onload")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_letter_is_in_it),
		cmocka_unit_test(elements_are_closed),
		cmocka_unit_test(nothing_of_the_letter_becomes_markup),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
