/* page_campaign.c — 专项活动: the list, the overview with the responsibility matrix and the late
 * items, the measures, the plans (UI.md 03); one measure is duty/page_measure.c. PLAN-15,
 * 24, 42. */
#include "base/bug.h"
#include "base/num.h"
#include "base/vec.h"
#include "campaign/matrix.h"
#include "campaign/page_int.h"
#include "campaign/progress.h"
#include "campaign/years.h"
#include "core/actor.h"
#include "core/query.h"
#include "core/rec.h"
#include "core/tree.h"
#include "duty/change.h"
#include "duty/reach.h"
#include "duty/sum.h"
#include "web/ui_list.h"
#include "web/ui_matrix.h"
#include "web/ui_time.h"

enum { CAMPAIGNS = 50, LATE_ROWS = 20 };

static struct str url_of(struct page *pg, rid campaign, const char *tail)
{
	return str_fmt(pg->cx->a, "/campaign/%lld%s", (long long)campaign.n, tail);
}

static struct str number(struct page *pg, int64_t n)
{
	return str_fmt(pg->cx->a, "%lld", (long long)n);
}

/* ---- list of campaigns ---- */

static void draw_campaign(struct page *pg, const struct campaign_row *c)
{
	struct html *h = pg->h;
	struct light_sum sum = sum_lights(pg->cx, c->head.id, 0, pg->cx->today);
	struct str from = locale_day(pg->cx->a, h->lang, c->from_day, h->today);
	struct str until = locale_day(pg->cx->a, h->lang, c->until_day, h->today);
	ui_item(h,
		&(struct ui_item){.lamp = sum.n[LIGHT_RED] ? LAMP_RED : LAMP_GREEN,
			.word = sum.n[LIGHT_RED] ? trf(pg->cx->a, h->lang, "逾期 %lld 项",
							   (long long)sum.n[LIGHT_RED])
						 : tr(h->lang, "正常"),
			.url = url_of(pg, c->head.id, ""),
			.title = c->name,
			.meta = trf(pg->cx->a, h->lang, "%.*s — %.*s · 应报 %lld 项，办结 %lld 项",
				STR_ARG(from), STR_ARG(until), (long long)sum.all,
				(long long)sum.n[LIGHT_BLUE]),
			.chip = str_of(campaign_kind.states[c->head.state].label)});
}

static void new_button(struct page *pg, void *arg)
{
	(void)arg;
	if (actor_may(pg->cx, "campaign.edit", RID_NONE))
		ui_action_primary(
			pg->h, ICON_PLUS, S("/k/campaign/new"), tr(pg->h->lang, "新建活动"));
}

static void campaigns(struct page *pg)
{
	struct html *h = pg->h;
	struct campaign_row **rows;
	int n = reach_campaigns(pg->cx, CAMPAIGNS, &rows);
	page_open(pg, &(struct page_frame){.title = tr(h->lang, "专项活动"),
			      .nav = S("/campaign"),
			      .lead = trf(pg->cx->a, h->lang, "共 *%d* 个。", n),
			      .actions = new_button});
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "全部活动")});
	if (n == 0)
		ui_empty(h, tr(h->lang, "还没有专项活动"), tr(h->lang, "从“方案导入”开始。"));
	ui_list_begin(h);
	for (int i = 0; i < n; i++)
		draw_campaign(pg, rows[i]);
	ui_list_end(h);
	ui_card_end(h);
	page_close(pg);
}

/* ---- frame of one campaign ---- */

/* ---- overview: sum, four weeks, matrix, late items ---- */

