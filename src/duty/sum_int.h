/* sum_int.h — what the kept sums of this folder share: the groups of due items that differ in
 * nothing a light looks at, and how such a group is read back. */
#ifndef DUTY_SUM_INT_H
#define DUTY_SUM_INT_H

#include "duty/light.h"
#include "store/db.h"
#include "store/schema.h"
#include "store/sql.h"

#define SUM_KEY(name, type)                                                                        \
	{                                                                                          \
		name, type, COL_KEY, NULL                                                          \
	}

/* A day that is not set has a place of its own at the end of the calendar. */
#define NO_DAY   "9999-12-31"
#define LAST_DAY "9999-12-30"

/* Eight columns. done and need are of quotas and coverage, as entry_need() has it; `r` is NEW.,
 * OLD. or nothing. The words of `every` are light.c's. */
#define LIGHT_KEYS "state, kind, every, due_day, due_min, from_day, done, need"
#define DONE(r)                                                                                    \
	"CASE WHEN " r "kind IN ('quota', 'cover', 'draw') THEN coalesce(" r "done, 0) ELSE 0 END"
#define NEED(r)                                                                                    \
	"CASE " r "kind WHEN 'cover' THEN CASE WHEN " r "whole > 0 THEN " r "whole ELSE 1 END "    \
	"WHEN 'quota' THEN CASE WHEN " r "need > 0 THEN " r "need ELSE 1 END "                     \
	"WHEN 'draw' THEN CASE WHEN " r "need > 0 THEN " r "need ELSE 1 END ELSE 0 END"
#define LIGHT_GROUP(r)                                                                             \
	r "state, " r "kind, CASE WHEN " r "period LIKE '%Q%' "                                    \
	  "THEN 'quarterly' WHEN length(" r "period) = 7 THEN 'monthly' ELSE '-' END, "            \
	  "coalesce(" r "due_day, '" NO_DAY "'), coalesce(" r "due_min, 0), "                      \
	  "coalesce(" r "from_day, '" NO_DAY "'), " DONE(r) ", " NEED(r)

/* What a light looks at, from the eight columns from `at` on. */
struct light_in sum_light_in(struct stmt *s, int at);

/* Appends " AND …": due in this year (0: in any); what has no day belongs to every year. */
void sum_in_year(struct sql *q, int year);

#endif
