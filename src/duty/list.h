/* list.h — due items as lists show them: joined with names, within the actor's scope, with a light.
 */
#ifndef DUTY_LIST_H
#define DUTY_LIST_H

#include "duty/duty.h"
#include "duty/light.h"

struct due_line {
	struct due_row d; /* only what lists need; texts of content stay empty */
	struct str heading, path, unit_name, to_name;
	struct str person; /* whose, of what one leader or one team owes */
	struct str doer;   /* who does it inside the unit */
	struct light_out light;
};

enum {
	STATE_OWED = STATE_BIT(DUE_OPEN) | STATE_BIT(DUE_RETURNED),
	STATE_TAKES = STATE_OWED | STATE_BIT(DUE_BEFORE) /* a report may be handed in */
};

struct due_filter {
	const char *perm; /* the actor's permission that decides the scope … */
	const char *col;  /* … at this column: "unit" or "to_unit"; NULL: either */
	unsigned states;  /* STATE_BIT()s of enum due_state; 0: all */
	rid campaign, measure, unit;
	rid doer; /* what is this person's: done by him, or owed by him or a team he leads */
	struct day from, until; /* by due day; DAY_NONE: open */
	struct str period;
	bool newest; /* latest due first */
	int page, per_page;
};

/* The lines of a page, one more than per_page when there is a next; their number. */
int due_list(struct ctx *cx, const struct due_filter *f, const struct light_rules *rules,
	struct due_line **out);
/* How many there are, at most DUE_COUNT_MOST: nobody acts on the difference between one thousand
 * and forty thousand, and counting them all would cost more than the page. */
enum { DUE_COUNT_MOST = 1000 };
int64_t due_count(struct ctx *cx, const struct due_filter *f);
/* "17", or "999+". */
struct str due_count_say(struct ctx *cx, int64_t n);

#endif
