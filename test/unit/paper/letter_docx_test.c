/* letter_docx_test.c — the Word document looked into as Word does: page, grid, styles, numbering,
 * footers; and read back with the numbers its word processor would print. */
#include "paper/letter_docx.h"

#include "lib/letter_fixture.h"
#include "paper/read.h"
#include "paper/xml.h"

#include <stdlib.h>
#include <time.h>
#include <zip.h>

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

static struct str render(const struct letter *l)
{
	static const struct docx_fonts FONTS = {.body = S("仿宋 & <测试>")};
	struct str out, why;
	if (!letter_docx(a, l, &FONTS, &out, &why))
		fail_msg("%.*s", STR_ARG(why));
	return out;
}

static zip_t *unpack(struct str docx)
{
	zip_error_t err;
	zip_source_t *s = zip_source_buffer_create(docx.p, docx.n, 0, &err);
	zip_t *z = zip_open_from_source(s, ZIP_RDONLY, &err);
	assert_non_null(z);
	return z;
}

static struct str part(struct str docx, const char *name)
{
	zip_stat_t st;
	zip_t *z = unpack(docx);
	assert_int_equal(zip_stat(z, name, 0, &st), 0);
	char *p = arena_get(a, st.size + 1);
	zip_file_t *f = zip_fopen(z, name, 0);
	assert_int_equal(zip_fread(f, p, st.size), (zip_int64_t)st.size);
	zip_fclose(f);
	zip_discard(z);
	return str_n(p, st.size);
}

/* The attribute of the first (or, `n` times on, a later) element of that name. */
static struct str attr_of(struct str xml, const char *element, int n, const char *attr)
{
	struct draft d = draft_in(a, S("docx"));
	struct xml *x = xml_of(&d, xml);
	struct str out = STR_NONE;
	for (enum mark m = xml_next(x); m != MARK_DONE; m = xml_next(x))
		if (m == MARK_START && str_eq(xml_name(x), str_of(element)) && n-- == 0)
			out = xml_attr(x, attr);
	xml_close(x);
	assert_int_equal(d.error.n, 0);
	return out;
}

#define ATTR(xml, element, n, attr, want)                                                          \
	assert_string_equal(str_c(a, attr_of((xml), (element), (n), (attr))), (want))

/* 37, 28, 26 and 35 mm in twentieths of a point; 22 lines in 225 mm. */
static void the_page_is_set_up(void **state)
{
	(void)state;
	struct letter l = letter_fixture(a, 3);
	struct str xml = part(render(&l), "word/document.xml");
	ATTR(xml, "pgSz", 0, "w", "11906");
	ATTR(xml, "pgSz", 0, "h", "16838");
	ATTR(xml, "pgMar", 0, "top", "2098");
	ATTR(xml, "pgMar", 0, "left", "1588");
	ATTR(xml, "pgMar", 0, "right", "1474");
	ATTR(xml, "pgMar", 0, "bottom", "1984");
	ATTR(xml, "docGrid", 0, "linePitch", "579");
	assert_true((16838 - 2098 - 1984) / 579 == 22);
}

static void odd_and_even_pages_have_their_footers(void **state)
{
	(void)state;
	struct letter l = letter_fixture(a, 1);
	struct str docx = render(&l), xml = part(docx, "word/document.xml");
	ATTR(xml, "footerReference", 0, "type", "default");
	ATTR(xml, "footerReference", 1, "type", "even");
	assert_true(str_has(part(docx, "word/settings.xml"), S("<w:evenAndOddHeaders/>")));
	ATTR(part(docx, "word/footer1.xml"), "jc", 0, "val", "right");
	ATTR(part(docx, "word/footer2.xml"), "jc", 0, "val", "left");
	ATTR(part(docx, "word/footer1.xml"), "fldSimple", 0, "instr", "PAGE");
	assert_false(str_has(xml, S("titlePg")));
	l.form = LETTER_MAIL;
	assert_true(str_has(part(render(&l), "word/document.xml"), S("<w:titlePg/>")));
}

