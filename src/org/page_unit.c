/* page_unit.c — one unit, one person, one group: what they are and what hangs on them (ORG-02, 03,
 * 07, 10, 13, 28, 31). */
#include "base/bug.h"
#include "core/actor.h"
#include "core/query.h"
#include "core/rec.h"
#include "core/tree.h"
#include "core/val.h"
#include "org/group.h"
#include "org/handover.h"
#include "org/org.h"
#include "org/page_int.h"
#include "org/person.h"
#include "org/team.h"
#include "org/unit.h"
#include "org/unit_list.h"

enum { PER_PAGE = 50, MEMBERS = 2000, KV = 14 };

static struct str unit_url(struct page *pg, rid id)
{
	return str_fmt(pg->cx->a, "/org/unit/%lld", (long long)id.n);
}

static struct str person_url(struct page *pg, rid id)
{
	return str_fmt(pg->cx->a, "/org/person/%lld", (long long)id.n);
}

/* The record of the address where the actor may see it; otherwise NULL after the page for that. */
static void *asked(struct page *pg, const struct kind *k)
{
	int64_t id;
	if (http_arg_id(pg->q, 0, &id) && query_sees(pg->cx, k, (rid){id}))
		return rec_load(pg->cx, k, (rid){id});
	page_absent(pg);
	return NULL;
}

/* Every field of the kind that holds something. */
static void draw_fields(struct page *pg, const struct kind *k, const void *row)
{
	struct html *h = pg->h;
	const struct rec_head *head = row;
	struct ui_kv kv[KV];
	int n = 0;
	for (int i = 0; i < k->n_fields && n < KV; i++) {
		const struct field *f = &k->fields[i];
		if (!val_is_empty(f, row) && f->type != F_BOOL)
			kv[n++] = (struct ui_kv){.key = locale_find(h->lang, str_of(f->label)),
				.value = val_show(pg->cx, f, row)};
	}
	ui_card_begin(h, &(struct ui_card){.title = locale_find(h->lang, str_of(k->label)),
				 .more = tr(h->lang, "修改和经过"),
				 .more_url = str_fmt(
					 pg->cx->a, "/k/%s/%lld", k->name, (long long)head->id.n)});
	ui_body_begin(h);
	ui_kvs(h, kv, n);
	ui_body_end(h);
	ui_card_end(h);
}

/* ---- unit ---- */

static void draw_gaps(struct page *pg, const struct unit_row *u)
{
	struct html *h = pg->h;
	if (str_eq(u->kind, S("external")) || u->head.state != 0)
		return;
	if (tree_head(pg->cx, u->head.id, pg->cx->today).n == 0)
		ui_note(h, NOTE_RED, STR_NONE,
			tr(h->lang,
				"*主要负责人空缺。*这个单位没有第一责任人，不能启动专项活动。"));
	if (tree_post_holder(pg->cx, u->head.id, S("liaison"), pg->cx->today).n == 0)
		ui_note(h, NOTE_YELLOW, STR_NONE,
			tr(h->lang, "*联络员空缺。*提醒和催办没有人接收。"));
}

static void draw_posts(struct page *pg, rid unit)
{
	struct html *h = pg->h;
	struct unit_post *at;
	int n = unit_list_posts(pg->cx, unit, &at);
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "在任"),
				 .count = str_fmt(pg->cx->a, "%d", n),
				 .more = tr(h->lang, "本单位人员"),
				 .more_url = str_fmt(
					 pg->cx->a, "/org/person?unit=%lld", (long long)unit.n)});
	if (n == 0)
		ui_empty(h, tr(h->lang, "没有人在任"), tr(h->lang, "在“导入导出”里登记任职。"));
	ui_list_begin(h);
	for (int i = 0; i < n; i++) {
		struct str since = locale_day(pg->cx->a, h->lang, at[i].from, pg->cx->today);
		ui_brief(h, &(struct ui_brief){.url = person_url(pg, at[i].person),
				    .title = at[i].name,
				    .meta = trf(pg->cx->a, h->lang, "%.*s · %.*s起",
					    STR_ARG(at[i].post), STR_ARG(since))});
	}
	ui_list_end(h);
	ui_card_end(h);
}

