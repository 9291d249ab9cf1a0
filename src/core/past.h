/* past.h — a record as it stood at the end of the past day that is looked at (N7).
 *
 * The log holds every change as a difference of fields, so what happened since is undone, newest
 * first. Not for records that were changed many at a time under one log entry (due items moved by
 * another calendar): those have a history of their own (duty/asof.h). */
#ifndef CORE_PAST_H
#define CORE_PAST_H

#include "core/kind.h"

/* Turns the row back to ctx.now where a past day is looked at, else leaves it. False where the
 * record was not there yet. Its version stays today's: nothing can be done with it. rec_load() has
 * done so already; rows read by hand-written SQL need it. */
bool past_turn(struct ctx *cx, const struct kind *k, void *row);

#endif
