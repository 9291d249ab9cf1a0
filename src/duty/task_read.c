/* task_read.c — reading units' own plans: of one measure, of a campaign, of one day. */
#include "base/map.h"
#include "base/vec.h"
#include "core/actor.h"
#include "core/past.h"
#include "core/rec.h"
#include "duty/asof.h"
#include "duty/task.h"
#include "store/sql.h"

#include <stdlib.h>

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

/* The rows as they stand, or stood on the past day that is looked at. */
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
	size_t n = 0;
	for (size_t i = 0; i < rows.n; i++)
		if (past_turn(cx, &task_kind, rows.at[i]) && rows.at[i]->head.state != TASK_DROPPED)
			rows.at[n++] = rows.at[i];
	rows.n = n;
	return rows;
}

/* The table says what is dropped now, not what was on a past day. */
static void not_dropped(struct ctx *cx, struct sql *q)
{
	if (cx->past)
		sql_lit(q, "1 = 1");
	else
		sql_lit(q, "state <> 'dropped'");
}

static int by_day(const void *x, const void *y)
{
	const struct task_row *a = *(struct task_row *const *)x, *b = *(struct task_row *const *)y;
	if (a->due_day.n != b->due_day.n)
		return a->due_day.n < b->due_day.n ? -1 : 1;
	return (a->head.id.n > b->head.id.n) - (a->head.id.n < b->head.id.n);
}

static int by_day_unit(const void *x, const void *y)
{
	const struct task_row *a = *(struct task_row *const *)x, *b = *(struct task_row *const *)y;
	if (a->due_day.n == b->due_day.n && a->head.unit.n != b->head.unit.n)
		return a->head.unit.n < b->head.unit.n ? -1 : 1;
	return by_day(x, y);
}

int task_list(struct ctx *cx, rid measure, rid unit, struct task_row ***out)
{
	struct sql *q = select_tasks(cx);
	not_dropped(cx, q);
	sql_lit(q, " AND measure = ");
	sql_rid(q, measure);
	sql_lit(q, " AND unit = ");
	sql_rid(q, unit);
	sql_lit(q, " ORDER BY due_day, id");
	struct rows rows = run(cx, q);
	if (rows.n)
		qsort(rows.at, rows.n, sizeof *rows.at, by_day); /* days may have been others */
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
		   "FROM ");
	asof_duties(cx, q);
	sql_lit(q, " y WHERE role <> 'coop' AND campaign = ");
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

/* Steps of one unit for one measure in one state. */
struct group {
	rid unit, measure;
	struct str state;
	int n, late;
};

struct adding {
	struct map by_unit;
	struct group last; /* of the last one that counts as planned */
};

static bool is_filed(struct str state)
{
	return !str_eq(state, S("draft")) && !str_eq(state, S("returned"));
}

/* Groups come in the order of unit and measure. */
static void take(struct ctx *cx, struct adding *to, const struct group *g)
{
	struct task_sum *sum = map_get(&to->by_unit, str_fmt(cx->a, "%lld", (long long)g->unit.n));
	if (sum == NULL)
		return;
	if (str_eq(g->state, S("sent")))
		sum->sent += g->n;
	else if (str_eq(g->state, S("open")))
		sum->open += g->n;
	else if (str_eq(g->state, S("done")))
		sum->done += g->n;
	if (str_eq(g->state, S("open")))
		sum->late += g->late;
	bool again = g->unit.n == to->last.unit.n && g->measure.n == to->last.measure.n;
	if (!is_filed(g->state) || again)
		return;
	sum->planned++;
	to->last = *g;
}

static void where_steps(struct ctx *cx, struct sql *q, rid campaign, rid measure)
{
	not_dropped(cx, q);
	sql_lit(q, " AND campaign = ");
	sql_rid(q, campaign);
	if (measure.n) {
		sql_lit(q, " AND measure = ");
		sql_rid(q, measure);
	}
}