/* 措施：推进中 9 · 长效坚持 3 · 完成 2, and how often the plan was changed (PLAN-24, PLAN-40). */
static void draw_states(struct page *pg, const struct campaign_row *c)
{
	struct html *h = pg->h;
	struct progress_measures p = progress_measures(pg->cx, c->head.id);
	const struct {
		struct str label;
		int n;
	} counts[] = {{tr(h->lang, "未开始"), p.waiting}, {tr(h->lang, "已启动"), p.begun},
		{tr(h->lang, "推进中"), p.moving}, {tr(h->lang, "长效坚持"), p.standing},
		{tr(h->lang, "完成"), p.done}, {tr(h->lang, "其中有逾期"), p.late}};
	ui_foot_begin(h);
	h_tr(h, "措施");
	for (size_t i = 0; i < NELEM(counts); i++) {
		if (counts[i].n == 0)
			continue;
		h_lit(h, " · ");
		h_text(h, counts[i].label);
		h_text(h, str_fmt(pg->cx->a, " %d", counts[i].n));
	}
	struct change_filter f = {.campaign = c->head.id, .states = STATE_BIT(CHANGE_APPROVED)};
	h_lit(h, " · ");
	struct str changed = trf(
		pg->cx->a, h->lang, "已批准变更 %lld 件", (long long)change_count(pg->cx, &f));
	if (actor_may(pg->cx, "due.read", RID_NONE))
		h_link(h,
			str_fmt(pg->cx->a, "/change?view=all&campaign=%lld",
				(long long)c->head.id.n),
			changed);
	else
		h_text(h, changed);
	ui_foot_end(h);
}

static void draw_sum(struct page *pg, const struct campaign_row *c, const struct light_sum *s)
{
	struct html *h = pg->h;
	struct ui_share shares[] = {{LAMP_BLUE, s->n[LIGHT_BLUE]}, {LAMP_GREEN, s->n[LIGHT_GREEN]},
		{LAMP_YELLOW, s->n[LIGHT_YELLOW]}, {LAMP_RED, s->n[LIGHT_RED]},
		{LAMP_GREY, s->n[LIGHT_GREY]}, {LAMP_OPEN, s->n[LIGHT_NONE]}};
	ui_card_begin(h, &(struct ui_card){.title = trf(pg->cx->a, h->lang, "%lld 项应报",
						   (long long)s->all)});
	ui_body_begin(h);
	ui_stack_bar(h, shares, NELEM(shares));
	ui_body_end(h);
	draw_states(pg, c);
	ui_card_end(h);
}

static void draw_strip(struct page *pg, const struct campaign_row *c, struct day monday,
	const int64_t due[static SUM_DAYS])
{
	struct html *h = pg->h;
	struct ui_load days[SUM_DAYS];
	for (int i = 0; i < SUM_DAYS; i++) {
		struct day d = day_add(monday, i);
		struct work_look look = work_look(pg->cx->cal, d);
		char text[DAY_TEXT];
		days[i] = (struct ui_load){.day = d,
			.due = (int)due[i],
			.off = !look.works,
			.makeup = look.kind == WORK_MAKEUP,
			.words = look.kind == WORK_HOLIDAY ? look.name : STR_NONE,
			.url = due[i] ? str_fmt(pg->cx->a, "/due?view=all&campaign=%lld&day=%s",
						(long long)c->head.id.n, day_text(d, text))
				      : STR_NONE};
	}
	struct str first = locale_day(pg->cx->a, h->lang, monday, h->today);
	struct str last = locale_day(pg->cx->a, h->lang, day_add(monday, SUM_DAYS - 1), h->today);
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "到期分布"),
				 .count = trf(pg->cx->a, h->lang, "%.*s—%.*s", STR_ARG(first),
					 STR_ARG(last))});
	ui_load_strip(h, tr(h->lang, "四周内每天到期的项数"), days);
	ui_card_end(h);
}

static struct str rules_in_words(struct page *pg, rid measure)
{
	struct measure_rule *r;
	int n = plan_rules(pg->cx, measure, &r);
	return n ? r[0].phrase : STR_NONE;
}

static void fill_cells(struct page *pg, const struct matrix *m, int row, struct ui_matrix_cell *out)
{
	for (int i = 0; i < m->n_units; i++) {
		const struct matrix_cell *c = &m->cells[row * m->n_units + i];
		if (!c->owes)
			continue;
		out[i] = (struct ui_matrix_cell){.lamp = page_lamp(c->light.light),
			.n = c->light.light == LIGHT_RED ? c->light.days : 0,
			.lead = c->lead,
			.words = c->due.head.id.n ? page_light_word(pg->h, &c->due, &c->light)
						  : STR_NONE,
			.url = c->due.head.id.n ? page_due_url(pg->cx->a, c->due.head.id)
						: STR_NONE};
	}
}