static void draw_names(struct page *pg, rid unit)
{
	struct html *h = pg->h;
	struct unit_alias *al;
	struct str *traits;
	int n = unit_aliases(pg->cx, unit, &al), k = unit_traits(pg->cx, unit, &traits);
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "特征和别名")});
	ui_body_begin(h);
	for (int i = 0; i < k; i++) {
		ui_chip(h, CHIP, val_code_label(pg->cx, S("unit_trait"), traits[i]));
		h_lit(h, " ");
	}
	if (k == 0)
		h_tr(h, "没有特征");
	h_lit(h, "<ul>");
	for (int i = 0; i < n; i++)
		h_el(h, "li", unit_alias_text(pg->cx->a, &al[i]));
	h_lit(h, "</ul>");
	ui_body_end(h);
	ui_card_end(h);
}

static bool is_member(struct page *pg, rid group, rid unit)
{
	rid *at = arena_array(pg->cx->a, MEMBERS, sizeof *at);
	int n = org_group_members(pg->cx, group, pg->cx->today, at, MEMBERS);
	for (int i = 0; i < n; i++)
		if (at[i].n == unit.n)
			return true;
	return false;
}

static void draw_groups_of(struct page *pg, rid unit)
{
	struct html *h = pg->h;
	struct query q = {.kind = &unit_group_kind, .per_page = PER_PAGE};
	void **rows;
	int n = query_rows(pg->cx, &q, &rows), shown = 0;
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "所在单位组")});
	ui_list_begin(h);
	for (int i = 0; i < n && i < PER_PAGE; i++) {
		const struct unit_group_row *g = rows[i];
		if (!is_member(pg, g->head.id, unit))
			continue;
		ui_brief(h, &(struct ui_brief){.title = g->name,
				    .url = str_fmt(pg->cx->a, "/org/group/%lld",
					    (long long)g->head.id.n)});
		shown++;
	}
	ui_list_end(h);
	if (shown == 0)
		ui_empty(h, tr(h->lang, "不在任何单位组里"),
			tr(h->lang, "方案里写的统称不包括这个单位。"));
	ui_card_end(h);
}

/* A unit without a leader of its own goes with the unit above it (ORG-06). */
static void draw_leader_above(struct page *pg, rid unit)
{
	struct html *h = pg->h;
	struct team_leader l;
	if (!team_leader(pg->cx, unit, &l)) {
		ui_empty(h, tr(h->lang, "没有领导包联"),
			tr(h->lang, "在“包联”里确定由哪位领导包联。"));
		return;
	}
	ui_list_begin(h);
	ui_brief(h, &(struct ui_brief){.title = l.name,
			    .url = person_url(pg, l.person),
			    .meta = trf(pg->cx->a, h->lang, "%.*s · 随上级单位%.*s",
				    STR_ARG(l.kind), STR_ARG(l.from_name))});
	ui_list_end(h);
}

static void draw_leaders(struct page *pg, rid unit)
{
	struct html *h = pg->h;
	struct unit_pairing *at;
	int n = unit_list_pairings(pg->cx, unit, &at);
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "分管和包联领导")});
	if (n == 0)
		draw_leader_above(pg, unit);
	ui_list_begin(h);
	for (int i = 0; i < n; i++)
		ui_brief(h,
			&(struct ui_brief){.title = at[i].leader_name,
				.url = person_url(pg, at[i].leader),
				.meta = at[i].skips_level ? trf(pg->cx->a, h->lang, "%.*s · 跨级",
								    STR_ARG(at[i].kind))
							  : at[i].kind});
	ui_list_end(h);
	ui_card_end(h);
}

static void unit_page(struct page *pg)
{
	struct html *h = pg->h;
	const struct unit_row *u = asked(pg, &unit_kind);
	if (u == NULL)
		return;
	struct ui_link crumbs[] = {{S("/org"), tr(h->lang, "单位")},
		{unit_url(pg, u->parent), tree_unit_name(pg->cx, u->parent)}};
	page_org_open(pg,
		&(struct page_frame){.title = u->name,
			.crumbs = crumbs,
			.n_crumbs = u->parent.n ? 2 : 1,
			.lead = u->head.state ? tr(h->lang, "已撤销") : u->short_name},
		"/org");
	ui_stack_begin(h);
	draw_gaps(pg, u);
	ui_cols_begin(h, COLS_8_4);
	ui_stack_begin(h);
	draw_fields(pg, &unit_kind, u);
	draw_posts(pg, u->head.id);
	page_unit_chain(pg, u->head.id);
	ui_stack_end(h);
	ui_stack_begin(h);
	draw_names(pg, u->head.id);
	draw_leaders(pg, u->head.id);
	if (pg->app->unit_cards)
		pg->app->unit_cards(pg, u->head.id);
	draw_groups_of(pg, u->head.id);
	ui_stack_end(h);
	ui_cols_end(h);
	ui_stack_end(h);
	page_close(pg);
}

