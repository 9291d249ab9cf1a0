/* unit.c — the closure table of the tree (ORG-01), traits (ORG-02) and other names of units; tables
 * of org/ that are no kinds. */
#include "org/unit.h"
#include "base/bug.h"
#include "base/vec.h"
#include "core/actor.h"
#include "core/rec.h"
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
	{"from_day", COL_DAY, 0, NULL},
	{"until_day", COL_DAY, 0, NULL},
};

static const struct schema_col import_line_cols[] = {
	{"import", COL_RID, COL_KEY, "org_import"},
	{"seq", COL_INT, COL_KEY, NULL},
	{"tbl", COL_INT, COL_NOT_NULL, NULL},
	{"change", COL_TEXT, COL_NOT_NULL, NULL},
	{"name", COL_TEXT, 0, NULL},
	{"text", COL_TEXT, 0, NULL},
};

static const struct schema_col handover_item_cols[] = {
	{"handover", COL_RID, COL_KEY, "handover"},
	{"seq", COL_INT, COL_KEY, NULL},
	{"what", COL_TEXT, COL_NOT_NULL, NULL},
	{"title", COL_TEXT, COL_NOT_NULL, NULL},
	{"result", COL_TEXT, 0, NULL},
};

static const struct schema_col account_password_cols[] = {
	{"id", COL_RID, COL_KEY, NULL},
	{"account", COL_RID, COL_NOT_NULL | COL_INDEX, "account"},
	{"hash", COL_TEXT, COL_NOT_NULL, NULL},
};

static const struct schema_table tables[] = {
	{.name = "unit_trait", .cols = trait_cols, .n_cols = NELEM(trait_cols), .clustered = true},
	{.name = "unit_alias", .cols = alias_cols, .n_cols = NELEM(alias_cols)},
	{.name = "unit_group_name", .cols = name_cols, .n_cols = NELEM(name_cols)},
	{.name = "unit_group_rule", .cols = rule_cols, .n_cols = NELEM(rule_cols)},
	{.name = "handover_item", .cols = handover_item_cols, .n_cols = NELEM(handover_item_cols)},
	{.name = "account_password",
		.cols = account_password_cols,
		.n_cols = NELEM(account_password_cols)},
	{.name = "org_import_line", .cols = import_line_cols, .n_cols = NELEM(import_line_cols)},
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

/* ---- traits ---- */

int unit_traits(struct ctx *cx, rid unit, struct str **out)
{
	VEC(struct str) v = {0};
	struct stmt *s = db_prep(cx->db,
		"SELECT t.trait FROM unit_trait t LEFT JOIN code c ON c.code_set = 'unit_trait' "
		"AND c.code = t.trait WHERE t.unit = ? ORDER BY c.sort, t.trait");
	db_rid(s, 1, unit);
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &v) = str_dup(cx->a, db_col_text(s, 0));
	db_done(s);
	*out = v.at;
	return (int)v.n;
}

struct str unit_words(struct arena *a, const struct str *at, int n)
{
	struct buf b = buf_in(a, 64 * 1024);
	for (int i = 0; i < n; i++) {
		if (i)
			buf_lit(&b, "、");
		buf_str(&b, at[i]);
	}
	return buf_view(&b);
}

/* One change of something that hangs on a unit, in the log under the unit's own number. */
static enum flow_code note(struct ctx *cx, rid unit, const char *verb, struct str payload)
{
	const struct unit_row *u = rec_load(cx, &unit_kind, unit);
	return flow_note(cx, &(struct seal_in){.kind = "unit",
				     .record = unit,
				     .version = u ? u->head.version : 0,
				     .verb = verb,
				     .payload = payload});
}

struct traits_job {
	rid unit;
	const struct str *at;
	int n;
};

static enum flow_code set_traits(struct ctx *cx, void *arg)
{
	const struct traits_job *j = arg;
	struct str *old;
	int n_old = unit_traits(cx, j->unit, &old);
	struct str before = unit_words(cx->a, old, n_old), now = unit_words(cx->a, j->at, j->n);
	struct buf diff = buf_in(cx->a, 8192);
	if (!actor_may(cx, "org.edit", j->unit))
		return FLOW_DENIED;
	enum flow_code code = run_on(
		db_prep(cx->db, "DELETE FROM unit_trait WHERE unit = ?"), j->unit);
	for (int i = 0; i < j->n && code == FLOW_OK; i++) {
		struct stmt *s = db_prep(
			cx->db, "INSERT INTO unit_trait (unit, trait) VALUES (?, ?)");
		db_rid(s, 1, j->unit);
		db_text(s, 2, j->at[i]);
		code = flow_of_db(db_run(s));
	}
	seal_field(&diff, "traits", before, now);
	return code == FLOW_OK ? note(cx, j->unit, "traits", buf_view(&diff)) : code;
}