static void draw_matrix(struct page *pg, const struct campaign_row *c, const struct matrix *m)
{
	struct html *h = pg->h;
	struct arena *a = pg->cx->a;
	struct ui_matrix_col *cols = arena_array(a, (size_t)m->n_units + 1, sizeof *cols);
	struct ui_matrix_row *rows = arena_array(a, (size_t)m->n_measures + 1, sizeof *rows);
	for (int i = 0; i < m->n_units; i++)
		cols[i] = (struct ui_matrix_col){.text = m->units[i].short_name,
			.name = m->units[i].name,
			.url = str_fmt(a, "/due?view=all&campaign=%lld&unit=%lld",
				(long long)c->head.id.n, (long long)m->units[i].id.n),
			.gap = i && !str_eq(m->units[i].kind, m->units[i - 1].kind)};
	for (int r = 0; r < m->n_measures; r++) {
		struct ui_matrix_cell *cells = arena_array(
			a, (size_t)m->n_units + 1, sizeof *cells);
		fill_cells(pg, m, r, cells);
		rows[r] = (struct ui_matrix_row){
			.no = plan_short_path(pg->cx->a, m->measures[r]->path),
			.title = m->measures[r]->heading,
			.url = str_fmt(a, "/campaign/%lld/measure/%lld", (long long)c->head.id.n,
				(long long)m->measures[r]->head.id.n),
			.due = rules_in_words(pg, m->measures[r]->head.id),
			.cells = cells};
	}
	ui_matrix_card_begin(h, tr(h->lang, "责任矩阵"), tr(h->lang, "措施 × 单位"));
	if (m->n_units == 0)
		ui_empty(h, tr(h->lang, "还没有签发的方案"),
			tr(h->lang, "签发以后这里按单位亮灯。"));
	else
		ui_matrix(h, &(struct ui_matrix){.cols = cols,
				     .n_cols = m->n_units,
				     .rows = rows,
				     .n_rows = m->n_measures});
	ui_card_end(h);
}

static void draw_late(struct page *pg, const struct campaign_row *c)
{
	struct html *h = pg->h;
	struct due_line *at;
	struct light_rules rules = light_load(pg->cx);
	struct due_filter f = {.perm = "due.read",
		.states = STATE_OWED,
		.campaign = c->head.id,
		.from = DAY_NONE,
		.until = day_add(pg->cx->today, -1),
		.per_page = LATE_ROWS};
	int n = due_list(pg->cx, &f, &rules, &at);
	struct ui_col cols[] = {{.text = tr(h->lang, "灯")}, {.text = tr(h->lang, "单位")},
		{.text = tr(h->lang, "事项")}, {.text = tr(h->lang, "卡在哪里")}};
	struct str late = due_count_say(pg->cx, due_count(pg->cx, &f));
	ui_card_begin(h,
		&(struct ui_card){.title = trf(pg->cx->a, h->lang, "逾期 %.*s 项", STR_ARG(late)),
			.more = n > LATE_ROWS ? tr(h->lang, "全部") : STR_NONE,
			.more_url = str_fmt(pg->cx->a, "/due?view=late&campaign=%lld",
				(long long)c->head.id.n)});
	if (n == 0)
		ui_empty(h, tr(h->lang, "没有逾期"),
			tr(h->lang, "过了期限还没有报送的会列在这里，写明卡在哪里。"));
	else
		ui_table_begin(h, &(struct ui_table){.label = tr(h->lang, "逾期事项"),
					  .cols = cols,
					  .n_cols = NELEM(cols)});
	for (int i = 0; i < n && i < LATE_ROWS; i++) {
		ui_tr_begin(h, false);
		h_lit(h, "<td class=\"nw\">");
		ui_lamp(h, LAMP_RED, page_light_word(h, &at[i].d, &at[i].light));
		h_lit(h, "</td>");
		ui_td(h, at[i].unit_name);
		ui_td_link(h, page_due_url(pg->cx->a, at[i].d.head.id),
			page_due_title(pg->cx->a, &at[i]));
		ui_td(h, at[i].d.head.state == DUE_RETURNED ? tr(h->lang, "退回后没有重报")
							    : tr(h->lang, "没有报送"));
		ui_tr_end(h);
	}
	if (n)
		ui_table_end(h);
	ui_card_end(h);
}

