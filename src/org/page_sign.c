/* page_sign.c — signing in and out (SEC-07). */
#include "core/actor.h"
#include "org/account.h"
#include "org/page.h"
#include "web/page.h"
#include "web/ui.h"
#include "web/ui_page.h"

static struct str after(struct page *pg)
{
	struct str next = http_field(pg->q, S("next"));
	return http_is_local(next) ? next : S("/");
}

static int carry(struct page *pg, struct ui_param out[static 64])
{
	int n = 0;
	for (size_t i = 0; i < pg->q->fields.n && n < 64; i++) {
		const struct http_pair *p = &pg->q->fields.at[i];
		if (str_eq(p->name, S("next")) || str_eq(p->name, S("again")) ||
			str_starts(p->name, S("keep.")))
			out[n++] = (struct ui_param){p->name, p->value};
	}
	return n;
}

static void show(struct page *pg, struct str error, bool code)
{
	struct ui_param hidden[64];
	int n = carry(pg, hidden);
	ui_sign_in(pg->h, &(struct ui_sign_in){.bureau = pg->app->bureau_name,
				  .form = {.action = S("/login")},
				  .hidden = hidden,
				  .n_hidden = n,
				  .name = http_field(pg->q, S("name")),
				  .error = error,
				  .code = code,
				  .help = tr(pg->h->lang, "忘记口令请找本单位的系统管理员重设。")});
}

static void sign_in_page(struct page *pg)
{
	if (pg->session)
		http_redirect(pg->r, S("/"));
	else
		show(pg, STR_NONE, false);
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

static void sign_in(struct page *pg)
{
	rid account = RID_NONE;
	enum lang lang = pg->h->lang;
	switch (account_sign_in(pg->cx, http_field(pg->q, S("name")),
		http_field(pg->q, S("password")), http_field(pg->q, S("code")), &account)) {
	case SIGN_IN_OK:
		enter(pg, account);
		return;
	case SIGN_IN_WRONG:
		pg->r->status = 403;
		show(pg, tr(lang, "登录名、口令或动态口令不对，请核对后再试。"), false);
		return;
	case SIGN_IN_LOCKED:
		pg->r->status = 403;
		show(pg, tr(lang, "这个账号暂时不能登录。请稍后再试，或找系统管理员。"), false);
		return;
	case SIGN_IN_NEED_CODE:
		show(pg, STR_NONE, true);
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
	http_redirect(pg->r, S("/login"));
}

static const struct page_def show_def = {.fn = sign_in_page, .flags = PAGE_PUBLIC};
static const struct page_def sign_in_def = {.fn = sign_in, .flags = PAGE_PUBLIC};
static const struct page_def sign_out_def = {.fn = sign_out, .flags = PAGE_RENEW};

static const struct route_param sign_in_params[] = {
	{.name = "name", .max = 60},
	{.name = "password", .max = 400},
	{.name = "code", .max = 10},
	{.name = "next", .max = 1024},
	{.name = "again", .max = 1024},
	{.name = "keep.", .max = 64 * 1024, .flags = PARAM_STARTS | PARAM_MANY},
	{0},
};

const struct route sign_routes[] = {
	{.verb = VERB_GET, .pattern = "/login", .fn = page_serve, .more = &show_def},
	{.verb = VERB_POST,
		.pattern = "/login",
		.fn = page_serve,
		.more = &sign_in_def,
		.params = sign_in_params,
		.max_body = 256 * 1024},
	{.verb = VERB_POST, .pattern = "/logout", .fn = page_serve, .more = &sign_out_def},
	{0},
};
