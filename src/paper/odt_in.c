/* odt_in.c — see odt_in.h. Blocks are walked like in docx_in.c; list numbers are counted per list
 * style and level, as OpenDocument 1.2 part 1, 16.30 to 16.33, describes them. */
#include "paper/odt_in.h"

#include "base/bug.h"
#include "base/map.h"
#include "base/num.h"
#include "paper/grid.h"
#include "paper/limits.h"
#include "paper/numfmt.h"

enum { LEVELS = 10 };

struct list_style {
	enum numfmt fmt[LEVELS];
	struct str prefix[LEVELS], suffix[LEVELS];
	int start[LEVELS], show[LEVELS]; /* show: how many levels stand in the number */
	int count[LEVELS];
};

struct reader {
	struct draft *d;
	struct xml *x;
	struct map lists; /* list styles by name */
	struct buf *box;  /* where paragraphs go inside a cell; NULL: the document */
	struct list_style *list;
	int level;     /* of the list item being read, from 0; -1 outside lists */
	bool new_item; /* the next paragraph carries the item's number */
};

static void read_blocks(struct reader *r, int depth);

static enum mark below(struct reader *r, int depth)
{
	enum mark m = xml_next(r->x);
	return m == MARK_END && xml_depth(r->x) == depth ? MARK_DONE : m;
}

static int int_attr(struct xml *x, const char *name, int otherwise)
{
	int64_t n;
	return num_int(xml_attr(x, name), 0, 100000, &n) ? (int)n : otherwise;
}

/* ---- list styles ---- */

/* style:num-format by how it begins. */
static const struct {
	const char *begins;
	enum numfmt fmt;
} FORMATS[] = {
	{"1", NUMFMT_DECIMAL},
	{"a", NUMFMT_LOWER_LETTER},
	{"A", NUMFMT_UPPER_LETTER},
	{"i", NUMFMT_LOWER_ROMAN},
	{"I", NUMFMT_UPPER_ROMAN},
	{"一", NUMFMT_CHINESE},
	{"壹", NUMFMT_CHINESE_LEGAL},
	{"①", NUMFMT_CIRCLE},
	{"甲", NUMFMT_STEM},
	{"子", NUMFMT_BRANCH},
	{"１", NUMFMT_FULL_WIDTH},
};

/* style:num-format, "1", "a", "一, 二, 三, ...", "①, ②, ③, ..."; empty is no number. */
static enum numfmt fmt_of(struct str f)
{
	for (size_t i = 0; i < NELEM(FORMATS); i++)
		if (str_starts(f, str_of(FORMATS[i].begins)))
			return FORMATS[i].fmt;
	return NUMFMT_NONE;
}

static void read_level(struct reader *r, struct list_style *s)
{
	int i = int_attr(r->x, "level", 0) - 1;
	if (i < 0 || i >= LEVELS)
		return;
	s->fmt[i] = fmt_of(xml_attr(r->x, "num-format"));
	s->prefix[i] = xml_attr(r->x, "num-prefix");
	s->suffix[i] = xml_attr(r->x, "num-suffix");
	s->start[i] = int_attr(r->x, "start-value", 1);
	s->show[i] = int_attr(r->x, "display-levels", 1);
}

static void read_list_style(struct reader *r)
{
	int depth = xml_depth(r->x);
	struct list_style *s = arena_new(r->d->a, struct list_style);
	for (int i = 0; i < LEVELS; i++)
		s->fmt[i] = NUMFMT_NONE;
	if (r->lists.n < LIMIT_STYLES)
		map_set(&r->lists, xml_attr(r->x, "name"), s);
	for (enum mark m; (m = below(r, depth)) != MARK_DONE;)
		if (m == MARK_START && (xml_is(r->x, "list-level-style-number") ||
					       xml_is(r->x, "outline-level-style")))
			read_level(r, s);
}

/* ---- numbers ---- */

static void put_number(struct reader *r, struct buf *out)
{
	struct list_style *s = r->list;
	int level = r->level, from = level + 1 - s->show[level];
	if (s->fmt[level] == NUMFMT_NONE)
		return;
	s->count[level] = s->count[level] ? s->count[level] + 1 : s->start[level];
	for (int i = level + 1; i < LEVELS; i++)
		s->count[i] = 0;
	buf_str(out, s->prefix[level]);
	for (int i = from < 0 ? 0 : from; i <= level; i++) {
		numfmt_put(out, s->fmt[i], s->count[i]);
		if (i < level)
			buf_ch(out, '.');
	}
	buf_str(out, s->suffix[level]);
	if (s->suffix[level].n == 0 || s->suffix[level].p[s->suffix[level].n - 1] > 0)
		buf_ch(out, ' '); /* behind "1." and "1", not behind "、" */
}

static void read_list(struct reader *r)
{
	struct list_style *outer = r->list;
	int depth = xml_depth(r->x);
	struct list_style *own = map_get(&r->lists, xml_attr(r->x, "style-name"));
	bool goes_on = str_eq(xml_attr(r->x, "continue-numbering"), S("true")) ||
		       xml_has_attr(r->x, "continue-list");
	if (own)
		r->list = own;
	r->level++;
	if (r->level == 0 && r->list && !goes_on)
		memset(r->list->count, 0, sizeof r->list->count);
	read_blocks(r, depth);
	r->level--;
	r->list = outer;
}

/* ---- paragraphs ---- */

