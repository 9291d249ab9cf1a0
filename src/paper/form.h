/* form.h — official tables as .xlsx: a heading over the whole width, who and when under it, heads
 * that span several columns, lines around every cell, A4 across with the heads on every page.
 *
 * For tables of some hundred rows that are printed and signed (the four lists 四张清单, PLAN-15): the
 * whole workbook is built in memory, because heads over two rows cannot be written row by row.
 * Lists of any length are xlsx.h. */
#ifndef PAPER_FORM_H
#define PAPER_FORM_H

#include "base/str.h"

#include <stdbool.h>

struct form_col {
	struct str title, group; /* group: over neighbours with the same; empty: none */
	int width;               /* in Chinese characters */
	bool number;             /* texts of digits are written as numbers, centred */
};
enum { FORM_COLS = 16 };

struct form {
	struct str name, title; /* of the sheet; the heading */
	struct str left, right; /* the line under it: 填报单位, 日期 */
	struct str foot;        /* a line under the table; empty: none */
	const struct form_col *cols;
	int n_cols, n_rows;      /* at most FORM_COLS */
	const struct str *cells; /* n_rows × n_cols */
};

/* One sheet for each form. Fonts by name, as conf says; empty: 宋体. An open descriptor of an
 * unnamed file at its start, the caller's to close; -1 where the disk is full. */
int form_xlsx(struct arena *a, const struct form *forms, int n, struct str title_font,
	struct str text_font);

#endif
