/* progress.c — see progress.h. */
#include "campaign/progress.h"
#include "core/actor.h"
#include "duty/asof.h"
#include "store/sql.h"

/* So many units' items are looked at one by one; of more, only what is kept. */
enum { MINUTE_MS = 60000, MANY_UNITS = 30 };

/* The time of day, for what is due today. */
static int64_t minute_of(struct ctx *cx)
{
	return (cx->now.ms - stamp_of_day(cx->today).ms) / MINUTE_MS;
}

/* ---- what is asked of each measure: of kept sums, of items, of items of a past day ---- */

static const char *const from_units[] = {"unit", NULL};
static const char *const to_units[] = {"to_unit", NULL};

/* The rest of a list of columns; `state`, `from_day`, `due_day` and `due_min` stand in both. */
static void add_flags(struct ctx *cx, struct sql *q)
{
	sql_lit(q, " OR state IN ('reported', 'returned', 'accepted') THEN 1 ELSE 0 END) "
		   "AS handed, max(CASE WHEN from_day IS NULL OR from_day = "
		   "'9999-12-31' OR from_day <= ");
	sql_day(q, cx->today);
	sql_lit(q, " THEN 1 ELSE 0 END) AS begun, max(CASE WHEN state IN ('open', 'returned') AND "
		   "(due_day < ");
	sql_day(q, cx->today);
	sql_lit(q, " OR (due_day = ");
	sql_day(q, cx->today);
	sql_lit(q, " AND due_min < ");
	sql_int(q, minute_of(cx));
	sql_lit(q, ")) THEN 1 ELSE 0 END) AS late FROM ");
}

static void add_where(struct ctx *cx, struct sql *q, rid campaign, const char *const *scope)
{
	sql_rid(q, campaign);
	sql_lit(q, " AND state NOT IN ('cancelled', 'before') AND ");
	actor_scope(cx, q, "due.read", scope);
	sql_lit(q, " GROUP BY measure");
}

static void select_sums(struct ctx *cx, struct sql *q, rid campaign)
{
	sql_lit(q, "SELECT measure, max(CASE WHEN handed <> '-'");
	add_flags(cx, q);
	sql_lit(q, "due_tally WHERE n > 0 AND campaign = ");
	add_where(cx, q, campaign, to_units);
}

static void select_items(struct ctx *cx, struct sql *q, rid campaign, const char *const *scope)
{
	sql_lit(q, "SELECT measure, max(CASE WHEN first_at IS NOT NULL");
	add_flags(cx, q);
	asof_from(cx, q);
	/* The plus keeps the index of the campaign out: the units' is far narrower. */
	sql_lit(q, " due WHERE +campaign = ");
	add_where(cx, q, campaign, scope);
}

/* What a unit receives is kept, what it owes is read. */
static void select_asked(struct ctx *cx, struct sql *q, rid campaign)
{
	if (cx->past) {
		select_items(cx, q, campaign, due_kind.scope_units);
		return;
	}
	select_sums(cx, q, campaign);
	if (actor_reach(cx, "due.read") < 0)
		return;
	sql_lit(q, " UNION ALL ");
	select_items(cx, q, campaign, from_units);
}

static bool has_many_units(struct ctx *cx, rid campaign)
{
	struct sql *q = sql_new(cx->a);
	if (!cx->past && actor_reach(cx, "due.read") < 0)
		return false;
	sql_lit(q, "SELECT count(*) FROM (SELECT 1 FROM duty_unit WHERE campaign = ");
	sql_rid(q, campaign);
	sql_lit(q, " AND ");
	actor_scope(cx, q, "due.read", from_units);
	sql_lit(q, " LIMIT ");
	sql_int(q, MANY_UNITS + 1);
	sql_lit(q, ") x");
	return db_one_int(db_prep_sql(cx->db, q), 0) > MANY_UNITS;
}

/* ---- measures ---- */

static void select_measures(struct ctx *cx, struct sql *q, rid campaign)
{
	sql_lit(q, "SELECT m.state, max(d.handed), max(d.begun), max(d.late) FROM (");
	select_asked(cx, q, campaign);
	sql_lit(q, ") d JOIN measure m ON m.id = d.measure WHERE m.state IN "
		   "('active', 'standing', 'done') GROUP BY m.id, m.state");
}

static void select_states(struct sql *q, rid campaign)
{
	sql_lit(q, "SELECT state, 1, 1, 0 FROM measure WHERE assigned = 1 AND state IN "
		   "('active', 'standing', 'done') AND campaign = ");
	sql_rid(q, campaign);
}

struct progress_measures progress_measures(struct ctx *cx, rid campaign)
{
	struct progress_measures p = {.by_state = has_many_units(cx, campaign)};
	struct sql *q = sql_new(cx->a);
	if (p.by_state)
		select_states(q, campaign);
	else
		select_measures(cx, q, campaign);
	struct stmt *s = db_prep_sql(cx->db, q);
	while (db_step(s) == DB_ROW) {
		struct str state = db_col_text(s, 0);
		bool handed = db_col_int(s, 1), begun = db_col_int(s, 2);
		p.late += db_col_int(s, 3) != 0;
		if (str_eq(state, S("done")))
			p.done++;
		else if (str_eq(state, S("standing")))
			p.standing++;
		else if (handed)
			p.moving++;
		else if (begun)
			p.begun++;
		else
			p.waiting++;
	}
	db_done(s);
	return p;
}

/* ---- goals and phases ---- */

static void add_of(struct sql *q, const char *column, rid id)
{
	sql_lit(q, " d ON d.campaign = m.campaign AND d.measure = m.id WHERE m.");
	sql_name(q, column);
	sql_lit(q, " = ");
	sql_rid(q, id);
	sql_lit(q, " AND d.state NOT IN ('cancelled', 'before')");
}

static struct progress_of progress(struct ctx *cx, const char *column, rid id)
{
	struct progress_of p = {0};
	struct sql *q = sql_new(cx->a);
	sql_lit(q, "SELECT coalesce(sum(CASE WHEN d.state = 'accepted' THEN d.n ELSE 0 END), 0), "
		   "coalesce(sum(d.n), 0) FROM measure m JOIN ");
	if (cx->past) {
		sql_lit(q, "(SELECT campaign, measure, state, 1 AS n FROM ");
		asof_from(cx, q);
		sql_lit(q, " x)");
	} else {
		sql_lit(q, "due_tally");
	}
	add_of(q, column, id);
	struct stmt *s = db_prep_sql(cx->db, q);
	if (db_step(s) == DB_ROW)
		p = (struct progress_of){db_col_int(s, 0), db_col_int(s, 1)};
	db_done(s);
	return p;
}

struct progress_of progress_goal(struct ctx *cx, rid goal)
{
	return progress(cx, "goal", goal);
}

struct progress_of progress_phase(struct ctx *cx, rid phase)
{
	return progress(cx, "phase", phase);
}
