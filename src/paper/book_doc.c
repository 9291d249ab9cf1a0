/* book_doc.c — see book_doc.h. Rows are visited in order; for every column it is remembered which
 * merged area reaches down into the row. */
#include "paper/book_doc.h"

#include "paper/limits.h"

#include <stdlib.h>

struct column {
	bool used;              /* some cell or merged area begins in it */
	const struct merge *in; /* the area that covers it at the present row */
	struct str text;        /* … and its value */
};

struct walk {
	const struct sheet *sheet;
	struct merge *merges; /* by row */
	uint32_t cell, merge; /* the next ones */
	struct column cols[LIMIT_COLUMNS];
};

static int by_row(const void *x, const void *y)
{
	const struct merge *a = x, *b = y;
	if (a->row != b->row)
		return a->row < b->row ? -1 : 1;
	return a->col < b->col ? -1 : a->col > b->col;
}

static void mark_used(struct walk *w)
{
	for (uint32_t i = 0; i < w->sheet->n_cells; i++)
		w->cols[w->sheet->cells[i].col].used = true;
}

/* The own cells of `row`, by column; returns how many. */
static int take_cells(struct walk *w, uint32_t row, struct str *own)
{
	int n = 0;
	for (; w->cell < w->sheet->n_cells && w->sheet->cells[w->cell].row == row; w->cell++, n++)
		own[w->sheet->cells[w->cell].col] = w->sheet->cells[w->cell].text;
	return n;
}

/* Areas that begin in `row` cover their columns from now on; those that ended let go. */
static void update_merges(struct walk *w, uint32_t row, const struct str *own)
{
	for (int c = 0; c < LIMIT_COLUMNS; c++)
		if (w->cols[c].in && w->cols[c].in->last_row < row)
			w->cols[c].in = NULL;
	for (; w->merge < w->sheet->n_merges && w->merges[w->merge].row <= row; w->merge++) {
		const struct merge *m = &w->merges[w->merge];
		if (m->row < row)
			continue; /* began in a row without cells: it has no value */
		for (uint32_t c = m->col; c <= m->last_col; c++) {
			w->cols[c].in = m;
			w->cols[c].text = own[m->col];
		}
	}
}

static void put_row(struct draft *d, const struct walk *w, const struct str *own)
{
	struct str out[LIMIT_COLUMNS];
	const struct merge *only = NULL;
	int n = 0, n_values = 0;
	bool one_area = true;
	for (int c = 0; c < LIMIT_COLUMNS; c++) {
		const struct column *col = &w->cols[c];
		struct str text = col->in ? col->text : own[c];
		if (text.n) {
			n_values++;
			one_area = one_area && col->in && (only == NULL || only == col->in);
			only = col->in;
		}
		if (col->used)
			out[n++] = text;
	}
	if (n_values == 0)
		return;
	if (one_area && only->last_col > only->col)
		draft_row(d, &w->cols[only->col].text, 1);
	else
		draft_row(d, out, n);
}

static void put_sheet(struct draft *d, const struct sheet *s)
{
	struct walk *w = arena_new(d->a, struct walk);
	w->sheet = s;
	w->merges = arena_array(d->a, s->n_merges, sizeof *w->merges);
	if (s->n_merges)
		memcpy(w->merges, s->merges, s->n_merges * sizeof *s->merges);
	qsort(w->merges, s->n_merges, sizeof *w->merges, by_row);
	mark_used(w);
	draft_table(d);
	while (w->cell < s->n_cells && d->error.n == 0) {
		struct str own[LIMIT_COLUMNS] = {0};
		uint32_t row = s->cells[w->cell].row;
		take_cells(w, row, own);
		update_merges(w, row, own);
		put_row(d, w, own);
	}
}

void book_doc(struct draft *d, const struct book *book)
{
	uint32_t visible = 0;
	for (uint32_t i = 0; i < book->n_sheets; i++)
		visible += !book->sheets[i].hidden && book->sheets[i].n_cells;
	for (uint32_t i = 0; i < book->n_sheets; i++) {
		const struct sheet *s = &book->sheets[i];
		if (s->n_cells == 0)
			continue;
		if (s->hidden) {
			draft_note(d, str_fmt(d->a, "工作表“%.*s”是隐藏的，没有读入。",
					      STR_ARG(s->name)));
			continue;
		}
		if (visible > 1)
			draft_para(d, s->name, true);
		put_sheet(d, s);
	}
}
