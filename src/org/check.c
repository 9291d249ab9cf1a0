/* check.c — see check.h. */
#include "org/check.h"
#include "base/bug.h"
#include "core/actor.h"
#include "core/flow.h"
#include "org/account.h"
#include "sys/clock.h"

enum { MOST = 32, TELL_MS = 500, DEAD_MS = 10 * 60 * 1000 };

static const struct schema_col check_cols[] = {
	{"id", COL_RID, COL_KEY, NULL}, {"at", COL_STAMP, COL_NOT_NULL, NULL},
	{"ms", COL_INT, COL_NOT_NULL, NULL}, {"entries", COL_INT, COL_NOT_NULL, NULL},
	{"rows_made", COL_INT, COL_NOT_NULL, NULL}, {"heads", COL_INT, COL_NOT_NULL, NULL},
	{"bad", COL_INT, COL_NOT_NULL, NULL}, {"what", COL_TEXT, 0, NULL},
	{"account", COL_RID, 0, NULL},
	{"state", COL_TEXT, 0, NULL}, /* asked, running; empty: it is over */
	{"walked", COL_INT, 0, NULL}, {"total", COL_INT, 0, NULL},
	{"beat", COL_STAMP, 0, NULL}, /* the last sign of life of who runs it */
};
static const struct schema_table tables[] = {
	{.name = "seal_check", .cols = check_cols, .n_cols = NELEM(check_cols)},
};
const struct schema_part check_part = {.name = "check", .tables = tables, .n_tables = 1};

/* ---- asking ---- */

static enum flow_code add(struct ctx *cx, const char *state, rid *id)
{
	struct stmt *s = db_prep(cx->db,
		"INSERT INTO seal_check (id, at, ms, entries, rows_made, heads, bad, account, "
		"state, beat) VALUES (?, ?, 0, 0, 0, 0, 0, ?, ?, ?)");
	*id = db_new_id(cx->db);
	db_rid(s, 1, *id);
	db_stamp(s, 2, cx->now);
	db_rid(s, 3, cx->who->account);
	db_text(s, 4, str_of(state));
	db_stamp(s, 5, cx->now);
	return flow_of_db(db_run(s));
}

static enum flow_code ask(struct ctx *cx, void *arg)
{
	rid id;
	(void)arg;
	if (!actor_may(cx, "log.read", RID_NONE))
		return FLOW_DENIED;
	struct stmt *s = db_prep(cx->db, "SELECT count(*) FROM seal_check WHERE state IS NOT NULL");
	if (db_one_int(s, 0))
		return FLOW_STATE;
	enum flow_code code = add(cx, "asked", &id);
	return code == FLOW_OK ? flow_note(cx, &(struct seal_in){.kind = "seal", .verb = "verify"})
			       : code;
}

enum flow_code check_ask(struct ctx *cx)
{
	return ctx_write(cx, ask, NULL);
}

rid check_waiting(struct db *db, struct stamp now)
{
	struct stmt *s = db_prep(db,
		"SELECT id FROM seal_check WHERE state = 'asked' OR (state = 'running' AND beat < "
		"?) ORDER BY id LIMIT 1");
	db_stamp(s, 1, (struct stamp){now.ms - DEAD_MS});
	return (rid){db_one_int(s, 0)};
}

/* ---- walking ---- */

struct walk {
	rid id;
	struct db *side;
	struct stamp began;
	int64_t ticks, told; /* clock_ticks() at the start, at the last word about it */
	int64_t walked, total;
	const struct seal_report *report;
};

static enum flow_code begin(struct ctx *cx, void *arg)
{
	struct walk *w = arg;
	if (w->id.n == 0)
		return add(cx, "running", &w->id);
	struct stmt *s = db_prep(
		cx->db, "UPDATE seal_check SET state = 'running', at = ?, beat = ? WHERE id = ?");
	db_stamp(s, 1, cx->now);
	db_stamp(s, 2, cx->now);
	db_rid(s, 3, w->id);
	return flow_of_db(db_run(s));
}

