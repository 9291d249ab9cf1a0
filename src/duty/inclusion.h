/* inclusion.h — a unit says which of its measures stand in its yearly work points (年度工作要点) and
 * in its performance assessment (考核). PLAN-22. */
#ifndef DUTY_INCLUSION_H
#define DUTY_INCLUSION_H

#include "duty/duty.h"

extern const struct kind inclusion_kind;

enum inclusion_where { IN_POINTS, IN_ASSESSMENT, INCLUSIONS };
enum inclusion_state { INCLUSION_LISTED, INCLUSION_OUT };
struct inclusion_row {
	struct rec_head head; /* head.unit: whose work points or assessment */
	rid measure;
	int place; /* enum inclusion_where */
};

/* Puts the measure in, or takes it out, for a unit that owes something for it (permission
 * due.report there). As it is already: FLOW_OK, and nothing is written. */
struct inclusion_in {
	rid measure, unit;
	enum inclusion_where place;
	bool in;
};
enum flow_code inclusion_set(struct ctx *cx, const struct inclusion_in *in);

#endif
