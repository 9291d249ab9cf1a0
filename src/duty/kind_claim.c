/* kind_claim.c — the claim as a record kind: its fields, its steps, and the rules of each. */
#include "base/bug.h"
#include "core/actor.h"
#include "core/rec.h"
#include "core/tree.h"
#include "core/val.h"
#include "duty/claim.h"
#include "duty/part.h"

const char *const claim_fixings[FIXINGS] = {"定目标", "定任务", "定责任", "定措施", "定时限"};

static const char *const scope[] = {"unit", NULL};
static const struct choice hows[] = {{"self", "主动认领"}, {"spot", "现场认领"}, {NULL, NULL}};

static const struct field claim_fields[] = {
	{FIELD(struct claim_row, measure), .label = "措施", .type = F_REF, .ref = "measure",
		.flags = F_REQUIRED | F_IN_LIST | F_FILTER | F_INDEXED},
	{FIELD(struct claim_row, how), .label = "方式", .type = F_ENUM, .choices = hows,
		.flags = F_FILTER},
	{FIELD(struct claim_row, matter), .label = "事项或难题", .type = F_TEXT, .max = 200,
		.flags = F_IN_LIST | F_SEARCH},
	{FIELD(struct claim_row, leader), .label = "包联领导", .type = F_REF, .ref = "person",
		.flags = F_FILTER | F_INDEXED},
	{FIELD(struct claim_row, person), .label = "定责任", .type = F_REF, .ref = "person",
		.flags = F_REQUIRED | F_IN_LIST | F_INDEXED},
	{FIELD(struct claim_row, goal), .label = "定目标", .type = F_TEXT, .max = 300},
	{FIELD(struct claim_row, task), .label = "定任务", .type = F_TEXT, .max = 300},
	{FIELD(struct claim_row, steps), .label = "定措施", .type = F_LONG, .max = 1000,
		.flags = F_SEARCH},
	{FIELD(struct claim_row, due_day), .label = "定时限", .type = F_DAY,
		.flags = F_IN_LIST | F_FILTER},
	{FIELD(struct claim_row, result), .label = "办理结果", .type = F_LONG, .max = 1000},
};

static const struct state claim_states[] = {
	{"open", "已认领，五定未齐"},
	{"active", "五定已齐，办理中"},
	{"done", "办结"},
	{"dropped", "已撤回"},
};

unsigned claim_fixed(const struct claim_row *c)
{
	return (c->goal.n ? STATE_BIT(FIX_GOAL) : 0) | (c->task.n ? STATE_BIT(FIX_TASK) : 0) |
	       (c->person.n ? STATE_BIT(FIX_PERSON) : 0) | (c->steps.n ? STATE_BIT(FIX_STEPS) : 0) |
	       (day_is_set(c->due_day) ? STATE_BIT(FIX_DAY) : 0);
}

static void check_five(struct ctx *cx, const struct claim_row *c)
{
	static const char *const inputs[FIXINGS] = {"goal", "task", "person", "steps", "due_day"};
	unsigned have = claim_fixed(c);
	for (int i = 0; i < FIXINGS; i++)
		if (!(have & STATE_BIT(i)))
			err_field(cx->errs, str_of(inputs[i]), "还没有“%s”：五定不齐不能开始办理",
				claim_fixings[i]);
}

static void check_day(struct ctx *cx, const struct claim_row *c)
{
	char mine[DAY_TEXT], theirs[DAY_TEXT];
	const struct measure_row *m = rec_load(cx, &measure_kind, c->measure);
	struct day last = m ? part_last_day(cx, m, c->head.unit) : DAY_NONE;
	if (day_is_set(c->due_day) && day_is_set(last) && c->due_day.n > last.n)
		err_field(cx->errs, S("due_day"), "%s 晚于措施的时限 %s，请改早",
			day_text(c->due_day, mine), day_text(last, theirs));
}

static bool owes(struct ctx *cx, const struct claim_row *c)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT count(*) FROM duty WHERE measure = ? AND unit = ? AND state <> "
		"'cancelled'");
	db_rid(s, 1, c->measure);
	db_rid(s, 2, c->head.unit);
	return db_one_int(s, 0) > 0;
}

