/* sum.c — see sum.h. */
#include "duty/sum.h"
#include "base/bug.h"
#include "core/actor.h"
#include "duty/asof.h"
#include "duty/sum_int.h"
#include "duty/tally.h"
#include "store/sql.h"

/* What a light looks at: the first columns of both keys. */
#define LIGHT_COLS                                                                                 \
	SUM_KEY("campaign", COL_RID), SUM_KEY("state", COL_TEXT), SUM_KEY("kind", COL_TEXT),       \
		SUM_KEY("every", COL_TEXT), SUM_KEY("due_day", COL_DAY),                           \
		SUM_KEY("due_min", COL_INT), SUM_KEY("from_day", COL_DAY),                         \
		SUM_KEY("done", COL_INT), SUM_KEY("need", COL_INT)

/* The key is in the order in which a campaign's sums are read; done and need are of quotas and
 * coverage, as entry_need() has it. */
static const struct schema_col cols[] = {
	LIGHT_COLS,
	SUM_KEY("unit", COL_RID),
	SUM_KEY("to_unit", COL_RID),
	{"n", COL_INT, COL_NOT_NULL, NULL},
};

static const struct schema_table tables[] = {
	{.name = "due_sum", .cols = cols, .n_cols = NELEM(cols), .clustered = true},
};

/* The same without units: what someone who may see everything sums. */
static const struct schema_col total_cols[] = {LIGHT_COLS, {"n", COL_INT, COL_NOT_NULL, NULL}};

/* For what is counted over all campaigns: years of finished days stay out of the way. */
static const struct schema_index total_index[] = {{.cols = {"state", "due_day"}}};

static const struct schema_table total_tables[] = {
	{.name = "due_total",
		.cols = total_cols,
		.n_cols = NELEM(total_cols),
		.index = total_index,
		.n_index = NELEM(total_index),
		.clustered = true},
};

/* Who owes anything in a campaign: the columns of its matrix. */
static const struct schema_col owes_cols[] = {
	SUM_KEY("campaign", COL_RID),
	SUM_KEY("unit", COL_RID),
};

static const struct schema_table owes_tables[] = {
	{.name = "duty_unit", .cols = owes_cols, .n_cols = NELEM(owes_cols), .clustered = true},
};

#define TOTAL_KEYS "campaign, " LIGHT_KEYS
#define KEYS       TOTAL_KEYS ", unit, to_unit"
/* The group of a due item; `r` is NEW., OLD. or nothing. */
#define GROUP(r)                                                                                   \
	"coalesce(" r "campaign, 0), " LIGHT_GROUP(r) ", " r "unit, coalesce(" r "to_unit, 0)"
#define PLUS                                                                                       \
	"INSERT INTO due_sum (" KEYS                                                               \
	", n) VALUES (" GROUP("NEW.") ", 1) "                                                      \
				      "ON CONFLICT (" KEYS ") DO UPDATE SET n = due_sum.n + 1;"
#define MINUS "UPDATE due_sum SET n = n - 1 WHERE (" KEYS ") = (" GROUP("OLD.") ");"
#define WATCHED                                                                                    \
	"campaign, state, kind, period, due_day, due_min, from_day, done, whole, unit, to_unit"
#define FILL "INSERT INTO due_sum (" KEYS ", n) SELECT " GROUP("") ", count(*) FROM due "
#define TAKE                                                                                       \
	"GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 "                                              \
	"ON CONFLICT (" KEYS ") DO UPDATE SET n = due_sum.n + excluded.n"

/* No trigger for new items: it would run two million times where one statement does (sum_add). */
static const char lite[] = FILL "WHERE true " TAKE ";\n"
				"CREATE TRIGGER due_sum_change AFTER UPDATE OF " WATCHED
				" ON due BEGIN " MINUS " " PLUS " END;\n"
				"CREATE TRIGGER due_sum_gone AFTER DELETE ON due BEGIN " MINUS
				" END;\n";

static const char pg[] = FILL
	"WHERE true " TAKE ";\n"
	"CREATE FUNCTION due_sum_count() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN\n"
	"\t" MINUS "\n\tIF TG_OP = 'UPDATE' THEN " PLUS " END IF;\n\tRETURN NULL;\nEND $$;\n"
	"CREATE TRIGGER due_sum_gone AFTER DELETE ON due FOR EACH ROW "
	"EXECUTE FUNCTION due_sum_count();\n"
	"CREATE TRIGGER due_sum_change AFTER UPDATE OF " WATCHED
	" ON due FOR EACH ROW EXECUTE FUNCTION due_sum_count();\n";

