/* tally.c — see tally.h. */
#include "duty/tally.h"
#include "base/bug.h"
#include "core/actor.h"
#include "duty/asof.h"
#include "duty/sum_int.h"

#include <stdlib.h>

enum { MINUTE_MS = 60000 };

static const struct schema_col cols[] = {
	SUM_KEY("campaign", COL_RID),
	SUM_KEY("measure", COL_RID),
	SUM_KEY("to_unit", COL_RID),
	SUM_KEY("state", COL_TEXT),
	SUM_KEY("kind", COL_TEXT),
	SUM_KEY("every", COL_TEXT),
	SUM_KEY("due_day", COL_DAY),
	SUM_KEY("due_min", COL_INT),
	SUM_KEY("from_day", COL_DAY),
	SUM_KEY("done", COL_INT),
	SUM_KEY("need", COL_INT),
	SUM_KEY("handed", COL_TEXT),
	{"n", COL_INT, COL_NOT_NULL, NULL},
};

static const struct schema_table tables[] = {
	{.name = "due_tally", .cols = cols, .n_cols = NELEM(cols), .clustered = true},
};

#define KEYS "campaign, measure, to_unit, " LIGHT_KEYS ", handed"
#define HANDED(r)                                                                                  \
	"CASE WHEN " r "first_at IS NULL THEN '-' "                                                \
	"WHEN coalesce(" r "late_min, 0) > 0 THEN 'late' ELSE 'on' END"
#define GROUP(r)                                                                                   \
	"coalesce(" r "campaign, 0), coalesce(" r "measure, 0), "                                  \
	"coalesce(" r "to_unit, 0), " LIGHT_GROUP(r) ", " HANDED(r)
#define PLUS                                                                                       \
	"INSERT INTO due_tally (" KEYS ", n) VALUES (" GROUP(                                      \
		"NEW.") ", 1) ON CONFLICT (" KEYS ") DO UPDATE SET n = due_tally.n + 1;"
#define MINUS "UPDATE due_tally SET n = n - 1 WHERE (" KEYS ") = (" GROUP("OLD.") ");"
#define WATCHED                                                                                    \
	"campaign, measure, to_unit, state, kind, period, due_day, due_min, "                      \
	"from_day, done, need, whole, first_at, late_min"
#define FILL "INSERT INTO due_tally (" KEYS ", n) SELECT " GROUP("") ", count(*) FROM due "
#define TAKE                                                                                       \
	"GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 "                                          \
	"ON CONFLICT (" KEYS ") DO UPDATE SET n = due_tally.n + excluded.n"

static const char lite[] = FILL "WHERE true " TAKE ";\n"
				"CREATE TRIGGER due_tally_change AFTER UPDATE OF " WATCHED
				" ON due BEGIN " MINUS " " PLUS " END;\n"
				"CREATE TRIGGER due_tally_gone AFTER DELETE ON due BEGIN " MINUS
				" END;\n";

static const char pg[] = FILL
	"WHERE true " TAKE ";\n"
	"CREATE FUNCTION due_tally_count() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN\n"
	"\t" MINUS "\n\tIF TG_OP = 'UPDATE' THEN " PLUS " END IF;\n\tRETURN NULL;\nEND $$;\n"
	"CREATE TRIGGER due_tally_gone AFTER DELETE ON due FOR EACH ROW "
	"EXECUTE FUNCTION due_tally_count();\n"
	"CREATE TRIGGER due_tally_change AFTER UPDATE OF " WATCHED
	" ON due FOR EACH ROW EXECUTE FUNCTION due_tally_count();\n";

const struct schema_part tally_part = {
	.name = "due_tally", .tables = tables, .n_tables = NELEM(tables), .sqlite = lite, .pg = pg};

enum flow_code tally_add(struct ctx *cx, rid first, rid last)
{
	struct stmt *s = db_prep(cx->db, FILL "WHERE id BETWEEN ? AND ? " TAKE);
	db_rid(s, 1, first);
	db_rid(s, 2, last);
	return flow_of_db(db_run(s));
}

struct tally tally_none(void)
{
	return (struct tally){.next = DAY_NONE};
}

void tally_plus(struct tally *sum, const struct tally *t)
{
	sum->all += t->all;
	sum->on_time += t->on_time;
	sum->late += t->late;
	for (int i = 0; i < LIGHTS; i++)
		sum->n[i] += t->n[i];
	sum->waits += t->waits;
	sum->back += t->back;
	sum->done += t->done;
	sum->overdue += t->overdue;
	if (day_is_set(t->next) && (!day_is_set(sum->next) || t->next.n < sum->next.n))
		sum->next = t->next;
}

/* ---- reading ---- */

/* The table for whoever sees everything now; otherwise the same groups from the items themselves.
 * Items alike for a light come together: it is worked out once for all of them. */
