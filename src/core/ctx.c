/* ctx.c — see ctx.h. */
#include "core/ctx.h"

struct write_job {
	struct ctx *cx;
	enum flow_code (*verb)(struct ctx *cx, void *arg);
	void *arg;
	enum flow_code code;
};

static enum db_code run_verb(struct db *w, void *p)
{
	struct write_job *j = p;
	struct ctx inner = *j->cx;
	inner.db = w;
	inner.writing = true;
	errs_clear(inner.errs);
	j->code = j->verb(&inner, j->arg);
	return j->code == FLOW_OK ? DB_OK : DB_ABORT;
}

enum flow_code ctx_write(
	struct ctx *cx, enum flow_code (*verb)(struct ctx *cx, void *arg), void *arg)
{
	if (cx->writing)
		return verb(cx, arg);
	struct write_job j = {.cx = cx, .verb = verb, .arg = arg, .code = FLOW_WORLD};
	enum db_code c = db_tx(cx->db, run_verb, &j);
	if (c == DB_OK)
		return FLOW_OK;
	/* The verb was content but the commit was not. */
	return j.code == FLOW_OK || c != DB_ABORT ? FLOW_WORLD : j.code;
}

enum flow_code flow_of_db(enum db_code c)
{
	return c == DB_OK || c == DB_ROW ? FLOW_OK : FLOW_WORLD;
}

const char *flow_code_name(enum flow_code c)
{
	static const char *const names[] = {
		"ok",
		"invalid",
		"absent",
		"denied",
		"state",
		"conflict",
		"world",
	};
	return names[c];
}
