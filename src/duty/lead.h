/* lead.h — the lead units of a measure: which of them is the first, and what each still owes
 * (PLAN-06). */
#ifndef DUTY_LEAD_H
#define DUTY_LEAD_H

#include "duty/duty.h"

struct lead_line {
	rid unit;
	struct str name;
	bool first; /* of several */
	int64_t asked, owes,
		late; /* begun items; of these not handed in; of these past their time */
};
/* In the order of the plan, which makes the first one the first lead; their number. What a unit
 * owes is within the actor's scope, and as of the past day that is looked at. */
int lead_lines(struct ctx *cx, rid measure, struct lead_line **out);

#endif
