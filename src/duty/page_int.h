/* page_int.h — what the screens of this folder share: a light in words, addresses, the report form.
 */
#ifndef DUTY_PAGE_INT_H
#define DUTY_PAGE_INT_H

#include "core/actor.h"
#include "duty/list.h"
#include "duty/page.h"
#include "web/ui.h"

enum lamp page_lamp(enum light l);
/* 逾期 3 天, 今天 17:00, 剩 2 个工作日, 退回，限 9月24日, 等接收 … */
struct str page_light_word(struct html *h, const struct due_row *d, const struct light_out *l);
/* 1 天 9 小时 10 分, to the minute (TIME-30). */
struct str page_late_for(struct html *h, int64_t minutes);
/* /due/17 */
struct str page_due_url(struct arena *a, rid due);
/* 减负治理情况 · 2026-08 */
struct str page_due_title(struct arena *a, const struct due_line *l);
/* The due item of the address, or NULL after the page for something absent. */
struct due_row *page_due_asked(struct page *pg);
/* The whole page of it; `typed`: with what the request brought. */
void page_due_show(struct page *pg, struct due_row *d, bool typed);
/* What the actor can do with it now: sign, report, accept, return. */
void page_due_acts(struct page *pg, const struct due_row *d, bool typed);

/* Why it is due on that day, with everything that moved it; what happened to it (page_story.c). */
void page_story_why(struct page *pg, const struct due_row *d);
void page_story_history(struct page *pg, const struct due_row *d);
/* Pressing on a late item, entering an event (page_follow.c). */
void page_follow_acts(struct page *pg, const struct due_row *d, bool typed);
/* Changes of an item and of a campaign; those that wait for the actor (page_change.c). */
void page_change_card(struct page *pg, const struct due_row *d);
void page_change_campaign(struct page *pg, const struct campaign_row *c);
void page_change_desk(struct page *pg);

/* The campaign of the address, or NULL after the page for something absent; the head of its pages,
 * with the tab `here` ("/lists"). */
struct campaign_row *page_campaign_asked(struct page *pg);
void page_campaign_open(struct page *pg, const struct campaign_row *c, const char *here);
void page_lists(struct page *pg);
/* Setting it up (page_setup.c). */
void page_startup(struct page *pg);
void page_group(struct page *pg);
void page_goals(struct page *pg);
void page_setup_act(struct page *pg);

/* The difference of a later edition as a card with its table. */
struct edition_diff;
void page_edition_draw(struct page *pg, const struct edition_diff *d);
void page_edition(struct page *pg);
/* What was entered against a number: the entries of a quota, what is covered and what is not; with
 * the form where the actor may enter. Nothing for other items. */
void page_entries(struct page *pg, const struct due_row *d);

/* Stores the uploaded files of the request before the record that holds them. False where one
 * cannot be taken: ctx.errs says what, or the world failed. */
enum { PAGE_FILES = 10 };
bool page_keep_files(struct page *pg, struct day day, struct evidence_in *e, int *n);
/* The attachments of a report or an entry, as a list. */
void page_evidence_list(struct page *pg, rid owner);

/* The same as sheets (page_sheet.c): the due items of a filter under a name, the four lists, the
 * whole matrix. */
void page_sheet_due(struct page *pg, const struct due_filter *f, struct str name);
void page_sheet_lists(struct page *pg);
void page_sheet_matrix(struct page *pg);
/* One measure: of the address (NULL after the page for something absent), its addresses, and where
 * an act on its page leads. */
struct measure_row *page_measure_asked(struct page *pg);
struct str page_measure_url(struct page *pg, const struct measure_row *m, const char *tail);
void page_measure_done(struct page *pg, const struct measure_row *m, enum flow_code code);
/* Cooperating units' parts, on both pages. */
void page_measure_parts(struct page *pg, const struct measure_row *m);
void page_due_parts(struct page *pg, const struct due_row *d);
/* Units' own plans: on the page of the measure who has filed, on a due item the unit's steps. */
void page_measure_tasks(struct page *pg, const struct measure_row *m);
void page_due_tasks(struct page *pg, const struct due_row *d);
/* Claims and the five fixings, on both pages. */
void page_measure_claims(struct page *pg, const struct measure_row *m);
void page_due_claims(struct page *pg, const struct due_row *d);
/* The people of a unit as options of a choice; their number. */
int page_person_options(struct page *pg, rid unit, struct str chosen, struct ui_option **out);
/* Every unit as options of a choice; their number. */
int page_unit_options(struct page *pg, struct str chosen, struct ui_option **out);

/* Acts, as page functions. */
void page_sign(struct page *pg);
void page_report(struct page *pg);
void page_review(struct page *pg);
void page_evidence(struct page *pg);

#endif