/* ---- persons ---- */

static void draw_person(struct page *pg, const struct person_line *p)
{
	struct html *h = pg->h;
	ui_tr_begin(h, false);
	ui_td_link(h, person_url(pg, p->id), p->name);
	ui_td_quiet(h, p->staff_no);
	ui_td(h, p->unit_name);
	h_elc(h, "td", "hide-m", p->posts.n ? p->posts : p->title);
	h_elc(h, "td", "hide-m q2", p->left ? tr(h->lang, "离岗") : STR_NONE);
	ui_tr_end(h);
}

static void draw_find(struct page *pg)
{
	struct html *h = pg->h;
	struct ui_param params[] = {{S("q"), http_param(pg->q, S("q"))},
		{S("unit"), http_param(pg->q, S("unit"))},
		{S("left"), http_param(pg->q, S("left"))}};
	struct ui_query here = {.path = S("/org/person"), .params = params, .n = 3};
	struct ui_choice left[] = {{S("1"), tr(h->lang, "也看离岗的"), -1}};
	struct ui_filter f[] = {{S("left"), tr(h->lang, "范围"), left, 1}};
	ui_filters(h, &here, f, 1, S("q"), tr(h->lang, "姓名、警号或职务"));
}

static void draw_new_person(struct page *pg, void *arg)
{
	(void)arg;
	if (actor_may(pg->cx, "org.edit", RID_NONE))
		ui_action_primary(
			pg->h, ICON_PLUS, S("/k/person/new"), tr(pg->h->lang, "新增人员"));
}

static void persons(struct page *pg)
{
	struct html *h = pg->h;
	struct person_line *at;
	int64_t total;
	struct person_filter f = {.words = str_trim(http_param(pg->q, S("q"))),
		.under = page_org_rid(http_param(pg->q, S("unit"))),
		.left = http_param(pg->q, S("left")).n > 0,
		.page = page_org_page(pg),
		.per_page = PER_PAGE};
	int n = person_list(pg->cx, &f, &at, &total);
	struct ui_col cols[] = {{.text = tr(h->lang, "姓名")}, {.text = tr(h->lang, "警号")},
		{.text = tr(h->lang, "单位")}, {.text = tr(h->lang, "岗位"), .hide_small = true},
		{.text = tr(h->lang, "状态"), .hide_small = true}};
	page_org_open(pg,
		&(struct page_frame){.title = tr(h->lang, "人员"),
			.lead = f.under.n ? tree_unit_name(pg->cx, f.under) : STR_NONE,
			.actions = draw_new_person},
		"/org/person");
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "人员"),
				 .count = str_fmt(pg->cx->a, "%lld", (long long)total)});
	draw_find(pg);
	if (n == 0)
		ui_empty(h, tr(h->lang, "没有找到人"),
			tr(h->lang, "换一个词，或在“导入导出”里登记。"));
	else
		ui_table_begin(h, &(struct ui_table){.label = tr(h->lang, "人员"),
					  .cols = cols,
					  .n_cols = NELEM(cols),
					  .hover = true});
	for (int i = 0; i < n; i++)
		draw_person(pg, &at[i]);
	if (n)
		ui_table_end(h);
	page_org_pager(pg, "/org/person", PER_PAGE, total);
	ui_card_end(h);
	page_close(pg);
}

/* Everything a person answers for, from every capability (ORG-31). */
static void draw_holdings(struct page *pg, rid person)
{
	struct html *h = pg->h;
	struct handover_item *at;
	int n = handover_list(pg->cx, person, pg->cx->today, &at);
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "手上的事项"),
				 .count = str_fmt(pg->cx->a, "%d", n)});
	if (n == 0)
		ui_empty(h, tr(h->lang, "手上没有要交接的事项"), STR_NONE);
	ui_list_begin(h);
	for (int i = 0; i < n; i++)
		ui_brief(h, &(struct ui_brief){.title = at[i].title,
				    .meta = locale_find(h->lang, str_of(at[i].source->label))});
	ui_list_end(h);
	ui_card_end(h);
}

static void draw_hand_over(struct page *pg, void *arg)
{
	const struct person_row *p = arg;
	if (p->head.state == 0 && actor_may(pg->cx, "org.edit", p->head.unit))
		ui_action_primary(pg->h, ICON_SEND,
			str_fmt(pg->cx->a, "/org/handover/new?person=%lld",
				(long long)p->head.id.n),
			tr(pg->h->lang, "办理交接"));
}

