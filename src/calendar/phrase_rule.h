/* phrase_rule.h — from the phrases of one field or sentence to one time rule (register section 3).
 *
 * 「每月有动态进展，12月底前完成」 → AND[RECUR{…until:12-end},MILESTONE{by:12-end}]. What the text
 * leaves open becomes an open parameter, never a number of ours; proposals come from the caller's
 * settings. A phrase that says no rule (done, narrative, not understood) gives none: the reader
 * asks.
 */
#ifndef CALENDAR_PHRASE_RULE_H
#define CALENDAR_PHRASE_RULE_H

#include "calendar/phrase.h"

struct phrase_rule_env {
	int year;               /* the plan's year: dates of it are written without a year */
	struct length at_once;  /* proposed for 立行立改; not set: none is proposed */
	enum rule_every review; /* proposed for 长期坚持; EVERY_NONE: none is proposed */
	/* The time of a plan's measure: 立行立改 counts from the plan's issue, N日内 without a
	 * beginning is told by its own words, a deadline nobody understands leaves its date
	 * open, and open parameters carry the names people know. */
	bool of_plan;
};

/* False where no phrase is a rule. Texts are the phrases' own or in the arena. */
bool phrase_rule(struct arena *a, const struct phrases *phrases, const struct phrase_rule_env *env,
	struct rule *out);

#endif