/* Every part is well-formed XML, fonts' names and cells with signs of XML included. */
static void every_part_is_well_formed(void **state)
{
	(void)state;
	for (int form = LETTER_RED; form <= LETTER_PLAIN; form++) {
		struct letter l = letter_fixture(a, 1);
		l.form = (enum letter_form)form;
		l.signer = S("王二");
		struct str docx = render(&l);
		zip_t *z = unpack(docx);
		zip_int64_t n = zip_get_num_entries(z, 0);
		assert_true(n >= 9);
		for (zip_int64_t i = 0; i < n; i++)
			attr_of(part(docx, zip_get_name(z, (zip_uint64_t)i, 0)), "none", 0, "none");
		zip_discard(z);
	}
}

static void the_red_rule_is_a_border(void **state)
{
	(void)state;
	struct letter l = letter_fixture(a, 1);
	struct str docx = render(&l), styles = part(docx, "word/styles.xml");
	ptrdiff_t at = str_find(styles, S("w:styleId=\"Number\""), 0);
	assert_true(at > 0);
	struct str style = str_first(str_from(styles, (size_t)at), 400);
	assert_true(str_has(style, S("<w:bottom w:val=\"single\" w:sz=\"12\" w:space=\"5\" "
				     "w:color=\"FF0000\"/>")));
	assert_true(str_has(part(docx, "word/document.xml"), S("<w:pStyle w:val=\"Number\"/>")));
}

/* The word processor's own numbers, counted by the reader of documents, are those of the PDF. */
static void numbers_are_those_of_the_other_writers(void **state)
{
	(void)state;
	static const struct paper_hint HINT;
	struct letter l = letter_fixture(a, 3);
	struct letter_count count = {0};
	struct doc doc;
	struct str error;
	if (!paper_read(a, render(&l), &HINT, &doc, &error))
		fail_msg("%.*s", STR_ARG(error));
	size_t from = 0;
	for (int i = 0; i < l.n_blocks; i++) {
		if (l.blocks[i].kind == LETTER_ANNEX)
			count = (struct letter_count){0};
		if (l.blocks[i].kind != LETTER_HEAD)
			continue;
		struct str want = str_cat(
			a, letter_number(a, &count, l.blocks[i].level), l.blocks[i].text);
		ptrdiff_t at = str_find(doc.text, want, from);
		if (at < 0)
			fail_msg("not found: %.*s", STR_ARG(want));
		from = (size_t)at + want.n;
	}
	assert_true(str_has(doc.text, S("一、清单"))); /* the annex begins again */
	assert_true(str_has(doc.text, S("A&B <系统>")));
	assert_true(str_has(doc.text, S("抄送：市公安局警务督察支队")));
	assert_true(str_has(doc.text, S("附件：督察发现问题清单")));
}

static void the_same_letter_gives_the_same_bytes(void **state)
{
	(void)state;
	struct letter l = letter_fixture(a, 3);
	setenv("TZ", "America/New_York", 1);
	tzset();
	struct str one = render(&l);
	setenv("TZ", "Asia/Shanghai", 1);
	tzset();
	assert_true(str_eq(one, render(&l)));
	/* nothing depends on a version of zlib: parts are stored */
	zip_stat_t st;
	zip_t *z = unpack(one);
	for (zip_uint64_t i = 0; i < (zip_uint64_t)zip_get_num_entries(z, 0); i++) {
		assert_int_equal(zip_stat_index(z, i, 0, &st), 0);
		assert_int_equal(st.comp_method, ZIP_CM_STORE);
	}
	zip_discard(z);
}

int main(int argc, char **argv)
{
	paper_child(argc, argv);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_page_is_set_up),
		cmocka_unit_test(odd_and_even_pages_have_their_footers),
		cmocka_unit_test(every_part_is_well_formed),
		cmocka_unit_test(the_red_rule_is_a_border),
		cmocka_unit_test(numbers_are_those_of_the_other_writers),
		cmocka_unit_test(the_same_letter_gives_the_same_bytes),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