/* The roles a person holds, for who gives them (ORG-29). */
static void draw_roles(struct page *pg, const struct person_row *p)
{
	struct html *h = pg->h;
	struct query q = {.kind = &role_grant_kind, .per_page = PER_PAGE};
	struct str id = str_fmt(pg->cx->a, "%lld", (long long)p->head.id.n);
	char today[DAY_TEXT];
	void **rows;
	query_filter(pg->cx, &q, S("person"), id);
	query_filter(pg->cx, &q, S("state"), S("active"));
	int n = query_rows(pg->cx, &q, &rows);
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "角色"),
				 .count = str_fmt(pg->cx->a, "%d", n < PER_PAGE ? n : PER_PAGE)});
	if (n == 0)
		ui_empty(h, tr(h->lang, "还没有角色"),
			tr(h->lang, "没有角色的人登录后什么都办不了。"));
	ui_list_begin(h);
	for (int i = 0; i < n && i < PER_PAGE; i++) {
		const struct role_grant_row *g = rows[i];
		struct str unit = tree_unit_name(pg->cx, g->head.unit);
		struct str since = locale_day(pg->cx->a, h->lang, g->from_day, pg->cx->today);
		ui_brief(h, &(struct ui_brief){.url = str_fmt(pg->cx->a, "/k/role_grant/%lld",
						       (long long)g->head.id.n),
				    .title = val_code_label(pg->cx, S("role"), g->role),
				    .meta = trf(pg->cx->a, h->lang, "%.*s · %.*s起", STR_ARG(unit),
					    STR_ARG(since))});
	}
	ui_list_end(h);
	ui_body_begin(h);
	ui_button_link(h,
		str_fmt(pg->cx->a, "/k/role_grant/new?person=%.*s&from_day=%s", STR_ARG(id),
			day_text(pg->cx->today, today)),
		tr(h->lang, "授予角色"));
	ui_body_end(h);
	ui_card_end(h);
}

/* Where an account is opened, with the person filled in. */
static void draw_account(struct page *pg, const struct person_row *p)
{
	struct html *h = pg->h;
	struct query q = {.kind = &account_kind, .per_page = 1};
	void **rows;
	query_filter(pg->cx, &q, S("person"), str_fmt(pg->cx->a, "%lld", (long long)p->head.id.n));
	const struct account_row *a = query_rows(pg->cx, &q, &rows) ? rows[0] : NULL;
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "账号")});
	ui_body_begin(h);
	if (a)
		ui_button_link(h, str_fmt(pg->cx->a, "/org/account/%lld", (long long)a->head.id.n),
			a->login);
	else
		ui_button_link(h,
			str_fmt(pg->cx->a, "/k/account/new?person=%lld&unit=%lld",
				(long long)p->head.id.n, (long long)p->head.unit.n),
			tr(h->lang, "开通账号"));
	ui_body_end(h);
	ui_card_end(h);
}

static void person_page(struct page *pg)
{
	struct html *h = pg->h;
	struct person_row *p = asked(pg, &person_kind);
	if (p == NULL)
		return;
	struct ui_link crumbs[] = {{S("/org/person"), tr(h->lang, "人员")},
		{unit_url(pg, p->head.unit), tree_unit_name(pg->cx, p->head.unit)}};
	page_org_open(pg,
		&(struct page_frame){.title = p->name,
			.crumbs = crumbs,
			.n_crumbs = 2,
			.lead = p->head.state ? tr(h->lang, "离岗") : p->title,
			.actions = draw_hand_over,
			.arg = p},
		"/org/person");
	ui_cols_begin(h, COLS_8_4);
	draw_holdings(pg, p->head.id);
	ui_stack_begin(h);
	if (actor_may(pg->cx, "grant.admin", p->head.unit))
		draw_roles(pg, p);
	if (actor_may(pg->cx, "account.admin", p->head.unit))
		draw_account(pg, p);
	draw_fields(pg, &person_kind, p);
	ui_stack_end(h);
	ui_cols_end(h);
	page_close(pg);
}

/* ---- groups ---- */

