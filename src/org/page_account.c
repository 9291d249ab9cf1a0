/* page_account.c — 账号: the list with what is locked, and one account with what an administrator may
 * do: a one-time password, an end to a lock-out, switching off a lost second factor (SEC-07). */
#include "base/bug.h"
#include "core/query.h"
#include "core/rec.h"
#include "core/token.h"
#include "core/tree.h"
#include "org/account.h"
#include "org/org.h"
#include "org/page_int.h"
#include "org/totp.h"
#include "web/ui_page.h"

enum { PER_PAGE = 50 };

static struct str account_url(struct page *pg, rid id, const char *tail)
{
	return str_fmt(pg->cx->a, "/org/account/%lld%s", (long long)id.n, tail);
}

static bool is_shut_out(struct page *pg, const struct account_row *a)
{
	return a->locked_until.ms > pg->cx->now.ms;
}

static enum lamp lamp_of(struct page *pg, const struct account_row *a)
{
	if (a->head.state != ACCOUNT_OPEN)
		return LAMP_GREY;
	return is_shut_out(pg, a) ? LAMP_RED : LAMP_GREEN;
}

static struct str word_of(struct page *pg, const struct account_row *a)
{
	if (a->head.state == ACCOUNT_OPEN && is_shut_out(pg, a))
		return tr(pg->h->lang, "输错口令锁定");
	return locale_find(pg->h->lang, str_of(account_kind.states[a->head.state].label));
}

/* ---- the list ---- */

static void draw_row(struct page *pg, const struct account_row *a)
{
	struct html *h = pg->h;
	ui_tr_begin(h, false);
	ui_td_link(h, account_url(pg, a->head.id, ""), a->login);
	ui_td(h, tree_person_name(pg->cx, a->person));
	h_elc(h, "td", "hide-m q2", tree_unit_name(pg->cx, a->head.unit));
	h_lit(h, "<td class=\"nw\">");
	ui_lamp(h, lamp_of(pg, a), word_of(pg, a));
	h_lit(h, "</td>");
	h_elc(h, "td", "hide-m", a->totp.n ? tr(h->lang, "已启用") : S("—"));
	h_elc(h, "td", "hide-m",
		a->hash.n == 0   ? tr(h->lang, "没有口令")
		: a->must_change ? tr(h->lang, "须改口令")
				 : locale_stamp(pg->cx->a, h->lang, a->password_at, h->today));
	ui_tr_end(h);
}

static void draw_new(struct page *pg, void *arg)
{
	(void)arg;
	ui_action_primary(pg->h, ICON_PLUS, S("/k/account/new"), tr(pg->h->lang, "开通账号"));
}

static void list(struct page *pg)
{
	struct html *h = pg->h;
	struct query q = {.kind = &account_kind, .per_page = PER_PAGE, .page = page_org_page(pg)};
	void **rows;
	int n = query_rows(pg->cx, &q, &rows);
	page_look(pg, &(struct look){.kind = &account_kind, .rows = n});
	struct ui_col cols[] = {{.text = tr(h->lang, "登录名")}, {.text = tr(h->lang, "姓名")},
		{.text = tr(h->lang, "单位"), .hide_small = true}, {.text = tr(h->lang, "状态")},
		{.text = tr(h->lang, "动态口令"), .hide_small = true},
		{.text = tr(h->lang, "口令"), .hide_small = true}};
	page_org_open(pg,
		&(struct page_frame){.title = tr(h->lang, "账号"),
			.lead = tr(
				h->lang, "每人一个账号。管理账号的人不能授权，也看不到业务数据。"),
			.actions = draw_new},
		"/org/account");
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "账号")});
	if (n == 0)
		ui_empty(h, tr(h->lang, "还没有账号"), tr(h->lang, "先登记人员，再开通账号。"));
	else
		ui_table_begin(h, &(struct ui_table){.label = tr(h->lang, "账号"),
					  .cols = cols,
					  .n_cols = NELEM(cols),
					  .hover = true});
	for (int i = 0; i < n && i < PER_PAGE; i++)
		draw_row(pg, rows[i]);
	if (n)
		ui_table_end(h);
	page_org_pager(pg, "/org/account", PER_PAGE, query_count(pg->cx, &q));
	ui_card_end(h);
	page_close(pg);
}