static void put_blanks(struct xml *x, struct buf *text)
{
	for (int n = int_attr(x, "c", 1); n > 0; n--)
		buf_ch(text, ' ');
}

static void text_element(struct reader *r, struct buf *text)
{
	if (xml_is(r->x, "s"))
		put_blanks(r->x, text);
	else if (xml_is(r->x, "tab"))
		buf_ch(text, '\t');
	else if (xml_is(r->x, "line-break"))
		buf_ch(text, '\n');
	else if (xml_is(r->x, "note")) {
		draft_note(r->d, S("文中有脚注或尾注，其内容没有读入。"));
		xml_skip(r->x);
	} else if (xml_is(r->x, "annotation") || xml_is(r->x, "ruby-text")) {
		xml_skip(r->x);
	} else if (xml_is(r->x, "image")) {
		draft_note(r->d, S("文中有图片，图片里的文字没有读入。"));
	} else if (xml_is(r->x, "p") || xml_is(r->x, "h")) {
		if (text->n)
			buf_ch(text, '\n'); /* a paragraph of a text box */
	}
}

static void put_para(struct reader *r, struct str text, bool heading)
{
	if (r->box == NULL) {
		draft_para(r->d, text, heading);
		return;
	}
	if (r->box->n && text.n)
		buf_ch(r->box, '\n');
	buf_str(r->box, text);
}

static void read_para(struct reader *r)
{
	struct buf text = buf_in(r->d->a, LIMIT_TEXT);
	int depth = xml_depth(r->x);
	bool heading = xml_is(r->x, "h");
	if (r->new_item && r->list && r->level >= 0 && r->level < LEVELS)
		put_number(r, &text);
	r->new_item = false;
	for (enum mark m; (m = below(r, depth)) != MARK_DONE;)
		if (m == MARK_TEXT)
			buf_str(&text, xml_text(r->x));
		else if (m == MARK_START)
			text_element(r, &text);
	put_para(r, buf_view(&text), heading);
}

/* ---- tables ---- */

static void read_cell(struct reader *r, struct grid *g)
{
	struct buf text = buf_in(r->d->a, LIMIT_TEXT), *outer = r->box;
	struct grid_cell c = {.span = 1}; /* those it covers follow as covered-table-cell */
	int depth = xml_depth(r->x), level = r->level;
	r->box = &text;
	r->level = -1;
	read_blocks(r, depth);
	r->box = outer;
	r->level = level;
	c.text = buf_view(&text);
	grid_cell(g, &c);
}

/* A covered cell continues the one to its left where that one spans columns, else the one above. */
static void read_row(struct reader *r, struct grid *g)
{
	int depth = xml_depth(r->x), covered = 0;
	grid_row(g);
	for (enum mark m; (m = below(r, depth)) != MARK_DONE;) {
		if (m != MARK_START)
			continue;
		if (xml_is(r->x, "table-cell")) {
			covered = int_attr(r->x, "number-columns-spanned", 1) - 1;
			read_cell(r, g);
		} else if (xml_is(r->x, "covered-table-cell")) {
			grid_cell(g, &(struct grid_cell){.span = 1,
					     .as_left = covered > 0,
					     .as_above = covered <= 0});
			covered--;
			xml_skip(r->x);
		}
	}
}

static void read_table(struct reader *r)
{
	int depth = xml_depth(r->x);
	if (r->box) {
		read_blocks(r, depth);
		return;
	}
	struct grid g = grid_in(r->d);
	for (enum mark m; (m = below(r, depth)) != MARK_DONE;)
		if (m == MARK_START && xml_is(r->x, "table-row"))
			read_row(r, &g);
	grid_end(&g);
}

/* ---- blocks ---- */

static void block_element(struct reader *r)
{
	if (xml_is(r->x, "tracked-changes") || xml_is(r->x, "table-of-content") ||
		xml_is(r->x, "sequence-decls"))
		xml_skip(r->x);
	else if (xml_is(r->x, "list-style"))
		read_list_style(r);
	else if (xml_is(r->x, "p") || xml_is(r->x, "h"))
		read_para(r);
	else if (xml_is(r->x, "list"))
		read_list(r);
	else if (xml_is(r->x, "list-item"))
		r->new_item = true;
	else if (xml_is(r->x, "table"))
		read_table(r);
}

static void read_blocks(struct reader *r, int depth)
{
	for (enum mark m; (m = below(r, depth)) != MARK_DONE;)
		if (m == MARK_START)
			block_element(r);
}

static bool read_parts(struct draft *d, struct xml *styles, struct xml *content)
{
	struct reader r = {.d = d, .level = -1, .lists = map_in(d->a)};
	for (enum mark m; styles && (m = xml_next(styles)) != MARK_DONE;)
		if (m == MARK_START && xml_is(styles, "list-style")) {
			r.x = styles;
			read_list_style(&r);
		}
	r.x = content;
	if (content)
		read_blocks(&r, 0);
	xml_close(styles);
	xml_close(content);
	return d->error.n == 0;
}

bool odt_read(struct draft *d, struct pkg *p)
{
	struct xml *styles = pkg_xml(p, "styles.xml", false);
	return read_parts(d, styles, pkg_xml(p, "content.xml", true));
}

bool odt_read_xml(struct draft *d, struct str content, struct str styles)
{
	struct xml *x = styles.n ? xml_of(d, styles) : NULL;
	return read_parts(d, x, xml_of(d, content));
}
