/* kind_task.c — a unit's own steps as a record kind. What happens to them are verbs of task.c, so
 * the generated surfaces only read them. */
#include "base/bug.h"
#include "duty/task.h"

static const char *const both_units[] = {"unit", "to_unit", NULL};

static const struct field task_fields[] = {
	{FIELD(struct task_row, measure), .label = "措施", .type = F_REF, .ref = "measure",
		.flags = F_IN_LIST | F_FILTER | F_INDEXED | F_COMPUTED},
	{FIELD(struct task_row, campaign), .label = "专项活动", .type = F_REF, .ref = "campaign",
		.flags = F_FILTER | F_COMPUTED},
	{FIELD(struct task_row, to_unit), .label = "报送给", .type = F_REF, .ref = "unit",
		.flags = F_COMPUTED | F_INDEXED},
	{FIELD(struct task_row, what), .label = "做什么", .type = F_TEXT, .max = 300,
		.flags = F_IN_LIST | F_SEARCH | F_COMPUTED},
	{FIELD(struct task_row, person), .label = "责任人", .type = F_REF, .ref = "person",
		.flags = F_IN_LIST | F_FILTER | F_INDEXED | F_COMPUTED},
	{FIELD(struct task_row, due_day), .label = "时限", .type = F_DAY,
		.flags = F_IN_LIST | F_FILTER | F_COMPUTED},
	{FIELD(struct task_row, first_day), .label = "原定", .type = F_DAY, .flags = F_COMPUTED},
	{FIELD(struct task_row, carried), .label = "结转次数", .type = F_INT,
		.flags = F_IN_LIST | F_COMPUTED},
	{FIELD(struct task_row, done_at), .label = "完成时间", .type = F_STAMP,
		.flags = F_COMPUTED},
	{FIELD(struct task_row, note), .label = "说明", .type = F_LONG, .max = 500,
		.flags = F_COMPUTED},
};

static const struct state task_states[] = {
	{"draft", "拟定"},
	{"sent", "待审"},
	{"returned", "退回"},
	{"open", "在办"},
	{"done", "完成"},
	{"dropped", "已去掉"},
};

static const struct schema_index task_index[] = {
	{.cols = {"unit", "state", "due_day"}},
	{.cols = {"measure", "unit"}},
};

static struct str task_title(struct ctx *cx, const void *row)
{
	(void)cx;
	return ((const struct task_row *)row)->what;
}

const struct kind task_kind = {
	.index = task_index,
	.n_index = NELEM(task_index),
	.name = "task",
	.label = "本单位举措",
	.table = "task",
	.row_size = sizeof(struct task_row),
	.fields = task_fields,
	.n_fields = NELEM(task_fields),
	.states = task_states,
	.n_states = NELEM(task_states),
	.read_perm = "due.read",
	.scope_units = both_units,
	.order = "due_day",
	.title = task_title,
};
