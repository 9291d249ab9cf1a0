/* lists.c — see lists.h. One record per measure, four ways of looking at it. */
#include "base/bug.h"
#include "calendar/say.h"
#include "campaign/lists.h"
#include "core/tree.h"
#include "duty/tally.h"

enum { CELL_MAX = 4000 };

static const struct {
	const char *title;
	struct four_col cols[FOUR_COLS];
} heads[FOUR_LISTS] = {
	{"任务分解清单",
		{{"编号", NULL, 6, false}, {"任务", NULL, 20, false}, {"内容", NULL, 48, false}}},
	{"责任落实清单",
		{{"编号", NULL, 6, false}, {"任务", NULL, 20, false},
			{"牵头单位", "责任分工", 12, false}, {"责任单位", "责任分工", 18, false},
			{"配合单位", "责任分工", 14, false}, {"第一责任人", NULL, 8, false}}},
	{"工作进度清单",
		{{"编号", NULL, 6, false}, {"任务", NULL, 28, false}, {"应报", "应报事项", 6, true},
			{"办结", "应报事项", 6, true}, {"待收", "应报事项", 6, true},
			{"退回", "应报事项", 6, true}, {"逾期", "应报事项", 6, true}}},
	{"完成时限清单", {{"编号", NULL, 6, false}, {"任务", NULL, 20, false},
				 {"原文", "时限要求", 18, false}, {"时限", "时限要求", 22, false},
				 {"最近到期", NULL, 8, false}}},
};

/* The names of one role, and the head of each where asked for. */
static struct str units_of(struct ctx *cx, rid measure, enum plan_role role)
{
	struct buf b = buf_in(cx->a, CELL_MAX);
	struct measure_unit *u;
	int n = plan_units(cx, measure, &u), leads = 0;
	for (int i = 0; i < n; i++)
		leads += u[i].role == ROLE_LEAD;
	for (int i = 0; i < n; i++) {
		if (u[i].role != role)
			continue;
		if (b.n)
			buf_lit(&b, "、");
		bool first = b.n == 0 && role == ROLE_LEAD && leads > 1;
		buf_str(&b, u[i].phrase);
		if (first)
			buf_lit(&b, "（第一牵头）");
	}
	return buf_view(&b);
}

static struct str heads_of(struct ctx *cx, rid measure)
{
	struct buf b = buf_in(cx->a, CELL_MAX);
	struct measure_unit *u;
	int n = plan_units(cx, measure, &u);
	for (int i = 0; i < n; i++) {
		rid head = u[i].role == ROLE_LEAD && u[i].unit.n
				   ? tree_head(cx, u[i].unit, cx->today)
				   : RID_NONE;
		if (head.n == 0)
			continue;
		if (b.n)
			buf_lit(&b, "、");
		buf_str(&b, tree_person_name(cx, head));
	}
	return buf_view(&b);
}

static void fill_owners(struct ctx *cx, const struct measure_row *m, struct str *out)
{
	for (int role = 0; role < ROLES; role++)
		out[role] = units_of(cx, m->head.id, (enum plan_role)role);
	out[ROLES] = heads_of(cx, m->head.id);
}

static void fill_progress(struct ctx *cx, const struct tally *t, struct str *out)
{
	const int64_t cells[] = {t->all, t->done, t->waits, t->back, t->overdue};
	for (size_t i = 0; i < NELEM(cells); i++)
		out[i] = str_fmt(cx->a, "%lld", (long long)cells[i]);
}

static void fill_times(
	struct ctx *cx, const struct measure_row *m, const struct tally *t, struct str *out)
{
	char next[DAY_TEXT];
	struct measure_rule *r;
	struct buf words = buf_in(cx->a, CELL_MAX), phrases = buf_in(cx->a, CELL_MAX);
	int n = plan_rules(cx, m->head.id, &r);
	for (int i = 0; i < n; i++) {
		struct rule rule;
		struct rule_error bad;
		if (i) {
			buf_lit(&words, "；");
			buf_lit(&phrases, "；");
		}
		buf_str(&phrases, r[i].phrase);
		if (rule_parse(cx->a, r[i].rule, &rule, &bad))
			buf_str(&words, say_rule(cx->a, &rule));
	}
	out[0] = buf_view(&phrases);
	out[1] = buf_view(&words);
	out[2] = str_dup(cx->a, str_of(day_text(t->next, next)));
}

static void fill(struct ctx *cx, enum four_kind kind, const struct measure_row *m,
	const struct tally *t, struct str *out)
{
	out[0] = m->path;
	out[1] = m->heading;
	switch (kind) {
	case FOUR_TASKS:
		out[2] = m->text;
		return;
	case FOUR_OWNERS:
		fill_owners(cx, m, out + 2);
		return;
	case FOUR_PROGRESS:
		fill_progress(cx, t, out + 2);
		return;
	case FOUR_TIMES:
		fill_times(cx, m, t, out + 2);
		return;
	case FOUR_LISTS:
		break;
	}
	BUG("there are four lists");
}

/* What stands in the plan alone needs no counting. */
static int tally_for(
	struct ctx *cx, rid campaign, enum four_kind kind, int year, struct tally_line **out)
{
	*out = NULL;
	return kind == FOUR_PROGRESS || kind == FOUR_TIMES ? tally_load(cx, campaign, year, out)
							   : 0;
}

struct four_list *lists_load(struct ctx *cx, rid campaign, enum four_kind kind, int year)
{
	struct four_list *l = arena_new(cx->a, struct four_list);
	struct measure_row **m;
	struct tally_line *at;
	int n = plan_measures(cx, plan_current(cx, campaign), &m);
	int n_at = tally_for(cx, campaign, kind, year, &at);
	l->title = heads[kind].title;
	l->cols = heads[kind].cols;
	while (l->n_cols < FOUR_COLS && l->cols[l->n_cols].title)
		l->n_cols++;
	l->rows = arena_array(cx->a, (size_t)n + 1, sizeof *l->rows);
	for (int i = 0; i < n; i++) {
		if (!m[i]->assigned || m[i]->head.state == MEASURE_CANCELLED)
			continue;
		struct tally t = tally_find(at, n_at, m[i]->head.id);
		fill(cx, kind, m[i], &t, l->rows[l->n_rows++].cells);
	}
	return l;
}
