/* event.h — an EVENT rule owes nothing until its event happens: entering it makes the due item,
 * with the date counted from the event (TIME-01, rule EVENT). */
#ifndef DUTY_EVENT_H
#define DUTY_EVENT_H

#include "duty/duty.h"

struct event {
	rid due, template; /* what it made; the item without a date it was entered at */
	struct stamp at;
	struct str what;
	rid by;
};
/* True for the item that waits for events: of an EVENT rule, without a date. */
bool event_is_template(const struct due_row *d);
/* May the actor enter events here: who reports for the unit, or who may propose changes for it. */
bool event_may_enter(struct ctx *cx, const struct due_row *d);
/* Makes the due item. `what` in a few words; `at` not in the future. */
enum flow_code event_enter(
	struct ctx *cx, rid template, struct stamp at, struct str what, rid *made);
/* The event behind a due item; false where there is none. */
bool event_of(struct ctx *cx, rid due, struct event *out);
/* Those entered at a template, newest first, at most `max`; their number. */
int event_list(struct ctx *cx, rid template, int max, struct event **out);

#endif
