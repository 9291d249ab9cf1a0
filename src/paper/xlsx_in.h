/* xlsx_in.h — reads an .xlsx workbook: cells of every sheet as text, numbers and days, with merged
 * areas and column widths. Values of formulas are those the file has stored. Charts, pictures,
 * comments are left out. Requirements: PLAN-01, N40. */
#ifndef PAPER_XLSX_IN_H
#define PAPER_XLSX_IN_H

#include "paper/book.h"
#include "paper/pkg.h"

/* The workbook part of the package, named `part`. */
bool xlsx_read(struct draft *d, struct pkg *p, const char *part, struct book *out);
/* One sheet from its XML with shared strings and styles; for tests and fuzz targets. Empty views
 * are missing parts. */
bool xlsx_read_xml(struct draft *d, struct str sheet, struct str strings, struct str styles,
	struct sheet *out);

#endif
