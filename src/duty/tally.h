/* tally.h — how the due items of each measure stand: how many, handed in on time or late, and under
 * which light (PLAN-13); what a campaign's progress asks of a province is read from the same few
 * thousand rows (PLAN-24, PLAN-39).
 *
 * One row of due_tally for every group of items of a measure that differ in nothing a light looks
 * at and in how they were first handed in; kept like due_sum (sum.h) and, like it, derived. */
#ifndef DUTY_TALLY_H
#define DUTY_TALLY_H

#include "duty/light.h"

/* The table due_tally: campaign, measure, to_unit, what a light looks at (sum_int.h), handed ('-',
 * 'on', 'late'), n. After duty_part. */
extern const struct schema_part tally_part;

/* Counts new due items in; called by sum_add(). */
enum flow_code tally_add(struct ctx *cx, rid first, rid last);

/* What was cancelled and what was over before the plan is in none of these. */
struct tally {
	int64_t all;
	int64_t on_time, late; /* by the first handing in, which stays */
	int64_t n[LIGHTS];     /* their sum is `all` */
	int64_t waits, back, done,
		overdue; /* with the recipient; returned; accepted; past its time */
	struct day next; /* when the nearest that is still owed falls due */
};
/* The tally of nothing. */
struct tally tally_none(void);
void tally_plus(struct tally *sum, const struct tally *t);

struct tally_line {
	rid measure;
	struct tally t;
};
/* The measures of a campaign that owe anything, by id, within the actor's scope; of one year by the
 * due day (0: of all; what has no day belongs to every year). Their number. */
int tally_load(struct ctx *cx, rid campaign, int year, struct tally_line **out);
/* The line of a measure; tally_none() where it owes nothing. */
struct tally tally_find(const struct tally_line *at, int n, rid measure);

#endif
