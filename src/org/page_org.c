/* page_org.c — 组织与账号: the tree of units with heads and liaisons; what is vacant is shown (ORG-01,
 * 07, 09, 13). One unit is page_unit.c. */
#include "base/bug.h"
#include "core/query.h"
#include "core/tree.h"
#include "org/import.h"
#include "org/org.h"
#include "org/page_int.h"
#include "org/unit_list.h"

enum { FEW = 1, INDENT = 8 };

static void draw_links(struct page *pg)
{
	static const struct kind *const kinds[] = {&appointment_kind, &pairing_kind, &proxy_kind,
		&role_grant_kind, &unit_kind, &unit_group_kind, &person_kind, &account_kind};
	struct html *h = pg->h;
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "登记簿")});
	h_lit(h, "<ul class=\"lst\">");
	for (size_t i = 0; i < NELEM(kinds); i++) {
		struct query q = {.kind = kinds[i]};
		if (!actor_may(pg->cx, kinds[i]->read_perm, RID_NONE))
			continue;
		ui_brief(h, &(struct ui_brief){.url = str_fmt(pg->cx->a, "/k/%s", kinds[i]->name),
				    .title = locale_find(h->lang, str_of(kinds[i]->label)),
				    .meta = trf(pg->cx->a, h->lang, "%lld 条",
					    (long long)query_count(pg->cx, &q))});
	}
	h_lit(h, "</ul>");
	ui_card_end(h);
}

static void td_name(struct page *pg, const struct unit_line *u, struct str name)
{
	if (name.n || u->outside) {
		ui_td(pg->h, name);
		return;
	}
	h_lit(pg->h, "<td>");
	ui_chip(pg->h, CHIP_ASK, tr(pg->h->lang, "空缺"));
	h_lit(pg->h, "</td>");
}

static void draw_unit(struct page *pg, const struct unit_line *u, bool flat)
{
	struct html *h = pg->h;
	ui_tr_begin(h, false);
	h_lit(h, "<td>");
	for (int i = 0; !flat && i < u->depth && i < INDENT; i++)
		h_text(h, S("　"));
	h_link(h, str_fmt(pg->cx->a, "/org/unit/%lld", (long long)u->id.n), u->name);
	h_lit(h, "</td>");
	h_elc(h, "td", "hide-m q2", u->kind);
	td_name(pg, u, u->head);
	td_name(pg, u, u->liaison);
	h_lit(h, "<td class=\"hide-m rt\">");
	h_int(h, u->persons);
	h_lit(h, "</td>");
	ui_tr_end(h);
}

static bool is_vacant(const struct unit_line *u)
{
	return !u->outside && (u->head.n == 0 || u->liaison.n == 0);
}

static bool is_shown(struct page *pg, const struct unit_line *u)
{
	struct str find = str_trim(http_param(pg->q, S("q")));
	if (str_eq(http_param(pg->q, S("show")), S("vacant")) && !is_vacant(u))
		return false;
	return find.n == 0 || str_has(u->name, find) || str_has(u->short_name, find);
}

static void draw_filter(struct page *pg)
{
	struct html *h = pg->h;
	struct ui_param params[] = {
		{S("q"), http_param(pg->q, S("q"))}, {S("show"), http_param(pg->q, S("show"))}};
	struct ui_query here = {.path = S("/org"), .params = params, .n = 2};
	struct ui_choice shows[] = {{S("vacant"), tr(h->lang, "有空缺的"), -1}};
	struct ui_filter f[] = {{S("show"), tr(h->lang, "只看"), shows, NELEM(shows)}};
	ui_filters(h, &here, f, NELEM(f), S("q"), tr(h->lang, "找单位"));
}

/* Why nothing, or next to nothing, stands in the table. */
static void draw_none(struct page *pg, int n, int shown)
{
	struct html *h = pg->h;
	if (n <= FEW && import_may(pg->cx))
		ui_empty(h, tr(h->lang, "还没有单位"),
			tr(h->lang, "在“导入导出”下载模板，一张表就能建好单位和人员。"));
	else if (shown == 0 && str_eq(http_param(pg->q, S("show")), S("vacant")))
		ui_empty(h, tr(h->lang, "没有空缺"),
			tr(h->lang, "每个单位都有主要负责人和联络员。"));
	else if (shown == 0)
		ui_empty(h, tr(h->lang, "没有符合的单位"), tr(h->lang, "换个名称或简称再找。"));
}

static void draw_units(struct page *pg, const struct unit_line *at, int n)
{
	struct html *h = pg->h;
	bool flat = http_param(pg->q, S("q")).n || http_param(pg->q, S("show")).n;
	int shown = 0;
	struct ui_col cols[] = {{.text = tr(h->lang, "单位")},
		{.text = tr(h->lang, "类别"), .hide_small = true},
		{.text = tr(h->lang, "主要负责人")}, {.text = tr(h->lang, "联络员")},
		{.text = tr(h->lang, "人数"), .hide_small = true, .right = true}};
	for (int i = 0; i < n; i++)
		shown += is_shown(pg, &at[i]);
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "单位"),
				 .count = str_fmt(pg->cx->a, "%d", shown)});
	draw_filter(pg);
	if (shown) {
		ui_table_begin(h, &(struct ui_table){.label = tr(h->lang, "单位"),
					  .cols = cols,
					  .n_cols = NELEM(cols),
					  .hover = true});
		for (int i = 0; i < n; i++)
			if (is_shown(pg, &at[i]))
				draw_unit(pg, &at[i], flat);
		ui_table_end(h);
	}
	draw_none(pg, n, shown);
	ui_card_end(h);
}

