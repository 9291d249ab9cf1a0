/* progress.c — see progress.h. */
#include "campaign/progress.h"
#include "core/actor.h"
#include "duty/asof.h"
#include "store/sql.h"

enum { MINUTE_MS = 60000 };

/* The time of day, for what is due today. */
static int64_t minute_of(struct ctx *cx)
{
	return (cx->now.ms - stamp_of_day(cx->today).ms) / MINUTE_MS;
}

static void select_measures(struct ctx *cx, struct sql *q, rid campaign)
{
	sql_lit(q, "SELECT m.state, max(CASE WHEN d.first_at IS NOT NULL OR d.state IN "
		   "('reported', 'returned', 'accepted') THEN 1 ELSE 0 END), "
		   "max(CASE WHEN d.from_day IS NULL OR d.from_day <= ");
	sql_day(q, cx->today);
	sql_lit(q, " THEN 1 ELSE 0 END), max(CASE WHEN d.state IN ('open', 'returned') AND "
		   "(d.due_day < ");
	sql_day(q, cx->today);
	sql_lit(q, " OR (d.due_day = ");
	sql_day(q, cx->today);
	sql_lit(q, " AND d.due_min < ");
	sql_int(q, minute_of(cx));
	sql_lit(q, ")) THEN 1 ELSE 0 END) FROM measure m JOIN ");
	asof_from(cx, q);
	sql_lit(q, " d ON d.campaign = m.campaign AND d.measure = m.id WHERE m.campaign = ");
	sql_rid(q, campaign);
	sql_lit(q, " AND m.state IN ('active', 'standing', 'done') AND d.state NOT IN "
		   "('cancelled', 'before') AND d.id IN (SELECT id FROM due WHERE campaign = ");
	sql_rid(q, campaign);
	sql_lit(q, " AND ");
	actor_scope(cx, q, "due.read", due_kind.scope_units);
	sql_lit(q, ") GROUP BY m.id, m.state");
}

struct progress_measures progress_measures(struct ctx *cx, rid campaign)
{
	struct progress_measures p = {0};
	struct sql *q = sql_new(cx->a);
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

static struct progress_of progress(struct ctx *cx, const char *column, rid id)
{
	struct progress_of p = {0};
	struct sql *q = sql_new(cx->a);
	sql_lit(q, "SELECT coalesce(sum(CASE WHEN d.state = 'accepted' THEN 1 ELSE 0 END), 0), "
		   "count(*) FROM measure m JOIN ");
	asof_from(cx, q);
	sql_lit(q, " d ON d.campaign = m.campaign AND d.measure = m.id WHERE m.");
	sql_name(q, column);
	sql_lit(q, " = ");
	sql_rid(q, id);
	sql_lit(q, " AND d.state NOT IN ('cancelled', 'before')");
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
