/* plan.c — tables of plan/ that are no kinds, and reading a plan back from them. */
#include "plan/plan.h"
#include "base/bug.h"
#include "base/scan.h"
#include "base/vec.h"
#include "core/past.h"
#include "core/rec.h"
#include "core/tree.h"
#include "store/sql.h"

static const struct schema_col phase_cols[] = {
	{"id", COL_RID, COL_KEY, NULL},
	{"campaign", COL_RID, COL_NOT_NULL | COL_INDEX, NULL},
	{"name", COL_TEXT, COL_NOT_NULL, NULL},
	{"from_day", COL_DAY, 0, NULL},
	{"until_day", COL_DAY, 0, NULL},
	{"sort", COL_INT, COL_NOT_NULL, NULL},
};
static const struct schema_col goal_cols[] = {
	{"id", COL_RID, COL_KEY, NULL},
	{"campaign", COL_RID, COL_NOT_NULL | COL_INDEX, NULL},
	{"name", COL_TEXT, COL_NOT_NULL, NULL},
	{"sort", COL_INT, COL_NOT_NULL, NULL},
};
static const struct schema_col leading_group_cols[] = {
	{"id", COL_RID, COL_KEY, NULL},
	{"campaign", COL_RID, COL_NOT_NULL | COL_INDEX, NULL},
	{"person", COL_RID, 0, NULL},
	{"person_name", COL_TEXT, COL_NOT_NULL, NULL},
	{"post", COL_TEXT, 0, NULL},
	{"role", COL_TEXT, COL_NOT_NULL, NULL},
	{"from_day", COL_DAY, 0, NULL},
	{"until_day", COL_DAY, 0, NULL},
	{"sort", COL_INT, COL_NOT_NULL, NULL},
};
static const struct schema_col startup_cols[] = {
	{"id", COL_RID, COL_KEY, NULL},
	{"campaign", COL_RID, COL_NOT_NULL | COL_INDEX, NULL},
	{"item", COL_TEXT, COL_NOT_NULL, NULL},
	{"done_day", COL_DAY, 0, NULL},
	{"done_by", COL_RID, 0, NULL},
	{"note", COL_TEXT, 0, NULL},
	{"sort", COL_INT, COL_NOT_NULL, NULL},
};
static const struct schema_col govdoc_cols[] = {
	{"id", COL_RID, COL_KEY, NULL},
	{"title", COL_TEXT, COL_NOT_NULL, NULL},
	{"number", COL_TEXT, 0, NULL},
	{"issued_day", COL_DAY, 0, NULL},
	{"note", COL_TEXT, 0, NULL},
};
static const struct schema_col plan_link_cols[] = {
	{"id", COL_RID, COL_KEY, NULL},
	{"plan", COL_RID, COL_NOT_NULL | COL_INDEX, NULL},
	{"kind", COL_TEXT, COL_NOT_NULL, NULL},
	{"target", COL_RID, 0, NULL},
	{"title", COL_TEXT, COL_NOT_NULL, NULL},
};
static const struct schema_col measure_clause_cols[] = {
	{"id", COL_RID, COL_KEY, NULL},
	{"measure", COL_RID, COL_NOT_NULL | COL_INDEX, NULL},
	{"link", COL_RID, COL_NOT_NULL | COL_INDEX, NULL},
	{"clause", COL_TEXT, COL_NOT_NULL, NULL},
};
static const struct schema_col plan_text_cols[] = {
	{"plan", COL_RID, COL_KEY, NULL},
	{"text", COL_TEXT, 0, NULL},
};
static const struct schema_col measure_unit_cols[] = {
	{"id", COL_RID, COL_KEY, NULL},
	{"measure", COL_RID, COL_NOT_NULL | COL_INDEX, NULL},
	{"role", COL_TEXT, COL_NOT_NULL, NULL},
	{"sort", COL_INT, COL_NOT_NULL, NULL},
	{"phrase", COL_TEXT, 0, NULL},
	{"span_at", COL_INT, 0, NULL},
	{"span_n", COL_INT, 0, NULL},
	{"unit", COL_RID, COL_INDEX, NULL},
	{"grp", COL_RID, 0, NULL},
	{"part", COL_TEXT, 0, NULL},
	{"part_due_day", COL_DAY, 0, NULL},
};
static const struct schema_col measure_pair_cols[] = {
	{"measure", COL_RID, COL_KEY, NULL}, /* of a later edition */
	{"was", COL_RID, COL_INDEX, NULL},   /* of the one before; none: said to be new */
	{"made", COL_STAMP, 0, NULL},
	{"made_by", COL_RID, 0, NULL},
};
static const struct schema_col measure_leader_cols[] = {
	{"id", COL_RID, COL_KEY, NULL},
	{"measure", COL_RID, COL_NOT_NULL | COL_INDEX, NULL},
	{"name", COL_TEXT, COL_NOT_NULL, NULL},
	{"person", COL_RID, 0, NULL},
};
static const struct schema_col measure_rule_cols[] = {
	{"id", COL_RID, COL_KEY, NULL},
	{"measure", COL_RID, COL_NOT_NULL | COL_INDEX, NULL},
	{"sort", COL_INT, COL_NOT_NULL, NULL},
	{"phrase", COL_TEXT, 0, NULL},
	{"span_at", COL_INT, 0, NULL},
	{"span_n", COL_INT, 0, NULL},
	{"rule", COL_TEXT, 0, NULL},
	{"source", COL_TEXT, COL_INDEX, NULL},
};

#define TABLE(t)                                                                                   \
	{                                                                                          \
		.name = #t, .cols = t##_cols, .n_cols = NELEM(t##_cols)                            \
	}

