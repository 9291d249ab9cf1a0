/* cal.c — see cal.h. */
#include "core/cal.h"
#include "base/vec.h"
#include "core/flow.h"

enum { YEARS_MAX = 200 };

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

struct work *cal_load(struct ctx *cx)
{
	struct stmt *s = db_prep(
		cx->db, "SELECT year, cite, source, sort FROM work_year ORDER BY sort, year");
	struct work_year *years = arena_array(cx->a, YEARS_MAX, sizeof *years);
	int64_t sorts[YEARS_MAX];
	size_t n = 0;
	while (n < YEARS_MAX && db_step(s) == DB_ROW) {
		sorts[n] = db_col_int(s, 3);
		years[n++] = (struct work_year){
			.year = (int)db_col_int(s, 0),
			.cite = str_dup(cx->a, db_col_text(s, 1)),
			.source = str_dup(cx->a, db_col_text(s, 2)),
		};
	}
	db_done(s);
	for (size_t i = 0; i < n; i++)
		load_days(cx, &years[i], sorts[i]);
	return work_of(cx->a, years, n);
}

static enum flow_code forget(struct ctx *cx, int year, int sort)
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

static enum flow_code store_year(struct ctx *cx, const struct work_year *y, int sort)
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
	struct ctx *cx, const struct work_row *r, int year, int sort, struct buf *log)
{
	char text[DAY_TEXT];
	struct stmt *s = db_prep(cx->db,
		"INSERT INTO work_day (year, sort, day, works, name) VALUES (?, ?, ?, ?, ?)");
	db_int(s, 1, year);
	db_int(s, 2, sort);
	db_day(s, 3, r->day);
	db_int(s, 4, r->works);
	db_text(s, 5, r->name);
	seal_field(log, day_text(r->day, text), STR_NONE, r->works ? S("work") : S("off"));
	return flow_of_db(db_run(s));
}

enum flow_code cal_store(struct ctx *cx, const struct work_year *year, int sort)
{
	struct buf log = buf_in(cx->a, 64 * 1024);
	enum flow_code code = forget(cx, year->year, sort);
	if (code == FLOW_OK)
		code = store_year(cx, year, sort);
	for (size_t i = 0; i < year->n && code == FLOW_OK; i++)
		code = store_day(cx, &year->rows[i], year->year, sort, &log);
	if (code != FLOW_OK)
		return code;
	return flow_note(cx, &(struct seal_in){.kind = "calendar",
				     .version = year->year,
				     .verb = "import",
				     .reason = year->cite,
				     .payload = buf_view(&log)});
}
