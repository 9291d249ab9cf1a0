/* book.h — a workbook as rows of cells: what imports read and what xlsx task tables are made of.
 * Rows and columns count from 0. Cells come in order of row, then column; empty cells are left out.
 */
#ifndef PAPER_BOOK_H
#define PAPER_BOOK_H

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

enum cell_kind {
	CELL_TEXT,
	CELL_NUMBER, /* text is the shortest decimal form */
	CELL_DAY,    /* text is YYYY-MM-DD, with " HH:MM" where the cell has a time */
};

struct cell {
	uint32_t row, col;
	enum cell_kind kind;
	struct str text;
};

/* A merged area, both corners included. */
struct merge {
	uint32_t row, col, last_row, last_col;
};

struct width {
	uint32_t col;
	uint32_t hundredths; /* of a character, as the file says */
};

struct sheet {
	struct str name;
	bool hidden;
	struct cell *cells;
	uint32_t n_cells;
	struct merge *merges;
	uint32_t n_merges;
	struct width *widths;
	uint32_t n_widths;
};

struct book {
	struct sheet *sheets;
	uint32_t n_sheets;
	struct str format;  /* "xlsx", "csv" */
	struct str charset; /* of a csv */
	struct str *notes;
	uint32_t n_notes;
};

#endif
