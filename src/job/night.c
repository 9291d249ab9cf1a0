/* night.c — what is done while nobody works: attachments that nobody holds go, the search index is
 * tidied, the whole log is walked once and the result kept (SEC-01); the same walk when an auditor
 * asks for it by day.
 *
 * Nothing that a record holds is touched. The file of the database is never rewritten as a whole
 * (VACUUM): that would need its size again on the disk and stop every writer; freed pages are used
 * again by themselves. */
#include "job/job.h"
#include "org/check.h"
#include "store/blob.h"
#include "store/search.h"
#include "sys/log.h"

enum { SWEEP_MINUTE = 2 * 60 + 10, WALK_MINUTE = 3 * 60 + 10, CHECK_S = 2 };

/* Begun and not finished for a day: an upload that broke off, or a form that was never sent. */
static enum flow_code sweep(struct job_run *r)
{
	int64_t n = 0;
	struct stamp before = {r->cx->now.ms - DAY_MS};
	enum db_code rc = blob_sweep(r->cx->db, before, &n);
	if (rc == DB_OK && n)
		log_info("job", "%lld attachments without a record removed", (long long)n);
	if (rc == DB_OK)
		rc = search_tidy(r->cx->db);
	return flow_of_db(rc);
}

static enum flow_code walk_for(struct job_run *r, rid id)
{
	struct seal_report report;
	enum flow_code code = check_run(r->cx, id, r->side, &report);
	if (code == FLOW_OK && report.bad)
		log_error("job", "the log does not fit at entry %lld: %.*s", (long long)report.bad,
			STR_ARG(report.what));
	return code;
}

static enum flow_code walk(struct job_run *r)
{
	return walk_for(r, RID_NONE);
}

static bool nobody_asked(struct db *db, struct stamp now)
{
	return check_waiting(db, now).n == 0;
}

static enum flow_code walk_asked(struct job_run *r)
{
	rid id = check_waiting(r->cx->db, r->cx->now);
	return id.n ? walk_for(r, id) : FLOW_OK;
}

const struct job job_sweep = {.name = "sweep", .at_minute = SWEEP_MINUTE, .run = sweep};
const struct job job_walk = {.name = "walk", .at_minute = WALK_MINUTE, .run = walk, .side = true};
const struct job job_check = {
	.name = "check", .every_s = CHECK_S, .run = walk_asked, .idle = nobody_asked, .side = true};
