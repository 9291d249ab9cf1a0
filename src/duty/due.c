/* due.c — reading what belongs to a due item: history, reports, evidence. */
#include "base/bug.h"
#include "base/vec.h"
#include "base/utf8.h"
#include "calendar/expand.h"
#include "calendar/period.h"
#include "core/actor.h"
#include "core/rec.h"
#include "core/tree.h"
#include "duty/asof.h"
#include "duty/entry.h"
#include "plan/squad.h"
#include "store/blob.h"
#include "store/sql.h"

enum { NAME_MAX = 200 };

bool due_may_report(struct ctx *cx, const struct due_row *d)
{
	if (cx->past)
		return false;
	if (actor_may(cx, "due.report", d->head.unit))
		return true;
	const struct duty_row *duty = rec_load(cx, &duty_kind, d->duty);
	if (duty == NULL || (duty->person.n == 0 && duty->squad.n == 0))
		return false;
	const struct squad_row *q = duty->squad.n ? rec_load(cx, &squad_kind, duty->squad) : NULL;
	rid whose = q ? q->leader : duty->person;
	return (whose.n && whose.n == cx->who->person.n) || actor_may(cx, "due.remind", d->to_unit);
}

struct str due_whose(struct ctx *cx, const struct due_row *d)
{
	const struct duty_row *duty = rec_load(cx, &duty_kind, d->duty);
	const struct squad_row *q = duty && duty->squad.n ? rec_load(cx, &squad_kind, duty->squad)
							  : NULL;
	if (q)
		return q->name;
	return duty && duty->person.n ? tree_person_name(cx, duty->person) : STR_NONE;
}

int due_kind_index(struct str code)
{
	for (int i = 0; due_kinds[i].code; i++)
		if (str_eq(code, str_of(due_kinds[i].code)))
			return i;
	BUG("unknown kind of a due item");
}

struct str due_name(struct arena *a, struct str heading, const struct due_row *d)
{
	const char *part = d->kind == EXPAND_REVIEW ? "回看" : "";
	if (d->period.n) {
		struct str period = period_words(a, d->period);
		return str_fmt(a, "%.*s · %.*s%s", STR_ARG(heading), STR_ARG(period), part);
	}
	return d->kind == EXPAND_FINAL ? str_fmt(a, "%.*s · 完成", STR_ARG(heading)) : heading;
}

int due_history(struct ctx *cx, rid due, struct due_step **out)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT at, state, due_day, due_min, made_by, report, verb, note, seal_no "
		"FROM due_step WHERE due = ? AND at <= ? ORDER BY id");
	VEC(struct due_step) rows = {0};
	db_rid(s, 1, due);
	db_stamp(s, 2, asof_until(cx));
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &rows) = (struct due_step){
			.at = db_col_stamp(s, 0),
			.state = kind_state(&due_kind, db_col_text(s, 1)),
			.due_day = db_col_day(s, 2),
			.due_min = db_col_int(s, 3),
			.by = db_col_rid(s, 4),
			.report = db_col_rid(s, 5),
			.verb = str_dup(cx->a, db_col_text(s, 6)),
			.note = str_dup(cx->a, db_col_text(s, 7)),
			.seal_no = db_col_int(s, 8),
		};
	db_done(s);
	*out = rows.at;
	return (int)rows.n;
}

static struct sql *reports_where(struct ctx *cx)
{
	struct sql *q = sql_new(cx->a);
	sql_lit(q, "SELECT ");
	rec_columns(q, &report_kind);
	sql_lit(q, " FROM report WHERE ");
	return q;
}

int due_reports(struct ctx *cx, rid due, struct report_row ***out)
{
	struct sql *q = reports_where(cx);
	VEC(struct report_row *) rows = {0};
	sql_lit(q, "due = ");
	sql_rid(q, due);
	sql_lit(q, " ORDER BY seq");
	struct stmt *s = db_prep_sql(cx->db, q);
	while (db_step(s) == DB_ROW) {
		struct report_row *r = kind_row(&report_kind, cx->a);
		rec_read(cx, s, &report_kind, r);
		if (r->sent_at.ms > asof_until(cx).ms)
			break;
		if (r->reviewed_at.ms > asof_until(cx).ms) {
			r->head.state = REPORT_SENT;
			r->review_note = STR_NONE;
		}
		*vec_add(cx->a, &rows) = r;
	}
	db_done(s);
	*out = rows.at;
	return (int)rows.n;
}

enum flow_code evidence_add(struct ctx *cx, rid owner, const struct evidence_in *e)
{
	rid id = db_new_id(cx->db);
	struct stmt *s = db_prep(cx->db,
		"INSERT INTO evidence (id, report, blob, name, size, event_day, received, made_by) "
		"VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
	db_rid(s, 1, id);
	db_rid(s, 2, owner);
	db_rid(s, 3, e->blob);
	db_text(s, 4, utf8_first(e->name, NAME_MAX));
	db_int(s, 5, e->size);
	db_day(s, 6, e->event_day);
	db_stamp(s, 7, cx->now);
	db_rid(s, 8, cx->who->person);
	enum flow_code code = flow_of_db(db_run(s));
	return code == FLOW_OK ? flow_of_db(blob_hold(cx->db, id, e->blob)) : code;
}

int report_evidence(struct ctx *cx, rid report, struct evidence **out)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT id, blob, name, size, event_day, received, made_by FROM evidence "
		"WHERE report = ? ORDER BY id");
	VEC(struct evidence) rows = {0};
	db_rid(s, 1, report);
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &rows) = (struct evidence){
			.id = db_col_rid(s, 0),
			.report = report,
			.blob = db_col_rid(s, 1),
			.name = str_dup(cx->a, db_col_text(s, 2)),
			.size = db_col_int(s, 3),
			.event_day = db_col_day(s, 4),
			.received = db_col_stamp(s, 5),
			.by = db_col_rid(s, 6),
		};
	db_done(s);
	*out = rows.at;
	return (int)rows.n;
}

bool evidence_load(struct ctx *cx, rid id, struct evidence *out)
{
	struct stmt *s = db_prep(cx->db, "SELECT report FROM evidence WHERE id = ?");
	db_rid(s, 1, id);
	rid report = {db_one_int(s, 0)};
	struct evidence *all;
	if (report.n == 0 ||
		(!flow_may_see(cx, &report_kind, report) && !flow_may_see(cx, &entry_kind, report)))
		return false;
	int n = report_evidence(cx, report, &all);
	for (int i = 0; i < n; i++)
		if (all[i].id.n == id.n)
			*out = all[i];
	return true;
}

struct report_row *due_last_report(struct ctx *cx, const struct due_row *due)
{
	struct sql *q = reports_where(cx);
	sql_lit(q, "due IN (SELECT id FROM due WHERE duty = ");
	sql_rid(q, due->duty);
	sql_lit(q, " AND id < ");
	sql_rid(q, due->head.id);
	sql_lit(q, ") ORDER BY id DESC LIMIT 1");
	struct stmt *s = db_prep_sql(cx->db, q);
	struct report_row *r = NULL;
	if (db_step(s) == DB_ROW) {
		r = kind_row(&report_kind, cx->a);
		rec_read(cx, s, &report_kind, r);
	}
	db_done(s);
	return r;
}
