/* list.c — see list.h. The page is cut before the joins, so that a list of fifty costs fifty names.
 */
#include "duty/list.h"
#include "base/bug.h"
#include "core/actor.h"
#include "core/rec.h"
#include "duty/asof.h"
#include "duty/sum.h"
#include "store/sql.h"

enum { FEW_UNITS = 4 };

/* `own`: within the few of one person, which are found by him and never by their states: those are
 * a tenth of everything. */
static void add_states(struct sql *q, unsigned states, bool own)
{
	bool first = true;
	if (states == 0)
		return;
	if (own)
		sql_lit(q, " AND coalesce(state, '') IN (");
	else
		sql_lit(q, " AND state IN (");
	for (int i = 0; i < due_kind.n_states; i++) {
		if (!(states & STATE_BIT(i)))
			continue;
		if (!first)
			sql_lit(q, ",");
		first = false;
		sql_text(q, str_of(due_kind.states[i].code));
	}
	sql_lit(q, ")");
}

static void add_id(struct sql *q, const char *col, rid id)
{
	if (id.n == 0)
		return;
	sql_lit(q, " AND ");
	sql_name(q, col);
	sql_lit(q, " = ");
	sql_rid(q, id);
}

static void add_narrowing(struct sql *q, const struct due_filter *f)
{
	add_id(q, "campaign", f->campaign);
	add_id(q, "measure", f->measure);
	add_id(q, "unit", f->unit);
	if (day_is_set(f->from)) {
		sql_lit(q, " AND due_day >= ");
		sql_day(q, f->from);
	}
	if (day_is_set(f->until)) {
		sql_lit(q, " AND due_day <= ");
		sql_day(q, f->until);
	}
	if (f->period.n) {
		sql_lit(q, " AND period = ");
		sql_text(q, f->period);
	}
}

/* Whether an index in the order of due days serves the filter; items of one measure or one period
 * are found by it and then sorted, and so are those of somebody with grants at many units. */
static bool by_day(struct ctx *cx, const struct due_filter *f)
{
	return !cx->past && f->measure.n == 0 && f->period.n == 0 &&
	       actor_reach(cx, f->perm) <= FEW_UNITS;
}

static void add_order(struct sql *q, const struct due_filter *f)
{
	if (f->newest)
		sql_lit(q, " ORDER BY due_day DESC, id DESC LIMIT ");
	else
		sql_lit(q, " ORDER BY due_day, id LIMIT ");
}

/* The first rows in one state whose unit in `cols` is within the scope. */
static void add_branch(struct ctx *cx, struct sql *q, const struct due_filter *f, unsigned states,
	const char *const *cols, int64_t most)
{
	sql_lit(q, "SELECT * FROM (SELECT id, due_day FROM ");
	asof_from(cx, q);
	sql_lit(q, " due WHERE ");
	actor_scope(cx, q, f->perm, cols);
	add_states(q, states, false);
	add_narrowing(q, f);
	add_order(q, f);
	sql_int(q, most);
	sql_lit(q, ") b");
}

/* What is one person's: everybody sees his own, whatever his roles. */
static void add_own(struct ctx *cx, struct sql *q, const struct due_filter *f)
{
	const char *const one[] = {f->col, NULL};
	for (int led = 0; led < 2; led++) {
		if (led)
			sql_lit(q, " UNION ");
		sql_lit(q, "SELECT id, due_day FROM ");
		asof_from(cx, q);
		if (led) {
			sql_lit(q, " due WHERE duty IN (SELECT y.id FROM squad q JOIN duty y ON "
				   "y.squad = q.id WHERE q.leader = ");
			sql_rid(q, f->doer);
			sql_lit(q, " UNION SELECT id FROM duty WHERE person = ");
		} else {
			sql_lit(q, " due WHERE (doer = ");
		}
		sql_rid(q, f->doer);
		sql_lit(q, ")");
		if (f->doer.n != cx->who->person.n) {
			sql_lit(q, " AND ");
			actor_scope(cx, q, f->perm, f->col ? one : due_kind.scope_units);
		}
		add_states(q, f->states, true);
		add_narrowing(q, f);
	}
}

