/* xlsx.h — writes lists as .xlsx, row by row, in constant memory whatever their length.
 *
 * One object is one workbook with one or several sheets (the four lists, N40's templates). A sheet
 * is a list: a title row that stays in view and filters, then rows; it prints on A4 across with the
 * titles on every page. Text stays text, also with a leading "="; days are days. A list longer than
 * a sheet can be goes on in a next one. Annotated imports are paper/annotate.h. PLAN-15. */
#ifndef PAPER_XLSX_H
#define PAPER_XLSX_H

#include "base/day.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct xlsx_col {
	struct str title;
	int width; /* in Chinese characters; 0: as wide as the title */
};

struct xlsx;

/* A new workbook; NULL where no temporary file can be made (the disk is full). Belongs to `a`. */
struct xlsx *xlsx_open(struct arena *a);
/* The next sheet. `cols` is copied. Marks that a sheet's name must not have are replaced, a name
 * that is taken gets a number. */
void xlsx_sheet(struct xlsx *x, struct str name, const struct xlsx_col *cols, size_t n);
/* The next cell of the row; empty text and DAY_NONE are an empty cell. */
void xlsx_text(struct xlsx *x, struct str s);
void xlsx_int(struct xlsx *x, int64_t n);
void xlsx_num(struct xlsx *x, double n);
void xlsx_day(struct xlsx *x, struct day d);
void xlsx_none(struct xlsx *x);
/* Ends the row; cells not given are empty. */
void xlsx_row(struct xlsx *x);
/* Finishes the workbook: an open descriptor of an unnamed file, at its start, the caller's to
 * close. -1 where it could not be written: errno is ENOSPC where the disk is full, ENOSYS where
 * there is no /proc. The object is gone in either case. */
int xlsx_close(struct xlsx *x);
/* Throws it away. */
void xlsx_drop(struct xlsx *x);

#endif
