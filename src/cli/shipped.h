/* shipped.h — the calendars that travel inside the program, for commands that need no database. */
#ifndef CLI_SHIPPED_H
#define CLI_SHIPPED_H

#include "calendar/work.h"

/* All years under data/calendars, in order, and the calendar they make; in the arena. `year` may be
 * NULL; otherwise it is added behind them or takes the place of the same year. */
struct work *shipped_calendar(struct arena *a, const struct work_year *year);

#endif
