/* annotate.h — gives users their own sheet back with what is wrong marked in it (N40): the same
 * cells, widths and merged areas, a red cell with a comment wherever something has to be mended,
 * and a last sheet that lists it all. Other formatting is not kept. */
#ifndef PAPER_ANNOTATE_H
#define PAPER_ANNOTATE_H

#include "paper/book.h"

#include <stddef.h>

struct annotate_mark {
	uint32_t sheet, row, col; /* from 0, as in struct book */
	struct str message;       /* what is wrong and what to do */
	bool warning;             /* yellow: worth a look, no obstacle */
};

/* The name of the last sheet; an import leaves it out when the file comes back. */
#define ANNOTATE_SHEET "校验结果"

/* An open descriptor of an unnamed .xlsx at its start, the caller's to close; -1 where it could not
 * be written, with errno as for xlsx_close(). Marks need no order; several for one cell become one
 * comment. */
int annotate_write(
	struct arena *a, const struct book *book, const struct annotate_mark *marks, size_t n);

#endif
