/* issue.h — issuing a plan: every duty and due item of it at once (PLAN-09, PLAN-52). */
#ifndef CAMPAIGN_ISSUE_H
#define CAMPAIGN_ISSUE_H

#include "duty/duty.h"

/* What becomes of what was due before the plan was issued. Nobody owed it then, so it is never
 * late; whether it is asked for at all, the person who issues decides, and says why. */
enum issue_past {
	PAST_OPEN, /* not decided: refused where there is any */
	PAST_SKIP, /* periods are not asked for; what is due only once is taken over all the same */
	PAST_BEFORE, /* everything is taken over as from before the system (DUE_BEFORE) */
	ISSUE_PASTS
};
/* The past occurrences of one time of one measure. */
struct issue_gone {
	const struct measure_row *measure;
	struct str phrase;
	int64_t dues, units;
	bool once; /* no period: a milestone, a window */
	struct day first, last;
};
struct issue_gones {
	struct issue_gone *at;
	size_t n, room;
	int64_t dues, once; /* all of them; those due only once */
};

/* What issuing a plan would create; also the figures of the page that asks for confirmation. */
struct issue_sum {
	int64_t measures, duties, dues, units;
	struct day first_due, last_due; /* of what is not past */
	struct issue_gones gone;        /* of a first edition; of a later one see its difference */
};
struct issue_in {
	rid plan;
	bool dry; /* only count */
	enum issue_past past;
	struct str why; /* of `past`; sealed */
	/* Why a later edition is issued although a unit has not answered by its day; kept with the
	 * unit's question. */
	struct str silent;
	/* Called now and then while due items are written; may be NULL. */
	void (*tick)(void *arg, int64_t done, int64_t total);
	void *tick_arg;
};
/* Creates every duty and due item of the plan in one transaction and makes the plan the campaign's
 * current one. Refused with every hurdle as err_field while one stands (PLAN-09, PLAN-52), and to
 * the person who read the plan in (SEC-08). err_field("past") and ("why") where something is past
 * and that is not decided. A later edition is refused while a unit it affects has not been asked or
 * has an open objection, err_field("silent") where one did not answer in time and `silent` is empty
 * (consult.h). Permission plan.issue. */
enum flow_code issue_plan(struct ctx *cx, const struct issue_in *in, struct issue_sum *out);

#endif
