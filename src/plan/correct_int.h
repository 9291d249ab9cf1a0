/* correct_int.h — units and times of one measure: what corrections by hand and answers share. Each
 * is sealed as of the measure. */
#ifndef PLAN_CORRECT_INT_H
#define PLAN_CORRECT_INT_H

#include "calendar/rule.h"
#include "plan/plan.h"

/* A typed phrase or the text form; err_field("answer") where it is neither. */
bool correct_read_rule(struct ctx *cx, const struct plan_row *p, struct str text, struct rule *out);
enum flow_code correct_insert_rule(
	struct ctx *cx, rid measure, struct str phrase, struct span span, const struct rule *r);
enum flow_code correct_update_rule(
	struct ctx *cx, const struct measure_rule *mr, const struct rule *r);
/* err_field("answer") where nobody is called so. One that is there already stays once. */
enum flow_code correct_insert_unit(struct ctx *cx, rid measure, enum plan_role role,
	struct str name, const struct plan_row *p);
enum flow_code correct_delete_unit(struct ctx *cx, rid measure, const struct measure_unit *u);
/* Whether the question is about these words of the text. */
static inline bool correct_overlaps(struct span s, const struct question_row *q)
{
	return s.at < q->span_at + q->span_n && q->span_at < (int64_t)s.at + s.n;
}

#endif
