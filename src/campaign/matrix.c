/* matrix.c — see matrix.h. */
#include "base/bug.h"
#include "base/vec.h"
#include "campaign/matrix.h"
#include "core/actor.h"
#include "core/rec.h"
#include "duty/asof.h"
#include "duty/list.h"
#include "store/sql.h"

#include <stdlib.h>

enum { HORIZON_DAYS = 31 }; /* further away nothing is urgent */

/* Who owes anything that the actor may see: kept for those who may see everything, for others one
 * look at the index for each unit. */
static void select_units(struct ctx *cx, struct sql *q, rid campaign)
{
	sql_lit(q,
		"SELECT u.id, u.name, coalesce(u.short_name, u.name), u.kind FROM unit u WHERE ");
	if (cx->past) {
		sql_lit(q, "u.id IN (SELECT unit FROM ");
		asof_duties(cx, q);
		sql_lit(q, " y WHERE campaign = ");
		sql_rid(q, campaign);
		sql_lit(q, " AND ");
		actor_scope(cx, q, "due.read", duty_kind.scope_units);
	} else if (actor_reach(cx, "due.read") < 0) {
		sql_lit(q, "u.id IN (SELECT unit FROM duty_unit WHERE campaign = ");
		sql_rid(q, campaign);
	} else {
		sql_lit(q, "EXISTS (SELECT 1 FROM duty WHERE unit = u.id AND campaign = ");
		sql_rid(q, campaign);
		sql_lit(q, " AND ");
		actor_scope(cx, q, "due.read", duty_kind.scope_units);
	}
	sql_lit(q, ") ORDER BY u.sort, u.id");
}

static void load_units(struct ctx *cx, struct matrix *m, rid campaign, int page)
{
	struct sql *q = sql_new(cx->a);
	select_units(cx, q, campaign);
	struct stmt *s = db_prep_sql(cx->db, q);
	m->units = arena_array(cx->a, MATRIX_UNITS, sizeof *m->units);
	while (db_step(s) == DB_ROW) {
		int i = m->all_units++ - page * MATRIX_UNITS;
		if (i < 0 || i >= MATRIX_UNITS)
			continue;
		m->units[m->n_units++] = (struct matrix_unit){
			.id = db_col_rid(s, 0),
			.name = str_dup(cx->a, db_col_text(s, 1)),
			.short_name = str_dup(cx->a, db_col_text(s, 2)),
			.kind = str_dup(cx->a, db_col_text(s, 3)),
		};
	}
	db_done(s);
}

static void load_measures(struct ctx *cx, struct matrix *m, rid campaign)
{
	struct measure_row **all;
	int n = plan_measures(cx, plan_current(cx, campaign), &all);
	m->measures = arena_array(cx->a, (size_t)n + 1, sizeof(struct measure_row *));
	for (int i = 0; i < n; i++)
		if (all[i]->assigned && all[i]->head.state != MEASURE_CANCELLED)
			m->measures[m->n_measures++] = all[i];
}

/* Where a measure or a unit stands in the matrix, in the order of their ids. */
struct place {
	rid id;
	int at;
};
struct places {
	struct place *measures, *units;
};

static int by_id(const void *x, const void *y)
{
	const struct place *a = x, *b = y;
	return (a->id.n > b->id.n) - (a->id.n < b->id.n);
}

static struct places places_of(struct ctx *cx, const struct matrix *m)
{
	struct places p = {
		arena_array(cx->a, (size_t)m->n_measures + 1, sizeof(struct place)),
		arena_array(cx->a, (size_t)m->n_units + 1, sizeof(struct place)),
	};
	for (int i = 0; i < m->n_measures; i++)
		p.measures[i] = (struct place){m->measures[i]->head.id, i};
	for (int i = 0; i < m->n_units; i++)
		p.units[i] = (struct place){m->units[i].id, i};
	qsort(p.measures, (size_t)m->n_measures, sizeof *p.measures, by_id);
	qsort(p.units, (size_t)m->n_units, sizeof *p.units, by_id);
	return p;
}

