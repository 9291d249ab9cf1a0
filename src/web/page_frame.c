/* page_frame.c — see page.h: the frame around every signed-in page, and the pages that stand in for
 * one: sign in first, send again, not there, not now. */
#include "base/num.h"
#include "core/actor.h"
#include "core/note.h"
#include "core/tree.h"
#include "web/page_int.h"
#include "web/ui.h"
#include "web/ui_page.h"

enum { KEPT_FIELDS = 64, KEPT_BYTES = 64 * 1024 };

static enum ui_theme theme_of(struct str look)
{
	if (str_eq(look, S("dark")))
		return THEME_DARK;
	return str_eq(look, S("large")) ? THEME_LARGE : THEME_LIGHT;
}

void page_taste(struct page *pg)
{
	pg->cx->lang = locale_of_tag(pg->cx->who->lang);
	*pg->h = html_to(&pg->r->body, pg->cx->lang, pg->cx->today);
}

/* ---- frame ---- */

static bool nav_shows(struct page *pg, const struct nav_entry *e)
{
	return e->perm == NULL || actor_may_one(pg->cx, e->perm);
}

static int fill_nav(struct page *pg, const struct page_frame *f, struct ui_nav *nav)
{
	int n = 0;
	for (int i = 0; i < pg->app->n_nav; i++) {
		const struct nav_entry *e = &pg->app->nav[i];
		if (!nav_shows(pg, e))
			continue;
		struct ui_nav *to = &nav[n++];
		*to = (struct ui_nav){
			.group = e->group,
			.icon = e->icon,
			.url = str_of(e->href),
			.text = locale_find(pg->cx->lang, str_of(e->label)),
			.bar = e->bar ? locale_find(pg->cx->lang, str_of(e->bar)) : STR_NONE,
			.here = str_eq(f->nav, str_of(e->href)),
		};
		if (e->count)
			to->count = (int)e->count(pg->cx, &to->late);
	}
	return n;
}

static struct str printed_by(struct page *pg)
{
	struct str when = locale_stamp(pg->cx->a, pg->cx->lang, pg->cx->now, DAY_NONE);
	return trf(pg->cx->a, pg->cx->lang, "%.*s 由 %.*s 打印，内部资料", STR_ARG(when),
		STR_ARG(pg->cx->who->name));
}

static struct ui_frame *make_frame(struct page *pg, const struct page_frame *f)
{
	struct ctx *cx = pg->cx;
	struct ui_frame *u = arena_new(cx->a, struct ui_frame);
	struct ui_nav *nav = arena_array(cx->a, (size_t)pg->app->n_nav + 1, sizeof *nav);
	struct ui_link *menu = arena_array(cx->a, 3, sizeof *menu);
	menu[0] = (struct ui_link){S("/mine"), tr(cx->lang, "我的责任")};
	menu[1] = (struct ui_link){S("/me"), tr(cx->lang, "我的设置")};
	menu[2] = (struct ui_link){S("/help"), tr(cx->lang, "帮助")};
	*u = (struct ui_frame){
		.title = f->title,
		.bureau = tree_unit_name(cx, tree_top(cx)),
		.theme = theme_of(cx->who->look),
		.search_url = S("/search"),
		.search = http_param(pg->q, S("q")),
		.day = locale_weekday(cx->a, cx->lang, cx->today, cx->today),
		.day_url = S("/calendar"),
		.notice_url = S("/notes"),
		.notices = (int)note_unseen(cx),
		.person = cx->who->name,
		.menu = menu,
		.n_menu = 3,
		.sign_out_url = S("/logout"),
		.csrf = pg->csrf,
		.nav = nav,
		.n_nav = fill_nav(pg, f, nav),
		.printed = printed_by(pg),
		.charts = f->charts,
		.one_page = f->one_page,
	};
	if (pg->app->dress)
		pg->app->dress(pg, u);
	return u;
}

/* What the form before this page did, and its number in the log. */
static void say_done(struct page *pg)
{
	int64_t no;
	if (!num_int(http_param(pg->q, S("done")), 1, INT64_MAX, &no))
		return;
	struct str text = trf(pg->cx->a, pg->cx->lang, "已办好，记入存证 %lld。", (long long)no);
	ui_note(pg->h, NOTE_BLUE, STR_NONE, text);
}

void page_open(struct page *pg, const struct page_frame *f)
{
	struct ui_head head = {
		.crumbs = f->crumbs,
		.n_crumbs = f->n_crumbs,
		.crumb = f->crumb,
		.title = f->h1.n ? f->h1 : f->title,
		.sentence = f->lead,
		.lamp = f->lamp,
		.word = f->word,
	};
	pg->frame = make_frame(pg, f);
	ui_frame_begin(pg->h, pg->frame);
	if (f->actions) {
		ui_head_begin(pg->h, &head);
		f->actions(pg, f->arg);
		ui_head_end(pg->h);
	} else {
		ui_head(pg->h, &head);
	}
	say_done(pg);
	page_past(pg);
}

