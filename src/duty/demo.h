/* demo.h — the life of a campaign, invented: for `duban demo`. */
#ifndef DUTY_DEMO_H
#define DUTY_DEMO_H

#include "core/ctx.h"

/* The day on which the demo's plan is issued, eight months before the end of its story. */
struct day demo_issue_day(void);
/* Makes the campaign of the example plan, answers its questions, issues it, and lets the units report
 * until cx->now: on time, late, returned, missing. The same every time. Inside ctx_write(); moves
 * cx->now along, so that the log tells the story in order. */
enum flow_code demo_campaign(struct ctx *cx);

#endif
