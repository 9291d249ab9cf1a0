/* squads.c — see squads.h. */
#include "campaign/squads.h"
#include "base/vec.h"
#include "core/actor.h"
#include "duty/entry.h"
#include "store/sql.h"

int squads_counts(struct ctx *cx, rid campaign, struct squad_count **out)
{
	VEC(struct squad_count) v = {0};
	struct sql *q = sql_new(cx->a);
	sql_lit(q, "SELECT x.id, y.squad, x.measure, x.period, m.heading, x.done, x.need, "
		   "x.due_day FROM (SELECT * FROM due WHERE campaign = ");
	sql_rid(q, campaign);
	sql_lit(q, " AND state <> 'cancelled' AND from_day <= ");
	sql_day(q, cx->today);
	sql_lit(q, " AND ");
	actor_scope(cx, q, "due.read", due_kind.scope_units);
	sql_lit(q, ") x JOIN duty y ON y.id = x.duty JOIN measure m ON m.id = x.measure WHERE "
		   "y.squad IS NOT NULL ORDER BY m.seq, x.measure, x.due_day DESC, y.squad, x.id");
	struct stmt *s = db_prep_sql(cx->db, q);
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &v) = (struct squad_count){.due = db_col_rid(s, 0),
			.squad = db_col_rid(s, 1),
			.measure = db_col_rid(s, 2),
			.period = str_dup(cx->a, db_col_text(s, 3)),
			.heading = str_dup(cx->a, db_col_text(s, 4)),
			.done = db_col_int(s, 5),
			.need = db_col_int(s, 6),
			.due_day = db_col_day(s, 7)};
	db_done(s);
	*out = v.at;
	return (int)v.n;
}

enum squad_met squads_met(const struct ctx *cx, const struct squad_count *c)
{
	struct due_row d = {.need = c->need, .done = c->done, .asks = ASK_COUNT};
	if (entry_met(&d))
		return SQUAD_MET;
	return c->due_day.n < cx->today.n ? SQUAD_SHORT : SQUAD_RUNNING;
}
