/* cal.h — the working-day calendar as rows of the database (TIME-28, N4, N6). */
#ifndef CORE_CAL_H
#define CORE_CAL_H

#include "calendar/work.h"
#include "core/ctx.h"

/* Every published year and the bureau's own exceptions, in the context's arena. */
struct work *cal_load(struct ctx *cx);
/* Replaces what is known of one year. `sort` 0 is the notice, 1 the bureau's own exceptions. Inside
 * ctx_write(); seals the change. Dates that have been computed are not touched here. */
enum flow_code cal_store(struct ctx *cx, const struct work_year *year, int sort);

#endif
