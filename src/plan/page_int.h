/* page_int.h — what the screens of this folder share. */
#ifndef PLAN_PAGE_INT_H
#define PLAN_PAGE_INT_H

#include "plan/page.h"
#include "plan/plan.h"
#include "web/ui.h"

/* The plan of the address, or NULL after the page for something absent. */
struct plan_row *page_plan_asked(struct page *pg);
/* The review page: text, questions, reading. `typed`: the open question shows what was sent. */
void page_plan_show(struct page *pg, struct plan_row *p, bool typed);
/* The paragraph of the text, from 1, in which byte `at` stands. */
int page_plan_para(struct str text, int64_t at);
/* The pane with the text and its spans. */
void page_plan_text(struct page *pg, const struct plan_row *p,
	struct question_row *const *questions, int n_questions);
/* Whether the actor may put this reading right now. */
bool page_plan_may_edit(struct page *pg, const struct plan_row *p);
/* The steps to issue and what stands in the way (page_way.c). */
void page_way_draw(struct page *pg, const struct plan_row *p);
/* Keys of the review and of one measure; the way from one measure to its neighbours
 * (page_turn.c). */
void page_plan_keys(struct page *pg, const struct plan_row *p);
void page_turn_draw(struct page *pg, const struct plan_row *p, const struct measure_row *m);
void page_turn_keys(struct page *pg, const struct plan_row *p, const struct measure_row *m);
/* Acts, as page functions. */
void page_plan_answer(struct page *pg);
void page_plan_step(struct page *pg);
/* Superior plans and governing documents (page_link.c). */
void page_links(struct page *pg);
void page_links_act(struct page *pg);
/* The plan in the layout of official documents (page_document.c). */
void page_document_docx(struct page *pg);
void page_document_html(struct page *pg);
/* One measure put right by hand (page_measure.c). */
void page_measure(struct page *pg);
void page_measure_act(struct page *pg);

/* Superior plans and governing documents, seen from the document (page_library.c). */
void page_library(struct page *pg);

/* Names nobody was found for, answered once for the plan (page_resolve.c). */
void page_resolve_draw(struct page *pg, const struct plan_row *p);
void page_resolve_act(struct page *pg);

#endif
