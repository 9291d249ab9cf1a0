/* docx_in.c — see docx_in.h. A recursive walk over the XML events: blocks (paragraphs, tables),
 * inside them paragraphs, inside them text boxes with blocks again. xml.c limits the depth. */
#include "paper/docx_in.h"

#include "base/bug.h"
#include "base/num.h"
#include "paper/grid.h"
#include "paper/limits.h"
#include "paper/numbering.h"
#include "paper/styles.h"

struct reader {
	struct draft *d;
	struct xml *x;
	struct styles *styles;
	struct numbering *numbering;
	struct buf *box;  /* where paragraphs go inside a cell or text box; NULL: the document */
	struct str carry; /* text of a paragraph whose end was deleted: it runs on */
};

struct para {
	struct buf text;
	struct buf boxes; /* text boxes anchored in it come after it */
	struct str style;
	int num, level; /* -1: not said */
	bool outline, end_deleted, hidden_run;
};

static void read_blocks(struct reader *r, int depth);

/* The next event below the element at `depth`; MARK_DONE behind its end. */
static enum mark below(struct reader *r, int depth)
{
	enum mark m = xml_next(r->x);
	return m == MARK_END && xml_depth(r->x) == depth ? MARK_DONE : m;
}

static int int_val(struct xml *x)
{
	int64_t n;
	return num_int(xml_attr(x, "val"), 0, 1000000, &n) ? (int)n : -1;
}

static bool is_on(struct xml *x)
{
	struct str v = xml_attr(x, "val");
	return !str_eq(v, S("0")) && !str_eq(v, S("false")) && !str_eq(v, S("off"));
}

/* ---- paragraphs ---- */

static void read_properties(struct reader *r, struct para *p)
{
	int depth = xml_depth(r->x);
	for (enum mark m; (m = below(r, depth)) != MARK_DONE;) {
		if (m != MARK_START)
			continue;
		if (xml_is(r->x, "pStyle"))
			p->style = xml_attr(r->x, "val");
		else if (xml_is(r->x, "ilvl"))
			p->level = int_val(r->x);
		else if (xml_is(r->x, "numId"))
			p->num = int_val(r->x);
		else if (xml_is(r->x, "outlineLvl"))
			p->outline = int_val(r->x) >= 0 && int_val(r->x) < 9;
		else if (xml_is(r->x, "del"))
			p->end_deleted = true;
		else if (xml_is(r->x, "pPrChange") || xml_is(r->x, "sectPr"))
			xml_skip(r->x); /* how it was before; page layout */
	}
}

static void read_run_properties(struct reader *r, struct para *p)
{
	int depth = xml_depth(r->x);
	for (enum mark m; (m = below(r, depth)) != MARK_DONE;)
		if (m == MARK_START && xml_is(r->x, "rPrChange"))
			xml_skip(r->x);
		else if (m == MARK_START && xml_is(r->x, "vanish"))
			p->hidden_run = is_on(r->x);
}

static void read_text(struct reader *r, struct para *p)
{
	int depth = xml_depth(r->x);
	for (enum mark m; (m = below(r, depth)) != MARK_DONE;) {
		if (m != MARK_TEXT)
			continue;
		if (!p->hidden_run)
			buf_str(&p->text, xml_text(r->x));
		else
			draft_note(r->d, S("文中有隐藏文字，没有读入。"));
	}
}

static void read_text_box(struct reader *r, struct para *p)
{
	struct buf *outer = r->box;
	r->box = &p->boxes;
	read_blocks(r, xml_depth(r->x));
	r->box = outer;
}

/* Elements that are only to be noted. */
static const char *const NOTES[][2] = {
	{"footnoteReference", "文中有脚注，脚注内容没有读入。"},
	{"endnoteReference", "文中有尾注，尾注内容没有读入。"},
	{"blip", "文中有图片，图片里的文字没有读入。"},
	{"imagedata", "文中有图片，图片里的文字没有读入。"},
	{"OLEObject", "文中有嵌入的对象（如表格附件），其内容没有读入。"},
	{"altChunk", "文中有嵌入的其他文档，其内容没有读入。"},
};

