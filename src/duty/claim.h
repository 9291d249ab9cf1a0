/* claim.h — a measure, or a matter within it, taken up by a unit (认领, PLAN-20) and fixed in five
 * ways (五定, PLAN-17): goal, task, responsible person, steps, date.
 *
 * The unit's head claims with a named person. A claim becomes active only with all five, and none
 * of them can be emptied afterwards. Its steps are those of the kind's table (flow.h). */
#ifndef DUTY_CLAIM_H
#define DUTY_CLAIM_H

#include "duty/duty.h"

extern const struct kind claim_kind;

enum claim_state { CLAIM_OPEN, CLAIM_ACTIVE, CLAIM_DONE, CLAIM_DROPPED };
struct claim_row {
	struct rec_head head; /* head.unit: who claims; head.by, head.made: its head, and when */
	rid measure;
	int how;           /* by itself, on the spot */
	struct str matter; /* the problem within the measure; empty: the measure itself */
	rid leader;        /* the paired leader who takes it up, or RID_NONE */
	rid person;        /* 定责任 */
	struct str goal, task, steps; /* 定目标, 定任务, 定措施 */
	struct day due_day;           /* 定时限 */
	struct str result;
};

/* The five, in the order in which they are said. */
enum fixing { FIX_GOAL, FIX_TASK, FIX_PERSON, FIX_STEPS, FIX_DAY, FIXINGS };
extern const char *const claim_fixings[FIXINGS]; /* 定目标 … */
/* STATE_BIT()s of the fixings that are there. */
unsigned claim_fixed(const struct claim_row *c);

/* Who heads the unit today, leave followed: only that person claims for it. */
bool claim_is_head(struct ctx *cx, rid unit);

/* Every unit that owes for a measure, with its claims; one without has one line without. In the
 * order of the tree, within the actor's scope; their number. */
struct claim_line {
	rid unit;
	struct str name;
	struct claim_row *claim; /* NULL: not claimed */
};
int claim_lines(struct ctx *cx, const struct measure_row *m, struct claim_line **out);
/* The claims of one unit for a measure; their number. */
int claim_list(struct ctx *cx, rid measure, rid unit, struct claim_row ***out);

#endif
