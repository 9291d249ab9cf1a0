/* task_read.c — reading units' own plans: of one measure, of a campaign, of one day. */
#include "base/map.h"
#include "base/vec.h"
#include "core/actor.h"
#include "core/rec.h"
#include "duty/task.h"
#include "store/sql.h"

struct rows {
	struct task_row **at;
	size_t n, room;
};

static struct sql *select_tasks(struct ctx *cx)
{
	struct sql *q = sql_new(cx->a);
	sql_lit(q, "SELECT ");
	rec_columns(q, &task_kind);
	sql_lit(q, " FROM task WHERE ");
	return q;
}

static struct rows run(struct ctx *cx, const struct sql *q)
{
	struct rows rows = {0};
	struct stmt *s = db_prep_sql(cx->db, q);
	while (db_step(s) == DB_ROW) {
		struct task_row *t = kind_row(&task_kind, cx->a);
		rec_read(cx, s, &task_kind, t);
		*vec_add(cx->a, &rows) = t;
	}
	db_done(s);
	return rows;
}

int task_list(struct ctx *cx, rid measure, rid unit, struct task_row ***out)
{
	struct sql *q = select_tasks(cx);
	sql_lit(q, "state <> 'dropped' AND measure = ");
	sql_rid(q, measure);
	sql_lit(q, " AND unit = ");
	sql_rid(q, unit);
	sql_lit(q, " ORDER BY due_day, id");
	struct rows rows = run(cx, q);
	*out = rows.at;
	return (int)rows.n;
}

/* ---- how far the units are ---- */

struct sums {
	struct task_sum *at;
	size_t n, room;
};

/* Every unit that owes, with the number of measures it owes for, in the order of the tree. */
static void load_units(struct ctx *cx, rid campaign, rid measure, struct sums *out)
{
	struct sql *q = sql_new(cx->a);
	sql_lit(q, "SELECT u.id, u.name, d.n FROM (SELECT unit, count(DISTINCT measure) AS n "
		   "FROM duty WHERE state <> 'cancelled' AND role <> 'coop' AND campaign = ");
	sql_rid(q, campaign);
	if (measure.n) {
		sql_lit(q, " AND measure = ");
		sql_rid(q, measure);
	}
	sql_lit(q, " AND ");
	actor_scope(cx, q, "due.read", duty_kind.scope_units);
	sql_lit(q, " GROUP BY unit) d JOIN unit u ON u.id = d.unit ORDER BY u.sort, u.id");
	struct stmt *s = db_prep_sql(cx->db, q);
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, out) = (struct task_sum){.unit = db_col_rid(s, 0),
			.name = str_dup(cx->a, db_col_text(s, 1)),
			.measures = (int)db_col_int(s, 2)};
	db_done(s);
}

static void take(struct task_sum *sum, struct str state, int n, int late)
{
	if (str_eq(state, S("sent")))
		sum->sent += n;
	else if (str_eq(state, S("open")))
		sum->open += n;
	else if (str_eq(state, S("done")))
		sum->done += n;
	if (str_eq(state, S("open")))
		sum->late += late;
}

static void load_steps(struct ctx *cx, rid campaign, rid measure, struct sums *out)
{
	struct sql *q = sql_new(cx->a);
	struct map by_unit = map_in(cx->a);
	for (size_t i = 0; i < out->n; i++)
		map_set(&by_unit, str_fmt(cx->a, "%lld", (long long)out->at[i].unit.n),
			&out->at[i]);
	sql_lit(q, "SELECT unit, measure, state, count(*), sum(CASE WHEN due_day < ");
	sql_day(q, cx->today);
	sql_lit(q, " THEN 1 ELSE 0 END) FROM task WHERE state <> 'dropped' AND campaign = ");
	sql_rid(q, campaign);
	if (measure.n) {
		sql_lit(q, " AND measure = ");
		sql_rid(q, measure);
	}
	sql_lit(q, " GROUP BY unit, measure, state ORDER BY unit, measure");
	struct stmt *s = db_prep_sql(cx->db, q);
	rid last_unit = RID_NONE, last_measure = RID_NONE;
	while (db_step(s) == DB_ROW) {
		rid unit = db_col_rid(s, 0), m = db_col_rid(s, 1);
		struct task_sum *sum = map_get(&by_unit, str_fmt(cx->a, "%lld", (long long)unit.n));
		struct str state = db_col_text(s, 2);
		if (sum == NULL)
			continue;
		take(sum, state, (int)db_col_int(s, 3), (int)db_col_int(s, 4));
		bool filed = !str_eq(state, S("draft")) && !str_eq(state, S("returned"));
		if (!filed || (unit.n == last_unit.n && m.n == last_measure.n))
			continue;
		sum->planned++;
		last_unit = unit;
		last_measure = m;
	}
	db_done(s);
}

int task_sums(struct ctx *cx, rid campaign, rid measure, struct task_sum **out)
{
	struct sums sums = {0};
	load_units(cx, campaign, measure, &sums);
	if (sums.n)
		load_steps(cx, campaign, measure, &sums);
	*out = sums.at;
	return (int)sums.n;
}

/* ---- one day ---- */

static struct rows left_on(struct ctx *cx, struct day day)
{
	struct sql *q = select_tasks(cx);
	sql_lit(q, "state = 'open' AND due_day <= ");
	sql_day(q, day);
	sql_lit(q, " AND ");
	actor_scope(cx, q, "due.read", task_kind.scope_units);
	sql_lit(q, " ORDER BY due_day, unit, id LIMIT 200");
	return run(cx, q);
}

static struct rows done_on(struct ctx *cx, struct day day)
{
	struct sql *q = select_tasks(cx);
	sql_lit(q, "state = 'done' AND done_at >= ");
	sql_stamp(q, stamp_of_day(day));
	sql_lit(q, " AND done_at < ");
	sql_stamp(q, stamp_of_day(day_add(day, 1)));
	sql_lit(q, " AND ");
	actor_scope(cx, q, "due.read", task_kind.scope_units);
	sql_lit(q, " ORDER BY done_at, id LIMIT 200");
	return run(cx, q);
}

struct task_day task_day(struct ctx *cx, struct day day)
{
	struct rows left = left_on(cx, day), done = done_on(cx, day);
	return (struct task_day){left.at, done.at, (int)left.n, (int)done.n};
}
