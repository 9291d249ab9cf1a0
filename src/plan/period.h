/* period.h — from when to when a campaign runs, as its plan says it (PLAN-04, PLAN-27, PLAN-51).
 *
 * A proposal with its words: 活动时间, 自…起至…, the phases of 时间安排; where nothing of that stands
 * in the text, the plan's year, which is said to be a guess. A person confirms it. */
#ifndef PLAN_PERIOD_H
#define PLAN_PERIOD_H

#include "base/day.h"
#include "plan/read.h"

struct period_found {
	struct day from, until; /* until unset: a mechanism without an end */
	bool said;              /* the text says it; otherwise it follows from the year */
	struct span span;       /* the words; empty where it was not said */
	struct str why;         /* Chinese, quotes them */
};
/* Always something: without any year, that of `issue`. */
struct period_found period_find(
	struct arena *a, const struct doc *d, const struct reading *r, struct day issue);
/* 2026年3月10日至2026年12月31日 (至, 到 or a dash between), or one day followed by 起 for a period
 * without an end. `year` where none is written. False where it is neither. */
bool period_parse(struct arena *a, struct str text, int year, struct day *from, struct day *until);
/* The other way. */
struct str period_text(struct arena *a, struct day from, struct day until);

#endif
