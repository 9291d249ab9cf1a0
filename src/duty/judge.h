/* judge.h — an outcome, 有明显改观, is not over because its unit says so: it is judged by its
 * standard, on evidence, by a person of another unit who writes down what he found (PLAN-28). */
#ifndef DUTY_JUDGE_H
#define DUTY_JUDGE_H

#include "duty/duty.h"

/* True where what is due is an outcome. */
bool judge_needed(const struct due_row *d);
/* By what it is judged: what was answered when the plan was checked; empty where nothing was. */
struct str judge_standard(struct ctx *cx, const struct due_row *d);
/* err_field where a report brings no evidence. */
void judge_report(struct ctx *cx, const struct due_row *d, const struct report_in *in);
/* FLOW_DENIED to a person of the unit that is judged, err_field("note") without a finding. */
enum flow_code judge_accept(struct ctx *cx, const struct due_row *d, struct str finding);

#endif
