/* sum_measure.c — see sum_measure.h. */
#include "duty/sum_measure.h"
#include "base/bug.h"

#define KEY(name, type)                                                                            \
	{                                                                                          \
		name, type, COL_KEY, NULL                                                          \
	}

static const struct schema_col cols[] = {
	KEY("campaign", COL_RID),
	KEY("measure", COL_RID),
	KEY("to_unit", COL_RID),
	KEY("state", COL_TEXT),
	KEY("due_day", COL_DAY),
	KEY("due_min", COL_INT),
	KEY("from_day", COL_DAY),
	KEY("handed", COL_INT),
	{"n", COL_INT, COL_NOT_NULL, NULL},
};

static const struct schema_table tables[] = {
	{.name = "due_measure", .cols = cols, .n_cols = NELEM(cols), .clustered = true},
};

#define KEYS "campaign, measure, to_unit, state, due_day, due_min, from_day, handed"
/* The group of a due item; `r` is NEW., OLD. or nothing. */
#define GROUP(r)                                                                                   \
	"coalesce(" r "campaign, 0), coalesce(" r "measure, 0), coalesce(" r "to_unit, 0), " r     \
	"state, coalesce(" r "due_day, '9999-12-31'), coalesce(" r "due_min, 0), coalesce(" r      \
	"from_day, '0001-01-01'), CASE WHEN " r "first_at IS NULL THEN 0 ELSE 1 END"
#define PLUS                                                                                       \
	"INSERT INTO due_measure (" KEYS                                                           \
	", n) VALUES (" GROUP("NEW.") ", 1) "                                                      \
				      "ON CONFLICT (" KEYS                                         \
				      ") DO UPDATE SET n = due_measure.n + 1;"
#define MINUS   "UPDATE due_measure SET n = n - 1 WHERE (" KEYS ") = (" GROUP("OLD.") ");"
#define WATCHED "campaign, measure, to_unit, state, due_day, due_min, from_day, first_at"
#define FILL    "INSERT INTO due_measure (" KEYS ", n) SELECT " GROUP("") ", count(*) FROM due "
#define TAKE                                                                                       \
	"GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 "                                                         \
	"ON CONFLICT (" KEYS ") DO UPDATE SET n = due_measure.n + excluded.n"

/* No trigger for new items: sum.c says why. */
static const char lite[] = FILL "WHERE true " TAKE ";\n"
				"CREATE TRIGGER due_measure_change AFTER UPDATE OF " WATCHED
				" ON due BEGIN " MINUS " " PLUS " END;\n"
				"CREATE TRIGGER due_measure_gone AFTER DELETE ON due BEGIN " MINUS
				" END;\n";

static const char pg[] = FILL
	"WHERE true " TAKE ";\n"
	"CREATE FUNCTION due_measure_count() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN\n"
	"\t" MINUS "\n\tIF TG_OP = 'UPDATE' THEN " PLUS " END IF;\n\tRETURN NULL;\nEND $$;\n"
	"CREATE TRIGGER due_measure_gone AFTER DELETE ON due FOR EACH ROW "
	"EXECUTE FUNCTION due_measure_count();\n"
	"CREATE TRIGGER due_measure_change AFTER UPDATE OF " WATCHED
	" ON due FOR EACH ROW EXECUTE FUNCTION due_measure_count();\n";

const struct schema_part sum_measure_part = {.name = "due_measure",
	.tables = tables,
	.n_tables = NELEM(tables),
	.sqlite = lite,
	.pg = pg};

enum flow_code sum_measure_add(struct ctx *cx, rid first, rid last)
{
	struct stmt *s = db_prep(cx->db, FILL "WHERE id BETWEEN ? AND ? " TAKE);
	db_rid(s, 1, first);
	db_rid(s, 2, last);
	return flow_of_db(db_run(s));
}
