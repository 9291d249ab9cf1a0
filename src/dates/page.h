/* page.h — the screens of dates/: calendar and rules to look at, a calendar to change. */
#ifndef DATES_PAGE_H
#define DATES_PAGE_H

#include "web/page.h"

/* /calendar. */
extern const struct route calendar_routes[];
/* /calendar/deadline. */
extern const struct route deadline_routes[];
/* /calendar/import, /calendar/proposal. */
extern const struct route proposal_routes[];

#endif
