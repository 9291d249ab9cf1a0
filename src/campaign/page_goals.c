/* page_goals.c — 目标与阶段: goals and phases of a campaign, and which measure serves which
 * (PLAN-27, PLAN-39). */
#include "base/bug.h"
#include "campaign/page_setup_int.h"
#include "campaign/progress.h"
#include "web/ui_list.h"

enum { CHOICES = 300 };

static void drop_button(struct page *pg, const struct campaign_row *c, const char *what, rid id)
{
	page_setup_begin(pg, c, what);
	ui_hidden(pg->h, S("id"), page_setup_number(pg, id));
	page_setup_end(pg, "删去");
}

static void draw_phase_form(
	struct page *pg, const struct campaign_row *c, const struct setup_phase *p)
{
	struct html *h = pg->h;
	char from[DAY_TEXT], until[DAY_TEXT];
	struct str id = page_setup_number(pg, p ? p->id : RID_NONE);
	bool mine = page_setup_asked(pg, "phase", p ? p->id : RID_NONE);
	struct ui_field f[] = {
		{.input = UI_TEXT,
			.name = S("name"),
			.id = str_cat(pg->cx->a, S("pn"), id),
			.label = tr(h->lang, "阶段"),
			.value = mine ? http_field(pg->q, S("name"))
				 : p  ? p->name
				      : STR_NONE,
			.error = mine ? page_setup_wrong(pg, "phase", "name") : STR_NONE,
			.max = 100},
		{.input = UI_DATE,
			.name = S("from"),
			.id = str_cat(pg->cx->a, S("pf"), id),
			.label = tr(h->lang, "开始日期"),
			.value = mine                       ? http_field(pg->q, S("from"))
				 : p && day_is_set(p->from) ? str_of(day_text(p->from, from))
							    : STR_NONE,
			.error = mine ? page_setup_wrong(pg, "phase", "from") : STR_NONE,
			.half = true},
		{.input = UI_DATE,
			.name = S("until"),
			.id = str_cat(pg->cx->a, S("pu"), id),
			.label = tr(h->lang, "结束日期"),
			.value = mine                        ? http_field(pg->q, S("until"))
				 : p && day_is_set(p->until) ? str_of(day_text(p->until, until))
							     : STR_NONE,
			.error = mine ? page_setup_wrong(pg, "phase", "until") : STR_NONE,
			.half = true},
	};
	page_setup_begin(pg, c, "phase");
	ui_hidden(h, S("id"), id);
	ui_grid_begin(h);
	ui_fields(h, f, NELEM(f));
	ui_grid_end(h);
	page_setup_end(pg, p ? "保存阶段" : "加一个阶段");
}

static void draw_phases(struct page *pg, const struct campaign_row *c)
{
	struct html *h = pg->h;
	struct setup_phase *p;
	int n = setup_phases(pg->cx, c->head.id, &p);
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "阶段"),
				 .count = trf(pg->cx->a, h->lang, "%d 个", n)});
	ui_list_begin(h);
	for (int i = 0; i < n; i++) {
		struct progress_of of = progress_phase(pg->cx, p[i].id);
		bool now = p[i].from.n <= pg->cx->today.n &&
			   (!day_is_set(p[i].until) || pg->cx->today.n <= p[i].until.n);
		struct str from = page_setup_day(pg, p[i].from);
		struct str until = page_setup_day(pg, p[i].until);
		ui_item_begin(
			h, &(struct ui_item){.lamp = now ? LAMP_GREEN : LAMP_OPEN,
				   .word = now ? tr(h->lang, "正在进行")
					   : pg->cx->today.n < p[i].from.n ? tr(h->lang, "未开始")
									   : tr(h->lang, "已结束"),
				   .title = p[i].name,
				   .meta = trf(pg->cx->a, h->lang,
					   "%.*s至%.*s · %lld 项措施 · 应报 %lld 项，办结 %lld 项",
					   STR_ARG(from), STR_ARG(until), (long long)p[i].measures,
					   (long long)of.all, (long long)of.done)});
		if (page_setup_edits(pg, c)) {
			ui_fold_begin(
				h, tr(h->lang, "修改"), page_setup_asked(pg, "phase", p[i].id));
			draw_phase_form(pg, c, &p[i]);
			if (p[i].measures == 0)
				drop_button(pg, c, "drop_phase", p[i].id);
			ui_fold_end(h);
		}
		ui_item_end(h);
	}
	ui_list_end(h);
	ui_body_begin(h);
	if (page_setup_edits(pg, c))
		draw_phase_form(pg, c, NULL);
	ui_body_end(h);
	ui_card_end(h);
}

