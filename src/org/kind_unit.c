/* kind_unit.c — units and groups of units: tables and what must hold for them (ORG-01…03, 22, 26).
 */
#include "base/bug.h"
#include "core/actor.h"
#include "core/rec.h"
#include "core/tree.h"
#include "org/group.h"
#include "org/org.h"
#include "org/unit.h"

static const struct field unit_fields[] = {
	{FIELD(struct unit_row, name), .label = "名称", .type = F_TEXT, .max = 60,
		.flags = F_REQUIRED | F_IN_LIST | F_SEARCH | F_INDEXED},
	{FIELD(struct unit_row, short_name), .label = "简称", .type = F_TEXT, .max = 20,
		.flags = F_IN_LIST | F_INDEXED},
	{FIELD(struct unit_row, code), .label = "机构代码", .type = F_TEXT, .max = 12,
		.flags = F_IN_LIST, .hint = "12 位数字，可空"},
	{FIELD(struct unit_row, level), .label = "层级", .type = F_CODE, .set = "unit_level",
		.flags = F_REQUIRED | F_IN_LIST | F_FILTER},
	{FIELD(struct unit_row, kind), .label = "类别", .type = F_CODE, .set = "unit_kind",
		.flags = F_REQUIRED | F_IN_LIST | F_FILTER},
	{FIELD(struct unit_row, block), .label = "职能板块", .type = F_CODE,
		.set = "function_block", .flags = F_FILTER},
	{FIELD(struct unit_row, parent), .label = "上级单位", .type = F_REF, .ref = "unit",
		.flags = F_IN_LIST | F_INDEXED},
	{FIELD(struct unit_row, sort), .label = "排序", .type = F_INT, .max = 100000},
	{FIELD(struct unit_row, from_day), .label = "设立日期", .type = F_DAY},
	{FIELD(struct unit_row, until_day), .label = "撤销日期", .type = F_DAY},
	{FIELD(struct unit_row, pilot), .label = "试点单位", .type = F_BOOL, .flags = F_FILTER},
};

static const struct state unit_states[] = {{"active", "正常"}, {"closed", "已撤销"}};

static const char *const unit_edits[] = {
	"name",
	"short_name",
	"code",
	"level",
	"kind",
	"block",
	"parent",
	"sort",
	"from_day",
	"pilot",
	NULL,
};
static const char *const unit_closes[] = {"until_day", NULL};
static const char *const unit_scope[] = {"unit", NULL};

static struct str unit_title(struct ctx *cx, const void *row)
{
	(void)cx;
	return ((const struct unit_row *)row)->name;
}

static bool all_digits(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return true;
}

static void unit_check(struct ctx *cx, const void *row)
{
	const struct unit_row *u = row;
	/* GA 380—2002 and GA/T 543.1: twelve digits. */
	if (u->code.n && (u->code.n != 12 || !all_digits(u->code)))
		err_field(cx->errs, S("code"), "机构代码要写 12 位数字，或者留空");
	if (u->parent.n && u->head.id.n && tree_is_under(cx, u->parent, u->head.id))
		err_field(cx->errs, S("parent"), "上级单位不能是本单位或本单位的下级，请另选");
	rid root = tree_top(cx);
	bool outside = str_eq(u->kind, S("external")); /* ORG-25: not in the tree */
	if (u->parent.n == 0 && root.n && root.n != u->head.id.n && !outside)
		err_field(cx->errs, S("parent"), "请选择上级单位；全局只能有一个最上级单位");
	if (day_is_set(u->until_day) && day_is_set(u->from_day) && u->until_day.n < u->from_day.n)
		err_field(cx->errs, S("until_day"), "撤销日期不能早于设立日期");
}

/* A unit is its own scope, which is known only once it has an id. */
static enum flow_code unit_made(struct ctx *cx, const void *before, void *after)
{
	struct unit_row *u = after;
	(void)before;
	struct stmt *s = db_prep(cx->db, "UPDATE unit SET unit = id WHERE id = ?");
	db_rid(s, 1, u->head.id);
	enum flow_code code = flow_of_db(db_run(s));
	u->head.unit = u->head.id;
	return code == FLOW_OK ? org_link_unit(cx, u->head.id) : code;
}

