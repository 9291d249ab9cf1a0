/* timing.h — from the time phrases of one measure to its rules (PLAN-08, TIME-01).
 *
 * The phrases of a field belong together: 「每月有动态进展，12月底前完成」 is one rule with two parts,
 * 「X月底前完成清单，之后长效坚持」 one whose second part waits for the first. Phrases of running text
 * stand alone. What a phrase does not say stays an open parameter (PLAN-09, TIME-27). */
#ifndef PLAN_TIMING_H
#define PLAN_TIMING_H

#include "calendar/rule.h"
#include "core/ctx.h"
#include "plan/read.h"

struct timing_rule {
	struct str phrase; /* the words, from the first to the last phrase of it */
	struct span span;
	struct str rule;   /* text form; empty where the words gave none */
	bool prose, whole; /* whole: not a duty of its own, the day of all monthly reports */
};
/* measure_rule.source of a rule that sets the day of everything that is reported monthly:
 * 按月报送的内容于当月22日17:00前报送 (T-26, TIME-04). */
#define TIMING_WHOLE "whole"
bool timing_is_whole(struct str phrase, const struct rule *r);
/* The plan's day of monthly reports; false where it sets none, or it is still open. */
bool timing_month_day(struct ctx *cx, rid plan, struct rule *out);
/* What is proposed where the words give no number: days for 立行立改, and how often a standing duty
 * is looked back at (PLAN-31, TIME-26). */
struct timing_usual {
	int immediate;
	enum rule_every review;
};
/* As the bureau has set it: due.immediate_days, due.standing_review. */
struct timing_usual timing_usual(struct ctx *cx);
/* The rules of a node; their number. At most as many as it has timings. */
int timing_rules(struct arena *a, const struct doc *d, const struct read_node *n,
	const struct timing_usual *usual, struct timing_rule *out);
/* One phrase as a person typed it ("6月30日前", "每季度一次") or a rule in text form; false where it
 * is neither. `year` completes a date without one. */
bool timing_typed(struct arena *a, struct str text, int year, const struct timing_usual *usual,
	struct rule *out);

#endif