static void draw_goals(struct page *pg, const struct campaign_row *c)
{
	struct html *h = pg->h;
	struct setup_goal *g;
	int n = setup_goals(pg->cx, c->head.id, &g);
	struct ui_field name = {.input = UI_TEXT,
		.name = S("name"),
		.id = S("f_goal"),
		.label = tr(h->lang, "目标"),
		.value = page_setup_typed(pg, "goal", "name"),
		.error = page_setup_wrong(pg, "goal", "name"),
		.max = 100};
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "目标"),
				 .count = trf(pg->cx->a, h->lang, "%d 个", n)});
	if (n == 0)
		ui_empty(h, tr(h->lang, "还没有目标"),
			tr(h->lang, "加了目标，再把措施归进来，就能按目标看进度。"));
	ui_list_begin(h);
	for (int i = 0; i < n; i++) {
		struct progress_of p = progress_goal(pg->cx, g[i].id);
		ui_item_begin(h,
			&(struct ui_item){.lamp = p.all && p.done == p.all ? LAMP_BLUE : LAMP_OPEN,
				.word = p.all ? trf(pg->cx->a, h->lang, "办结 %lld%%",
							(long long)(p.done * 100 / p.all))
					      : STR_NONE,
				.url = page_setup_url(pg, c,
					arena_fmt(pg->cx->a, "/goal/%lld", (long long)g[i].id.n)),
				.title = g[i].name,
				.meta = trf(pg->cx->a, h->lang,
					"%lld 项措施 · 应报 %lld 项，办结 %lld 项",
					(long long)g[i].measures, (long long)p.all,
					(long long)p.done)});
		if (page_setup_edits(pg, c) && g[i].measures == 0)
			drop_button(pg, c, "drop_goal", g[i].id);
		ui_item_end(h);
	}
	ui_list_end(h);
	ui_body_begin(h);
	if (page_setup_edits(pg, c)) {
		page_setup_begin(pg, c, "goal");
		ui_field(h, &name);
		page_setup_end(pg, "加一个目标");
	}
	ui_body_end(h);
	ui_card_end(h);
}

static void draw_attach(struct page *pg, const struct campaign_row *c)
{
	struct html *h = pg->h;
	struct measure_row **m;
	struct setup_goal *g;
	struct setup_phase *p;
	int n = plan_measures(pg->cx, plan_current(pg->cx, c->head.id), &m), k = 0;
	int n_goals = setup_goals(pg->cx, c->head.id, &g);
	int n_phases = setup_phases(pg->cx, c->head.id, &p);
	struct ui_option *ms = arena_array(pg->cx->a, CHOICES, sizeof *ms);
	struct ui_option *gs = arena_array(pg->cx->a, (size_t)n_goals + 1, sizeof *gs);
	struct ui_option *ps = arena_array(pg->cx->a, (size_t)n_phases + 1, sizeof *ps);
	for (int i = 0; i < n && k < CHOICES; i++)
		if (m[i]->assigned && m[i]->head.state != MEASURE_CANCELLED)
			ms[k++] = (struct ui_option){.value = page_setup_number(pg, m[i]->head.id),
				.text = measure_kind.title(pg->cx, m[i])};
	for (int i = 0; i < n_goals; i++)
		gs[i] = (struct ui_option){
			.value = page_setup_number(pg, g[i].id), .text = g[i].name};
	for (int i = 0; i < n_phases; i++)
		ps[i] = (struct ui_option){
			.value = page_setup_number(pg, p[i].id), .text = p[i].name};
	struct ui_field f[] = {
		{.input = UI_SELECT,
			.name = S("id"),
			.id = S("f_measure"),
			.label = tr(h->lang, "措施"),
			.options = ms,
			.n_options = k},
		{.input = UI_SELECT,
			.name = S("goal"),
			.label = tr(h->lang, "目标"),
			.none = tr(h->lang, "不归入"),
			.options = gs,
			.n_options = n_goals,
			.half = true},
		{.input = UI_SELECT,
			.name = S("phase"),
			.label = tr(h->lang, "阶段"),
			.none = tr(h->lang, "不归入"),
			.options = ps,
			.n_options = n_phases,
			.half = true},
	};
	if (k == 0 || !page_setup_edits(pg, c))
		return;
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "把措施归入目标和阶段")});
	ui_body_begin(h);
	page_setup_begin(pg, c, "attach");
	ui_grid_begin(h);
	ui_fields(h, f, NELEM(f));
	ui_grid_end(h);
	page_setup_end(pg, "归入");
	ui_body_end(h);
	ui_card_end(h);
}

void page_goals_draw(struct page *pg, const struct campaign_row *c)
{
	page_campaign_open(pg, c, "/goals");
	ui_cols_begin(pg->h, COLS_5_5);
	ui_stack_begin(pg->h);
	draw_goals(pg, c);
	draw_attach(pg, c);
	ui_stack_end(pg->h);
	draw_phases(pg, c);
	ui_cols_end(pg->h);
	page_close(pg);
}
