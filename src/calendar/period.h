/* period.h — calendar periods: the month, quarter, half-month, 旬, week … that holds a day.
 *
 * Conventions of register 3.0 (1): half-months are 1–15 and 16–end, 旬 1–10, 11–20 and 21–end,
 * half-years begin in January and July. Weeks run Monday to Sunday and are numbered as in ISO 8601.
 */
#ifndef CALENDAR_PERIOD_H
#define CALENDAR_PERIOD_H

#include "base/day.h"
#include "calendar/rule_value.h"

struct period {
	struct day from, until; /* both included */
};

/* The period that holds `d`. Fortnights are counted from the week of `anchor`. Not for
 * EVERY_CAMPAIGN, whose period only the caller knows. */
struct period period_of(enum rule_every e, struct day d, struct day anchor);
static inline struct period period_next(enum rule_every e, struct period p, struct day anchor)
{
	return period_of(e, day_add(p.until, 1), anchor);
}
/* 2026-09, 2026Q3, 2026上半年, 2026-09下半月, 2026-09中旬, 2026年第38周, 2026-09-18, 2026, 全程 */
struct str period_label(struct arena *a, enum rule_every e, struct period p);
/* A label as people say it: 2026年9月, 2026年第三季度, 2026年上半年, 2026年9月18日. What is no label
 * comes back as it is. */
struct str period_words(struct arena *a, struct str label);

#endif
