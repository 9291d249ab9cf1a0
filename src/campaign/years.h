/* years.h — the years of a campaign that lasts several (PLAN-51): a choice on its pages, by the day
 * something is due. */
#ifndef CAMPAIGN_YEARS_H
#define CAMPAIGN_YEARS_H

#include "plan/plan.h"
#include "web/page.h"
#include "web/ui_table.h"

/* First and last year; a campaign without end goes on to the present one. */
struct years {
	int first, last;
};
struct years years_of(const struct campaign_row *c, struct day today);
/* The year of the address, where the campaign has it and more than one; otherwise 0: all. */
int years_asked(struct page *pg, const struct campaign_row *c);
/* Fills in the filter “年度” of ?year=; 0 where there is but one year, else 1. */
int years_filter(struct page *pg, const struct campaign_row *c, struct ui_filter *out);
/* The filter alone, on the campaign's page at `tail` (""; "/lists"); nothing where there is but one
 * year. */
void years_bar(struct page *pg, const struct campaign_row *c, const char *tail);

#endif
