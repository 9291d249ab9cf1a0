/* claim.c — see claim.h: reading; the rules of the steps stand with the kind. */
#include "duty/claim.h"
#include "base/vec.h"
#include "core/actor.h"
#include "core/past.h"
#include "core/rec.h"
#include "core/tree.h"
#include "duty/asof.h"
#include "store/sql.h"

bool claim_is_head(struct ctx *cx, rid unit)
{
	rid head = tree_head(cx, unit, cx->today);
	if (head.n == 0)
		return false;
	return head.n == cx->who->person.n ||
	       tree_acting_for(cx, head, cx->today).n == cx->who->person.n;
}

int claim_list(struct ctx *cx, rid measure, rid unit, struct claim_row ***out)
{
	struct sql *q = sql_new(cx->a);
	VEC(struct claim_row *) rows = {0};
	sql_lit(q, "SELECT ");
	rec_columns(q, &claim_kind);
	sql_lit(q, " FROM claim WHERE measure = ");
	sql_rid(q, measure);
	sql_lit(q, " AND unit = ");
	sql_rid(q, unit);
	sql_lit(q, " ORDER BY id");
	struct stmt *s = db_prep_sql(cx->db, q);
	while (db_step(s) == DB_ROW) {
		struct claim_row *c = kind_row(&claim_kind, cx->a);
		rec_read(cx, s, &claim_kind, c);
		*vec_add(cx->a, &rows) = c;
	}
	db_done(s);
	int n = 0;
	for (size_t i = 0; i < rows.n; i++)
		if (past_turn(cx, &claim_kind, rows.at[i]) &&
			rows.at[i]->head.state != CLAIM_DROPPED)
			rows.at[n++] = rows.at[i];
	*out = rows.at;
	return n;
}

int claim_lines(struct ctx *cx, const struct measure_row *m, struct claim_line **out)
{
	struct sql *q = sql_new(cx->a);
	VEC(struct claim_line) units = {0}, lines = {0};
	sql_lit(q, "SELECT u.id, u.name FROM (SELECT DISTINCT unit FROM ");
	asof_duties(cx, q);
	sql_lit(q, " y WHERE measure = ");
	sql_rid(q, m->head.id);
	sql_lit(q, " AND role <> 'coop' AND ");
	actor_scope(cx, q, "due.read", duty_kind.scope_units);
	sql_lit(q, ") d JOIN unit u ON u.id = d.unit ORDER BY u.sort, u.id");
	struct stmt *s = db_prep_sql(cx->db, q);
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &units) = (struct claim_line){
			.unit = db_col_rid(s, 0), .name = str_dup(cx->a, db_col_text(s, 1))};
	db_done(s);
	for (size_t i = 0; i < units.n; i++) {
		struct claim_row **c;
		int n = claim_list(cx, m->head.id, units.at[i].unit, &c);
		if (n == 0)
			*vec_add(cx->a, &lines) = units.at[i];
		for (int k = 0; k < n; k++) {
			struct claim_line *l = vec_add(cx->a, &lines);
			*l = units.at[i];
			l->claim = c[k];
		}
	}
	*out = lines.at;
	return (int)lines.n;
}
