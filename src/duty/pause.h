/* pause.h — a due item whose clock stands still between two days, by an approved change. On
 * resuming its date moves on by the working days of the pause. PLAN-40, N3. */
#ifndef DUTY_PAUSE_H
#define DUTY_PAUSE_H

#include "duty/duty.h"

struct pause {
	rid id, due, change;
	struct day from_day, until_day; /* both included */
	struct str reason, basis;
};
/* Pauses the item from p->from_day on; now, where that day has come. Inside ctx_write(). */
enum flow_code pause_set(struct ctx *cx, struct due_row *d, struct pause *p);
/* Ends the pause of an item today, before its time. */
enum flow_code pause_end(struct ctx *cx, struct due_row *d);
/* The item is cancelled: nothing of its pauses is left to do. */
enum flow_code pause_drop(struct ctx *cx, rid due);
/* One slice of the pauses that begin or are over; `*more`: come back at once. */
enum flow_code pause_run(struct ctx *cx, bool *more);

#endif