static void org(struct page *pg)
{
	struct html *h = pg->h;
	struct unit_line *at;
	int n = unit_list(pg->cx, &at), no_head = 0, no_liaison = 0;
	for (int i = 0; i < n; i++) {
		no_head += !at[i].outside && at[i].head.n == 0;
		no_liaison += !at[i].outside && at[i].liaison.n == 0;
	}
	page_org_open(pg,
		&(struct page_frame){.title = tr(h->lang, "组织与账号"),
			.lead = trf(pg->cx->a, h->lang,
				"%d 个单位；*%d* 个没有主要负责人，*%d* 个没有联络员。", n, no_head,
				no_liaison)},
		"/org");
	ui_cols_begin(h, COLS_8_4);
	draw_units(pg, at, n);
	draw_links(pg);
	ui_cols_end(h);
	page_close(pg);
}

/* ---- pairings ---- */

static void draw_leader(struct page *pg, const struct unit_pairing *at, int n)
{
	struct html *h = pg->h;
	ui_tr_begin(h, false);
	ui_td_link(h, str_fmt(pg->cx->a, "/org/person/%lld", (long long)at->leader.n),
		at->leader_name);
	h_lit(h, "<td>");
	for (int i = 0; i < n; i++) {
		if (i)
			h_lit(h, "、");
		h_link(h, str_fmt(pg->cx->a, "/org/unit/%lld", (long long)at[i].unit.n),
			at[i].unit_name);
		if (at[i].skips_level) {
			h_lit(h, " ");
			ui_chip(h, CHIP_ASK, tr(h->lang, "跨级"));
		}
	}
	h_lit(h, "</td><td class=\"rt\">");
	h_int(h, n);
	h_lit(h, "</td>");
	ui_tr_end(h);
}

static void draw_leaders(struct page *pg)
{
	struct html *h = pg->h;
	struct unit_pairing *at;
	int n = unit_list_pairings(pg->cx, RID_NONE, &at), next;
	struct ui_col cols[] = {{.text = tr(h->lang, "领导")}, {.text = tr(h->lang, "包联单位")},
		{.text = tr(h->lang, "个数"), .right = true}};
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "包联"),
				 .more = tr(h->lang, "全部记录"),
				 .more_url = S("/k/pairing")});
	if (n == 0) {
		ui_empty(h, tr(h->lang, "还没有包联"),
			tr(h->lang, "确定每个基层单位由哪位领导包联。"));
	} else {
		ui_table_begin(h,
			&(struct ui_table){
				.label = tr(h->lang, "包联"), .cols = cols, .n_cols = NELEM(cols)});
		for (int i = 0; i < n; i = next) {
			for (next = i; next < n && at[next].leader.n == at[i].leader.n; next++)
				;
			draw_leader(pg, &at[i], next - i);
		}
		ui_table_end(h);
	}
	ui_card_end(h);
}

/* Units of the lowest kind without a leader (ORG-13). */
static void draw_uncovered(struct page *pg)
{
	struct html *h = pg->h;
	struct unit_line *at;
	int n = unit_list(pg->cx, &at), open = 0;
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "没有领导包联的派出所")});
	h_lit(h, "<ul class=\"lst\">");
	for (int i = 0; i < n; i++) {
		struct unit_info u;
		if (at[i].paired || !tree_unit(pg->cx, at[i].id, &u) ||
			!str_eq(u.kind, S("station")))
			continue;
		ui_brief(h, &(struct ui_brief){.title = at[i].name,
				    .url = str_fmt(
					    pg->cx->a, "/org/unit/%lld", (long long)at[i].id.n)});
		open++;
	}
	h_lit(h, "</ul>");
	if (open == 0)
		ui_empty(h, tr(h->lang, "都有领导包联"), STR_NONE);
	ui_card_end(h);
}

static void draw_new_pairing(struct page *pg, void *arg)
{
	(void)arg;
	if (actor_may(pg->cx, "org.edit", RID_NONE))
		ui_action_primary(
			pg->h, ICON_PLUS, S("/k/pairing/new"), tr(pg->h->lang, "确定包联"));
}

static void pairings(struct page *pg)
{
	struct html *h = pg->h;
	page_org_open(pg,
		&(struct page_frame){.title = tr(h->lang, "包联"),
			.lead = tr(h->lang, "领导包联下一级单位；跨级的标出来，换人的旧记录保留。"),
			.actions = draw_new_pairing},
		"/org/pairing");
	ui_cols_begin(h, COLS_8_4);
	draw_leaders(pg);
	draw_uncovered(pg);
	ui_cols_end(h);
	page_close(pg);
}

static const struct page_def org_def = {.fn = org, .perm = "org.read"};
static const struct page_def pairings_def = {.fn = pairings, .perm = "org.read"};
static const struct route_param org_params[] = {
	{.name = "q", .max = 200}, {.name = "show", .max = 10}, {0}};

const struct route org_routes[] = {
	{.verb = VERB_GET,
		.pattern = "/org",
		.fn = page_serve,
		.more = &org_def,
		.params = org_params},
	{.verb = VERB_GET, .pattern = "/org/pairing", .fn = page_serve, .more = &pairings_def},
	{0},
};
