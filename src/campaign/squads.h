/* squads.h — what the inspection teams of a campaign owe and have done, period by period (TIME-15).
 * Only teams are compared with their number, never with each other: no order, no rank. */
#ifndef CAMPAIGN_SQUADS_H
#define CAMPAIGN_SQUADS_H

#include "duty/duty.h"

enum squad_met { SQUAD_RUNNING, SQUAD_MET, SQUAD_SHORT };
struct squad_count {
	rid due, squad, measure;
	struct str period, heading;
	int64_t done, need;
	struct day due_day;
};
/* Items that have begun and were not taken back, within the actor's scope: by measure, newest
 * period first, then by team; their number. */
int squads_counts(struct ctx *cx, rid campaign, struct squad_count **out);
/* Met, running, or short once its time is over. */
enum squad_met squads_met(const struct ctx *cx, const struct squad_count *c);

#endif