/* ---- one account ---- */

static const struct account_row *asked(struct page *pg)
{
	int64_t id;
	if (http_arg_id(pg->q, 0, &id) && query_sees(pg->cx, &account_kind, (rid){id}))
		return rec_load(pg->cx, &account_kind, (rid){id});
	page_absent(pg);
	return NULL;
}

static void post_button(struct page *pg, const struct account_row *a, const char *tail,
	struct str text, struct str why)
{
	struct html *h = pg->h;
	h_lit(h, "<p></p>");
	ui_form_begin(h, &(struct ui_form){.action = account_url(pg, a->head.id, tail)});
	page_tokens(pg);
	ui_button(h, &(struct ui_button){.text = text, .why = why});
	ui_form_end(h);
}

static void draw_acts(struct page *pg, const struct account_row *a)
{
	struct html *h = pg->h;
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "办理")});
	ui_body_begin(h);
	if (a->head.id.n == pg->cx->who->account.n) {
		h_tr(h, "自己的账号由另一名系统管理员办理。");
	} else {
		if (a->failed || a->locked_until.ms)
			post_button(pg, a, "/forgive", tr(h->lang, "解除锁定"),
				tr(h->lang, "输错口令的次数归零"));
		if (a->head.state == ACCOUNT_OPEN)
			post_button(pg, a, "/password", tr(h->lang, "重设口令"),
				tr(h->lang, "给一个一次性口令，首次登录须改"));
		if (a->totp.n || a->totp_new.n)
			post_button(pg, a, "/totp", tr(h->lang, "关闭动态口令"),
				tr(h->lang, "手机丢失或更换时"));
		for (int i = 0; i < account_kind.n_steps; i++) {
			const struct step *st = &account_kind.steps[i];
			if ((st->flags & STEP_NEW) || !flow_may(pg->cx, &account_kind, st, a))
				continue;
			h_lit(h, "<p>");
			h_link(h,
				str_fmt(pg->cx->a, "/k/account/%lld/%s", (long long)a->head.id.n,
					st->name),
				locale_find(h->lang, str_of(st->label)));
			h_lit(h, "</p>");
		}
	}
	ui_body_end(h);
	ui_card_end(h);
}

static void draw_facts(struct page *pg, const struct account_row *a)
{
	struct html *h = pg->h;
	struct session_line *at;
	int n = token_sessions(pg->cx, a->head.id, &at);
	struct ui_kv kv[] = {
		{.key = tr(h->lang, "姓名"), .value = tree_person_name(pg->cx, a->person)},
		{.key = tr(h->lang, "单位"), .value = tree_unit_name(pg->cx, a->head.unit)},
		{.key = tr(h->lang, "状态"), .value = word_of(pg, a)},
		{.key = tr(h->lang, "锁定到"),
			.value = is_shut_out(pg, a) ? locale_stamp(pg->cx->a, h->lang,
							      a->locked_until, h->today)
						    : S("—")},
		{.key = tr(h->lang, "连续输错"),
			.value = trf(pg->cx->a, h->lang, "%lld 次", (long long)a->failed)},
		{.key = tr(h->lang, "口令设定时间"),
			.value = locale_stamp(pg->cx->a, h->lang, a->password_at, h->today)},
		{.key = tr(h->lang, "动态口令"),
			.value = a->totp.n ? tr(h->lang, "已启用") : tr(h->lang, "还没有启用")},
		{.key = tr(h->lang, "登录中的地方"), .value = str_fmt(pg->cx->a, "%d", n)},
	};
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "账号"),
				 .more = tr(h->lang, "经过"),
				 .more_url = str_fmt(
					 pg->cx->a, "/k/account/%lld", (long long)a->head.id.n)});
	ui_body_begin(h);
	ui_kvs(h, kv, NELEM(kv));
	ui_body_end(h);
	ui_card_end(h);
}

