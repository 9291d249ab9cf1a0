/* page.h — the screens of duty/: desk, due items, reporting, campaign matrix and lists. */
#ifndef DUTY_PAGE_H
#define DUTY_PAGE_H

#include "web/page.h"

extern const struct route desk_routes[];
extern const struct route due_routes[];
extern const struct route entry_routes[];
extern const struct route part_routes[];
extern const struct route task_routes[];
extern const struct route clear_routes[];
extern const struct route claim_routes[];
extern const struct route campaign_routes[];
extern const struct route follow_routes[];
extern const struct route change_routes[];
extern const struct route issue_routes[];
extern const struct route search_routes[];
extern const struct route calendar_routes[];
extern const struct route proposal_routes[];
extern const struct route light_routes[];

/* For the navigation: what waits for the signed-in person. */
int64_t desk_waiting(struct ctx *cx, bool *late);
int64_t review_waiting(struct ctx *cx, bool *late);
/* Campaigns and the sentence about today, for the top bar. */
void duty_dress(struct page *pg, struct ui_frame *frame);

#endif
