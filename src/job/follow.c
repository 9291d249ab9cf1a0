/* follow.c — the job that lets what leaders owe follow the pairings (TIME-14). What it does is
 * campaign/follow.h. */
#include "campaign/follow.h"
#include "job/job.h"
#include "sys/log.h"

enum { EVERY_S = 300 };

static enum flow_code run_follow(struct job_run *r)
{
	int64_t n;
	enum flow_code code = follow_run(r->cx, &n);
	if (code == FLOW_OK && n)
		log_info("job", "%lld due items follow the pairings", (long long)n);
	return code;
}

const struct job job_follow = {.name = "follow", .every_s = EVERY_S, .run = run_follow};
