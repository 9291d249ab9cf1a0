/* resolve.h — names of a plan that the tree does not know, once for the whole plan (ORG-03,
 * PLAN-09): a plan of another office says 法制大队 forty times. What the text says stays; only who is
 * meant is filled in. */
#ifndef PLAN_RESOLVE_H
#define PLAN_RESOLVE_H

#include "plan/plan.h"

struct resolve_name {
	struct str phrase;
	int64_t n;        /* how often it is named */
	struct str guess; /* the one unit whose name holds these words; empty where there is none */
};
/* Names nobody was found for, the most frequent first. */
int resolve_open(struct ctx *cx, rid plan, struct resolve_name **out);
/* Wherever the plan says `phrase`, `name` is meant: a unit or a group. err_field("name") where that
 * is not known either. Permission plan.edit, state reading; one log entry. */
enum flow_code resolve_put(struct ctx *cx, rid plan, struct str phrase, struct str name);

#endif
