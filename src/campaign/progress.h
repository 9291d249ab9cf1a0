/* progress.h — how far a campaign is: its measures by what has happened to them, and the due items
 * that serve a goal or a phase (PLAN-24, PLAN-27, PLAN-39). Read from what duty/tally.h
 * keeps, so that a province costs no more than a bureau. */
#ifndef CAMPAIGN_PROGRESS_H
#define CAMPAIGN_PROGRESS_H

#include "duty/duty.h"

struct progress_measures {
	int waiting, begun, moving; /* nothing has begun; begun, nothing handed in; handed in */
	int standing, done;
	int late; /* of all of them, those of which something is overdue */
	/* Only the states of the measures are known: moving stands for waiting and begun too, and
	 * late is 0. */
	bool by_state;
};
/* Of the plan in force, within the actor's scope; as of the past day that is looked at. Who sees
 * the items of many units but not of all, and who looks at a past day of many units, gets them by
 * state: nothing is kept for these. */
struct progress_measures progress_measures(struct ctx *cx, rid campaign);

/* Due items of the measures of a goal or a phase: accepted, and all that are asked for. */
struct progress_of {
	int64_t done, all;
};
struct progress_of progress_goal(struct ctx *cx, rid goal);
struct progress_of progress_phase(struct ctx *cx, rid phase);

#endif
