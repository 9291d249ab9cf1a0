/* link.h — where a plan comes from: superior plans and governing documents, and which of their
 * clauses a measure answers (PLAN-01, PLAN-03).
 *
 * A superior plan may be one of ours or only a title; a governing document stands once in the
 * library, whichever plans point to it. Permission plan.edit at the plan; links may be completed
 * after issue, for they change nothing that is owed. Each act is sealed. */
#ifndef PLAN_LINK_H
#define PLAN_LINK_H

#include "plan/plan.h"

enum link_kind { LINK_SUPERIOR, LINK_DOCUMENT, LINKS };
struct plan_link {
	rid id;
	enum link_kind kind;
	rid target; /* a plan of ours, or an entry of the library; none: only the title is known */
	struct str title, number;
	struct day issued;
};
int link_list(struct ctx *cx, rid plan, struct plan_link **out);
/* The plans that name this one as their superior (PLAN-01: traced down); their ids. */
int link_below(struct ctx *cx, rid plan, rid **out);

struct link_in {
	enum link_kind kind;
	rid target;               /* LINK_SUPERIOR: a plan of ours, or none */
	struct str title, number; /* needed without a target */
	struct day issued;
};
enum flow_code link_add(struct ctx *cx, rid plan, const struct link_in *in);
enum flow_code link_drop(struct ctx *cx, rid plan, rid link);

/* Which clause of a linked plan or document a measure answers. */
struct measure_clause {
	rid id, link;
	struct str title, clause;
};
int link_clauses(struct ctx *cx, rid measure, struct measure_clause **out);
enum flow_code link_answer(struct ctx *cx, rid measure, rid link, struct str clause);
enum flow_code link_unanswer(struct ctx *cx, rid measure, rid clause);

#endif
