/* sum.h — how many due items of a campaign stand where: by light, and by day.
 *
 * One row of due_sum for every group of items that differ in nothing a light or a scope looks at,
 * so that a campaign of two million items is summed from some ten thousand rows. Changes are
 * counted by triggers on the table `due`; who inserts items says so (sum_add). Derived, so it is
 * not sealed. PLAN-42.
 */
#ifndef DUTY_SUM_H
#define DUTY_SUM_H

#include "duty/light.h"

/* The tables due_sum, due_total (the same without units) and duty_unit (which units owe anything in
 * a campaign); after duty_part, in this order. */
extern const struct schema_part sum_part, total_part, owes_part;

/* Counts new due items `first` to `last` in, here and in tally.h; inside ctx_write(), once,
 * by whoever inserted them. */
enum flow_code sum_add(struct ctx *cx, rid first, rid last);

enum { SUM_DAYS = 28 }; /* the strip shows four weeks */
struct light_sum {
	int64_t n[LIGHTS], all;
	int64_t days[SUM_DAYS]; /* due on each day from a Monday on, cancelled ones left out */
};
/* How many due items of a campaign stand under each light now and fall on each day from `monday`
 * on, within the actor's scope; of one year by the due day (0: of all). */
struct light_sum sum_lights(struct ctx *cx, rid campaign, int year, struct day monday);

/* How many due items of a campaign (RID_NONE: of all) are in a state and fall due between two days
 * (DAY_NONE: open), without regard to scope: for an actor who may see everything. */
int64_t sum_count(
	struct ctx *cx, rid campaign, const char *state, struct day from, struct day until);

#endif
