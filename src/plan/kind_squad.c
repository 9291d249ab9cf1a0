/* kind_squad.c — an inspection team of a campaign as a record kind: set up and ended by the
 * campaign office, never deleted (ORG-17). */
#include "base/bug.h"
#include "core/rec.h"
#include "org/org.h"
#include "plan/setup_int.h"
#include "plan/squad.h"

static const char *const scope[] = {"unit", NULL};

static const struct field fields[] = {
	{FIELD(struct squad_row, campaign), .label = "专项活动", .type = F_REF, .ref = "campaign",
		.flags = F_REQUIRED | F_IN_LIST | F_FILTER | F_INDEXED},
	{FIELD(struct squad_row, name), .label = "名称", .type = F_TEXT, .max = 60,
		.flags = F_REQUIRED | F_IN_LIST | F_SEARCH},
	{FIELD(struct squad_row, leader), .label = "组长", .type = F_REF, .ref = "person",
		.flags = F_REQUIRED | F_IN_LIST | F_INDEXED},
	{FIELD(struct squad_row, members), .label = "成员", .type = F_LONG, .max = 1000,
		.hint = "一行一人，写明从哪里来，如：退居二线、抽调、特邀监督员"},
	{FIELD(struct squad_row, mandate), .label = "督导范围", .type = F_TEXT, .max = 200,
		.hint = "督导哪些单位、哪些方面"},
	{FIELD(struct squad_row, from_day), .label = "组建日期", .type = F_DAY,
		.flags = F_REQUIRED | F_IN_LIST},
	{FIELD(struct squad_row, until_day), .label = "结束日期", .type = F_DAY,
		.flags = F_IN_LIST},
};

static const struct state states[] = {{"active", "在督导"}, {"ended", "已结束"}};
static const char *const makes[] = {
	"campaign", "name", "leader", "members", "mandate", "from_day", "until_day", NULL};
static const char *const edits[] = {"name", "leader", "members", "mandate", "until_day", NULL};
static const char *const ends[] = {"until_day", NULL};

static void check(struct ctx *cx, const void *row)
{
	const struct squad_row *q = row;
	const struct person_row *p = q->leader.n ? rec_load(cx, &person_kind, q->leader) : NULL;
	if (q->head.state == SQUAD_ACTIVE && p && p->head.state != 0)
		err_field(cx->errs, S("leader"), "%.*s已经离岗，请另选", STR_ARG(p->name));
	if (day_is_set(q->until_day) && day_is_set(q->from_day) && q->until_day.n < q->from_day.n)
		err_field(cx->errs, S("until_day"), "结束日期不能早于组建日期");
}

static enum flow_code open_campaign(struct ctx *cx, const void *before, const void *after)
{
	(void)before;
	return setup_may(cx, ((const struct squad_row *)after)->campaign);
}

static enum flow_code ending(struct ctx *cx, const void *before, const void *after)
{
	const struct squad_row *q = after;
	(void)before;
	if (!day_is_set(q->until_day))
		err_field(cx->errs, S("until_day"), "请填写结束日期");
	return cx->errs->n ? FLOW_INVALID : open_campaign(cx, before, after);
}

static const struct step steps[] = {
	{.name = "new",
		.label = "组建督导组",
		.to = SQUAD_ACTIVE,
		.perm = "campaign.edit",
		.fields = makes,
		.flags = STEP_NEW,
		.guard = open_campaign},
	{.name = "edit",
		.label = "修改",
		.from = STATE_BIT(SQUAD_ACTIVE),
		.to = -1,
		.perm = "campaign.edit",
		.fields = edits,
		.guard = open_campaign},
	{.name = "end",
		.label = "结束督导组",
		.from = STATE_BIT(SQUAD_ACTIVE),
		.to = SQUAD_ENDED,
		.perm = "campaign.edit",
		.fields = ends,
		.flags = STEP_REASON,
		.guard = ending},
};

static struct str title(struct ctx *cx, const void *row)
{
	(void)cx;
	return ((const struct squad_row *)row)->name;
}

static struct str door(struct ctx *cx, const void *row, const char **label)
{
	*label = "督导组";
	return str_fmt(cx->a, "/campaign/%lld/squads",
		(long long)((const struct squad_row *)row)->campaign.n);
}

const struct kind squad_kind = {
	.name = "squad",
	.label = "督导组",
	.table = "squad",
	.row_size = sizeof(struct squad_row),
	.fields = fields,
	.n_fields = NELEM(fields),
	.states = states,
	.n_states = NELEM(states),
	.steps = steps,
	.n_steps = NELEM(steps),
	.read_perm = "campaign.read",
	.scope_units = scope,
	.order = "id",
	.title = title,
	.check = check,
	.door = door,
};
