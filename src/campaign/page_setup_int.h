/* page_setup_int.h — what the screens that set a campaign up share (page_setup.c). */
#ifndef CAMPAIGN_PAGE_SETUP_INT_H
#define CAMPAIGN_PAGE_SETUP_INT_H

#include "campaign/page_int.h"
#include "plan/setup.h"

/* /campaign/ID and a tail. */
struct str page_setup_url(struct page *pg, const struct campaign_row *c, const char *tail);
struct str page_setup_number(struct page *pg, rid id);
struct str page_setup_day(struct page *pg, struct day d);
/* Whether the actor may change this set-up now. */
bool page_setup_edits(struct page *pg, const struct campaign_row *c);
/* One act: a form with its hidden word, and its small button. */
void page_setup_begin(struct page *pg, const struct campaign_row *c, const char *what);
void page_setup_end(struct page *pg, const char *label);
/* What was typed, and what was wrong with it, where this act was sent. */
struct str page_setup_typed(struct page *pg, const char *what, const char *field);
struct str page_setup_wrong(struct page *pg, const char *what, const char *field);
/* This act on this row was sent and is shown again. */
bool page_setup_asked(struct page *pg, const char *what, rid id);

/* The three pages. */
void page_startup_draw(struct page *pg, const struct campaign_row *c);
void page_group_draw(struct page *pg, const struct campaign_row *c);
void page_goals_draw(struct page *pg, const struct campaign_row *c);

#endif
