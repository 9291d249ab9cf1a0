/* asof.h — due items as they stood at the end of a past day (N7): from their steps and entries,
 * never from what is stored as present. What ctx.past asks for; otherwise the records as they are.
 */
#ifndef DUTY_ASOF_H
#define DUTY_ASOF_H

#include "duty/duty.h"

/* What came later is not there: the end of the past day that is looked at; without one everything
 * is, also what a clock set back calls the future. */
struct stamp asof_until(struct ctx *cx);
/* Appends what to read FROM: the table due, or a query with the same columns as of ctx.now. Give it
 * an alias. */
void asof_from(struct ctx *cx, struct sql *q);
/* The same of duties that are not cancelled: id, unit, to_unit, campaign, measure, role. */
void asof_duties(struct ctx *cx, struct sql *q);
/* The item, or NULL where it does not exist (did not exist yet). */
struct due_row *asof_load(struct ctx *cx, rid due);

#endif
