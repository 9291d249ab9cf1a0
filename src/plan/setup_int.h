/* setup_int.h — what the two files of setup.h share. */
#ifndef PLAN_SETUP_INT_H
#define PLAN_SETUP_INT_H

#include "plan/setup.h"

/* Whether the actor may change the campaign's set-up now. */
enum flow_code setup_may(struct ctx *cx, rid campaign);
/* Items that follow from the records: nobody ticks them. */
bool startup_is_automatic(struct str code);
/* Makes the shipped list the campaign's own, where it has none. Inside ctx_write(). */
enum flow_code startup_adopt(struct ctx *cx, const struct campaign_row *c);
/* One log entry about the campaign. */
enum flow_code setup_say(
	struct ctx *cx, rid campaign, const char *verb, struct str was, struct str is);

#endif
