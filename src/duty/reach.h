/* reach.h — which campaigns concern the actor: those of the bureau he looks after, and those in
 * which a unit of his owes something. A liaison of a station sees the campaign of the bureau, but
 * of its due items only the station's (lists keep their own scope). */
#ifndef DUTY_REACH_H
#define DUTY_REACH_H

#include "duty/duty.h"

bool reach_campaign(struct ctx *cx, rid campaign);
/* Newest first; their number, at most `max`. */
int reach_campaigns(struct ctx *cx, int max, struct campaign_row ***out);

#endif
