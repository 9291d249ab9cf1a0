/* kind_entry.c — entries and targets as record kinds. Their steps are verbs of entry.c and cover.c,
 * so the generated surfaces only read them. */
#include "base/bug.h"
#include "core/val.h"
#include "duty/entry.h"

static const char *const scope[] = {"unit", NULL};

static const struct field entry_fields[] = {
	{FIELD(struct entry_row, due), .label = "应报事项", .type = F_REF, .ref = "due",
		.flags = F_IN_LIST | F_FILTER | F_INDEXED | F_COMPUTED},
	{FIELD(struct entry_row, day), .label = "日期", .type = F_DAY,
		.flags = F_IN_LIST | F_FILTER | F_COMPUTED},
	{FIELD(struct entry_row, person), .label = "谁", .type = F_REF, .ref = "person",
		.flags = F_IN_LIST | F_FILTER | F_COMPUTED},
	{FIELD(struct entry_row, target), .label = "对象", .type = F_TEXT, .max = 100,
		.flags = F_IN_LIST | F_COMPUTED},
	{FIELD(struct entry_row, what), .label = "做了什么", .type = F_LONG, .max = 500,
		.flags = F_IN_LIST | F_SEARCH | F_COMPUTED},
	{FIELD(struct entry_row, n), .label = "数量", .type = F_INT, .flags = F_COMPUTED},
};

static const struct state entry_states[] = {
	{"counted", "计数"},
	{"withdrawn", "已撤销"},
};

static struct str entry_title(struct ctx *cx, const void *row)
{
	const struct entry_row *e = row;
	char day[DAY_TEXT];
	return str_fmt(cx->a, "%s %.*s", day_text(e->day, day), STR_ARG(e->what));
}

const struct kind entry_kind = {
	.name = "entry",
	.label = "次数登记",
	.table = "entry",
	.row_size = sizeof(struct entry_row),
	.fields = entry_fields,
	.n_fields = NELEM(entry_fields),
	.states = entry_states,
	.n_states = NELEM(entry_states),
	.read_perm = "due.read",
	.scope_units = scope,
	.order = "-day",
	.title = entry_title,
};

static const struct field target_fields[] = {
	{FIELD(struct target_row, duty), .label = "责任事项", .type = F_REF, .ref = "duty",
		.flags = F_FILTER | F_INDEXED | F_COMPUTED},
	{FIELD(struct target_row, grp), .label = "类别", .type = F_TEXT, .max = 100,
		.flags = F_IN_LIST | F_COMPUTED},
	{FIELD(struct target_row, name), .label = "名称", .type = F_TEXT, .max = 100,
		.flags = F_IN_LIST | F_SEARCH | F_COMPUTED},
};

static const struct state target_states[] = {
	{"listed", "在册"},
	{"dropped", "已去掉"},
};

static struct str target_title(struct ctx *cx, const void *row)
{
	(void)cx;
	return ((const struct target_row *)row)->name;
}

const struct kind target_kind = {
	.name = "cover_target",
	.label = "覆盖对象",
	.table = "cover_target",
	.row_size = sizeof(struct target_row),
	.fields = target_fields,
	.n_fields = NELEM(target_fields),
	.states = target_states,
	.n_states = NELEM(target_states),
	.read_perm = "due.read",
	.scope_units = scope,
	.order = "name",
	.title = target_title,
};
