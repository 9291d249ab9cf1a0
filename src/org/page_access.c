/* page_access.c — one's own access tokens and calendar addresses: make, look, revoke. The secret is
 * shown once, in the answer to the form that made it. */
#include "base/bug.h"
#include "base/num.h"
#include "core/actor.h"
#include "org/access.h"
#include "org/page.h"
#include "web/page.h"
#include "web/ui.h"
#include "web/ui_list.h"

static const char *const scope_words[ACCESS_SCOPES] = {
	[ACCESS_READ] = "只读",
	[ACCESS_WRITE] = "读写",
	[ACCESS_CALENDAR] = "日历订阅",
};

/* ---- what there is ---- */

static void draw_row(struct page *pg, const struct access *t)
{
	struct html *h = pg->h;
	struct arena *a = pg->cx->a;
	bool over = day_is_set(t->until_day) && t->until_day.n < pg->cx->today.n;
	ui_tr_begin(h, false);
	ui_td(h, t->name);
	ui_td(h, locale_find(h->lang, str_of(scope_words[t->scope])));
	ui_td(h, over                       ? tr(h->lang, "已到期")
		 : day_is_set(t->until_day) ? locale_day(a, h->lang, t->until_day, h->today)
					    : tr(h->lang, "没有期限"));
	ui_td(h, day_is_set(t->last_day) ? locale_day(a, h->lang, t->last_day, h->today)
					 : tr(h->lang, "没用过"));
	h_lit(h, "<td class=\"rt\">");
	ui_form_begin(h,
		&(struct ui_form){.action = str_fmt(a, "/me/access/%lld/end", (long long)t->id.n)});
	page_tokens(pg);
	ui_button(h, &(struct ui_button){.text = tr(h->lang, "收回"), .small = true});
	ui_form_end(h);
	h_lit(h, "</td>");
	ui_tr_end(h);
}

static void draw_list(struct page *pg)
{
	struct html *h = pg->h;
	struct access *t;
	int n = access_list(pg->cx, &t);
	struct ui_col cols[] = {{.text = tr(h->lang, "给谁用")}, {.text = tr(h->lang, "能做什么")},
		{.text = tr(h->lang, "有效到")}, {.text = tr(h->lang, "最近使用")},
		{.text = tr(h->lang, "办理"), .text_hidden = true}};
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "正在用的")});
	if (n == 0)
		ui_empty(h, tr(h->lang, "还没有令牌和订阅地址"),
			tr(h->lang, "生成以后列在这里，随时可以收回。"));
	else
		ui_table_begin(h, &(struct ui_table){.label = tr(h->lang, "正在用的"),
					  .cols = cols,
					  .n_cols = NELEM(cols)});
	for (int i = 0; i < n; i++)
		draw_row(pg, &t[i]);
	if (n)
		ui_table_end(h);
	ui_card_end(h);
}

/* ---- making one ---- */

static void draw_token_form(struct page *pg)
{
	struct html *h = pg->h;
	struct str scope = http_field(pg->q, S("scope")), days = http_field(pg->q, S("days"));
	bool calendar = str_eq(scope, S("calendar"));
	struct ui_option scopes[] = {
		{S("read"), tr(h->lang, "只读"), STR_NONE, !str_eq(scope, S("write"))},
		{S("write"), tr(h->lang, "读写"), STR_NONE, str_eq(scope, S("write"))}};
	struct ui_field f[] = {
		{.input = UI_TEXT,
			.name = S("name"),
			.label = tr(h->lang, "给谁用"),
			.hint = tr(h->lang, "例如：数据中心取数"),
			.value = calendar ? STR_NONE : http_field(pg->q, S("name")),
			.error = calendar ? STR_NONE : err_of(pg->cx->errs, S("name")),
			.max = ACCESS_NAME_MAX,
			.required = true},
		{.input = UI_RADIO,
			.name = S("scope"),
			.label = tr(h->lang, "能做什么"),
			.hint = tr(h->lang, "权限不会超过您自己的"),
			.options = scopes,
			.n_options = NELEM(scopes),
			.error = err_of(pg->cx->errs, S("scope")),
			.inline_ = true},
		{.input = UI_NUMBER,
			.name = S("days"),
			.label = tr(h->lang, "有效天数"),
			.note = trf(pg->cx->a, h->lang, "最多 %d 天", ACCESS_DAYS),
			.value = days.n ? days : S("90"),
			.error = err_of(pg->cx->errs, S("days")),
			.size = 6},
	};
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "新的接口令牌")});
	ui_body_begin(h);
	ui_errors(h, f, NELEM(f));
	ui_form_begin(h, &(struct ui_form){.action = S("/me/access")});
	page_tokens(pg);
	ui_fields(h, f, NELEM(f));
	ui_buttons_begin(h);
	ui_button(h, &(struct ui_button){.text = tr(h->lang, "生成令牌"), .primary = true});
	ui_buttons_end(h);
	ui_form_end(h);
	ui_body_end(h);
	ui_card_end(h);
}

