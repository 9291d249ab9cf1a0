/* outage.h — when a service that has to be open was not: from when to when, why, what was done
 * about it (CONTINUOUS rules, T-44, VOICE-03).
 *
 * Entered by who owes the service, or by the office that chases for the recipient. The program
 * shows and adds up; whether the service was good enough, the recipient decides. */
#ifndef DUTY_OUTAGE_H
#define DUTY_OUTAGE_H

#include "duty/due.h"

extern const struct kind outage_kind;
enum outage_state { OUTAGE_OPEN, OUTAGE_OVER, OUTAGE_DROPPED };
struct outage_row {
	struct rec_head head; /* head.unit: who owes the service */
	rid due;
	struct stamp from_at, until_at; /* until_at: STAMP_NONE while it lasts */
	struct str why, done;
};

/* Whether it is a service, and whether the actor may enter for it now. */
bool outage_fits(const struct due_row *d);
bool outage_may(struct ctx *cx, const struct due_row *d);

struct outage_in {
	rid due, outage;          /* outage: of outage_end() */
	struct stamp from, until; /* until: STAMP_NONE: still interrupted */
	struct str why, done;
};
/* Enters one; err_field("from_day"), ("until_day"), ("why"), ("done"). One at a time is open. */
enum flow_code outage_add(struct ctx *cx, const struct outage_in *in);
/* The service is open again: until and done. */
enum flow_code outage_end(struct ctx *cx, const struct outage_in *in);
/* Entered by mistake, with the reason; it stays in the record and counts no more. */
enum flow_code outage_drop(struct ctx *cx, rid outage, struct str reason);

/* Those of an item, newest first, dropped ones too; their number. */
int outage_list(struct ctx *cx, rid due, struct outage_row ***out);
struct outage_sum {
	int64_t n, open;                /* how many; how many still last */
	int64_t minutes;                /* in all, what lasts up to now */
	int64_t month_n, month_minutes; /* of these what fell into the present month */
};
struct outage_sum outage_add_up(const struct ctx *cx, struct outage_row *const *at, int n);

#endif
