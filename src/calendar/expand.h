/* expand.h — one rule and one campaign become dated occurrences; every date can be asked why.
 *
 * The conventions are register 3.0 (1–8), written out in docs/RULES.md. Pure: the same rule,
 * campaign and calendar always give the same occurrences in the same order, so that two expansions
 * can be compared (N3, N5). Nodes with open parameters give nothing and are counted in n_open.
 * Whether an occurrence was met is duty/'s business.
 */
#ifndef CALENDAR_EXPAND_H
#define CALENDAR_EXPAND_H

#include "calendar/period.h"
#include "calendar/rule.h"
#include "calendar/why.h"

struct expand_env {
	const struct work *work; /* never NULL */
	struct day start, end;   /* the campaign */
	struct day issue;        /* DAY_NONE: not issued yet, taken as `start` */
	int year;                /* the plan's year; 0: the year of `start` */
	bool roll_back;          /* a due day off moves to the working day before (convention 4) */
	bool with_partial;       /* the period running at issue is owed too (convention 5) */
	struct rule_due month_due; /* T-26: the day of monthly reports; none: the month's end */
	int month_time;            /* and its minute; 0: the day's end */
	size_t most;               /* 0: EXPAND_MAX */
};
enum { EXPAND_MAX = 4096 };

enum expand_kind {
	EXPAND_PERIODIC,
	EXPAND_FINAL,   /* a milestone; without a date where it is set on each item */
	EXPAND_REVIEW,  /* a standing task looked at again */
	EXPAND_QUOTA,   /* a counter, short at its end is not met */
	EXPAND_COVER,   /* one target to be covered */
	EXPAND_WINDOW,  /* must fall between from and due */
	EXPAND_EVENT,   /* template: due is counted from the event, expand_event() */
	EXPAND_SERVICE, /* open hours, outages are recorded */
	EXPAND_DRAW,    /* hidden draws: only the count is shown beforehand */
	EXPAND_RANGE,   /* a named period that triggers other rules */
	EXPAND_KIND_END
};

struct occur {
	enum expand_kind kind;
	const struct rule *rule; /* the node; content, owner, to, min are there */
	int node; /* its number in the tree, depth first from 0: a stable key with label */
	enum rule_every every;  /* EVERY_NONE outside periods */
	struct str label;       /* 2026-09; a target's or range's name; empty */
	struct period period;   /* the whole period */
	struct day from, until; /* the part of it that counts */
	struct day due;         /* DAY_NONE where an event or an item decides */
	int minute;             /* 1–1440; 1440 is the end of the day */
	bool provisional;       /* rests on a year whose calendar is not published (N6) */
	bool waits; /* SEQ: planned as if the part before were accepted when it is due */
};
struct expansion {
	VEC(struct occur) items;
	VEC(struct str)
	problems;   /* Chinese: dates that do not exist, lie before issue, are not known */
	int n_open; /* nodes left out because a parameter is open */
	bool cut;   /* the ceiling was reached */
};

void expand_rule(
	struct arena *a, const struct rule *r, const struct expand_env *env, struct expansion *out);
/* The derivation of an occurrence's due day; computes it anew and ends on the same date. */
struct why *expand_why(struct arena *a, const struct occur *o, const struct expand_env *env);
/* A date of the plan in this campaign; DAY_NONE where it is not known. `why` may be NULL. */
struct day expand_date(const struct rule_date *d, const struct expand_env *env, struct why *why);
/* Due of an EVENT rule after its trigger. False where `within` is open. */
bool expand_event(const struct rule *r, const struct expand_env *env, struct stamp trigger,
	struct day *due, int *minute, struct why *why);
/* Minutes past due; 0 is on time. The due minute itself is still on time (convention 2, 3). */
int64_t expand_minutes_late(struct day due, int minute, struct stamp when);
/* periodic, final, review …; 每期, 完成, 回看 … */
struct str expand_kind_name(enum expand_kind k);
struct str expand_kind_label(enum expand_kind k);

#endif
