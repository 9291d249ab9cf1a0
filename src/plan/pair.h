/* pair.h — which measure of a later edition is which of the one before (N3).
 *
 * The identity of a measure is what its reports and its history hang on, so a pair is made only
 * where the words say so: the same heading in the same place of the tree, the same heading
 * elsewhere, or a reworded one under the same number. Everything else is new or dropped. */
#ifndef PLAN_PAIR_H
#define PLAN_PAIR_H

#include "plan/plan.h"

struct pair_side {
	struct measure_row *const *at;
	int n;
};
/* partner[i], for every measure of `is`: its index in `was`, or -1 where it is new. Measures that
 * were taken out while reading have no partner. said[i]: what a person decided, an index in `was`
 * or one of these; NULL: nothing. */
enum { PAIR_NEW = -1, PAIR_BY_WORDS = -2 };
void pair_measures(struct arena *a, struct pair_side was, struct pair_side is, const int said[],
	int partner[]);
/* How alike two texts are, 0 to 100: the share of neighbouring characters they have in common. */
int pair_alike(struct arena *a, struct str x, struct str y);

#endif
