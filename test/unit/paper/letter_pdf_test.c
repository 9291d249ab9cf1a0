/* letter_pdf_test.c — a PDF measured as a clerk would measure the sheet of paper: with poppler,
 * characters by their places, rules and margins by the ink on a picture of 10 dots a millimetre. */
#include "paper/letter_pdf.h"

#include "lib/letter_fixture.h"
#include "paper/read.h"
#include "sys/file.h"

#include <math.h>
#include <poppler.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { DOTS = 10, WIDE = 210 * DOTS, HIGH = 297 * DOTS };

static struct arena *a;

static int open_arena(void **state)
{
	(void)state;
	a = arena_open((size_t)1 << 30);
	return 0;
}

static int close_arena(void **state)
{
	(void)state;
	arena_close(a);
	return 0;
}

static struct letter_pdf render(const struct letter *l)
{
	static const struct docx_fonts FONTS;
	struct letter_pdf out;
	struct str why;
	if (!letter_pdf(a, l, &FONTS, &out, &why))
		fail_msg("%.*s", STR_ARG(why));
	return out;
}

/* ---- measuring ---- */

struct looked {
	PopplerDocument *doc;
	GBytes *bytes;
	cairo_surface_t *picture;
	const uint32_t *dots;
	size_t stride;
};

static struct looked look(const struct letter_pdf *pdf)
{
	struct looked l = {.bytes = g_bytes_new_static(pdf->bytes.p, pdf->bytes.n)};
	l.doc = poppler_document_new_from_bytes(l.bytes, NULL, NULL);
	assert_non_null(l.doc);
	assert_int_equal(poppler_document_get_n_pages(l.doc), pdf->pages);
	return l;
}

/* Draws page `i`, replacing the picture drawn before. */
static void draw(struct looked *l, int i)
{
	PopplerPage *page = poppler_document_get_page(l->doc, i);
	if (l->picture)
		cairo_surface_destroy(l->picture);
	l->picture = cairo_image_surface_create(CAIRO_FORMAT_RGB24, WIDE, HIGH);
	cairo_t *cr = cairo_create(l->picture);
	cairo_set_source_rgb(cr, 1, 1, 1);
	cairo_paint(cr);
	cairo_scale(cr, DOTS * 25.4 / 72, DOTS * 25.4 / 72);
	poppler_page_render(page, cr);
	cairo_destroy(cr);
	cairo_surface_flush(l->picture);
	l->dots = (const uint32_t *)(const void *)cairo_image_surface_get_data(l->picture);
	l->stride = (size_t)cairo_image_surface_get_stride(l->picture) / 4;
	g_object_unref(page);
}

static void forget(struct looked *l)
{
	if (l->picture)
		cairo_surface_destroy(l->picture);
	g_object_unref(l->doc);
	g_bytes_unref(l->bytes);
}

enum ink { BLACK, RED };

static bool is_ink(const struct looked *l, int x, int y, enum ink ink)
{
	uint32_t d = l->dots[(size_t)y * l->stride + (size_t)x];
	unsigned r = d >> 16 & 255, g = d >> 8 & 255;
	return ink == RED ? r > 180 && g < 100 : r < 128 && g < 128;
}

struct box {
	double left, right, top, bottom; /* millimetres; left > right: nothing */
	int dots;
};

/* What is inked inside a part of the page. */
static struct box ink_in(const struct looked *l, double top, double bottom, enum ink ink)
{
	struct box b = {.left = 1e9, .right = -1, .top = 1e9, .bottom = -1};
	for (int y = (int)(top * DOTS); y < (int)(bottom * DOTS) && y < HIGH; y++)
		for (int x = 0; x < WIDE; x++) {
			if (!is_ink(l, x, y, ink))
				continue;
			b.dots++;
			b.left = fmin(b.left, x / (double)DOTS);
			b.right = fmax(b.right, (x + 1) / (double)DOTS);
			b.top = fmin(b.top, y / (double)DOTS);
			b.bottom = fmax(b.bottom, (y + 1) / (double)DOTS);
		}
	return b;
}

/* Rules across the text area: rows inked from edge to edge, as boxes; returns how many. */
static int rules_in(const struct looked *l, enum ink ink, struct box *out, int room)
{
	int n = 0;
	bool in_rule = false;
	for (int y = 0; y < HIGH; y++) {
		int inked = 0;
		for (int x = 0; x < WIDE; x++)
			inked += is_ink(l, x, y, ink);
		bool rule = inked > 150 * DOTS;
		if (rule && !in_rule && n < room)
			out[n++] = ink_in(l, y / (double)DOTS, (y + 1) / (double)DOTS, ink);
		if (rule && n)
			out[n - 1].bottom = (y + 1) / (double)DOTS;
		in_rule = rule;
	}
	return n;
}

