/* consult.h — the units whose obligations a later edition adds, withdraws or moves are asked before
 * it is issued, and it is issued only when each of them has answered, or its day has passed and
 * whoever issues says why (N3, PLAN-40, SEC-08). The answers are records of duty/consent.h.
 *
 * What a unit was asked holds as long as it covers what the edition would do to it now: a report
 * that comes in meanwhile takes nothing away, a day that was changed is asked about anew. */
#ifndef CAMPAIGN_CONSULT_H
#define CAMPAIGN_CONSULT_H

#include "base/map.h"
#include "campaign/edition.h"
#include "duty/consent.h"

enum consult_status {
	CONSULT_TO_ASK,    /* never asked, or about something else */
	CONSULT_OBJECTED,  /* the office has not said anything to it */
	CONSULT_UNCHANGED, /* accepted, and the plan still says the same */
	CONSULT_WAITING,   /* may still answer in time */
	CONSULT_SILENT,    /* did not answer by its day */
	CONSULT_OVERRULED,
	CONSULT_AGREED,
	CONSULTS
};
struct consult_unit {
	rid unit;
	enum consult_status status;
	struct str asked; /* what it would be asked now, as consent_row.asked */
	int64_t moved, added, cancelled;
	const struct consent_row *row; /* the last one; NULL: never asked */
};
struct consult {
	struct consult_unit *at;
	size_t n, room;
	int64_t of[CONSULTS]; /* units in each status */
	struct map by_unit;   /* the unit's number → its consult_unit */
};
/* Who is affected by a difference, in the order of the plan, and how each stands. */
void consult_load(struct ctx *cx, rid plan, const struct edition_diff *d, struct consult *out);

/* Asks every unit that is still to be asked, for an answer by `until`; what an earlier question no
 * longer covers is void. Needs plan.edit and a plan in review that replaces another; err_field
 * ("until") for a day that is over or missing, err_field("") where nobody is to be asked. */
enum flow_code consult_ask(struct ctx *cx, rid plan, struct day until, int64_t *asked);

/* err_field for everything that forbids issuing whatever anybody says; their number. */
int consult_blocks(struct ctx *cx, const struct consult *c);
/* The same, and err_field("silent") where somebody has not answered and `why` is empty. */
enum flow_code consult_settled(struct ctx *cx, const struct consult *c, struct str why);
/* Closes the questions nobody answered, in the name of who issues; inside ctx_write(). */
enum flow_code consult_close(struct ctx *cx, const struct consult *c, struct str why);
/* How the unit answered, for the history of what changes; empty where it was not asked. */
struct str consult_say(struct ctx *cx, const struct consult *c, rid unit);

#endif
