/* roster_read.c — finds the tables in the sheets of a workbook, or one below the other in a CSV
 * file.
 *
 * A table begins with its name on a line of its own (【人员】) or is the only one of a sheet with that
 * name; its first row are the headings. Without a name it is known by its headings. */
#include "base/bug.h"
#include "base/utf8.h"
#include "org/roster_int.h"

#include <stdarg.h>
#include <stdio.h>

enum { TEXT = 1000 };

struct line {
	uint32_t row;
	const struct cell *cells;
	uint32_t n;
};

struct reading {
	struct roster *r;
	uint32_t sheet;
	struct roster_block *block;
	int expected; /* enum roster_table named before the headings, or -1 */
	bool lost;    /* said already that this sheet is not understood */
};

/* The same said twice of one cell is said once. */
static bool is_said(const struct roster *r, const struct annotate_mark *m)
{
	for (size_t i = r->marks.n; i-- > 0 && r->marks.at[i].row == m->row;)
		if (r->marks.at[i].col == m->col && r->marks.at[i].sheet == m->sheet &&
			str_eq(r->marks.at[i].message, m->message))
			return true;
	return false;
}

static void mark(struct roster *r, const struct annotate_mark *m)
{
	if (is_said(r, m))
		return;
	r->sum->n_wrong += !m->warning;
	if (r->marks.n < ROSTER_MARKS)
		*vec_add(r->keep, &r->marks) = *m;
}

void roster_wrong(struct roster *r, const struct roster_row *row, int col, const char *fmt, ...)
{
	char text[TEXT];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	int at = row->block->at[col];
	mark(r, &(struct annotate_mark){.sheet = row->block->sheet,
			.row = row->row,
			.col = at < 0 ? 0 : (uint32_t)at,
			.message = str_dup(r->keep, utf8_mend(r->keep, str_of(text)))});
}

static void mark_at(struct reading *g, uint32_t row, uint32_t col, bool warning, struct str text)
{
	mark(g->r, &(struct annotate_mark){.sheet = g->sheet,
			   .row = row,
			   .col = col,
			   .message = text,
			   .warning = warning});
}

struct str roster_plain(struct arena *a, struct str s)
{
	struct buf b = buf_in(a, 4096);
	s = utf8_narrow_text(a, str_first(s, 1000));
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != ' ' && s.p[i] != '*' && s.p[i] != '\n' && s.p[i] != '\r')
			buf_ch(&b, s.p[i]);
	struct str plain = str_trim(buf_view(&b));
	if (str_ends(plain, S("(必填)")))
		plain.n -= strlen("(必填)");
	return plain;
}

/* ---- headings ---- */

static bool is_title(const struct roster_col *c, struct str head)
{
	struct str titles = str_of(c->title);
	while (titles.n)
		if (str_eq(str_cut(&titles, S("|")), head))
			return true;
	return false;
}

static int col_titled(enum roster_table t, struct str head)
{
	const struct roster_def *d = roster_def(t);
	for (int i = 0; i < d->n_cols; i++)
		if (is_title(&d->cols[i], head))
			return i;
	return -1;
}

/* How many headings the table knows; 0 where one it needs is missing. */
static int fit(struct reading *g, enum roster_table t, const struct line *l)
{
	const struct roster_def *d = roster_def(t);
	bool has[ROSTER_COLS] = {0};
	int n = 0;
	for (uint32_t i = 0; i < l->n; i++) {
		int c = col_titled(t, roster_plain(g->r->cx->a, l->cells[i].text));
		n += c >= 0;
		if (c >= 0)
			has[c] = true;
	}
	for (int i = 0; i < d->n_cols; i++)
		if ((d->cols[i].flags & COL_MUST) && !has[i])
			return 0;
	return n;
}

static int guess(struct reading *g, const struct line *l)
{
	int best = -1, most = 0;
	for (enum roster_table t = 0; t < ROSTER_TABLES; t++) {
		int n = fit(g, t, l);
		if (n > most) {
			most = n;
			best = (int)t;
		}
	}
	return best;
}

static struct str first_title(const struct roster_col *c)
{
	struct str titles = str_of(c->title);
	return str_cut(&titles, S("|"));
}

