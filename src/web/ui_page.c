/* ui_page.c — see ui_page.h. Documents of their own: sign-in, refusals, the public frame. */
#include "web/ui_page.h"

static void other_lang(struct html *h, struct ui_link l)
{
	if (l.url.n == 0)
		return;
	h_lit(h, "<a");
	h_href(h, l.url);
	h_at(h, "lang", locale_tag(h->lang == LANG_EN ? LANG_ZH : LANG_EN));
	h_lit(h, ">");
	h_text(h, l.text);
	h_lit(h, "</a>");
}

static void pub_top(struct html *h, struct str bureau, struct str name)
{
	h_lit(h, "<header class=\"pub-top\"><div class=\"pub-in\">"
		 "<a class=\"brand\" href=\"/\"><i aria-hidden=\"true\">督</i>");
	h_text(h, bureau);
	if (bureau.n)
		h_lit(h, " · ");
	h_text(h, name);
	h_lit(h, "</a>");
}

static void skip_link(struct html *h)
{
	h_lit(h, "<a class=\"skip\" href=\"#main\">");
	h_tr(h, "跳到正文");
	h_lit(h, "</a>");
}

static void sign_in_fields(struct html *h, const struct ui_sign_in *s)
{
	const struct ui_field f[] = {
		{.name = S("name"),
			.label = tr(h->lang, "账号"),
			.note = tr(h->lang, "警号或用户名"),
			.value = s->name,
			.required = true,
			.max = 60,
			.autocomplete = S("username")},
		{.input = UI_PASSWORD,
			.name = S("password"),
			.label = tr(h->lang, "口令"),
			.required = true,
			.autocomplete = S("current-password")},
	};
	const struct ui_field code = {.input = UI_NUMBER,
		.name = S("code"),
		.label = tr(h->lang, "动态口令"),
		.note = tr(h->lang, "手机上显示的 6 位数字"),
		.max = 8,
		.autocomplete = S("one-time-code"),
		.focus = true,
		.required = true};
	if (s->code)
		ui_field(h, &code);
	else
		ui_fields(h, f, 2);
}

static void demo_accounts(struct html *h, const struct ui_sign_in *s)
{
	if (s->n_demo == 0)
		return;
	h_lit(h, "<section class=\"card demo\" aria-labelledby=\"demo\"><header "
		 "class=\"card-header\">"
		 "<h2 class=\"card-title\" id=\"demo\">");
	h_tr(h, "演示账号");
	h_lit(h, "</h2></header><div class=\"card-body\">");
	ui_kvs(h, s->demo, s->n_demo);
	h_lit(h, "</div></section>");
}

void ui_sign_in(struct html *h, const struct ui_sign_in *s)
{
	ui_frame_document(h, tr(h->lang, "登录"), s->theme, false, false);
	h_lit(h, "<body class=\"sign\">");
	skip_link(h);
	pub_top(h, s->bureau, tr(h->lang, "督办"));
	if (s->other_lang.url.n) {
		h_lit(h, "<nav class=\"push\"");
		h_at_tr(h, "aria-label", "语言");
		h_lit(h, ">");
		other_lang(h, s->other_lang);
		h_lit(h, "</nav>");
	}
	h_lit(h, "</div></header><main class=\"sign-in\" id=\"main\"><h1>");
	h_tr(h, "登录");
	h_lit(h, "</h1>");
	if (s->notice.n)
		ui_note(h, NOTE_YELLOW, STR_NONE, s->notice);
	if (s->error.n) {
		h_lit(h, "<div role=\"alert\">");
		ui_note(h, NOTE_RED, tr(h->lang, "没有登录"), s->error);
		h_lit(h, "</div>");
	}
	ui_form_begin(h, &s->form);
	for (int i = 0; i < s->n_hidden; i++)
		ui_hidden(h, s->hidden[i].key, s->hidden[i].value);
	sign_in_fields(h, s);
	ui_buttons_begin(h);
	ui_button(
		h, &(struct ui_button){.text = tr(h->lang, "登录"), .primary = true, .big = true});
	ui_buttons_end(h);
	ui_form_end(h);
	if (s->again.url.n) {
		h_lit(h, "<p class=\"mt3\">");
		h_link(h, s->again.url, s->again.text);
		h_lit(h, "</p>");
	}
	h_elc(h, "p", "sm q mt3", s->help);
	demo_accounts(h, s);
	h_lit(h, "</main>");
	ui_icon_sprite(h);
	h_lit(h, "</body></html>\n");
}

