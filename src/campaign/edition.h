/* edition.h — what a later edition of a plan changes in what is owed (PLAN-40, N3).
 *
 * Two editions are compared as duties, not as words: every duty of the one before against every
 * duty the new text asks for. What both ask for goes on with its reports; what moves, moves
 * visibly (first_day stays); what is no longer asked for is cancelled with the edition as reason,
 * never removed. What was due before the new edition's day of issue stays as it was owed then. */
#ifndef CAMPAIGN_EDITION_H
#define CAMPAIGN_EDITION_H

#include "calendar/expand.h"
#include "campaign/issue.h"
#include "duty/duty.h"

enum edition_what {
	EDITION_SAME,
	EDITION_MOVED, /* same unit, other dates or other demands */
	EDITION_UNIT,  /* another unit owes it now */
	EDITION_NEW,
	EDITION_DROPPED,
	EDITIONS
};
/* "same", "moved" …; 不变, 时限变更 … */
const char *edition_code(enum edition_what w);
const char *edition_label(enum edition_what w);

/* A due item that moves (both days), comes (was unset) or goes (now unset, occur NULL). */
struct edition_item {
	rid due;
	struct str period;
	struct day was, now;
	int now_min;
	const struct occur *occur; /* a coming one */
};

struct edition_line {
	enum edition_what what;
	const struct measure_row *measure; /* of the new edition; of the old where it is dropped */
	rid unit, was_unit;                /* one of them none where it comes or goes */
	struct str role;
	struct str was, now; /* the words of the plan for its time */
	rid to, was_to;      /* who receives */
	int64_t kept, overdue;
	int64_t held; /* would move to a day that is over already: they keep theirs */
	int64_t moved, added, cancelled; /* due items */
	struct edition_item *items;
	int n_items;
	struct duty_row *old;    /* NULL: new */
	const struct line *line; /* NULL: dropped */
	const struct part *part;
};

struct edition_diff {
	const struct plan_row *was; /* the edition in force */
	struct edition_line *at;
	size_t n, room;
	int64_t lines[EDITIONS];
	int64_t kept, moved, added, cancelled, overdue; /* due items */
	int64_t measures, measures_new, measures_dropped;
	struct issue_gones gone; /* of what comes: its time is over already */
};

/* The difference that issuing `plan` would make; err_field where the edition it replaces is not in
 * force. FLOW_STATE where the plan replaces none. Permission plan.read. */
enum flow_code edition_compare(struct ctx *cx, rid plan, struct edition_diff *out);

#endif
