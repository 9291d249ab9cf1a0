/* remind.c — the jobs of duty/: pauses that begin or are over, then reminders and escalation
 * (TIME-29, PLAN-40). What they do is duty/pause.h and duty/remind.h. */
#include "duty/pause.h"
#include "duty/remind.h"
#include "job/job.h"

enum { EVERY_S = 300 };

static enum flow_code run_pause(struct job_run *r)
{
	return pause_run(r->cx, &r->more);
}

static enum flow_code run_remind(struct job_run *r)
{
	return remind_run(r->cx, &r->more);
}

const struct job job_pause = {.name = "pause", .every_s = EVERY_S, .run = run_pause};
const struct job job_remind = {.name = "remind", .every_s = EVERY_S, .run = run_remind};
