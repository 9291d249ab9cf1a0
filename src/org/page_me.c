/* page_me.c — 我的设置 and 提醒: how the pages look, one's own password, what one has been told. */
#include "base/bug.h"
#include "base/num.h"
#include "core/actor.h"
#include "core/note.h"
#include "org/account.h"
#include "org/page_int.h"
#include "web/page.h"
#include "web/ui.h"
#include "web/ui_list.h"

enum { NOTES = 100 };

/* ---- settings ---- */

static struct ui_field choice(
	struct page *pg, struct str name, struct str label, struct ui_option *options, int n)
{
	(void)pg;
	return (struct ui_field){.input = UI_RADIO,
		.name = name,
		.label = label,
		.options = options,
		.n_options = n,
		.inline_ = true};
}

static void draw_taste(struct page *pg)
{
	struct html *h = pg->h;
	const struct actor *who = pg->cx->who;
	struct ui_option looks[] = {
		{S("light"), tr(h->lang, "浅色"), STR_NONE, str_eq(who->look, S("light"))},
		{S("dark"), tr(h->lang, "深色"), STR_NONE, str_eq(who->look, S("dark"))},
		{S("large"), tr(h->lang, "大字"), STR_NONE, str_eq(who->look, S("large"))}};
	struct ui_option langs[] = {{S("zh"), S("中文"), STR_NONE, !str_eq(who->lang, S("en"))},
		{S("en"), S("English"), STR_NONE, str_eq(who->lang, S("en"))}};
	struct ui_field f[] = {choice(pg, S("look"), tr(h->lang, "外观"), looks, NELEM(looks)),
		choice(pg, S("lang"), tr(h->lang, "语言"), langs, NELEM(langs))};
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "外观和语言")});
	ui_body_begin(h);
	ui_form_begin(h, &(struct ui_form){.action = S("/me")});
	page_tokens(pg);
	ui_fields(h, f, NELEM(f));
	ui_button(h, &(struct ui_button){.text = tr(h->lang, "保存"), .primary = true});
	ui_form_end(h);
	ui_body_end(h);
	ui_card_end(h);
}

static void draw_access(struct page *pg)
{
	ui_card_begin(pg->h, &(struct ui_card){.title = tr(pg->h->lang, "代办和别的系统")});
	h_lit(pg->h, "<ul class=\"lst\">");
	ui_brief(pg->h, &(struct ui_brief){.url = S("/me/access"),
				.title = tr(pg->h->lang, "接口令牌和日历订阅"),
				.meta = tr(pg->h->lang, "让别的系统或日历以您的名义取数。")});
	ui_brief(pg->h, &(struct ui_brief){.url = S("/org/leave"),
				.title = tr(pg->h->lang, "请假代理"),
				.meta = tr(pg->h->lang, "请假时由谁代办。")});
	h_lit(pg->h, "</ul>");
	ui_card_end(pg->h);
}

static void me(struct page *pg)
{
	page_open(pg, &(struct page_frame){
			      .title = tr(pg->h->lang, "我的设置"), .lead = pg->cx->who->name});
	ui_cols_begin(pg->h, COLS_5_5);
	ui_stack_begin(pg->h);
	draw_taste(pg);
	draw_access(pg);
	ui_stack_end(pg->h);
	ui_stack_begin(pg->h);
	page_secure_cards(pg);
	ui_stack_end(pg->h);
	ui_cols_end(pg->h);
	page_close(pg);
}

struct taste {
	struct str look, lang;
};

static enum flow_code set_taste(struct ctx *cx, void *arg)
{
	const struct taste *t = arg;
	return account_set_taste(cx, t->look, t->lang);
}

static void save_taste(struct page *pg)
{
	struct taste t = {http_field(pg->q, S("look")), http_field(pg->q, S("lang"))};
	enum flow_code code = page_write(pg, set_taste, &t);
	if (code == FLOW_OK)
		http_redirect(pg->r, S("/me"));
	else
		page_refuse(pg, code);
}

/* ---- notices ---- */

