/* docx.c — see docx.h. The body grows in a buffer; the package is put together at the end. */
#include "paper/docx.h"

#include "base/bug.h"
#include "paper/docx_parts.h"
#include "paper/limits.h"
#include "sys/conf.h"

enum { RESTARTS = 200, TEXT_WIDTH = 8844, PARTS = 12, MOST_BODY = 64 << 20 };

struct docx {
	struct arena *a;
	struct docx_fonts fonts;
	struct buf body;
	int restart_level[RESTARTS]; /* by numbering; [0] is the document's own */
	int n_nums, num[5];          /* the numbering in force for each level */
	int widths[LIMIT_COLUMNS], n_cols, header_rows;
};

struct docx *docx_open(struct arena *a, const struct docx_fonts *f)
{
	struct docx *d = arena_new(a, struct docx);
	d->a = a;
	d->fonts = docx_fonts_or_standard(f);
	d->body = buf_in(a, MOST_BODY);
	d->n_nums = 1;
	for (int i = 0; i < 5; i++)
		d->num[i] = 1;
	return d;
}

/* Text as runs; line feeds and tabs as their elements. */
static void put_run(struct docx *d, const char *style, struct str text)
{
	if (text.n == 0)
		return;
	buf_lit(&d->body, "<w:r>");
	if (*style)
		buf_fmt(&d->body, "<w:rPr><w:rStyle w:val=\"%s\"/></w:rPr>", style);
	for (size_t from = 0; from <= text.n;) {
		size_t to = from;
		while (to < text.n && text.p[to] != '\n' && text.p[to] != '\t')
			to++;
		buf_lit(&d->body, "<w:t xml:space=\"preserve\">");
		docx_parts_escape(&d->body, str_n(text.p + from, to - from));
		buf_lit(&d->body, "</w:t>");
		if (to < text.n)
			buf_fmt(&d->body, "<w:%s/>", text.p[to] == '\n' ? "br" : "tab");
		from = to + 1;
	}
	buf_lit(&d->body, "</w:r>");
}

