/* cal.c — see cal.h. */
#include "core/cal.h"
#include "base/bug.h"
#include "base/vec.h"
#include "core/flow.h"

enum { YEARS_MAX = 200, KEPT_BYTES = 4 << 20, LOG_MAX = 64 * 1024 };

/* ---- reading ---- */

static void load_days(struct ctx *cx, struct work_year *y, int64_t sort)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT day, works, name FROM work_day WHERE year = ? AND sort = ? ORDER BY day");
	VEC(struct work_row) rows = {0};
	db_int(s, 1, y->year);
	db_int(s, 2, sort);
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &rows) = (struct work_row){
			.day = db_col_day(s, 0),
			.works = db_col_int(s, 1) != 0,
			.name = str_dup(cx->a, db_col_text(s, 2)),
		};
	db_done(s);
	y->rows = rows.at;
	y->n = rows.n;
}

struct years {
	struct work_year at[YEARS_MAX + 1];
	int64_t sort[YEARS_MAX];
	size_t n;
};

/* The sets in force, the bureau's own behind the notices, because a later one wins. */
static struct years *load_years(struct ctx *cx)
{
	struct years *y = arena_new(cx->a, struct years);
	struct stmt *s = db_prep(cx->db, "SELECT year, cite, source, sort FROM work_year "
					 "WHERE sort < 2 ORDER BY sort, year");
	while (y->n < YEARS_MAX && db_step(s) == DB_ROW) {
		y->sort[y->n] = db_col_int(s, 3);
		y->at[y->n++] = (struct work_year){
			.year = (int)db_col_int(s, 0),
			.cite = str_dup(cx->a, db_col_text(s, 1)),
			.source = str_dup(cx->a, db_col_text(s, 2)),
		};
	}
	db_done(s);
	for (size_t i = 0; i < y->n; i++)
		load_days(cx, &y->at[i], y->sort[i]);
	return y;
}

struct work *cal_load(struct ctx *cx)
{
	struct years *y = load_years(cx);
	return work_of(cx->a, y->at, y->n);
}

struct work *cal_with(struct ctx *cx, const struct work_year *year, enum cal_sort sort)
{
	struct years *y = load_years(cx);
	size_t i = 0;
	while (i < y->n && (y->sort[i] < (int64_t)sort ||
				   (y->sort[i] == (int64_t)sort && y->at[i].year < year->year)))
		i++;
	if (i == y->n || y->sort[i] != (int64_t)sort || y->at[i].year != year->year) {
		memmove(&y->at[i + 1], &y->at[i], (y->n - i) * sizeof *y->at);
		y->n++;
	}
	y->at[i] = *year;
	return work_of(cx->a, y->at, y->n);
}

struct work_year *cal_year(struct ctx *cx, int year, enum cal_sort sort)
{
	struct work_year *y = NULL;
	struct stmt *s = db_prep(
		cx->db, "SELECT cite, source FROM work_year WHERE year = ? AND sort = ?");
	db_int(s, 1, year);
	db_int(s, 2, sort);
	if (db_step(s) == DB_ROW) {
		y = arena_new(cx->a, struct work_year);
		*y = (struct work_year){.year = year,
			.cite = str_dup(cx->a, db_col_text(s, 0)),
			.source = str_dup(cx->a, db_col_text(s, 1))};
	}
	db_done(s);
	if (y)
		load_days(cx, y, sort);
	return y;
}

int cal_proposed(struct ctx *cx, int *years, int max)
{
	struct stmt *s = db_prep(
		cx->db, "SELECT year FROM work_year WHERE sort = 2 ORDER BY year LIMIT ?");
	int n = 0;
	db_int(s, 1, max);
	while (n < max && db_step(s) == DB_ROW)
		years[n++] = (int)db_col_int(s, 0);
	db_done(s);
	return n;
}

/* ---- kept by a connection ---- */

/* Two arenas: what a unit of work holds stays until the calendar has changed once more. */
struct kept {
	struct arena *a[2];
	int at;
	int64_t edition;
	const struct work *work;
};

static void kept_init(void *p)
{
	struct kept *k = p;
	k->edition = -1;
}

static void kept_fini(void *p)
{
	struct kept *k = p;
	for (int i = 0; i < 2; i++)
		if (k->a[i])
			arena_close(k->a[i]);
}

static int64_t edition(struct ctx *cx)
{
	return db_one_int(db_prep(cx->db, "SELECT n FROM edition WHERE what = 'calendar'"), 0);
}

const struct work *cal_now(struct ctx *cx)
{
	struct kept *k = db_own(cx->db, sizeof *k, kept_init, kept_fini);
	int64_t now = edition(cx);
	if (k->edition == now)
		return k->work;
	struct ctx mine = *cx;
	k->at = !k->at;
	if (k->a[k->at])
		arena_close(k->a[k->at]);
	mine.a = k->a[k->at] = arena_open(KEPT_BYTES);
	k->work = cal_load(&mine);
	/* A calendar of which a part could not be read is read again by the next. */
	k->edition = db_failed(cx->db) == DB_OK ? now : -1;
	return k->work;
}

