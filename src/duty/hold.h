/* hold.h — what every unit has in every measure of a campaign, its parts, and what holds each: a
 * named person (PLAN-10), a claim (PLAN-20), a place in the unit's yearly work points and in its
 * assessment (PLAN-22). Computed, never stored; as of the past day that is looked at. Cooperating
 * units have parts of their own (part.h), which are not counted here. */
#ifndef DUTY_HOLD_H
#define DUTY_HOLD_H

#include "duty/duty.h"

enum hold_view {
	HOLD_ALL,
	HOLD_UNNAMED,   /* nobody is named */
	HOLD_UNCLAIMED, /* not claimed */
	HOLD_NEITHER,   /* neither in the work points nor in the assessment */
	HOLD_NO_POINTS,
	HOLD_NO_ASSESSMENT,
	HOLD_VIEWS
};
struct hold_in {
	rid campaign, unit; /* unit RID_NONE: all within the actor's scope */
	enum hold_view view;
	int page, per_page;
};

struct hold_line {
	rid measure, unit;
	struct str path, heading, unit_name;
	struct str person; /* one of those named; empty: nobody */
	bool claimed, points, assessment;
};
/* In the order of the plan, then of the tree; one more than per_page when there is a next page. */
int hold_list(struct ctx *cx, const struct hold_in *in, struct hold_line **out);

struct hold_sum {
	int64_t parts, named, claimed, points, assessment, neither;
};
/* Of the campaign, or of the unit; the view is not looked at. */
struct hold_sum hold_sum(struct ctx *cx, const struct hold_in *in);
/* How many parts a view of the sum shows. */
int64_t hold_count(const struct hold_sum *s, enum hold_view view);

/* How many measures have parts, and of how many every part has reached a named person. */
struct hold_measures {
	int64_t all, named;
};
struct hold_measures hold_measures(struct ctx *cx, const struct hold_in *in);

/* The units of a page, in the order of the tree; one more than per_page when there is a next. */
struct hold_unit {
	rid unit;
	struct str name;
	struct hold_sum sum;
};
int hold_units(struct ctx *cx, const struct hold_in *in, struct hold_unit **out);

#endif
