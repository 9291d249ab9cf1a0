/* tables.c — tables of duty/ that are no kinds, and the indexes its lists need. */
#include "base/bug.h"
#include "duty/duty.h"

/* Every change of a due item's state or date, never rewritten: colours of a past day come from it.
 */
static const struct schema_col due_step_cols[] = {
	{"id", COL_RID, COL_KEY, NULL}, {"due", COL_RID, COL_NOT_NULL, NULL},
	{"at", COL_STAMP, COL_NOT_NULL, NULL}, {"state", COL_TEXT, COL_NOT_NULL, NULL},
	{"due_day", COL_DAY, 0, NULL}, {"due_min", COL_INT, 0, NULL}, {"made_by", COL_RID, 0, NULL},
	{"report", COL_RID, 0, NULL}, {"verb", COL_TEXT, COL_NOT_NULL, NULL},
	{"note", COL_TEXT, 0, NULL}, {"seal_no", COL_INT, 0, NULL},
	{"doer", COL_RID, 0, NULL}, /* of the steps that name one */
};
static const struct schema_index due_step_index[] = {{.cols = {"due", "id"}}};

static const struct schema_col evidence_cols[] = {
	{"id", COL_RID, COL_KEY, NULL},
	{"report", COL_RID, COL_NOT_NULL | COL_INDEX, NULL}, /* or the entry it belongs to */
	{"blob", COL_RID, COL_NOT_NULL | COL_INDEX, NULL},
	{"name", COL_TEXT, COL_NOT_NULL, NULL},
	{"size", COL_INT, COL_NOT_NULL, NULL},
	{"event_day", COL_DAY, 0, NULL},
	{"received", COL_STAMP, COL_NOT_NULL, NULL},
	{"made_by", COL_RID, 0, NULL},
};

static const struct schema_col draft_cols[] = {
	{"due", COL_RID, COL_KEY, NULL},
	{"person", COL_RID, COL_KEY, NULL},
	{"progress", COL_TEXT, 0, NULL},
	{"effect", COL_TEXT, 0, NULL},
	{"saved", COL_STAMP, COL_NOT_NULL, NULL},
};

static const struct schema_col light_rule_cols[] = {
	{"code", COL_TEXT, COL_KEY, NULL},
	{"sort", COL_INT, COL_NOT_NULL, NULL},
	{"light", COL_TEXT, COL_NOT_NULL, NULL},
	{"applies", COL_TEXT, COL_NOT_NULL, NULL},
	{"test", COL_TEXT, COL_NOT_NULL, NULL},
	{"value", COL_TEXT, 0, NULL},
	{"n", COL_INT, 0, NULL},
	{"unit", COL_TEXT, 0, NULL},
	{"text", COL_TEXT, 0, NULL},
};

/* What happened, and the item it made (event.h). */
static const struct schema_col due_event_cols[] = {
	{"due", COL_RID, COL_KEY, NULL},
	{"template", COL_RID, COL_NOT_NULL | COL_INDEX, NULL},
	{"at", COL_STAMP, COL_NOT_NULL, NULL},
	{"what", COL_TEXT, COL_NOT_NULL, NULL},
	{"made", COL_STAMP, COL_NOT_NULL, NULL},
	{"made_by", COL_RID, 0, NULL},
};

/* state: planned, running, over; was: the item's state to come back to. */
static const struct schema_col due_pause_cols[] = {
	{"id", COL_RID, COL_KEY, NULL},
	{"due", COL_RID, COL_NOT_NULL | COL_INDEX, NULL},
	{"change", COL_RID, 0, NULL},
	{"from_day", COL_DAY, COL_NOT_NULL, NULL},
	{"until_day", COL_DAY, COL_NOT_NULL, NULL},
	{"state", COL_TEXT, COL_NOT_NULL, NULL},
	{"was", COL_TEXT, COL_NOT_NULL, NULL},
	{"reason", COL_TEXT, COL_NOT_NULL, NULL},
	{"basis", COL_TEXT, 0, NULL},
};
static const struct schema_index due_pause_index[] = {
	{.cols = {"state", "until_day"}}, {.cols = {"state", "from_day"}}};

/* How far a reminder has come: what is due before `done` was told; while a round is under way, up
 * to `going`, and to which unit. */
static const struct schema_col remind_mark_cols[] = {
	{"reminder", COL_RID, COL_KEY, NULL},
	{"done", COL_STAMP, COL_NOT_NULL, NULL},
	{"going", COL_STAMP, 0, NULL},
	{"unit", COL_RID, 0, NULL},
};

static const struct schema_table tables[] = {
	{.name = "due_step",
		.cols = due_step_cols,
		.n_cols = NELEM(due_step_cols),
		.index = due_step_index,
		.n_index = NELEM(due_step_index)},
	{.name = "evidence", .cols = evidence_cols, .n_cols = NELEM(evidence_cols)},
	{.name = "draft", .cols = draft_cols, .n_cols = NELEM(draft_cols)},
	{.name = "light_rule", .cols = light_rule_cols, .n_cols = NELEM(light_rule_cols)},
	{.name = "due_event", .cols = due_event_cols, .n_cols = NELEM(due_event_cols)},
	{.name = "due_pause",
		.cols = due_pause_cols,
		.n_cols = NELEM(due_pause_cols),
		.index = due_pause_index,
		.n_index = NELEM(due_pause_index)},
	{.name = "remind_mark", .cols = remind_mark_cols, .n_cols = NELEM(remind_mark_cols)},
};

const struct schema_part duty_part = {.name = "duty", .tables = tables, .n_tables = NELEM(tables)};
