/* answer_int.h — answers for the table of answer.c: those about the plan as a whole
 * (answer_plan.c), and how long (answer_length.c). Inside ctx_write(); err_field("answer") where
 * the words cannot be taken. */
#ifndef PLAN_ANSWER_INT_H
#define PLAN_ANSWER_INT_H

#include "plan/plan.h"

/* The plan's year; the campaign's period. */
enum flow_code answer_plan_year(struct ctx *cx, const struct question_row *q, struct plan_row *p);
enum flow_code answer_plan_period(struct ctx *cx, const struct question_row *q, struct plan_row *p);
/* 各乡镇为各项任务的责任单位，不再逐一列出: the units go to every task, or those the answer names do. */
enum flow_code answer_plan_declared(
	struct ctx *cx, const struct question_row *q, struct plan_row *p);

/* Fills the open length of the rule asked about: how soon after the event, how far apart. */
enum flow_code answer_length_within(
	struct ctx *cx, const struct question_row *q, struct plan_row *p);
enum flow_code answer_length_gap(struct ctx *cx, const struct question_row *q, struct plan_row *p);

#endif
