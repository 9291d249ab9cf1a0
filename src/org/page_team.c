/* page_team.c — who answers in the bureau: the leadership team with its division of work (ORG-06),
 * and the chains of responsibility of all units with their gaps, as a page and as a sheet
 * (ORG-10). */
#include "base/bug.h"
#include "org/chain.h"
#include "org/page_int.h"
#include "org/team.h"
#include "paper/xlsx.h"

static struct str unit_url(struct page *pg, rid id)
{
	return str_fmt(pg->cx->a, "/org/unit/%lld", (long long)id.n);
}

static struct str person_url(struct page *pg, rid id)
{
	return str_fmt(pg->cx->a, "/org/person/%lld", (long long)id.n);
}

/* ---- the team ---- */

static void draw_members(struct page *pg)
{
	struct html *h = pg->h;
	struct team_line *at;
	int n = team_list(pg->cx, &at);
	struct ui_col cols[] = {{.text = tr(h->lang, "姓名")}, {.text = tr(h->lang, "职务")},
		{.text = tr(h->lang, "分工（联系的部门）")},
		{.text = tr(h->lang, "包片、包联的单位")}};
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "班子成员"),
				 .count = str_fmt(pg->cx->a, "%d", n)});
	if (n == 0)
		ui_empty(h, tr(h->lang, "还没有登记班子成员"),
			tr(h->lang, "在局本级登记任职，就是班子成员。"));
	else
		ui_table_begin(h, &(struct ui_table){.label = tr(h->lang, "班子成员"),
					  .cols = cols,
					  .n_cols = NELEM(cols)});
	for (int i = 0; i < n; i++) {
		ui_tr_begin(h, false);
		ui_td_link(h, person_url(pg, at[i].person), at[i].name);
		ui_td(h, at[i].posts);
		ui_td(h, at[i].function.n ? at[i].function : S("—"));
		ui_td(h, at[i].area.n ? at[i].area : S("—"));
		ui_tr_end(h);
	}
	if (n)
		ui_table_end(h);
	ui_card_end(h);
}

static void draw_without(struct page *pg)
{
	struct html *h = pg->h;
	struct team_bare *at;
	int n = team_without(pg->cx, &at);
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "没有领导分管或包联的单位"),
				 .count = str_fmt(pg->cx->a, "%d", n)});
	if (n == 0)
		ui_empty(h, tr(h->lang, "都有领导分管或包联"), STR_NONE);
	ui_list_begin_tight(h);
	for (int i = 0; i < n; i++)
		ui_brief(h, &(struct ui_brief){.title = at[i].name, .url = unit_url(pg, at[i].id)});
	ui_list_end(h);
	ui_card_end(h);
}

static void draw_new_pairing(struct page *pg, void *arg)
{
	(void)arg;
	if (actor_may(pg->cx, "org.edit", RID_NONE))
		ui_action_primary(
			pg->h, ICON_PLUS, S("/k/pairing/new"), tr(pg->h->lang, "登记分工"));
}

static void team(struct page *pg)
{
	struct html *h = pg->h;
	page_org_open(pg,
		&(struct page_frame){.title = tr(h->lang, "班子分工"),
			.lead = tr(h->lang, "谁分管哪些部门、包哪一片。下级单位没有单独登记的，随"
					    "上级单位的分管领导。"),
			.actions = draw_new_pairing},
		"/org/team");
	ui_cols_begin(h, COLS_8_4);
	draw_members(pg);
	draw_without(pg);
	ui_cols_end(h);
	page_close(pg);
}

/* ---- the chains ---- */

static bool only_gaps(struct page *pg)
{
	return str_eq(http_param(pg->q, S("show")), S("gaps"));
}

static void draw_link(struct page *pg, const struct chain_line *l, int link)
{
	struct html *h = pg->h;
	h_lit(h, "<td>");
	if (l->at[link].n == 0)
		ui_lamp(h, LAMP_YELLOW, tr(h->lang, "空缺"));
	else
		h_text(h, l->at[link]);
	h_lit(h, "</td>");
}

static void draw_chain(struct page *pg, const struct chain_line *l)
{
	struct html *h = pg->h;
	ui_tr_begin(h, false);
	ui_td_link(h, unit_url(pg, l->unit), l->name);
	for (int i = 0; i < CHAIN_LINKS; i++)
		draw_link(pg, l, i);
	ui_tr_end(h);
}

static void draw_find(struct page *pg)
{
	struct html *h = pg->h;
	struct ui_param params[] = {{S("show"), http_param(pg->q, S("show"))}};
	struct ui_query here = {.path = S("/org/chain"), .params = params, .n = 1};
	struct ui_choice shows[] = {{S("gaps"), tr(h->lang, "有空缺的"), -1}};
	struct ui_filter f[] = {{S("show"), tr(h->lang, "只看"), shows, NELEM(shows)}};
	ui_filters(h, &here, f, NELEM(f), STR_NONE, STR_NONE);
}