static void take_heads(struct reading *g, const struct line *l)
{
	struct roster_block *b = g->block;
	const struct roster_def *d = roster_def(b->table);
	struct arena *keep = g->r->keep;
	for (int i = 0; i < ROSTER_COLS; i++)
		b->at[i] = -1;
	for (uint32_t i = 0; i < l->n; i++) {
		const struct cell *cell = &l->cells[i];
		int c = col_titled(b->table, roster_plain(keep, cell->text));
		if (c < 0) {
			mark_at(g, l->row, cell->col, true,
				str_fmt(keep, "“%s”表没有“%.*s”这一列，没有读入", d->title,
					STR_ARG(cell->text)));
		} else if (b->at[c] >= 0) {
			struct str column = first_title(&d->cols[c]);
			mark_at(g, l->row, cell->col, false,
				str_fmt(keep, "“%.*s”有两列，请删去一列", STR_ARG(column)));
		} else {
			b->at[c] = (int)cell->col;
		}
	}
	for (int i = 0; i < d->n_cols; i++)
		if ((d->cols[i].flags & COL_MUST) && b->at[i] < 0) {
			struct str column = first_title(&d->cols[i]);
			mark_at(g, l->row, l->cells[0].col, false,
				str_fmt(keep, "“%s”表缺少“%.*s”这一列，请补上", d->title,
					STR_ARG(column)));
		}
}

static void begin_block(struct reading *g, const struct line *l)
{
	int t = g->expected >= 0 ? g->expected : guess(g, l);
	if (t < 0) {
		if (!g->lost)
			mark_at(g, l->row, l->cells[0].col, false,
				S("认不出这张表。工作表请叫单位、单位组、组成员、人员、任职、包联或"
				  "账号，第一行写列名；可以下载模板对照"));
		g->lost = true;
		return;
	}
	g->block = arena_new(g->r->keep, struct roster_block);
	g->block->table = (enum roster_table)t;
	g->block->sheet = g->sheet;
	g->block->head_row = l->row;
	take_heads(g, l);
}

/* ---- rows ---- */

static void take_row(struct reading *g, const struct line *l)
{
	const struct roster_block *b = g->block;
	const struct roster_def *d = roster_def(b->table);
	struct roster_row row = {.block = b, .row = l->row};
	bool any = false;
	for (uint32_t i = 0; i < l->n; i++)
		for (int c = 0; c < d->n_cols; c++)
			if (b->at[c] == (int)l->cells[i].col) {
				row.cell[c] = str_trim(l->cells[i].text);
				any |= row.cell[c].n > 0;
			}
	if (any)
		*vec_add(g->r->keep, &g->r->rows[b->table]) = row;
}

static int table_named(struct reading *g, struct str text)
{
	struct str s = roster_plain(g->r->cx->a, text);
	s = str_replace(g->r->cx->a, s, S("【"), S(""));
	s = str_replace(g->r->cx->a, s, S("】"), S(""));
	for (enum roster_table t = 0; t < ROSTER_TABLES; t++)
		if (str_eq(s, roster_table_name(t)))
			return (int)t;
	return -1;
}

static void take_line(struct reading *g, const struct line *l)
{
	int named = l->n == 1 ? table_named(g, l->cells[0].text) : -1;
	bool bracketed = named >= 0 && str_starts(str_trim(l->cells[0].text), S("【"));
	if (named >= 0 && (bracketed || g->block == NULL)) {
		g->expected = named;
		g->block = NULL;
	} else if (g->block == NULL) {
		begin_block(g, l);
	} else {
		take_row(g, l);
	}
}

static bool is_ours(const struct sheet *s)
{
	return str_eq(s->name, S(ANNOTATE_SHEET)) || str_eq(s->name, S("填写说明"));
}

static void read_sheet(struct reading *g, const struct sheet *s)
{
	for (uint32_t i = 0; i < s->n_cells;) {
		struct line l = {s->cells[i].row, &s->cells[i], 0};
		while (i < s->n_cells && s->cells[i].row == l.row) {
			l.n++;
			i++;
		}
		take_line(g, &l);
	}
}

void roster_read(struct roster *r)
{
	size_t n = 0;
	for (uint32_t i = 0; i < r->book->n_sheets; i++) {
		const struct sheet *s = &r->book->sheets[i];
		struct reading g = {.r = r, .sheet = i};
		g.expected = table_named(&g, s->name);
		if (!is_ours(s))
			read_sheet(&g, s);
	}
	for (int t = 0; t < ROSTER_TABLES; t++)
		n += r->rows[t].n;
	if (n == 0 && r->sum->n_wrong == 0)
		mark(r, &(struct annotate_mark){
				.message = S("文件里没有一行数据，请按模板填写后再导入")});
}
