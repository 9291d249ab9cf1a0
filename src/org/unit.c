/* unit.c — the closure table of the tree, and groups (ORG-01, ORG-03); tables of org/ that are no
 * kinds. */
#include "base/bug.h"
#include "core/tree.h"
#include "org/org.h"

static const struct schema_col trait_cols[] = {
	{"unit", COL_RID, COL_KEY, "unit"},
	{"trait", COL_TEXT, COL_KEY, NULL},
};
static const struct schema_col alias_cols[] = {
	{"id", COL_RID, COL_KEY, NULL},
	{"unit", COL_RID, COL_NOT_NULL | COL_INDEX, "unit"},
	{"name", COL_TEXT, COL_NOT_NULL | COL_INDEX, NULL},
	{"from_day", COL_DAY, 0, NULL},
	{"until_day", COL_DAY, 0, NULL},
};
static const struct schema_col name_cols[] = {
	{"name", COL_TEXT, COL_KEY, NULL}, /* as plans write it; the group's own name among them */
	{"grp", COL_RID, COL_NOT_NULL, "unit_group"},
};
/* In order: add (+) or take away (-) units by kind, by trait, or one by its id. */
static const struct schema_col rule_cols[] = {
	{"grp", COL_RID, COL_KEY, "unit_group"},
	{"sort", COL_INT, COL_KEY, NULL},
	{"sign", COL_TEXT, COL_NOT_NULL, NULL},
	{"by_what", COL_TEXT, COL_NOT_NULL, NULL},
	{"value", COL_TEXT, COL_NOT_NULL, NULL},
};

static const struct schema_table tables[] = {
	{.name = "unit_trait", .cols = trait_cols, .n_cols = NELEM(trait_cols), .clustered = true},
	{.name = "unit_alias", .cols = alias_cols, .n_cols = NELEM(alias_cols)},
	{.name = "unit_group_name", .cols = name_cols, .n_cols = NELEM(name_cols)},
	{.name = "unit_group_rule", .cols = rule_cols, .n_cols = NELEM(rule_cols)},
};

const struct schema_part org_part = {.name = "org", .tables = tables, .n_tables = NELEM(tables)};

static enum flow_code run_on(struct stmt *s, rid unit)
{
	db_rid(s, 1, unit);
	return flow_of_db(db_run(s));
}

/* The unit's own ancestors: itself, its parent and the parent's. */
static enum flow_code link_one(struct ctx *cx, rid unit)
{
	enum flow_code code = run_on(db_prep(cx->db, "DELETE FROM unit_up WHERE unit = ?"), unit);
	if (code == FLOW_OK)
		code = run_on(
			db_prep(cx->db, "INSERT INTO unit_up (unit, anc) SELECT id, id FROM unit "
					"WHERE id = ?"),
			unit);
	if (code == FLOW_OK)
		code = run_on(
			db_prep(cx->db,
				"INSERT INTO unit_up (unit, anc) SELECT u.id, p.anc "
				"FROM unit u JOIN unit_up p ON p.unit = u.parent WHERE u.id = ?"),
			unit);
	return code;
}

static size_t children(struct ctx *cx, rid unit, rid **out)
{
	struct stmt *s = db_prep(cx->db, "SELECT id FROM unit WHERE parent = ? ORDER BY id");
	rid *at = NULL;
	size_t n = 0, room = 0;
	db_rid(s, 1, unit);
	while (db_step(s) == DB_ROW) {
		if (n == room) {
			at = arena_grow(cx->a, at, room * sizeof *at, (room + 16) * sizeof *at);
			room += 16;
		}
		at[n++] = db_col_rid(s, 0);
	}
	db_done(s);
	*out = at;
	return n;
}

enum flow_code org_link_unit(struct ctx *cx, rid unit)
{
	rid *below;
	enum flow_code code = link_one(cx, unit);
	if (code != FLOW_OK)
		return code;
	size_t n = children(cx, unit, &below);
	for (size_t i = 0; i < n && code == FLOW_OK; i++)
		code = org_link_unit(cx, below[i]);
	return code;
}

/* The last rule that fits a unit decides. */
int org_group_members(struct ctx *cx, rid group, struct day day, rid *out, int max)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT u.id, (SELECT r.sign FROM unit_group_rule r WHERE r.grp = ? AND ("
		"(r.by_what = 'kind' AND r.value = u.kind) OR "
		"(r.by_what = 'unit' AND r.value = CAST(u.id AS TEXT)) OR "
		"(r.by_what = 'trait' AND EXISTS (SELECT 1 FROM unit_trait t WHERE t.unit = u.id "
		"AND t.trait = r.value))) ORDER BY r.sort DESC LIMIT 1) FROM unit u "
		"WHERE (u.from_day IS NULL OR u.from_day <= ?) "
		"AND (u.until_day IS NULL OR u.until_day >= ?) ORDER BY u.sort, u.id");
	db_rid(s, 1, group);
	db_day(s, 2, day);
	db_day(s, 3, day);
	int n = 0;
	while (n < max && db_step(s) == DB_ROW)
		if (str_eq(db_col_text(s, 1), S("+")))
			out[n++] = db_col_rid(s, 0);
	db_done(s);
	return n;
}

rid org_group_find(struct ctx *cx, struct str name)
{
	struct stmt *s = db_prep(cx->db, "SELECT grp FROM unit_group_name WHERE name = ?");
	db_text(s, 1, name);
	return (rid){db_one_int(s, 0)};
}
