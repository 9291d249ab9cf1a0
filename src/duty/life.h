/* life.h — what follows when a due item is over: the next part of a sequence opens, the duty ends
 * or becomes a standing one, the measure follows (PLAN-24, PLAN-31; TIME-25, TIME-26). */
#ifndef DUTY_LIFE_H
#define DUTY_LIFE_H

#include "calendar/expand.h"
#include "duty/duty.h"

/* After an item was accepted or cancelled, in the same transaction. */
enum flow_code life_over(struct ctx *cx, const struct due_row *d);

/* The measure has been issued: somebody owes, or owed, something of it. */
bool life_was_issued(struct ctx *cx, rid measure);

/* The settings with which a part of a sequence that nobody could date at issue was dated on the day
 * it opened. */
struct expand_env life_env(struct ctx *cx, const struct plan_row *plan,
	const struct campaign_row *c, struct day opened);

#endif
