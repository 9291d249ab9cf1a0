/* demo.h — an issued campaign with months of life behind it, for the demo bureau.
 *
 * Reads the example plan, answers its questions, issues it on 10 March 2026 and then lets every
 * unit act, day by day, through the same verbs people use: on time, late, returned and handed in
 * again, or not at all. Nothing is written past the verbs, so the log of the demo is a true log.
 * Always the same for the same day. Not for anything but `duban demo`. */
#ifndef DEMO_DEMO_H
#define DEMO_DEMO_H

#include "core/ctx.h"

struct demo_in {
	struct stamp until; /* nothing happens after it; before the issue: no campaign at all */
	void (*tick)(void *arg, int64_t done, int64_t total);
	void *tick_arg;
};

/* On a database with the county preset and nothing else, through a context of a new process (its
 * calendar is needed). Opens transactions of its own. */
enum flow_code demo_campaign(struct ctx *cx, const struct demo_in *in);

#endif
