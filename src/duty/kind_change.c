/* kind_change.c — the change of what was issued, as a record: tables and steps (PLAN-40, N3). What
 * a proposal must fulfil and what an approval does is change.c. */
#include "base/bug.h"
#include "core/actor.h"
#include "core/rec.h"
#include "core/tree.h"
#include "duty/change.h"

const struct choice change_whats[] = {
	{"later", "延期"},
	{"sooner", "提前"},
	{"cancel", "撤销"},
	{"pause", "暂停"},
	{"resume", "恢复"},
	{NULL, NULL},
};
static const struct choice reaches[] = {
	{"item", "一项应报"},
	{"duty", "本单位这条措施的全部事项"},
	{"measure", "整条措施"},
	{NULL, NULL},
};

static const struct field fields[] = {
	{FIELD(struct change_row, campaign), .label = "专项活动", .type = F_REF, .ref = "campaign",
		.flags = F_FILTER | F_INDEXED | F_COMPUTED},
	{FIELD(struct change_row, measure), .label = "措施", .type = F_REF, .ref = "measure",
		.flags = F_IN_LIST | F_FILTER | F_INDEXED},
	{FIELD(struct change_row, duty), .label = "责任事项", .type = F_REF, .ref = "duty",
		.flags = F_INDEXED},
	{FIELD(struct change_row, due), .label = "应报事项", .type = F_REF, .ref = "due",
		.flags = F_IN_LIST | F_INDEXED},
	{FIELD(struct change_row, what), .label = "变更", .type = F_ENUM, .choices = change_whats,
		.flags = F_IN_LIST | F_FILTER},
	{FIELD(struct change_row, reach), .label = "范围", .type = F_ENUM, .choices = reaches,
		.flags = F_IN_LIST | F_FILTER},
	{FIELD(struct change_row, old_day), .label = "原期限", .type = F_DAY, .flags = F_IN_LIST},
	{FIELD(struct change_row, new_day), .label = "新期限", .type = F_DAY, .flags = F_IN_LIST},
	{FIELD(struct change_row, from_day), .label = "暂停自", .type = F_DAY},
	{FIELD(struct change_row, until_day), .label = "暂停至", .type = F_DAY},
	{FIELD(struct change_row, why), .label = "理由", .type = F_LONG, .max = 500,
		.flags = F_REQUIRED | F_IN_LIST},
	{FIELD(struct change_row, basis), .label = "依据", .type = F_TEXT, .max = 200,
		.hint = "哪次会议、哪份文件；暂停必填"},
	{FIELD(struct change_row, decided_by), .label = "审批人", .type = F_REF, .ref = "person",
		.flags = F_IN_LIST | F_COMPUTED},
	{FIELD(struct change_row, decided_at), .label = "审批时间", .type = F_STAMP,
		.flags = F_IN_LIST | F_COMPUTED},
	{FIELD(struct change_row, answer), .label = "审批意见", .type = F_LONG, .max = 500,
		.flags = F_IN_LIST},
	{FIELD(struct change_row, items), .label = "涉及事项", .type = F_INT, .flags = F_COMPUTED},
};

static const struct state states[] = {
	{"proposed", "待批准"},
	{"approved", "已批准"},
	{"refused", "未批准"},
	{"withdrawn", "已撤回"},
};
static const char *const asks[] = {"reach", "due", "duty", "measure", "what", "old_day", "new_day",
	"from_day", "until_day", "why", "basis", NULL};
static const char *const answers[] = {"answer", NULL};

static enum flow_code need_answer(struct ctx *cx, const void *before, const void *after)
{
	(void)before;
	if (str_trim(((const struct change_row *)after)->answer).n == 0)
		err_field(cx->errs, S("answer"), "请写明不批准的理由");
	return FLOW_OK;
}

/* Only who proposed it takes it back. */
static enum flow_code is_own(struct ctx *cx, const void *before, const void *after)
{
	const struct change_row *c = after;
	(void)before;
	return c->head.by.n == cx->who->person.n ? FLOW_OK : FLOW_DENIED;
}

static const struct step steps[] = {
	{.name = "new",
		.label = "申请变更",
		.to = CHANGE_PROPOSED,
		.perm = "due.change",
		.fields = asks,
		.flags = STEP_NEW,
		.guard = change_may_propose,
		.after = change_proposed},
	{.name = "approve",
		.label = "批准",
		.from = STATE_BIT(CHANGE_PROPOSED),
		.to = CHANGE_APPROVED,
		.perm = "due.approve",
		.fields = answers,
		.flags = STEP_OTHER,
		.guard = change_may_approve,
		.after = change_approved},
	{.name = "refuse",
		.label = "不批准",
		.from = STATE_BIT(CHANGE_PROPOSED),
		.to = CHANGE_REFUSED,
		.perm = "due.approve",
		.fields = answers,
		.flags = STEP_OTHER,
		.guard = need_answer,
		.after = change_decided},
	{.name = "withdraw",
		.label = "撤回申请",
		.from = STATE_BIT(CHANGE_PROPOSED),
		.to = CHANGE_WITHDRAWN,
		.perm = "due.change",
		.guard = is_own,
		.after = change_decided},
};

static struct str title(struct ctx *cx, const void *row)
{
	const struct change_row *c = row;
	struct str what = c->due.n ? rec_title(cx, &due_kind, c->due)
				   : rec_title(cx, &measure_kind, c->measure);
	return str_fmt(cx->a, "%s：%.*s", change_whats[c->what].label, STR_ARG(what));
}

static const char *const scope[] = {"unit", NULL};

const struct kind change_kind = {
	.name = "change",
	.label = "变更申请",
	.table = "due_change",
	.row_size = sizeof(struct change_row),
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
};
