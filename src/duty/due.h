/* due.h — what verbs of duty/ share about a due item: who hands in for it, and its attachments. */
#ifndef DUTY_DUE_H
#define DUTY_DUE_H

#include "duty/duty.h"

/* Whether the actor hands in for the item: due.report at the unit; for what one leader owes also
 * that leader, for what a team owes who leads it, and who chases for the recipient, since such days
 * are kept by the office (TIME-14, TIME-15). */
bool due_may_report(struct ctx *cx, const struct due_row *d);
enum { DUE_DAY_MINUTES = 1440 }; /* due_min of the day's end */
/* Attaches one to a report or an entry, inside its transaction. */
enum flow_code evidence_add(struct ctx *cx, rid owner, const struct evidence_in *e);

#endif
