/* turn.h — one turn in a due item's life: the row, its log entry, the step of its history, and who
 * is told; written together, always. Who may take the turn is the verb's business. PLAN-40, N3. */
#ifndef DUTY_TURN_H
#define DUTY_TURN_H

#include "duty/duty.h"

struct turn {
	const char *verb; /* of the log and the history: sign, report, accept, change … */
	rid report;       /* the report it is about, or RID_NONE */
	struct str note;  /* the reason, in words */
};
/* Writes the item, seals the difference, adds the step. `before` NULL: a new item. */
enum flow_code turn_save(
	struct ctx *cx, const struct due_row *before, struct due_row *d, const struct turn *t);
/* A step that changes nothing of the item; the caller has sealed it. */
enum flow_code turn_add(struct ctx *cx, const struct due_row *d, const struct turn *t);

/* The liaison of a unit, or its head while there is none (ORG-09); RID_NONE without either. */
rid turn_liaison(struct ctx *cx, rid unit);
/* A note to the unit's liaison that leads to the item. */
enum flow_code turn_tell(struct ctx *cx, rid unit, const struct due_row *d, struct str text);

#endif
