/* document.h — a plan as an official document: its words as they stand now, sections numbered, with
 * document number, edition and day of issue (PLAN-02). What was corrected by hand is printed as
 * corrected, what was left out is not printed; every other line is the plan's own. */
#ifndef PLAN_DOCUMENT_H
#define PLAN_DOCUMENT_H

#include "paper/letter.h"
#include "plan/plan.h"

/* The letter, in the context's arena. Whether it keeps the ceilings is for its writer to say. */
const struct letter *document_of(struct ctx *cx, const struct plan_row *p);

#endif
