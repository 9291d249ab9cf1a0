/* remind.c — the job that reminds and escalates; what it does is duty/remind.h (TIME-29). */
#include "duty/remind.h"
#include "job/job.h"

enum { EVERY_S = 300 };

static enum flow_code run(struct job_run *r)
{
	return remind_run(r->cx, &r->more);
}

const struct job job_remind = {.name = "remind", .every_s = EVERY_S, .run = run};