/* -1 where it is not on this page. */
static int find(const struct place *at, int n, rid id)
{
	const struct place want = {id, 0};
	const struct place *hit = bsearch(&want, at, (size_t)n, sizeof *at, by_id);
	return hit ? hit->at : -1;
}

static struct matrix_cell *cell_at(struct matrix *m, const struct places *p, rid measure, rid unit)
{
	int row = find(p->measures, m->n_measures, measure), col = find(p->units, m->n_units, unit);
	return row < 0 || col < 0 ? NULL : &m->cells[row * m->n_units + col];
}

static void in_units(struct sql *q, const struct matrix *m)
{
	sql_lit(q, " AND unit IN (");
	for (int i = 0; i < m->n_units; i++) {
		if (i)
			sql_lit(q, ",");
		sql_rid(q, m->units[i].id);
	}
	sql_lit(q, ")");
}

/* Of today everything stands in the index; of a past day, what was over later was under way. */
static void state_then(struct ctx *cx, struct sql *q)
{
	if (!cx->past) {
		sql_lit(q, "state");
		return;
	}
	sql_lit(q, "CASE WHEN made > ");
	sql_stamp(q, cx->now);
	sql_lit(q, " OR (state = 'cancelled' AND changed <= ");
	sql_stamp(q, cx->now);
	sql_lit(q, ") THEN 'none' WHEN state IN ('ended', 'cancelled') AND changed > ");
	sql_stamp(q, cx->now);
	sql_lit(q, " THEN 'active' ELSE state END");
}

/* Who owes at all: green until something is near, blue when everything is accepted. */
static void load_duties(struct ctx *cx, struct matrix *m, const struct places *p, rid campaign)
{
	struct sql *q = sql_new(cx->a);
	sql_lit(q, "SELECT measure, unit, role, ");
	state_then(cx, q);
	sql_lit(q, " FROM duty WHERE campaign = ");
	sql_rid(q, campaign);
	if (!cx->past)
		sql_lit(q, " AND state <> 'cancelled'");
	in_units(q, m);
	struct stmt *s = db_prep_sql(cx->db, q);
	while (db_step(s) == DB_ROW) {
		struct matrix_cell *c = cell_at(m, p, db_col_rid(s, 0), db_col_rid(s, 1));
		if (c == NULL || str_eq(db_col_text(s, 3), S("none")))
			continue;
		bool ended = str_eq(db_col_text(s, 3), S("ended"));
		if (!c->owes)
			c->light.light = ended ? LIGHT_BLUE : LIGHT_GREEN;
		else if (!ended && c->light.light == LIGHT_BLUE)
			c->light.light = LIGHT_GREEN;
		c->owes = m->year == 0; /* of a year the items say it */
		c->lead |= str_eq(db_col_text(s, 2), S("lead"));
	}
	db_done(s);
}

/* Lights already worked out: of thousands of items few differ in what a light looks at. */
struct memo {
	const struct light_rules *rules;
	struct {
		struct light_in in;
		struct light_out out;
	} at[64];
	int n;
};

static bool same_in(const struct light_in *a, const struct light_in *b)
{
	return a->state == b->state && a->kind == b->kind && a->every == b->every &&
	       a->from_day.n == b->from_day.n && a->due_day.n == b->due_day.n &&
	       a->due_min == b->due_min && a->done == b->done && a->need == b->need;
}

static struct light_out light_memo(struct ctx *cx, struct memo *m, const struct light_in *in)
{
	for (int i = 0; i < m->n; i++)
		if (same_in(&m->at[i].in, in))
			return m->at[i].out;
	struct light_out out = light_of(m->rules, in, cx->cal, cx->now);
	if (m->n < (int)NELEM(m->at)) {
		m->at[m->n].in = *in;
		m->at[m->n++].out = out;
	}
	return out;
}

/* Of two under the same light the one that is due first is shown, whatever order they come in. */
static bool is_sooner(const struct due_row *a, const struct due_row *b)
{
	if (a->due_day.n != b->due_day.n)
		return a->due_day.n < b->due_day.n;
	if (a->due_min != b->due_min)
		return a->due_min < b->due_min;
	return a->head.id.n < b->head.id.n;
}

