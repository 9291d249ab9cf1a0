/* annotate.c — see annotate.h. */
#include "paper/annotate.h"

#include "base/bug.h"
#include "base/buf.h"
#include "base/day.h"
#include "paper/xlsx_int.h"
#include "sys/file.h"

#include <stdlib.h>

enum look { PLAIN, WARNED, WRONG, N_LOOKS };

struct writer {
	struct arena *a;
	const struct book *book;
	const struct annotate_mark **marks; /* by place */
	size_t n_marks, next;
	lxw_workbook *out;
	lxw_format *text[N_LOOKS], *number[N_LOOKS], *day[N_LOOKS], *header;
	bool failed;
};

static int by_place(const void *x, const void *y)
{
	const struct annotate_mark *a = *(const struct annotate_mark *const *)x;
	const struct annotate_mark *b = *(const struct annotate_mark *const *)y;
	if (a->sheet != b->sheet)
		return a->sheet < b->sheet ? -1 : 1;
	if (a->row != b->row)
		return a->row < b->row ? -1 : 1;
	if (a->col != b->col)
		return a->col < b->col ? -1 : 1;
	return a < b ? -1 : a > b; /* as they were given */
}

static lxw_format *make_format(struct writer *w, enum look look, const char *number)
{
	static const lxw_color_t COLOURS[N_LOOKS] = {0, 0xFFF2CC, 0xF8CBAD};
	lxw_format *f = xlsx_format(w->out);
	if (look != PLAIN)
		format_set_bg_color(f, COLOURS[look]);
	if (number)
		format_set_num_format(f, number);
	return f;
}

static void make_formats(struct writer *w)
{
	for (enum look l = PLAIN; l < N_LOOKS; l++) {
		w->text[l] = make_format(w, l, NULL);
		w->number[l] = make_format(w, l, "General");
		w->day[l] = make_format(w, l, "yyyy-mm-dd");
	}
	w->header = make_format(w, PLAIN, NULL);
	format_set_bold(w->header);
	format_set_bg_color(w->header, 0xE7EDF5);
}

/* ---- one sheet ---- */

struct place {
	lxw_worksheet *sheet;
	lxw_row_t row;
	lxw_col_t col;
};

/* All marks of the cell as one comment; PLAIN where there are none. */
static enum look comment(struct writer *w, uint32_t sheet, const struct place *p)
{
	enum look look = PLAIN;
	struct buf b = buf_in(w->a, 32000);
	for (; w->next < w->n_marks; w->next++) {
		const struct annotate_mark *m = w->marks[w->next];
		if (m->sheet != sheet || m->row != p->row || m->col != p->col)
			break;
		if (b.n)
			buf_ch(&b, '\n');
		buf_str(&b, m->message);
		enum look own = m->warning ? WARNED : WRONG;
		look = own > look ? own : look;
	}
	if (look != PLAIN)
		worksheet_write_comment(p->sheet, p->row, p->col, xlsx_clean(w->a, buf_view(&b)).p);
	return look;
}

static lxw_error put_cell(
	struct writer *w, const struct place *p, const struct cell *c, enum look look)
{
	struct day d;
	const char *text = xlsx_clean(w->a, c->text).p;
	if (c->kind == CELL_NUMBER)
		return worksheet_write_number(
			p->sheet, p->row, p->col, strtod(text, NULL), w->number[look]);
	if (c->kind == CELL_DAY && day_parse(c->text, &d))
		return worksheet_write_number(
			p->sheet, p->row, p->col, (double)d.n + XLSX_EPOCH, w->day[look]);
	return worksheet_write_string(p->sheet, p->row, p->col, text, w->text[look]);
}

static bool goes_before(const struct annotate_mark *m, uint32_t sheet, const struct cell *c)
{
	return m->sheet == sheet && (m->row < c->row || (m->row == c->row && m->col < c->col));
}

/* A mark on an empty cell. */
static void put_empty(struct writer *w, uint32_t sheet, lxw_worksheet *s)
{
	const struct annotate_mark *m = w->marks[w->next];
	const struct place p = {s, m->row, (lxw_col_t)m->col};
	enum look look = comment(w, sheet, &p);
	w->failed |= worksheet_write_blank(s, p.row, p.col, w->text[look]) != LXW_NO_ERROR;
}

