/* kind_due.c — duty, due item and report as record kinds. Their steps are verbs of issue.c and
 * report.c, so the generated surfaces only read them. */
#include "base/bug.h"
#include "core/rec.h"
#include "core/tree.h"
#include "duty/duty.h"

static const char *const both_units[] = {"unit", "to_unit", NULL};

/* ---- duty ---- */

static const struct field duty_fields[] = {
	{FIELD(struct duty_row, campaign), .label = "专项活动", .type = F_REF, .ref = "campaign",
		.flags = F_FILTER | F_COMPUTED},
	{FIELD(struct duty_row, plan), .label = "方案", .type = F_REF, .ref = "plan",
		.flags = F_FILTER | F_INDEXED | F_COMPUTED},
	{FIELD(struct duty_row, measure), .label = "措施", .type = F_REF, .ref = "measure",
		.flags = F_IN_LIST | F_FILTER | F_INDEXED | F_COMPUTED},
	{FIELD(struct duty_row, rule), .label = "时限编号", .type = F_INT, .flags = F_COMPUTED},
	{FIELD(struct duty_row, to_unit), .label = "报送给", .type = F_REF, .ref = "unit",
		.flags = F_IN_LIST | F_INDEXED | F_COMPUTED},
	{FIELD(struct duty_row, person), .label = "责任人", .type = F_REF, .ref = "person",
		.flags = F_IN_LIST | F_INDEXED | F_COMPUTED},
	{FIELD(struct duty_row, squad), .label = "督导组", .type = F_REF, .ref = "squad",
		.flags = F_IN_LIST | F_INDEXED | F_COMPUTED},
	{FIELD(struct duty_row, role), .label = "角色", .type = F_ENUM, .choices = plan_roles,
		.flags = F_COMPUTED},
	{FIELD(struct duty_row, text), .label = "时限规则", .type = F_RULE, .flags = F_COMPUTED},
	{FIELD(struct duty_row, phrase), .label = "原文", .type = F_TEXT, .max = 300,
		.flags = F_IN_LIST | F_COMPUTED},
	{FIELD(struct duty_row, now_plan), .label = "现行方案", .type = F_REF, .ref = "plan",
		.flags = F_COMPUTED},
	{FIELD(struct duty_row, now_text), .label = "现行时限规则", .type = F_RULE,
		.flags = F_COMPUTED},
	{FIELD(struct duty_row, now_phrase), .label = "现行原文", .type = F_TEXT, .max = 300,
		.flags = F_COMPUTED},
};

static const struct state duty_states[] = {
	{"active", "推进中"},
	{"standing", "长效坚持"},
	{"ended", "已完成"},
	{"cancelled", "已撤销"},
};

static const struct schema_index duty_index[] = {
	{.cols = {"unit", "campaign", "measure", "role", "state"}},
	{.cols = {"measure", "role"}},
};

const struct kind duty_kind = {
	.index = duty_index,
	.n_index = NELEM(duty_index),
	.name = "duty",
	.label = "责任事项",
	.table = "duty",
	.row_size = sizeof(struct duty_row),
	.fields = duty_fields,
	.n_fields = NELEM(duty_fields),
	.states = duty_states,
	.n_states = NELEM(duty_states),
	.read_perm = "due.read",
	.scope_units = both_units,
	.order = "id",
};

/* ---- due item ---- */

const struct choice due_kinds[] = {
	{"periodic", "按期报送"},
	{"final", "完成"},
	{"review", "定期回看"},
	{"quota", "次数要求"},
	{"cover", "全覆盖"},
	{"window", "时段内开展"},
	{"event", "事件触发"},
	{"service", "持续服务"},
	{"draw", "随机开展"},
	{"range", "特定时期"},
	{NULL, NULL},
};