/* The ids that can be on the page. One branch for each state and each unit column, so that every
 * branch reads an index in the order of the page and stops: of two million rows a page of fifty
 * touches a few hundred. UNION drops what two branches found. */
static void add_ids(struct ctx *cx, struct sql *q, const struct due_filter *f, int64_t most)
{
	const char *const one[] = {f->col ? f->col : "unit", NULL};
	const char *const *cols = f->col || actor_reach(cx, f->perm) < 0 ? one
									 : due_kind.scope_units;
	bool first = true;
	if (f->doer.n) {
		add_own(cx, q, f);
		return;
	}
	if (!by_day(cx, f)) {
		add_branch(cx, q, f, f->states, cols, most);
		return;
	}
	for (int i = 0; i < due_kind.n_states; i++)
		for (int k = 0; cols[k]; k++) {
			const char *const col[] = {cols[k], NULL};
			if (f->states && !(f->states & STATE_BIT(i)))
				continue;
			if (!first)
				sql_lit(q, " UNION ");
			first = false;
			add_branch(cx, q, f, STATE_BIT(i), col, most);
		}
}

static struct sql *select_lines(struct ctx *cx, const struct due_filter *f)
{
	struct sql *q = sql_new(cx->a);
	int64_t skip = (int64_t)f->page * f->per_page;
	sql_lit(q,
		"SELECT d.id, d.unit, d.state, d.version, d.duty, d.campaign, d.measure, "
		"d.to_unit, "
		"d.period, d.kind, d.asks, d.need, d.from_day, d.due_day, d.due_min, d.first_day, "
		"d.first_at, d.reported_at, d.late_min, d.provisional, m.heading, m.path, "
		"coalesce(u.short_name, u.name), coalesce(t.short_name, t.name), d.done, d.whole, "
		"coalesce(w.name, q.name), d.changes, e.name FROM (SELECT id FROM (");
	add_ids(cx, q, f, skip + f->per_page + 1);
	sql_lit(q, ") ids");
	add_order(q, f);
	sql_int(q, f->per_page + 1);
	sql_lit(q, " OFFSET ");
	sql_int(q, skip);
	sql_lit(q, ") p JOIN ");
	asof_from(cx, q);
	sql_lit(q, " d ON d.id = p.id JOIN measure m ON m.id = d.measure "
		   "JOIN unit u ON u.id = d.unit JOIN unit t ON t.id = d.to_unit "
		   "JOIN duty y ON y.id = d.duty LEFT JOIN person w ON w.id = y.person "
		   "LEFT JOIN squad q ON q.id = y.squad "
		   "LEFT JOIN person e ON e.id = d.doer");
	if (f->newest)
		sql_lit(q, " ORDER BY d.due_day DESC, d.id DESC");
	else
		sql_lit(q, " ORDER BY d.due_day, d.id");
	return q;
}

static void read_line(struct ctx *cx, struct stmt *s, struct due_line *l)
{
	struct due_row *d = &l->d;
	d->head.id = db_col_rid(s, 0);
	d->head.unit = db_col_rid(s, 1);
	d->head.state = kind_state(&due_kind, db_col_text(s, 2));
	d->head.version = db_col_int(s, 3);
	d->duty = db_col_rid(s, 4);
	d->campaign = db_col_rid(s, 5);
	d->measure = db_col_rid(s, 6);
	d->to_unit = db_col_rid(s, 7);
	d->period = str_dup(cx->a, db_col_text(s, 8));
	d->kind = due_kind_index(db_col_text(s, 9));
	d->asks = db_col_int(s, 10);
	d->need = db_col_int(s, 11);
	d->from_day = db_col_day(s, 12);
	d->due_day = db_col_day(s, 13);
	d->due_min = db_col_int(s, 14);
	d->first_day = db_col_day(s, 15);
	d->first_at = db_col_stamp(s, 16);
	d->reported_at = db_col_stamp(s, 17);
	d->late_min = db_col_int(s, 18);
	d->provisional = db_col_int(s, 19) != 0;
	l->heading = str_dup(cx->a, db_col_text(s, 20));
	l->path = str_dup(cx->a, db_col_text(s, 21));
	l->unit_name = str_dup(cx->a, db_col_text(s, 22));
	l->to_name = str_dup(cx->a, db_col_text(s, 23));
	d->done = db_col_int(s, 24);
	d->whole = db_col_int(s, 25);
	l->person = str_dup(cx->a, db_col_text(s, 26));
	d->changes = db_col_int(s, 27);
	l->doer = str_dup(cx->a, db_col_text(s, 28));
}