static enum flow_code unit_changed(struct ctx *cx, const void *before, void *after)
{
	const struct unit_row *b = before, *u = after;
	enum flow_code code = FLOW_OK;
	/* The old name goes on to find the unit in documents of its time (ORG-28). */
	struct unit_alias old = {
		.name = b->name, .from = b->from_day, .until = day_add(cx->today, -1)};
	if (!str_eq(b->name, u->name) && old.from.n <= old.until.n)
		code = unit_put_alias(cx, u->head.id, &old);
	if (code == FLOW_OK && b->parent.n != u->parent.n)
		code = org_link_unit(cx, u->head.id);
	return code;
}

static enum flow_code unit_may_close(struct ctx *cx, const void *before, const void *after)
{
	const struct unit_row *u = after;
	(void)before;
	if (!day_is_set(u->until_day))
		err_field(cx->errs, S("until_day"), "请填写撤销日期");
	struct stmt *s = db_prep(
		cx->db, "SELECT count(*) FROM unit WHERE parent = ? AND state = 'active'");
	db_rid(s, 1, u->head.id);
	int64_t below = db_one_int(s, 0);
	if (below)
		err_field(cx->errs, S(""), "还有 %lld 个下级单位，请先把它们划转或撤销",
			(long long)below);
	return FLOW_OK;
}

static const struct step unit_steps[] = {
	{.name = "new",
		.label = "新增单位",
		.to = 0,
		.perm = "org.edit",
		.fields = unit_edits,
		.flags = STEP_NEW,
		.after = unit_made},
	{.name = "edit",
		.label = "修改",
		.from = STATE_BIT(0),
		.to = -1,
		.perm = "org.edit",
		.fields = unit_edits,
		.after = unit_changed},
	{.name = "close",
		.label = "撤销单位",
		.from = STATE_BIT(0),
		.to = 1,
		.perm = "org.edit",
		.fields = unit_closes,
		.flags = STEP_REASON,
		.guard = unit_may_close},
};

const struct kind unit_kind = {
	.name = "unit",
	.label = "单位",
	.table = "unit",
	.level = LEVEL_OPEN,
	.row_size = sizeof(struct unit_row),
	.fields = unit_fields,
	.n_fields = NELEM(unit_fields),
	.states = unit_states,
	.n_states = NELEM(unit_states),
	.steps = unit_steps,
	.n_steps = NELEM(unit_steps),
	.read_perm = "org.read",
	.scope_units = unit_scope,
	.order = "sort",
	.title = unit_title,
	.check = unit_check,
};

static const struct field group_fields[] = {
	{FIELD(struct unit_group_row, name), .label = "名称", .type = F_TEXT, .max = 60,
		.flags = F_REQUIRED | F_IN_LIST | F_UNIQUE},
	{FIELD(struct unit_group_row, note), .label = "说明", .type = F_LONG, .max = 500,
		.flags = F_IN_LIST},
};

static const char *const group_edits[] = {"name", "note", NULL};

/* Its own name is one of those by which plans find it. */
static enum flow_code group_named(struct ctx *cx, const void *before, void *after)
{
	const struct unit_group_row *g = after;
	(void)before;
	return group_add_name(cx, g->head.id, g->name);
}

static const struct step group_steps[] = {
	{.name = "new",
		.label = "新增单位组",
		.to = 0,
		.perm = "org.edit",
		.fields = group_edits,
		.flags = STEP_NEW,
		.after = group_named},
	{.name = "edit",
		.label = "修改",
		.from = STATE_BIT(0),
		.to = -1,
		.perm = "org.edit",
		.fields = group_edits,
		.after = group_named},
	{.name = "close",
		.label = "停用",
		.from = STATE_BIT(0),
		.to = 1,
		.perm = "org.edit",
		.flags = STEP_REASON},
};

static const struct state group_states[] = {{"active", "在用"}, {"closed", "停用"}};

const struct kind unit_group_kind = {
	.name = "unit_group",
	.label = "单位组",
	.table = "unit_group",
	.level = LEVEL_OPEN,
	.row_size = sizeof(struct unit_group_row),
	.fields = group_fields,
	.n_fields = NELEM(group_fields),
	.states = group_states,
	.n_states = NELEM(group_states),
	.steps = group_steps,
	.n_steps = NELEM(group_steps),
	.read_perm = "org.read",
	.scope_units = unit_scope,
	.order = "name",
};
