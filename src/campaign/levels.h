/* levels.h — the measures of a campaign as a tree with totals at every level: the headings of the
 * plan, or the themes the measures were put under (PLAN-13, PLAN-14). A theme of several levels is
 * written with “/” between them. */
#ifndef CAMPAIGN_LEVELS_H
#define CAMPAIGN_LEVELS_H

#include "duty/duty.h"
#include "duty/tally.h"

enum level_by { BY_HEADING, BY_THEME };
enum level_mark { MARK_ANY, MARK_PILOT, MARK_KEY };

struct levels_in {
	rid campaign;
	enum level_by by;
	enum level_mark mark; /* only measures that bear it (PLAN-38) */
	int year;             /* by due day (PLAN-51); 0: all */
};
struct level {
	int depth;
	struct str no, title;
	const struct measure_row *m; /* NULL: a theme */
	bool leaf;                   /* a measure; otherwise what is above measures */
	int measures;                /* below it; of a measure itself 1 */
	struct tally t;
};
struct levels {
	struct level *at;
	int n, depth; /* levels above the measures */
	struct level whole;
};
struct levels *levels_load(struct ctx *cx, const struct levels_in *in);

#endif