static void refusal_body(struct html *h, const struct ui_refusal *r)
{
	h_lit(h, "<div class=\"refuse\">");
	h_el(h, "h1", r->title);
	h_el(h, "p", r->text);
	h_el(h, "p", r->advice);
	if (r->reference.n)
		h_elc(h, "p", "q sm mono", r->reference);
	h_lit(h, "<p>");
	ui_button_link(h, r->back_url.n ? r->back_url : S("/"),
		r->back.n ? r->back : tr(h->lang, "回到工作台"));
	h_lit(h, "</p></div>");
}

void ui_refuse(struct html *h, const struct ui_frame *frame, struct str bureau,
	const struct ui_refusal *refusal)
{
	if (frame) {
		ui_frame_begin(h, frame);
		refusal_body(h, refusal);
		ui_frame_end(h, frame);
		return;
	}
	ui_frame_document(h, refusal->title, THEME_LIGHT, false, false);
	h_lit(h, "<body class=\"sign\">");
	skip_link(h);
	pub_top(h, bureau, tr(h->lang, "督办"));
	h_lit(h, "</div></header><main class=\"sign-in\" id=\"main\">");
	refusal_body(h, refusal);
	h_lit(h, "</main>");
	ui_icon_sprite(h);
	h_lit(h, "</body></html>\n");
}

void ui_missing(struct html *h, const struct ui_frame *frame, struct str bureau)
{
	ui_refuse(h, frame, bureau,
		&(struct ui_refusal){.title = tr(h->lang, "没有这一页"),
			.text = tr(h->lang, "地址写错了，内容已不在，或者不在您能看的范围。"),
			.advice = frame ? tr(h->lang, "请从目录进入，或搜索编号、标题。")
					: tr(h->lang, "请从首页重新进入。"),
			.back = frame ? STR_NONE : tr(h->lang, "回到首页")});
}

static void text_size(struct html *h, const struct ui_public *p)
{
	if (p->theme == THEME_LARGE)
		h_link(h, S("?size="), tr(h->lang, "普通字号"));
	else
		h_link(h, S("?size=large"), tr(h->lang, "大字版"));
}

void ui_public_begin(struct html *h, const struct ui_public *p)
{
	ui_frame_document(h, p->title, p->theme, false, false);
	h_lit(h, "<body class=\"pub\">");
	skip_link(h);
	pub_top(h, p->bureau, tr(h->lang, "群众来信"));
	h_lit(h, "<nav class=\"push\"");
	h_at_tr(h, "aria-label", "门户");
	h_lit(h, ">");
	for (int i = 0; i < p->n_nav; i++)
		h_link(h, p->nav[i].url, p->nav[i].text);
	text_size(h, p);
	other_lang(h, p->other_lang);
	h_lit(h, "</nav></div></header><main class=\"pub-in\" id=\"main\">");
}

void ui_public_end(struct html *h, const struct ui_public *p)
{
	h_lit(h, "</main><footer class=\"pub-ft\"><div class=\"pub-in\">");
	h_text(h, p->foot);
	for (int i = 0; i < p->n_foot_links; i++) {
		h_lit(h, "　");
		h_link(h, p->foot_links[i].url, p->foot_links[i].text);
	}
	h_lit(h, "</div></footer>");
	ui_icon_sprite(h);
	h_lit(h, "</body></html>\n");
}