static void begin_para(struct docx *d, const char *style, const char *more)
{
	buf_fmt(&d->body, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/>%s</w:pPr>", style, more);
}

static void end_para(struct docx *d)
{
	buf_lit(&d->body, "</w:p>");
}

void docx_title(struct docx *d, struct str text)
{
	begin_para(d, "Title", "");
	put_run(d, "", text);
	end_para(d);
}

/* What an item's paragraph says beyond its style: another numbering, the font of its number. */
static const char *item_properties(struct docx *d, int level, const char *font)
{
	const char *num = "", *mark = "";
	if (d->num[level] != 1)
		num = arena_fmt(d->a,
			"<w:numPr><w:ilvl w:val=\"%d\"/><w:numId w:val=\"%d\"/></w:numPr>",
			level - 1, d->num[level]);
	if (*font)
		mark = arena_fmt(d->a, "<w:rPr><w:rStyle w:val=\"%s\"/></w:rPr>", font);
	return arena_fmt(d->a, "%s%s", num, mark);
}

void docx_item(struct docx *d, int level, struct str text)
{
	static const char *const FONTS[] = {"", "Hei", "Kai", "", ""};
	AN(level >= 1 && level <= 4);
	begin_para(d, arena_fmt(d->a, "Heading%d", level), item_properties(d, level, FONTS[level]));
	ptrdiff_t stop = str_find(text, S("。"), 0);
	size_t head = stop < 0 ? text.n : (size_t)stop + sizeof "。" - 1;
	put_run(d, FONTS[level], str_first(text, head));
	put_run(d, "", str_from(text, head));
	end_para(d);
}

void docx_restart(struct docx *d, int level)
{
	AN(level >= 1 && level <= 4);
	if (d->n_nums == RESTARTS)
		return;
	d->restart_level[d->n_nums++] = level;
	for (int i = level; i <= 4; i++)
		d->num[i] = d->n_nums;
}

void docx_para(struct docx *d, struct str text)
{
	begin_para(d, "Body", "");
	put_run(d, "", text);
	end_para(d);
}

void docx_line(struct docx *d, struct str text, enum docx_place place)
{
	static const char *const PLACES[] = {"left", "center", "right"};
	begin_para(d, "Normal", arena_fmt(d->a, "<w:jc w:val=\"%s\"/>", PLACES[place]));
	put_run(d, "", text);
	end_para(d);
}

/* ---- tables ---- */

void docx_table(struct docx *d, const int *shares, int n, int header)
{
	int sum = 0;
	AN(n > 0 && n <= LIMIT_COLUMNS);
	for (int i = 0; i < n; i++)
		sum += shares[i];
	AN(sum > 0);
	d->n_cols = n;
	d->header_rows = header;
	buf_lit(&d->body, "<w:tbl><w:tblPr><w:tblW w:w=\"8844\" w:type=\"dxa\"/><w:tblBorders>");
	static const char *const SIDES[] = {"top", "left", "bottom", "right", "insideH", "insideV"};
	for (size_t i = 0; i < NELEM(SIDES); i++)
		buf_fmt(&d->body,
			"<w:%s w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>",
			SIDES[i]);
	buf_lit(&d->body, "</w:tblBorders><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>");
	for (int i = 0; i < n; i++) {
		d->widths[i] = TEXT_WIDTH * shares[i] / sum;
		buf_fmt(&d->body, "<w:gridCol w:w=\"%d\"/>", d->widths[i]);
	}
	buf_lit(&d->body, "</w:tblGrid>");
}

void docx_row(struct docx *d, const struct str *cells, int n)
{
	AN(n == d->n_cols);
	bool header = d->header_rows-- > 0;
	buf_fmt(&d->body, "<w:tr><w:trPr><w:cantSplit/>%s</w:trPr>",
		header ? "<w:tblHeader/>" : "");
	for (int i = 0; i < n; i++) {
		buf_fmt(&d->body,
			"<w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/><w:vAlign "
			"w:val=\"center\"/></w:tcPr>",
			d->widths[i]);
		begin_para(d, "Cell", header ? "<w:jc w:val=\"center\"/>" : "");
		put_run(d, header ? "Hei" : "", cells[i]);
		end_para(d);
		buf_lit(&d->body, "</w:tc>");
	}
	buf_lit(&d->body, "</w:tr>");
}

void docx_end_table(struct docx *d)
{
	buf_lit(&d->body, "</w:tbl>");
	d->n_cols = 0;
}

/* ---- the package ---- */

static struct str document(struct docx *d)
{
	struct buf out = buf_in(d->a, (size_t)MOST_BODY + 4096);
	buf_lit(&out, DOCX_HEAD "<w:document " DOCX_NS "><w:body>");
	buf_str(&out, buf_view(&d->body));
	buf_lit(&out,
		"<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId4\"/>"
		"<w:footerReference w:type=\"even\" r:id=\"rId5\"/>"
		"<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"2098\" w:right=\"1474\" "
		"w:bottom=\"1984\" w:left=\"1588\" w:header=\"851\" w:footer=\"1400\" "
		"w:gutter=\"0\"/>" DOCX_GRID "</w:sectPr></w:body></w:document>");
	AN(!out.full);
	return buf_view(&out);
}

struct str docx_close(struct docx *d)
{
	struct docx_part parts[PARTS];
	struct buf styles = buf_in(d->a, 1 << 16), numbering = buf_in(d->a, 1 << 17);
	AZ(d->body.full);
	docx_parts_styles(&styles, &d->fonts);
	docx_parts_numbering(&numbering, d->restart_level, d->n_nums);
	size_t n = docx_parts_fixed(parts, PARTS);
	parts[n++] = (struct docx_part){"word/document.xml", document(d)};
	parts[n++] = (struct docx_part){"word/styles.xml", buf_view(&styles)};
	parts[n++] = (struct docx_part){"word/numbering.xml", buf_view(&numbering)};
	return docx_parts_zip(d->a, parts, n);
}

struct docx_fonts docx_fonts_of(const struct conf *c)
{
	return (struct docx_fonts){conf_text(c, CONF_FONT_TITLE), conf_text(c, CONF_FONT_BODY),
		conf_text(c, CONF_FONT_KAI), conf_text(c, CONF_FONT_HEI)};
}