/* False where the cell shows another item, or nothing is near. */
static bool take(struct ctx *cx, struct matrix_cell *c, const struct due_row *d, struct memo *memo)
{
	struct light_in in = light_now(d);
	struct light_out l = light_memo(cx, memo, &in);
	if (c->due.head.id.n &&
		(l.light < c->light.light || (l.light == c->light.light && !is_sooner(d, &c->due))))
		return false;
	if (l.light == LIGHT_NONE || l.light == LIGHT_BLUE)
		return false;
	c->light = l;
	c->due = *d;
	return true;
}

/* Of a year everything that falls due in it counts, also what is done or not near yet. */
static void count_in(struct matrix_cell *c, bool done)
{
	if (!c->owes)
		c->light.light = LIGHT_BLUE;
	if (!done && c->light.light == LIGHT_BLUE)
		c->light.light = LIGHT_GREEN;
	c->owes = true;
}

/* What may have a light: what is under way and near, or all of the year. */
static void in_view(struct ctx *cx, struct sql *q, int year)
{
	if (year == 0) {
		sql_lit(q, "state IN ('open','returned','reported','paused') AND due_day <= ");
		sql_day(q, day_add(cx->today, HORIZON_DAYS));
		return;
	}
	sql_lit(q, "state NOT IN ('cancelled','before') AND due_day BETWEEN ");
	sql_day(q, day_of(year, 1, 1));
	sql_lit(q, " AND ");
	sql_day(q, day_of(year, 12, 31));
}

static void load_dues(struct ctx *cx, struct matrix *m, const struct places *p, rid campaign,
	const struct light_rules *rules)
{
	struct sql *q = sql_new(cx->a);
	sql_lit(q,
		"SELECT id, measure, unit, state, period, kind, need, from_day, due_day, due_min, "
		"asks, done, whole "
		"FROM ");
	asof_from(cx, q);
	sql_lit(q, " due WHERE ");
	in_view(cx, q, m->year);
	in_units(q, m);
	/* The plus keeps the index of the campaign out: the units' is a hundred times narrower. */
	sql_lit(q, " AND +campaign = ");
	sql_rid(q, campaign);
	struct stmt *s = db_prep_sql(cx->db, q);
	struct memo *memo = arena_new(cx->a, struct memo);
	memo->rules = rules;
	while (db_step(s) == DB_ROW) {
		struct due_row d = {
			.measure = db_col_rid(s, 1),
			.period = db_col_text(s, 4),
			.kind = due_kind_index(db_col_text(s, 5)),
			.need = db_col_int(s, 6),
			.from_day = db_col_day(s, 7),
			.due_day = db_col_day(s, 8),
			.due_min = db_col_int(s, 9),
			.asks = db_col_int(s, 10),
			.done = db_col_int(s, 11),
			.whole = db_col_int(s, 12),
		};
		d.head.id = db_col_rid(s, 0);
		d.head.unit = db_col_rid(s, 2);
		d.head.state = kind_state(&due_kind, db_col_text(s, 3));
		struct matrix_cell *c = cell_at(m, p, d.measure, d.head.unit);
		if (c && m->year)
			count_in(c, d.head.state == DUE_ACCEPTED);
		if (c && take(cx, c, &d, memo))
			c->due.period = str_dup(cx->a, d.period);
	}
	db_done(s);
}

struct matrix *matrix_load(
	struct ctx *cx, rid campaign, const struct light_rules *rules, int page, int year)
{
	struct matrix *m = arena_new(cx->a, struct matrix);
	m->year = year;
	load_units(cx, m, campaign, page);
	load_measures(cx, m, campaign);
	m->cells = arena_array(
		cx->a, (size_t)m->n_measures * (size_t)m->n_units + 1, sizeof *m->cells);
	if (m->n_units == 0)
		return m;
	struct places p = places_of(cx, m);
	load_duties(cx, m, &p, campaign);
	load_dues(cx, m, &p, campaign, rules);
	return m;
}
