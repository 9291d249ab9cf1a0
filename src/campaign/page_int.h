/* page_int.h — what the screens of this folder share. */
#ifndef CAMPAIGN_PAGE_INT_H
#define CAMPAIGN_PAGE_INT_H

#include "duty/page.h"

void page_measures(struct page *pg);
void page_sheet_measures(struct page *pg);
void page_lists(struct page *pg);
/* Setting it up (page_setup.c). */
void page_startup(struct page *pg);
void page_group(struct page *pg);
void page_squads(struct page *pg); /* inspection teams and their days */
void page_goals(struct page *pg);
void page_party(struct page *pg); /* one goal by the four levels */
void page_month(struct page *pg); /* the calendar of a campaign */
void page_setup_act(struct page *pg);
/* The difference of a later edition as a card with its table. */
struct plan_row;
struct edition_diff;
void page_edition_draw(struct page *pg, const struct edition_diff *d);
void page_edition(struct page *pg);
/* Whom a later edition affects and how each has answered, with the form to ask where `asks`
 * (page_consult.c); and, of one that is in force, the answers as they were given. */
struct consult;
void page_consult_draw(
	struct page *pg, const struct plan_row *p, const struct consult *c, bool asks);
void page_consult_kept(struct page *pg, const struct plan_row *p);
void page_consult_act(struct page *pg);
/* Which measure goes on as which, and the form to say it (page_pair.c). */
void page_pair_draw(struct page *pg, const struct plan_row *p);
void page_pair_act(struct page *pg);
/* The four lists and the whole matrix as sheets (page_sheet.c). */
void page_sheet_lists(struct page *pg);
void page_sheet_matrix(struct page *pg);

#endif
