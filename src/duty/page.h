/* page.h — the screens of duty/: desk, due items, reporting, one measure; and what they share with
 * other folders' screens. */
#ifndef DUTY_PAGE_H
#define DUTY_PAGE_H

#include "duty/list.h"
#include "web/page.h"
#include "web/ui.h"

extern const struct route desk_routes[];
extern const struct route due_routes[];
extern const struct route entry_routes[];
extern const struct route cover_routes[];
extern const struct route part_routes[];
extern const struct route task_routes[];
extern const struct route clear_routes[];
extern const struct route claim_routes[];
extern const struct route hold_routes[];
extern const struct route follow_routes[];
extern const struct route change_routes[];
extern const struct route change_ask_routes[];
extern const struct route consent_routes[];
extern const struct route appraisal_routes[];
extern const struct route search_routes[];
extern const struct route light_routes[];
extern const struct route measure_routes[];
extern const struct route mine_routes[];
extern const struct route outage_routes[];

/* For the navigation: what waits for the signed-in person. */
int64_t desk_waiting(struct ctx *cx, bool *late);
int64_t review_waiting(struct ctx *cx, bool *late);

/* ---- what other folders' screens show of due items in the same words ---- */

enum lamp page_lamp(enum light l);
/* 逾期 3 天, 今天 17:00, 剩 2 个工作日, 退回，限 9月24日, 等接收 … */
struct str page_light_word(struct html *h, const struct due_row *d, const struct light_out *l);
/* 1 天 9 小时 10 分, to the minute (TIME-30). */
struct str page_late_for(struct html *h, int64_t minutes);
/* /due/17 */
struct str page_due_url(struct arena *a, rid due);
/* 减负治理情况 · 2026-08 */
struct str page_due_title(struct arena *a, const struct due_line *l);
/* The campaign of the address, or NULL after the page for something absent; the head of its pages,
 * with the tab `here` ("/lists"). */
struct campaign_row *page_campaign_asked(struct page *pg);
void page_campaign_open(struct page *pg, const struct campaign_row *c, const char *here);
/* A unit's answer to a later edition, as a row of a list (page_consent.c). */
struct consent_row;
void page_consent_row(struct page *pg, const struct consent_row *c);
/* Changes of a campaign. */
void page_change_campaign(struct page *pg, const struct campaign_row *c);
/* Of a sheet: "安澜县作风整治 2026-09-18.xlsx"; the word of a light. */
struct str page_sheet_name(struct page *pg, struct str what);
struct str page_sheet_light(struct page *pg, enum light l);

#endif
