/* kind_plan.c — plan, measure and question as records (PLAN-02, 05, 09, 16, 38, 52; N2).
 *
 * While a plan is being read everything of it can be corrected; after issue nothing here changes
 * it: a new edition does. The issue itself is campaign/issue.c, because it creates what is owed. */
#include "base/bug.h"
#include "core/actor.h"
#include "core/rec.h"
#include "plan/hurdle.h"
#include "plan/answer.h"
#include "plan/named_list.h"
#include "plan/plan.h"
#include "store/sql.h"

static const char *const scope[] = {"unit", NULL};

/* ---- plan ---- */

static const struct field plan_fields[] = {
	{FIELD(struct plan_row, campaign), .label = "专项活动", .type = F_REF, .ref = "campaign",
		.flags = F_REQUIRED | F_IN_LIST | F_FILTER | F_INDEXED},
	{FIELD(struct plan_row, title), .label = "标题", .type = F_TEXT, .max = 200,
		.flags = F_REQUIRED | F_IN_LIST | F_SEARCH},
	{FIELD(struct plan_row, number), .label = "文号", .type = F_TEXT, .max = 60,
		.flags = F_IN_LIST},
	{FIELD(struct plan_row, issuer), .label = "发文单位", .type = F_TEXT, .max = 100,
		.flags = F_IN_LIST},
	{FIELD(struct plan_row, year), .label = "年份", .type = F_INT, .max = 2199,
		.flags = F_IN_LIST | F_FILTER},
	{FIELD(struct plan_row, edition), .label = "版次", .type = F_INT, .max = 999,
		.flags = F_IN_LIST | F_COMPUTED},
	{FIELD(struct plan_row, issue_day), .label = "印发日期", .type = F_DAY, .flags = F_IN_LIST},
	{FIELD(struct plan_row, source_name), .label = "来源文件", .type = F_TEXT, .max = 200,
		.flags = F_COMPUTED},
	{FIELD(struct plan_row, supersedes), .label = "替代", .type = F_REF, .ref = "plan",
		.flags = F_COMPUTED | F_INDEXED},
	{FIELD(struct plan_row, issued_by), .label = "签发人", .type = F_REF, .ref = "person",
		.flags = F_COMPUTED},
};

static const struct state plan_states[] = {
	{"reading", "核对中"},
	{"review", "待复核"},
	{"issued", "已印发"},
	{"superseded", "已被替代"},
	{"withdrawn", "已撤回"},
};
static const char *const plan_edits[] = {
	"title",
	"number",
	"issuer",
	"year",
	"issue_day",
	NULL,
};

/* Nothing goes to review with a question open: the reviewer must see what will be issued. */
static enum flow_code answered_all(struct ctx *cx, const void *before, const void *after)
{
	struct plan_hurdle *h;
	int n = plan_hurdles(cx, ((const struct plan_row *)after)->head.id, &h);
	(void)before;
	for (int i = 0; i < n; i++)
		err_field(cx->errs, S(""), "%.*s", STR_ARG(h[i].text));
	return n ? FLOW_INVALID : FLOW_OK;
}

static const struct step plan_steps[] = {
	{.name = "edit",
		.label = "修改",
		.from = STATE_BIT(PLAN_READING),
		.to = -1,
		.perm = "plan.edit",
		.fields = plan_edits},
	{.name = "submit",
		.label = "提交复核",
		.from = STATE_BIT(PLAN_READING),
		.to = PLAN_REVIEW,
		.perm = "plan.edit",
		.guard = answered_all},
	{.name = "back",
		.label = "退回核对",
		.from = STATE_BIT(PLAN_REVIEW),
		.to = PLAN_READING,
		.perm = "plan.review",
		.flags = STEP_REASON},
	{.name = "withdraw",
		.label = "撤回",
		.from = STATE_BIT(PLAN_READING) | STATE_BIT(PLAN_REVIEW),
		.to = PLAN_WITHDRAWN,
		.perm = "plan.edit",
		.flags = STEP_REASON},
};

static struct str plan_title(struct ctx *cx, const void *row)
{
	const struct plan_row *p = row;
	return p->edition > 1 ? str_fmt(cx->a, "%.*s（第 %lld 版）", STR_ARG(p->title),
					(long long)p->edition)
			      : p->title;
}

const struct kind plan_kind = {
	.title = plan_title,
	.name = "plan",
	.label = "方案",
	.table = "plan",
	.row_size = sizeof(struct plan_row),
	.fields = plan_fields,
	.n_fields = NELEM(plan_fields),
	.states = plan_states,
	.n_states = NELEM(plan_states),
	.steps = plan_steps,
	.n_steps = NELEM(plan_steps),
	.read_perm = "plan.read",
	.scope_units = scope,
	.order = "-id",
};

/* ---- measure ---- */

