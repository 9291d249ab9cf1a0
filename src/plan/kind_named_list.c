/* kind_named_list.c — see named_list.h. */
#include "base/bug.h"
#include "base/vec.h"
#include "core/query.h"
#include "core/rec.h"
#include "plan/named_list.h"

static const char *const scope[] = {"unit", NULL};

static const struct field fields[] = {
	{FIELD(struct named_list_row, plan), .label = "方案", .type = F_REF, .ref = "plan",
		.flags = F_IN_LIST | F_FILTER | F_INDEXED | F_COMPUTED},
	{FIELD(struct named_list_row, campaign), .label = "专项活动", .type = F_REF,
		.ref = "campaign", .flags = F_FILTER | F_INDEXED | F_COMPUTED},
	{FIELD(struct named_list_row, name), .label = "清单名称", .type = F_TEXT, .max = 200,
		.flags = F_REQUIRED | F_SEARCH},
	{FIELD(struct named_list_row, items), .label = "内容", .type = F_LONG,
		.max = LIST_BYTES / 3, .flags = F_REQUIRED | F_SEARCH, .hint = "每行一条"},
	{FIELD(struct named_list_row, basis), .label = "依据", .type = F_TEXT, .max = 200,
		.flags = F_IN_LIST | F_COMPUTED},
};
static const struct state states[] = {{"entered", "已录入"}};
static const char *const edits[] = {"name", "items", NULL};

static enum flow_code has_items(struct ctx *cx, const void *before, const void *after)
{
	const struct named_list_row *l = after;
	struct str *line;
	(void)before;
	if (named_list_lines(cx->a, l->items, &line) > 0)
		return FLOW_OK;
	err_field(cx->errs, S("items"), "请每行写一条，至少一条");
	return FLOW_INVALID;
}

static const struct step steps[] = {
	{.name = "edit",
		.label = "修改",
		.from = STATE_BIT(0),
		.to = -1,
		.perm = "plan.edit",
		.fields = edits,
		.flags = STEP_REASON,
		.guard = has_items},
};

static struct str title(struct ctx *cx, const void *row)
{
	const struct named_list_row *l = row;
	struct str *line;
	return str_fmt(
		cx->a, "%.*s（%d 条）", STR_ARG(l->name), named_list_lines(cx->a, l->items, &line));
}

const struct kind named_list_kind = {
	.name = "named_list",
	.label = "方案所附清单",
	.table = "named_list",
	.row_size = sizeof(struct named_list_row),
	.fields = fields,
	.n_fields = NELEM(fields),
	.states = states,
	.n_states = NELEM(states),
	.steps = steps,
	.n_steps = NELEM(steps),
	.read_perm = "plan.read",
	.scope_units = scope,
	.order = "id",
	.title = title,
};

/* ---- entries ---- */

int named_list_lines(struct arena *a, struct str items, struct str **out)
{
	VEC(struct str) lines = {0};
	while (items.n) {
		struct str line = str_trim(str_cut(&items, S("\n")));
		if (line.n)
			*vec_add(a, &lines) = line;
	}
	*out = lines.at;
	return (int)lines.n;
}

int named_list_of_measure(struct ctx *cx, const struct measure_row *m, struct named_list_row ***out)
{
	VEC(struct named_list_row *) found = {0};
	struct query q = {.kind = &named_list_kind, .per_page = 200};
	void **rows;
	query_filter(cx, &q, S("plan"), str_fmt(cx->a, "%lld", (long long)m->plan.n));
	int n = query_rows(cx, &q, &rows);
	for (int i = 0; i < n && i < 200; i++) {
		struct named_list_row *l = rows[i];
		if (str_has(m->text, l->name) || str_has(m->heading, l->name))
			*vec_add(cx->a, &found) = l;
	}
	*out = found.at;
	return (int)found.n;
}

/* ---- the answer ---- */

/* The words asked about, without “”. */
static struct str name_asked(struct ctx *cx, const struct question_row *q)
{
	struct str text = plan_text(cx, q->plan), name;
	if (q->span_at < 0 || (size_t)q->span_at + (size_t)q->span_n > text.n)
		return q->ask;
	name = str_n(text.p + q->span_at, (size_t)q->span_n);
	if (str_starts(name, S("“")) && str_ends(name, S("”")))
		name = str_n(name.p + 3, name.n - 6);
	return str_trim(name);
}

static bool is_none(struct str said)
{
	return str_starts(said, S("不列")) || str_eq(said, S("none"));
}

enum flow_code named_list_answer(struct ctx *cx, const struct question_row *q, struct plan_row *p)
{
	struct str *line;
	if (is_none(str_trim(q->answer)))
		return FLOW_OK;
	if (named_list_lines(cx->a, q->answer, &line) == 0) {
		err_field(cx->errs, S("answer"), "请每行写一条；不是清单的，写“不列”");
		return FLOW_INVALID;
	}
	struct named_list_row *l = kind_row(&named_list_kind, cx->a);
	l->head.unit = p->head.unit;
	l->plan = p->head.id;
	l->campaign = p->campaign;
	l->name = name_asked(cx, q);
	l->items = q->answer;
	l->basis = q->basis;
	enum flow_code code = rec_insert(cx, &named_list_kind, l);
	return code == FLOW_OK ? flow_seal(cx, &named_list_kind, NULL, l, "enter", STR_NONE) : code;
}
