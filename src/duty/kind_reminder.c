/* kind_reminder.c — the rows that decide who is reminded of what, and when (TIME-29): shipped,
 * changed by administrators, every change sealed. */
#include "base/bug.h"
#include "base/num.h"
#include "base/tsv.h"
#include "core/flow.h"
#include "core/rec.h"
#include "duty/remind.h"
#include "sys/data.h"

static const struct choice moments[] = {
	{"before", "到期前"},
	{"after", "逾期后"},
	{"returned", "被退回后"},
	{"unsigned", "未签收"},
	{"waiting", "等待接收"},
	{"change", "变更待批"},
	{NULL, NULL},
};
static const struct choice spans[] = {{"workday", "工作日"}, {"hour", "小时"}, {NULL, NULL}};
static const struct choice recipients[] = {
	{"liaison", "联络员"},
	{"unit_head", "单位负责人"},
	{"supervising", "上级主管单位负责人"},
	{"office", "专项活动办公室"},
	{"leader", "包联领导"},
	{"lead_staff", "接收单位工作人员"},
	{NULL, NULL},
};

static const struct field fields[] = {
	{FIELD(struct reminder_row, code), .label = "代码", .type = F_TEXT, .max = 30,
		.flags = F_REQUIRED | F_IN_LIST | F_UNIQUE},
	{FIELD(struct reminder_row, moment), .label = "什么时候", .type = F_ENUM,
		.choices = moments, .flags = F_IN_LIST | F_FILTER},
	{FIELD(struct reminder_row, n), .label = "数", .type = F_INT, .max = 200,
		.flags = F_IN_LIST},
	{FIELD(struct reminder_row, span), .label = "单位", .type = F_ENUM, .choices = spans,
		.flags = F_IN_LIST},
	{FIELD(struct reminder_row, recipient), .label = "提醒谁", .type = F_ENUM,
		.choices = recipients, .flags = F_IN_LIST | F_FILTER},
	{FIELD(struct reminder_row, applies), .label = "适用", .type = F_TEXT, .max = 20,
		.flags = F_REQUIRED | F_IN_LIST,
		.hint = "* 全部，或 monthly 按月、quarterly 按季、final 最终期限、redo 退回重报"},
	{FIELD(struct reminder_row, text), .label = "提醒的话", .type = F_TEXT, .max = 60,
		.flags = F_REQUIRED},
};

static const struct state states[] = {{"on", "启用"}, {"off", "停用"}};
static const char *const edits[] = {"moment", "n", "span", "recipient", "applies", "text", NULL};
static const char *const makes[] = {
	"code", "moment", "n", "span", "recipient", "applies", "text", NULL};

static const struct step steps[] = {
	{.name = "new",
		.label = "新增提醒",
		.to = REMINDER_ON,
		.perm = "setting.edit",
		.fields = makes,
		.flags = STEP_NEW},
	{.name = "edit",
		.label = "修改",
		.from = STATE_ANY,
		.to = -1,
		.perm = "setting.edit",
		.fields = edits},
	{.name = "off",
		.label = "停用",
		.from = STATE_BIT(REMINDER_ON),
		.to = REMINDER_OFF,
		.perm = "setting.edit",
		.flags = STEP_REASON},
	{.name = "on",
		.label = "启用",
		.from = STATE_BIT(REMINDER_OFF),
		.to = REMINDER_ON,
		.perm = "setting.edit"},
};

static struct str title(struct ctx *cx, const void *row)
{
	(void)cx;
	return ((const struct reminder_row *)row)->text;
}

static const char *const scope[] = {"unit", NULL};

const struct kind reminder_kind = {
	.name = "reminder",
	.label = "提醒规则",
	.table = "reminder",
	.level = LEVEL_OPEN,
	.row_size = sizeof(struct reminder_row),
	.fields = fields,
	.n_fields = NELEM(fields),
	.states = states,
	.n_states = NELEM(states),
	.steps = steps,
	.n_steps = NELEM(steps),
	.read_perm = "setting.edit",
	.scope_units = scope,
	.order = "id",
	.title = title,
};

struct str remind_moment_label(const struct reminder_row *r)
{
	return str_of(moments[r->moment].label);
}

struct str remind_recipient_label(const struct reminder_row *r)
{
	return str_of(recipients[r->recipient].label);
}

/* ---- the shipped rows ---- */

static int index_of(const struct choice *c, struct str code)
{
	for (int i = 0; c[i].code; i++)
		if (str_eq(code, str_of(c[i].code)))
			return i;
	BUG("data/reminders.tsv names an unknown word");
}

enum flow_code remind_preset(struct ctx *cx)
{
	static const char *const cols[] = {
		"code", "applies", "when", "n", "unit", "to", "text", NULL};
	struct str text = data_get("reminders.tsv");
	struct tsv t;
	enum flow_code code = FLOW_OK;
	AN(tsv_open(&t, cx->a, text, cols));
	while (code == FLOW_OK && tsv_next(&t)) {
		struct reminder_row *r = kind_row(&reminder_kind, cx->a);
		r->code = tsv_cell(&t, 0);
		r->applies = tsv_cell(&t, 1);
		r->moment = index_of(moments, tsv_cell(&t, 2));
		AN(num_int(tsv_cell(&t, 3), 0, 200, &r->n));
		r->span = index_of(spans, tsv_cell(&t, 4));
		r->recipient = index_of(recipients, tsv_cell(&t, 5));
		r->text = tsv_cell(&t, 6);
		code = rec_insert(cx, &reminder_kind, r);
	}
	AZ(t.why.n);
	if (code != FLOW_OK)
		return code;
	return flow_note(
		cx, &(struct seal_in){.kind = "reminder", .verb = "preset", .payload = text});
}
