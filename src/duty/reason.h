/* reason.h — why a due item is due on that day: the words of the plan, the rule, the calendar (N4).
 */
#ifndef DUTY_REASON_H
#define DUTY_REASON_H

#include "calendar/why.h"
#include "duty/duty.h"

struct reason {
	struct str phrase;     /* the plan's words */
	struct str sentence;   /* the whole derivation in one sentence */
	const struct why *why; /* NULL where the day was set by a person: sentence says by whom */
};
struct reason *reason_of(struct ctx *cx, const struct due_row *d);
/* The expansion settings of a plan: also what issuing used. */
struct expand_env;
struct expand_env reason_env(
	struct ctx *cx, const struct plan_row *plan, const struct campaign_row *c);

#endif
