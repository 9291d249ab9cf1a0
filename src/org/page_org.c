/* page_org.c — 组织与账号: the tree of units with heads and liaisons, and the way to every list of
 * org/ (ORG-01, 07, 09: what is missing is shown). */
#include "base/bug.h"
#include "core/query.h"
#include "core/tree.h"
#include "org/org.h"
#include "org/page_int.h"

enum { UNITS = 500 };

static void draw_links(struct page *pg)
{
	static const struct kind *const kinds[] = {&unit_kind, &unit_group_kind, &person_kind,
		&appointment_kind, &pairing_kind, &proxy_kind, &role_grant_kind, &account_kind};
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

static void td_person(struct page *pg, rid person)
{
	if (person.n)
		ui_td(pg->h, tree_person_name(pg->cx, person));
	else
		h_elc(pg->h, "td", "q", tr(pg->h->lang, "空缺"));
}

static void draw_unit(struct page *pg, const struct unit_row *u)
{
	struct html *h = pg->h;
	ui_tr_begin(h, false);
	ui_td_link(h, str_fmt(pg->cx->a, "/k/unit/%lld", (long long)u->head.id.n), u->name);
	ui_td_quiet(h, u->short_name);
	td_person(pg, tree_head(pg->cx, u->head.id, pg->cx->today));
	td_person(pg, tree_post_holder(pg->cx, u->head.id, S("liaison"), pg->cx->today));
	ui_tr_end(h);
}

static void draw_units(struct page *pg)
{
	struct html *h = pg->h;
	struct query q = {.kind = &unit_kind, .per_page = UNITS};
	void **rows;
	query_filter(pg->cx, &q, S("state"), S("active"));
	int n = query_rows(pg->cx, &q, &rows);
	struct ui_col cols[] = {{.text = tr(h->lang, "单位")}, {.text = tr(h->lang, "简称")},
		{.text = tr(h->lang, "主要负责人")}, {.text = tr(h->lang, "联络员")}};
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "单位"),
				 .count = str_fmt(pg->cx->a, "%d", n > UNITS ? UNITS : n)});
	ui_table_begin(h, &(struct ui_table){.label = tr(h->lang, "单位"),
				  .cols = cols,
				  .n_cols = NELEM(cols),
				  .hover = true});
	for (int i = 0; i < n && i < UNITS; i++)
		draw_unit(pg, rows[i]);
	ui_table_end(h);
	ui_card_end(h);
}

static void org(struct page *pg)
{
	struct html *h = pg->h;
	page_org_open(pg,
		&(struct page_frame){.title = tr(h->lang, "组织与账号"),
			.lead = tr(h->lang,
				"单位、人员、任职、包联、授权和账号。空缺的岗位会影响签收和提醒。")},
		"/org");
	ui_cols_begin(h, COLS_8_4);
	draw_units(pg);
	draw_links(pg);
	ui_cols_end(h);
	page_close(pg);
}

static const struct page_def org_def = {.fn = org, .perm = "org.read"};

const struct route org_routes[] = {
	{.verb = VERB_GET, .pattern = "/org", .fn = page_serve, .more = &org_def},
	{0},
};
