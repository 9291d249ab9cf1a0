/* pdf_in_test.c — a PDF made on the spot comes back as the paragraphs it was made of. */
#include "paper/pdf_in.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct arena *A;

struct page {
	struct buf out;
	cairo_surface_t *surface;
	cairo_t *cr;
};

static cairo_status_t take(void *p, const unsigned char *bytes, unsigned n)
{
	buf_put(p, bytes, n);
	return CAIRO_STATUS_SUCCESS;
}

static struct page *begin(void)
{
	struct page *p = arena_new(A, struct page);
	p->out = buf_in(A, 1 << 22);
	p->surface = cairo_pdf_surface_create_for_stream(take, &p->out, 595, 842);
	p->cr = cairo_create(p->surface);
	return p;
}

static void put(struct page *p, double x, double y, const char *text)
{
	PangoLayout *l = pango_cairo_create_layout(p->cr);
	PangoFontDescription *f = pango_font_description_from_string("Noto Serif CJK SC 16px");
	pango_layout_set_font_description(l, f);
	pango_layout_set_text(l, text, -1);
	cairo_move_to(p->cr, x, y);
	pango_cairo_show_layout(p->cr, l);
	pango_font_description_free(f);
	g_object_unref(l);
}

static struct str finish(struct page *p)
{
	cairo_destroy(p->cr);
	cairo_surface_finish(p->surface);
	cairo_surface_destroy(p->surface);
	return buf_view(&p->out);
}

/* Lines joined by "|", notes behind "~", an error behind "!". */
static const char *read_pdf(struct str pdf)
{
	struct draft d = draft_in(A, S("pdf"));
	struct buf out = buf_in(A, 1 << 20);
	pdf_read(&d, pdf);
	struct doc got = draft_doc(&d);
	if (d.error.n)
		return arena_fmt(A, "!%.*s", STR_ARG(d.error));
	for (int i = 0; i < got.n_lines; i++) {
		struct str text = doc_slice(&got, got.lines[i].span);
		buf_fmt(&out, "%s%.*s", i ? "|" : "", STR_ARG(text));
	}
	for (int i = 0; i < got.n_notes; i++)
		buf_fmt(&out, "~%.*s", STR_ARG(got.notes[i]));
	return str_c(A, buf_view(&out));
}

/* 20 characters to a line of 320 points, first lines indented by two. */
static void paragraphs_are_rejoined(void **state)
{
	(void)state;
	struct page *p = begin();
	put(p, 180, 60, "安澜县专项整治工作方案");
	put(p, 112, 100, "为扎实做好我县作风建设工作，确保专项");
	put(p, 80, 128, "整治有序开展，结合实际，特制定本工作方案");
	put(p, 80, 156, "。");
	put(p, 112, 184, "一、目标任务");
	put(p, 112, 212, "（一）全面摸底排查。各单位于三月底之");
	put(p, 270, 800, "— 1 —");
	cairo_show_page(p->cr);
	put(p, 80, 60, "前完成。");
	put(p, 112, 88, "牵头单位：县公安局");
	put(p, 270, 800, "— 2 —");
	assert_string_equal(read_pdf(finish(p)),
		"安澜县专项整治工作方案|"
		"为扎实做好我县作风建设工作，确保专项整治有序开展，结合实际，特制"
		"定本工作方案。|一、目标任务|（一）全面摸底排查。各单位于三月底之前完成。|"
		"牵头单位：县公安局");
}

static void columns_are_kept_apart(void **state)
{
	(void)state;
	struct page *p = begin();
	put(p, 300, 100, "县公安局");
	put(p, 80, 100, "1");
	put(p, 120, 100, "摸底排查");
	put(p, 80, 128, "2");
	put(p, 120, 128, "集中 整治");
	put(p, 300, 128, "Unit A");
	assert_string_equal(read_pdf(finish(p)), "1\t摸底排查\t县公安局|2\t集中整治\tUnit A");
}

static void repeated_heads_are_dropped(void **state)
{
	(void)state;
	struct page *p = begin();
	static const char *const TEXT[] = {"甲、内容。", "乙、内容。", "丙、内容。"};
	for (int i = 0; i < 3; i++) {
		put(p, 200, 30, "安澜县政府公报");
		put(p, 112, 100, TEXT[i]);
		put(p, 80, 150, "这一行的文字要长得多。");
		put(p, 300, 800, "第1页 共3页");
		cairo_show_page(p->cr);
	}
	cairo_show_page(p->cr);
	assert_string_equal(read_pdf(finish(p)),
		"甲、内容。|这一行的文字要长得多。|乙、内容。|这一行的文字要长得多。|丙、内容。|"
		"这一行的文字要长得多。~PDF 有 1 "
		"页没有文字（可能是扫描图片），这些页没有读入。~每页重复的页眉或页脚没有读入。");
}

static void bad_files_are_named(void **state)
{
	(void)state;
	struct page *p = begin();
	cairo_rectangle(p->cr, 10, 10, 500, 700);
	cairo_fill(p->cr);
	struct str scan = finish(p);
	assert_non_null(strstr(read_pdf(scan), "扫描件"));
	assert_non_null(strstr(read_pdf(str_first(scan, scan.n / 2)), "损坏"));
	assert_non_null(strstr(read_pdf(S("%PDF-1.7\n1 0 obj\n<<>>\n")), "损坏"));
}

static int open_arena(void **state)
{
	(void)state;
	A = arena_open((size_t)256 << 20);
	return 0;
}

static int close_arena(void **state)
{
	(void)state;
	arena_close(A);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(paragraphs_are_rejoined),
		cmocka_unit_test(columns_are_kept_apart),
		cmocka_unit_test(repeated_heads_are_dropped),
		cmocka_unit_test(bad_files_are_named),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
