/* hold.c — see hold.h. */
#include "duty/hold.h"
#include "base/bug.h"
#include "base/vec.h"
#include "core/actor.h"
#include "core/rec.h"
#include "duty/asof.h"
#include "duty/claim.h"
#include "duty/task.h"
#include "store/sql.h"

struct named {
	rid record, person;
};

/* A record of the part `p` that was not given up: `gone` is the state of one that was. */
static void some_of(struct ctx *cx, struct sql *q, const char *table, const char *gone)
{
	sql_name(q, table);
	sql_lit(q, " x WHERE x.measure = p.measure AND x.unit = p.unit AND ");
	if (cx->past) {
		sql_lit(q, "x.made <= ");
		sql_stamp(q, cx->now);
		sql_lit(q, " AND (x.changed > ");
		sql_stamp(q, cx->now);
		sql_lit(q, " OR ");
	}
	sql_lit(q, "x.state <> ");
	sql_text(q, str_of(gone));
	if (cx->past)
		sql_lit(q, ")");
}

static void one_of(struct ctx *cx, struct sql *q, const char *table, const char *gone)
{
	sql_lit(q, ", CASE WHEN EXISTS (SELECT 1 FROM ");
	some_of(cx, q, table, gone);
}

/* Who a record names, where that was another than now: such hand-overs stand in the log only. */
static rid named_then(struct ctx *cx, const struct kind *k, rid id)
{
	const void *row = rec_load(cx, k, id);
	if (row == NULL)
		return RID_NONE;
	return k == &claim_kind ? ((const struct claim_row *)row)->person
				: ((const struct task_row *)row)->person;
}

static int changed_since(struct ctx *cx, const struct kind *k, rid campaign, struct named **out)
{
	struct sql *q = sql_new(cx->a);
	VEC(struct named) at = {0};
	sql_lit(q, "SELECT x.id, x.person FROM ");
	sql_name(q, k->table);
	sql_lit(q, " x JOIN measure m ON m.id = x.measure WHERE m.campaign = ");
	sql_rid(q, campaign);
	sql_lit(q, " AND x.made <= ");
	sql_stamp(q, cx->now);
	sql_lit(q, " AND x.changed > ");
	sql_stamp(q, cx->now);
	sql_lit(q, " ORDER BY x.id");
	struct stmt *s = db_prep_sql(cx->db, q);
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &at) = (struct named){db_col_rid(s, 0), db_col_rid(s, 1)};
	db_done(s);
	*out = at.at;
	return (int)at.n;
}

/* Whom a record of the alias x names. A claim and a step always name somebody. */
static void add_named(struct ctx *cx, struct sql *q, const struct kind *k, rid campaign)
{
	struct named *at = NULL;
	int n = cx->past ? changed_since(cx, k, campaign, &at) : 0;
	bool any = false;
	for (int i = 0; i < n; i++) {
		rid then = named_then(cx, k, at[i].record);
		if (then.n == at[i].person.n)
			continue;
		if (!any)
			sql_lit(q, "CASE x.id");
		sql_lit(q, " WHEN ");
		sql_rid(q, at[i].record);
		sql_lit(q, " THEN ");
		sql_rid(q, then);
		any = true;
	}
	if (any)
		sql_lit(q, " ELSE x.person END");
	else
		sql_lit(q, "x.person");
}

/* The first who is named: for the claim, for a step of the unit's own plan, or for an item. */
static void add_person(struct ctx *cx, struct sql *q, rid campaign)
{
	sql_lit(q, ", coalesce((SELECT min(");
	add_named(cx, q, &claim_kind, campaign);
	sql_lit(q, ") FROM ");
	some_of(cx, q, "claim", "dropped");
	sql_lit(q, "), (SELECT min(");
	add_named(cx, q, &task_kind, campaign);
	sql_lit(q, ") FROM ");
	some_of(cx, q, "task", "dropped");
	sql_lit(q, "), o.doer) AS person");
}

static void add_flags(struct ctx *cx, struct sql *q, rid campaign)
{
	add_person(cx, q, campaign);
	one_of(cx, q, "claim", "dropped");
	sql_lit(q, ") THEN 1 ELSE 0 END AS claimed");
	one_of(cx, q, "inclusion", "out");
	sql_lit(q, " AND x.place = 'points') THEN 1 ELSE 0 END AS points");
	one_of(cx, q, "inclusion", "out");
	sql_lit(q, " AND x.place = 'assessment') THEN 1 ELSE 0 END AS assessment");
}

/* Who does an item. */
static void add_doers(struct ctx *cx, struct sql *q, rid campaign)
{
	sql_lit(q, "(SELECT measure, unit, min(doer) AS doer FROM ");
	asof_from(cx, q);
	sql_lit(q, " d WHERE doer IS NOT NULL AND campaign = ");
	sql_rid(q, campaign);
	sql_lit(q, " GROUP BY measure, unit)");
}

/* FROM this: the parts within the scope with what holds them. */
static void add_parts(struct ctx *cx, struct sql *q, const struct hold_in *in)
{
	sql_lit(q, "(SELECT p.measure, p.unit");
	add_flags(cx, q, in->campaign);
	sql_lit(q, " FROM (SELECT DISTINCT measure, unit FROM ");
	asof_duties(cx, q);
	sql_lit(q, " y WHERE campaign = ");
	sql_rid(q, in->campaign);
	sql_lit(q, " AND role <> 'coop' AND ");
	actor_scope(cx, q, "due.read", duty_kind.scope_units);
	if (in->unit.n) {
		sql_lit(q, " AND unit = ");
		sql_rid(q, in->unit);
	}
	sql_lit(q, ") p LEFT JOIN ");
	add_doers(cx, q, in->campaign);
	sql_lit(q, " o ON o.measure = p.measure AND o.unit = p.unit) h");
}