static void put_layout(struct writer *w, const struct sheet *from, lxw_worksheet *s)
{
	for (uint32_t i = 0; i < from->n_widths; i++) {
		lxw_col_t c = (lxw_col_t)from->widths[i].col;
		worksheet_set_column(s, c, c, from->widths[i].hundredths / 100.0, NULL);
	}
	for (uint32_t i = 0; i < from->n_merges; i++) {
		const struct merge *m = &from->merges[i];
		if (m->row != m->last_row || m->col != m->last_col)
			worksheet_merge_range(s, m->row, (lxw_col_t)m->col, m->last_row,
				(lxw_col_t)m->last_col, "", w->text[PLAIN]);
	}
}

static void put_sheet(struct writer *w, uint32_t i)
{
	const struct sheet *from = &w->book->sheets[i];
	lxw_worksheet *s = workbook_add_worksheet(
		w->out, xlsx_sheet_name(w->a, w->out, from->name));
	AN(s);
	put_layout(w, from, s);
	for (uint32_t k = 0; k < from->n_cells; k++) {
		const struct cell *c = &from->cells[k];
		const struct place p = {s, c->row, (lxw_col_t)c->col};
		while (w->next < w->n_marks && goes_before(w->marks[w->next], i, c))
			put_empty(w, i, s);
		enum look look = comment(w, i, &p);
		w->failed |= put_cell(w, &p, c, look) != LXW_NO_ERROR;
	}
	while (w->next < w->n_marks && w->marks[w->next]->sheet == i)
		put_empty(w, i, s);
	if (from->hidden)
		worksheet_hide(s);
}

/* ---- the summary ---- */

static const char *cell_name(struct arena *a, const struct annotate_mark *m)
{
	char letters[4];
	uint32_t c = m->col + 1, n = 0;
	for (; c && n < sizeof letters; c = (c - 1) / 26)
		letters[n++] = (char)('A' + (c - 1) % 26);
	struct buf b = buf_in(a, 16);
	while (n)
		buf_ch(&b, letters[--n]);
	buf_int(&b, (int64_t)m->row + 1);
	return str_c(a, buf_view(&b));
}

static void put_summary(struct writer *w)
{
	static const char *const TITLES[] = {"工作表", "单元格", "程度", "问题和改法"};
	static const double WIDTHS[] = {18, 10, 10, 80};
	lxw_worksheet *s = workbook_add_worksheet(
		w->out, xlsx_sheet_name(w->a, w->out, S(ANNOTATE_SHEET)));
	AN(s);
	for (size_t i = 0; i < NELEM(TITLES); i++) {
		lxw_col_t c = (lxw_col_t)i;
		worksheet_set_column(s, c, c, WIDTHS[i], NULL);
		worksheet_write_string(s, 0, c, TITLES[i], w->header);
	}
	worksheet_freeze_panes(s, 1, 0);
	for (size_t i = 0; i < w->n_marks; i++) {
		const struct annotate_mark *m = w->marks[i];
		lxw_row_t row = (lxw_row_t)i + 1;
		enum look look = m->warning ? WARNED : WRONG;
		const char *name = m->sheet < w->book->n_sheets
					   ? str_c(w->a, w->book->sheets[m->sheet].name)
					   : "";
		worksheet_write_string(s, row, 0, name, w->text[PLAIN]);
		worksheet_write_string(s, row, 1, cell_name(w->a, m), w->text[PLAIN]);
		worksheet_write_string(s, row, 2, m->warning ? "请留意" : "须修改", w->text[look]);
		worksheet_write_string(s, row, 3, xlsx_clean(w->a, m->message).p, w->text[PLAIN]);
	}
}

int annotate_write(
	struct arena *a, const struct book *book, const struct annotate_mark *marks, size_t n)
{
	int fd = file_temp(NULL);
	if (fd < 0)
		return -1;
	struct writer w = {.a = a, .book = book, .n_marks = n, .out = xlsx_book(a, fd, false)};
	AN(w.out);
	w.marks = arena_array(a, n, sizeof *w.marks);
	for (size_t i = 0; i < n; i++)
		w.marks[i] = &marks[i];
	qsort(w.marks, n, sizeof *w.marks, by_place);
	make_formats(&w);
	for (uint32_t i = 0; i < book->n_sheets; i++)
		put_sheet(&w, i);
	put_summary(&w);
	return xlsx_finish(w.out, fd, w.failed);
}
