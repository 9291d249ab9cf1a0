/* page_sign.c — signing in and out (SEC-07). */
#include "core/actor.h"
#include "org/account.h"
#include "org/page.h"
#include "web/page.h"
#include "web/ui.h"
#include "web/ui_page.h"

/* Of the form, or of the link that led here. */
static struct str asked(struct page *pg, struct str name)
{
	struct str v = http_field(pg->q, name);
	return v.n ? v : http_param(pg->q, name);
}

static struct str after(struct page *pg)
{
	struct str next = asked(pg, S("next"));
	return http_is_local(next) ? next : S("/");
}

/* Before sign-in the language is what the reader chose on this page. */
static void take_lang(struct page *pg)
{
	pg->cx->lang = locale_of_tag(asked(pg, S("lang")));
	*pg->h = html_to(&pg->r->body, pg->cx->lang, pg->cx->today);
}

enum { CARRIED = 64 };

/* What the form brings back: the language, where to go on, and a form filled in before. */
static int carry(struct page *pg, struct ui_param out[static CARRIED + 2])
{
	int n = 0;
	if (pg->cx->lang != LANG_ZH)
		out[n++] = (struct ui_param){S("lang"), asked(pg, S("lang"))};
	if (after(pg).n > 1)
		out[n++] = (struct ui_param){S("next"), after(pg)};
	for (size_t i = 0; i < pg->q->fields.n && n < CARRIED; i++) {
		const struct http_pair *p = &pg->q->fields.at[i];
		if (str_eq(p->name, S("again")) || str_starts(p->name, S("keep.")))
			out[n++] = (struct ui_param){p->name, p->value};
	}
	return n;
}

/* A form that waits to be sent cannot go along with a link: then there is none. */
static struct ui_link other_lang(struct page *pg)
{
	bool zh = pg->cx->lang == LANG_ZH;
	struct ui_param here[] = {{S("next"), after(pg).n > 1 ? after(pg) : STR_NONE}};
	struct ui_query q = {.path = S("/login"), .params = here, .n = 1};
	if (http_field(pg->q, S("again")).n)
		return (struct ui_link){STR_NONE, STR_NONE};
	return (struct ui_link){ui_query_with(pg->cx->a, &q, S("lang"), zh ? S("en") : S("zh")),
		zh ? S("English") : S("中文")};
}

/* Why one is here: the password was just changed, or nobody has an account yet. */
static struct str notice(struct page *pg)
{
	if (http_param(pg->q, S("new")).n)
		return tr(pg->h->lang, "口令已改，请用新口令登录。");
	if (account_exists(pg->cx))
		return STR_NONE;
	return tr(pg->h->lang,
		"还没有账号。请在服务器上用 duban org import 导入单位和人员，再用 duban "
		"user add 设系统、安全、审计三名管理员。");
}

/* `half`: the password was right, only the code is asked for. */
static void show(struct page *pg, struct str error, struct str half)
{
	struct ui_param hidden[CARRIED + 2];
	enum lang lang = pg->h->lang;
	int n = carry(pg, hidden);
	if (half.n)
		hidden[n++] = (struct ui_param){S("half"), half};
	ui_sign_in(pg->h,
		&(struct ui_sign_in){.bureau = pg->app->bureau_name,
			.form = {.action = S("/login")},
			.hidden = hidden,
			.n_hidden = n,
			.name = http_field(pg->q, S("name")),
			.notice = notice(pg),
			.error = error,
			.code = half.n > 0,
			.again = half.n ? (struct ui_link){S("/login"), tr(lang, "换一个账号登录")}
					: (struct ui_link){STR_NONE, STR_NONE},
			.other_lang = other_lang(pg),
			.help = half.n ? tr(lang, "换了手机或者丢了手机，请找本单位的系统"
						  "管理员关闭动态口令。")
				       : tr(lang, "忘记口令请找本单位的系统管理员重设。")});
}

static void sign_in_page(struct page *pg)
{
	take_lang(pg);
	if (pg->session)
		http_redirect(pg->r, after(pg));
	else
		show(pg, STR_NONE, STR_NONE);
}

struct start {
	struct page *pg;
	struct session *session;
};

