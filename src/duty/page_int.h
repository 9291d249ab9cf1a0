/* page_int.h — what the screens of this folder share: parts of the pages of an item and of a
 * measure, the report form. */
#ifndef DUTY_PAGE_INT_H
#define DUTY_PAGE_INT_H

#include "core/actor.h"
#include "duty/page.h"
#include "web/page_ref.h"
#include "web/ui.h"

/* The due item of the address, or NULL after the page for something absent. */
struct due_row *page_due_asked(struct page *pg);
/* /due/17/report: where an act on it is sent. */
struct str page_due_act(struct page *pg, const struct due_row *d, const char *act);
/* The whole page of it; `typed`: with what the request brought. */
void page_due_show(struct page *pg, struct due_row *d, bool typed);
/* What the actor can do with it now: sign, report, accept, return. */
void page_due_acts(struct page *pg, const struct due_row *d, bool typed);
void page_review_form(struct page *pg, const struct due_row *d, bool typed);
/* What the outcome is judged by, for who hands in and for who judges (PLAN-28). */
void page_due_standard(struct page *pg, const struct due_row *d);
/* After a verb: on to the item, back to its page with what is wrong, or a page that says why
 * not. */
void page_due_done(struct page *pg, struct due_row *d, enum flow_code code, bool typed);
/* Whether it can be reported in a row of the desk (no entries to count, not for others), and the
 * form there, which leads back to the desk. */
bool page_quick_fits(struct page *pg, const struct due_row *d);
void page_quick_form(struct page *pg, const struct due_row *d);
/* A part of a report under its heading; nothing where it is empty. */
void page_report_text(struct html *h, struct str label, struct str text);

/* What waits for the actor to accept or return. */
struct due_filter page_review_filter(int most);

/* What it is about, who owes it to whom, by when; `rule`: behind its colour, may be NULL. */
void page_due_facts(struct page *pg, const struct due_row *d, const struct measure_row *m,
	const struct light_rule *rule);
/* Why it is due on that day, with everything that moved it; what happened to it (page_story.c). */
void page_story_why(struct page *pg, const struct due_row *d);
void page_story_history(struct page *pg, const struct due_row *d);
/* Pressing on a late item, entering an event (page_follow.c). */
void page_follow_acts(struct page *pg, const struct due_row *d, bool typed);
/* Changes of an item; those that wait for the actor (page_change.c). */
void page_change_card(struct page *pg, const struct due_row *d);
void page_change_desk(struct page *pg);
/* What the actor is to say of a later edition, on the desk; nothing where nothing waits. */
void page_consent_desk(struct page *pg);
/* Cooperating units' parts, units' own plans, claims and the five fixings: of an item. */
void page_due_parts(struct page *pg, const struct due_row *d);
void page_due_tasks(struct page *pg, const struct due_row *d);
void page_due_claims(struct page *pg, const struct due_row *d);
/* Who does it inside the unit, with the form where the actor names him; on the desk what is the
 * actor's own, nothing where nothing is (page_mine.c). */
void page_due_doer(struct page *pg, const struct due_row *d, bool typed);
void page_mine_card(struct page *pg);
/* On the desk: the form of head and liaison that the actor's unit owes (page_paper.c). */
void page_paper_desk(struct page *pg);
/* The same on the page of a measure; of own plans, who has filed. */
void page_measure_parts(struct page *pg, const struct measure_row *m);
void page_measure_tasks(struct page *pg, const struct measure_row *m);
void page_measure_claims(struct page *pg, const struct measure_row *m);
/* Its marks and countermeasures; its lead units with what each still owes (page_lead.c). */
void page_measure_marks(struct page *pg, const struct measure_row *m);
void page_measure_leads(struct page *pg, const struct measure_row *m);
/* How its units did it, as judged (page_appraisal.c). */
void page_measure_appraisals(struct page *pg, const struct measure_row *m);
/* What was entered against a number: the entries of a quota, what is covered and what is not; with
 * the form where the actor may enter. Nothing for other items. */
void page_entries(struct page *pg, const struct due_row *d);
bool page_entry_may(struct page *pg, const struct due_row *d);
/* Of a coverage item: the list, with the form that adds names (page_cover.c). */
struct cover;
void page_cover(struct page *pg, const struct due_row *d, const struct cover *c);
/* The form of this address came back with mistakes. */
bool page_typed_at(struct page *pg, const char *act);
/* A form that asks for nothing but a reason. */
void page_reason_form(struct page *pg, struct str action, struct str verb, struct str back);

/* Interruptions of a service; nothing for other items (page_outage.c). */
void page_outages(struct page *pg, const struct due_row *d);
/* The attachments of a report or an entry, as a list. */
void page_evidence_list(struct page *pg, rid owner);

/* The due items of a filter as a sheet under a name (page_sheet.c). */
void page_sheet_due(struct page *pg, const struct due_filter *f, struct str name);
/* Makes `f` the input for one of the people of a unit and below it (web/page_ref.h). */
void page_person_field(struct page *pg, rid unit, struct str chosen, struct ui_field *f);

/* One measure: of the address (NULL after the page for something absent), its addresses, and where
 * an act on its page leads. */
struct measure_row *page_measure_asked(struct page *pg);
struct str page_measure_url(struct page *pg, const struct measure_row *m, const char *tail);
void page_measure_done(struct page *pg, const struct measure_row *m, enum flow_code code);
/* The pages that the reader's rights open, as a card (page_doors.c). */
void page_doors(struct page *pg);
/* When a rule holds, in words: 逾期超过 3 天. A row of a later program: its test as it stands. */
struct str page_light_when(struct ctx *cx, const struct light_rule *r);
void page_lights(struct page *pg); /* the rules behind the colours (page_light.c) */
/* Acts, as page functions. */
void page_sign(struct page *pg);
void page_report(struct page *pg);
void page_review(struct page *pg);
void page_evidence(struct page *pg);

#endif
