/* page_leave.c — 请假代理: who is away and who stands in, one's own and, for the clerk, everybody's. */
#include "base/bug.h"
#include "core/tree.h"
#include "org/leave.h"
#include "org/page_int.h"
#include "org/person.h"

static void draw_form(struct page *pg)
{
	struct html *h = pg->h;
	struct errs *e = pg->cx->errs;
	bool clerk = actor_may(pg->cx, "org.edit", RID_NONE);
	struct ui_field f[] = {
		{.input = UI_TEXT,
			.name = S("deputy"),
			.label = tr(h->lang, "代理人"),
			.note = tr(h->lang, "警号或姓名"),
			.value = http_field(pg->q, S("deputy")),
			.error = err_of(e, S("deputy")),
			.max = 40},
		{.input = UI_DATE,
			.name = S("from_day"),
			.label = tr(h->lang, "第一天"),
			.value = http_field(pg->q, S("from_day")),
			.error = err_of(e, S("from_day"))},
		{.input = UI_DATE,
			.name = S("until_day"),
			.label = tr(h->lang, "最后一天"),
			.value = http_field(pg->q, S("until_day")),
			.error = err_of(e, S("until_day"))},
		{.input = UI_TEXT,
			.name = S("why"),
			.label = tr(h->lang, "事由"),
			.value = http_field(pg->q, S("why")),
			.error = err_of(e, S("why")),
			.max = 100},
		{.input = UI_TEXT,
			.name = S("person"),
			.label = tr(h->lang, "请假人"),
			.note = tr(h->lang, "警号或姓名，空着是本人"),
			.value = http_field(pg->q, S("person")),
			.error = err_of(e, S("person")),
			.max = 40},
	};
	int n = clerk ? NELEM(f) : NELEM(f) - 1;
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "登记请假")});
	ui_body_begin(h);
	ui_errors(h, f, n);
	ui_form_begin(h, &(struct ui_form){.action = S("/org/leave")});
	page_tokens(pg);
	ui_fields(h, f, n);
	ui_button(h, &(struct ui_button){.text = tr(h->lang, "登记"), .primary = true});
	ui_form_end(h);
	ui_body_end(h);
	ui_card_end(h);
}

static void draw_line(struct page *pg, const struct leave_line *l)
{
	struct html *h = pg->h;
	bool may = l->person.n == pg->cx->who->person.n || actor_may(pg->cx, "org.edit", RID_NONE);
	ui_tr_begin(h, false);
	ui_td(h, l->person_name);
	ui_td(h, l->deputy_name);
	struct str from = locale_day(pg->cx->a, h->lang, l->from, pg->cx->today);
	struct str until = locale_day(pg->cx->a, h->lang, l->until, pg->cx->today);
	ui_td(h, trf(pg->cx->a, h->lang, "%.*s至%.*s", STR_ARG(from), STR_ARG(until)));
	h_elc(h, "td", "hide-m", l->why);
	h_lit(h, "<td>");
	if (may) {
		ui_form_begin(h, &(struct ui_form){.action = S("/org/leave/end")});
		page_tokens(pg);
		ui_hidden(h, S("id"), str_fmt(pg->cx->a, "%lld", (long long)l->id.n));
		ui_button(h, &(struct ui_button){.text = tr(h->lang, "销假"), .small = true});
		ui_form_end(h);
	}
	h_lit(h, "</td>");
	ui_tr_end(h);
}

static void draw_list(struct page *pg)
{
	struct html *h = pg->h;
	struct leave_line *at;
	int n = leave_list(pg->cx, actor_may(pg->cx, "org.edit", RID_NONE), &at);
	struct ui_col cols[] = {{.text = tr(h->lang, "请假人")}, {.text = tr(h->lang, "代理人")},
		{.text = tr(h->lang, "日期")}, {.text = tr(h->lang, "事由"), .hide_small = true},
		{.text = tr(h->lang, "办理"), .text_hidden = true}};
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "正在和将要请假的"),
				 .count = str_fmt(pg->cx->a, "%d", n)});
	if (n == 0) {
		ui_empty(h, tr(h->lang, "没有人请假"),
			tr(h->lang, "请假前在这里写明谁代理，提醒和办理权限会转给代理人。"));
	} else {
		ui_table_begin(h, &(struct ui_table){.label = tr(h->lang, "请假代理"),
					  .cols = cols,
					  .n_cols = NELEM(cols)});
		for (int i = 0; i < n; i++)
			draw_line(pg, &at[i]);
		ui_table_end(h);
	}
	ui_card_end(h);
}

static void show(struct page *pg)
{
	struct html *h = pg->h;
	page_org_open(pg,
		&(struct page_frame){.title = tr(h->lang, "请假代理"),
			.lead = tr(h->lang, "代理人以自己的名义办理，存证里写明代谁。")},
		"/org/leave");
	page_errors(pg);
	ui_cols_begin(h, COLS_8_4);
	draw_list(pg);
	draw_form(pg);
	ui_cols_end(h);
	page_close(pg);
}

static enum flow_code do_enter(struct ctx *cx, void *arg)
{
	return leave_enter(cx, arg);
}

static enum flow_code do_end(struct ctx *cx, void *arg)
{
	return leave_end(cx, *(rid *)arg);
}

static void after(struct page *pg, enum flow_code code)
{
	if (code == FLOW_OK) {
		page_done(pg, S("/org/leave"));
	} else if (code == FLOW_INVALID) {
		pg->r->status = 422;
		show(pg);
	} else {
		page_refuse(pg, code);
	}
}

static void enter(struct page *pg)
{
	struct str who = str_trim(http_field(pg->q, S("person")));
	struct leave_in in = {
		.person = who.n ? person_asked(pg->cx, S("person"), who) : pg->cx->who->person,
		.deputy = person_asked(pg->cx, S("deputy"), http_field(pg->q, S("deputy"))),
		.from = http_field(pg->q, S("from_day")),
		.until = http_field(pg->q, S("until_day")),
		.why = http_field(pg->q, S("why"))};
	after(pg, pg->cx->errs->n ? FLOW_INVALID : page_write(pg, do_enter, &in));
}

static void end(struct page *pg)
{
	rid id = page_org_rid(http_field(pg->q, S("id")));
	after(pg, page_write(pg, do_end, &id));
}

static const struct page_def show_def = {.fn = show};
static const struct page_def enter_def = {.fn = enter};
static const struct page_def end_def = {.fn = end};

static const struct route_param enter_params[] = {{.name = "person", .max = 200},
	{.name = "deputy", .max = 200}, {.name = "from_day", .max = 10},
	{.name = "until_day", .max = 10}, {.name = "why", .max = 600}, {0}};
static const struct route_param end_params[] = {{.name = "id", .max = 20}, {0}};

const struct route leave_routes[] = {
	{.verb = VERB_GET, .pattern = "/org/leave", .fn = page_serve, .more = &show_def},
	{.verb = VERB_POST,
		.pattern = "/org/leave",
		.fn = page_serve,
		.more = &enter_def,
		.params = enter_params},
	{.verb = VERB_POST,
		.pattern = "/org/leave/end",
		.fn = page_serve,
		.more = &end_def,
		.params = end_params},
	{0},
};