static void add_now(struct ctx *cx, rid campaign, rid measure, struct adding *to)
{
	struct sql *q = sql_new(cx->a);
	sql_lit(q, "SELECT unit, measure, state, count(*), sum(CASE WHEN due_day < ");
	sql_day(q, cx->today);
	sql_lit(q, " THEN 1 ELSE 0 END) FROM task WHERE ");
	where_steps(cx, q, campaign, measure);
	sql_lit(q, " GROUP BY unit, measure, state ORDER BY unit, measure");
	struct stmt *s = db_prep_sql(cx->db, q);
	while (db_step(s) == DB_ROW)
		take(cx, to,
			&(struct group){db_col_rid(s, 0), db_col_rid(s, 1),
				str_dup(cx->a, db_col_text(s, 2)), (int)db_col_int(s, 3),
				(int)db_col_int(s, 4)});
	db_done(s);
}

/* Step by step, each as it stood. */
static void add_then(struct ctx *cx, rid campaign, rid measure, struct adding *to)
{
	struct sql *q = select_tasks(cx);
	where_steps(cx, q, campaign, measure);
	sql_lit(q, " ORDER BY unit, measure, id");
	struct rows rows = run(cx, q);
	for (size_t i = 0; i < rows.n; i++) {
		const struct task_row *t = rows.at[i];
		take(cx, to,
			&(struct group){t->head.unit, t->measure,
				str_of(task_kind.states[t->head.state].code), 1,
				t->due_day.n < cx->today.n});
	}
}

static void load_steps(struct ctx *cx, rid campaign, rid measure, struct sums *out)
{
	struct adding to = {.by_unit = map_in(cx->a)};
	for (size_t i = 0; i < out->n; i++)
		map_set(&to.by_unit, str_fmt(cx->a, "%lld", (long long)out->at[i].unit.n),
			&out->at[i]);
	if (cx->past)
		add_then(cx, campaign, measure, &to);
	else
		add_now(cx, campaign, measure, &to);
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

enum { MOST_STEPS = 200 };

static void of_scope(struct ctx *cx, struct sql *q)
{
	sql_lit(q, " AND ");
	actor_scope(cx, q, "due.read", task_kind.scope_units);
}

/* Of a past day, also what was carried over or done since: how it stood, the log says. */
static struct rows left_then(struct ctx *cx, struct day day)
{
	struct sql *q = select_tasks(cx);
	sql_lit(q, "made <= ");
	sql_stamp(q, cx->now);
	sql_lit(q, " AND (changed > ");
	sql_stamp(q, cx->now);
	sql_lit(q, " OR (state = 'open' AND due_day <= ");
	sql_day(q, day);
	sql_lit(q, "))");
	of_scope(cx, q);
	sql_lit(q, " ORDER BY unit, id");
	struct rows rows = run(cx, q);
	size_t n = 0;
	for (size_t i = 0; i < rows.n; i++)
		if (rows.at[i]->head.state == TASK_OPEN && rows.at[i]->due_day.n <= day.n)
			rows.at[n++] = rows.at[i];
	if (n)
		qsort(rows.at, n, sizeof *rows.at, by_day_unit);
	rows.n = n < MOST_STEPS ? n : MOST_STEPS;
	return rows;
}

static struct rows left_on(struct ctx *cx, struct day day)
{
	struct sql *q = select_tasks(cx);
	if (cx->past)
		return left_then(cx, day);
	sql_lit(q, "state = 'open' AND due_day <= ");
	sql_day(q, day);
	of_scope(cx, q);
	sql_lit(q, " ORDER BY due_day, unit, id LIMIT ");
	sql_int(q, MOST_STEPS);
	return run(cx, q);
}

/* What is done stays done, so of a past day the moment alone says it. */
static struct rows done_on(struct ctx *cx, struct day day)
{
	struct sql *q = select_tasks(cx);
	sql_lit(q, "state = 'done' AND done_at >= ");
	sql_stamp(q, stamp_of_day(day));
	sql_lit(q, " AND done_at < ");
	sql_stamp(q, stamp_of_day(day_add(day, 1)));
	sql_lit(q, " AND done_at <= ");
	sql_stamp(q, asof_until(cx));
	of_scope(cx, q);
	sql_lit(q, " ORDER BY done_at, id LIMIT ");
	sql_int(q, MOST_STEPS);
	return run(cx, q);
}

struct task_day task_day(struct ctx *cx, struct day day)
{
	struct rows left = left_on(cx, day), done = done_on(cx, day);
	return (struct task_day){left.at, done.at, (int)left.n, (int)done.n};
}
