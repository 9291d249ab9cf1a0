/* subject.h — whom a plan means by one name of a measure on a day: a unit, the members of a group,
 * or 各牵头单位 and 各责任单位, which only the plan itself can say (ORG-03, T-27). */
#ifndef PLAN_SUBJECT_H
#define PLAN_SUBJECT_H

#include "plan/plan.h"

enum { SUBJECT_UNITS = 4096 }; /* the most one name may stand for */

/* The units in the order of the tree, each once; their number, 0 where nobody is meant: a hurdle,
 * never an obligation that is lost. */
int subject_units(struct ctx *cx, rid plan, const struct measure_unit *u, struct day day,
	rid out[static SUBJECT_UNITS]);
/* The unit of that name in the tree, or whom a person said the plan means by it (resolve.h);
 * RID_NONE where nobody is called so. */
rid subject_find(struct ctx *cx, const struct plan_row *p, struct str name);
/* 各牵头单位, 各责任单位: no question, the plan answers it. */
bool subject_is_of_plan(struct str name);

#endif
