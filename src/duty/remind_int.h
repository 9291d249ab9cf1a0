/* remind_int.h — between remind.c (when, whom and in which words) and remind_find.c (what). */
#ifndef DUTY_REMIND_INT_H
#define DUTY_REMIND_INT_H

#include "duty/duty.h"
#include "duty/remind.h"

/* What a row has to tell one unit. */
struct remind_item {
	struct due_row d;
	struct str heading;
	rid office;
};
struct remind_found {
	struct remind_item *at;
	size_t n, room;
};

/* A row, and the part of time that crosses it now: from lo on, before hi. */
struct remind_round {
	const struct reminder_row *rule;
	struct reminder_row **rules; /* all that are on */
	int n_rules;
	struct stamp lo, hi;
	rid unit; /* the last one that was told */
	bool begun;
};

/* Everything the row has to tell the unit, at most 200 items, added to `out`. Of an item only what
 * a note says is filled in. */
void remind_find(struct ctx *cx, const struct remind_round *r, rid unit, struct remind_found *out);

#endif
