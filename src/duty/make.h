/* make.h — from an occurrence of a rule to a due item: what a report must contain, in bits and in
 * words. Issuing uses it for all, an event and an opening part for one. PLAN-23, PLAN-28. */
#ifndef DUTY_MAKE_H
#define DUTY_MAKE_H

#include "calendar/expand.h"
#include "duty/duty.h"

/* Bit set of enum due_ask. */
int64_t make_asks(const struct occur *o);
/* The contents the rule names, by 、; empty where it names none. */
struct str make_content(struct ctx *cx, const struct rule *leaf);
/* A new item of the duty, not stored yet. */
struct due_row *make_due(struct ctx *cx, const struct duty_row *duty, const struct occur *o);

#endif
