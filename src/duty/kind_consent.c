/* kind_consent.c — a unit's answer to a later edition as a record: tables and steps (N3, PLAN-40,
 * SEC-08). It is made by campaign/consult.c, which also says what happens without an answer. */
#include "base/bug.h"
#include "core/actor.h"
#include "core/note.h"
#include "core/rec.h"
#include "core/tree.h"
#include "duty/consent.h"

static const struct field fields[] = {
	{FIELD(struct consent_row, campaign), .label = "专项活动", .type = F_REF, .ref = "campaign",
		.flags = F_FILTER | F_INDEXED | F_COMPUTED},
	{FIELD(struct consent_row, plan), .label = "方案", .type = F_REF, .ref = "plan",
		.flags = F_IN_LIST | F_FILTER | F_INDEXED | F_COMPUTED},
	{FIELD(struct consent_row, until_day), .label = "答复期限", .type = F_DAY,
		.flags = F_IN_LIST | F_COMPUTED},
	{FIELD(struct consent_row, asked), .label = "征求意见的变化", .type = F_LONG, .max = 100000,
		.flags = F_COMPUTED},
	{FIELD(struct consent_row, moved), .label = "应报改期", .type = F_INT, .flags = F_COMPUTED},
	{FIELD(struct consent_row, added), .label = "应报新增", .type = F_INT, .flags = F_COMPUTED},
	{FIELD(struct consent_row, cancelled), .label = "应报取消", .type = F_INT,
		.flags = F_COMPUTED},
	{FIELD(struct consent_row, words), .label = "单位的意见", .type = F_LONG, .max = 500,
		.flags = F_IN_LIST, .hint = "有异议时写明理由"},
	{FIELD(struct consent_row, answered_by), .label = "答复人", .type = F_REF, .ref = "person",
		.flags = F_IN_LIST | F_COMPUTED},
	{FIELD(struct consent_row, answered_at), .label = "答复时间", .type = F_STAMP,
		.flags = F_IN_LIST | F_COMPUTED},
	{FIELD(struct consent_row, ruling), .label = "办公室的答复", .type = F_LONG, .max = 500,
		.flags = F_IN_LIST, .hint = "采纳的写明怎么改，不采纳的写明理由"},
	{FIELD(struct consent_row, ruled_by), .label = "处理人", .type = F_REF, .ref = "person",
		.flags = F_IN_LIST | F_COMPUTED},
	{FIELD(struct consent_row, ruled_at), .label = "处理时间", .type = F_STAMP,
		.flags = F_IN_LIST | F_COMPUTED},
};

static const struct state states[] = {
	{"asked", "待答复"},
	{"agreed", "同意"},
	{"objected", "有异议"},
	{"accepted", "异议已采纳"},
	{"overruled", "异议未采纳"},
	{"silent", "到期未答复"},
	{"void", "已作废"},
};
static const char *const answers[] = {"words", NULL};
static const char *const rulings[] = {"ruling", NULL};

/* A plan that went back to be corrected is asked about anew; one that is issued is over. */
static enum flow_code is_open(struct ctx *cx, const struct consent_row *c)
{
	const struct plan_row *p = rec_load(cx, &plan_kind, c->plan);
	if (p == NULL || p->head.state != PLAN_REVIEW)
		return FLOW_STATE;
	return cx->who->person.n ? FLOW_OK : FLOW_DENIED;
}

static enum flow_code may_agree(struct ctx *cx, const void *before, const void *after)
{
	(void)before;
	return is_open(cx, after);
}

static enum flow_code may_object(struct ctx *cx, const void *before, const void *after)
{
	const struct consent_row *c = after;
	(void)before;
	if (str_trim(c->words).n == 0)
		err_field(cx->errs, S("words"), "请写明哪里有异议、理由是什么");
	return is_open(cx, c);
}

static enum flow_code may_accept(struct ctx *cx, const void *before, const void *after)
{
	const struct consent_row *c = after;
	(void)before;
	if (str_trim(c->ruling).n == 0)
		err_field(cx->errs, S("ruling"), "请写明方案怎么改");
	return is_open(cx, c);
}

/* Who read the plan in proposed it; who objects does not judge the objection either (SEC-08). */
static enum flow_code may_overrule(struct ctx *cx, const void *before, const void *after)
{
	const struct consent_row *c = after;
	const struct plan_row *p = rec_load(cx, &plan_kind, c->plan);
	(void)before;
	if (p && p->head.by.n && p->head.by.n == cx->who->person.n)
		err_field(cx->errs, S(""), "核对方案的人不能决定不采纳，请由有权签发的另一人处理");
	if (c->answered_by.n == cx->who->person.n)
		err_field(cx->errs, S(""), "提出异议的人不能处理自己的异议");
	if (str_trim(c->ruling).n == 0)
		err_field(cx->errs, S("ruling"), "请写明不采纳的理由");
	return is_open(cx, c);
}

