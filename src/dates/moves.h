/* moves.h — which due items another calendar would move, and moving them (N4, N5).
 *
 * Every rule in force is expanded under both calendars; what differs is a move, the same for all
 * units that owe it. Only items that are open, have the date the rule gave them and are not over
 * move: a date that a person set stays, and nothing of the past is judged anew.
 *
 * A day that is no longer worked cancels the items of daily duties, a make-up day makes some: new
 * ones, or those which an earlier change of the calendar had cancelled. Nothing is deleted. */
#ifndef DATES_MOVES_H
#define DATES_MOVES_H

#include "base/vec.h"
#include "calendar/expand.h"
#include "duty/duty.h"

struct move {
	rid campaign, measure;
	struct str text, heading; /* the rule; the measure */
	int64_t node;
	struct str period;
	struct day was, now; /* now DAY_NONE: no longer a day on which it is owed */
	int was_min, now_min;
	int64_t n; /* items */
};
/* A period that only the other calendar has, of one rule. */
struct gain {
	struct move move; /* `was` DAY_NONE; n: units that lack it */
	const struct occur *occur;
};
struct moves {
	VEC(struct move) at;
	int64_t items;
	VEC(struct gain) gains;
	int64_t gained; /* items */
};
void moves_between(
	struct ctx *cx, const struct work *was, const struct work *is, struct moves *out);

/* `n` of the items from the `first`, in the order of the moves, with their unit. Only those the
 * actor may see; returns how many. */
struct moved_item {
	const struct move *move;
	rid due;
	struct str unit;
};
int moves_items(
	struct ctx *cx, const struct moves *m, int64_t first, int n, struct moved_item *out);

/* Moves them all, and with `gains` makes what the calendar adds: one step each with `note`, one log
 * entry over all steps and one over all new items, one line to each unit. The first date stays.
 * Inside ctx_write(). */
enum flow_code moves_apply(struct ctx *cx, const struct moves *m, bool gains, struct str note);

#endif
