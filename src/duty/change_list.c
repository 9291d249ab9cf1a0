/* change_list.c — changes as screens list them, always within the actor's scope. */
#include "core/actor.h"
#include "core/past.h"
#include "core/rec.h"
#include "duty/change.h"
#include "store/sql.h"

/* A past day is looked at among so many of the newest. */
enum { PAST_MAX = 2000 };

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

static unsigned states_of(const struct change_filter *f)
{
	return f->mine_to_decide ? STATE_BIT(CHANGE_PROPOSED) : f->states;
}

/* Of a unit's changes, who reads the unit; of one of a whole measure also every unit that owes for
 * it: it is about its dates. */
static void add_scope(struct ctx *cx, struct sql *q, bool decide)
{
	if (decide) {
		actor_scope(cx, q, "due.approve", change_kind.scope_units);
		return;
	}
	sql_lit(q, "(");
	actor_scope(cx, q, change_kind.read_perm, change_kind.scope_units);
	sql_lit(q, " OR (reach = 'measure' AND measure IN (SELECT measure FROM duty WHERE ");
	actor_scope(cx, q, change_kind.read_perm, duty_kind.scope_units);
	sql_lit(q, ")))");
}

bool change_may_see(struct ctx *cx, rid id)
{
	struct sql *q = sql_new(cx->a);
	sql_lit(q, "SELECT 1 FROM due_change WHERE id = ");
	sql_rid(q, id);
	sql_lit(q, " AND ");
	add_scope(cx, q, false);
	return db_one_int(db_prep_sql(cx->db, q), 0) != 0;
}

static void add_where(struct ctx *cx, struct sql *q, const struct change_filter *f)
{
	sql_lit(q, " FROM due_change WHERE ");
	add_scope(cx, q, f->mine_to_decide);
	if (f->mine_to_decide) {
		sql_lit(q, " AND coalesce(made_by, 0) <> ");
		sql_int(q, cx->who->person.n);
	}
	/* What state it was in on a past day is not in the table. */
	if (!cx->past)
		add_states(q, states_of(f));
	if (f->campaign.n) {
		sql_lit(q, " AND campaign = ");
		sql_rid(q, f->campaign);
	}
	if (f->due)
		add_due(q, f->due);
}

/* As it stood then, and in a state that is asked for. */
static bool fits(struct ctx *cx, const struct change_filter *f, struct change_row *c)
{
	unsigned states = states_of(f);
	return past_turn(cx, &change_kind, c) &&
	       (states == 0 || (states & STATE_BIT(c->head.state)));
}

int change_list(struct ctx *cx, const struct change_filter *f, struct change_row ***out)
{
	struct sql *q = sql_new(cx->a);
	int all = 0, n = 0, most = cx->past ? PAST_MAX : f->max;
	struct change_row **at = arena_array(cx->a, (size_t)most + 1, sizeof *at);
	sql_lit(q, "SELECT ");
	rec_columns(q, &change_kind);
	add_where(cx, q, f);
	sql_lit(q, " ORDER BY id DESC LIMIT ");
	sql_int(q, most);
	struct stmt *s = db_prep_sql(cx->db, q);
	while (all < most && db_step(s) == DB_ROW) {
		at[all] = kind_row(&change_kind, cx->a);
		rec_read(cx, s, &change_kind, at[all++]);
	}
	db_done(s);
	for (int i = 0; i < all && n < f->max; i++)
		if (fits(cx, f, at[i]))
			at[n++] = at[i];
	*out = at;
	return n;
}

int64_t change_count(struct ctx *cx, const struct change_filter *f)
{
	struct sql *q = sql_new(cx->a);
	struct change_filter all = *f;
	struct change_row **rows;
	all.max = PAST_MAX;
	if (cx->past)
		return change_list(cx, &all, &rows);
	sql_lit(q, "SELECT count(*)");
	add_where(cx, q, f);
	return db_one_int(db_prep_sql(cx->db, q), 0);
}

int64_t change_waiting(struct ctx *cx)
{
	return change_count(cx, &(struct change_filter){.mine_to_decide = true});
}
