/* persons.h — whom a plan means where it asks persons and not units: 班子成员, 分管领导, 各单位主要负责人,
 * as of a day (ORG-03, ORG-06, ORG-07).
 *
 * Each of them owes his own item. They are owners like any other and stand in no order. Leaders
 * written with their names are read_people.c and owe nothing by that. */
#ifndef PLAN_PERSONS_H
#define PLAN_PERSONS_H

#include "plan/plan.h"

/* Whether the words ask persons: they end on 班子成员, 分管领导, 主要负责人 or the like. */
bool persons_named(struct str name);

struct person_meant {
	rid person; /* RID_NONE: the post at `unit` is empty */
	rid unit;   /* where it is owed: the unit he heads or belongs to */
};
/* Whom a name of a measure means on that day, each once; their number, 0 where nobody fits. Words
 * without a unit mean the bureau's own (班子成员), or the units of the same measure (分管领导,
 * 主要负责人). */
int persons_on(struct ctx *cx, const struct plan_row *p, const struct measure_unit *u,
	struct day day, struct person_meant **out);

#endif
