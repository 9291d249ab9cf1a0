/* subjects.h — whose quota it is where a rule counts for each leader or each team (per_subject), on
 * a day, since when, and why no longer (TIME-14, TIME-15).
 *
 * Leaders and teams come and go while a plan runs: they are looked up as of a day, never copied
 * once. Reads only; what follows from it is follow.h's business. */
#ifndef CAMPAIGN_SUBJECTS_H
#define CAMPAIGN_SUBJECTS_H

#include "calendar/rule.h"
#include "campaign/issue_int.h"

/* Whether the owners are looked up anew while the plan runs. */
bool subjects_are_living(enum rule_subject whose);
/* The parts of all of them on `day`, each once; their number. A leader with 包联, which 分工联系 and
 * 包片 are not, who is in post; a team of the campaign that stands. Owed at the unit of the leader
 * or of who leads the team, received by the campaign office. */
int subjects_on(struct ctx *cx, const struct campaign_row *c, enum rule_subject whose,
	struct day day, struct part **out);

/* A fact that begins or ends what one of them owes. */
struct subject_fact {
	struct day day; /* from this day on; DAY_NONE: there is no such fact */
	struct str why; /* 2026-09-14 起包联城关派出所 */
};
/* Since when one who owes on `day` does, and was known to: what is entered later does not reach
 * back, for nobody owes what he was not told of. */
struct subject_fact subjects_since(struct ctx *cx, const struct part *p, struct day day);
/* The first day on which one who does not owe on `day` did not; no fact where a person gave it to
 * somebody by hand who never was paired. */
struct subject_fact subjects_left(struct ctx *cx, const struct part *p, struct day day);

#endif