static void select_groups(struct ctx *cx, struct sql *q, rid campaign, int year)
{
	bool kept = actor_reach(cx, "due.read") < 0 && !cx->past;
	sql_lit(q, "SELECT measure, " LIGHT_KEYS ", handed, sum(n) FROM ");
	if (kept) {
		sql_lit(q, "due_tally");
	} else {
		sql_lit(q, "(SELECT " KEYS ", n FROM due_tally WHERE 1 = 0 UNION ALL SELECT " GROUP(
				   "") ", 1 FROM ");
		asof_from(cx, q);
		sql_lit(q, " due WHERE campaign = ");
		sql_rid(q, campaign);
		sql_lit(q, " AND ");
		actor_scope(cx, q, "due.read", due_kind.scope_units);
		sql_lit(q, ") due_tally");
	}
	sql_lit(q, " WHERE campaign = ");
	sql_rid(q, campaign);
	sql_lit(q, " AND state NOT IN ('cancelled', 'before') AND n > 0");
	sum_in_year(q, year);
	sql_lit(q, " GROUP BY measure, " LIGHT_KEYS ", handed ORDER BY " LIGHT_KEYS);
}

static bool same_in(const struct light_in *a, const struct light_in *b)
{
	return a->state == b->state && a->kind == b->kind && a->every == b->every &&
	       a->due_day.n == b->due_day.n && a->due_min == b->due_min &&
	       a->from_day.n == b->from_day.n && a->done == b->done && a->need == b->need;
}

static int by_measure(const void *x, const void *y)
{
	const struct tally_line *a = x, *b = y;
	return (a->measure.n > b->measure.n) - (a->measure.n < b->measure.n);
}

static struct tally_line *line_of(struct tally_line *at, int n, rid measure)
{
	struct tally_line want = {.measure = measure};
	return bsearch(&want, at, (size_t)n, sizeof *at, by_measure);
}

struct tally tally_find(const struct tally_line *at, int n, rid measure)
{
	struct tally_line want = {.measure = measure};
	const struct tally_line *hit = bsearch(&want, at, (size_t)n, sizeof *at, by_measure);
	return hit ? hit->t : tally_none();
}

/* Every measure of the campaign, by id. */
static int measures_of(struct ctx *cx, rid campaign, struct tally_line **out)
{
	struct stmt *s = db_prep(cx->db, "SELECT count(*) FROM measure WHERE campaign = ?");
	db_rid(s, 1, campaign);
	int64_t most = db_one_int(s, 0);
	struct tally_line *at = arena_array(cx->a, (size_t)most + 1, sizeof *at);
	int n = 0;
	s = db_prep(cx->db, "SELECT id FROM measure WHERE campaign = ? ORDER BY id");
	db_rid(s, 1, campaign);
	while (n < most && db_step(s) == DB_ROW)
		at[n++] = (struct tally_line){db_col_rid(s, 0), tally_none()};
	db_done(s);
	*out = at;
	return n;
}

/* To the minute, as the lights are. */
static bool is_past(struct ctx *cx, const struct light_in *in)
{
	if (!day_is_set(in->due_day) || in->due_day.n != cx->today.n)
		return day_is_set(in->due_day) && in->due_day.n < cx->today.n;
	return in->due_min < (cx->now.ms - stamp_of_day(cx->today).ms) / MINUTE_MS;
}

/* `k` items alike under one light. */
static struct tally of_group(
	struct ctx *cx, const struct light_in *in, enum light light, struct str handed, int64_t k)
{
	bool owed = in->state == DUE_OPEN || in->state == DUE_RETURNED;
	struct tally t = {.all = k,
		.on_time = str_eq(handed, S("on")) ? k : 0,
		.late = str_eq(handed, S("late")) ? k : 0,
		.waits = in->state == DUE_REPORTED ? k : 0,
		.back = in->state == DUE_RETURNED ? k : 0,
		.done = in->state == DUE_ACCEPTED ? k : 0,
		.overdue = owed && is_past(cx, in) ? k : 0,
		.next = owed ? in->due_day : DAY_NONE};
	t.n[light] = k;
	return t;
}

int tally_load(struct ctx *cx, rid campaign, int year, struct tally_line **out)
{
	struct light_rules rules = light_load(cx);
	struct light_in in = {0}, last = {0};
	struct light_out light = {0};
	struct sql *q = sql_new(cx->a);
	int n = measures_of(cx, campaign, out);
	bool first = true;
	select_groups(cx, q, campaign, year);
	struct stmt *s = db_prep_sql(cx->db, q);
	for (; db_step(s) == DB_ROW; first = false, last = in) {
		struct tally_line *l = line_of(*out, n, db_col_rid(s, 0));
		in = sum_light_in(s, 1);
		if (first || !same_in(&in, &last))
			light = light_of(&rules, &in, cx->cal, cx->now);
		if (l == NULL)
			continue;
		struct tally t = of_group(
			cx, &in, light.light, db_col_text(s, 9), db_col_int(s, 10));
		tally_plus(&l->t, &t);
	}
	db_done(s);
	return n;
}
