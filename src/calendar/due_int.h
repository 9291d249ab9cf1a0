/* due_int.h — the date of one occurrence; between expand.c and due.c only. */
#ifndef CALENDAR_DUE_INT_H
#define CALENDAR_DUE_INT_H

#include "calendar/count.h"
#include "calendar/expand.h"

/* Fills due, minute and provisional of `o` from its rule and period, telling `why`. */
void due_of(struct occur *o, const struct expand_env *env, struct why *why);
/* The month has no such day that year (2月29日): the month's last is taken. */
bool due_is_clamped(const struct rule_date *d, const struct expand_env *env);
/* Chinese: which day does not exist; why a date is not known. */
struct str due_clamped(struct arena *a, const struct rule_date *d, const struct expand_env *env);
struct str due_unknown(struct arena *a, const struct rule_date *d, const struct expand_env *env);

#endif
