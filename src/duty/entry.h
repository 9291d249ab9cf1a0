/* entry.h — what a unit enters against a number it owes: an occurrence of a quota, a target that is
 * covered.
 *
 * A quota counts distinct days (docs/RULES.md 5, register 3.0 (6)), persons or items; coverage
 * counts distinct targets. due.done is kept for lists and lights, in the transaction of every
 * entry, and is always what counting the entries again gives. TIME-14…17, 23; PLAN-44. */
#ifndef DUTY_ENTRY_H
#define DUTY_ENTRY_H

#include "calendar/rule.h"
#include "duty/due.h"

extern const struct kind entry_kind, target_kind;

enum entry_state { ENTRY_COUNTED, ENTRY_WITHDRAWN };
struct entry_row {
	struct rec_head head; /* head.unit: who owes */
	rid due;
	struct day day;
	rid person;        /* of a quota per leader: whose day it was */
	struct str target; /* of coverage: what was covered */
	struct str what;
	int64_t n; /* persons or items; 1 elsewhere */
};

/* Something to be covered that no unit or group names: an enterprise, a window, a site. */
enum target_state { TARGET_LISTED, TARGET_DROPPED };
struct target_row {
	struct rec_head head;
	rid duty;
	struct str grp; /* which set of the rule it belongs to */
	struct str name;
};

struct entry_in {
	rid due;
	struct day day;
	struct str target, what;
	int64_t n; /* 0: 1 */
	const struct evidence_in *evidence;
	int n_evidence;
};
/* Enters an occurrence; due_may_report() at the item, while it is open or returned. */
enum flow_code entry_add(struct ctx *cx, const struct entry_in *in);
/* Takes one back, with a reason; it stays in the record. */
enum flow_code entry_withdraw(struct ctx *cx, rid entry, struct str reason);
/* All of a due item, withdrawn ones too, by day; their number. */
int entry_list(struct ctx *cx, rid due, struct entry_row ***out);

/* The part of the duty's rule the item comes from; NULL where it cannot be read. */
const struct rule *entry_rule(struct ctx *cx, const struct due_row *d);
/* How many are needed, and whether they are there. */
int64_t entry_need(const struct due_row *d);
static inline bool entry_counts(const struct due_row *d)
{
	return d->asks & ASK_COUNT;
}
static inline bool entry_met(const struct due_row *d)
{
	return entry_counts(d) && d->done >= entry_need(d);
}
/* What the entries known at the end of `day` came to (N7). */
int64_t entry_done_then(struct ctx *cx, const struct due_row *d, struct day day);
/* Counts again and stores it, with the size of the set for coverage. Inside ctx_write(). */
enum flow_code entry_recount(struct ctx *cx, rid due);

#endif
