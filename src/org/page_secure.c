/* page_secure.c — one's own password, second factor and sessions (SEC-07). */
#include "base/bug.h"
#include "core/flow.h"
#include "core/setting.h"
#include "core/token.h"
#include "core/tree.h"
#include "org/account.h"
#include "org/page_int.h"
#include "org/totp.h"
#include "web/ui_qr.h"

/* ---- password ---- */

static void draw_password(struct page *pg)
{
	struct html *h = pg->h;
	struct errs *e = pg->cx->errs;
	struct ui_field f[] = {{.input = UI_PASSWORD,
				       .name = S("old"),
				       .label = tr(h->lang, "现在的口令"),
				       .error = err_of(e, S("old")),
				       .autocomplete = S("current-password")},
		{.input = UI_PASSWORD,
			.name = S("password"),
			.label = tr(h->lang, "新口令"),
			.hint = trf(pg->cx->a, h->lang,
				"至少 %lld 个字符，字母和数字（或符号）都要有",
				(long long)setting_int(pg->cx, S("login.password_length"))),
			.error = err_of(e, S("password")),
			.autocomplete = S("new-password")},
		{.input = UI_PASSWORD,
			.name = S("again"),
			.label = tr(h->lang, "再输一次新口令"),
			.error = err_of(e, S("again")),
			.autocomplete = S("new-password")}};
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "改口令")});
	ui_body_begin(h);
	ui_errors(h, f, NELEM(f));
	ui_form_begin(h, &(struct ui_form){.action = S("/me/password")});
	page_tokens(pg);
	ui_fields(h, f, NELEM(f));
	ui_button(h, &(struct ui_button){.text = tr(h->lang, "改口令"),
			     .primary = pg->cx->who->must_change,
			     .why = tr(h->lang, "改好以后要重新登录")});
	ui_form_end(h);
	ui_body_end(h);
	ui_card_end(h);
}

static void password_page(struct page *pg)
{
	struct html *h = pg->h;
	page_open(pg,
		&(struct page_frame){.title = tr(h->lang, "改口令"), .lead = pg->cx->who->name});
	ui_stack_begin(h);
	if (pg->cx->who->must_change)
		ui_note(h, NOTE_YELLOW, STR_NONE,
			tr(h->lang, "*请先改口令。*现在的口令是一次性的或者已经到期，改好后才能使用"
				    "其他页面。"));
	draw_password(pg);
	ui_stack_end(h);
	page_close(pg);
}

static void save_password(struct page *pg)
{
	rid account = pg->cx->who->account;
	enum flow_code code = FLOW_INVALID;
	struct str password = http_field(pg->q, S("password"));
	if (!account_password_fits(pg->cx, account, http_field(pg->q, S("old"))))
		err_field(pg->cx->errs, S("old"), "现在的口令不对");
	else if (!str_eq(password, http_field(pg->q, S("again"))))
		err_field(pg->cx->errs, S("again"), "两次输入的新口令不一样");
	else
		code = account_set_password(pg->cx, account, password, false);
	if (code == FLOW_OK) {
		http_redirect(pg->r,
			pg->cx->lang == LANG_EN ? S("/login?lang=en&new=1") : S("/login?new=1"));
	} else if (code == FLOW_INVALID) {
		pg->r->status = 422;
		password_page(pg);
	} else {
		page_refuse(pg, code);
	}
}

/* ---- second factor ---- */

static void draw_enrol(struct page *pg, struct str secret)
{
	struct html *h = pg->h;
	struct str issuer = tree_unit_name(pg->cx, tree_top(pg->cx));
	struct ui_field f[] = {{.input = UI_TEXT,
		.name = S("code"),
		.label = tr(h->lang, "应用显示的六位数字"),
		.error = err_of(pg->cx->errs, S("code")),
		.autocomplete = S("one-time-code"),
		.size = 8,
		.max = 6}};
	h_lit(h, "<p>");
	h_tr(h, "1. 用手机上的验证器应用扫描，或者手工输入下面的密钥。");
	h_lit(h, "</p>");
	ui_qr(h, totp_uri(pg->cx->a, issuer, pg->cx->who->login, secret),
		tr(h->lang, "动态口令的二维码，密钥见下文"));
	h_lit(h, "<p><code>");
	for (size_t i = 0; i < secret.n; i += 4) {
		h_text(h, str_first(str_from(secret, i), 4));
		h_lit(h, " ");
	}
	h_lit(h, "</code></p><p>");
	h_tr(h, "2. 输入应用现在显示的数字，确认后才启用。");
	h_lit(h, "</p>");
	ui_errors(h, f, NELEM(f));
	ui_form_begin(h, &(struct ui_form){.action = S("/me/totp/confirm")});
	page_tokens(pg);
	ui_fields(h, f, NELEM(f));
	ui_button(h, &(struct ui_button){.text = tr(h->lang, "确认启用"), .primary = true});
	ui_form_end(h);
}

