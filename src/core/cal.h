/* cal.h — the working-day calendar as rows of the database (TIME-28, N4, N5, N6).
 *
 * A notice is one set of rows, the bureau's own exceptions are another, and what somebody is about
 * to import stands beside them as a proposal that counts for nothing until it is stored. Which
 * dates move when a calendar changes is dates/moves.h. */
#ifndef CORE_CAL_H
#define CORE_CAL_H

#include "calendar/work.h"
#include "core/ctx.h"

enum cal_sort {
	CAL_NOTICE,  /* the arrangement of that year */
	CAL_OWN,     /* the bureau's own exceptions: year 0 */
	CAL_PROPOSED /* not in force: a notice of that year, or the exceptions as year 0 */
};

/* The calendar in force, in the context's arena. */
struct work *cal_load(struct ctx *cx);
/* The same, kept by the connection and read again when any process has changed it. Good for this
 * unit of work. */
const struct work *cal_now(struct ctx *cx);
/* The calendar as it would be with this set of rows in force. */
struct work *cal_with(struct ctx *cx, const struct work_year *year, enum cal_sort sort);
/* One set as stored, or NULL. */
struct work_year *cal_year(struct ctx *cx, int year, enum cal_sort sort);
/* The years that have a proposal, rising; at most `max`, returns how many. */
int cal_proposed(struct ctx *cx, int *years, int max);

/* Replaces one set; CAL_OWN and a proposal of it have year 0. Inside ctx_write(); seals the
 * difference with the set's cite as reason. Dates that have been computed are not touched here. */
enum flow_code cal_store(struct ctx *cx, const struct work_year *year, enum cal_sort sort);
/* Throws a proposal away. */
enum flow_code cal_drop(struct ctx *cx, int year);

#endif
