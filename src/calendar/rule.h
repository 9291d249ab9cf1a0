/* rule.h — one time rule: when something is due, how often, by whom, to whom (PLAN-08, TIME-01).
 *
 * One struct for all kinds; which fields a kind may and must carry is a table in rule.c. The text
 * form (docs/RULES.md) round-trips exactly and is what the database keeps:
 *
 *	AND[RECUR{every:month,content:[动态进展],until:12-end},MILESTONE{by:12-end,content:[完成]}]
 *
 * A value the source does not give is an open parameter, written param:NAME or with a proposal
 * param:NAME(month); a rule with open parameters cannot be issued (PLAN-09, TIME-27). An open field
 * is listed in `open` and stays zero in its own place. Not here: turning rules into dates
 * (expand.h), reading phrases (phrase.h). Zero means "not said" in every field.
 */
#ifndef CALENDAR_RULE_H
#define CALENDAR_RULE_H

#include "calendar/rule_value.h"

enum rule_kind {
	RULE_NONE,
	RULE_RECUR,
	RULE_MILESTONE,
	RULE_QUOTA,
	RULE_STANDING,
	RULE_COVER,
	RULE_WINDOW,
	RULE_EVENT,
	RULE_CONTINUOUS,
	RULE_RANDOM,
	RULE_UNSPEC,
	RULE_PERIOD,
	RULE_COMPARE,
	RULE_TARGET,
	RULE_SEQ, /* the next part starts when the one before is accepted */
	RULE_AND, /* all parts run at once */
	RULE_KIND_END
};

struct rule_open {
	struct str field;    /* "by", "review_every" … */
	struct str name;     /* what the question is called; same name, same answer */
	struct str proposal; /* a value of that field, or LO..HI for a time; empty where none */
};
struct rule_opens {
	struct rule_open *at;
	size_t n, room;
};

struct rule {
	enum rule_kind kind;
	enum rule_every every, per, review_every;
	int min, max;             /* at least / at most so many */
	int share;                /* percent: of the whole (milestone), of the sample (random) */
	struct rule_rate min_per; /* RANDOM */
	enum rule_unit unit;
	enum rule_subject per_subject;
	struct rule_due due;
	int time; /* minutes after midnight, 1–1440; 0: not said, the day's end */
	struct rule_date from, until, by;
	struct length within;        /* EVENT: after the trigger; COVER: longest interval */
	struct length before, after; /* PERIOD */
	struct length last, grace;   /* WINDOW with every: opens so long before the period's end */
	struct length remind;
	struct rule_texts content, owner, to, targets, trigger, series;
	struct str word, scope, metric, baseline, change, base, current;
	enum rule_direction direction;
	struct rule_hours hours;
	struct rule_ranges ranges;
	bool unannounced; /* notice:none */
	struct rule_opens open;
	struct rule *parts; /* SEQ, AND */
	size_t n_parts;
};

enum { RULE_TEXT_MAX = 16384, RULE_NODES_MAX = 64, RULE_DEPTH_MAX = 4, RULE_LIST_MAX = 32 };
struct rule_error {
	size_t at;       /* byte of the text */
	struct str what; /* Chinese, says what to write instead; static or in the arena */
};

/* Reads the text form (blanks between tokens allowed). Texts are copied into the arena. */
bool rule_parse(struct arena *a, struct str text, struct rule *out, struct rule_error *err);
/* The one text form of `r`; rule_parse() gives an equal rule. */
struct str rule_print(struct arena *a, const struct rule *r);
/* Whether a rule built in C is one that rule_parse() could have given. */
bool rule_check(struct arena *a, const struct rule *r, struct rule_error *err);
/* Adds an open parameter to `r`; `name` empty means the field's own name. */
void rule_leave_open(struct arena *a, struct rule *r, struct rule_open o);
/* Every open parameter of the whole tree in order; one per name. None: the rule may be issued. */
struct rule_opens rule_open_params(struct arena *a, const struct rule *r);
/* Answers every parameter of that name, in place. False: no such name, or not a value for it. */
bool rule_set_param(
	struct arena *a, struct rule *r, struct str name, struct str value, struct rule_error *err);
/* Puts parts together; one part alone stays itself. `kind` is RULE_SEQ or RULE_AND. */
struct rule rule_join(enum rule_kind kind, struct rule *parts, size_t n);
/* "RECUR"; "month", as in the text form. */
struct str rule_kind_name(enum rule_kind k);
struct str rule_every_name(enum rule_every e);

#endif
