/* page_head.c — the head of a campaign's pages with its tabs, and the campaign of an address. */
#include "base/bug.h"
#include "base/num.h"
#include "core/actor.h"
#include "core/rec.h"
#include "core/tree.h"
#include "duty/page_int.h"
#include "duty/reach.h"

static struct str url_of(struct page *pg, rid campaign, const char *tail)
{
	return str_fmt(pg->cx->a, "/campaign/%lld%s", (long long)campaign.n, tail);
}

struct campaign_row *page_campaign_asked(struct page *pg)
{
	int64_t id;
	if (!http_arg_id(pg->q, 0, &id) || !reach_campaign(pg->cx, (rid){id})) {
		page_absent(pg);
		return NULL;
	}
	return rec_load(pg->cx, &campaign_kind, (rid){id});
}

/* The sheet of what the page shows: of one year where the page is (PLAN-51). */
static struct str sheet_url(struct page *pg, rid campaign, const char *tail)
{
	int64_t year;
	struct str url = url_of(pg, campaign, tail);
	if (!num_int(http_param(pg->q, S("year")), 1, 9999, &year))
		return url;
	return str_fmt(pg->cx->a, "%.*s?year=%lld", STR_ARG(url), (long long)year);
}

static void draw_exports(struct page *pg, void *arg)
{
	const struct campaign_row *c = arg;
	ui_action(pg->h, ICON_TABLE_EXPORT, sheet_url(pg, c->head.id, "/matrix.xlsx"),
		tr(pg->h->lang, "导出矩阵"));
	ui_action(pg->h, ICON_TABLE_EXPORT, sheet_url(pg, c->head.id, "/lists.xlsx"),
		tr(pg->h->lang, "导出四张清单"));
}

void page_campaign_open(struct page *pg, const struct campaign_row *c, const char *here)
{
	struct html *h = pg->h;
	static const struct {
		const char *tail, *label, *perm;
	} tabs[] = {{"", "责任矩阵", NULL}, {"/measures", "措施", NULL},
		{"/calendar", "日历", NULL}, {"/lists", "四张清单", NULL},
		{"/hold", "落实到人", "due.read"}, {"/own", "单位计划", "due.read"},
		{"/plans", "方案与变更", NULL}, {"/startup", "筹备", NULL},
		{"/group", "领导小组", NULL}, {"/squads", "督导组", NULL},
		{"/goals", "目标与阶段", NULL}};
	int n = 0;
	struct ui_tab at[NELEM(tabs)];
	struct ui_link crumb = {S("/campaign"), tr(h->lang, "专项活动")};
	int all = day_is_set(c->until_day) ? day_diff(c->from_day, c->until_day) + 1 : 0;
	int gone = day_diff(c->from_day, pg->cx->today) + 1;
	struct str from = locale_day(pg->cx->a, h->lang, c->from_day, h->today);
	struct str until = locale_day(pg->cx->a, h->lang, c->until_day, h->today);
	struct str office = tree_unit_name(pg->cx, c->office);
	page_open(pg, &(struct page_frame){.title = c->name,
			      .nav = S("/campaign"),
			      .crumbs = &crumb,
			      .n_crumbs = 1,
			      .actions = draw_exports,
			      .arg = (void *)(uintptr_t)c,
			      .lead = trf(pg->cx->a, h->lang, "%.*s至%.*s · %.*s · 时间已过 *%d%%*",
				      STR_ARG(from), STR_ARG(until), STR_ARG(office),
				      all <= 0     ? 0
				      : gone < 0   ? 0
				      : gone > all ? 100
						   : gone * 100 / all)});
	for (size_t i = 0; i < NELEM(tabs); i++)
		if (tabs[i].perm == NULL || actor_may(pg->cx, tabs[i].perm, RID_NONE))
			at[n++] = (struct ui_tab){.url = url_of(pg, c->head.id, tabs[i].tail),
				.text = locale_find(h->lang, str_of(tabs[i].label)),
				.here = tabs[i].tail == here || strcmp(tabs[i].tail, here) == 0};
	ui_tabs(h, tr(h->lang, "专项活动"), at, n);
}
