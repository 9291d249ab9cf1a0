/* ui_button.c — the parts of ui_form.h around the inputs: form, buttons, label–value lists. */
#include "web/ui_form.h"
#include "web/ui_lamp.h"

void ui_hidden(struct html *h, struct str name, struct str value)
{
	h_lit(h, "<input type=\"hidden\"");
	h_at(h, "name", name);
	h_at(h, "value", value);
	h_lit(h, ">");
}

static void hidden_opt(struct html *h, struct str name, struct str value)
{
	if (value.n)
		ui_hidden(h, name, value);
}

/* With script, the answer to this form replaces one element of the page. */
static void swap(struct html *h, const struct ui_form *form)
{
	if (form->swap.n == 0)
		return;
	struct str target = str_cat(html_arena(h), S("#"), form->swap);
	if (form->get)
		h_at_url(h, "hx-get", form->action);
	else
		h_at_url(h, "hx-post", form->action);
	h_at(h, "hx-target", target);
	h_at(h, "hx-select", target);
	h_lit(h, " hx-swap=\"outerHTML\"");
	if (form->get)
		h_lit(h, " hx-push-url=\"true\"");
	if (form->files)
		h_lit(h, " hx-encoding=\"multipart/form-data\"");
}

void ui_form_begin(struct html *h, const struct ui_form *form)
{
	h_lit(h, "<form");
	h_at_opt(h, "id", form->id);
	h_at_url(h, "action", form->action);
	if (form->get)
		h_lit(h, " method=\"get\"");
	else
		h_lit(h, " method=\"post\"");
	if (form->files)
		h_lit(h, " enctype=\"multipart/form-data\"");
	swap(h, form);
	h_lit(h, ">");
	/* Sending such a form drops the query of its address, and with it the day looked at. */
	if (form->get && h->keep.n) {
		struct str value = h->keep, name = str_cut(&value, S("="));
		ui_hidden(h, name, value);
	}
	hidden_opt(h, S("csrf"), form->csrf);
	hidden_opt(h, S("once"), form->once);
	hidden_opt(h, S("version"), form->version);
}

void ui_button(struct html *h, const struct ui_button *b)
{
	h_lit(h, "<button type=\"submit\" class=\"btn");
	if (b->primary)
		h_lit(h, " btn-primary");
	if (b->small)
		h_lit(h, " btn-sm");
	if (b->big)
		h_lit(h, " btn-big");
	h_lit(h, "\"");
	h_at_opt(h, "name", b->name);
	h_at_opt(h, "value", b->value);
	h_at_if(h, "formnovalidate", b->unchecked);
	h_at_if(h, "disabled", b->disabled);
	h_lit(h, ">");
	ui_icon(h, b->icon);
	h_text(h, b->text);
	h_lit(h, "</button>");
	if (b->why.n)
		h_elc(h, "span", "sm q", b->why);
}

void ui_button_link(struct html *h, struct str url, struct str text)
{
	h_lit(h, "<a class=\"btn\"");
	h_href(h, url);
	h_lit(h, ">");
	h_text(h, text);
	h_lit(h, "</a>");
}

void ui_post_button(struct html *h, const struct ui_form *form, const struct ui_button *button)
{
	ui_form_begin(h, form);
	ui_button(h, button);
	ui_form_end(h);
}

void ui_kv_key(struct html *h, struct str key)
{
	h_el(h, "dt", key);
	h_lit(h, "<dd>");
}

void ui_kvs(struct html *h, const struct ui_kv *kv, int n)
{
	ui_kv_begin(h);
	for (int i = 0; i < n; i++) {
		ui_kv_key(h, kv[i].key);
		if (kv[i].url.n)
			h_link(h, kv[i].url, kv[i].value);
		else
			ui_bold(h, kv[i].value);
		ui_kv_next(h);
	}
	ui_kv_end(h);
}