static const struct field due_fields[] = {
	{FIELD(struct due_row, duty), .label = "责任事项", .type = F_REF, .ref = "duty",
		.flags = F_COMPUTED | F_INDEXED},
	{FIELD(struct due_row, campaign), .label = "专项活动", .type = F_REF, .ref = "campaign",
		.flags = F_FILTER | F_COMPUTED},
	{FIELD(struct due_row, measure), .label = "措施", .type = F_REF, .ref = "measure",
		.flags = F_IN_LIST | F_FILTER | F_COMPUTED},
	{FIELD(struct due_row, to_unit), .label = "报送给", .type = F_REF, .ref = "unit",
		.flags = F_IN_LIST | F_FILTER | F_COMPUTED},
	{FIELD(struct due_row, period), .label = "期次", .type = F_TEXT, .max = 40,
		.flags = F_IN_LIST | F_FILTER | F_COMPUTED},
	{FIELD(struct due_row, kind), .label = "种类", .type = F_ENUM, .choices = due_kinds,
		.flags = F_IN_LIST | F_FILTER | F_COMPUTED},
	{FIELD(struct due_row, asks), .label = "要求", .type = F_INT, .flags = F_COMPUTED},
	{FIELD(struct due_row, need), .label = "次数", .type = F_INT, .flags = F_COMPUTED},
	{FIELD(struct due_row, content), .label = "报送内容", .type = F_TEXT, .max = 300,
		.flags = F_IN_LIST | F_COMPUTED},
	{FIELD(struct due_row, from_day), .label = "起始日", .type = F_DAY, .flags = F_COMPUTED},
	{FIELD(struct due_row, due_day), .label = "到期日", .type = F_DAY,
		.flags = F_IN_LIST | F_FILTER | F_COMPUTED},
	{FIELD(struct due_row, due_min), .label = "到期时刻（分）", .type = F_INT,
		.flags = F_COMPUTED},
	{FIELD(struct due_row, first_day), .label = "原到期日", .type = F_DAY, .flags = F_COMPUTED},
	{FIELD(struct due_row, signed_at), .label = "签收时间", .type = F_STAMP,
		.flags = F_COMPUTED},
	{FIELD(struct due_row, first_at), .label = "首次报送", .type = F_STAMP,
		.flags = F_COMPUTED},
	{FIELD(struct due_row, reported_at), .label = "最近报送", .type = F_STAMP,
		.flags = F_IN_LIST | F_COMPUTED},
	{FIELD(struct due_row, accepted_at), .label = "接收时间", .type = F_STAMP,
		.flags = F_COMPUTED},
	{FIELD(struct due_row, late_min), .label = "首次报送迟到（分钟）", .type = F_INT,
		.flags = F_IN_LIST | F_COMPUTED},
	{FIELD(struct due_row, provisional), .label = "暂定", .type = F_BOOL,
		.flags = F_IN_LIST | F_COMPUTED},
	{FIELD(struct due_row, node), .label = "规则位置", .type = F_INT, .flags = F_COMPUTED},
	{FIELD(struct due_row, changes), .label = "变更次数", .type = F_INT,
		.flags = F_IN_LIST | F_COMPUTED},
	{FIELD(struct due_row, done), .label = "已计次数", .type = F_INT, .flags = F_COMPUTED},
	{FIELD(struct due_row, whole), .label = "应覆盖数", .type = F_INT, .flags = F_COMPUTED},
	{FIELD(struct due_row, doer), .label = "承办人", .type = F_REF, .ref = "person",
		.flags = F_IN_LIST | F_FILTER | F_COMPUTED},
};

static const struct state due_states[] = {
	{"waiting", "未开始"},
	{"open", "待报"},
	{"reported", "已报待收"},
	{"returned", "退回"},
	{"accepted", "已接收"},
	{"paused", "暂停"},
	{"cancelled", "已撤销"},
	{"before", "系统启用前"},
};

static struct str due_title(struct ctx *cx, const void *row)
{
	const struct due_row *d = row;
	const struct measure_row *m = rec_load(cx, &measure_kind, d->measure);
	return due_name(cx->a, m ? m->heading : d->content, d);
}

