/* part.h — what cooperating units of a measure have agreed to do, each with its own day (PLAN-29).
 *
 * A part is a duty of its own: the cooperating unit signs for it (confirms), hands it in, and the
 * lead accepts it, like everything that is owed. Here are the agreement and the look over all parts
 * of a measure. */
#ifndef DUTY_PART_H
#define DUTY_PART_H

#include "duty/duty.h"

struct part_line {
	rid unit;
	struct str name;
	struct due_row *due; /* NULL: nothing agreed with this unit yet */
};
/* Cooperating units in the order of the plan, then those added since; their number. */
int part_list(struct ctx *cx, rid measure, struct part_line **out);
/* How many of them have not handed in. */
int part_missing(const struct part_line *at, int n);

struct part_in {
	rid measure, unit;
	struct str what;
	struct day day; /* never later than the measure's own */
};
/* Agrees a part with a unit, which is told; due.accept at the lead unit or the campaign office. */
enum flow_code part_agree(struct ctx *cx, const struct part_in *in, rid *due);
bool part_may_agree(struct ctx *cx, const struct measure_row *m);

/* The first lead unit of a measure; RID_NONE where it has none. */
rid part_lead(struct ctx *cx, rid measure);
/* The last day of a measure for a unit (RID_NONE: for any): its final date, else its last date,
 * else the campaign's end; DAY_NONE where there is no end. A unit's own dates never lie later
 * (T-35). */
struct day part_last_day(struct ctx *cx, const struct measure_row *m, rid unit);

#endif
