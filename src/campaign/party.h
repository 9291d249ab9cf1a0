/* party.h — one goal by the four levels of the Party's organisation: the committee, the organ's
 * committee, the organisations of branches and stations, the members; each with its own list of
 * what it owes for the goal (PLAN-12). Read from duties, due items and own plans, never stored.
 *
 * The levels' names are rows (code set party_level); which unit is a committee is said by its
 * traits. The last level is what own plans fix on persons, counted by unit: nobody is listed or
 * ranked by name. */
#ifndef CAMPAIGN_PARTY_H
#define CAMPAIGN_PARTY_H

#include "duty/duty.h"

enum party_level { PARTY_COMMITTEE, PARTY_ORGAN, PARTY_BRANCH, PARTY_MEMBERS, PARTY_LEVELS };

/* What a level owes for one measure. */
struct party_line {
	rid measure;
	struct str path, heading;
	struct str words; /* what is asked of it; empty for steps */
	int64_t units;
	rid unit;                /* one of them */
	int64_t all, done, late; /* due items; of the members: steps of own plans */
};
struct party_lines {
	struct str label;
	struct party_line *at;
	size_t n, room;
	int64_t all, done, late;
};
/* In the order of the plan, within the actor's scope. */
void party_load(struct ctx *cx, rid campaign, rid goal, struct party_lines out[PARTY_LEVELS]);

#endif