#define NEAR(got, want, by)                                                                        \
	do {                                                                                       \
		double got_ = (got), want_ = (want);                                               \
		if (fabs(got_ - want_) > (by))                                                     \
			fail_msg("%s: %.2f, wanted %.2f ± %.2f", #got, got_, want_, (double)(by)); \
	} while (0)

/* ---- tests ---- */

static void pages_are_a4(void **state)
{
	(void)state;
	struct letter l = letter_fixture(a, 3);
	struct letter_pdf pdf = render(&l);
	struct looked k = look(&pdf);
	for (int i = 0; i < pdf.pages; i++) {
		double w, h;
		PopplerPage *page = poppler_document_get_page(k.doc, i);
		poppler_page_get_size(page, &w, &h);
		NEAR(w * 25.4 / 72, 210, 0.01);
		NEAR(h * 25.4 / 72, 297, 0.01);
		g_object_unref(page);
	}
	forget(&k);
}

/* Characters of the body by line: how many lines, and how many in the fullest. */
static void count_lines(struct looked *k, int page, int *lines, int *most)
{
	PopplerPage *p = poppler_document_get_page(k->doc, page);
	PopplerRectangle *r;
	guint n;
	double y = -100;
	int here = 0;
	*lines = *most = 0;
	assert_true(poppler_page_get_text_layout(p, &r, &n));
	for (guint i = 0; i < n; i++) {
		if (r[i].x2 - r[i].x1 < 10 || r[i].y1 > 262 * 72 / 25.4)
			continue;
		if (fabs(r[i].y1 - y) > 5) {
			(*lines)++;
			here = 0;
			y = r[i].y1;
		}
		*most = ++here > *most ? here : *most;
	}
	g_free(r);
	g_object_unref(p);
}

static void a_page_holds_22_lines_of_28_characters(void **state)
{
	(void)state;
	struct letter l = letter_fixture_plain(a, 22 * 28 * 2 + 1);
	struct letter_pdf pdf = render(&l);
	struct looked k = look(&pdf);
	int lines, most;
	assert_int_equal(pdf.pages, 3);
	for (int i = 0; i < 2; i++) {
		count_lines(&k, i, &lines, &most);
		assert_int_equal(lines, 22);
		assert_int_equal(most, 28);
	}
	count_lines(&k, 2, &lines, &most);
	assert_int_equal(lines, 1);
	assert_int_equal(most, 1);
	forget(&k);
}

/* 天头 37 ± 1 mm, 订口 28 ± 1 mm, 版心 156 × 225 mm: the ink of a full page fills it. A character's
 * ink is a little less than its square. */
static void the_text_area_is_where_the_standard_wants_it(void **state)
{
	(void)state;
	struct letter l = letter_fixture_plain(a, 22 * 28);
	struct letter_pdf pdf = render(&l);
	struct looked k = look(&pdf);
	draw(&k, 0);
	struct box ink = ink_in(&k, 0, 264, BLACK);
	NEAR(ink.left, 28, 1);
	NEAR(ink.right, 28 + 156, 1);
	NEAR(ink.top, 37, 1);
	NEAR(ink.bottom, 37 + 225, 1);
	forget(&k);
}

/* 7.2.4: the mark's upper edge 35 mm below that of the text area; 7.2.7: the red rule 4 mm below the
 * number, as wide as the text area. */
static void the_head_is_in_its_place(void **state)
{
	(void)state;
	struct letter l = letter_fixture(a, 3);
	struct letter_pdf pdf = render(&l);
	struct looked k = look(&pdf);
	struct box rules[4], number;
	draw(&k, 0);
	assert_int_equal(rules_in(&k, RED, rules, 4), 1);
	NEAR(rules[0].left, 28, 0.2);
	NEAR(rules[0].right, 28 + 156, 0.2);
	NEAR(rules[0].bottom - rules[0].top, 0.53, 0.15);
	struct box mark = ink_in(&k, 0, rules[0].top - 1, RED);
	NEAR(mark.top, 37 + 35, 1);
	NEAR(mark.left - 28, 184 - mark.right, 2); /* in the middle */
	number = ink_in(&k, mark.bottom + 1, rules[0].top, BLACK);
	NEAR(rules[0].top - number.bottom, 4, 0.6);
	/* two blank lines between mark and number, two between rule and title */
	NEAR(number.top - mark.bottom, 2 * 10.45, 2);
	struct box title = ink_in(&k, rules[0].bottom + 1, 160, BLACK);
	assert_true(title.top - rules[0].bottom >= 2 * 10.45 - 2);
	assert_true(title.top - rules[0].bottom <= 3 * 10.45 + 2);
	forget(&k);
}

/* 7.5: odd pages one character from the right, even ones from the left; the dash 7 mm below. */
static void page_numbers_change_sides(void **state)
{
	(void)state;
	struct letter l = letter_fixture_plain(a, 22 * 28 * 3);
	struct letter_pdf pdf = render(&l);
	struct looked k = look(&pdf);
	assert_int_equal(pdf.pages, 3);
	for (int i = 0; i < 3; i++) {
		draw(&k, i);
		struct box n = ink_in(&k, 264, 290, BLACK);
		if (i % 2 == 0)
			NEAR(n.right, 184 - 5.57, 0.6);
		else
			NEAR(n.left, 28 + 5.57, 0.6);
		/* the dash alone: the ink at its outer end */
		struct box dash = {.top = 1e9};
		int x = (int)((n.left + 1) * DOTS);
		for (int y = 264 * DOTS; y < 290 * DOTS; y++)
			if (is_ink(&k, x, y, BLACK))
				dash.top = fmin(dash.top, y / (double)DOTS);
		NEAR(dash.top, 262 + 7, 0.6);
	}
	forget(&k);
}

/* 7.4: thick rules of 0.35 mm first and last, the last at the text area's edge. */
static void the_colophon_ends_the_last_page(void **state)
{
	(void)state;
	struct letter l = letter_fixture(a, 1);
	l.n_blocks -= 3; /* without the annex, whose table has rules of its own */
	l.n_attached = 0;
	struct letter_pdf pdf = render(&l);
	struct looked k = look(&pdf);
	struct box rules[8];
	draw(&k, pdf.pages - 1);
	int n = rules_in(&k, BLACK, rules, 8);
	assert_int_equal(n, 3);
	NEAR((rules[2].top + rules[2].bottom) / 2, 262, 0.2);
	NEAR(rules[0].left, 28, 0.2);
	NEAR(rules[0].right, 184, 0.2);
	NEAR(rules[0].bottom - rules[0].top, 0.35, 0.15);
	NEAR(rules[1].bottom - rules[1].top, 0.25, 0.15);
	forget(&k);
}

/* Text of a page as poppler reads it. */
static struct str page_text(struct looked *k, int i)
{
	PopplerPage *p = poppler_document_get_page(k->doc, i);
	char *text = poppler_page_get_text(p);
	struct str copy = str_dup(a, str_of(text));
	g_free(text);
	g_object_unref(p);
	return copy;
}

/* However long the body is, the page with the signature holds some of it. */
static void a_signature_never_stands_alone(void **state)
{
	(void)state;
	for (int lines = 12; lines < 27; lines++) {
		struct letter l = letter_fixture_plain(a, lines * 28);
		l.from = S("安澜县公安局");
		l.date = day_of(2026, 3, 9);
		l.sealed = lines % 2;
		struct letter_pdf pdf = render(&l);
		struct looked k = look(&pdf);
		struct str last = page_text(&k, pdf.pages - 1);
		assert_true(str_has(last, S("2026年3月9日")));
		assert_true(str_has(last, S("国")));
		forget(&k);
	}
}

static void text_can_be_read_and_searched(void **state)
{
	(void)state;
	static const char *const WANT[] = {"000012", "安澜县公安局文件", "安公发〔2026〕12号",
		"安澜县公安局关于", "一、存在的主要问题", "（一）值班备勤不落实。3月3日",
		"1.记录不完整", "附件：督察发现问题清单", "2026年3月9日",
		"（联系人：督察大队，电话：0000-110110）", "抄送：市公安局警务督察支队",
		"2026年3月9日印发"};
	static const struct paper_hint HINT;
	struct letter l = letter_fixture(a, 3);
	struct letter_pdf pdf = render(&l);
	struct doc doc;
	struct str error;
	if (!paper_read(a, pdf.bytes, &HINT, &doc, &error))
		fail_msg("%.*s", STR_ARG(error));
	for (size_t i = 0; i < sizeof WANT / sizeof *WANT; i++)
		if (!str_has(doc.text, str_of(WANT[i])))
			fail_msg("not found: %s in %.*s", WANT[i], STR_ARG(doc.text));
}

/* 信函格式: double rules of 170 mm, the lower one 20 mm from the paper's edge; no number on page 1. */
static void a_mail_has_double_rules(void **state)
{
	(void)state;
	struct letter l = letter_fixture(a, 1);
	l.form = LETTER_MAIL;
	struct letter_pdf pdf = render(&l);
	struct looked k = look(&pdf);
	struct box rules[8];
	draw(&k, 0);
	assert_int_equal(rules_in(&k, RED, rules, 8), 4);
	NEAR(rules[0].left, 20, 0.2);
	NEAR(rules[0].right, 190, 0.2);
	NEAR(rules[2].top, 277, 0.5);
	assert_true(rules[0].bottom - rules[0].top > rules[1].bottom - rules[1].top);
	assert_true(rules[2].bottom - rules[2].top < rules[3].bottom - rules[3].top);
	NEAR(ink_in(&k, 0, rules[0].top - 1, RED).top, 30, 1);
	assert_int_equal(ink_in(&k, 264, 276, BLACK).dots, 0);
	draw(&k, 1);
	assert_true(ink_in(&k, 264, 276, BLACK).dots > 0);
	forget(&k);
}

/* Which fonts stand in is said; the standard's are licensed and not on the machines that test. */
static void substitutes_are_named(void **state)
{
	(void)state;
	static const struct docx_fonts FONTS = {.body = S("没有这种字体")};
	struct letter l = letter_fixture(a, 1);
	struct letter_pdf out;
	struct str why;
	assert_true(letter_pdf(a, &l, &FONTS, &out, &why));
	bool body = false;
	for (int i = 0; i < out.n_subs; i++) {
		assert_true(out.subs[i].used.n > 0);
		assert_false(str_eq(out.subs[i].used, out.subs[i].wanted));
		if (out.subs[i].role == FACE_BODY)
			body = str_eq(out.subs[i].wanted, S("没有这种字体"));
	}
	assert_true(body);
	assert_int_equal(out.missing.n, 0);
	struct letter_block odd = {.text = S("缺字：\xf0\xae\xaf\xa0𐎀。")};
	l.blocks = &odd;
	l.n_blocks = 1;
	assert_true(letter_pdf(a, &l, &FONTS, &out, &why));
	assert_true(str_has(out.missing, S("𐎀")));
}

/* ---- in other processes ---- */

static const char *self;

/* Runs this program with `arg` and an environment variable; its output, or the empty view. */
static struct str run_self(const char *arg, const char *name, const char *value)
{
	int fds[2], status;
	static char out[8 << 20];
	size_t n = 0;
	assert_int_equal(pipe(fds), 0);
	pid_t child = fork();
	if (child == 0) {
		setenv(name, value, 1);
		dup2(fds[1], 1);
		close(fds[0]);
		execl(self, self, arg, (char *)NULL);
		_exit(99);
	}
	close(fds[1]);
	for (ssize_t k; n < sizeof out && (k = read(fds[0], out + n, sizeof out - n)) > 0;)
		n += (size_t)k;
	close(fds[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	return str_dup(a, str_n(out, n));
}

/* The child's work: the sample to standard output. */
static int print_sample(void)
{
	static const struct docx_fonts FONTS;
	struct letter l;
	struct letter_pdf out;
	struct str why;
	a = arena_open((size_t)1 << 30);
	l = letter_fixture(a, 3);
	struct str s = letter_pdf(a, &l, &FONTS, &out, &why) ? out.bytes : why;
	return write(1, s.p, s.n) == (ssize_t)s.n ? 0 : 1;
}

static void every_process_makes_the_same_bytes(void **state)
{
	(void)state;
	struct str one = run_self("--print", "TZ", "Asia/Shanghai"),
		   two = run_self("--print", "TZ", "America/New_York");
	assert_true(str_starts(one, S("%PDF-1.5")));
	assert_true(str_eq(one, two));
	assert_true(str_has(one, S("20260309000000+08'00)")));
}

static void without_any_chinese_font_it_says_so(void **state)
{
	(void)state;
	const char *conf = arena_fmt(a, "%s/duban-no-fonts-%d.conf", P_tmpdir, getpid());
	assert_int_equal(
		file_write(conf, S("<?xml version=\"1.0\"?><fontconfig></fontconfig>\n"), 0600),
		FILE_OK);
	struct str said = run_self("--print", "FONTCONFIG_FILE", conf);
	unlink(conf);
	assert_true(str_has(said, S("本机没有中文字体")));
	assert_true(str_has(said, S("fonts-noto-cjk")));
}

int main(int argc, char **argv)
{
	self = "/proc/self/exe";
	paper_child(argc, argv);
	if (argc > 1 && strcmp(argv[1], "--print") == 0)
		return print_sample();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pages_are_a4),
		cmocka_unit_test(a_page_holds_22_lines_of_28_characters),
		cmocka_unit_test(the_text_area_is_where_the_standard_wants_it),
		cmocka_unit_test(the_head_is_in_its_place),
		cmocka_unit_test(page_numbers_change_sides),
		cmocka_unit_test(the_colophon_ends_the_last_page),
		cmocka_unit_test(a_signature_never_stands_alone),
		cmocka_unit_test(text_can_be_read_and_searched),
		cmocka_unit_test(a_mail_has_double_rules),
		cmocka_unit_test(substitutes_are_named),
		cmocka_unit_test(every_process_makes_the_same_bytes),
		cmocka_unit_test(without_any_chinese_font_it_says_so),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
