/* hurdle.h — what stands against issuing a plan (PLAN-09, PLAN-52, TIME-27, ORG-07). */
#ifndef PLAN_HURDLE_H
#define PLAN_HURDLE_H

#include "plan/plan.h"

/* What still stands against issuing, in the order of the text (PLAN-09, PLAN-52, ORG-07). */
struct plan_hurdle {
	struct str text; /* Chinese; says what to do */
	rid measure;     /* RID_NONE: the plan */
	rid question;    /* the open question, or RID_NONE */
	struct str name; /* of a unit nobody was found for; empty otherwise */
};
int plan_hurdles(struct ctx *cx, rid plan, struct plan_hurdle **out);

#endif