static const struct schema_index due_index[] = {
	{.cols = {"state", "due_day"}},
	{.cols = {"unit", "state", "due_day"}},
	{.cols = {"to_unit", "state", "due_day"}},
	{.cols = {"campaign", "measure", "unit"}},
	{.cols = {"campaign", "state", "due_day"}},
	{.cols = {"doer", "state", "due_day"}, .given = true},
};

const struct kind due_kind = {
	.index = due_index,
	.n_index = NELEM(due_index),
	.name = "due",
	.label = "应报事项",
	.table = "due",
	.row_size = sizeof(struct due_row),
	.fields = due_fields,
	.n_fields = NELEM(due_fields),
	.states = due_states,
	.n_states = NELEM(due_states),
	.read_perm = "due.read",
	.scope_units = both_units,
	.order = "-id", /* of two million; by day and light they stand on the list of this room */
	.title = due_title,
};

/* ---- report ---- */

static const struct field report_fields[] = {
	{FIELD(struct report_row, due), .label = "应报事项", .type = F_REF, .ref = "due",
		.flags = F_IN_LIST | F_FILTER | F_INDEXED | F_COMPUTED},
	{FIELD(struct report_row, seq), .label = "第几次", .type = F_INT,
		.flags = F_IN_LIST | F_COMPUTED},
	{FIELD(struct report_row, progress), .label = "动态进展", .type = F_LONG, .max = 2000,
		.flags = F_IN_LIST | F_SEARCH | F_COMPUTED},
	{FIELD(struct report_row, effect), .label = "工作成效", .type = F_LONG, .max = 2000,
		.flags = F_IN_LIST | F_SEARCH | F_COMPUTED},
	{FIELD(struct report_row, unchanged), .label = "与上期无变化", .type = F_BOOL,
		.flags = F_COMPUTED},
	{FIELD(struct report_row, sent_at), .label = "报送时间", .type = F_STAMP,
		.flags = F_IN_LIST | F_COMPUTED},
	{FIELD(struct report_row, late_min), .label = "迟到（分钟）", .type = F_INT,
		.flags = F_IN_LIST | F_COMPUTED},
	{FIELD(struct report_row, to_unit), .label = "报送给", .type = F_REF, .ref = "unit",
		.flags = F_COMPUTED | F_INDEXED},
	{FIELD(struct report_row, reviewed_by), .label = "接收人", .type = F_REF, .ref = "person",
		.flags = F_COMPUTED},
	{FIELD(struct report_row, reviewed_at), .label = "接收时间", .type = F_STAMP,
		.flags = F_COMPUTED},
	{FIELD(struct report_row, review_note), .label = "接收意见", .type = F_LONG, .max = 500,
		.flags = F_IN_LIST | F_COMPUTED},
	{FIELD(struct report_row, redo_day), .label = "重报期限", .type = F_DAY,
		.flags = F_COMPUTED},
	{FIELD(struct report_row, redo_min), .label = "重报时刻（分）", .type = F_INT,
		.flags = F_COMPUTED},
};

static const struct state report_states[] = {
	{"sent", "待接收"},
	{"accepted", "已接收"},
	{"returned", "已退回"},
};

static struct str report_title(struct ctx *cx, const void *row)
{
	const struct report_row *r = row;
	struct str due = rec_title(cx, &due_kind, r->due);
	return str_fmt(cx->a, "%.*s · 第 %lld 次", STR_ARG(due), (long long)r->seq);
}

const struct kind report_kind = {
	.name = "report",
	.label = "报送",
	.table = "report",
	.row_size = sizeof(struct report_row),
	.fields = report_fields,
	.n_fields = NELEM(report_fields),
	.states = report_states,
	.n_states = NELEM(report_states),
	.read_perm = "due.read",
	.scope_units = both_units,
	.order = "-id",
	.title = report_title,
};