static void draw_off(struct page *pg)
{
	struct html *h = pg->h;
	struct ui_field f[] = {{.input = UI_PASSWORD,
		.name = S("old"),
		.label = tr(h->lang, "现在的口令"),
		.error = err_of(pg->cx->errs, S("old")),
		.autocomplete = S("current-password")}};
	h_lit(h, "<p>");
	h_tr(h, "已启用：登录时除口令外还要输入应用显示的六位数字。");
	h_lit(h, "</p>");
	ui_errors(h, f, NELEM(f));
	ui_form_begin(h, &(struct ui_form){.action = S("/me/totp/off")});
	page_tokens(pg);
	ui_fields(h, f, NELEM(f));
	ui_button(h, &(struct ui_button){.text = tr(h->lang, "停用动态口令")});
	ui_form_end(h);
}

static void totp_page(struct page *pg)
{
	struct html *h = pg->h;
	struct ui_link crumb = {S("/me"), tr(h->lang, "我的设置")};
	struct str waiting = totp_waiting(pg->cx);
	page_open(pg, &(struct page_frame){.title = tr(h->lang, "动态口令"),
			      .crumbs = &crumb,
			      .n_crumbs = 1,
			      .lead = tr(h->lang, "第二道验证：口令泄露了，别人也登录不了。")});
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "动态口令")});
	ui_body_begin(h);
	if (waiting.n) {
		draw_enrol(pg, waiting);
	} else if (totp_is_on(pg->cx)) {
		draw_off(pg);
	} else {
		h_lit(h, "<p>");
		h_tr(h, "还没有启用。需要手机上有一个验证器应用，不需要联网。");
		h_lit(h, "</p>");
		ui_form_begin(h, &(struct ui_form){.action = S("/me/totp/begin")});
		page_tokens(pg);
		ui_button(h, &(struct ui_button){.text = tr(h->lang, "开始启用"), .primary = true});
		ui_form_end(h);
	}
	ui_body_end(h);
	ui_card_end(h);
	page_close(pg);
}

static void after_totp(struct page *pg, enum flow_code code)
{
	if (code == FLOW_OK) {
		page_done(pg, S("/me/totp"));
	} else if (code == FLOW_INVALID) {
		pg->r->status = 422;
		totp_page(pg);
	} else {
		page_refuse(pg, code);
	}
}

static enum flow_code do_begin(struct ctx *cx, void *arg)
{
	(void)arg;
	return totp_begin(cx);
}

static enum flow_code do_confirm(struct ctx *cx, void *arg)
{
	return totp_confirm(cx, *(struct str *)arg);
}

static enum flow_code do_off(struct ctx *cx, void *arg)
{
	(void)arg;
	return totp_off(cx);
}

static void begin(struct page *pg)
{
	after_totp(pg, page_write(pg, do_begin, NULL));
}

static void confirm(struct page *pg)
{
	struct str code = http_field(pg->q, S("code"));
	after_totp(pg, page_write(pg, do_confirm, &code));
}

static void off(struct page *pg)
{
	enum flow_code code = FLOW_INVALID;
	if (account_password_fits(pg->cx, pg->cx->who->account, http_field(pg->q, S("old"))))
		code = page_write(pg, do_off, NULL);
	else
		err_field(pg->cx->errs, S("old"), "现在的口令不对");
	after_totp(pg, code);
}

/* ---- sessions ---- */

