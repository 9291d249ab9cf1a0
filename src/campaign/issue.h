/* issue.h — issuing a plan: every duty and due item of it at once (PLAN-09, PLAN-52). */
#ifndef CAMPAIGN_ISSUE_H
#define CAMPAIGN_ISSUE_H

#include "duty/duty.h"

/* What issuing a plan would create; also the figures of the page that asks for confirmation. */
struct issue_sum {
	int64_t measures, duties, dues, units;
	struct day first_due, last_due;
};
struct issue_in {
	rid plan;
	bool dry; /* only count */
	/* Called now and then while due items are written; may be NULL. */
	void (*tick)(void *arg, int64_t done, int64_t total);
	void *tick_arg;
};
/* Creates every duty and due item of the plan in one transaction and makes the plan the campaign's
 * current one. Refused with every hurdle as err_field while one stands (PLAN-09, PLAN-52), and to
 * the person who read the plan in (SEC-08). Permission plan.issue. */
enum flow_code issue_plan(struct ctx *cx, const struct issue_in *in, struct issue_sum *out);

#endif
