/* kind_chain.c — the chain of responsibility of a unit as a record kind: written by who keeps the
 * organisation; ended, never deleted (ORG-10). */
#include "base/bug.h"
#include "core/rec.h"
#include "core/tree.h"
#include "org/chain.h"
#include "org/org.h"

static const char *const unit_scope[] = {"unit", NULL};

static const struct field fields[] = {
	{FIELD(struct chain_row, body), .label = "责任主体", .type = F_TEXT, .max = 60,
		.flags = F_REQUIRED | F_IN_LIST, .hint = "党委、党组或党支部"},
	{FIELD(struct chain_row, chief), .label = "主要责任领导", .type = F_REF, .ref = "person",
		.flags = F_IN_LIST, .hint = "不填的，就是在任的主要负责人"},
	{FIELD(struct chain_row, deputy), .label = "直接责任领导", .type = F_REF, .ref = "person",
		.flags = F_IN_LIST, .hint = "分管的副职"},
	{FIELD(struct chain_row, dept), .label = "主要责任部门", .type = F_REF, .ref = "unit",
		.flags = F_IN_LIST},
	{FIELD(struct chain_row, person), .label = "具体责任人", .type = F_REF, .ref = "person",
		.flags = F_IN_LIST},
};

static const struct state states[] = {{"active", "有效"}, {"ended", "已结束"}};
static const char *const edits[] = {"body", "chief", "deputy", "dept", "person", NULL};

static void in_post(struct ctx *cx, const char *field, rid person)
{
	const struct person_row *p = person.n ? rec_load(cx, &person_kind, person) : NULL;
	if (p && p->head.state != 0)
		err_field(cx->errs, str_of(field), "%.*s已经离岗，请另选", STR_ARG(p->name));
}

static void check(struct ctx *cx, const void *row)
{
	const struct chain_row *c = row;
	if (c->head.state != 0)
		return;
	in_post(cx, "chief", c->chief);
	in_post(cx, "deputy", c->deputy);
	in_post(cx, "person", c->person);
	struct stmt *s = db_prep(cx->db,
		"SELECT count(*) FROM chain WHERE unit = ? AND state = 'active' AND id <> ?");
	db_rid(s, 1, c->head.unit);
	db_int(s, 2, c->head.id.n);
	if (db_one_int(s, 0))
		err_field(cx->errs, S(""), "这个单位已有责任链条，请修改原来的");
}

static struct str title(struct ctx *cx, const void *row)
{
	const struct chain_row *c = row;
	struct str unit = tree_unit_name(cx, c->head.unit);
	return str_fmt(cx->a, "%.*s · 责任链条", STR_ARG(unit));
}

static const struct step steps[] = {
	{.name = "new",
		.label = "登记责任链条",
		.to = 0,
		.perm = "org.edit",
		.fields = edits,
		.flags = STEP_NEW},
	{.name = "edit",
		.label = "修改",
		.from = STATE_BIT(0),
		.to = -1,
		.perm = "org.edit",
		.fields = edits},
	{.name = "end",
		.label = "结束",
		.from = STATE_BIT(0),
		.to = 1,
		.perm = "org.edit",
		.flags = STEP_REASON},
};

const struct kind chain_kind = {
	.name = "chain",
	.label = "责任链条",
	.table = "chain",
	.row_size = sizeof(struct chain_row),
	.fields = fields,
	.n_fields = NELEM(fields),
	.states = states,
	.n_states = NELEM(states),
	.steps = steps,
	.n_steps = NELEM(steps),
	.read_perm = "org.read",
	.scope_units = unit_scope,
	.order = "id",
	.title = title,
	.check = check,
};
