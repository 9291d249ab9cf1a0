/* page.h — the screens of campaign/: list, overview with the matrix, measures, four lists, setting
 * up, issuing. */
#ifndef CAMPAIGN_PAGE_H
#define CAMPAIGN_PAGE_H

#include "web/page.h"

extern const struct route campaign_routes[];
/* /plan/#id/issue, /plan/#id/diff. */
extern const struct route issue_routes[];
/* /campaign/#id/contact. */
extern const struct route contact_routes[];

/* Campaigns and the sentence about today, for the top bar. */
void campaign_dress(struct page *pg, struct ui_frame *frame);

#endif
