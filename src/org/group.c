/* group.c — groups of units (ORG-03, ORG-21): the names plans use for them and the rules that say
 * who is in them, each from a day to a day. */
#include "org/group.h"
#include "base/vec.h"
#include "core/actor.h"
#include "core/rec.h"
#include "core/tree.h"
#include "core/val.h"
#include "org/org.h"

/* The last rule that fits a unit decides. */
int org_group_members(struct ctx *cx, rid group, struct day day, rid *out, int max)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT u.id, (SELECT r.sign FROM unit_group_rule r WHERE r.grp = ? AND ("
		"(r.by_what = 'kind' AND r.value = u.kind) OR "
		"(r.by_what = 'unit' AND r.value = CAST(u.id AS TEXT)) OR "
		"(r.by_what = 'trait' AND EXISTS (SELECT 1 FROM unit_trait t WHERE t.unit = u.id "
		"AND t.trait = r.value))) AND (r.from_day IS NULL OR r.from_day <= ?) AND "
		"(r.until_day IS NULL OR r.until_day >= ?) "
		"ORDER BY r.sort DESC LIMIT 1) FROM unit u "
		"WHERE (u.from_day IS NULL OR u.from_day <= ?) "
		"AND (u.until_day IS NULL OR u.until_day >= ?) ORDER BY u.sort, u.id");
	db_rid(s, 1, group);
	for (int i = 2; i <= 5; i++)
		db_day(s, i, day);
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

static enum flow_code note(
	struct ctx *cx, const struct unit_group_row *g, const char *verb, struct str payload)
{
	return flow_note(cx, &(struct seal_in){.kind = "unit_group",
				     .record = g->head.id,
				     .version = g->head.version,
				     .verb = verb,
				     .payload = payload});
}

/* ---- names ---- */

int group_names(struct ctx *cx, rid group, struct str **out)
{
	VEC(struct str) v = {0};
	struct stmt *s = db_prep(
		cx->db, "SELECT name FROM unit_group_name WHERE grp = ? ORDER BY name");
	db_rid(s, 1, group);
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &v) = str_dup(cx->a, db_col_text(s, 0));
	db_done(s);
	*out = v.at;
	return (int)v.n;
}

struct name_job {
	rid group;
	struct str name;
};

static enum flow_code add_name(struct ctx *cx, void *arg)
{
	const struct name_job *j = arg;
	const struct unit_group_row *g = rec_load(cx, &unit_group_kind, j->group);
	rid taken = org_group_find(cx, j->name);
	struct buf diff = buf_in(cx->a, 2048);
	if (g == NULL)
		return FLOW_ABSENT;
	if (!actor_may(cx, "org.edit", g->head.unit))
		return FLOW_DENIED;
	if (taken.n == j->group.n)
		return FLOW_OK;
	if (taken.n)
		err_field(cx->errs, S("names"), "“%.*s”已经是另一个单位组的写法", STR_ARG(j->name));
	if (j->name.n == 0 || j->name.n > 180)
		err_field(cx->errs, S("names"), "写法要有 1 到 60 字");
	if (cx->errs->n)
		return FLOW_INVALID;
	struct stmt *s = db_prep(cx->db, "INSERT INTO unit_group_name (name, grp) VALUES (?, ?)");
	db_text(s, 1, j->name);
	db_rid(s, 2, j->group);
	enum flow_code code = flow_of_db(db_run(s));
	seal_field(&diff, "names", STR_NONE, j->name);
	return code == FLOW_OK ? note(cx, g, "name", buf_view(&diff)) : code;
}

enum flow_code group_add_name(struct ctx *cx, rid group, struct str name)
{
	struct name_job j = {group, name};
	return ctx_write(cx, add_name, &j);
}

/* ---- rules ---- */

int group_rules(struct ctx *cx, rid group, struct group_rule **out)
{
	VEC(struct group_rule) v = {0};
	struct stmt *s = db_prep(cx->db, "SELECT sign, by_what, value, from_day, until_day FROM "
					 "unit_group_rule WHERE grp = ? ORDER BY sort");
	db_rid(s, 1, group);
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &v) = (struct group_rule){str_dup(cx->a, db_col_text(s, 0)),
			str_dup(cx->a, db_col_text(s, 1)), str_dup(cx->a, db_col_text(s, 2)),
			db_col_day(s, 3), db_col_day(s, 4)};
	db_done(s);
	*out = v.at;
	return (int)v.n;
}

