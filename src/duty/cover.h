/* cover.h — coverage: what has to be covered, what is, and since when not (TIME-23).
 *
 * A target of the rule that is a unit or a group of units stands for those units as of the first
 * day of the item; any other name is a set whose members the unit lists by hand. */
#ifndef DUTY_COVER_H
#define DUTY_COVER_H

#include "duty/entry.h"

struct cover_line {
	struct str name;
	rid target;      /* listed by hand; RID_NONE: a unit */
	struct day last; /* DAY_NONE: never */
	int times;
	int days; /* since then; where never, since the item began; 0 before that */
};
struct cover {
	struct cover_line *at; /* uncovered first, the longest first */
	int n, covered;
	bool by_hand; /* the unit lists the members */
};
struct cover cover_load(struct ctx *cx, const struct due_row *d);
/* How many of them the rule asks for: all, or its share. */
int64_t cover_whole(struct ctx *cx, const struct due_row *d, const struct cover *c);
/* Adds names, one a line; a name that is there already is passed over. */
enum flow_code cover_add(struct ctx *cx, rid due, struct str lines);
/* Strikes one off the list, with a reason. */
enum flow_code cover_drop(struct ctx *cx, rid due, rid target, struct str reason);

#endif
