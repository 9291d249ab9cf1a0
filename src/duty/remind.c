/* remind.c — see remind.h.
 *
 * The work of a day is rows × units: for each row the units are walked by id, a bounded number in
 * one transaction, and each asks only for its own items in the state and days of the row, which an
 * index answers; two million due items cost no more than the few that are to be told. Where the
 * walk stands is kept beside the frontier, in the same transaction as the notes. */
#include "duty/remind.h"
#include "base/bug.h"
#include "base/vec.h"
#include "calendar/work.h"
#include "core/note.h"
#include "core/quiet.h"
#include "core/rec.h"
#include "core/tree.h"
#include "duty/change.h"
#include "duty/light.h"
#include "duty/turn.h"
#include "org/team.h"
#include "store/sql.h"

enum {
	UNITS = 16,
	SLICES = 64,
	SLICE_BYTES = 64 << 20,
	ITEMS = 200,
	NAMED = 3,
	PEOPLE = 8,
	CATCH_UP_DAYS = 14,
	RULES = 100
};
enum { HOUR_MS = 3600 * 1000, GRAIN_MS = 10 * 60 * 1000 };

/* What a row has to tell one unit. */
struct item {
	struct due_row d;
	struct str heading;
	rid office;
};
struct found {
	struct item *at;
	size_t n, room;
};

