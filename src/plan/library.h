/* library.h — the documents that plans rest on, seen from the document: who links to it, which of
 * its clauses which measure answers, and which nobody answers (PLAN-01, PLAN-03).
 *
 * Gaps can be told only of a superior plan that is one of ours, for of others the clauses are not
 * known. Only plans the actor may see are counted. Reads only. */
#ifndef PLAN_LIBRARY_H
#define PLAN_LIBRARY_H

#include "base/vec.h"
#include "plan/link.h"

struct library_answer {
	struct str clause;
	rid plan, measure;
};
struct library_doc {
	enum link_kind kind;
	rid target;     /* a plan of ours, or an entry of the library; none: only the title */
	rid first_link; /* stands for the document in an address */
	struct str title, number;
	struct day issued;
	VEC(rid) links; /* of each plan one */
	VEC(rid) plans;
};
/* Every document, superior plans first, by title; their number. */
int library_docs(struct ctx *cx, struct library_doc **out);
int library_answers(struct ctx *cx, const struct library_doc *d, struct library_answer **out);
/* Measures of a superior plan of ours that no answer names by number or heading. */
int library_gaps(struct ctx *cx, const struct library_doc *d, const struct library_answer *answers,
	int n_answers, struct measure_row ***out);

#endif
