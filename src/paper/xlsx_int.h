/* xlsx_int.h — what the writer of lists (xlsx.c) and the one of annotated imports (annotate.c)
 * share. */
#ifndef PAPER_XLSX_INT_H
#define PAPER_XLSX_INT_H

#include "base/str.h"

#include <stdbool.h>
#include <xlsxwriter.h>

/* Days from the workbook's 1899-12-30 to 1970-01-01. */
enum { XLSX_EPOCH = 25569 };

/* A workbook that is written to the temporary file `fd`. */
lxw_workbook *xlsx_book(struct arena *a, int fd, bool constant_memory);
/* Writes it out: `fd` at its start, or -1 with errno (and `fd` closed) where that failed: ENOSYS
 * where there is no /proc. */
int xlsx_finish(lxw_workbook *book, int fd, bool failed);
/* Bordered, wrapping, in the list's font. */
lxw_format *xlsx_format(lxw_workbook *book);
/* Text that a cell can hold: valid, without control characters, not too long; NUL-terminated. */
struct str xlsx_clean(struct arena *a, struct str s);
/* A name that a new sheet of `book` can have. */
const char *xlsx_sheet_name(struct arena *a, lxw_workbook *book, struct str name);

#endif
