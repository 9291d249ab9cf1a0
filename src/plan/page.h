/* page.h — the screens of plan/: import, review, questions (UI.md 02). */
#ifndef PLAN_PAGE_H
#define PLAN_PAGE_H

#include "web/page.h"

/* /plan …; issuing is campaign/page_issue.c. */
extern const struct route plan_routes[];
/* Plans that wait for this person: to be checked, reviewed or issued. */
int64_t plan_waiting(struct ctx *cx, bool *late);

#endif
