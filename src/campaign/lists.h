/* lists.h — the four lists of a campaign as rows of text, for the screen and for a sheet (PLAN-15).
 */
#ifndef CAMPAIGN_LISTS_H
#define CAMPAIGN_LISTS_H

#include "duty/duty.h"

enum four_kind { FOUR_TASKS, FOUR_OWNERS, FOUR_PROGRESS, FOUR_TIMES, FOUR_LISTS };
enum { FOUR_COLS = 8 };
struct four_row {
	struct str cells[FOUR_COLS];
};
/* A column; neighbours with the same `group` stand under one head on paper. */
struct four_col {
	const char *title, *group;
	int width; /* in characters, on paper */
	bool number;
};
struct four_list {
	const char *title;
	const struct four_col *cols;
	int n_cols, n_rows;
	struct four_row *rows;
};
/* One of the four, of the campaign's issued plan; in the context's arena. What is counted is of one
 * year (0: of all; tally.h), within the actor's scope. */
struct four_list *lists_load(struct ctx *cx, rid campaign, enum four_kind kind, int year);

#endif
