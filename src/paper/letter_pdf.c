/* letter_pdf.c — see letter_pdf.h. */
#include "paper/letter_pdf.h"

#include "base/bug.h"
#include "base/utf8.h"
#include "paper/sheet.h"
#include "sys/lib.h"

#include <cairo-pdf.h>

enum { MOST_BYTES = 64 << 20, MOST_RUN = 512 };

#define FN(name) __typeof__(name) *name
struct lib {
	FN(cairo_pdf_surface_create_for_stream);
	FN(cairo_pdf_surface_set_metadata);
	FN(cairo_pdf_surface_restrict_to_version);
	FN(cairo_surface_finish);
	FN(cairo_surface_destroy);
	FN(cairo_surface_status);
	FN(cairo_create);
	FN(cairo_destroy);
	FN(cairo_status);
	FN(cairo_set_source_rgb);
	FN(cairo_set_font_face);
	FN(cairo_set_font_size);
	FN(cairo_show_text_glyphs);
	FN(cairo_set_line_width);
	FN(cairo_move_to);
	FN(cairo_line_to);
	FN(cairo_stroke);
	FN(cairo_show_page);
	FN(cairo_font_options_create);
	FN(cairo_font_options_destroy);
	FN(cairo_font_options_set_hint_style);
	FN(cairo_font_options_set_hint_metrics);
	FN(cairo_set_font_options);
};
#undef FN

#define C(fn) LIB_SYM(struct lib, fn)
static const struct lib_sym SYMS[] = {C(cairo_pdf_surface_create_for_stream),
	C(cairo_pdf_surface_set_metadata), C(cairo_pdf_surface_restrict_to_version),
	C(cairo_surface_finish), C(cairo_surface_destroy), C(cairo_surface_status), C(cairo_create),
	C(cairo_destroy), C(cairo_status), C(cairo_set_source_rgb), C(cairo_set_font_face),
	C(cairo_set_font_size), C(cairo_show_text_glyphs), C(cairo_set_line_width),
	C(cairo_move_to), C(cairo_line_to), C(cairo_stroke), C(cairo_show_page),
	C(cairo_font_options_create), C(cairo_font_options_destroy),
	C(cairo_font_options_set_hint_style), C(cairo_font_options_set_hint_metrics),
	C(cairo_set_font_options)};
#undef C

struct canvas {
	struct arena *a;
	struct lib lib;
	struct faces *faces;
	cairo_t *cr;
};

static cairo_status_t keep(void *to, const unsigned char *p, unsigned int n)
{
	buf_put(to, p, n);
	return CAIRO_STATUS_SUCCESS;
}

/* Characters of one face, each at its own place, with their text for whoever searches. */
static void show(struct canvas *c, const struct sheet_text *t, int from, int to)
{
	cairo_glyph_t glyphs[MOST_RUN];
	cairo_text_cluster_t clusters[MOST_RUN];
	char text[MOST_RUN * 4];
	struct buf utf8 = {.a = c->a, .p = text, .room = sizeof text, .ceiling = sizeof text};
	int face = 0;
	for (int i = from; i < to; i++) {
		const struct line_char *k = &t->chars[i];
		struct face_glyph g = faces_glyph(c->faces, k->role, k->c);
		size_t before = utf8.n;
		/* A glyph stands in the middle of its cell. */
		double aside = (k->wide - g.wide * t->size) / 2;
		utf8_put(&utf8, k->c);
		glyphs[i - from] = (cairo_glyph_t){g.index, t->x + k->x + aside, t->y};
		clusters[i - from] = (cairo_text_cluster_t){(int)(utf8.n - before), 1};
		face = g.face;
	}
	c->lib.cairo_set_font_face(c->cr, faces_cairo(c->faces, face));
	c->lib.cairo_set_font_size(c->cr, t->size);
	c->lib.cairo_show_text_glyphs(
		c->cr, text, (int)utf8.n, glyphs, to - from, clusters, to - from, 0);
}

static void set_colour(struct canvas *c, bool red)
{
	c->lib.cairo_set_source_rgb(c->cr, red ? 1 : 0, 0, 0);
}

static void draw_text(struct canvas *c, const struct sheet_text *t)
{
	set_colour(c, t->red);
	for (int from = 0; from < t->n;) {
		int face = faces_glyph(c->faces, t->chars[from].role, t->chars[from].c).face;
		int to = from + 1;
		while (to < t->n && to - from < MOST_RUN &&
			faces_glyph(c->faces, t->chars[to].role, t->chars[to].c).face == face)
			to++;
		show(c, t, from, to);
		from = to;
	}
}