static void add_view(struct sql *q, enum hold_view view)
{
	switch (view) {
	case HOLD_UNNAMED:
		sql_lit(q, " WHERE h.person IS NULL");
		return;
	case HOLD_UNCLAIMED:
		sql_lit(q, " WHERE h.claimed = 0");
		return;
	case HOLD_NEITHER:
		sql_lit(q, " WHERE h.points + h.assessment = 0");
		return;
	case HOLD_NO_POINTS:
		sql_lit(q, " WHERE h.points = 0");
		return;
	case HOLD_NO_ASSESSMENT:
		sql_lit(q, " WHERE h.assessment = 0");
		return;
	case HOLD_ALL:
	case HOLD_VIEWS:
		return;
	}
}

static void add_page(struct sql *q, const struct hold_in *in)
{
	sql_lit(q, " LIMIT ");
	sql_int(q, in->per_page + 1);
	sql_lit(q, " OFFSET ");
	sql_int(q, (int64_t)in->page * in->per_page);
}

int hold_list(struct ctx *cx, const struct hold_in *in, struct hold_line **out)
{
	struct sql *q = sql_new(cx->a);
	VEC(struct hold_line) lines = {0};
	sql_lit(q, "SELECT h.measure, h.unit, m.path, m.heading, u.name, a.name, h.claimed, "
		   "h.points, h.assessment FROM ");
	add_parts(cx, q, in);
	sql_lit(q, " JOIN measure m ON m.id = h.measure JOIN unit u ON u.id = h.unit "
		   "LEFT JOIN person a ON a.id = h.person");
	add_view(q, in->view);
	sql_lit(q, " ORDER BY m.seq, m.id, u.sort, u.id");
	add_page(q, in);
	struct stmt *s = db_prep_sql(cx->db, q);
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &lines) = (struct hold_line){.measure = db_col_rid(s, 0),
			.unit = db_col_rid(s, 1),
			.path = str_dup(cx->a, db_col_text(s, 2)),
			.heading = str_dup(cx->a, db_col_text(s, 3)),
			.unit_name = str_dup(cx->a, db_col_text(s, 4)),
			.person = str_dup(cx->a, db_col_text(s, 5)),
			.claimed = db_col_int(s, 6),
			.points = db_col_int(s, 7),
			.assessment = db_col_int(s, 8)};
	db_done(s);
	*out = lines.at;
	return (int)lines.n;
}

#define ONE_IF(what) ", coalesce(sum(CASE WHEN " what " THEN 1 ELSE 0 END), 0)"
#define SUMS                                                                                       \
	"count(*)" ONE_IF("h.person IS NOT NULL") ONE_IF("h.claimed = 1") ONE_IF("h.points = 1")   \
		ONE_IF("h.assessment = 1") ONE_IF("h.points + h.assessment = 0")

static struct hold_sum read_sum(struct stmt *s, int at)
{
	return (struct hold_sum){.parts = db_col_int(s, at),
		.named = db_col_int(s, at + 1),
		.claimed = db_col_int(s, at + 2),
		.points = db_col_int(s, at + 3),
		.assessment = db_col_int(s, at + 4),
		.neither = db_col_int(s, at + 5)};
}

struct hold_sum hold_sum(struct ctx *cx, const struct hold_in *in)
{
	struct sql *q = sql_new(cx->a);
	struct hold_sum sum = {0};
	sql_lit(q, "SELECT " SUMS " FROM ");
	add_parts(cx, q, in);
	struct stmt *s = db_prep_sql(cx->db, q);
	if (db_step(s) == DB_ROW)
		sum = read_sum(s, 0);
	db_done(s);
	return sum;
}

int64_t hold_count(const struct hold_sum *s, enum hold_view view)
{
	switch (view) {
	case HOLD_UNNAMED:
		return s->parts - s->named;
	case HOLD_UNCLAIMED:
		return s->parts - s->claimed;
	case HOLD_NEITHER:
		return s->neither;
	case HOLD_NO_POINTS:
		return s->parts - s->points;
	case HOLD_NO_ASSESSMENT:
		return s->parts - s->assessment;
	case HOLD_ALL:
	case HOLD_VIEWS:
		break;
	}
	return s->parts;
}

struct hold_measures hold_measures(struct ctx *cx, const struct hold_in *in)
{
	struct sql *q = sql_new(cx->a);
	struct hold_measures m = {0};
	sql_lit(q, "SELECT count(*), coalesce(sum(named), 0) FROM (SELECT min(CASE WHEN h.person "
		   "IS NULL THEN 0 ELSE 1 END) AS named FROM ");
	add_parts(cx, q, in);
	sql_lit(q, " GROUP BY h.measure) g");
	struct stmt *s = db_prep_sql(cx->db, q);
	if (db_step(s) == DB_ROW)
		m = (struct hold_measures){db_col_int(s, 0), db_col_int(s, 1)};
	db_done(s);
	return m;
}

int hold_units(struct ctx *cx, const struct hold_in *in, struct hold_unit **out)
{
	struct sql *q = sql_new(cx->a);
	VEC(struct hold_unit) units = {0};
	sql_lit(q, "SELECT u.id, u.name, " SUMS " FROM ");
	add_parts(cx, q, in);
	sql_lit(q, " JOIN unit u ON u.id = h.unit GROUP BY u.id, u.name, u.sort "
		   "ORDER BY u.sort, u.id");
	add_page(q, in);
	struct stmt *s = db_prep_sql(cx->db, q);
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &units) = (struct hold_unit){.unit = db_col_rid(s, 0),
			.name = str_dup(cx->a, db_col_text(s, 1)),
			.sum = read_sum(s, 2)};
	db_done(s);
	*out = units.at;
	return (int)units.n;
}
