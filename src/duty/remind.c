/* remind.c — see remind.h.
 *
 * The work of a day is rows × units: for each row the units are walked by id, a bounded number in
 * one transaction, and each asks only for its own items in the state and days of the row, which an
 * index answers; two million due items cost no more than the few that are to be told. Where the
 * walk stands is kept beside the frontier, in the same transaction as the notes. */
#include "duty/remind.h"
#include "base/bug.h"
#include "calendar/work.h"
#include "core/note.h"
#include "core/quiet.h"
#include "core/rec.h"
#include "core/tree.h"
#include "duty/remind_int.h"
#include "duty/turn.h"
#include "org/team.h"
#include "store/sql.h"

enum {
	UNITS = 16,
	SLICES = 64,
	SLICE_BYTES = 64 << 20,
	NAMED = 3,
	PEOPLE = 8,
	CATCH_UP_DAYS = 14,
	RULES = 100
};
enum { HOUR_MS = 3600 * 1000, GRAIN_MS = 10 * 60 * 1000 };

/* ---- the frontier ---- */

/* Where the row stands when `today` is the day and `now` the instant: everything before is told. */
static struct stamp frontier(
	struct ctx *cx, const struct reminder_row *r, struct day today, struct stamp now)
{
	bool before = r->moment == REMIND_BEFORE;
	if (r->span == 1) {
		int64_t ms = now.ms + (before ? 1 : -1) * r->n * HOUR_MS;
		return (struct stamp){ms - ms % GRAIN_MS};
	}
	if (before)
		return stamp_of_day(work_add(cx->cal, today, (int)r->n + 1));
	struct day d = work_previous(cx->cal, today);
	for (int64_t i = 1; i < r->n; i++)
		d = work_previous(cx->cal, day_add(d, -1));
	return stamp_of_day(d);
}

/* Where it stood on the working day before: a row that has no mark yet starts there. */
static struct stamp frontier_before(struct ctx *cx, const struct reminder_row *r)
{
	struct day d = work_previous(cx->cal, day_add(cx->today, -1));
	return frontier(cx, r, d, (struct stamp){cx->now.ms - HOUR_MS});
}

/* False where nothing is to be told now. */
static bool load_round(struct ctx *cx, const struct reminder_row *r, struct remind_round *out)
{
	struct stmt *s = db_prep(
		cx->db, "SELECT done, going, unit FROM remind_mark WHERE reminder = ?");
	*out = (struct remind_round){.rule = r, .hi = frontier(cx, r, cx->today, cx->now)};
	db_rid(s, 1, r->head.id);
	if (db_step(s) == DB_ROW) {
		out->lo = db_col_stamp(s, 0);
		out->begun = true;
		if (db_col_stamp(s, 1).ms) {
			out->hi = db_col_stamp(s, 1);
			out->unit = db_col_rid(s, 2);
		}
	} else {
		out->lo = frontier_before(cx, r);
	}
	db_done(s);
	int64_t oldest = out->hi.ms - CATCH_UP_DAYS * DAY_MS;
	if (out->lo.ms < oldest)
		out->lo.ms = oldest;
	return out->hi.ms > out->lo.ms;
}

static enum flow_code save_round(struct ctx *cx, const struct remind_round *r, bool done)
{
	struct stmt *s = r->begun ? db_prep(cx->db, "UPDATE remind_mark SET done = ?, going = ?, "
						    "unit = ? WHERE reminder = ?")
				  : db_prep(cx->db, "INSERT INTO remind_mark (done, going, unit, "
						    "reminder) VALUES (?, ?, ?, ?)");
	db_stamp(s, 1, done ? r->hi : r->lo);
	db_stamp(s, 2, done ? STAMP_NONE : r->hi);
	db_rid(s, 3, done ? RID_NONE : r->unit);
	db_rid(s, 4, r->rule->head.id);
	return flow_of_db(db_run(s));
}

/* ---- in words ---- */

/* Whoever waits for many units wants to know whose it is. */
static struct str title_of(
	struct ctx *cx, const struct remind_round *r, const struct remind_item *i)
{
	if (r->rule->moment == REMIND_WAITING) {
		struct str unit = tree_unit_name(cx, i->d.head.unit);
		return str_fmt(cx->a, "%.*s %.*s", STR_ARG(unit), STR_ARG(i->heading));
	}
	return due_name(cx->a, i->heading, &i->d);
}

/* The row's words; where they would not be true today (an item due on a day off is told the working
 * day before), the plain fact. */
