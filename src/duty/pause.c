/* pause.c — see pause.h. */
#include "duty/pause.h"
#include "base/bug.h"
#include "base/vec.h"
#include "calendar/work.h"
#include "core/rec.h"
#include "duty/turn.h"

enum { SLICE = 100 };

struct row {
	struct pause p;
	int was; /* the state to come back to */
};

static struct str range_of(struct ctx *cx, struct day from, struct day until)
{
	char a[DAY_TEXT], b[DAY_TEXT];
	return str_fmt(cx->a, "%s 至 %s", day_text(from, a), day_text(until, b));
}

static enum flow_code set_state(
	struct ctx *cx, rid id, const char *state, struct day until, int was)
{
	struct stmt *s = db_prep(
		cx->db, "UPDATE due_pause SET state = ?, until_day = ?, was = ? WHERE id = ?");
	db_text(s, 1, str_of(state));
	db_day(s, 2, until);
	db_text(s, 3, str_of(due_kind.states[was].code));
	db_rid(s, 4, id);
	return flow_of_db(db_run(s));
}

/* ---- beginning ---- */

static enum flow_code begin(struct ctx *cx, struct due_row *d, const struct pause *p)
{
	struct due_row before = *d;
	bool owed = d->head.state == DUE_OPEN || d->head.state == DUE_RETURNED;
	if (!owed) /* reported meanwhile: there is no clock left to stop */
		return set_state(cx, p->id, "over", p->until_day, d->head.state);
	d->head.state = DUE_PAUSED;
	struct str range = range_of(cx, p->from_day, p->until_day);
	struct str note = str_fmt(cx->a, "%.*s。%.*s（依据：%.*s）", STR_ARG(range),
		STR_ARG(p->reason), STR_ARG(p->basis));
	enum flow_code code = turn_save(
		cx, &before, d, &(struct turn){.verb = "pause", .note = note});
	return code == FLOW_OK ? set_state(cx, p->id, "running", p->until_day, before.head.state)
			       : code;
}

enum flow_code pause_set(struct ctx *cx, struct due_row *d, struct pause *p)
{
	struct stmt *s = db_prep(cx->db,
		"INSERT INTO due_pause (id, due, change, from_day, until_day, state, was, reason, "
		"basis) VALUES (?, ?, ?, ?, ?, 'planned', ?, ?, ?)");
	p->id = db_new_id(cx->db);
	p->due = d->head.id;
	db_rid(s, 1, p->id);
	db_rid(s, 2, p->due);
	db_rid(s, 3, p->change);
	db_day(s, 4, p->from_day);
	db_day(s, 5, p->until_day);
	db_text(s, 6, str_of(due_kind.states[d->head.state].code));
	db_text(s, 7, p->reason);
	db_text(s, 8, p->basis);
	enum flow_code code = flow_of_db(db_run(s));
	return code == FLOW_OK && p->from_day.n <= cx->today.n ? begin(cx, d, p) : code;
}

/* ---- ending ---- */

/* Only what had not been due when the clock stopped moves on: no pause forgives lateness. */
static enum flow_code finish(
	struct ctx *cx, struct due_row *d, const struct row *r, struct day until)
{
	struct due_row before = *d;
	int days = work_count(cx->cal, r->p.from_day, until);
	d->head.state = r->was;
	struct buf b = buf_in(cx->a, 400);
	struct str range = range_of(cx, r->p.from_day, until);
	buf_fmt(&b, "%.*s 暂停，其间 %d 个工作日", STR_ARG(range), days);
	if (day_is_set(d->due_day) && d->due_day.n >= r->p.from_day.n && days) {
		char was[DAY_TEXT], now[DAY_TEXT];
		d->due_day = work_add(cx->cal, d->due_day, days);
		d->provisional = !work_is_published(cx->cal, d->due_day);
		buf_fmt(&b, "；期限由 %s 顺延到 %s", day_text(before.due_day, was),
			day_text(d->due_day, now));
	}
	struct str note = buf_view(&b);
	enum flow_code code = turn_save(
		cx, &before, d, &(struct turn){.verb = "resume", .note = note});
	if (code == FLOW_OK)
		code = set_state(cx, r->p.id, "over", until, r->was);
	if (code != FLOW_OK)
		return code;
	struct str title = rec_title(cx, &due_kind, d->head.id);
	return turn_tell(cx, d->head.unit, d,
		str_fmt(cx->a, "恢复计时：%.*s。%.*s", STR_ARG(title), STR_ARG(note)));
}

static struct row read_row(struct ctx *cx, struct stmt *s)
{
	struct row r = {.p = {.id = db_col_rid(s, 0),
				.due = db_col_rid(s, 1),
				.from_day = db_col_day(s, 2),
				.until_day = db_col_day(s, 3),
				.reason = str_dup(cx->a, db_col_text(s, 5)),
				.basis = str_dup(cx->a, db_col_text(s, 6))},
		.was = kind_state(&due_kind, db_col_text(s, 4))};
	return r;
}

#define ROW_COLS "SELECT id, due, from_day, until_day, was, reason, basis FROM due_pause WHERE "

enum flow_code pause_end(struct ctx *cx, struct due_row *d)
{
	struct stmt *s = db_prep(cx->db, ROW_COLS "due = ? AND state = 'running'");
	db_rid(s, 1, d->head.id);
	if (db_step(s) != DB_ROW) {
		db_done(s);
		return FLOW_STATE;
	}
	struct row r = read_row(cx, s);
	db_done(s);
	return finish(cx, d, &r, day_add(cx->today, -1));
}

enum flow_code pause_drop(struct ctx *cx, rid due)
{
	struct stmt *s = db_prep(cx->db, "UPDATE due_pause SET state = 'over' WHERE due = ?");
	db_rid(s, 1, due);
	return flow_of_db(db_run(s));
}

/* ---- the job ---- */

static int load_ripe(struct ctx *cx, bool running, struct row out[static SLICE])
{
	struct stmt *s = running ? db_prep(cx->db, ROW_COLS "state = 'running' AND until_day < ? "
							    "ORDER BY until_day, id LIMIT ?")
				 : db_prep(cx->db, ROW_COLS "state = 'planned' AND from_day <= ? "
							    "ORDER BY from_day, id LIMIT ?");
	int n = 0;
	db_day(s, 1, cx->today);
	db_int(s, 2, SLICE);
	while (n < SLICE && db_step(s) == DB_ROW)
		out[n++] = read_row(cx, s);
	db_done(s);
	return n;
}

static enum flow_code slice(struct ctx *cx, void *arg)
{
	struct row *r = arena_array(cx->a, SLICE, sizeof *r);
	enum flow_code code = FLOW_OK;
	int full = 0;
	for (int running = 1; running >= 0; running--) {
		int n = load_ripe(cx, running, r);
		full += n == SLICE;
		for (int i = 0; i < n && code == FLOW_OK; i++) {
			struct due_row *d = rec_need(cx, &due_kind, r[i].p.due);
			code = running ? finish(cx, d, &r[i], r[i].p.until_day)
				       : begin(cx, d, &r[i].p);
		}
	}
	*(bool *)arg = full > 0;
	return code;
}

enum flow_code pause_run(struct ctx *cx, bool *more)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT count(*) FROM due_pause WHERE (state = 'running' AND until_day < ?) OR "
		"(state = 'planned' AND from_day <= ?)");
	*more = false;
	db_day(s, 1, cx->today);
	db_day(s, 2, cx->today);
	return db_one_int(s, 0) ? ctx_write(cx, slice, more) : FLOW_OK;
}