enum flow_code unit_set_traits(struct ctx *cx, rid unit, const struct str *at, int n)
{
	struct traits_job j = {unit, at, n};
	return ctx_write(cx, set_traits, &j);
}

/* ---- other names ---- */

int unit_aliases(struct ctx *cx, rid unit, struct unit_alias **out)
{
	VEC(struct unit_alias) v = {0};
	struct stmt *s = db_prep(cx->db, "SELECT id, name, from_day, until_day FROM unit_alias "
					 "WHERE unit = ? ORDER BY until_day, name, id");
	db_rid(s, 1, unit);
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &v) = (struct unit_alias){db_col_rid(s, 0),
			str_dup(cx->a, db_col_text(s, 1)), db_col_day(s, 2), db_col_day(s, 3)};
	db_done(s);
	*out = v.at;
	return (int)v.n;
}

struct str unit_alias_text(struct arena *a, const struct unit_alias *al)
{
	char from[DAY_TEXT], until[DAY_TEXT];
	if (!day_is_set(al->from) && !day_is_set(al->until))
		return al->name;
	if (!day_is_set(al->until))
		return str_fmt(a, "%.*s（%s起）", STR_ARG(al->name), day_text(al->from, from));
	return str_fmt(a, "%.*s（%s至%s）", STR_ARG(al->name), day_text(al->from, from),
		day_text(al->until, until));
}

struct alias_job {
	rid unit;
	const struct unit_alias *alias; /* NULL: drop */
	rid drop;
};

static const struct unit_alias *same_name(const struct unit_alias *at, int n, struct str name)
{
	for (int i = 0; i < n; i++)
		if (str_eq(at[i].name, name))
			return &at[i];
	return NULL;
}

static enum flow_code store_alias(struct ctx *cx, rid unit, rid id, const struct unit_alias *al)
{
	struct stmt *s = id.n ? db_prep(cx->db, "UPDATE unit_alias SET unit = ?, name = ?, "
						"from_day = ?, until_day = ? WHERE id = ?")
			      : db_prep(cx->db, "INSERT INTO unit_alias (unit, name, from_day, "
						"until_day, id) VALUES (?, ?, ?, ?, ?)");
	db_rid(s, 1, unit);
	db_text(s, 2, al->name);
	db_day(s, 3, al->from);
	db_day(s, 4, al->until);
	db_rid(s, 5, id.n ? id : db_new_id(cx->db));
	return flow_of_db(db_run(s));
}

static enum flow_code put_alias(struct ctx *cx, void *arg)
{
	const struct alias_job *j = arg;
	struct unit_alias *old;
	struct buf diff = buf_in(cx->a, 4096);
	int n = unit_aliases(cx, j->unit, &old);
	const struct unit_alias *was = same_name(old, n, j->alias->name);
	if (!actor_may(cx, "org.edit", j->unit))
		return FLOW_DENIED;
	if (day_is_set(j->alias->from) && day_is_set(j->alias->until) &&
		j->alias->until.n < j->alias->from.n) {
		err_field(cx->errs, S("until_day"), "结束日期不能早于开始日期");
		return FLOW_INVALID;
	}
	enum flow_code code = store_alias(cx, j->unit, was ? was->id : RID_NONE, j->alias);
	seal_field(&diff, "alias", was ? unit_alias_text(cx->a, was) : STR_NONE,
		unit_alias_text(cx->a, j->alias));
	return code == FLOW_OK ? note(cx, j->unit, "alias", buf_view(&diff)) : code;
}

enum flow_code unit_put_alias(struct ctx *cx, rid unit, const struct unit_alias *alias)
{
	struct alias_job j = {.unit = unit, .alias = alias};
	return ctx_write(cx, put_alias, &j);
}

static enum flow_code drop_alias(struct ctx *cx, void *arg)
{
	const struct alias_job *j = arg;
	struct unit_alias *old;
	struct buf diff = buf_in(cx->a, 4096);
	int n = unit_aliases(cx, j->unit, &old);
	if (!actor_may(cx, "org.edit", j->unit))
		return FLOW_DENIED;
	for (int i = 0; i < n; i++) {
		if (old[i].id.n != j->drop.n)
			continue;
		seal_field(&diff, "alias", unit_alias_text(cx->a, &old[i]), STR_NONE);
		enum flow_code code = run_on(
			db_prep(cx->db, "DELETE FROM unit_alias WHERE id = ?"), j->drop);
		return code == FLOW_OK ? note(cx, j->unit, "alias", buf_view(&diff)) : code;
	}
	return FLOW_ABSENT;
}

enum flow_code unit_drop_alias(struct ctx *cx, rid unit, rid alias)
{
	struct alias_job j = {.unit = unit, .drop = alias};
	return ctx_write(cx, drop_alias, &j);
}
