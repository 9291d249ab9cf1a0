/* heads.c — signs the length and root of the log once a day (docs/FORMAT.md section 6).
 *
 * Needs the setting `seal-key`; without it nothing is signed, and duban doctor says so. A day
 * without a new entry gets no new head. */
#include "job/job.h"
#include "seal/head.h"
#include "seal/seal.h"
#include "sys/log.h"

enum { AT_MINUTE = 30 };

struct making {
	const struct head_key *key;
	bool made;
};

static enum flow_code make_head(struct ctx *cx, void *arg)
{
	struct making *m = arg;
	struct head last, h;
	int64_t size = seal_size(cx->db);
	if (size == 0 || head_latest(cx->db, size, &last) == DB_OK)
		return FLOW_OK;
	enum db_code rc = head_make(cx->db, m->key, cx->now, &h);
	m->made = rc == DB_OK;
	return flow_of_db(rc);
}

static enum flow_code run(struct job_run *r)
{
	struct str path = conf_text(r->conf, CONF_SEAL_KEY), why;
	if (path.n == 0)
		return FLOW_OK;
	struct head_key *key = head_key_open(str_c(r->cx->a, path), true, r->cx->a, &why);
	if (key == NULL) {
		log_error("job", "heads: %.*s", STR_ARG(why));
		return FLOW_WORLD;
	}
	struct making m = {.key = key};
	enum flow_code code = ctx_write(r->cx, make_head, &m);
	head_key_close(key);
	return code;
}

const struct job job_head = {.name = "heads", .at_minute = AT_MINUTE, .run = run};
