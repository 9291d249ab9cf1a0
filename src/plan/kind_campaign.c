/* kind_campaign.c — the campaign: a named effort with a period and an office (PLAN-04, 33, 51;
 * ORG-04, ORG-26). */
#include "base/bug.h"
#include "plan/setup_int.h"

static const struct field fields[] = {
	{FIELD(struct campaign_row, name), .label = "名称", .type = F_TEXT, .max = 100,
		.flags = F_REQUIRED | F_IN_LIST | F_SEARCH},
	{FIELD(struct campaign_row, type), .label = "类型", .type = F_CODE, .set = "campaign_type",
		.flags = F_REQUIRED | F_IN_LIST | F_FILTER},
	{FIELD(struct campaign_row, from_day), .label = "开始日期", .type = F_DAY,
		.flags = F_REQUIRED | F_IN_LIST},
	{FIELD(struct campaign_row, until_day), .label = "结束日期", .type = F_DAY,
		.flags = F_IN_LIST, .hint = "长效机制可不填"},
	{FIELD(struct campaign_row, office), .label = "活动办公室", .type = F_REF, .ref = "unit",
		.flags = F_REQUIRED | F_IN_LIST},
	{FIELD(struct campaign_row, parent), .label = "所属活动", .type = F_REF, .ref = "campaign",
		.flags = F_INDEXED},
	{FIELD(struct campaign_row, model), .label = "参照的活动", .type = F_REF, .ref = "campaign",
		.flags = F_INDEXED,
		.hint = "照它的阶段、目标和筹备清单建，时间随本活动移动；人员和完成情况不带过来"},
	{FIELD(struct campaign_row, pilot), .label = "试点", .type = F_BOOL, .flags = F_FILTER},
	{FIELD(struct campaign_row, roll_back), .label = "期限逢休息日提前", .type = F_BOOL,
		.hint = "提前到前一个工作日；方案签发后不能再改"},
	{FIELD(struct campaign_row, with_partial), .label = "签发当期也要报", .type = F_BOOL,
		.hint = "不勾选的，从签发后第一个完整的月、季度起报；方案签发后不能再改"},
};

static const struct state states[] = {
	{"planning", "策划中"},
	{"running", "推进中"},
	{"standing", "长效坚持"},
	{"done", "完成"},
	{"cancelled", "已撤销"},
	{"started", "已启动"},
};

static const char *const news[] = {
	"name",
	"type",
	"from_day",
	"until_day",
	"office",
	"parent",
	"model",
	"pilot",
	"roll_back",
	"with_partial",
	NULL,
};
static const char *const edits[] = {
	"name",
	"type",
	"from_day",
	"until_day",
	"office",
	"parent",
	"pilot",
	"roll_back",
	"with_partial",
	NULL,
};
static const char *const scope[] = {"unit", "office", NULL};

static void check(struct ctx *cx, const void *row)
{
	const struct campaign_row *c = row;
	if (day_is_set(c->from_day) && day_is_set(c->until_day) && c->until_day.n < c->from_day.n)
		err_field(cx->errs, S("until_day"), "结束日期不能早于开始日期");
	if (c->parent.n && c->parent.n == c->head.id.n)
		err_field(cx->errs, S("parent"), "所属活动不能是本活动自己");
}

enum {
	BEFORE = STATE_BIT(CAMPAIGN_PLANNING) | STATE_BIT(CAMPAIGN_STARTED),
	OPEN = BEFORE | STATE_BIT(CAMPAIGN_RUNNING)
};

static enum flow_code made(struct ctx *cx, const void *before, void *after)
{
	const struct campaign_row *c = after;
	(void)before;
	enum flow_code code = c->model.n ? setup_like(cx, c) : setup_template(cx, c);
	return code == FLOW_OK ? startup_adopt(cx, after) : code;
}

/* What was issued was worked out with them: its explanations would say something else. */
static enum flow_code keeps_reckoning(struct ctx *cx, const void *before, const void *after)
{
	const struct campaign_row *b = before, *a = after;
	static const char *const late = "方案已经签发，应报期限按原来的办法算出，不能再改";
	if (plan_current(cx, b->head.id).n == 0)
		return FLOW_OK;
	if (a->roll_back != b->roll_back)
		err_field(cx->errs, S("roll_back"), "%s", late);
	if (a->with_partial != b->with_partial)
		err_field(cx->errs, S("with_partial"), "%s", late);
	return cx->errs->n ? FLOW_INVALID : FLOW_OK;
}

/* PLAN-37: each open item of the start-up list is said. */
static enum flow_code complete(struct ctx *cx, const void *before, const void *after)
{
	(void)before;
	return setup_refuse(cx, after) ? FLOW_INVALID : FLOW_OK;
}

static const struct step steps[] = {
	{.name = "new",
		.label = "新建活动",
		.to = CAMPAIGN_PLANNING,
		.perm = "campaign.edit",
		.fields = news,
		.flags = STEP_NEW,
		.after = made},
	{.name = "edit",
		.label = "修改",
		.from = OPEN,
		.to = -1,
		.perm = "campaign.edit",
		.fields = edits,
		.guard = keeps_reckoning},
	{.name = "start",
		.label = "启动",
		.from = STATE_BIT(CAMPAIGN_PLANNING),
		.to = CAMPAIGN_STARTED,
		.perm = "campaign.edit"},
	{.name = "run",
		.label = "转入推进",
		.from = BEFORE,
		.to = CAMPAIGN_RUNNING,
		.perm = "campaign.edit",
		.guard = complete},
	{.name = "keep",
		.label = "转为长效",
		.from = STATE_BIT(CAMPAIGN_RUNNING),
		.to = CAMPAIGN_STANDING,
		.perm = "campaign.edit",
		.flags = STEP_REASON},
	{.name = "close",
		.label = "结束活动",
		.from = STATE_BIT(CAMPAIGN_RUNNING) | STATE_BIT(CAMPAIGN_STANDING),
		.to = CAMPAIGN_DONE,
		.perm = "campaign.edit",
		.flags = STEP_REASON},
	{.name = "cancel",
		.label = "撤销活动",
		.from = OPEN,
		.to = CAMPAIGN_CANCELLED,
		.perm = "campaign.edit",
		.flags = STEP_REASON},
};

const struct kind campaign_kind = {
	.name = "campaign",
	.label = "专项活动",
	.table = "campaign",
	.row_size = sizeof(struct campaign_row),
	.fields = fields,
	.n_fields = NELEM(fields),
	.states = states,
	.n_states = NELEM(states),
	.steps = steps,
	.n_steps = NELEM(steps),
	.read_perm = "campaign.read",
	.scope_units = scope,
	.order = "-from_day",
	.check = check,
};