/* ---- writing ---- */

static enum flow_code next_edition(struct ctx *cx)
{
	enum db_code rc = db_run(
		db_prep(cx->db, "UPDATE edition SET n = n + 1 WHERE what = 'calendar'"));
	if (rc == DB_OK && db_changes(cx->db) == 0)
		rc = db_run(
			db_prep(cx->db, "INSERT INTO edition (what, n) VALUES ('calendar', 1)"));
	return flow_of_db(rc);
}

static enum flow_code forget(struct ctx *cx, int year, enum cal_sort sort)
{
	struct stmt *s = db_prep(cx->db, "DELETE FROM work_day WHERE year = ? AND sort = ?");
	db_int(s, 1, year);
	db_int(s, 2, sort);
	enum flow_code code = flow_of_db(db_run(s));
	if (code != FLOW_OK)
		return code;
	s = db_prep(cx->db, "DELETE FROM work_year WHERE year = ? AND sort = ?");
	db_int(s, 1, year);
	db_int(s, 2, sort);
	return flow_of_db(db_run(s));
}

static enum flow_code store_year(struct ctx *cx, const struct work_year *y, enum cal_sort sort)
{
	struct stmt *s = db_prep(
		cx->db, "INSERT INTO work_year (year, cite, source, sort) VALUES (?, ?, ?, ?)");
	db_int(s, 1, y->year);
	db_text(s, 2, y->cite);
	db_text(s, 3, y->source);
	db_int(s, 4, sort);
	return flow_of_db(db_run(s));
}

static enum flow_code store_day(
	struct ctx *cx, const struct work_row *r, int year, enum cal_sort sort)
{
	struct stmt *s = db_prep(cx->db,
		"INSERT INTO work_day (year, sort, day, works, name) VALUES (?, ?, ?, ?, ?)");
	db_int(s, 1, year);
	db_int(s, 2, sort);
	db_day(s, 3, r->day);
	db_int(s, 4, r->works);
	db_text(s, 5, r->name);
	return flow_of_db(db_run(s));
}

static const struct work_row *row_of(const struct work_year *y, struct day d)
{
	for (size_t i = 0; y && i < y->n; i++)
		if (y->rows[i].day.n == d.n)
			return &y->rows[i];
	return NULL;
}

static struct str word_of(const struct work_row *r)
{
	return r == NULL ? STR_NONE : r->works ? S("work") : S("off");
}

static const char *field_of(struct ctx *cx, struct day d)
{
	struct ymd c = day_ymd(d);
	return arena_fmt(cx->a, "day_%04d_%02d_%02d", c.y, c.m, c.d);
}

/* Days that are new, changed or gone, in this order. */
static struct str difference(
	struct ctx *cx, const struct work_year *was, const struct work_year *is)
{
	struct buf log = buf_in(cx->a, LOG_MAX);
	for (size_t i = 0; i < is->n; i++) {
		const struct work_row *r = &is->rows[i], *old = row_of(was, r->day);
		if (!old || old->works != r->works)
			seal_field(&log, field_of(cx, r->day), word_of(old), word_of(r));
	}
	for (size_t i = 0; was && i < was->n; i++)
		if (!row_of(is, was->rows[i].day))
			seal_field(&log, field_of(cx, was->rows[i].day), word_of(&was->rows[i]),
				STR_NONE);
	AZ(log.full);
	return buf_view(&log);
}

static enum flow_code note(
	struct ctx *cx, int year, const char *verb, struct str reason, struct str payload)
{
	return flow_note(cx, &(struct seal_in){.kind = "calendar",
				     .version = year,
				     .verb = verb,
				     .reason = reason,
				     .payload = payload});
}

enum flow_code cal_store(struct ctx *cx, const struct work_year *year, enum cal_sort sort)
{
	static const char *const verbs[] = {"import", "correct", "propose"};
	struct str log = difference(cx, cal_year(cx, year->year, sort), year);
	enum flow_code code = forget(cx, year->year, sort);
	if (code == FLOW_OK)
		code = store_year(cx, year, sort);
	for (size_t i = 0; i < year->n && code == FLOW_OK; i++)
		code = store_day(cx, &year->rows[i], year->year, sort);
	if (code == FLOW_OK && sort != CAL_PROPOSED)
		code = next_edition(cx);
	return code == FLOW_OK ? note(cx, year->year, verbs[sort], year->cite, log) : code;
}

enum flow_code cal_drop(struct ctx *cx, int year)
{
	enum flow_code code = forget(cx, year, CAL_PROPOSED);
	return code == FLOW_OK ? note(cx, year, "drop", STR_NONE, STR_NONE) : code;
}
