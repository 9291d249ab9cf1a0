/* asof.c — see asof.h. */
#include "duty/asof.h"
#include "core/rec.h"
#include "store/sql.h"

struct stamp asof_until(struct ctx *cx)
{
	return cx->past ? cx->now : (struct stamp){INT64_MAX};
}

/* One value of the last step until then. */
static void last_step(struct ctx *cx, struct sql *q, const char *col)
{
	sql_lit(q, "(SELECT s.");
	sql_name(q, col);
	sql_lit(q, " FROM due_step s WHERE s.due = d.id AND s.at <= ");
	sql_stamp(q, cx->now);
	sql_lit(q, " ORDER BY s.id DESC LIMIT 1)");
}

/* A moment that had not come. */
static void until_now(struct ctx *cx, struct sql *q, const char *col)
{
	sql_lit(q, ", CASE WHEN d.");
	sql_name(q, col);
	sql_lit(q, " <= ");
	sql_stamp(q, cx->now);
	sql_lit(q, " THEN d.");
	sql_name(q, col);
	sql_lit(q, " END AS ");
	sql_name(q, col);
}

/* A target that was on the list then: present `cover_target` rows alone do not say. */
static void listed_then(struct ctx *cx, struct sql *q)
{
	sql_lit(q, "x.duty = d.duty AND x.grp = d.period AND x.made <= ");
	sql_stamp(q, cx->now);
	sql_lit(q, " AND (x.state = 'listed' OR x.changed > ");
	sql_stamp(q, cx->now);
	sql_lit(q, ")");
}

/* What was listed since is not in it yet, what was struck off since still is. */
static void whole_then(struct ctx *cx, struct sql *q)
{
	sql_lit(q, ", CASE WHEN d.kind = 'cover' THEN d.whole - (SELECT count(*) FROM "
		   "cover_target x WHERE x.duty = d.duty AND x.grp = d.period AND "
		   "x.state = 'listed') + (SELECT count(*) FROM cover_target x WHERE ");
	listed_then(cx, q);
	sql_lit(q, ") ELSE d.whole END AS whole");
}

/* An approved change left a step of one of these kinds. */
static void changes_then(struct ctx *cx, struct sql *q)
{
	sql_lit(q, ", coalesce(d.changes, 0) - (SELECT count(*) FROM due_step s WHERE s.due = d.id "
		   "AND s.verb IN ('change', 'cancel') AND s.at > ");
	sql_stamp(q, cx->now);
	sql_lit(q, ") AS changes");
}

/* Counted as entry.c counts: days once, targets once, persons and items together. */
static void done_then(struct ctx *cx, struct sql *q)
{
	sql_lit(q, ", CASE WHEN d.kind IN ('quota', 'cover', 'draw') THEN (SELECT CASE "
		   "WHEN d.kind = 'cover' THEN count(DISTINCT e.target) "
		   "WHEN EXISTS (SELECT 1 FROM duty y WHERE y.id = d.duty AND "
		   "(y.text LIKE '%unit:person%' OR y.text LIKE '%unit:item%')) "
		   "THEN coalesce(sum(e.n), 0) ELSE count(DISTINCT e.day) END "
		   "FROM entry e WHERE e.due = d.id AND e.made <= ");
	sql_stamp(q, cx->now);
	sql_lit(q, " AND (e.state = 'counted' OR e.changed > ");
	sql_stamp(q, cx->now);
	sql_lit(q, ") AND NOT EXISTS (SELECT 1 FROM cover_target x WHERE x.duty = d.duty AND "
		   "x.grp = d.period AND x.name = e.target AND x.state = 'dropped' AND "
		   "x.changed <= ");
	sql_stamp(q, cx->now);
	sql_lit(q, ")) ELSE d.done END AS done");
}

void asof_duties(struct ctx *cx, struct sql *q)
{
	sql_lit(q, "(SELECT id, unit, to_unit, campaign, measure, role FROM duty WHERE ");
	if (!cx->past) {
		sql_lit(q, "state <> 'cancelled')");
		return;
	}
	sql_lit(q, "made <= ");
	sql_stamp(q, cx->now);
	/* Nothing happens to a duty after it was cancelled. */
	sql_lit(q, " AND (state <> 'cancelled' OR changed > ");
	sql_stamp(q, cx->now);
	sql_lit(q, "))");
}

void asof_from(struct ctx *cx, struct sql *q)
{
	if (!cx->past) {
		sql_lit(q, "due");
		return;
	}
	sql_lit(q, "(SELECT d.id, d.unit, d.version, d.made, d.changed, d.made_by, d.duty, "
		   "d.campaign, d.measure, d.to_unit, d.period, d.kind, d.asks, d.need, d.content, "
		   "d.from_day, d.first_day, d.provisional, d.node, coalesce(");
	last_step(cx, q, "state");
	/* Before its first step it was open, or it waited for its turn. */
	sql_lit(q, ", CASE WHEN d.state = 'waiting' OR EXISTS (SELECT 1 FROM due_step s "
		   "WHERE s.due = d.id AND s.verb IN ('open', 'skip')) THEN 'waiting' "
		   "ELSE 'open' END) AS state, coalesce(");
	last_step(cx, q, "due_day");
	sql_lit(q, ", d.first_day) AS due_day, coalesce(");
	last_step(cx, q, "due_min");
	sql_lit(q, ", d.due_min) AS due_min");
	sql_lit(q, ", CASE WHEN d.first_at <= ");
	sql_stamp(q, cx->now);
	sql_lit(q, " THEN d.late_min ELSE 0 END AS late_min");
	changes_then(cx, q);
	whole_then(cx, q);
	until_now(cx, q, "signed_at");
	until_now(cx, q, "first_at");
	/* Overwritten by each submission; the history keeps them all. */
	sql_lit(q, ", (SELECT max(s.at) FROM due_step s WHERE s.due = d.id AND s.verb = 'report' "
		   "AND s.at <= ");
	sql_stamp(q, cx->now);
	sql_lit(q, ") AS reported_at");
	until_now(cx, q, "accepted_at");
	done_then(cx, q);
	sql_lit(q, ", (SELECT s.doer FROM due_step s WHERE s.due = d.id AND s.verb = 'doer' "
		   "AND s.at <= ");
	sql_stamp(q, cx->now);
	sql_lit(q, " ORDER BY s.id DESC LIMIT 1) AS doer");
	sql_lit(q, " FROM due d WHERE d.made <= ");
	sql_stamp(q, cx->now);
	sql_lit(q, ")");
}

struct due_row *asof_load(struct ctx *cx, rid due)
{
	struct sql *q = sql_new(cx->a);
	struct due_row *d = NULL;
	sql_lit(q, "SELECT ");
	rec_columns(q, &due_kind);
	sql_lit(q, " FROM ");
	asof_from(cx, q);
	sql_lit(q, " due WHERE id = ");
	sql_rid(q, due);
	struct stmt *s = db_prep_sql(cx->db, q);
	if (db_step(s) == DB_ROW) {
		d = kind_row(&due_kind, cx->a);
		rec_read(cx, s, &due_kind, d);
	}
	db_done(s);
	return d;
}
