/* grid.h — a table while it is read: cells that span columns, continue the one above or the one to
 * the left, become plain rows in which merged cells repeat their value.
 *
 * Columns that begin in no row are dropped (a table with a cell dragged about has many). A row that
 * is one cell from end to end stays one cell: a title or a section inside the table. A table of one
 * single cell is a frame around text and becomes paragraphs. */
#ifndef PAPER_GRID_H
#define PAPER_GRID_H

#include "paper/draft.h"

struct grid_cell {
	int col, span; /* span ≥ 1; col is set by grid_cell() */
	bool as_above, as_left;
	struct str text;
};

struct grid_row {
	VEC(struct grid_cell) cells;
	int col; /* where the next cell begins */
};

struct grid {
	struct draft *d;
	VEC(struct grid_row) rows;
	size_t n_cells;
};

struct grid grid_in(struct draft *d);
void grid_row(struct grid *g);
/* Leaves `n` columns free at the place reached in this row. */
void grid_skip(struct grid *g, int n);
void grid_cell(struct grid *g, const struct grid_cell *c);
void grid_drop_row(struct grid *g);
/* The rows go into the draft. */
void grid_end(struct grid *g);

#endif
