/* doer.h — who does it inside the unit (承办人): one named person on a due item, and all that one
 * person answers for (ORG-31, PLAN-10).
 *
 * The unit itself names him and may leave it open: towards the recipient the unit answers. He is
 * shown on the item, in the unit's lists and on his own page, and counted nowhere by name. */
#ifndef DUTY_DOER_H
#define DUTY_DOER_H

#include "duty/claim.h"
#include "duty/duty.h"
#include "duty/task.h"

struct doer_in {
	rid due, person; /* person RID_NONE: nobody in particular */
	bool later;      /* also the open items of the same duty that are due later */
};
/* Whether the actor names him: who reports for the unit, while the item is not over. */
bool doer_may(struct ctx *cx, const struct due_row *d);
/* Names him and tells him; somebody in post at the unit or below it. */
enum flow_code doer_set(struct ctx *cx, const struct doer_in *in);
/* The same for every open item of a duty that is this person's, as part of a handover. Inside
 * ctx_write(). */
enum flow_code doer_pass(struct ctx *cx, rid duty, rid from, rid to, struct str note);

/* What the actor answers for, by day; their number. Steps and claims that are over are left out. */
int doer_tasks(struct ctx *cx, struct task_row ***out);
int doer_claims(struct ctx *cx, struct claim_row ***out);
/* Units whose head or liaison the actor is today; their number. */
struct doer_unit {
	rid unit;
	struct str name, post;
};
int doer_units(struct ctx *cx, struct doer_unit **out);

#endif
