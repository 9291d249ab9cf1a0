/* recipient.h — to whom a sentence of a plan says that a report goes: 向督察法制大队报送, 报专项活动
 * 办公室 (TIME-05, TIME-31). Only units of the tree that can receive; what is not one of them stays
 * the lead's. */
#ifndef PLAN_RECIPIENT_H
#define PLAN_RECIPIENT_H

#include "plan/plan.h"

/* The name of the unit, or empty. `timing` is where the sentence says when. */
struct str recipient_of(
	struct ctx *cx, const struct plan_row *p, const struct doc *d, struct span timing);

#endif