static enum flow_code drop_others(struct ctx *cx, void *arg)
{
	struct page *pg = arg;
	enum flow_code code = token_session_drop_others(
		cx, cx->who->account, pg->session->token_hash);
	if (code != FLOW_OK)
		return code;
	return flow_note(cx, &(struct seal_in){.kind = "account",
				     .record = cx->who->account,
				     .verb = "sign_out_elsewhere"});
}

static void sign_out_elsewhere(struct page *pg)
{
	enum flow_code code = page_write(pg, drop_others, pg);
	if (code == FLOW_OK)
		page_done(pg, S("/me"));
	else
		page_refuse(pg, code);
}

static void draw_sessions(struct page *pg)
{
	struct html *h = pg->h;
	struct session_line *at;
	int n = token_sessions(pg->cx, pg->cx->who->account, &at);
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "登录中的地方"),
				 .count = str_fmt(pg->cx->a, "%d", n)});
	ui_list_begin(h);
	for (int i = 0; i < n; i++) {
		bool here = str_eq(at[i].token_hash, pg->session->token_hash);
		struct str since = locale_stamp(pg->cx->a, h->lang, at[i].made, h->today);
		struct str until = locale_stamp(pg->cx->a, h->lang, at[i].until, h->today);
		ui_brief(h, &(struct ui_brief){
				    .title = here ? tr(h->lang, "这里") : tr(h->lang, "别处"),
				    .here = here,
				    .meta = trf(pg->cx->a, h->lang, "%.*s 登录，最晚到 %.*s",
					    STR_ARG(since), STR_ARG(until))});
	}
	ui_list_end(h);
	if (n > 1) {
		ui_foot_begin(h);
		ui_form_begin(h, &(struct ui_form){.action = S("/me/sessions")});
		page_tokens(pg);
		ui_button(h, &(struct ui_button){.text = tr(h->lang, "退出其他地方的登录")});
		ui_form_end(h);
		ui_foot_end(h);
	}
	ui_card_end(h);
}

void page_secure_cards(struct page *pg)
{
	struct html *h = pg->h;
	draw_password(pg);
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "动态口令")});
	ui_list_begin(h);
	ui_brief(h, &(struct ui_brief){.url = S("/me/totp"),
			    .title = totp_is_on(pg->cx) ? tr(h->lang, "已启用")
							: tr(h->lang, "还没有启用"),
			    .meta = tr(h->lang, "登录时再输入手机上的六位数字。管理员都应启用。")});
	ui_list_end(h);
	ui_card_end(h);
	draw_sessions(pg);
}

static const struct page_def password_page_def = {.fn = password_page, .flags = PAGE_RENEW};
static const struct page_def password_def = {.fn = save_password, .flags = PAGE_RENEW};
static const struct page_def totp_def = {.fn = totp_page};
static const struct page_def begin_def = {.fn = begin};
static const struct page_def confirm_def = {.fn = confirm};
static const struct page_def off_def = {.fn = off};
static const struct page_def sessions_def = {.fn = sign_out_elsewhere};

static const struct route_param password_params[] = {{.name = "old", .max = 400},
	{.name = "password", .max = 400}, {.name = "again", .max = 400}, {0}};
static const struct route_param code_params[] = {{.name = "code", .max = 16}, {0}};
static const struct route_param off_params[] = {{.name = "old", .max = 400}, {0}};

const struct route secure_routes[] = {
	{.verb = VERB_GET, .pattern = "/me/password", .fn = page_serve, .more = &password_page_def},
	{.verb = VERB_POST,
		.pattern = "/me/password",
		.fn = page_serve,
		.more = &password_def,
		.params = password_params},
	{.verb = VERB_GET, .pattern = "/me/totp", .fn = page_serve, .more = &totp_def},
	{.verb = VERB_POST, .pattern = "/me/totp/begin", .fn = page_serve, .more = &begin_def},
	{.verb = VERB_POST,
		.pattern = "/me/totp/confirm",
		.fn = page_serve,
		.more = &confirm_def,
		.params = code_params},
	{.verb = VERB_POST,
		.pattern = "/me/totp/off",
		.fn = page_serve,
		.more = &off_def,
		.params = off_params},
	{.verb = VERB_POST, .pattern = "/me/sessions", .fn = page_serve, .more = &sessions_def},
	{0},
};
