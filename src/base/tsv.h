/* tsv.h — reads the tables under data/: tab-separated, a header row, one record a line.
 *
 * UTF-8; `#` begins a comment line; blank lines do not count; cells are trimmed; there is no
 * quoting, so a cell holds no tab and no line break. The caller names the columns it wants; a file
 * may have more. Not for tables of users (paper/ reads XLSX and CSV). */
#ifndef BASE_TSV_H
#define BASE_TSV_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>

enum { TSV_COLUMNS = 24 };

struct tsv {
	struct arena *a;
	struct str rest, cells[TSV_COLUMNS];
	int at[TSV_COLUMNS]; /* where the wanted column stands in the file */
	int n_wanted, n_cells;
	int line;       /* of the row just read, from 1 */
	struct str why; /* empty while the file is in order */
};

/* Begins. `wanted` is ended by NULL. False with t->why where the header lacks one. */
bool tsv_open(struct tsv *t, struct arena *a, struct str text, const char *const *wanted);
/* The next row; false at the end, and with t->why where a row has the wrong number of cells. */
bool tsv_next(struct tsv *t);
/* The cell of the i-th wanted column. */
struct str tsv_cell(const struct tsv *t, int i);

#endif