/* A row, and the part of time that crosses it now: from lo on, before hi. */
struct round {
	const struct reminder_row *rule;
	struct reminder_row **rules; /* all that are on */
	int n_rules;
	struct stamp lo, hi;
	rid unit; /* the last one that was told */
	bool begun;
};

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
static bool load_round(struct ctx *cx, const struct reminder_row *r, struct round *out)
{
	struct stmt *s = db_prep(
		cx->db, "SELECT done, going, unit FROM remind_mark WHERE reminder = ?");
	*out = (struct round){.rule = r, .hi = frontier(cx, r, cx->today, cx->now)};
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

static enum flow_code save_round(struct ctx *cx, const struct round *r, bool done)
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

/* ---- what one unit is to be told ---- */

#define ITEM_COLS                                                                                  \
	"SELECT d.id, d.period, d.kind, d.from_day, d.due_day, d.due_min, d.state, m.heading, "    \
	"c.office, d.unit FROM due d JOIN campaign c ON c.id = d.campaign AND c.state IN "         \
	"('started', 'running', 'standing') JOIN measure m ON m.id = d.measure WHERE "

static struct stmt *by_due_day(struct ctx *cx, const struct round *r, rid unit)
{
	struct stmt *s = db_prep(cx->db,
		ITEM_COLS "d.unit = ? AND d.state IN ('open', 'returned') AND d.due_day >= ? AND "
			  "d.due_day <= ? ORDER BY d.due_day, d.id LIMIT ?");
	db_rid(s, 1, unit);
	db_day(s, 2, stamp_day(r->lo));
	db_day(s, 3, stamp_day((struct stamp){r->hi.ms - 1}));
	db_int(s, 4, ITEMS);
	return s;
}

/* Begun, or issued, in this time; what is late already has reminders of its own. */
static struct stmt *by_begin(struct ctx *cx, const struct round *r, rid unit)
{
	struct stmt *s = db_prep(cx->db,
		ITEM_COLS "d.unit = ? AND d.state = 'open' AND d.due_day >= ? AND d.signed_at IS "
			  "NULL AND d.from_day <= ? AND d.made < ? AND (d.from_day >= ? OR d.made "
			  ">= ?) ORDER BY d.due_day, d.id LIMIT ?");
	db_rid(s, 1, unit);
	db_day(s, 2, cx->today);
	db_day(s, 3, stamp_day((struct stamp){r->hi.ms - 1}));
	db_stamp(s, 4, r->hi);
	db_day(s, 5, stamp_day(r->lo));
	db_stamp(s, 6, r->lo);
	db_int(s, 7, ITEMS);
	return s;
}

static struct stmt *by_return(struct ctx *cx, const struct round *r, rid unit)
{
	struct stmt *s = db_prep(cx->db,
		ITEM_COLS "d.unit = ? AND d.state = 'returned' AND EXISTS (SELECT 1 FROM report p "
			  "WHERE p.due = d.id AND p.state = 'returned' AND p.reviewed_at >= ? AND "
			  "p.reviewed_at < ?) ORDER BY d.due_day, d.id LIMIT ?");
	db_rid(s, 1, unit);
	db_stamp(s, 2, r->lo);
	db_stamp(s, 3, r->hi);
	db_int(s, 4, ITEMS);
	return s;
}

static struct stmt *by_report(struct ctx *cx, const struct round *r, rid unit)
{
	struct stmt *s = db_prep(cx->db,
		ITEM_COLS "d.to_unit = ? AND d.state = 'reported' AND d.reported_at >= ? AND "
			  "d.reported_at < ? ORDER BY d.due_day, d.id LIMIT ?");
	db_rid(s, 1, unit);
	db_stamp(s, 2, r->lo);
	db_stamp(s, 3, r->hi);
	db_int(s, 4, ITEMS);
	return s;
}

static struct stmt *select_items(struct ctx *cx, const struct round *r, rid unit)
{
	switch ((enum remind_moment)r->rule->moment) {
	case REMIND_BEFORE:
	case REMIND_AFTER:
		return by_due_day(cx, r, unit);
	case REMIND_UNSIGNED:
		return by_begin(cx, r, unit);
	case REMIND_RETURNED:
		return by_return(cx, r, unit);
	case REMIND_WAITING:
		return by_report(cx, r, unit);
	case REMIND_CHANGE:
		return NULL;
	}
	BUG("moment of a reminder");
}

static int64_t due_ms(const struct due_row *d)
{
	return stamp_of_day(d->due_day).ms + d->due_min * 60000;
}

/* After a stop of the server several rows cross at once: of those for the same person only the
 * nearest speaks. */
static bool is_overtaken(struct ctx *cx, const struct round *r, const struct light_in *in)
{
	bool before = r->rule->moment == REMIND_BEFORE;
	if (r->rule->span == 1 || r->rule->moment > REMIND_AFTER)
		return false;
	int gap = before ? work_count(cx->cal, day_add(cx->today, 1), in->due_day)
			 : work_count(cx->cal, day_add(in->due_day, 1), cx->today);
	for (int i = 0; i < r->n_rules; i++) {
		const struct reminder_row *o = r->rules[i];
		if (o->moment != r->rule->moment || o->span || o->recipient != r->rule->recipient ||
			!light_applies(o->applies, in))
			continue;
		if (before ? o->n < r->rule->n && gap <= o->n : o->n > r->rule->n && gap >= o->n)
			return true;
	}
	return false;
}

/* The row fits this item, and the moment is its own: within the hours, and not past already. */
static bool fits(struct ctx *cx, const struct round *r, const struct due_row *d)
{
	struct light_in in = light_now(d);
	int moment = r->rule->moment;
	if (!light_applies(r->rule->applies, &in))
		return false;
	if ((moment == REMIND_BEFORE && due_ms(d) < cx->now.ms) || is_overtaken(cx, r, &in))
		return false;
	if (r->rule->span == 1 && (moment == REMIND_BEFORE || moment == REMIND_AFTER))
		return due_ms(d) >= r->lo.ms && due_ms(d) < r->hi.ms;
	return true;
}

static void find_items(struct ctx *cx, const struct round *r, rid unit, struct found *out)
{
	struct stmt *s = select_items(cx, r, unit);
	while (s && db_step(s) == DB_ROW) {
		struct item i = {.heading = db_col_text(s, 7), .office = db_col_rid(s, 8)};
		i.d.head.id = db_col_rid(s, 0);
		i.d.head.state = kind_state(&due_kind, db_col_text(s, 6));
		i.d.period = db_col_text(s, 1);
		i.d.kind = due_kind_index(db_col_text(s, 2));
		i.d.from_day = db_col_day(s, 3);
		i.d.due_day = db_col_day(s, 4);
		i.d.due_min = db_col_int(s, 5);
		i.d.head.unit = db_col_rid(s, 9);
		if (!fits(cx, r, &i.d))
			continue;
		i.heading = str_dup(cx->a, i.heading);
		i.d.period = str_dup(cx->a, i.d.period);
		*vec_add(cx->a, out) = i;
	}
	db_done(s);
}

/* Proposals of this unit that nobody has decided. */
static void find_changes(struct ctx *cx, const struct round *r, rid unit, struct found *out)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT id FROM due_change WHERE unit = ? AND state = "
		"'proposed' AND made >= ? AND made < ? ORDER BY id LIMIT ?");
	VEC(rid) ids = {0};
	db_rid(s, 1, unit);
	db_stamp(s, 2, r->lo);
	db_stamp(s, 3, r->hi);
	db_int(s, 4, ITEMS);
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &ids) = db_col_rid(s, 0);
	db_done(s);
	for (size_t i = 0; i < ids.n; i++) {
		struct item *at = vec_add(cx->a, out);
		*at = (struct item){.heading = rec_title(cx, &change_kind, ids.at[i])};
		at->d.head.id = ids.at[i];
		at->d.due_day = DAY_NONE;
	}
}

/* ---- in words ---- */

/* Whoever waits for many units wants to know whose it is. */
static struct str title_of(struct ctx *cx, const struct round *r, const struct item *i)
{
	if (r->rule->moment == REMIND_WAITING) {
		struct str unit = tree_unit_name(cx, i->d.head.unit);
		return str_fmt(cx->a, "%.*s %.*s", STR_ARG(unit), STR_ARG(i->heading));
	}
	return due_name(cx->a, i->heading, &i->d);
}

/* The row's words; where they would not be true today (an item due on a day off is told the working
 * day before), the plain fact. */
static struct str words_of(struct ctx *cx, const struct round *r, const struct due_row *d)
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

static struct str text_of(struct ctx *cx, const struct round *r, const struct found *f, rid unit)
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
static enum flow_code tell_unit(struct ctx *cx, const struct round *r, rid unit)
{
	struct found f = {0};
	rid who[PEOPLE];
	enum flow_code code = FLOW_OK;
	if (r->rule->moment == REMIND_CHANGE)
		find_changes(cx, r, unit, &f);
	else
		find_items(cx, r, unit, &f);
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

static enum flow_code run_round(struct ctx *cx, struct round *r)
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
		struct round r;
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
	struct round r;
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
