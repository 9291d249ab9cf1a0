/* ui_ask.c — the parts of ui_page.h that stand inside a frame: confirmation, conflict, success,
 * help. */
#include "web/ui_page.h"

static void hidden_all(struct html *h, const struct ui_param *at, int n)
{
	for (int i = 0; i < n; i++)
		ui_hidden(h, at[i].key, at[i].value);
}

void ui_confirm(struct html *h, const struct ui_confirm *c)
{
	ui_errors(h, c->fields, c->n_fields);
	ui_card_begin(h, &(struct ui_card){.title = c->title});
	ui_body_begin(h);
	h_lit(h, "<ul class=\"say\">");
	for (int i = 0; i < c->n_what; i++) {
		h_lit(h, "<li>");
		ui_bold(h, c->what[i]);
		h_lit(h, "</li>");
	}
	h_lit(h, "</ul>");
	ui_form_begin(h, &c->form);
	hidden_all(h, c->hidden, c->n_hidden);
	ui_fields(h, c->fields, c->n_fields);
	ui_buttons_begin(h);
	ui_button(h, &(struct ui_button){.text = c->verb, .primary = true});
	h_link(h, c->back_url, tr(h->lang, "返回"));
	ui_buttons_end(h);
	ui_form_end(h);
	ui_body_end(h);
	ui_card_end(h);
}

void ui_conflict(struct html *h, const struct ui_conflict *c)
{
	struct arena *a = html_arena(h);
	ui_note(h, NOTE_YELLOW, tr(h->lang, "还没有保存"),
		trf(a, h->lang, "%.*s 在 %.*s 先改了同一条。您写的都在下面，没有丢。",
			STR_ARG(c->who), STR_ARG(c->when)));
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "两种文字对照")});
	ui_changes(h, tr(h->lang, "现在的"), tr(h->lang, "您写的"), c->changes, c->n_changes);
	ui_body_begin(h);
	ui_form_begin(h, &c->form);
	hidden_all(h, c->mine, c->n_mine);
	ui_buttons_begin(h);
	ui_button(h, &(struct ui_button){.text = tr(h->lang, "用我写的覆盖"), .primary = true});
	h_link(h, c->view_url, tr(h->lang, "不改了，看现在的"));
	ui_buttons_end(h);
	ui_form_end(h);
	ui_body_end(h);
	ui_card_end(h);
}

void ui_done(struct html *h, struct str text, int64_t seal, struct str hash, struct str url)
{
	h_lit(h, "<div class=\"note note-b mb2\" role=\"status\">");
	ui_bold(h, text);
	if (seal) {
		h_lit(h, "　");
		ui_seal(h, seal, hash, url);
	}
	h_lit(h, "</div>");
}

/* One paragraph or one list; `block` holds no blank line. */
static void help_block(struct html *h, struct str block)
{
	bool list = str_starts(block, S("- "));
	if (list)
		h_lit(h, "<ul class=\"say\">");
	else
		h_lit(h, "<p>");
	while (block.n) {
		struct str line = str_cut(&block, S("\n"));
		if (list)
			h_lit(h, "<li>");
		ui_bold(h, str_starts(line, S("- ")) ? str_from(line, 2) : line);
		if (list)
			h_lit(h, "</li>");
	}
	if (list)
		h_lit(h, "</ul>");
	else
		h_lit(h, "</p>");
}

static void help_section(struct html *h, const struct ui_help *s)
{
	struct str rest = s->text;
	ui_card_begin(h, &(struct ui_card){.title = s->title, .id = s->id});
	ui_body_begin(h);
	while (rest.n) {
		struct str block = str_trim(str_cut(&rest, S("\n\n")));
		if (block.n)
			help_block(h, block);
	}
	ui_body_end(h);
	ui_card_end(h);
}

void ui_help(struct html *h, const struct ui_help *sections, int n)
{
	h_lit(h, "<div class=\"cols c-help\"><nav class=\"toc\"");
	h_at_tr(h, "aria-label", "目录");
	h_lit(h, "><ul>");
	for (int i = 0; i < n; i++) {
		h_lit(h, "<li>");
		h_link(h, str_cat(html_arena(h), S("#"), sections[i].id), sections[i].title);
		h_lit(h, "</li>");
	}
	h_lit(h, "</ul></nav><div class=\"stackv\">");
	for (int i = 0; i < n; i++)
		help_section(h, &sections[i]);
	h_lit(h, "</div></div>");
}