void page_close(struct page *pg)
{
	ui_frame_end(pg->h, pg->frame);
}

/* ---- pages that stand in for another ---- */

static struct ui_frame *frame_here(struct page *pg, struct str title)
{
	return pg->session ? make_frame(pg, &(struct page_frame){.title = title}) : NULL;
}

void page_absent(struct page *pg)
{
	pg->r->status = 404;
	ui_missing(pg->h, frame_here(pg, tr(pg->h->lang, "没有这一页")), pg->app->bureau_name);
}

static void refuse(struct page *pg, int status, struct ui_refusal refusal)
{
	pg->r->status = status;
	ui_refuse(pg->h, frame_here(pg, refusal.title), pg->app->bureau_name, &refusal);
}

void page_refuse(struct page *pg, enum flow_code code)
{
	enum lang lang = pg->cx->lang;
	switch (code) {
	case FLOW_ABSENT:
		page_absent(pg);
		return;
	case FLOW_DENIED:
		refuse(pg, 403,
			(struct ui_refusal){.title = tr(lang, "不能办理"),
				.text = tr(lang, "这一步不由您办理：没有相应权限，或者按规定要由另"
						 "一人办理。"),
				.advice = tr(lang, "没有写入任何内容。")});
		return;
	case FLOW_STATE:
		refuse(pg, 409,
			(struct ui_refusal){.title = tr(lang, "状态已变"),
				.text = tr(lang, "这一项的状态已经变了，现在不能这样办理。"),
				.advice = tr(
					lang, "请回到上一页，刷新后再看。没有写入任何内容。")});
		return;
	case FLOW_CONFLICT:
		refuse(pg, 409,
			(struct ui_refusal){.title = tr(lang, "别人刚改过"),
				.text = tr(lang, "您打开以后，别人已经改过这一项。"),
				.advice = tr(lang,
					"请回到上一页，核对两边的内容再提交。没有写入任何内容。")});
		return;
	case FLOW_OK:
	case FLOW_INVALID:
	case FLOW_WORLD:
		break;
	}
	refuse(pg, 503,
		(struct ui_refusal){.title = tr(lang, "暂时不能保存"),
			.text = tr(lang, "系统暂时无法写入，没有保存任何内容。"),
			.advice = tr(lang, "请过一分钟再试；仍不行请告诉系统管理员。")});
}

void page_unreadable(struct page *pg)
{
	enum lang lang = pg->cx->lang;
	struct ui_refusal refusal = {.title = tr(lang, "暂时读不到数据"),
		.text = tr(lang, "系统暂时读不到数据，所以什么也不显示，免得把读不到当成没有。"),
		.advice = tr(lang, "请过一分钟再试；仍不行请告诉系统管理员。")};
	*pg->h = html_to(&pg->r->body, lang, pg->cx->today);
	pg->r->status = 503;
	ui_refuse(pg->h, NULL, pg->app->bureau_name, &refusal);
}

/* What the router refused: `zh` says what exactly, where the reader reads Chinese. */
void page_refuse_status(struct page *pg, int status, struct str zh)
{
	enum lang lang = pg->cx->lang;
	struct ui_refusal r = {.title = tr(lang, "没有提交成功"),
		.text = zh,
		.advice = tr(lang,
			"请用浏览器的“后退”回到刚才的页面，改正后再提交，填过的内容一般还"
			"在。没有写入任何内容。")};
	if (status == 404) {
		page_absent(pg);
		return;
	}
	if (status == 413) {
		r.title = tr(lang, "内容太大，没有收下");
		r.text = tr(lang, "一次提交的内容超过了这一页的上限。");
		r.advice = tr(lang,
			"请用浏览器的“后退”回到刚才的页面，压缩文件、删去图片，或者分几次"
			"上传。没有写入任何内容。");
	} else if (status == 405) {
		r.title = tr(lang, "这个地址不能直接打开");
		r.text = tr(lang, "它只接收页面上的按钮送来的内容。");
		r.advice = tr(lang, "请回到有这个按钮的页面，从那里办理。");
	} else if (pg->q->verb == VERB_GET) {
		r.title = tr(lang, "这个地址不对");
		r.text = tr(lang, "地址里有这一页不认识的内容，可能抄漏了或者已经改版。");
		r.advice = tr(lang, "请从目录或页面上的链接重新进入。");
	} else if (lang != LANG_ZH) {
		r.text = tr(lang, "送来的内容里有这一页不认识的，或者有一项太长。");
	}
	refuse(pg, status, r);
}

