/* named_list.h — the lists a plan names without printing them: “五自三为三步”, 八类问题自查清单.
 *
 * A plan is not issued before its office has entered each of them (PLAN-52); the measures that name
 * one show it for as long as the campaign runs. An entry is one line. After issue a list is amended
 * with a reason, and its earlier words stay in the log. */
#ifndef PLAN_NAMED_LIST_H
#define PLAN_NAMED_LIST_H

#include "plan/plan.h"

struct named_list_row {
	struct rec_head head;
	rid plan, campaign;
	struct str name;  /* as the plan writes it, without its quotes */
	struct str items; /* one a line */
	struct str basis;
};
enum { LIST_BYTES = 20000 };
extern const struct kind named_list_kind;

/* The entries: lines without blanks around them, empty ones left out; their number. */
int named_list_lines(struct arena *a, struct str items, struct str **out);
/* The lists of the measure's plan that its words name; their number. */
int named_list_of_measure(
	struct ctx *cx, const struct measure_row *m, struct named_list_row ***out);
/* An answer to `list-missing` is the list itself; 不列 says that it is none. Inside ctx_write(). */
enum flow_code named_list_answer(struct ctx *cx, const struct question_row *q, struct plan_row *p);

#endif
