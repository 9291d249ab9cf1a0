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
/* On the page of a unit: its forms, one for each campaign it leads something in. */
void page_contact_cards(struct page *pg, rid unit);

/* Campaigns and the sentence about today, for the top bar. */
void campaign_dress(struct page *pg, struct ui_frame *frame);

#endif
