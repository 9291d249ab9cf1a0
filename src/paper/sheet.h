/* sheet.h — the measures of GB/T 9704-2012 in points (1/72 inch), and a letter laid out on pages.
 *
 * The page is A4 with 37 mm above and 28 mm left of the text area of 156 by 225 mm, which 22 lines
 * of 28 characters of 三号 fill: the first line begins at its upper edge, the last ends at its
 * lower. Lays out only; paper/letter_pdf.c draws. */
#ifndef PAPER_SHEET_H
#define PAPER_SHEET_H

#include "base/vec.h"
#include "paper/letter.h"
#include "paper/lines.h"

#define SHEET_MM(mm) ((mm)*72.0 / 25.4)

enum { SHEET_LINES = 22, SHEET_CHARS = 28, SHEET_PAGES = 500 };
static const double SHEET_WIDE = SHEET_MM(210), SHEET_HIGH = SHEET_MM(297),
		    SHEET_TOP = SHEET_MM(37), SHEET_LEFT = SHEET_MM(28),  /* 天头, 订口 */
	SHEET_TEXT_WIDE = SHEET_MM(156), SHEET_TEXT_HIGH = SHEET_MM(225), /* 版心 */
	SHEET_SIZE = 16,                                                  /* 三号 */
	SHEET_SMALL = 14,                                                 /* 四号 */
	SHEET_LARGE = 22;                                                 /* 二号 */
#define SHEET_PITCH (SHEET_TEXT_WIDE / SHEET_CHARS)                       /* of a character */
#define SHEET_LEAD  ((SHEET_TEXT_HIGH - SHEET_SIZE) / (SHEET_LINES - 1))  /* of a line */

/* Characters of one line at a place; `y` is the baseline from the page's upper edge. */
struct sheet_text {
	int page;
	const struct line_char *chars;
	int n;
	double x, y, size;
	bool red;
};
struct sheet_rule {
	int page;
	double x1, y1, x2, y2, thick;
	bool red;
};

struct sheet {
	VEC(struct sheet_text) texts;
	VEC(struct sheet_rule) rules;
	int n_pages;
};

/* False with `why` where it would be more than SHEET_PAGES pages. */
bool sheet_lay(struct arena *a, struct faces *f, const struct letter *l, struct sheet *out,
	struct str *why);

#endif