static const struct schema_table tables[] = {
	TABLE(phase),
	TABLE(goal),
	TABLE(leading_group),
	TABLE(startup),
	TABLE(govdoc),
	TABLE(plan_link),
	TABLE(measure_clause),
	TABLE(plan_text),
	TABLE(measure_unit),
	TABLE(measure_leader),
	TABLE(measure_pair),
	TABLE(measure_rule),
};

const struct schema_part plan_part = {.name = "plan", .tables = tables, .n_tables = NELEM(tables)};

const struct choice plan_roles[] = {
	[ROLE_LEAD] = {"lead", "牵头单位"},
	[ROLE_RESP] = {"resp", "责任单位"},
	[ROLE_COOP] = {"coop", "配合单位"},
	{NULL, NULL},
};

const char *plan_role_code(enum plan_role r)
{
	return plan_roles[r].code;
}

static enum plan_role role_of(struct str code)
{
	for (int r = 0; r < ROLES; r++)
		if (str_eq(code, str_of(plan_role_code((enum plan_role)r))))
			return (enum plan_role)r;
	BUG("unknown role of a unit in a measure");
}

struct str plan_short_path(struct arena *a, struct str path)
{
	struct str last = STR_NONE, before = STR_NONE;
	while (path.n) {
		before = last;
		last = str_cut(&path, S("/"));
	}
	bool inner = before.n && !str_starts(last, S("（"));
	return inner ? str_cat(a, before, last) : last;
}

int plan_measures(struct ctx *cx, rid plan, struct measure_row ***out)
{
	struct sql *q = sql_new(cx->a);
	VEC(struct measure_row *) rows = {0};
	sql_lit(q, "SELECT ");
	rec_columns(q, &measure_kind);
	sql_lit(q, " FROM measure WHERE plan = ");
	sql_rid(q, plan);
	sql_lit(q, " ORDER BY seq, id");
	struct stmt *s = db_prep_sql(cx->db, q);
	while (db_step(s) == DB_ROW) {
		struct measure_row *m = kind_row(&measure_kind, cx->a);
		rec_read(cx, s, &measure_kind, m);
		*vec_add(cx->a, &rows) = m;
	}
	db_done(s);
	for (size_t i = 0; i < rows.n; i++)
		past_turn(cx, &measure_kind, rows.at[i]);
	*out = rows.at;
	return (int)rows.n;
}

static struct span col_span(struct stmt *s, int i)
{
	return (struct span){(uint32_t)db_col_int(s, i), (uint32_t)db_col_int(s, i + 1)};
}

int plan_units(struct ctx *cx, rid measure, struct measure_unit **out)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT id, role, sort, phrase, span_at, span_n, unit, grp, part, part_due_day "
		"FROM measure_unit WHERE measure = ? ORDER BY role, sort, id");
	VEC(struct measure_unit) rows = {0};
	db_rid(s, 1, measure);
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &rows) = (struct measure_unit){
			.id = db_col_rid(s, 0),
			.measure = measure,
			.role = role_of(db_col_text(s, 1)),
			.sort = (int)db_col_int(s, 2),
			.phrase = str_dup(cx->a, db_col_text(s, 3)),
			.span = col_span(s, 4),
			.unit = db_col_rid(s, 6),
			.grp = db_col_rid(s, 7),
			.part = str_dup(cx->a, db_col_text(s, 8)),
			.part_due = db_col_day(s, 9),
		};
	db_done(s);
	*out = rows.at;
	return (int)rows.n;
}

int plan_rules(struct ctx *cx, rid measure, struct measure_rule **out)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT id, sort, phrase, span_at, span_n, rule, source FROM measure_rule "
		"WHERE measure = ? ORDER BY sort, id");
	VEC(struct measure_rule) rows = {0};
	db_rid(s, 1, measure);
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &rows) = (struct measure_rule){
			.id = db_col_rid(s, 0),
			.measure = measure,
			.sort = (int)db_col_int(s, 1),
			.phrase = str_dup(cx->a, db_col_text(s, 2)),
			.span = col_span(s, 3),
			.rule = str_dup(cx->a, db_col_text(s, 5)),
			.source = str_dup(cx->a, db_col_text(s, 6)),
		};
	db_done(s);
	*out = rows.at;
	return (int)rows.n;
}

struct str plan_text(struct ctx *cx, rid plan)
{
	struct stmt *s = db_prep(cx->db, "SELECT text FROM plan_text WHERE plan = ?");
	struct str text = STR_NONE;
	db_rid(s, 1, plan);
	if (db_step(s) == DB_ROW)
		text = str_dup(cx->a, db_col_text(s, 0));
	db_done(s);
	return text;
}

rid plan_current(struct ctx *cx, rid campaign)
{
	struct stmt *s = db_prep(cx->db, "SELECT id FROM plan WHERE campaign = ? AND state = "
					 "'issued' ORDER BY id DESC LIMIT 1");
	db_rid(s, 1, campaign);
	return (rid){db_one_int(s, 0)};
}

/* A name made of the effort's own: its office, whatever the tree calls it. */
static bool is_office(struct str name)
{
	static const struct str efforts[] = {
		SCAN_W("活动"), SCAN_W("行动"), SCAN_W("专项"), SCAN_W("领导小组"), SCAN_W("专班")};
	return str_ends(name, S("办公室")) && scan_has(name, efforts, NELEM(efforts)) >= 0;
}

rid plan_find_unit(struct ctx *cx, struct str name, struct day day, rid campaign)
{
	rid unit = tree_find(cx, name, day);
	if (unit.n || !is_office(name))
		return unit;
	const struct campaign_row *c = rec_load(cx, &campaign_kind, campaign);
	return c ? c->office : RID_NONE;
}