static void draw_unit_pages(
	struct page *pg, const struct campaign_row *c, const struct matrix *m, int64_t page)
{
	struct ui_param year[] = {{S("year"), http_param(pg->q, S("year"))}};
	struct ui_query q = {.path = url_of(pg, c->head.id, ""), .params = year, .n = NELEM(year)};
	int pages = (m->all_units + MATRIX_UNITS - 1) / MATRIX_UNITS;
	if (pages > 1)
		ui_pager(pg->h, &(struct ui_pager){.query = &q,
					.first = page * MATRIX_UNITS + 1,
					.last = page * MATRIX_UNITS + m->n_units,
					.total = m->all_units,
					.page = (int)page + 1,
					.pages = pages});
}

static void overview(struct page *pg)
{
	struct campaign_row *c = page_campaign_asked(pg);
	int64_t page = 1;
	if (c == NULL)
		return;
	num_int(http_param(pg->q, S("page")), 1, 1000, &page);
	struct light_rules rules = light_load(pg->cx);
	int year = years_asked(pg, c);
	struct matrix *m = matrix_load(pg->cx, c->head.id, &rules, (int)page - 1, year);
	struct day monday = day_add(pg->cx->today, 1 - day_weekday(pg->cx->today));
	struct light_sum sum = sum_lights(pg->cx, c->head.id, year, monday);
	page_campaign_open(pg, c, "");
	years_bar(pg, c, "");
	ui_cols_begin(pg->h, COLS_4_8);
	draw_sum(pg, c, &sum);
	draw_strip(pg, c, monday, sum.days);
	ui_cols_end(pg->h);
	ui_stack_begin(pg->h);
	draw_matrix(pg, c, m);
	draw_unit_pages(pg, c, m, page - 1);
	draw_late(pg, c);
	ui_stack_end(pg->h);
	page_close(pg);
}

/* ---- plans of the campaign ---- */

static void plans(struct page *pg)
{
	struct campaign_row *c = page_campaign_asked(pg);
	struct html *h = pg->h;
	struct query q = {.kind = &plan_kind, .per_page = CAMPAIGNS};
	void **rows;
	if (c == NULL)
		return;
	query_filter(pg->cx, &q, S("campaign"), number(pg, c->head.id.n));
	int n = query_rows(pg->cx, &q, &rows);
	bool edits = actor_may(pg->cx, "plan.edit", c->head.unit);
	page_campaign_open(pg, c, "/plans");
	ui_stack_begin(h);
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "方案与变更")});
	if (n == 0)
		ui_empty(h, edits ? tr(h->lang, "还没有方案") : tr(h->lang, "没有您能看的方案"),
			edits ? tr(h->lang, "从“方案导入”开始。")
			      : tr(h->lang, "方案的原文在各项措施里。"));
	ui_list_begin(h);
	for (int i = 0; i < n && i < CAMPAIGNS; i++) {
		const struct plan_row *p = rows[i];
		ui_item(h, &(struct ui_item){.lamp = LAMP_OPEN,
				   .word = trf(
					   pg->cx->a, h->lang, "第 %lld 版", (long long)p->edition),
				   .url = str_fmt(pg->cx->a, "/plan/%lld", (long long)p->head.id.n),
				   .title = p->title,
				   .meta = p->number,
				   .act_url = p->head.state == PLAN_ISSUED && edits
						      ? str_fmt(pg->cx->a, "/plan?supersedes=%lld",
								(long long)p->head.id.n)
						      : STR_NONE,
				   .act = tr(h->lang, "导入新的一版"),
				   .chip = locale_find(h->lang,
					   str_of(plan_kind.states[p->head.state].label))});
	}
	ui_list_end(h);
	ui_card_end(h);
	page_change_campaign(pg, c);
	ui_stack_end(h);
	page_close(pg);
}

static const struct page_def campaigns_def = {
	.fn = campaigns, .perm = "campaign.read", .flags = PAGE_AS_OF};
