/* appraisal.c — see appraisal.h. Only reads; kind_appraisal.c decides who may judge. */
#include "duty/appraisal.h"
#include "base/vec.h"
#include "calendar/expand.h"
#include "core/actor.h"
#include "core/past.h"
#include "core/rec.h"
#include "store/sql.h"

static void load_duty(struct ctx *cx, rid measure, rid unit, struct appraisal_facts *f)
{
	struct stmt *s = db_prep(cx->db, "SELECT id, to_unit FROM duty WHERE measure = ? AND "
					 "unit = ? AND state <> 'cancelled' ORDER BY id LIMIT 1");
	db_rid(s, 1, measure);
	db_rid(s, 2, unit);
	if (db_step(s) == DB_ROW) {
		f->duty = db_col_rid(s, 0);
		f->to_unit = db_col_rid(s, 1);
	}
	db_done(s);
}

static void load_items(struct ctx *cx, rid measure, rid unit, struct appraisal_facts *f)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT d.id, d.period, d.kind, d.state, d.first_at, d.late_min, "
		"(SELECT count(*) FROM report r WHERE r.due = d.id AND r.state = 'returned'), "
		"(SELECT max(r.id) FROM report r WHERE r.due = d.id) FROM due d WHERE "
		"d.measure = ? AND d.unit = ? AND d.state NOT IN ('cancelled', 'before', "
		"'waiting', 'paused') AND (d.first_at IS NOT NULL OR d.due_day < ?) "
		"ORDER BY d.due_day, d.id");
	db_rid(s, 1, measure);
	db_rid(s, 2, unit);
	db_day(s, 3, cx->today);
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, f) = (struct appraisal_item){.due = db_col_rid(s, 0),
			.period = str_dup(cx->a, db_col_text(s, 1)),
			.final = due_kind_index(db_col_text(s, 2)) == EXPAND_FINAL,
			.state = kind_state(&due_kind, db_col_text(s, 3)),
			.first_at = db_col_stamp(s, 4),
			.late_min = db_col_int(s, 5),
			.returned = db_col_int(s, 6),
			.report = db_col_rid(s, 7)};
	db_done(s);
}

static void load_texts(struct ctx *cx, struct appraisal_item *it)
{
	const struct report_row *r = it->report.n ? rec_load(cx, &report_kind, it->report) : NULL;
	if (r == NULL)
		return;
	it->progress = r->progress;
	it->effect = r->effect;
}

static void count(struct appraisal_facts *f, const struct appraisal_item *it)
{
	bool done = it->state == DUE_ACCEPTED;
	f->taken += done;
	if (it->final) {
		f->finals_done += done;
		return;
	}
	f->returned += it->returned;
	if (it->first_at.ms == 0)
		f->missing++;
	else if (it->late_min > 0)
		f->late++;
	else
		f->on_time++;
}

/* Also those that are not due yet: an outcome that is still to come is waited for. */
static int count_finals(struct ctx *cx, rid measure, rid unit)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT count(*) FROM due WHERE measure = ? AND unit = ? AND kind = 'final' AND "
		"state NOT IN ('cancelled', 'before')");
	db_rid(s, 1, measure);
	db_rid(s, 2, unit);
	return (int)db_one_int(s, 0);
}

void appraisal_facts(struct ctx *cx, rid measure, rid unit, struct appraisal_facts *out)
{
	*out = (struct appraisal_facts){0};
	load_duty(cx, measure, unit, out);
	load_items(cx, measure, unit, out);
	out->finals = count_finals(cx, measure, unit);
	for (size_t i = 0; i < out->n; i++) {
		load_texts(cx, &out->at[i]);
		count(out, &out->at[i]);
	}
}

int appraisal_refuse(struct ctx *cx, const struct appraisal_facts *f)
{
	if (f->taken == 0)
		err_field(cx->errs, S(""), "还没有接收过报送，没有可以评价的");
	else if (f->finals_done < f->finals)
		err_field(cx->errs, S(""), "还有 %d 项完成情况没有接收，等接收以后再评价",
			f->finals - f->finals_done);
	else
		return 0;
	return 1;
}

static struct sql *select_rows(struct ctx *cx, rid measure)
{
	struct sql *q = sql_new(cx->a);
	sql_lit(q, "SELECT ");
	rec_columns(q, &appraisal_kind);
	sql_lit(q, " FROM appraisal WHERE measure = ");
	sql_rid(q, measure);
	return q;
}

const struct appraisal_row *appraisal_of(struct ctx *cx, rid measure, rid unit)
{
	struct appraisal_row *row = NULL;
	struct sql *q = select_rows(cx, measure);
	sql_lit(q, " AND state = 'given' AND of_unit = ");
	sql_rid(q, unit);
	sql_lit(q, " ORDER BY id DESC LIMIT 1");
	struct stmt *s = db_prep_sql(cx->db, q);
	if (db_step(s) == DB_ROW) {
		row = kind_row(&appraisal_kind, cx->a);
		rec_read(cx, s, &appraisal_kind, row);
	}
	db_done(s);
	return row;
}

int appraisal_list(struct ctx *cx, rid measure, int max, struct appraisal_row ***out)
{
	struct appraisal_row **at = arena_array(cx->a, (size_t)max + 1, sizeof *at);
	struct sql *q = select_rows(cx, measure);
	int all = 0, n = 0;
	sql_lit(q, " AND ");
	actor_scope(cx, q, appraisal_kind.read_perm, appraisal_kind.scope_units);
	sql_lit(q, " ORDER BY id DESC LIMIT ");
	sql_int(q, max);
	struct stmt *s = db_prep_sql(cx->db, q);
	while (all < max && db_step(s) == DB_ROW) {
		at[all] = kind_row(&appraisal_kind, cx->a);
		rec_read(cx, s, &appraisal_kind, at[all++]);
	}
	db_done(s);
	for (int i = 0; i < all; i++)
		if (past_turn(cx, &appraisal_kind, at[i]))
			at[n++] = at[i];
	*out = at;
	return n;
}

int appraisal_units(struct ctx *cx, rid measure, int max, rid *out)
{
	static const char *const to[] = {"to_unit", NULL};
	struct sql *q = sql_new(cx->a);
	int n = 0;
	sql_lit(q, "SELECT DISTINCT unit FROM duty WHERE state <> 'cancelled' AND measure = ");
	sql_rid(q, measure);
	sql_lit(q, " AND ");
	actor_scope(cx, q, "due.accept", to);
	sql_lit(q, " ORDER BY unit LIMIT ");
	sql_int(q, max);
	struct stmt *s = db_prep_sql(cx->db, q);
	while (n < max && db_step(s) == DB_ROW)
		out[n++] = db_col_rid(s, 0);
	db_done(s);
	return n;
}