struct str group_rule_value(struct ctx *cx, const struct group_rule *r)
{
	int64_t id = 0;
	for (size_t i = 0; i < r->value.n; i++)
		id = id * 10 + (r->value.p[i] - '0');
	if (str_eq(r->by, S("unit")))
		return tree_unit_name(cx, (rid){id});
	return val_code_label(
		cx, str_eq(r->by, S("kind")) ? S("unit_kind") : S("unit_trait"), r->value);
}

struct str group_rule_text(struct ctx *cx, const struct group_rule *r)
{
	char from[DAY_TEXT], until[DAY_TEXT];
	struct str value = group_rule_value(cx, r);
	const char *by = str_eq(r->by, S("unit"))   ? "单位"
			 : str_eq(r->by, S("kind")) ? "类别"
						    : "特征";
	struct str t = str_fmt(cx->a, "%.*s%s：%.*s", STR_ARG(r->sign), by, STR_ARG(value));
	if (!day_is_set(r->from) && !day_is_set(r->until))
		return t;
	return str_fmt(cx->a, "%.*s（%s—%s）", STR_ARG(t), day_text(r->from, from),
		day_text(r->until, until));
}

static struct str rules_text(struct ctx *cx, const struct group_rule *at, int n)
{
	struct buf b = buf_in(cx->a, 64 * 1024);
	for (int i = 0; i < n; i++) {
		if (i)
			buf_lit(&b, "；");
		buf_str(&b, group_rule_text(cx, &at[i]));
	}
	return buf_view(&b);
}

static enum flow_code store_rule(struct ctx *cx, rid group, int sort, const struct group_rule *r)
{
	struct stmt *s = db_prep(cx->db,
		"INSERT INTO unit_group_rule (grp, sort, sign, by_what, "
		"value, from_day, until_day) VALUES (?, ?, ?, ?, ?, ?, ?)");
	db_rid(s, 1, group);
	db_int(s, 2, sort);
	db_text(s, 3, r->sign);
	db_text(s, 4, r->by);
	db_text(s, 5, r->value);
	db_day(s, 6, r->from);
	db_day(s, 7, r->until);
	return flow_of_db(db_run(s));
}

struct rules_job {
	rid group;
	const struct group_rule *at;
	int n;
};

static enum flow_code set_rules(struct ctx *cx, void *arg)
{
	const struct rules_job *j = arg;
	const struct unit_group_row *g = rec_load(cx, &unit_group_kind, j->group);
	struct group_rule *old;
	struct buf diff = buf_in(cx->a, 256 * 1024);
	if (g == NULL)
		return FLOW_ABSENT;
	if (!actor_may(cx, "org.edit", g->head.unit))
		return FLOW_DENIED;
	int n_old = group_rules(cx, j->group, &old);
	seal_field(&diff, "members", rules_text(cx, old, n_old), rules_text(cx, j->at, j->n));
	struct stmt *s = db_prep(cx->db, "DELETE FROM unit_group_rule WHERE grp = ?");
	db_rid(s, 1, j->group);
	enum flow_code code = flow_of_db(db_run(s));
	for (int i = 0; i < j->n && code == FLOW_OK; i++)
		code = store_rule(cx, j->group, i + 1, &j->at[i]);
	return code == FLOW_OK ? note(cx, g, "members", buf_view(&diff)) : code;
}

enum flow_code group_set_rules(struct ctx *cx, rid group, const struct group_rule *at, int n)
{
	struct rules_job j = {group, at, n};
	return ctx_write(cx, set_rules, &j);
}

bool group_rules_same(const struct group_rule *x, int n_x, const struct group_rule *y, int n_y)
{
	for (int i = 0; n_x == n_y && i < n_x; i++)
		if (!str_eq(x[i].sign, y[i].sign) || !str_eq(x[i].by, y[i].by) ||
			!str_eq(x[i].value, y[i].value) || x[i].from.n != y[i].from.n ||
			x[i].until.n != y[i].until.n)
			return false;
	return n_x == n_y;
}
