/* reason.h — why a due item is due on that day: the words of the plan, the rule, the calendar (N4).
 */
#ifndef DUTY_REASON_H
#define DUTY_REASON_H

#include "calendar/why.h"
#include "duty/duty.h"

struct reason {
	struct str phrase;         /* the plan's words */
	struct str sentence;       /* the whole derivation in one sentence */
	const struct why *why;     /* of the first day; NULL where it cannot be derived any more */
	struct reason_move *moves; /* what moved the day since, oldest first */
	int n_moves;
};
/* One move of the day: a return, an approved change, the end of a pause. The beginning of a pause
 * stands here too, with the same day twice. */
struct reason_move {
	struct str verb, note; /* as in the history */
	struct day was, is;
	struct stamp at;
	rid by;
};
struct reason *reason_of(struct ctx *cx, const struct due_row *d);
/* The expansion settings of a plan: also what issuing used. */
struct expand_env;
struct expand_env reason_env(
	struct ctx *cx, const struct plan_row *plan, const struct campaign_row *c);

#endif
