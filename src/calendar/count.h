/* count.h — a length after a day, with days that do not count (民法典 art. 201, 202; domain 10).
 *
 * The day of the event is not counted. 日 count every calendar day, 工作日 only working days, 月
 * and 年 end on the corresponding day, or the month's last where there is none. No roll-over here:
 * whether the last day moves is the rule's or the law's business.
 */
#ifndef CALENDAR_COUNT_H
#define CALENDAR_COUNT_H

#include "calendar/length.h"
#include "calendar/why.h"

/* Days that are not counted, e.g. a hearing (信访工作条例 art. 36). Both ends included. */
struct count_pause {
	struct day from, until; /* until DAY_NONE: still paused */
	struct str reason, basis;
};

/* The day on which `l` after `from` ends. Not for hours. DAY_NONE where a pause has no end yet, or
 * the end lies behind 2199. */
struct day count_add(const struct work *work, struct day from, struct length l,
	const struct count_pause *pauses, size_t n_pauses, struct why *why);
/* `l` before `d` in the same units, e.g. the days before a named period. Not for hours. */
struct day count_back(const struct work *work, struct day d, struct length l);

#endif