static const struct page_def overview_def = {
	.fn = overview, .perm = "campaign.read", .flags = PAGE_AS_OF};
static const struct page_def measures_def = {
	.fn = page_measures, .perm = "campaign.read", .flags = PAGE_AS_OF};
static const struct page_def sheet_measures_def = {
	.fn = page_sheet_measures, .perm = "campaign.read", .flags = PAGE_AS_OF};
static const struct page_def plans_def = {.fn = plans, .perm = "campaign.read"};
static const struct page_def lists_def = {
	.fn = page_lists, .perm = "campaign.read", .flags = PAGE_AS_OF};
static const struct page_def sheet_lists_def = {
	.fn = page_sheet_lists, .perm = "campaign.read", .flags = PAGE_AS_OF};
static const struct page_def sheet_matrix_def = {
	.fn = page_sheet_matrix, .perm = "campaign.read", .flags = PAGE_AS_OF};

static const struct page_def startup_def = {.fn = page_startup, .perm = "campaign.read"};
static const struct page_def group_def = {.fn = page_group, .perm = "campaign.read"};
static const struct page_def squads_def = {.fn = page_squads, .perm = "campaign.read"};
static const struct page_def month_def = {
	.fn = page_month, .perm = "campaign.read", .flags = PAGE_AS_OF};
static const struct page_def party_def = {.fn = page_party, .perm = "campaign.read"};
static const struct page_def goals_def = {
	.fn = page_goals, .perm = "campaign.read", .flags = PAGE_AS_OF};
static const struct page_def setup_def = {.fn = page_setup_act, .perm = "campaign.edit"};

static const struct route_param setup_params[] = {
	{.name = "what", .max = 12},
	{.name = "item", .max = 40},
	{.name = "id", .max = 20},
	{.name = "day", .max = 10},
	{.name = "from", .max = 10},
	{.name = "until", .max = 10},
	{.name = "name", .max = 800},
	{.name = "post", .max = 800},
	{.name = "role", .max = 20},
	{.name = "note", .max = 1600},
	{.name = "goal", .max = 20},
	{.name = "phase", .max = 20},
	{.name = "owner", .max = 20},
	{.name = "required", .max = 1},
	{0},
};
static const struct route_param month_param[] = {{.name = "month", .max = 7}, {0}};
static const struct route_param levels_param[] = {
	{.name = "by", .max = 8}, {.name = "mark", .max = 8}, {.name = "year", .max = 4}, {0}};
static const struct route_param page_param[] = {
	{.name = "page", .max = 6}, {.name = "year", .max = 4}, {0}};
static const struct route_param year_param[] = {{.name = "year", .max = 4}, {0}};

#define PAGE(p, def, par)                                                                          \
	{                                                                                          \
		.verb = VERB_GET, .pattern = (p), .fn = page_serve, .more = &(def),                \
		.params = (par)                                                                    \
	}

const struct route campaign_routes[] = {
	PAGE("/campaign", campaigns_def, NULL),
	PAGE("/campaign/#id", overview_def, page_param),
	PAGE("/campaign/#id/measures", measures_def, levels_param),
	PAGE("/campaign/#id/measures.xlsx", sheet_measures_def, levels_param),
	PAGE("/campaign/#id/plans", plans_def, NULL),
	PAGE("/campaign/#id/lists", lists_def, year_param),
	PAGE("/campaign/#id/lists.xlsx", sheet_lists_def, year_param),
	PAGE("/campaign/#id/matrix.xlsx", sheet_matrix_def, year_param),
	PAGE("/campaign/#id/startup", startup_def, NULL),
	PAGE("/campaign/#id/group", group_def, NULL),
	PAGE("/campaign/#id/squads", squads_def, NULL),
	PAGE("/campaign/#id/goals", goals_def, NULL),
	PAGE("/campaign/#id/goal/#g", party_def, NULL),
	PAGE("/campaign/#id/calendar", month_def, month_param),
	{.verb = VERB_POST,
		.pattern = "/campaign/#id/setup",
		.fn = page_serve,
		.more = &setup_def,
		.params = setup_params},
	{0},
};