static struct str words_of(struct ctx *cx, const struct remind_round *r, const struct due_row *d)
{
	if (r->rule->moment != REMIND_BEFORE || r->rule->span == 1)
		return r->rule->text;
	int left = work_count(cx->cal, day_add(cx->today, 1), d->due_day);
	if (r->rule->n == 0 && d->due_day.n != cx->today.n)
		return S("休息日到期，请提前办好");
	if (left == r->rule->n)
		return r->rule->text;
	return left ? str_fmt(cx->a, "还有 %d 个工作日到期", left) : S("今天到期");
}

static struct str due_words(struct ctx *cx, const struct due_row *d)
{
	struct ymd y = day_ymd(d->due_day);
	struct str weekday = work_weekday_name(d->due_day);
	return str_fmt(cx->a, "%d月%d日 %.*s %02d:%02d 到期", y.m, y.d, STR_ARG(weekday),
		(int)d->due_min / 60, (int)d->due_min % 60);
}

static struct str text_of(
	struct ctx *cx, const struct remind_round *r, const struct remind_found *f, rid unit)
{
	struct buf b = buf_in(cx->a, 2000);
	bool own = r->rule->recipient == REMIND_LIAISON || r->rule->recipient == REMIND_STAFF;
	if (!own) {
		struct str name = tree_unit_name(cx, unit);
		buf_fmt(&b, "%.*s：", STR_ARG(name));
	}
	if (f->n == 1 && r->rule->moment == REMIND_CHANGE) {
		buf_fmt(&b, "%.*s，%.*s", STR_ARG(f->at[0].heading), STR_ARG(r->rule->text));
		return buf_view(&b);
	}
	if (f->n == 1) {
		struct str title = title_of(cx, r, &f->at[0]);
		struct str words = words_of(cx, r, &f->at[0].d);
		struct str due = due_words(cx, &f->at[0].d);
		buf_fmt(&b, "%.*s，%.*s（%.*s）", STR_ARG(title), STR_ARG(words), STR_ARG(due));
		return buf_view(&b);
	}
	struct str words = words_of(cx, r, &f->at[0].d);
	buf_fmt(&b, "%zu 项%.*s：", f->n, STR_ARG(words));
	for (size_t i = 0; i < f->n && i < NAMED; i++) {
		struct str title = title_of(cx, r, &f->at[i]);
		buf_fmt(&b, "%s%.*s", i ? "；" : "", STR_ARG(title));
	}
	if (f->n > NAMED)
		buf_lit(&b, " 等");
	return buf_view(&b);
}

/* ---- whom ---- */

static int paired_leader(struct ctx *cx, rid unit, rid *out)
{
	struct team_leader l;
	*out = team_leader(cx, unit, &l) ? l.person : tree_head(cx, tree_top(cx), cx->today);
	return out->n != 0;
}

static int staff_of(struct ctx *cx, rid unit, rid *out, int max)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT DISTINCT person FROM role_grant WHERE unit = ? AND role = 'lead_staff' AND "
		"from_day <= ? AND (until_day IS NULL OR until_day >= ?) ORDER BY person LIMIT ?");
	int n = 0;
	db_rid(s, 1, unit);
	db_day(s, 2, cx->today);
	db_day(s, 3, cx->today);
	db_int(s, 4, max);
	while (n < max && db_step(s) == DB_ROW)
		out[n++] = db_col_rid(s, 0);
	db_done(s);
	return n;
}

static int one(rid who, rid *out)
{
	*out = who;
	return who.n != 0;
}

int remind_people(struct ctx *cx, enum remind_recipient to, rid unit, rid office, rid *out, int max)
{
	AN(max > 0);
	switch (to) {
	case REMIND_LIAISON:
		return one(turn_liaison(cx, unit), out);
	case REMIND_HEAD:
		return one(tree_head(cx, unit, cx->today), out);
	case REMIND_SUPERVISING:
		return one(tree_head(cx, tree_parent(cx, unit), cx->today), out);
	case REMIND_OFFICE:
		return one(turn_liaison(cx, office), out);
	case REMIND_LEADER:
		return paired_leader(cx, unit, out);
	case REMIND_STAFF: {
		int n = staff_of(cx, unit, out, max);
		return n ? n : one(turn_liaison(cx, unit), out);
	}
	}
	BUG("recipient of a reminder");
}

/* One note for everything of this unit and row, to each who is to know; its key is the frontier, so
 * a slice that runs twice tells once. */
