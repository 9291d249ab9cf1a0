/* appraisal.h — how a unit did a measure, judged by a named person of whoever receives its reports
 * (or of the office), in words about the process and words about the outcome (PLAN-44).
 *
 * The program lays the figures beside each other — handed in on time, late, returned, missing, and
 * what the final report brought — and computes no score: a person decides. The figures stay with
 * the judgement as they were then. */
#ifndef DUTY_APPRAISAL_H
#define DUTY_APPRAISAL_H

#include "duty/duty.h"

enum appraisal_state { APPRAISAL_GIVEN, APPRAISAL_WITHDRAWN };
struct appraisal_row {
	struct rec_head head; /* head.unit: whose judgement; head.by: whose hand */
	rid duty;             /* what is judged; of the unit's duties for the measure the first */
	rid campaign, measure, of_unit;
	int64_t on_time, late, missing, returned; /* interim updates, as they stood then */
	struct str process, outcome;
	struct str verdict; /* code set verdict */
};
extern const struct kind appraisal_kind;

/* One due item of the measure and unit, with the last report to it. */
struct appraisal_item {
	rid due;
	struct str period;
	bool final; /* the outcome; otherwise an interim update */
	int state;
	struct stamp first_at;
	int64_t late_min, returned; /* reports that were given back */
	rid report;                 /* RID_NONE: none */
	struct str progress, effect;
};
struct appraisal_facts {
	rid duty, to_unit; /* who receives, and so judges; RID_NONE: it owes nothing here */
	struct appraisal_item *at;
	size_t n, room;
	int64_t on_time, late, missing, returned;
	int finals, finals_done, taken; /* taken: items whose report was accepted */
};
/* What has come and what is missing until now; what is not due yet is left out. */
void appraisal_facts(struct ctx *cx, rid measure, rid unit, struct appraisal_facts *out);
/* err_field where it is too early to judge; their number. */
int appraisal_refuse(struct ctx *cx, const struct appraisal_facts *f);
/* The standing judgement on that unit, or NULL. */
const struct appraisal_row *appraisal_of(struct ctx *cx, rid measure, rid unit);

/* All of a measure, newest first, within the actor's scope, as of the past day that is looked at;
 * their number. */
int appraisal_list(struct ctx *cx, rid measure, int max, struct appraisal_row ***out);
/* The units whose part in the measure the actor may judge; their number, at most max. */
int appraisal_units(struct ctx *cx, rid measure, int max, rid *out);

#endif
