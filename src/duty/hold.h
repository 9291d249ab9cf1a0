/* hold.h — what every unit has in every measure of a campaign, its parts, and what holds each: a
 * named person (PLAN-10), a claim (PLAN-20), a place in the unit's yearly work points and in its
 * assessment (PLAN-22). Computed, never stored; as of the past day that is looked at. Cooperating
 * units have parts of their own (part.h), which are not counted here. */
#ifndef DUTY_HOLD_H
#define DUTY_HOLD_H

#include "duty/duty.h"

/* All parts of a campaign within the actor's scope, read once and looked at in several ways. */
struct hold;
/* Of one unit, or with RID_NONE of all; in the context's arena. */
struct hold *hold_load(struct ctx *cx, rid campaign, rid unit);

struct hold_sum {
	int64_t parts, named, claimed, points, assessment, neither;
};
struct hold_sum hold_sum(const struct hold *h);

/* How many measures have parts, and of how many every part has reached a named person. */
struct hold_measures {
	int64_t all, named;
};
struct hold_measures hold_measures(const struct hold *h);

enum hold_view {
	HOLD_ALL,
	HOLD_UNNAMED,   /* nobody is named */
	HOLD_UNCLAIMED, /* not claimed */
	HOLD_NEITHER,   /* neither in the work points nor in the assessment */
	HOLD_NO_POINTS,
	HOLD_NO_ASSESSMENT,
	HOLD_VIEWS
};
/* How many parts a view of the sum shows. */
int64_t hold_count(const struct hold_sum *s, enum hold_view view);

/* Which of what is listed: `n` from the `from`th (0) on. */
struct hold_range {
	int64_t from;
	int n;
};

struct hold_line {
	rid measure, unit;
	struct str path, heading, unit_name;
	struct str person; /* one of those named; empty: nobody */
	bool claimed, points, assessment;
};
/* Of a view, in the order of the plan, then of the tree. */
int hold_list(struct ctx *cx, const struct hold *h, enum hold_view view, struct hold_range range,
	struct hold_line **out);

/* Those that have parts, in the order of the tree. */
struct hold_unit {
	rid unit;
	struct str name;
	struct hold_sum sum;
};
int hold_units(
	struct ctx *cx, const struct hold *h, struct hold_range range, struct hold_unit **out);

#endif