/* ---- sign in first, send again ---- */

static bool is_token(struct str name)
{
	return str_eq(name, S("csrf")) || str_eq(name, S("once")) || str_eq(name, S("password"));
}

/* The fields of a form that could not be taken now, under "keep." names; files cannot be kept. */
static int kept_fields(struct page *pg, struct ui_param *out)
{
	size_t bytes = 0;
	int n = 0;
	for (size_t i = 0; i < pg->q->fields.n && n < KEPT_FIELDS; i++) {
		const struct http_pair *p = &pg->q->fields.at[i];
		if (is_token(p->name) || bytes + p->value.n > KEPT_BYTES)
			continue;
		bytes += p->value.n;
		out[n++] = (struct ui_param){
			str_fmt(pg->cx->a, "keep.%.*s", STR_ARG(p->name)), p->value};
	}
	return n;
}

void page_ask_sign_in(struct page *pg, enum session_code why)
{
	/* What a page of another site sent is not carried along, to be confirmed unseen. */
	bool sent = pg->q->verb == VERB_POST, form = sent && http_is_own(pg->q);
	bool was_in = why == SESSION_IDLE || why == SESSION_ENDED;
	struct str to = form ? pg->q->path : sent ? S("/") : page_here(pg);
	struct ui_param hidden[KEPT_FIELDS + 1] = {{form ? S("again") : S("next"), to}};
	struct ui_query login = {.path = S("/login"), .params = hidden, .n = 1};
	int n = 1 + (form ? kept_fields(pg, hidden + 1) : 0);
	pg->r->status = sent ? 403 : 200;
	ui_sign_in(pg->h,
		&(struct ui_sign_in){.bureau = pg->app->bureau_name,
			.form = {.action = S("/login")},
			.hidden = hidden,
			.n_hidden = n,
			.other_lang = form ? (struct ui_link){STR_NONE, STR_NONE}
					   : (struct ui_link){ui_query_with(pg->cx->a, &login,
								      S("lang"), S("en")),
						     S("English")},
			.notice = !was_in ? STR_NONE
				  : form ? tr(LANG_ZH, "登录已过期。您填写的内容还在，登录后"
						       "可以继续提交。")
					 : tr(LANG_ZH, "登录已过期。登录后回到刚才的页面。"),
			.help = tr(LANG_ZH, "忘记口令请找本单位的系统管理员重设。")});
}

/* Shows the fields that were sent, hidden, behind one button. */
static void send_again(
	struct page *pg, struct str action, const struct http_pairs *fields, struct str prefix)
{
	struct html *h = pg->h;
	h_lit(h, "<form method=\"post\"");
	h_at_url(h, "action", action);
	h_lit(h, ">");
	page_tokens(pg);
	for (size_t i = 0; i < fields->n && i < KEPT_FIELDS; i++) {
		const struct http_pair *p = &fields->at[i];
		if (!is_token(p->name) && str_starts(p->name, prefix))
			ui_hidden(h, str_from(p->name, prefix.n), p->value);
	}
	ui_button(h, &(struct ui_button){.text = tr(pg->cx->lang, "确认提交"), .primary = true});
	h_lit(h, "</form>");
}

void page_ask_again(struct page *pg)
{
	if (!http_is_own(pg->q)) {
		enum lang lang = pg->cx->lang;
		refuse(pg, 403,
			(struct ui_refusal){.title = tr(lang, "不能办理"),
				.text = tr(lang, "这次提交来自别的网站，没有办理。"),
				.advice = tr(lang, "没有写入任何内容。")});
		return;
	}
	pg->r->status = 403;
	page_open(pg, &(struct page_frame){.title = tr(pg->cx->lang, "请再确认一次")});
	ui_note(pg->h, NOTE_YELLOW, STR_NONE,
		tr(pg->cx->lang, "这张表单不是在本次登录中打开的。内容还在，请确认后提交。"));
	send_again(pg, pg->q->path, &pg->q->fields, STR_NONE);
	page_close(pg);
}

void page_offer_kept(struct page *pg, struct str action)
{
	page_open(pg, &(struct page_frame){.title = tr(pg->cx->lang, "继续提交")});
	ui_note(pg->h, NOTE_BLUE, STR_NONE,
		tr(pg->cx->lang, "您在登录过期前填写的内容都在。附件没有保存，提交后可以补传。"));
	send_again(pg, action, &pg->q->fields, S("keep."));
	page_close(pg);
}