const struct schema_part sum_part = {
	.name = "due_sum", .tables = tables, .n_tables = NELEM(tables), .sqlite = lite, .pg = pg};

#define TOTAL_OF(r)                                                                                \
	r "campaign, " r "state, " r "kind, " r "every, " r "due_day, " r "due_min, " r            \
	  "from_day, " r "done, " r "need"
#define TOTAL_FILL                                                                                 \
	"INSERT INTO due_total (" TOTAL_KEYS ", n) SELECT " TOTAL_KEYS ", sum(n) FROM due_sum "    \
	"GROUP BY " TOTAL_KEYS ";\n"
#define TOTAL_NEW                                                                                  \
	"INSERT INTO due_total (" TOTAL_KEYS                                                       \
	", n) VALUES (" TOTAL_OF("NEW.") ", NEW.n) "                                               \
					 "ON CONFLICT (" TOTAL_KEYS                                \
					 ") DO UPDATE SET n = due_total.n + excluded.n;"
#define TOTAL_CHANGE                                                                               \
	"UPDATE due_total SET n = n + NEW.n - OLD.n "                                              \
	"WHERE (" TOTAL_KEYS ") = (" TOTAL_OF("NEW.") ");"

static const char total_lite[] = TOTAL_FILL
	"CREATE TRIGGER due_total_new AFTER INSERT ON due_sum BEGIN " TOTAL_NEW " END;\n"
	"CREATE TRIGGER due_total_change AFTER UPDATE OF n ON due_sum BEGIN " TOTAL_CHANGE
	" END;\n";

static const char total_pg[] = TOTAL_FILL
	"CREATE FUNCTION due_total_count() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN\n"
	"\tIF TG_OP = 'UPDATE' THEN " TOTAL_CHANGE " ELSE " TOTAL_NEW " END IF;\n"
	"\tRETURN NULL;\nEND $$;\n"
	"CREATE TRIGGER due_total_change AFTER INSERT OR UPDATE OF n ON due_sum FOR EACH ROW "
	"EXECUTE FUNCTION due_total_count();\n";

const struct schema_part total_part = {.name = "due_total",
	.tables = total_tables,
	.n_tables = NELEM(total_tables),
	.sqlite = total_lite,
	.pg = total_pg};

#define OWES_FILL "INSERT INTO duty_unit SELECT DISTINCT coalesce(campaign, 0), unit FROM duty;\n"
#define OWES_NEW                                                                                   \
	"INSERT INTO duty_unit (campaign, unit) VALUES (coalesce(NEW.campaign, 0), NEW.unit) "     \
	"ON CONFLICT (campaign, unit) DO NOTHING;"

static const char owes_lite[] = OWES_FILL
	"CREATE TRIGGER duty_unit_new AFTER INSERT ON duty BEGIN " OWES_NEW " END;\n"
	"CREATE TRIGGER duty_unit_moved AFTER UPDATE OF unit ON duty BEGIN " OWES_NEW " END;\n";

static const char owes_pg[] = OWES_FILL
	"CREATE FUNCTION duty_unit_keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN\n"
	"\t" OWES_NEW "\n\tRETURN NULL;\nEND $$;\n"
	"CREATE TRIGGER duty_unit_new AFTER INSERT OR UPDATE OF unit ON duty FOR EACH ROW "
	"EXECUTE FUNCTION duty_unit_keep();\n";

const struct schema_part owes_part = {.name = "duty_unit",
	.tables = owes_tables,
	.n_tables = NELEM(owes_tables),
	.sqlite = owes_lite,
	.pg = owes_pg};

enum flow_code sum_add(struct ctx *cx, rid first, rid last)
{
	struct stmt *s = db_prep(cx->db, FILL "WHERE id BETWEEN ? AND ? " TAKE);
	db_rid(s, 1, first);
	db_rid(s, 2, last);
	enum flow_code code = flow_of_db(db_run(s));
	return code == FLOW_OK ? tally_add(cx, first, last) : code;
}

static void add_scope(struct ctx *cx, struct sql *q)
{
	static const char *const units[] = {"unit", "to_unit", NULL};
	sql_lit(q, " AND ");
	actor_scope(cx, q, "due.read", units);
}

static struct day day_or_none(struct str text)
{
	struct day d = DAY_NONE;
	if (!str_eq(text, S(NO_DAY)))
		AN(day_parse(text, &d));
	return d;
}

