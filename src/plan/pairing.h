/* pairing.h — which measure of a later edition goes on from which of the one before, where a
 * person has said so and where the words decide (pair.h). N3, PLAN-40.
 *
 * A measure continues at most one of the earlier edition, and is continued by at most one: reports
 * and history have one place. Of a measure that was split one part goes on; of several that were
 * merged one does. What a person says is one transaction and one log entry; permission plan.edit
 * while the plan is read, plan.review while it is reviewed. */
#ifndef PLAN_PAIRING_H
#define PLAN_PAIRING_H

#include "plan/plan.h"

struct pairing {
	struct measure_row **was, **is;
	int n_was, n_is;
	int *partner;  /* for every measure of `is` its index in `was`, or -1 */
	bool *by_hand; /* of `is` */
};
/* Of a plan that replaces another. */
void pairing_load(struct ctx *cx, const struct plan_row *p, struct pairing *out);
/* Whether the actor may say it now. */
bool pairing_may(struct ctx *cx, const struct plan_row *p);
/* `measure` goes on from `was`; RID_NONE: it is new. err_field("was") where another measure was
 * said to go on from it. */
enum flow_code pairing_put(struct ctx *cx, rid measure, rid was);
/* The words decide again. */
enum flow_code pairing_clear(struct ctx *cx, rid measure);

#endif
