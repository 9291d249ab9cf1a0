/* xlsx_style.h — how a workbook wants a number shown: only as far as it changes what the number
 * means (a day, a month, a percentage). ECMA-376 part 1, 18.8.30. */
#ifndef PAPER_XLSX_STYLE_H
#define PAPER_XLSX_STYLE_H

#include "paper/book.h"
#include "paper/xml.h"

enum xlsx_show {
	XLSX_PLAIN,
	XLSX_DAY,     /* 2026-09-18, with the time where there is one */
	XLSX_MONTH,   /* 2026年9月: the format shows no day */
	XLSX_TIME,    /* 17:30 */
	XLSX_PERCENT, /* 50% */
};

struct xlsx_styles;

/* Reads the styles part behind `x`; NULL is a workbook without. */
struct xlsx_styles *xlsx_styles_read(struct draft *d, struct xml *x);
/* What the cell style number `i` shows. */
enum xlsx_show xlsx_styles_show(const struct xlsx_styles *s, int i);
/* What a format code shows, "yyyy\"年\"m\"月\"". */
enum xlsx_show xlsx_show_of(struct str code);
/* The number `raw` of a file as text; `from_1904` is the workbook's calendar. */
struct str xlsx_number(
	struct arena *a, struct str raw, enum xlsx_show show, bool from_1904, enum cell_kind *kind);

#endif