/* The words themselves may go with the row they came from. */
static const char *every_word(struct str every)
{
	if (str_eq(every, S("quarterly")))
		return "quarterly";
	return str_eq(every, S("monthly")) ? "monthly" : "";
}

struct light_in sum_light_in(struct stmt *s, int at)
{
	return (struct light_in){
		.state = (enum due_state)kind_state(&due_kind, db_col_text(s, at)),
		.kind = due_kinds[due_kind_index(db_col_text(s, at + 1))].code,
		.every = every_word(db_col_text(s, at + 2)),
		.due_day = day_or_none(db_col_text(s, at + 3)),
		.due_min = db_col_int(s, at + 4),
		.from_day = day_or_none(db_col_text(s, at + 5)),
		.done = db_col_int(s, at + 6),
		.need = db_col_int(s, at + 7),
	};
}

static void add_day(struct light_sum *sum, const struct light_in *in, struct day monday, int64_t n)
{
	if (!day_is_set(in->due_day) || in->state == DUE_CANCELLED || in->state == DUE_BEFORE)
		return;
	int at = day_diff(monday, in->due_day);
	if (at >= 0 && at < SUM_DAYS)
		sum->days[at] += n;
}

/* The table, or for a past day the same rows made anew from the items as they stood (N7). */
static void add_from(struct ctx *cx, struct sql *q, rid campaign)
{
	if (!cx->past) {
		sql_lit(q, "due_sum");
		return;
	}
	sql_lit(q, "(SELECT " KEYS
		   ", n FROM due_sum WHERE 1 = 0 UNION ALL SELECT " GROUP("") ", 1 FROM ");
	asof_from(cx, q);
	sql_lit(q, " due WHERE campaign = ");
	sql_rid(q, campaign);
	sql_lit(q, ") due_sum");
}

void sum_in_year(struct sql *q, int year)
{
	if (year == 0)
		return;
	sql_lit(q, " AND (due_day BETWEEN ");
	sql_day(q, day_of(year, 1, 1));
	sql_lit(q, " AND ");
	sql_day(q, day_of(year, 12, 31));
	sql_lit(q, " OR due_day = '" NO_DAY "')");
}

static void select_scoped(struct ctx *cx, struct sql *q, rid campaign, int year)
{
	sql_lit(q, "SELECT " TOTAL_KEYS ", sum(n) FROM ");
	add_from(cx, q, campaign);
	sql_lit(q, " WHERE campaign = ");
	sql_rid(q, campaign);
	add_scope(cx, q);
	sum_in_year(q, year);
	sql_lit(q, " GROUP BY " TOTAL_KEYS);
}

static void select_all(struct sql *q, rid campaign, int year)
{
	sql_lit(q, "SELECT " TOTAL_KEYS ", n FROM due_total WHERE campaign = ");
	sql_rid(q, campaign);
	sum_in_year(q, year);
}

struct light_sum sum_lights(struct ctx *cx, rid campaign, int year, struct day monday)
{
	struct light_sum sum = {0};
	struct light_rules rules = light_load(cx);
	struct sql *q = sql_new(cx->a);
	if (actor_reach(cx, "due.read") < 0 && !cx->past)
		select_all(q, campaign, year);
	else
		select_scoped(cx, q, campaign, year);
	struct stmt *s = db_prep_sql(cx->db, q);
	while (db_step(s) == DB_ROW) {
		struct light_in in = sum_light_in(s, 1);
		int64_t n = db_col_int(s, 9);
		sum.n[light_of(&rules, &in, cx->cal, cx->now).light] += n;
		sum.all += n;
		add_day(&sum, &in, monday, n);
	}
	db_done(s);
	return sum;
}

int64_t sum_count(
	struct ctx *cx, rid campaign, const char *state, struct day from, struct day until)
{
	struct sql *q = sql_new(cx->a);
	sql_lit(q, "SELECT coalesce(sum(n), 0) FROM due_total WHERE state = ");
	sql_text(q, str_of(state));
	if (campaign.n) {
		sql_lit(q, " AND campaign = ");
		sql_rid(q, campaign);
	}
	if (day_is_set(from)) {
		sql_lit(q, " AND due_day >= ");
		sql_day(q, from);
	}
	/* What has no day stands at the end of the calendar, and falls due on none. */
	if (day_is_set(from) || day_is_set(until)) {
		sql_lit(q, " AND due_day <= ");
		if (day_is_set(until))
			sql_day(q, until);
		else
			sql_text(q, S(LAST_DAY));
	}
	return db_one_int(db_prep_sql(cx->db, q), 0);
}