static void groups(struct page *pg)
{
	struct html *h = pg->h;
	struct query q = {.kind = &unit_group_kind, .per_page = PER_PAGE};
	rid *members = arena_array(pg->cx->a, MEMBERS, sizeof *members);
	void **rows;
	int n = query_rows(pg->cx, &q, &rows);
	page_org_open(pg,
		&(struct page_frame){.title = tr(h->lang, "单位组"),
			.lead = tr(
				h->lang, "方案里的统称；签发那天展开成单位，每个单位各有一份。")},
		"/org/group");
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "单位组")});
	if (n == 0)
		ui_empty(h, tr(h->lang, "还没有单位组"),
			tr(h->lang, "在“导入导出”里登记单位组和成员。"));
	ui_list_begin(h);
	for (int i = 0; i < n && i < PER_PAGE; i++) {
		const struct unit_group_row *g = rows[i];
		int k = org_group_members(pg->cx, g->head.id, pg->cx->today, members, MEMBERS);
		ui_brief(h, &(struct ui_brief){.title = g->name,
				    .url = str_fmt(
					    pg->cx->a, "/org/group/%lld", (long long)g->head.id.n),
				    .meta = trf(pg->cx->a, h->lang, "今天有 %d 个单位 · %.*s", k,
					    STR_ARG(g->note))});
	}
	ui_list_end(h);
	ui_card_end(h);
	page_close(pg);
}

static void draw_rules(struct page *pg, rid group)
{
	struct html *h = pg->h;
	struct group_rule *at;
	struct str *names;
	int n = group_rules(pg->cx, group, &at), k = group_names(pg->cx, group, &names);
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "成员规则")});
	ui_body_begin(h);
	h_lit(h, "<p>");
	h_tr(h, "从上到下依次加减，后面的为准。方案里也写作：");
	h_text(h, unit_words(pg->cx->a, names, k));
	h_lit(h, "</p><ol>");
	for (int i = 0; i < n; i++)
		h_el(h, "li", group_rule_text(pg->cx, &at[i]));
	h_lit(h, "</ol>");
	ui_body_end(h);
	ui_card_end(h);
}

static void group_page(struct page *pg)
{
	struct html *h = pg->h;
	const struct unit_group_row *g = asked(pg, &unit_group_kind);
	if (g == NULL)
		return;
	rid *at = arena_array(pg->cx->a, MEMBERS, sizeof *at);
	int n = org_group_members(pg->cx, g->head.id, pg->cx->today, at, MEMBERS);
	struct ui_link crumb = {S("/org/group"), tr(h->lang, "单位组")};
	page_org_open(pg,
		&(struct page_frame){
			.title = g->name, .crumbs = &crumb, .n_crumbs = 1, .lead = g->note},
		"/org/group");
	ui_cols_begin(h, COLS_8_4);
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "今天的成员"),
				 .count = str_fmt(pg->cx->a, "%d", n),
				 .more = tr(h->lang, "修改和经过"),
				 .more_url = str_fmt(pg->cx->a, "/k/unit_group/%lld",
					 (long long)g->head.id.n)});
	if (n == 0)
		ui_empty(h, tr(h->lang, "今天没有成员"),
			tr(h->lang, "点“修改和经过”加成员，或者改成员的条件。"));
	ui_list_begin(h);
	for (int i = 0; i < n; i++)
		ui_brief(h, &(struct ui_brief){.title = tree_unit_name(pg->cx, at[i]),
				    .url = unit_url(pg, at[i])});
	ui_list_end(h);
	ui_card_end(h);
	draw_rules(pg, g->head.id);
	ui_cols_end(h);
	page_close(pg);
}

static const struct page_def unit_def = {.fn = unit_page, .perm = "org.read"};
static const struct page_def persons_def = {.fn = persons, .perm = "org.read"};
static const struct page_def person_def = {.fn = person_page, .perm = "org.read"};
static const struct page_def groups_def = {.fn = groups, .perm = "org.read"};
static const struct page_def group_def = {.fn = group_page, .perm = "org.read"};

static const struct route_param person_params[] = {{.name = "q", .max = 200},
	{.name = "unit", .max = 20}, {.name = "left", .max = 2}, {.name = "page", .max = 8}, {0}};

const struct route person_routes[] = {
	{.verb = VERB_GET, .pattern = "/org/unit/#id", .fn = page_serve, .more = &unit_def},
	{.verb = VERB_GET,
		.pattern = "/org/person",
		.fn = page_serve,
		.more = &persons_def,
		.params = person_params},
	{.verb = VERB_GET, .pattern = "/org/person/#id", .fn = page_serve, .more = &person_def},
	{.verb = VERB_GET, .pattern = "/org/group", .fn = page_serve, .more = &groups_def},
	{.verb = VERB_GET, .pattern = "/org/group/#id", .fn = page_serve, .more = &group_def},
	{0},
};
