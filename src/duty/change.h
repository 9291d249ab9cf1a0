/* change.h — what was issued is changed only by a proposal that somebody else approves: later,
 * sooner, cancelled, paused, resumed; one due item, a unit's whole duty, or a whole measure. The
 * day as issued stays beside the new one for ever (PLAN-40, N3, SEC-08). */
#ifndef DUTY_CHANGE_H
#define DUTY_CHANGE_H

#include "duty/duty.h"

enum change_what { CHANGE_LATER, CHANGE_SOONER, CHANGE_CANCEL, CHANGE_PAUSE, CHANGE_RESUME };
enum change_reach { REACH_ITEM, REACH_DUTY, REACH_MEASURE };
enum change_state { CHANGE_PROPOSED, CHANGE_APPROVED, CHANGE_REFUSED, CHANGE_WITHDRAWN };
struct change_row {
	struct rec_head head; /* head.unit: who owes; the campaign's bureau for a whole measure */
	rid campaign, measure, duty, due; /* due: REACH_ITEM; duty: REACH_DUTY */
	int what, reach;
	struct day old_day, new_day;    /* later, sooner: what is due on old_day moves to new_day */
	struct day from_day, until_day; /* pause: both included */
	struct str why, basis;
	rid decided_by;
	struct stamp decided_at;
	struct str answer;
	int64_t items; /* how many due items an approval reached */
};
extern const struct kind change_kind;
extern const struct choice change_whats[];

/* For the steps of the kind (kind_change.c): what must hold for a proposal, what it completes, and
 * what an approval does. */
enum flow_code change_may_propose(struct ctx *cx, const void *before, const void *after);
enum flow_code change_proposed(struct ctx *cx, const void *before, void *after);
enum flow_code change_may_approve(struct ctx *cx, const void *before, const void *after);
enum flow_code change_approved(struct ctx *cx, const void *before, void *after);
enum flow_code change_decided(struct ctx *cx, const void *before, void *after);

/* 延期：9月30日 改为 10月15日 */
struct str change_words(struct ctx *cx, const struct change_row *c);

/* ---- reading (change_list.c) ---- */

/* Which changes: of one due item (also those of its duty and measure), of a campaign, or those that
 * wait for the actor's decision. */
struct change_filter {
	const struct due_row *due;
	rid campaign;
	bool mine_to_decide;
	unsigned states; /* STATE_BIT()s; 0: all */
	int max;
};
/* Newest first, within the actor's scope; their number, at most max. */
int change_list(struct ctx *cx, const struct change_filter *f, struct change_row ***out);
int64_t change_count(struct ctx *cx, const struct change_filter *f);
/* Also a unit that owes for the measure a change is about sees it. */
bool change_may_see(struct ctx *cx, rid id);
/* For the navigation and the desk. */
int64_t change_waiting(struct ctx *cx);

#endif
