/* lead.c — see lead.h. */
#include "duty/lead.h"
#include "base/vec.h"
#include "core/actor.h"
#include "core/tree.h"
#include "duty/asof.h"
#include "store/sql.h"

enum { MINUTE_MS = 60000 };

/* Where the time of what is due today has passed too. */
static void add_past(struct ctx *cx, struct sql *q)
{
	sql_lit(q, ", coalesce(sum(CASE WHEN state IN ('open', 'returned') AND (due_day < ");
	sql_day(q, cx->today);
	sql_lit(q, " OR (due_day = ");
	sql_day(q, cx->today);
	sql_lit(q, " AND due_min < ");
	sql_int(q, (cx->now.ms - stamp_of_day(cx->today).ms) / MINUTE_MS);
	sql_lit(q, ")) THEN 1 ELSE 0 END), 0) FROM ");
}

static void count(struct ctx *cx, rid measure, struct lead_line *l)
{
	struct sql *q = sql_new(cx->a);
	sql_lit(q, "SELECT count(*), coalesce(sum(CASE WHEN state IN ('open', 'returned') THEN 1 "
		   "ELSE 0 END), 0)");
	add_past(cx, q);
	asof_from(cx, q);
	sql_lit(q, " due WHERE measure = ");
	sql_rid(q, measure);
	sql_lit(q, " AND unit = ");
	sql_rid(q, l->unit);
	sql_lit(q, " AND state NOT IN ('cancelled', 'before', 'waiting') AND "
		   "(from_day IS NULL OR from_day <= ");
	sql_day(q, cx->today);
	sql_lit(q, ") AND ");
	actor_scope(cx, q, "due.read", due_kind.scope_units);
	struct stmt *s = db_prep_sql(cx->db, q);
	if (db_step(s) == DB_ROW) {
		l->asked = db_col_int(s, 0);
		l->owes = db_col_int(s, 1);
		l->late = db_col_int(s, 2);
	}
	db_done(s);
}

int lead_lines(struct ctx *cx, rid measure, struct lead_line **out)
{
	VEC(struct lead_line) lines = {0};
	struct measure_unit *u;
	int n = plan_units(cx, measure, &u);
	for (int i = 0; i < n; i++)
		if (u[i].role == ROLE_LEAD && u[i].unit.n)
			*vec_add(cx->a, &lines) = (struct lead_line){
				.unit = u[i].unit, .name = tree_unit_name(cx, u[i].unit)};
	for (size_t i = 0; i < lines.n; i++) {
		lines.at[i].first = i == 0 && lines.n > 1;
		count(cx, measure, &lines.at[i]);
	}
	*out = lines.at;
	return (int)lines.n;
}
