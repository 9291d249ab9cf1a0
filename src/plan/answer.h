/* answer.h — what an answered question changes in the reading (PLAN-09, TIME-27, N2).
 *
 * An answer is signed and kept with its basis; where it says a date, a frequency or a unit, the
 * rule or the unit it was asked about is filled in from it in the same transaction. */
#ifndef PLAN_ANSWER_H
#define PLAN_ANSWER_H

#include "plan/plan.h"

/* Applies q->answer. err_field("answer") where it cannot be understood. Inside ctx_write(). */
enum flow_code answer_apply(struct ctx *cx, const struct question_row *q);

/* Corrections by hand while the plan is being read; permission plan.edit at the plan, state
 * reading. Each is sealed. `rule` is a phrase or the text form. */
enum flow_code answer_add_rule(struct ctx *cx, rid measure, struct str rule);
enum flow_code answer_drop_rule(struct ctx *cx, rid measure_rule);
enum flow_code answer_add_unit(struct ctx *cx, rid measure, enum plan_role role, struct str name);
enum flow_code answer_drop_unit(struct ctx *cx, rid measure_unit);

#endif
