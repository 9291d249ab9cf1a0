/* handover.h — what duty/ ties to a person and hands over with a post: duties that name somebody,
 * items he does for his unit, steps and claims, and drafts of reports (ORG-28, ORG-31). */
#ifndef DUTY_HANDOVER_H
#define DUTY_HANDOVER_H

#include "org/handover.h"

extern const struct handover_source duty_handover_duties, duty_handover_doer, duty_handover_tasks,
	duty_handover_claims, duty_handover_drafts;

#endif