static enum flow_code tell_unit(struct ctx *cx, const struct remind_round *r, rid unit)
{
	struct remind_found f = {0};
	rid who[PEOPLE];
	enum flow_code code = FLOW_OK;
	remind_find(cx, r, unit, &f);
	if (f.n == 0)
		return FLOW_OK;
	int n = remind_people(
		cx, (enum remind_recipient)r->rule->recipient, unit, f.at[0].office, who, PEOPLE);
	struct str text = text_of(cx, r, &f, unit);
	struct str key = str_fmt(cx->a, "%.*s:%lld:%lld", STR_ARG(r->rule->code), (long long)unit.n,
		(long long)r->hi.ms);
	bool one_item = f.n == 1;
	struct str kind = r->rule->moment == REMIND_CHANGE              ? S("change")
			  : one_item || r->rule->moment != REMIND_AFTER ? S("due")
									: S("overdue");
	for (int i = 0; i < n && code == FLOW_OK; i++)
		code = note_send(
			cx, who[i], kind, one_item ? f.at[0].d.head.id : RID_NONE, text, key);
	return code;
}

/* ---- a slice ---- */

/* By hand: the rows are told to everybody, their kind is the administrators'. */
int remind_rules(struct ctx *cx, struct reminder_row ***out)
{
	struct sql *q = sql_new(cx->a);
	sql_lit(q, "SELECT ");
	rec_columns(q, &reminder_kind);
	sql_lit(q, " FROM reminder WHERE state = 'on' ORDER BY id LIMIT ");
	sql_int(q, RULES);
	struct stmt *s = db_prep_sql(cx->db, q);
	struct reminder_row **at = arena_array(cx->a, RULES, sizeof *at);
	int n = 0;
	while (n < RULES && db_step(s) == DB_ROW) {
		at[n] = kind_row(&reminder_kind, cx->a);
		rec_read(cx, s, &reminder_kind, at[n++]);
	}
	db_done(s);
	*out = at;
	return n;
}

static int next_units(struct ctx *cx, rid after, rid out[static UNITS])
{
	struct stmt *s = db_prep(cx->db, "SELECT id FROM unit WHERE id > ? ORDER BY id LIMIT ?");
	int n = 0;
	db_int(s, 1, after.n);
	db_int(s, 2, UNITS);
	while (n < UNITS && db_step(s) == DB_ROW)
		out[n++] = db_col_rid(s, 0);
	db_done(s);
	return n;
}

static enum flow_code run_round(struct ctx *cx, struct remind_round *r)
{
	rid units[UNITS];
	enum flow_code code = FLOW_OK;
	int n = next_units(cx, r->unit, units);
	for (int i = 0; i < n && code == FLOW_OK; i++) {
		code = tell_unit(cx, r, units[i]);
		r->unit = units[i];
	}
	return code == FLOW_OK ? save_round(cx, r, n < UNITS) : code;
}

/* The first row that has something to do gets one slice of units: a transaction is short, because
 * people wait for the writer meanwhile. A row of n = 0 of the moments that follow an act is told by
 * the act itself. */
static enum flow_code slice(struct ctx *cx, void *arg)
{
	struct reminder_row **rows;
	enum flow_code code = FLOW_OK;
	int n = remind_rules(cx, &rows);
	bool did = false;
	for (int i = 0; i < n && !did; i++) {
		const struct reminder_row *rule = rows[i];
		struct remind_round r;
		bool at_once = rule->n == 0 && rule->moment >= REMIND_RETURNED;
		if (at_once || !load_round(cx, rule, &r))
			continue;
		did = true;
		r.rules = rows;
		r.n_rules = n;
		code = run_round(cx, &r);
	}
	*(bool *)arg = did;
	return code;
}

/* Nothing to write in most runs: looked at before a transaction is taken. */
static bool is_idle(struct ctx *cx)
{
	struct reminder_row **rows;
	struct remind_round r;
	int n = remind_rules(cx, &rows);
	for (int i = 0; i < n; i++) {
		const struct reminder_row *rule = rows[i];
		if ((rule->n || rule->moment < REMIND_RETURNED) && load_round(cx, rule, &r))
			return false;
	}
	return true;
}

/* A database made before reminders were rows gets the shipped ones. */
static enum flow_code need_rows(struct ctx *cx, void *arg)
{
	(void)arg;
	if (db_one_int(db_prep(cx->db, "SELECT count(*) FROM reminder"), 0))
		return FLOW_OK;
	return remind_preset(cx);
}

enum flow_code remind_run(struct ctx *cx, bool *more)
{
	*more = false;
	if (!quiet_may_send(cx))
		return FLOW_OK;
	if (db_one_int(db_prep(cx->db, "SELECT count(*) FROM reminder"), 0) == 0) {
		enum flow_code code = ctx_write(cx, need_rows, NULL);
		if (code != FLOW_OK)
			return code;
	}
	enum flow_code code = FLOW_OK;
	*more = !is_idle(cx);
	for (int i = 0; i < SLICES && *more && code == FLOW_OK; i++) {
		struct ctx one = *cx;
		one.a = arena_open(SLICE_BYTES);
		code = ctx_write(&one, slice, more);
		arena_close(one.a);
	}
	return code;
}