/* The same measure, or the same matter of it, is claimed once. */
static bool claimed(struct ctx *cx, const struct claim_row *c)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT count(*) FROM claim WHERE measure = ? AND unit = ? AND state <> 'dropped' "
		"AND coalesce(matter, '-') = ? AND id <> ?");
	db_rid(s, 1, c->measure);
	db_rid(s, 2, c->head.unit);
	db_text(s, 3, c->matter.n ? c->matter : S("-"));
	db_int(s, 4, c->head.id.n);
	return db_one_int(s, 0) > 0;
}

static enum flow_code may_claim(struct ctx *cx, const void *before, const void *after)
{
	const struct claim_row *c = after;
	(void)before;
	if (!owes(cx, c))
		err_field(cx->errs, S(""), "这项措施不由本单位负责，不能认领");
	else if (claimed(cx, c))
		err_field(cx->errs, S("matter"), "这一项本单位已经认领");
	if (!cx->who->is_system && !claim_is_head(cx, c->head.unit))
		err_field(cx->errs, S(""), "认领由本单位主要负责人（请假时由代理人）作出");
	check_day(cx, c);
	return cx->errs->n ? FLOW_INVALID : FLOW_OK;
}

static enum flow_code stays_fixed(struct ctx *cx, const void *before, const void *after)
{
	const struct claim_row *c = after;
	(void)before;
	if (c->head.state == CLAIM_ACTIVE)
		check_five(cx, c);
	check_day(cx, c);
	return cx->errs->n ? FLOW_INVALID : FLOW_OK;
}

static enum flow_code has_result(struct ctx *cx, const void *before, const void *after)
{
	(void)before;
	if (((const struct claim_row *)after)->result.n == 0)
		err_field(cx->errs, S("result"), "请写明办理结果");
	return cx->errs->n ? FLOW_INVALID : FLOW_OK;
}

static const char *const new_fields[] = {
	"measure", "how", "matter", "leader", "person", "goal", "task", "steps", "due_day", NULL};
static const char *const five[] = {"leader", "person", "goal", "task", "steps", "due_day", NULL};
static const char *const result[] = {"result", NULL};

static const struct step claim_steps[] = {
	{.name = "new",
		.label = "认领",
		.to = CLAIM_OPEN,
		.perm = "due.report",
		.fields = new_fields,
		.flags = STEP_NEW,
		.guard = may_claim},
	{.name = "fix",
		.label = "补充五定",
		.from = STATE_BIT(CLAIM_OPEN) | STATE_BIT(CLAIM_ACTIVE),
		.to = -1,
		.perm = "due.report",
		.fields = five,
		.guard = stays_fixed},
	{.name = "begin",
		.label = "五定已齐，开始办理",
		.from = STATE_BIT(CLAIM_OPEN),
		.to = CLAIM_ACTIVE,
		.perm = "due.report",
		.fields = five,
		.guard = stays_fixed},
	{.name = "finish",
		.label = "办结",
		.from = STATE_BIT(CLAIM_ACTIVE),
		.to = CLAIM_DONE,
		.perm = "due.report",
		.fields = result,
		.guard = has_result},
	{.name = "drop",
		.label = "撤回认领",
		.from = STATE_BIT(CLAIM_OPEN) | STATE_BIT(CLAIM_ACTIVE),
		.to = CLAIM_DROPPED,
		.perm = "due.report",
		.flags = STEP_REASON},
};

static struct str claim_title(struct ctx *cx, const void *row)
{
	const struct claim_row *c = row;
	return c->matter.n ? c->matter : rec_title(cx, &measure_kind, c->measure);
}

const struct kind claim_kind = {
	.name = "claim",
	.label = "认领与五定",
	.table = "claim",
	.row_size = sizeof(struct claim_row),
	.fields = claim_fields,
	.n_fields = NELEM(claim_fields),
	.states = claim_states,
	.n_states = NELEM(claim_states),
	.steps = claim_steps,
	.n_steps = NELEM(claim_steps),
	.read_perm = "due.read",
	.scope_units = scope,
	.order = "-id",
	.title = claim_title,
};