static void draw_rule(struct canvas *c, const struct sheet_rule *r)
{
	set_colour(c, r->red);
	c->lib.cairo_set_line_width(c->cr, r->thick);
	c->lib.cairo_move_to(c->cr, r->x1, r->y1);
	c->lib.cairo_line_to(c->cr, r->x2, r->y2);
	c->lib.cairo_stroke(c->cr);
}

static void draw_pages(struct canvas *c, const struct sheet *s)
{
	for (int page = 0; page < s->n_pages; page++) {
		for (size_t i = 0; i < s->rules.n; i++)
			if (s->rules.at[i].page == page)
				draw_rule(c, &s->rules.at[i]);
		for (size_t i = 0; i < s->texts.n; i++)
			if (s->texts.at[i].page == page)
				draw_text(c, &s->texts.at[i]);
		c->lib.cairo_show_page(c->cr);
	}
}

/* Glyphs as they are, not fitted to a screen's dots. */
static void set_options(struct canvas *c)
{
	cairo_font_options_t *o = c->lib.cairo_font_options_create();
	c->lib.cairo_font_options_set_hint_style(o, CAIRO_HINT_STYLE_NONE);
	c->lib.cairo_font_options_set_hint_metrics(o, CAIRO_HINT_METRICS_OFF);
	c->lib.cairo_set_font_options(c->cr, o);
	c->lib.cairo_font_options_destroy(o);
}

/* Without a date of its own cairo would write the clock's. */
static void set_metadata(struct canvas *c, cairo_surface_t *s, const struct letter *l)
{
	struct day d = day_is_set(l->date) ? l->date : day_of(2000, 1, 1);
	char text[DAY_TEXT];
	const char *when = arena_fmt(c->a, "%sT00:00:00+08:00", day_text(d, text));
	struct str title = str_replace(c->a, l->title, S("\n"), S(""));
	c->lib.cairo_pdf_surface_restrict_to_version(s, CAIRO_PDF_VERSION_1_5);
	c->lib.cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_CREATE_DATE, when);
	c->lib.cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_TITLE, str_c(c->a, title));
	c->lib.cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_AUTHOR, str_c(c->a, l->from));
}

static bool draw(
	struct canvas *c, const struct letter *l, const struct sheet *sheet, struct buf *to)
{
	cairo_surface_t *s = c->lib.cairo_pdf_surface_create_for_stream(
		keep, to, SHEET_WIDE, SHEET_HIGH);
	c->cr = c->lib.cairo_create(s);
	set_metadata(c, s, l);
	set_options(c);
	draw_pages(c, sheet);
	bool ok = c->lib.cairo_status(c->cr) == CAIRO_STATUS_SUCCESS;
	c->lib.cairo_destroy(c->cr);
	c->lib.cairo_surface_finish(s);
	ok = ok && c->lib.cairo_surface_status(s) == CAIRO_STATUS_SUCCESS && !to->full;
	c->lib.cairo_surface_destroy(s);
	return ok;
}

static bool make(struct canvas *c, const struct letter *l, struct letter_pdf *out, struct str *why)
{
	struct sheet sheet;
	struct buf to = buf_in(c->a, MOST_BYTES);
	if (!letter_ok(c->a, l, why) || !sheet_lay(c->a, c->faces, l, &sheet, why))
		return false;
	if (!draw(c, l, &sheet, &to)) {
		*why = S("做 PDF 时出错：字体文件打不开，或结果太大。请运行 duban doctor 检查字体");
		return false;
	}
	out->bytes = buf_view(&to);
	out->pages = sheet.n_pages;
	out->n_subs = faces_subs(c->faces, out->subs);
	out->missing = faces_missing(c->faces);
	return true;
}

bool letter_pdf(struct arena *a, const struct letter *l, const struct docx_fonts *fonts,
	struct letter_pdf *out, struct str *why)
{
	struct canvas c = {.a = a};
	*out = (struct letter_pdf){0};
	if (!lib_open("libcairo.so.2", SYMS, NELEM(SYMS), &c.lib)) {
		*why = S("本机没有安装制作 PDF 的组件（libcairo2），请管理员安装");
		return false;
	}
	c.faces = faces_open(a, fonts, why);
	if (c.faces == NULL)
		return false;
	bool ok = make(&c, l, out, why);
	faces_close(c.faces);
	return ok;
}
