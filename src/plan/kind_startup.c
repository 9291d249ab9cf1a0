/* kind_startup.c — one item of a campaign's start-up list (PLAN-37, ORG-05): what must be done
 * before it runs, who sees to it, by when, and who said it is done.
 *
 * The list begins as the shipped proposal (startup.c); from then on it is the campaign's own. What
 * follows from the records is never ticked: startup.c looks it up. */
#include "base/bug.h"
#include "core/actor.h"
#include "core/rec.h"
#include "plan/setup_int.h"

static const struct field fields[] = {
	{FIELD(struct startup_row, campaign), .label = "专项活动", .type = F_REF, .ref = "campaign",
		.flags = F_REQUIRED | F_IN_LIST | F_FILTER | F_INDEXED},
	{FIELD(struct startup_row, label), .label = "事项", .type = F_TEXT, .max = 100,
		.flags = F_REQUIRED | F_IN_LIST | F_SEARCH},
	{FIELD(struct startup_row, hint), .label = "要求", .type = F_TEXT, .max = 200},
	{FIELD(struct startup_row, required), .label = "必需", .type = F_BOOL,
		.flags = F_IN_LIST | F_FILTER, .hint = "没有完成，活动不能转入推进"},
	{FIELD(struct startup_row, owner), .label = "负责人", .type = F_REF, .ref = "person",
		.flags = F_IN_LIST | F_FILTER | F_INDEXED},
	{FIELD(struct startup_row, due_day), .label = "期限", .type = F_DAY, .flags = F_IN_LIST},
	{FIELD(struct startup_row, done_day), .label = "完成日期", .type = F_DAY,
		.flags = F_IN_LIST},
	{FIELD(struct startup_row, note), .label = "说明", .type = F_TEXT, .max = 200},
	{FIELD(struct startup_row, done_by), .label = "记录人", .type = F_REF, .ref = "person",
		.flags = F_COMPUTED},
	{FIELD(struct startup_row, code), .label = "清单代码", .type = F_TEXT, .max = 40,
		.flags = F_COMPUTED},
	{FIELD(struct startup_row, sort), .label = "顺序", .type = F_INT, .flags = F_COMPUTED},
};

static const struct state states[] = {
	{"open", "未完成"},
	{"done", "完成"},
	{"dropped", "不做"},
};

static const char *const adds[] = {
	"campaign", "label", "hint", "required", "owner", "due_day", NULL};
static const char *const edits[] = {"label", "hint", "required", "owner", "due_day", NULL};
static const char *const ticks[] = {"done_day", "note", NULL};
static const char *const scope[] = {"unit", NULL};

/* A campaign that is over has no start-up any more. */
static enum flow_code campaign_open(struct ctx *cx, const void *before, const void *after)
{
	const struct startup_row *it = after;
	(void)before;
	return setup_may(cx, it->campaign);
}

static enum flow_code addable(struct ctx *cx, const void *before, const void *after)
{
	const struct startup_row *it = after;
	const struct campaign_row *c = rec_load(cx, &campaign_kind, it->campaign);
	if (c && c->head.unit.n != it->head.unit.n) {
		err_field(
			cx->errs, S("campaign"), "清单和活动应属于同一个单位，请选活动所在的单位");
		return FLOW_INVALID;
	}
	return campaign_open(cx, before, after);
}

static enum flow_code tickable(struct ctx *cx, const void *before, const void *after)
{
	const struct startup_row *it = after;
	if (startup_is_automatic(it->code))
		err_field(cx->errs, S(""), "“%.*s”由系统按记录核对，不用勾", STR_ARG(it->label));
	else if (!day_is_set(it->done_day))
		err_field(cx->errs, S("done_day"), "请填写完成日期");
	else if (it->done_day.n > cx->today.n)
		err_field(cx->errs, S("done_day"), "完成日期不能晚于今天");
	return cx->errs->n ? FLOW_INVALID : campaign_open(cx, before, after);
}

static enum flow_code at_the_end(struct ctx *cx, const void *before, void *after)
{
	struct startup_row *it = after;
	(void)before;
	struct stmt *last = db_prep(
		cx->db, "SELECT coalesce(max(sort), 0) FROM startup_item WHERE campaign = ?");
	db_rid(last, 1, it->campaign);
	it->sort = db_one_int(last, 0) + 10;
	struct stmt *s = db_prep(cx->db, "UPDATE startup_item SET sort = ? WHERE id = ?");
	db_int(s, 1, it->sort);
	db_rid(s, 2, it->head.id);
	return flow_of_db(db_run(s));
}

static enum flow_code signed_tick(struct ctx *cx, const void *before, void *after)
{
	struct startup_row *it = after;
	(void)before;
	bool done = it->head.state == STARTUP_DONE;
	it->done_by = done ? cx->who->person : RID_NONE;
	if (!done)
		it->done_day = DAY_NONE;
	struct stmt *s = db_prep(
		cx->db, "UPDATE startup_item SET done_by = ?, done_day = ? WHERE id = ?");
	db_rid(s, 1, it->done_by);
	db_day(s, 2, it->done_day);
	db_rid(s, 3, it->head.id);
	return flow_of_db(db_run(s));
}

static const struct step steps[] = {
	{.name = "new",
		.label = "加一项",
		.to = STARTUP_OPEN,
		.perm = "campaign.edit",
		.fields = adds,
		.flags = STEP_NEW,
		.guard = addable,
		.after = at_the_end},
	{.name = "edit",
		.label = "修改",
		.from = STATE_BIT(STARTUP_OPEN),
		.to = -1,
		.perm = "campaign.edit",
		.fields = edits,
		.guard = campaign_open},
	{.name = "tick",
		.label = "记为完成",
		.from = STATE_BIT(STARTUP_OPEN),
		.to = STARTUP_DONE,
		.perm = "campaign.edit",
		.fields = ticks,
		.guard = tickable,
		.after = signed_tick},
	{.name = "untick",
		.label = "改回未完成",
		.from = STATE_BIT(STARTUP_DONE),
		.to = STARTUP_OPEN,
		.perm = "campaign.edit",
		.guard = campaign_open,
		.after = signed_tick},
	{.name = "drop",
		.label = "不做这一项",
		.from = STATE_BIT(STARTUP_OPEN),
		.to = STARTUP_DROPPED,
		.perm = "campaign.edit",
		.flags = STEP_REASON,
		.guard = campaign_open},
	{.name = "restore",
		.label = "恢复这一项",
		.from = STATE_BIT(STARTUP_DROPPED),
		.to = STARTUP_OPEN,
		.perm = "campaign.edit",
		.guard = campaign_open},
};

static struct str title(struct ctx *cx, const void *row)
{
	(void)cx;
	return ((const struct startup_row *)row)->label;
}

const struct kind startup_kind = {
	.name = "startup_item",
	.label = "启动清单",
	.table = "startup_item",
	.row_size = sizeof(struct startup_row),
	.fields = fields,
	.n_fields = NELEM(fields),
	.states = states,
	.n_states = NELEM(states),
	.steps = steps,
	.n_steps = NELEM(steps),
	.read_perm = "campaign.read",
	.scope_units = scope,
	.order = "sort",
	.title = title,
};
