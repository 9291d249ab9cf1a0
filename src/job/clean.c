/* clean.c — removes what has run out and is no record: sessions, used form tokens, deliveries,
 * drafts nobody came back to (setting draft.keep_days).
 *
 * Records are never removed here, and nothing of the seal. */
#include "core/setting.h"
#include "job/job.h"

enum { EVERY_S = 15 * 60, DAYS_ONCE = 7, DAYS_DELIVERY = 90 };

static enum flow_code remove_old(struct ctx *cx, void *arg)
{
	(void)arg;
	struct stmt *s = db_prep(cx->db, "DELETE FROM session WHERE until < ?");
	db_stamp(s, 1, cx->now);
	enum db_code rc = db_run(s);
	if (rc == DB_OK) {
		s = db_prep(cx->db, "DELETE FROM once WHERE made < ?");
		db_stamp(s, 1, (struct stamp){cx->now.ms - DAYS_ONCE * DAY_MS});
		rc = db_run(s);
	}
	if (rc == DB_OK) {
		s = db_prep(cx->db, "DELETE FROM note_delivery WHERE note IN "
				    "(SELECT id FROM note WHERE made < ?)");
		db_stamp(s, 1, (struct stamp){cx->now.ms - DAYS_DELIVERY * DAY_MS});
		rc = db_run(s);
	}
	if (rc == DB_OK) {
		int64_t days = setting_int(cx, S("draft.keep_days"));
		s = db_prep(cx->db, "DELETE FROM draft WHERE saved < ?");
		db_stamp(s, 1, (struct stamp){cx->now.ms - days * DAY_MS});
		rc = db_run(s);
	}
	return flow_of_db(rc);
}

static enum flow_code run(struct job_run *r)
{
	return ctx_write(r->cx, remove_old, NULL);
}

const struct job job_clean = {.name = "clean", .every_s = EVERY_S, .run = run};