static void note_element(struct reader *r)
{
	for (size_t i = 0; i < NELEM(NOTES); i++)
		if (str_eq(xml_name(r->x), str_of(NOTES[i][0])))
			draft_note(r->d, str_of(NOTES[i][1]));
}

/* Deleted text, field codes, readings above characters, the second form of a drawing. */
static bool is_left_out(struct xml *x)
{
	return xml_is(x, "del") || xml_is(x, "moveFrom") || xml_is(x, "delText") ||
	       xml_is(x, "instrText") || xml_is(x, "rt") || xml_is(x, "Fallback") ||
	       xml_is(x, "sdtPr");
}

static void para_element(struct reader *r, struct para *p)
{
	if (is_left_out(r->x))
		xml_skip(r->x);
	else if (xml_is(r->x, "pPr"))
		read_properties(r, p);
	else if (xml_is(r->x, "r"))
		p->hidden_run = false;
	else if (xml_is(r->x, "rPr"))
		read_run_properties(r, p);
	else if (xml_is(r->x, "t"))
		read_text(r, p);
	else if (xml_is(r->x, "tab") || xml_is(r->x, "ptab"))
		buf_ch(&p->text, '\t');
	else if (xml_is(r->x, "br") || xml_is(r->x, "cr"))
		buf_ch(&p->text, '\n');
	else if (xml_is(r->x, "noBreakHyphen"))
		buf_ch(&p->text, '-');
	else if (xml_is(r->x, "txbxContent"))
		read_text_box(r, p);
	else
		note_element(r);
}

/* The automatic number, counted even where the paragraph is empty. */
static struct str number_of(struct reader *r, const struct para *p, const struct style *s)
{
	int num = p->num >= 0 ? p->num : s->num, level = p->level;
	if (num <= 0)
		return STR_NONE;
	if (level < 0 && p->num < 0)
		level = numbering_level_of(r->numbering, num, s->num_style);
	if (level < 0)
		level = s->level >= 0 ? s->level : 0;
	return numbering_next(r->numbering, num, level);
}

static void put_box_para(struct buf *box, struct str text)
{
	if (box->n && text.n)
		buf_ch(box, '\n');
	buf_str(box, text);
}

static void put_para(struct reader *r, struct str text, bool heading)
{
	if (r->box)
		put_box_para(r->box, text);
	else
		draft_para(r->d, text, heading);
}

static void end_para(struct reader *r, struct para *p)
{
	struct style s = styles_get(r->styles, p->style);
	struct str text = str_cat(r->d->a, r->carry, buf_view(&p->text));
	r->carry = STR_NONE;
	if (s.contents) {
		draft_note(r->d, S("目录没有读入。"));
		return;
	}
	if (p->end_deleted) {
		r->carry = text;
		return;
	}
	struct str number = number_of(r, p, &s);
	put_para(r, str_cat(r->d->a, number, text), s.heading || p->outline);
	if (p->boxes.n)
		put_para(r, buf_view(&p->boxes), false);
}

static void read_para(struct reader *r)
{
	struct para p = {
		.text = buf_in(r->d->a, LIMIT_TEXT),
		.boxes = buf_in(r->d->a, LIMIT_TEXT),
		.num = -1,
		.level = -1,
	};
	struct str carried = r->carry;
	int depth = xml_depth(r->x);
	r->carry = STR_NONE;
	for (enum mark m; (m = below(r, depth)) != MARK_DONE;)
		if (m == MARK_START)
			para_element(r, &p);
	r->carry = carried;
	end_para(r, &p);
}

/* ---- tables ---- */

static void read_cell_properties(struct reader *r, struct grid_cell *c)
{
	int depth = xml_depth(r->x);
	for (enum mark m; (m = below(r, depth)) != MARK_DONE;) {
		if (m != MARK_START)
			continue;
		if (xml_is(r->x, "gridSpan"))
			c->span = int_val(r->x) > 0 ? int_val(r->x) : 1;
		else if (xml_is(r->x, "vMerge"))
			c->as_above = !str_eq(xml_attr(r->x, "val"), S("restart"));
		else if (xml_is(r->x, "hMerge"))
			c->as_left = !str_eq(xml_attr(r->x, "val"), S("restart"));
		else if (xml_is(r->x, "tcPrChange"))
			xml_skip(r->x);
	}
}

