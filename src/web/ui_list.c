/* ui_list.c — see ui_list.h. */
#include "web/ui_list.h"

void ui_list_date(struct html *h, struct str text)
{
	h_lit(h, "<li class=\"sub\">");
	ui_bold(h, text);
	h_lit(h, "</li>");
}

static void title(struct html *h, struct str url, struct str text)
{
	if (url.n == 0) {
		h_elc(h, "span", "tt", text);
		return;
	}
	h_lit(h, "<a class=\"tt\"");
	h_href(h, url);
	h_lit(h, ">");
	h_text(h, text);
	h_lit(h, "</a>");
}

static void button(struct html *h, const struct ui_item *item)
{
	if (item->act.n && item->act_url.n) {
		h_lit(h, "<a class=\"btn btn-sm\"");
		h_href(h, item->act_url);
		h_lit(h, ">");
		h_text(h, item->act);
		h_lit(h, "<span class=\"vh\"> ");
		h_text(h, item->title);
		h_lit(h, "</span></a>");
	} else if (item->chip.n) {
		ui_chip(h, CHIP, item->chip);
	}
}

void ui_item_begin(struct html *h, const struct ui_item *item)
{
	h_lit(h, "<li");
	h_at_opt(h, "id", item->id);
	if (item->open)
		h_lit(h, " class=\"open\"");
	h_lit(h, "><div class=\"item\">");
	ui_lamp(h, item->lamp, item->word);
	h_lit(h, "<div>");
	title(h, item->url, item->title);
	if (item->meta.n) {
		h_lit(h, "<div class=\"mt\">");
		ui_bold(h, item->meta);
		h_lit(h, "</div>");
	}
	h_lit(h, "</div>");
	button(h, item);
	h_lit(h, "</div>");
}

void ui_item(struct html *h, const struct ui_item *item)
{
	ui_item_begin(h, item);
	ui_item_end(h);
}

void ui_brief(struct html *h, const struct ui_brief *brief)
{
	if (brief->here)
		h_lit(h, "<li class=\"open\" aria-current=\"true\">");
	else
		h_lit(h, "<li>");
	if (brief->lamp != LAMP_NONE)
		ui_lamp(h, brief->lamp, brief->word);
	h_lit(h, "<div>");
	if (brief->url.n)
		h_link(h, brief->url, brief->title);
	else
		h_text(h, brief->title);
	h_lit(h, "</div>");
	if (brief->meta.n)
		h_elc(h, "div", "sm q", brief->meta);
	h_lit(h, "</li>");
}

static void event(struct html *h, const struct ui_event *e)
{
	static const struct str kinds[] = {[EVENT_PAST] = {"", 0},
		[EVENT_NOW] = {"now", 3},
		[EVENT_ADVERSE] = {"bad-t", 5},
		[EVENT_FUTURE] = {"todo", 4}};
	h_lit(h, "<li");
	h_at_opt(h, "class", kinds[e->kind]);
	h_lit(h, ">");
	if (e->when.n)
		h_el(h, "time", e->when);
	ui_bold(h, e->text);
	if (e->detail.n) {
		h_lit(h, "<br>");
		h_elc(h, "span", "q", e->detail);
	}
	if (e->seal) {
		h_lit(h, "<br>");
		ui_seal(h, e->seal, e->seal_hash, e->seal_url);
	}
	h_lit(h, "</li>");
}

void ui_timeline(struct html *h, const struct ui_event *events, int n)
{
	h_lit(h, "<ol class=\"tl\">");
	for (int i = 0; i < n; i++)
		event(h, &events[i]);
	h_lit(h, "</ol>");
}

void ui_flow(struct html *h, struct str label, const struct str *stages, int n, int at)
{
	h_lit(h, "<ol class=\"flow\"");
	h_at(h, "aria-label", label);
	h_lit(h, ">");
	for (int i = 0; i < n; i++) {
		if (i < at)
			h_lit(h, "<li class=\"dn\">");
		else if (i == at)
			h_lit(h, "<li class=\"at\" aria-current=\"step\">");
		else
			h_lit(h, "<li>");
		h_text(h, stages[i]);
		h_lit(h, "</li>");
	}
	h_lit(h, "</ol>");
}

void ui_steps(struct html *h, const struct str *steps, int n, int at)
{
	h_lit(h, "<ol class=\"stp\">");
	for (int i = 0; i < n; i++) {
		if (i < at)
			h_lit(h, "<li class=\"dn\">");
		else if (i == at)
			h_lit(h, "<li aria-current=\"step\">");
		else
			h_lit(h, "<li>");
		h_text(h, steps[i]);
		h_lit(h, "</li>");
	}
	h_lit(h, "</ol>");
}

void ui_empty(struct html *h, struct str fact, struct str next)
{
	h_lit(h, "<div class=\"empty\">");
	ui_icon(h, ICON_CIRCLE_CHECK);
	h_el(h, "b", fact);
	h_text(h, next);
	h_lit(h, "</div>");
}

void ui_figures(struct html *h, const struct ui_figure *figures, int n)
{
	h_lit(h, "<dl class=\"figs\">");
	for (int i = 0; i < n; i++) {
		h_lit(h, "<div>");
		h_el(h, "dt", figures[i].label);
		h_lit(h, "<dd class=\"fig\">");
		h_text(h, figures[i].figure);
		h_el(h, "small", figures[i].unit);
		h_lit(h, "</dd></div>");
	}
	h_lit(h, "</dl>");
}