static void draw_chains(struct page *pg, const struct chain_line *at, int n)
{
	struct html *h = pg->h;
	struct ui_col cols[CHAIN_LINKS + 1] = {{.text = tr(h->lang, "单位")}};
	int shown = 0;
	for (int i = 0; i < CHAIN_LINKS; i++)
		cols[i + 1].text = locale_find(h->lang, str_of(chain_links[i]));
	for (int i = 0; i < n; i++)
		shown += !only_gaps(pg) || at[i].gaps;
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "责任链条"),
				 .count = str_fmt(pg->cx->a, "%d", shown)});
	draw_find(pg);
	if (shown == 0)
		ui_empty(h, tr(h->lang, "没有符合的单位"), STR_NONE);
	else
		ui_table_begin(h, &(struct ui_table){.label = tr(h->lang, "责任链条"),
					  .cols = cols,
					  .n_cols = NELEM(cols)});
	for (int i = 0; i < n; i++)
		if (!only_gaps(pg) || at[i].gaps)
			draw_chain(pg, &at[i]);
	if (shown)
		ui_table_end(h);
	ui_card_end(h);
}

static void draw_actions(struct page *pg, void *arg)
{
	(void)arg;
	ui_action(pg->h, ICON_TABLE_EXPORT, S("/org/chain.xlsx"), tr(pg->h->lang, "导出 XLSX"));
	if (actor_may(pg->cx, "org.edit", RID_NONE))
		ui_action_primary(
			pg->h, ICON_PLUS, S("/k/chain/new"), tr(pg->h->lang, "登记责任链条"));
}

static void chains(struct page *pg)
{
	struct html *h = pg->h;
	struct chain_line *at;
	int n = chain_list(pg->cx, &at), whole = 0, gaps = 0;
	for (int i = 0; i < n; i++) {
		whole += at[i].gaps == 0;
		gaps += at[i].gaps;
	}
	page_org_open(pg,
		&(struct page_frame){.title = tr(h->lang, "责任链条"),
			.lead = trf(pg->cx->a, h->lang,
				"从责任主体到具体责任人：%d 个单位，齐全的 *%d* 个，共有空缺 *%d* 处。",
				n, whole, gaps),
			.actions = draw_actions,
			.one_page = true},
		"/org/chain");
	draw_chains(pg, at, n);
	page_close(pg);
}

static void sheet(struct page *pg)
{
	enum lang lang = pg->h->lang;
	struct chain_line *at;
	struct xlsx_col cols[CHAIN_LINKS + 2] = {{tr(lang, "单位"), 16}};
	struct xlsx *x = xlsx_open(pg->cx->a);
	char day[DAY_TEXT];
	int n = chain_list(pg->cx, &at);
	if (x == NULL) {
		page_refuse(pg, FLOW_WORLD);
		return;
	}
	for (int i = 0; i < CHAIN_LINKS; i++)
		cols[i + 1] = (struct xlsx_col){locale_find(lang, str_of(chain_links[i])), 14};
	cols[CHAIN_LINKS + 1] = (struct xlsx_col){tr(lang, "空缺"), 6};
	xlsx_sheet(x, tr(lang, "责任链条"), cols, NELEM(cols));
	for (int i = 0; i < n; i++) {
		xlsx_text(x, at[i].name);
		for (int k = 0; k < CHAIN_LINKS; k++)
			xlsx_text(x, at[i].at[k]);
		xlsx_int(x, at[i].gaps);
		xlsx_row(x);
	}
	struct str title = tr(lang, "责任链条");
	page_send_sheet(pg, &(struct look){.kind = &chain_kind}, xlsx_close(x),
		str_fmt(pg->cx->a, "%.*s %s.xlsx", STR_ARG(title), day_text(pg->cx->today, day)));
}

/* ---- on the page of a unit ---- */

void page_unit_chain(struct page *pg, rid unit)
{
	struct html *h = pg->h;
	struct chain_line l;
	struct ui_kv kv[CHAIN_LINKS];
	if (!chain_load(pg->cx, unit, &l))
		return;
	for (int i = 0; i < CHAIN_LINKS; i++)
		kv[i] = (struct ui_kv){.key = locale_find(h->lang, str_of(chain_links[i])),
			.value = l.at[i].n ? l.at[i] : tr(h->lang, "*空缺*")};
	if (l.follows)
		kv[CHAIN_CHIEF].value = trf(
			pg->cx->a, h->lang, "%.*s（在任负责人）", STR_ARG(l.at[CHAIN_CHIEF]));
	bool edits = actor_may(pg->cx, "org.edit", unit);
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "责任链条"),
				 .count = l.gaps ? trf(pg->cx->a, h->lang, "空缺 %d 处", l.gaps)
						 : tr(h->lang, "齐全"),
				 .more = l.chain.n ? tr(h->lang, "修改和经过")
					 : edits   ? tr(h->lang, "登记")
						   : STR_NONE,
				 .more_url = l.chain.n ? str_fmt(pg->cx->a, "/k/chain/%lld",
								 (long long)l.chain.n)
					     : edits   ? S("/k/chain/new")
						       : STR_NONE});
	ui_body_begin(h);
	ui_kvs(h, kv, NELEM(kv));
	ui_body_end(h);
	ui_card_end(h);
}

static const struct page_def team_def = {.fn = team, .perm = "org.read"};
static const struct page_def chains_def = {.fn = chains, .perm = "org.read"};
static const struct page_def sheet_def = {.fn = sheet, .perm = "org.read"};
static const struct route_param chain_params[] = {{.name = "show", .max = 10}, {0}};

const struct route team_routes[] = {
	{.verb = VERB_GET, .pattern = "/org/team", .fn = page_serve, .more = &team_def},
	{.verb = VERB_GET,
		.pattern = "/org/chain",
		.fn = page_serve,
		.more = &chains_def,
		.params = chain_params},
	{.verb = VERB_GET, .pattern = "/org/chain.xlsx", .fn = page_serve, .more = &sheet_def},
	{0},
};