static void read_cell(struct reader *r, struct grid *g)
{
	struct grid_cell c = {.span = 1};
	struct buf text = buf_in(r->d->a, LIMIT_TEXT), *outer = r->box;
	int depth = xml_depth(r->x);
	enum mark m = xml_next(r->x);
	r->box = &text;
	if (m == MARK_START && xml_is(r->x, "tcPr")) {
		read_cell_properties(r, &c);
		read_blocks(r, depth);
	} else if (m == MARK_START) { /* no properties: this is the first block already */
		if (xml_is(r->x, "p"))
			read_para(r);
		read_blocks(r, depth);
	}
	r->box = outer;
	c.text = buf_view(&text);
	grid_cell(g, &c);
}

/* True for a row that is marked as deleted. */
static bool read_row_properties(struct reader *r, struct grid *g)
{
	int depth = xml_depth(r->x);
	bool deleted = false;
	for (enum mark m; (m = below(r, depth)) != MARK_DONE;) {
		if (m == MARK_START && xml_is(r->x, "gridBefore"))
			grid_skip(g, int_val(r->x));
		else if (m == MARK_START && xml_is(r->x, "del"))
			deleted = true;
	}
	return deleted;
}

static void read_row(struct reader *r, struct grid *g)
{
	int depth = xml_depth(r->x);
	bool deleted = false;
	grid_row(g);
	for (enum mark m; (m = below(r, depth)) != MARK_DONE;) {
		if (m != MARK_START)
			continue;
		if (xml_is(r->x, "trPr"))
			deleted = read_row_properties(r, g);
		else if (xml_is(r->x, "tc"))
			read_cell(r, g);
	}
	if (deleted)
		grid_drop_row(g);
}

static void read_table(struct reader *r)
{
	if (r->box) { /* a table in a cell or text box: its text in order */
		read_blocks(r, xml_depth(r->x));
		return;
	}
	struct grid g = grid_in(r->d);
	int depth = xml_depth(r->x);
	for (enum mark m; (m = below(r, depth)) != MARK_DONE;)
		if (m == MARK_START && xml_is(r->x, "tr"))
			read_row(r, &g);
	grid_end(&g);
}

/* ---- blocks ---- */

static void block_element(struct reader *r)
{
	if (is_left_out(r->x))
		xml_skip(r->x);
	else if (xml_is(r->x, "p"))
		read_para(r);
	else if (xml_is(r->x, "tbl"))
		read_table(r);
	else
		note_element(r);
}

/* Everything to the end of the element at `depth`; containers of no meaning are walked through. */
static void read_blocks(struct reader *r, int depth)
{
	for (enum mark m; (m = below(r, depth)) != MARK_DONE;)
		if (m == MARK_START)
			block_element(r);
}

static bool read_document(struct reader *r)
{
	if (r->x == NULL)
		return false;
	read_blocks(r, 0);
	if (r->carry.n)
		put_para(r, r->carry, false);
	return r->d->error.n == 0;
}

bool docx_read(struct draft *d, struct pkg *p, const char *part)
{
	const char *styles = pkg_target(p, part, S("/styles"), STR_NONE);
	const char *numbering = pkg_target(p, part, S("/numbering"), STR_NONE);
	struct xml *sx = styles ? pkg_xml(p, styles, false) : NULL;
	struct xml *nx = numbering ? pkg_xml(p, numbering, false) : NULL;
	struct reader r = {.d = d};
	r.styles = styles_read(d, sx);
	r.numbering = numbering_read(d, nx);
	xml_close(sx);
	xml_close(nx);
	r.x = pkg_xml(p, part, true);
	bool ok = read_document(&r);
	xml_close(r.x);
	return ok;
}

bool docx_read_xml(struct draft *d, struct str document, struct str styles, struct str numbering)
{
	struct xml *sx = styles.n ? xml_of(d, styles) : NULL;
	struct xml *nx = numbering.n ? xml_of(d, numbering) : NULL;
	struct reader r = {.d = d};
	r.styles = styles_read(d, sx);
	r.numbering = numbering_read(d, nx);
	r.x = xml_of(d, document);
	bool ok = read_document(&r);
	xml_close(sx);
	xml_close(nx);
	xml_close(r.x);
	return ok;
}
