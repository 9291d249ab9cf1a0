/* change_list.c — changes as screens list them, always within the actor's scope. */
#include "core/actor.h"
#include "core/rec.h"
#include "duty/change.h"
#include "store/sql.h"

static void add_states(struct sql *q, unsigned states)
{
	bool first = true;
	if (states == 0)
		return;
	sql_lit(q, " AND state IN (");
	for (int i = 0; i < change_kind.n_states; i++) {
		if (!(states & STATE_BIT(i)))
			continue;
		if (!first)
			sql_lit(q, ",");
		first = false;
		sql_text(q, str_of(change_kind.states[i].code));
	}
	sql_lit(q, ")");
}

/* A change of a duty or a measure is also one of each of its items. */
static void add_due(struct sql *q, const struct due_row *d)
{
	sql_lit(q, " AND (due = ");
	sql_rid(q, d->head.id);
	sql_lit(q, " OR (reach = 'duty' AND duty = ");
	sql_rid(q, d->duty);
	sql_lit(q, ") OR (reach = 'measure' AND measure = ");
	sql_rid(q, d->measure);
	sql_lit(q, "))");
}

static void add_where(struct ctx *cx, struct sql *q, const struct change_filter *f)
{
	sql_lit(q, " FROM due_change WHERE ");
	actor_scope(cx, q, f->mine_to_decide ? "due.approve" : change_kind.read_perm,
		change_kind.scope_units);
	if (f->mine_to_decide) {
		sql_lit(q, " AND state = 'proposed' AND coalesce(made_by, 0) <> ");
		sql_int(q, cx->who->person.n);
	}
	add_states(q, f->states);
	if (f->campaign.n) {
		sql_lit(q, " AND campaign = ");
		sql_rid(q, f->campaign);
	}
	if (f->due)
		add_due(q, f->due);
}

int change_list(struct ctx *cx, const struct change_filter *f, struct change_row ***out)
{
	struct sql *q = sql_new(cx->a);
	struct change_row **at = arena_array(cx->a, (size_t)f->max + 1, sizeof *at);
	int n = 0;
	sql_lit(q, "SELECT ");
	rec_columns(q, &change_kind);
	add_where(cx, q, f);
	sql_lit(q, " ORDER BY id DESC LIMIT ");
	sql_int(q, f->max);
	struct stmt *s = db_prep_sql(cx->db, q);
	while (n < f->max && db_step(s) == DB_ROW) {
		at[n] = kind_row(&change_kind, cx->a);
		rec_read(cx, s, &change_kind, at[n++]);
	}
	db_done(s);
	*out = at;
	return n;
}

int64_t change_count(struct ctx *cx, const struct change_filter *f)
{
	struct sql *q = sql_new(cx->a);
	sql_lit(q, "SELECT count(*)");
	add_where(cx, q, f);
	return db_one_int(db_prep_sql(cx->db, q), 0);
}

int64_t change_waiting(struct ctx *cx)
{
	return change_count(cx, &(struct change_filter){.mine_to_decide = true});
}