#define FACET(which, code, word)                                                                   \
	{                                                                                          \
		.name = (code), .offset = offsetof(struct measure_row, facet[FACET_##which]),      \
		.label = (word), .type = F_LONG, .max = 2000                                       \
	}
static const struct field measure_fields[] = {
	{FIELD(struct measure_row, plan), .label = "方案", .type = F_REF, .ref = "plan",
		.flags = F_FILTER | F_INDEXED | F_COMPUTED},
	{FIELD(struct measure_row, campaign), .label = "专项活动", .type = F_REF, .ref = "campaign",
		.flags = F_FILTER | F_INDEXED | F_COMPUTED},
	{FIELD(struct measure_row, parent), .label = "上一级措施", .type = F_REF, .ref = "measure",
		.flags = F_COMPUTED | F_INDEXED},
	{FIELD(struct measure_row, seq), .label = "顺序", .type = F_INT, .flags = F_COMPUTED},
	{FIELD(struct measure_row, path), .label = "编号", .type = F_TEXT, .max = 80,
		.flags = F_IN_LIST},
	{FIELD(struct measure_row, heading), .label = "标题", .type = F_TEXT, .max = 300,
		.flags = F_REQUIRED | F_IN_LIST | F_SEARCH},
	{FIELD(struct measure_row, text), .label = "正文", .type = F_LONG, .max = 20000,
		.flags = F_SEARCH},
	{FIELD(struct measure_row, span_at), .label = "原文位置", .type = F_INT,
		.flags = F_COMPUTED},
	{FIELD(struct measure_row, span_n), .label = "原文长度", .type = F_INT,
		.flags = F_COMPUTED},
	{FIELD(struct measure_row, goal), .label = "目标", .type = F_INT, .flags = F_COMPUTED},
	{FIELD(struct measure_row, phase), .label = "阶段", .type = F_INT, .flags = F_COMPUTED},
	{FIELD(struct measure_row, theme), .label = "主题", .type = F_TEXT, .max = 100,
		.flags = F_IN_LIST, .hint = "几级主题之间用“/”隔开，如：忠诚先锋/理论武装"},
	{FIELD(struct measure_row, origin), .label = "来源", .type = F_CODE, .set = "task_origin",
		.flags = F_FILTER},
	{FIELD(struct measure_row, pilot), .label = "先行先试", .type = F_BOOL, .flags = F_FILTER},
	{FIELD(struct measure_row, key_task), .label = "重点推进", .type = F_BOOL,
		.flags = F_FILTER},
	FACET(AIM, "aim", "目标"),
	FACET(CONTENT, "content", "内容"),
	FACET(ACTION, "action", "措施"),
	FACET(STANDARD, "standard", "标准"),
	FACET(DEMAND, "demand", "要求"),
	{FIELD(struct measure_row, counter), .label = "对策措施", .type = F_LONG, .max = 1000,
		.flags = F_SEARCH},
	{FIELD(struct measure_row, assigned), .label = "有责任", .type = F_BOOL,
		.flags = F_COMPUTED | F_FILTER},
	{FIELD(struct measure_row, now), .label = "现行措施", .type = F_REF, .ref = "measure",
		.flags = F_COMPUTED | F_INDEXED},
};

static const struct state measure_states[] = {
	{"draft", "核对中"},
	{"active", "推进中"},
	{"standing", "长效坚持"},
	{"done", "完成"},
	{"cancelled", "已撤销"},
	{"superseded", "已被替代"},
};
static const char *const measure_edits[] = {
	"path",
	"heading",
	"text",
	"theme",
	"origin",
	"pilot",
	"key_task",
	"aim",
	"content",
	"action",
	"standard",
	"demand",
	"counter",
	NULL,
};
/* What may be said of a measure that is under way: it changes nothing that is owed. */
static const char *const measure_marks[] = {"theme", "pilot", "key_task", "counter", NULL};

static struct str measure_title(struct ctx *cx, const void *row)
{
	const struct measure_row *m = row;
	return m->path.n ? str_fmt(cx->a, "%.*s %.*s", STR_ARG(m->path), STR_ARG(m->heading))
			 : m->heading;
}

static const struct step measure_steps[] = {
	{.name = "edit",
		.label = "修改",
		.from = STATE_BIT(MEASURE_DRAFT),
		.to = -1,
		.perm = "plan.edit",
		.fields = measure_edits},
	{.name = "mark",
		.label = "归类与标记",
		.from = STATE_BIT(MEASURE_ACTIVE) | STATE_BIT(MEASURE_STANDING) |
			STATE_BIT(MEASURE_DONE),
		.to = -1,
		.perm = "campaign.edit",
		.fields = measure_marks},
	{.name = "drop",
		.label = "删去",
		.from = STATE_BIT(MEASURE_DRAFT),
		.to = MEASURE_CANCELLED,
		.perm = "plan.edit",
		.flags = STEP_REASON},
	{.name = "restore",
		.label = "恢复",
		.from = STATE_BIT(MEASURE_CANCELLED),
		.to = MEASURE_DRAFT,
		.perm = "plan.edit"},
};

/* Who owes or receives anything for it claims it and asks for its change, though plans are not
 * his to read. */
static bool measure_known(struct ctx *cx, rid id)
{
	static const char *const units[] = {"unit", "to_unit", NULL};
	struct sql *q = sql_new(cx->a);
	sql_lit(q, "SELECT 1 FROM duty WHERE measure = ");
	sql_rid(q, id);
	sql_lit(q, " AND ");
	actor_scope(cx, q, "due.read", units);
	sql_lit(q, " LIMIT 1");
	return db_one_int(db_prep_sql(cx->db, q), 0) != 0;
}

const struct kind measure_kind = {
	.name = "measure",
	.label = "措施",
	.table = "measure",
	.row_size = sizeof(struct measure_row),
	.fields = measure_fields,
	.n_fields = NELEM(measure_fields),
	.states = measure_states,
	.n_states = NELEM(measure_states),
	.steps = measure_steps,
	.n_steps = NELEM(measure_steps),
	.read_perm = "plan.read",
	.scope_units = scope,
	.order = "seq",
	.title = measure_title,
	.known = measure_known,
};

/* ---- question ---- */

static const struct field question_fields[] = {
	{FIELD(struct question_row, plan), .label = "方案", .type = F_REF, .ref = "plan",
		.flags = F_FILTER | F_INDEXED | F_COMPUTED},
	{FIELD(struct question_row, measure), .label = "措施", .type = F_REF, .ref = "measure",
		.flags = F_IN_LIST | F_INDEXED | F_COMPUTED},
	{FIELD(struct question_row, code), .label = "类别", .type = F_TEXT, .max = 40,
		.flags = F_FILTER | F_COMPUTED},
	{FIELD(struct question_row, span_at), .label = "原文位置", .type = F_INT,
		.flags = F_COMPUTED},
	{FIELD(struct question_row, span_n), .label = "原文长度", .type = F_INT,
		.flags = F_COMPUTED},
	{FIELD(struct question_row, ask), .label = "问题", .type = F_TEXT, .max = 500,
		.flags = F_IN_LIST | F_COMPUTED},
	{FIELD(struct question_row, proposal), .label = "建议", .type = F_TEXT, .max = 500,
		.flags = F_COMPUTED},
	{FIELD(struct question_row, why), .label = "理由", .type = F_TEXT, .max = 500,
		.flags = F_COMPUTED},
	{FIELD(struct question_row, answer), .label = "答复", .type = F_LONG, .max = LIST_BYTES / 3,
		.flags = F_REQUIRED},
	{FIELD(struct question_row, basis), .label = "依据", .type = F_TEXT, .max = 200,
		.flags = F_REQUIRED | F_IN_LIST, .hint = "谁定的、哪次会议或哪份文件"},
	{FIELD(struct question_row, answered_by), .label = "答复人", .type = F_REF, .ref = "person",
		.flags = F_COMPUTED},
};

static const struct state question_states[] = {{"open", "待答"}, {"answered", "已答"}};
static const char *const answers[] = {"answer", "basis", NULL};

static enum flow_code signed_answer(struct ctx *cx, const void *before, void *after)
{
	struct question_row *q = after;
	(void)before;
	struct stmt *s = db_prep(cx->db, "UPDATE question SET answered_by = ? WHERE id = ?");
	q->answered_by = cx->who->person;
	db_rid(s, 1, q->answered_by);
	db_rid(s, 2, q->head.id);
	enum flow_code code = flow_of_db(db_run(s));
	if (code == FLOW_OK)
		code = answer_apply(cx, q);
	return code == FLOW_OK && cx->errs->n ? FLOW_INVALID : code;
}

static const struct step question_steps[] = {
	{.name = "answer",
		.label = "答复",
		.from = STATE_BIT(0),
		.to = 1,
		.perm = "plan.edit",
		.fields = answers,
		.after = signed_answer},
	{.name = "reopen",
		.label = "重新提问",
		.from = STATE_BIT(1),
		.to = 0,
		.perm = "plan.edit",
		.flags = STEP_REASON},
};

const struct kind question_kind = {
	.name = "question",
	.label = "核对问题",
	.table = "question",
	.row_size = sizeof(struct question_row),
	.fields = question_fields,
	.n_fields = NELEM(question_fields),
	.states = question_states,
	.n_states = NELEM(question_states),
	.steps = question_steps,
	.n_steps = NELEM(question_steps),
	.read_perm = "plan.read",
	.scope_units = scope,
	.order = "span_at",
};