static void draw_calendar_form(struct page *pg)
{
	struct html *h = pg->h;
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "日历订阅")});
	ui_body_begin(h);
	h_lit(h, "<p class=\"q2\">");
	h_tr(h, "把自己单位要报的事项放进手机或电脑的日历。地址等于钥匙，不要转给别人；"
		"不用了就收回。");
	h_lit(h, "</p>");
	ui_form_begin(h, &(struct ui_form){.action = S("/me/access")});
	page_tokens(pg);
	ui_hidden(h, S("scope"), S("calendar"));
	ui_hidden(h, S("name"), tr(h->lang, "日历订阅"));
	ui_button(h, &(struct ui_button){.text = tr(h->lang, "生成订阅地址")});
	ui_form_end(h);
	ui_body_end(h);
	ui_card_end(h);
}

/* `secret`: what was just made, shown this once; empty otherwise. */
static void draw(struct page *pg, struct str secret, int scope)
{
	struct html *h = pg->h;
	struct ui_link crumb = {S("/me"), tr(h->lang, "我的设置")};
	page_open(pg,
		&(struct page_frame){.title = tr(h->lang, "接口令牌和日历订阅"),
			.crumbs = &crumb,
			.n_crumbs = 1,
			.lead = tr(h->lang,
				"让别的系统或日历以您的名义取数。每个令牌的权限不超过您自己的。")});
	if (secret.n) {
		struct str base = page_base_url(pg);
		struct str text = scope == ACCESS_CALENDAR ? str_fmt(pg->cx->a, "%.*s/ics/%.*s.ics",
								     STR_ARG(base), STR_ARG(secret))
							   : secret;
		ui_note(h, NOTE_BLUE, tr(h->lang, "请现在复制，以后不再显示"), STR_NONE);
		h_lit(h, "<p><code>");
		h_text(h, text);
		h_lit(h, "</code></p>");
	}
	ui_cols_begin(h, COLS_8_4);
	draw_list(pg);
	ui_stack_begin(h);
	draw_token_form(pg);
	draw_calendar_form(pg);
	ui_stack_end(h);
	ui_cols_end(h);
	page_close(pg);
}

static void access_page(struct page *pg)
{
	draw(pg, STR_NONE, ACCESS_READ);
}

struct make_job {
	struct access_in in;
	struct str secret;
};

static enum flow_code make(struct ctx *cx, void *arg)
{
	struct make_job *j = arg;
	return access_make(cx, &j->in, &j->secret);
}

static int scope_asked(struct page *pg)
{
	struct str s = http_field(pg->q, S("scope"));
	if (str_eq(s, S("calendar")))
		return ACCESS_CALENDAR;
	return str_eq(s, S("write")) ? ACCESS_WRITE : str_eq(s, S("read")) ? ACCESS_READ : -1;
}

static void access_save(struct page *pg)
{
	struct make_job j = {
		.in = {.name = http_field(pg->q, S("name")), .scope = scope_asked(pg)}};
	int64_t days = j.in.scope == ACCESS_CALENDAR ? 0 : -1;
	num_int(http_field(pg->q, S("days")), 1, ACCESS_DAYS, &days);
	j.in.days = (int)days;
	enum flow_code code = page_write(pg, make, &j);
	if (code == FLOW_OK && j.secret.n == 0) {
		page_done(pg, S("/me/access"));
	} else if (code == FLOW_OK || code == FLOW_INVALID) {
		pg->r->status = code == FLOW_OK ? 200 : 422;
		draw(pg, j.secret, j.in.scope);
	} else {
		page_refuse(pg, code);
	}
}

static enum flow_code end(struct ctx *cx, void *arg)
{
	return access_end(cx, *(rid *)arg);
}

static void access_stop(struct page *pg)
{
	rid id = RID_NONE;
	http_arg_id(pg->q, 0, &id.n);
	enum flow_code code = page_write(pg, end, &id);
	if (code == FLOW_OK)
		page_done(pg, S("/me/access"));
	else
		page_refuse(pg, code);
}

static const struct page_def page_def = {.fn = access_page};
static const struct page_def save_def = {.fn = access_save};
static const struct page_def stop_def = {.fn = access_stop};

static const struct route_param save_params[] = {{.name = "name", .max = 400},
	{.name = "scope", .max = 10}, {.name = "days", .max = 6}, {0}};

const struct route access_routes[] = {
	{.verb = VERB_GET, .pattern = "/me/access", .fn = page_serve, .more = &page_def},
	{.verb = VERB_POST,
		.pattern = "/me/access",
		.fn = page_serve,
		.more = &save_def,
		.params = save_params},
	{.verb = VERB_POST, .pattern = "/me/access/#id/end", .fn = page_serve, .more = &stop_def},
	{0},
};
