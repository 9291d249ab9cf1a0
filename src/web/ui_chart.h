/* ui_chart.h — charts that are tables first.
 *
 * The table is on the page and is the truth; with script, assets/charts.js draws it above and
 * closes the table. Set frame.charts on pages that use this. Figures come as text, so that what is
 * shown, printed and drawn is the same. */
#ifndef WEB_UI_CHART_H
#define WEB_UI_CHART_H

#include "web/html.h"

enum ui_chart_kind { CHART_LINE, CHART_BAR };

struct ui_chart {
	enum ui_chart_kind kind;
	struct str caption;      /* 准时率按月 */
	const struct str *heads; /* first that of the rows, then one per series (at most 3) */
	int n_heads;
	const struct str *cells; /* n_rows × n_heads, row by row; the first of a row is its name */
	int n_rows;
	struct str min, max; /* a cut axis is declared here; empty: from 0, to what is there */
	struct str note;     /* what explains it, under it */
};
void ui_chart(struct html *h, const struct ui_chart *c);

/* A share with its interval on an axis from `lo` to `hi`, all in hundredths of a percent. */
struct ui_interval {
	int lo, hi;       /* of the axis: 4000 and 10000 */
	int from, to, at; /* interval and point */
	int mean;         /* dashed line; −1: none */
	bool few;         /* too few cases: hollow and dashed */
};
void ui_interval(struct html *h, const struct ui_interval *v);

#endif