static enum flow_code start(struct ctx *cx, void *arg)
{
	struct start *s = arg;
	return session_start(cx, s->session, s->pg->q, s->pg->r);
}

static void enter(struct page *pg, rid account)
{
	struct session *session = arena_new(pg->cx->a, struct session);
	struct start s = {pg, session};
	struct str again = http_field(pg->q, S("again"));
	session->account = account;
	if (ctx_write(pg->cx, start, &s) != FLOW_OK) {
		page_refuse(pg, FLOW_WORLD);
		return;
	}
	if (again.n && http_is_local(again) && page_become(pg, session))
		page_offer_kept(pg, again);
	else
		http_redirect(pg->r, after(pg));
}

static enum sign_in try(struct page *pg, struct str half, rid *account)
{
	struct str code = http_field(pg->q, S("code"));
	if (half.n)
		return account_sign_in_half(pg->cx, half, code, account);
	return account_sign_in(pg->cx, http_field(pg->q, S("name")),
		http_field(pg->q, S("password")), code, account);
}

static void refused(struct page *pg, int status, struct str why, struct str half)
{
	pg->r->status = status;
	show(pg, why, half);
}

static void sign_in(struct page *pg)
{
	rid account = RID_NONE;
	struct str half = http_field(pg->q, S("half"));
	take_lang(pg);
	enum lang lang = pg->h->lang;
	switch (try(pg, half, &account)) {
	case SIGN_IN_OK:
		enter(pg, account);
		return;
	case SIGN_IN_WRONG:
		refused(pg, 403,
			half.n ? tr(lang, "动态口令不对或者用过了，请输入手机上现在显示的数字。")
			       : tr(lang, "登录名、口令或动态口令不对，请核对后再试。"),
			half);
		return;
	case SIGN_IN_LOCKED:
		refused(pg, 429, tr(lang, "这个账号暂时不能登录。请稍后再试，或找系统管理员。"),
			STR_NONE);
		return;
	case SIGN_IN_NEED_CODE:
		half = half.n ? half : account_half(pg->cx, http_field(pg->q, S("name")));
		show(pg, STR_NONE, half);
		return;
	case SIGN_IN_STALE:
		refused(pg, 403, tr(lang, "隔得太久了，请从头登录。"), STR_NONE);
		return;
	case SIGN_IN_WORLD:
		page_refuse(pg, FLOW_WORLD);
		return;
	}
}

static enum flow_code end_session(struct ctx *cx, void *arg)
{
	struct page *pg = arg;
	return session_end(cx, pg->session, pg->r);
}

static void sign_out(struct page *pg)
{
	ctx_write(pg->cx, end_session, pg);
	http_redirect(pg->r, pg->cx->lang == LANG_EN ? S("/login?lang=en") : S("/login"));
}

static const struct page_def show_def = {.fn = sign_in_page, .flags = PAGE_PUBLIC};
static const struct page_def sign_in_def = {.fn = sign_in, .flags = PAGE_PUBLIC};
static const struct page_def sign_out_def = {.fn = sign_out, .flags = PAGE_RENEW};

static const struct route_param sign_in_params[] = {
	{.name = "name", .max = 60},
	{.name = "password", .max = 400},
	{.name = "code", .max = 10},
	{.name = "half", .max = 200},
	{.name = "lang", .max = 5},
	{.name = "next", .max = 1024},
	{.name = "again", .max = 1024},
	{.name = "keep.", .max = 64 * 1024, .flags = PARAM_STARTS | PARAM_MANY},
	{0},
};

static const struct route_param show_params[] = {
	{.name = "lang", .max = 5}, {.name = "new", .max = 1}, {.name = "next", .max = 1024}, {0}};

const struct route sign_routes[] = {
	{.verb = VERB_GET,
		.pattern = "/login",
		.fn = page_serve,
		.more = &show_def,
		.params = show_params},
	{.verb = VERB_POST,
		.pattern = "/login",
		.fn = page_serve,
		.more = &sign_in_def,
		.params = sign_in_params,
		.max_body = 256 * 1024},
	{.verb = VERB_POST, .pattern = "/logout", .fn = page_serve, .more = &sign_out_def},
	{0},
};