/* Where a note leads: to its record, or to the list it speaks of. */
static struct str note_url(struct page *pg, const struct note_line *n)
{
	if (str_eq(n->kind, S("overdue")))
		return S("/due?view=late");
	if (str_eq(n->kind, S("doer")))
		return S("/mine");
	if (str_eq(n->kind, S("handover")))
		return str_fmt(pg->cx->a, "/org/handover/%lld", (long long)n->rec.n);
	if (str_eq(n->kind, S("role_grant")) || str_eq(n->kind, S("appraisal")))
		return str_fmt(pg->cx->a, "/k/%.*s/%lld", STR_ARG(n->kind), (long long)n->rec.n);
	bool known = str_eq(n->kind, S("due")) || str_eq(n->kind, S("change")) ||
		     str_eq(n->kind, S("consent"));
	if (!known)
		return STR_NONE;
	return n->rec.n ? str_fmt(pg->cx->a, "/%.*s/%lld", STR_ARG(n->kind), (long long)n->rec.n)
			: str_cat(pg->cx->a, S("/"), n->kind);
}

static void draw_note(struct page *pg, const struct note_line *n)
{
	struct str url = note_url(pg, n);
	ui_item(pg->h,
		&(struct ui_item){.lamp = n->seen.ms ? LAMP_OPEN : LAMP_YELLOW,
			.word = n->seen.ms ? tr(pg->h->lang, "已看") : tr(pg->h->lang, "新"),
			.url = url,
			.title = n->text,
			.meta = locale_stamp(pg->cx->a, pg->h->lang, n->made, pg->h->today)});
}

static void notes(struct page *pg)
{
	struct html *h = pg->h;
	struct note_line *at;
	int n = note_list(pg->cx, NOTES, &at);
	page_open(pg, &(struct page_frame){.title = tr(h->lang, "提醒"),
			      .lead = trf(pg->cx->a, h->lang, "还有 *%lld* 条没看。",
				      (long long)note_unseen(pg->cx))});
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "最近的提醒")});
	if (n == 0)
		ui_empty(h, tr(h->lang, "没有提醒"),
			tr(h->lang, "快到期、被退回、有变动时，会写在这里。"));
	ui_list_begin(h);
	for (int i = 0; i < n; i++)
		draw_note(pg, &at[i]);
	ui_list_end(h);
	if (n) {
		ui_foot_begin(h);
		ui_form_begin(h, &(struct ui_form){.action = S("/notes")});
		page_tokens(pg);
		ui_hidden(h, S("upto"), str_fmt(pg->cx->a, "%lld", (long long)at[0].id.n));
		ui_button(h, &(struct ui_button){.text = tr(h->lang, "都看过了")});
		ui_form_end(h);
		ui_foot_end(h);
	}
	ui_card_end(h);
	page_close(pg);
}

static enum flow_code see(struct ctx *cx, void *arg)
{
	return note_see(cx, *(rid *)arg);
}

static void seen(struct page *pg)
{
	rid upto = RID_NONE;
	num_int(http_field(pg->q, S("upto")), 1, INT64_MAX, &upto.n);
	enum flow_code code = ctx_write(pg->cx, see, &upto);
	if (code == FLOW_OK)
		http_redirect(pg->r, S("/notes"));
	else
		page_refuse(pg, code);
}

static const struct page_def me_def = {.fn = me};
static const struct page_def taste_def = {.fn = save_taste};
static const struct page_def notes_def = {.fn = notes};
static const struct page_def seen_def = {.fn = seen};

static const struct route_param taste_params[] = {
	{.name = "look", .max = 10}, {.name = "lang", .max = 5}, {0}};
static const struct route_param seen_params[] = {{.name = "upto", .max = 20}, {0}};

const struct route me_routes[] = {
	{.verb = VERB_GET, .pattern = "/me", .fn = page_serve, .more = &me_def},
	{.verb = VERB_POST,
		.pattern = "/me",
		.fn = page_serve,
		.more = &taste_def,
		.params = taste_params},
	{.verb = VERB_GET, .pattern = "/notes", .fn = page_serve, .more = &notes_def},
	{.verb = VERB_POST,
		.pattern = "/notes",
		.fn = page_serve,
		.more = &seen_def,
		.params = seen_params},
	{0},
};
