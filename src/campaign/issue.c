/* issue.c — a plan that has been checked becomes what everybody owes (PLAN-09, ORG-03, TIME-01).
 *
 * The first pass expands and counts (issue_lines.c), the second writes (issue_write.c, or for a
 * later edition edition_write.c). A province of two million due items is written in this one
 * transaction. */
#include "base/bug.h"
#include "campaign/edition_int.h"
#include "campaign/issue_int.h"
#include "core/actor.h"
#include "core/rec.h"
#include "duty/reason.h"
#include "plan/hurdle.h"
#include "plan/setup.h"

/* ---- the plan itself ---- */

static enum flow_code may_issue(struct ctx *cx, struct issue *is)
{
	is->plan = rec_load(cx, &plan_kind, is->in->plan);
	if (is->plan == NULL || !flow_may_see(cx, &plan_kind, is->in->plan))
		return FLOW_ABSENT;
	is->campaign = rec_need(cx, &campaign_kind, is->plan->campaign);
	if (!actor_may(cx, "plan.issue", is->plan->head.unit))
		return FLOW_DENIED;
	if (is->plan->head.state != PLAN_REVIEW && !is->in->dry)
		return FLOW_STATE;
	if (is->plan->head.by.n && is->plan->head.by.n == cx->who->person.n)
		err_field(cx->errs, S(""), "方案要由核对人以外的人签发");
	struct plan_hurdle *h;
	int n = plan_hurdles(cx, is->in->plan, &h);
	for (int i = 0; i < n; i++)
		err_field(cx->errs, S(""), "%.*s", STR_ARG(h[i].text));
	return cx->errs->n ? FLOW_INVALID : FLOW_OK;
}

/* A campaign whose plan is out has begun; it runs once its start-up list is complete (PLAN-37). */
static enum flow_code start_campaign(struct ctx *cx, struct issue *is)
{
	struct campaign_row before = *is->campaign;
	if (before.head.state != CAMPAIGN_PLANNING && before.head.state != CAMPAIGN_STARTED)
		return FLOW_OK;
	bool runs = setup_refuse(cx, &before) == 0;
	errs_clear(cx->errs);
	is->campaign->head.state = runs ? CAMPAIGN_RUNNING : CAMPAIGN_STARTED;
	if (is->campaign->head.state == before.head.state)
		return FLOW_OK;
	enum flow_code code = rec_update(cx, &campaign_kind, is->campaign);
	return code == FLOW_OK ? flow_seal(cx, &campaign_kind, &before, is->campaign,
					 runs ? "run" : "start", STR_NONE)
			       : code;
}

static enum flow_code set_states(struct ctx *cx, struct issue *is)
{
	struct plan_row was = *is->plan;
	is->plan->head.state = PLAN_ISSUED;
	is->plan->issued_by = cx->who->person;
	enum flow_code code = rec_update(cx, &plan_kind, is->plan);
	if (code == FLOW_OK)
		code = flow_seal(cx, &plan_kind, &was, is->plan, "issue", is->past_words);
	if (code != FLOW_OK)
		return code;
	struct stmt *s = db_prep(cx->db,
		"UPDATE measure SET state = CASE WHEN EXISTS (SELECT 1 FROM duty d WHERE d.measure "
		"= measure.id AND d.state = 'standing') AND NOT EXISTS (SELECT 1 FROM duty d WHERE "
		"d.measure = measure.id AND d.state = 'active') THEN 'standing' ELSE 'active' END, "
		"version = version + 1, changed = ? WHERE plan = ? AND (state = 'draft' OR (state "
		"= 'done' AND EXISTS (SELECT 1 FROM duty d WHERE d.measure = measure.id AND "
		"d.state = 'active')))");
	db_stamp(s, 1, cx->now);
	db_rid(s, 2, is->in->plan);
	code = flow_of_db(db_run(s));
	return code == FLOW_OK ? start_campaign(cx, is) : code;
}

static enum flow_code issue_first(struct ctx *cx, struct issue *is)
{
	enum flow_code code = issue_past_decided(cx, is, &is->sum->gone);
	is->past_words = issue_past_words(cx, is->in, &is->sum->gone);
	return code == FLOW_OK ? issue_all(cx, is) : code;
}

static enum flow_code issue_do(struct ctx *cx, void *arg)
{
	struct issue *is = arg;
	*is->sum = (struct issue_sum){0};
	is->lines.n = 0;
	is->written = 0;
	enum flow_code code = may_issue(cx, is);
	if (code != FLOW_OK)
		return code;
	issue_lines(cx, is);
	code = is->plan->supersedes.n ? edition_write(cx, is) : issue_first(cx, is);
	return code == FLOW_OK ? set_states(cx, is) : code;
}

enum flow_code issue_plan(struct ctx *cx, const struct issue_in *in, struct issue_sum *out)
{
	struct issue is = {.in = in, .sum = out};
	if (!in->dry)
		return ctx_write(cx, issue_do, &is);
	*out = (struct issue_sum){0};
	enum flow_code code = may_issue(cx, &is);
	if (code == FLOW_OK || code == FLOW_INVALID)
		issue_lines(cx, &is);
	return code;
}
