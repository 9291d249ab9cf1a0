/* consent.h — before a later edition of a plan changes what a unit owes, the unit is asked: it
 * agrees or objects, in a named person's words; an objection is accepted by the office, or
 * overruled with a reason by somebody who may issue and did not read the plan in (N3, PLAN-40,
 * SEC-08).
 *
 * Whom to ask about what, and when an edition may be issued, is campaign/consult.h. No answer is
 * never consent: who issues all the same says why, and the record says so. */
#ifndef DUTY_CONSENT_H
#define DUTY_CONSENT_H

#include "duty/duty.h"

enum consent_state {
	CONSENT_ASKED,
	CONSENT_AGREED,
	CONSENT_OBJECTED,
	CONSENT_ACCEPTED,
	CONSENT_OVERRULED,
	CONSENT_SILENT, /* issued without an answer */
	CONSENT_VOID    /* asked anew, or not concerned any more */
};
struct consent_row {
	struct rec_head head; /* head.unit: whose obligations change; head.by: who asked */
	rid campaign, plan;
	struct day until_day;            /* by when the office wants the answer */
	struct str asked;                /* the differences, as lines: see CONSENT_CELL */
	int64_t moved, added, cancelled; /* due items */
	struct str words;                /* the unit's */
	rid answered_by;
	struct stamp answered_at;
	struct str ruling; /* the office's: what will be changed, or why not */
	rid ruled_by;
	struct stamp ruled_at;
};
extern const struct kind consent_kind;

/* `asked` has a line for every duty that changes, its cells parted by CONSENT_CELL: what happens,
 * the measure, the words for its time, who gives it to whom; below it, behind CONSENT_ITEM, a line
 * for each due item: what happens, the period, the day or both days. */
#define CONSENT_CELL "｜"
#define CONSENT_ITEM "　"

/* ---- reading (consent.c) ---- */

enum consent_view {
	CONSENT_ALL,
	CONSENT_MINE,    /* the actor may answer */
	CONSENT_TO_RULE, /* objections the actor may accept or overrule */
};
struct consent_filter {
	enum consent_view view;
	rid plan, unit; /* RID_NONE: any */
	int max;
};
/* Newest first, within the actor's scope, as of the past day that is looked at; their number. The
 * views of what is to be done show only plans that are being reviewed. */
int consent_list(struct ctx *cx, const struct consent_filter *f, struct consent_row ***out);
/* What came of it, in Chinese, for the history of what it changed: 顾长宁 9月3日同意. */
struct str consent_say(struct ctx *cx, const struct consent_row *c);

#endif
