/* sheet.h — a generated list as XLSX: the columns, filters and scope of the screen, every row. */
#ifndef API_SHEET_H
#define API_SHEET_H

#include "core/query.h"
#include "web/page.h"

/* Above it the sheet ends with a row that says so. */
enum { SHEET_ROWS = 200000 };

/* For app.sheet: answers the list of `q`, its filters taken already. One row is in memory at a
 * time, whatever the list's length. */
void sheet_list(struct page *pg, const struct query *q);

#endif
