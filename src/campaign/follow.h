/* follow.h — what leaders and teams owe follows the pairings and the teams while a plan runs
 * (TIME-14, TIME-15).
 *
 * Who is paired after the issue owes from the next period on; who is no longer paired, or no longer
 * in post, stops owing from that day. Each item that comes or goes says why in its own history.
 * What was handed in, accepted or due before stays. */
#ifndef CAMPAIGN_FOLLOW_H
#define CAMPAIGN_FOLLOW_H

#include "core/ctx.h"

/* Looks at every plan in force and writes what is missing, all of it in one transaction; run twice
 * it does nothing. `*n`: items that came or went. For the tick. */
enum flow_code follow_run(struct ctx *cx, int64_t *n);

#endif