/* `password`: given just now, shown this once. */
static void draw_one(struct page *pg, const struct account_row *a, struct str password)
{
	struct html *h = pg->h;
	struct ui_link crumb = {S("/org/account"), tr(h->lang, "账号")};
	page_org_open(pg,
		&(struct page_frame){.title = a->login,
			.crumbs = &crumb,
			.n_crumbs = 1,
			.lamp = lamp_of(pg, a),
			.word = word_of(pg, a),
			.lead = tree_person_name(pg->cx, a->person)},
		"/org/account");
	ui_stack_begin(h);
	if (password.n)
		ui_note(h, NOTE_BLUE, tr(h->lang, "一次性口令"),
			trf(pg->cx->a, h->lang,
				"*%.*s*。只显示这一次，请当面告诉本人；首次登录须改。",
				STR_ARG(password)));
	ui_cols_begin(h, COLS_8_4);
	draw_facts(pg, a);
	draw_acts(pg, a);
	ui_cols_end(h);
	ui_stack_end(h);
	page_close(pg);
}

static void one(struct page *pg)
{
	const struct account_row *a = asked(pg);
	if (a == NULL)
		return;
	page_look(pg, &(struct look){.kind = &account_kind, .record = a->head.id});
	draw_one(pg, a, STR_NONE);
}

static void reset(struct page *pg)
{
	const struct account_row *a = asked(pg);
	struct str password = STR_NONE;
	if (a == NULL)
		return;
	enum flow_code code = account_reset(pg->cx, a->head.id, &password);
	if (code == FLOW_OK)
		draw_one(pg, rec_load(pg->cx, &account_kind, a->head.id), password);
	else
		page_refuse(pg, code);
}

static enum flow_code do_forgive(struct ctx *cx, void *arg)
{
	return account_forgive(cx, *(rid *)arg);
}

static enum flow_code do_totp(struct ctx *cx, void *arg)
{
	return totp_reset(cx, *(rid *)arg);
}

static void act(struct page *pg, enum flow_code (*verb)(struct ctx *cx, void *arg))
{
	const struct account_row *a = asked(pg);
	if (a == NULL)
		return;
	rid id = a->head.id;
	enum flow_code code = page_write(pg, verb, &id);
	if (code == FLOW_OK)
		page_done(pg, account_url(pg, id, ""));
	else
		page_refuse(pg, code);
}

static void forgive(struct page *pg)
{
	act(pg, do_forgive);
}

static void drop_totp(struct page *pg)
{
	act(pg, do_totp);
}

static const struct page_def list_def = {.fn = list, .perm = "account.admin"};
static const struct page_def one_def = {.fn = one, .perm = "account.admin"};
static const struct page_def reset_def = {.fn = reset, .perm = "account.admin"};
static const struct page_def forgive_def = {.fn = forgive, .perm = "account.admin"};
static const struct page_def totp_def = {.fn = drop_totp, .perm = "account.admin"};

static const struct route_param list_params[] = {{.name = "page", .max = 8}, {0}};

const struct route account_routes[] = {
	{.verb = VERB_GET,
		.pattern = "/org/account",
		.fn = page_serve,
		.more = &list_def,
		.params = list_params},
	{.verb = VERB_GET, .pattern = "/org/account/#id", .fn = page_serve, .more = &one_def},
	{.verb = VERB_POST,
		.pattern = "/org/account/#id/password",
		.fn = page_serve,
		.more = &reset_def},
	{.verb = VERB_POST,
		.pattern = "/org/account/#id/forgive",
		.fn = page_serve,
		.more = &forgive_def},
	{.verb = VERB_POST,
		.pattern = "/org/account/#id/totp",
		.fn = page_serve,
		.more = &totp_def},
	{0},
};