static enum flow_code store_rest(struct ctx *cx, const struct consent_row *c)
{
	struct stmt *s = db_prep(cx->db,
		"UPDATE consent SET words = ?, answered_by = ?, "
		"answered_at = ?, ruled_by = ?, ruled_at = ? WHERE id = ?");
	db_text(s, 1, c->words);
	db_rid(s, 2, c->answered_by);
	db_stamp(s, 3, c->answered_at);
	db_rid(s, 4, c->ruled_by);
	db_stamp(s, 5, c->ruled_at);
	db_rid(s, 6, c->head.id);
	return flow_of_db(db_run(s));
}

static struct str title(struct ctx *cx, const void *row)
{
	const struct consent_row *c = row;
	const struct plan_row *p = rec_load(cx, &plan_kind, c->plan);
	struct str unit = tree_unit_name(cx, c->head.unit);
	return str_fmt(
		cx->a, "%.*s · 第 %lld 版征求意见", STR_ARG(unit), p ? (long long)p->edition : 0);
}

/* Who takes an objection back does not leave its words beside his consent. */
static enum flow_code answered(struct ctx *cx, const void *before, void *after)
{
	const struct consent_row *was = before;
	struct consent_row *c = after;
	bool objects = c->head.state == CONSENT_OBJECTED;
	if (!objects && was->head.state == CONSENT_OBJECTED && str_eq(was->words, c->words))
		c->words = STR_NONE;
	c->answered_by = cx->who->person;
	c->answered_at = cx->now;
	enum flow_code code = store_rest(cx, c);
	if (code != FLOW_OK || !objects || c->head.by.n == 0)
		return code;
	struct str name = title(cx, c);
	return note_send(cx, c->head.by, S("consent"), c->head.id,
		str_fmt(cx->a, "有异议：%.*s。%.*s", STR_ARG(name), STR_ARG(c->words)), STR_NONE);
}

static enum flow_code ruled(struct ctx *cx, const void *before, void *after)
{
	struct consent_row *c = after;
	(void)before;
	c->ruled_by = cx->who->person;
	c->ruled_at = cx->now;
	enum flow_code code = store_rest(cx, c);
	if (code != FLOW_OK || c->answered_by.n == 0)
		return code;
	struct str name = title(cx, c);
	return note_send(cx, c->answered_by, S("consent"), c->head.id,
		str_fmt(cx->a, "%s：%.*s。%.*s", states[c->head.state].label, STR_ARG(name),
			STR_ARG(c->ruling)),
		STR_NONE);
}

static const struct step steps[] = {
	{.name = "agree",
		.label = "同意",
		.from = STATE_BIT(CONSENT_ASKED) | STATE_BIT(CONSENT_OBJECTED),
		.to = CONSENT_AGREED,
		.perm = "due.report",
		.fields = answers,
		.flags = STEP_OTHER,
		.guard = may_agree,
		.after = answered},
	{.name = "object",
		.label = "提出异议",
		.from = STATE_BIT(CONSENT_ASKED) | STATE_BIT(CONSENT_AGREED),
		.to = CONSENT_OBJECTED,
		.perm = "due.report",
		.fields = answers,
		.flags = STEP_OTHER,
		.guard = may_object,
		.after = answered},
	{.name = "accept",
		.label = "采纳异议",
		.from = STATE_BIT(CONSENT_OBJECTED) | STATE_BIT(CONSENT_OVERRULED),
		.to = CONSENT_ACCEPTED,
		.perm = "plan.edit",
		.fields = rulings,
		.guard = may_accept,
		.after = ruled},
	{.name = "overrule",
		.label = "不采纳",
		.from = STATE_BIT(CONSENT_OBJECTED) | STATE_BIT(CONSENT_ACCEPTED),
		.to = CONSENT_OVERRULED,
		.perm = "plan.issue",
		.fields = rulings,
		.guard = may_overrule,
		.after = ruled},
};

static struct str door(struct ctx *cx, const void *row, const char **label)
{
	*label = "征求意见";
	return str_fmt(
		cx->a, "/consent/%lld", (long long)((const struct consent_row *)row)->head.id.n);
}

static const char *const scope[] = {"unit", NULL};

const struct kind consent_kind = {
	.name = "consent",
	.label = "版次征求意见",
	.table = "consent",
	.row_size = sizeof(struct consent_row),
	.fields = fields,
	.n_fields = NELEM(fields),
	.states = states,
	.n_states = NELEM(states),
	.steps = steps,
	.n_steps = NELEM(steps),
	.read_perm = "due.read",
	.scope_units = scope,
	.order = "-id",
	.title = title,
	.door = door,
};
