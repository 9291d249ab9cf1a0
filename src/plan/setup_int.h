/* setup_int.h — what the two files of setup.h share. */
#ifndef PLAN_SETUP_INT_H
#define PLAN_SETUP_INT_H

#include "plan/setup.h"

/* Whether the actor may change the campaign's set-up now. */
enum flow_code setup_may(struct ctx *cx, rid campaign);
/* One log entry about the campaign. */
enum flow_code setup_say(
	struct ctx *cx, rid campaign, const char *verb, struct str was, struct str is);

#endif
