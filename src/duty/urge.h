/* urge.h — 催办: a person of the lead unit, the office or the leadership presses on a late item; the
 * unit's liaison and head are told, and it stands in the history. Once a day per item. TIME-29. */
#ifndef DUTY_URGE_H
#define DUTY_URGE_H

#include "duty/duty.h"

/* The item is late and not handed in, and the actor may press on it (permission due.remind at the
 * unit or at who receives). Whether it was done today already is urge_send()'s to say. */
bool urge_may(struct ctx *cx, const struct due_row *d);
/* `words` may be empty. */
enum flow_code urge_send(struct ctx *cx, rid due, struct str words);
/* Somebody has pressed on it today. */
bool urge_is_done(struct ctx *cx, rid due);

#endif
