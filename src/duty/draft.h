/* draft.h — what a person has begun to write for a due item and not handed in. One's own only. */
#ifndef DUTY_DRAFT_H
#define DUTY_DRAFT_H

#include "core/ctx.h"

struct draft {
	rid due;
	struct str progress, effect;
	struct stamp saved;
};
/* False where the actor has none. */
bool draft_load(struct ctx *cx, rid due, struct draft *out);
/* Keeps it, in the place of the one before. A draft is no change of the record and is not sealed.
 */
enum flow_code draft_save(struct ctx *cx, const struct draft *d);

#endif
