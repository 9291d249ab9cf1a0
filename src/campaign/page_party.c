/* page_party.c — 四级任务分工: what each level of the Party's organisation owes for one goal
 * (PLAN-12). Nobody is listed by name here: the last level is counted by unit. */
#include "base/bug.h"
#include "campaign/page_int.h"
#include "campaign/page_setup_int.h"
#include "campaign/party.h"
#include "core/tree.h"

static struct str who_of(struct page *pg, const struct party_line *l)
{
	return l->units == 1 ? tree_unit_name(pg->cx, l->unit)
			     : trf(pg->cx->a, pg->h->lang, "%lld 个单位", (long long)l->units);
}

/* What is asked is said where it is one unit's: of many each has its own. */
static struct str meta_of(struct page *pg, const struct party_line *l, bool steps)
{
	struct arena *a = pg->cx->a;
	struct str who = who_of(pg, l);
	if (steps)
		return trf(a, pg->h->lang, "%.*s · 落实到人的步骤 %lld 项，办结 %lld 项",
			STR_ARG(who), (long long)l->all, (long long)l->done);
	struct str meta = trf(a, pg->h->lang, "%.*s · 应报 %lld 项，办结 %lld 项", STR_ARG(who),
		(long long)l->all, (long long)l->done);
	return l->units == 1 ? str_fmt(a, "%.*s · %.*s", STR_ARG(meta), STR_ARG(l->words)) : meta;
}

static void draw_line(
	struct page *pg, const struct campaign_row *c, const struct party_line *l, bool steps)
{
	struct html *h = pg->h;
	struct arena *a = pg->cx->a;
	bool over = l->all && l->done == l->all;
	struct str path = plan_short_path(a, l->path);
	ui_item(h, &(struct ui_item){.lamp = l->late ? LAMP_RED
					     : over  ? LAMP_BLUE
						     : LAMP_GREEN,
			   .word = l->late ? trf(a, h->lang, "逾期 %lld 项", (long long)l->late)
				   : over  ? tr(h->lang, "办结")
					   : tr(h->lang, "正常"),
			   .url = str_fmt(a, "/campaign/%lld/measure/%lld", (long long)c->head.id.n,
				   (long long)l->measure.n),
			   .title = str_fmt(a, "%.*s %.*s", STR_ARG(path), STR_ARG(l->heading)),
			   .meta = meta_of(pg, l, steps)});
}

static void draw_level(
	struct page *pg, const struct campaign_row *c, const struct party_lines *l, bool steps)
{
	struct html *h = pg->h;
	ui_card_begin(h, &(struct ui_card){.title = l->label,
				 .count = trf(pg->cx->a, h->lang, "%zu 项任务，办结 %lld/%lld",
					 l->n, (long long)l->done, (long long)l->all)});
	if (l->n == 0)
		ui_empty(h, tr(h->lang, "这一级没有任务"),
			steps ? tr(h->lang, "各单位工作计划里落实到人的步骤，按单位列在这里。")
			      : tr(h->lang, "方案里由这一级承担的措施归到这个目标后，列在这里。"));
	ui_list_begin(h);
	for (size_t i = 0; i < l->n; i++)
		draw_line(pg, c, &l->at[i], steps);
	ui_list_end(h);
	ui_card_end(h);
}

static const struct setup_goal *goal_asked(struct page *pg, const struct campaign_row *c)
{
	struct setup_goal *g;
	int64_t id;
	int n = setup_goals(pg->cx, c->head.id, &g);
	for (int i = 0; http_arg_id(pg->q, 1, &id) && i < n; i++)
		if (g[i].id.n == id)
			return &g[i];
	page_absent(pg);
	return NULL;
}

void page_party(struct page *pg)
{
	struct campaign_row *c = page_campaign_asked(pg);
	const struct setup_goal *g = c ? goal_asked(pg, c) : NULL;
	struct party_lines levels[PARTY_LEVELS];
	if (g == NULL)
		return;
	party_load(pg->cx, c->head.id, g->id, levels);
	page_campaign_open(pg, c, "/goals");
	h_el(pg->h, "h2", trf(pg->cx->a, pg->h->lang, "四级任务分工：%.*s", STR_ARG(g->name)));
	h_elc(pg->h, "p", "q2",
		tr(pg->h->lang,
			"同一个目标，每一级各有各的任务。到人的只按单位计，不列姓名，不排名。"));
	ui_cols_begin(pg->h, COLS_5_5);
	for (int k = 0; k < PARTY_LEVELS; k += 2) {
		ui_stack_begin(pg->h);
		for (int i = k; i < k + 2; i++)
			draw_level(pg, c, &levels[i], i == PARTY_MEMBERS);
		ui_stack_end(pg->h);
	}
	ui_cols_end(pg->h);
	page_close(pg);
}