int due_list(struct ctx *cx, const struct due_filter *f, const struct light_rules *rules,
	struct due_line **out)
{
	struct due_line *at = arena_array(cx->a, (size_t)f->per_page + 1, sizeof *at);
	struct stmt *s = db_prep_sql(cx->db, select_lines(cx, f));
	int n = 0;
	while (n <= f->per_page && db_step(s) == DB_ROW)
		read_line(cx, s, &at[n++]);
	db_done(s);
	for (int i = 0; i < n; i++) {
		struct light_in in = light_now(&at[i].d);
		at[i].light = light_of(rules, &in, cx->cal, cx->now);
	}
	*out = at;
	return n;
}

/* Whether the kept totals know the answer. */
static bool in_totals(struct ctx *cx, const struct due_filter *f)
{
	return !cx->past && f->measure.n == 0 && f->unit.n == 0 && f->period.n == 0 &&
	       actor_reach(cx, f->perm) < 0;
}

static int64_t count_totals(struct ctx *cx, const struct due_filter *f)
{
	int64_t n = 0;
	for (int i = 0; i < due_kind.n_states; i++)
		if (f->states == 0 || f->states & STATE_BIT(i))
			n += sum_count(cx, f->campaign, due_kind.states[i].code, f->from, f->until);
	return n < DUE_COUNT_MOST ? n : DUE_COUNT_MOST;
}

int64_t due_count(struct ctx *cx, const struct due_filter *f)
{
	struct sql *q = sql_new(cx->a);
	if (f->doer.n) {
		sql_lit(q, "SELECT count(*) FROM (");
		add_own(cx, q, f);
		sql_lit(q, ") c");
		return db_one_int(db_prep_sql(cx->db, q), 0);
	}
	if (in_totals(cx, f))
		return count_totals(cx, f);
	const char *const one[] = {f->col, NULL};
	const char *const *cols = f->col ? one : due_kind.scope_units;
	/* By column, so that each is counted in its index alone; UNION drops what both found. */
	sql_lit(q, "SELECT count(*) FROM (");
	for (int k = 0; cols[k]; k++) {
		const char *const col[] = {cols[k], NULL};
		if (k)
			sql_lit(q, " UNION ");
		sql_lit(q, "SELECT * FROM (SELECT id FROM ");
		asof_from(cx, q);
		sql_lit(q, " due WHERE ");
		actor_scope(cx, q, f->perm, col);
		add_states(q, f->states, false);
		add_narrowing(q, f);
		sql_lit(q, " LIMIT ");
		sql_int(q, DUE_COUNT_MOST);
		sql_lit(q, ") b");
	}
	sql_lit(q, " LIMIT ");
	sql_int(q, DUE_COUNT_MOST);
	sql_lit(q, ") c");
	return db_one_int(db_prep_sql(cx->db, q), 0);
}

struct str due_count_say(struct ctx *cx, int64_t n)
{
	if (n >= DUE_COUNT_MOST)
		return str_fmt(cx->a, "%d+", DUE_COUNT_MOST - 1);
	return str_fmt(cx->a, "%lld", (long long)n);
}
