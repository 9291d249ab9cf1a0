/* timing.h — from the time phrases of one measure to its rules (PLAN-08, TIME-01).
 *
 * The phrases of a field belong together: 「每月有动态进展，12月底前完成」 is one rule with two parts,
 * 「X月底前完成清单，之后长效坚持」 one whose second part waits for the first. Phrases of running text
 * stand alone. What a phrase does not say stays an open parameter (PLAN-09, TIME-27). */
#ifndef PLAN_TIMING_H
#define PLAN_TIMING_H

#include "calendar/rule.h"
#include "plan/read.h"

struct timing_rule {
	struct str phrase; /* the words, from the first to the last phrase of it */
	struct span span;
	struct str rule; /* text form; empty where the words gave none */
	bool prose;
};
/* The rules of a node; their number. At most as many as it has timings. `immediate`: days proposed
 * for 立行立改, the setting due.immediate_days. */
int timing_rules(struct arena *a, const struct doc *d, const struct read_node *n, int immediate,
	struct timing_rule *out);
/* One phrase as a person typed it ("6月30日前", "每季度一次") or a rule in text form; false where it
 * is neither. `year` completes a date without one. */
bool timing_typed(struct arena *a, struct str text, int year, int immediate, struct rule *out);

#endif
