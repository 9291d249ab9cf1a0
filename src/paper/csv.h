/* csv.h — reads comma separated text (also tabs or semicolons, whatever the first line has most of)
 * as a sheet. Every cell is text. RFC 4180 quoting; charset as paper/txt.h finds it. */
#ifndef PAPER_CSV_H
#define PAPER_CSV_H

#include "paper/book.h"
#include "paper/draft.h"

bool csv_read(struct draft *d, struct str in, struct book *out);

#endif
