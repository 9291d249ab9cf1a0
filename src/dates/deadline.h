/* deadline.h — 算到哪天: a running limit and the moment it began become the day it ends, with every
 * step of the way (N4, N6, N32).
 *
 * For whoever has to answer a letter and asks until when; no clock is started and nothing is kept.
 * The arithmetic is calendar/limit.h. */
#ifndef DATES_DEADLINE_H
#define DATES_DEADLINE_H

#include "calendar/limit.h"
#include "core/err.h"

struct deadline_in {
	struct stamp trigger;
	bool has_time;                      /* the hour is given; a limit in hours needs it */
	struct str extend;                  /* granted: 30d, 30日; empty: none */
	struct day pause_from, pause_until; /* not counted, both included; DAY_NONE */
};
struct deadline {
	const struct limit *limit;
	struct day due;
	int minute; /* 1–1440 */
	struct why *why;
};

/* A limit that is in no row: 5个工作日, 30日内, 收到之日起15日内. It has no law, and rolls over days
 * off only where `rolls`. False where nothing is read. */
bool deadline_text(struct arena *a, struct str text, bool rolls, struct limit *out);
/* False with the errors by field: day, time, extend, pause_from, pause_until. */
bool deadline_count(struct errs *e, const struct limit *limit, const struct work *work,
	const struct deadline_in *in, struct deadline *out);

#endif