static enum db_code tell(struct db *w, void *arg)
{
	const struct walk *k = arg;
	struct stmt *s = db_prep(
		w, "UPDATE seal_check SET walked = ?, total = ?, beat = ? WHERE id = ?");
	db_int(s, 1, k->walked);
	db_int(s, 2, k->total);
	db_stamp(s, 3, (struct stamp){k->began.ms + k->told - k->ticks});
	db_rid(s, 4, k->id);
	return db_run(s);
}

/* A word that cannot be written now is left unsaid: the walk itself goes on. */
static void progress(void *arg, int64_t done, int64_t total)
{
	struct walk *w = arg;
	int64_t now = clock_ticks();
	if (w->side == NULL || now - w->told < TELL_MS)
		return;
	w->told = now;
	w->walked = done;
	w->total = total;
	db_tx(w->side, tell, w);
}

static struct str payload(struct ctx *cx, const struct seal_report *r)
{
	struct buf b = buf_in(cx->a, 4096);
	seal_field(&b, "entries", STR_NONE, str_fmt(cx->a, "%lld", (long long)r->entries));
	if (r->bad) {
		seal_field(&b, "bad", STR_NONE, str_fmt(cx->a, "%lld", (long long)r->bad));
		seal_field(&b, "what", STR_NONE, r->what);
	}
	return buf_view(&b);
}

static enum flow_code keep(struct ctx *cx, void *arg)
{
	const struct walk *w = arg;
	const struct seal_report *r = w->report;
	struct stmt *s = db_prep(cx->db,
		"UPDATE seal_check SET ms = ?, entries = ?, rows_made = ?, heads = ?, bad = ?, "
		"what = ?, state = NULL WHERE id = ?");
	db_int(s, 1, clock_ticks() - w->ticks);
	db_int(s, 2, r->entries);
	db_int(s, 3, r->rows);
	db_int(s, 4, r->heads);
	db_int(s, 5, r->bad);
	db_text(s, 6, r->what);
	db_rid(s, 7, w->id);
	enum flow_code code = flow_of_db(db_run(s));
	return code == FLOW_OK ? flow_note(cx, &(struct seal_in){.kind = "seal",
						       .verb = "verified",
						       .payload = payload(cx, r)})
			       : code;
}

enum flow_code check_run(struct ctx *cx, rid id, struct db *side, struct seal_report *out)
{
	struct walk w = {.id = id, .side = side, .began = cx->now, .report = out};
	struct seal_verify_opt opt = {.progress = progress, .arg = &w};
	w.ticks = w.told = clock_ticks();
	enum flow_code code = ctx_write(cx, begin, &w);
	if (code != FLOW_OK)
		return code;
	if (seal_verify(cx->db, &opt, cx->a, out) != DB_OK)
		return FLOW_WORLD;
	return ctx_write(cx, keep, &w);
}

/* ---- reading ---- */

static enum check_state state_of(struct str code)
{
	if (str_eq(code, S("asked")))
		return CHECK_ASKED;
	return str_eq(code, S("running")) ? CHECK_RUNNING : CHECK_DONE;
}

int check_list(struct ctx *cx, int max, struct check *out)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT at, ms, entries, rows_made, heads, bad, what, account, state, walked, "
		"total FROM seal_check ORDER BY id DESC LIMIT ?");
	rid by[MOST];
	int n = 0;
	db_int(s, 1, max);
	while (n < max && n < MOST && db_step(s) == DB_ROW) {
		by[n] = db_col_rid(s, 7);
		out[n++] = (struct check){.at = db_col_stamp(s, 0),
			.ms = db_col_int(s, 1),
			.entries = db_col_int(s, 2),
			.rows = db_col_int(s, 3),
			.heads = db_col_int(s, 4),
			.bad = db_col_int(s, 5),
			.what = str_dup(cx->a, db_col_text(s, 6)),
			.state = state_of(db_col_text(s, 8)),
			.walked = db_col_int(s, 9),
			.total = db_col_int(s, 10)};
	}
	db_done(s);
	for (int i = 0; i < n; i++)
		out[i].by = by[i].n ? account_name(cx, by[i]) : STR_NONE;
	return n;
}
