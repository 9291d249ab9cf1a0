/* ui_part.c — the parts of a page that ui_frame.h declares below the frame: head, tabs, columns,
 * cards, actions. */
#include "web/ui_frame.h"

static void crumbs(struct html *h, const struct ui_head *head)
{
	if (head->n_crumbs == 0 && head->crumb.n == 0)
		return;
	h_lit(h, "<div class=\"crumb\">");
	for (int i = 0; i < head->n_crumbs; i++)
		h_link(h, head->crumbs[i].url, head->crumbs[i].text);
	if (head->crumb.n)
		h_el(h, "span", head->crumb);
	h_lit(h, "</div>");
}

static void sentence(struct html *h, const struct ui_head *head)
{
	if (head->word.n) {
		h_lit(h, "<p class=\"hs\">");
		ui_lamp_box(h, head->lamp, head->word);
		h_lit(h, "<span>");
		ui_bold(h, head->sentence);
		h_lit(h, "</span></p>");
	} else if (head->sentence.n) {
		h_lit(h, "<p>");
		ui_bold(h, head->sentence);
		h_lit(h, "</p>");
	}
}

void ui_head_begin(struct html *h, const struct ui_head *head)
{
	h_lit(h, "<div class=\"phead\"><div>");
	crumbs(h, head);
	if (str_starts(head->title, S("“")))
		h_elc(h, "h1", "hq", head->title);
	else
		h_el(h, "h1", head->title);
	sentence(h, head);
	h_lit(h, "</div><div class=\"act\">");
}

void ui_head_end(struct html *h)
{
	h_lit(h, "</div></div>");
}

void ui_head(struct html *h, const struct ui_head *head)
{
	ui_head_begin(h, head);
	ui_head_end(h);
}

void ui_fold_begin(struct html *h, struct str text, bool open)
{
	h_lit(h, "<details class=\"fold\"");
	h_at_if(h, "open", open);
	h_lit(h, "><summary>");
	h_text(h, text);
	h_lit(h, "<span class=\"caret\"></span></summary>");
}

void ui_tabs(struct html *h, struct str label, const struct ui_tab *tabs, int n)
{
	h_lit(h, "<nav class=\"tabs\"");
	h_at(h, "aria-label", label);
	h_lit(h, ">");
	for (int i = 0; i < n; i++) {
		h_lit(h, "<a");
		h_href(h, tabs[i].url);
		if (tabs[i].here)
			h_lit(h, " aria-current=\"page\"");
		h_lit(h, ">");
		h_text(h, tabs[i].text);
		if (tabs[i].count) {
			h_lit(h, "<em>");
			h_int(h, tabs[i].count);
			h_lit(h, "</em>");
		}
		h_lit(h, "</a>");
	}
	h_lit(h, "</nav>");
}

void ui_cols_begin(struct html *h, enum ui_cols cols)
{
	static const struct str names[] = {[COLS_8_4] = {"c-84", 4},
		[COLS_5_5] = {"c-55", 4},
		[COLS_4_8] = {"c-48", 4},
		[COLS_5_6] = {"c-56", 4},
		[COLS_3] = {"c-3", 3},
		[COLS_LIST] = {"c-list", 6},
		[COLS_ITEM] = {"c-desk", 6}};
	h_lit(h, "<div class=\"cols ");
	h_attr(h, names[cols]);
	h_lit(h, "\">");
}

void ui_stack_begin(struct html *h)
{
	h_lit(h, "<div class=\"stackv\">");
}

static void card_more(struct html *h, const struct ui_card *card)
{
	if (card->more.n == 0)
		return;
	if (card->more_url.n) {
		h_lit(h, "<a class=\"more\"");
		h_href(h, card->more_url);
		h_lit(h, ">");
		h_text(h, card->more);
		h_lit(h, "</a>");
	} else {
		h_elc(h, "span", "more q", card->more);
	}
}

void ui_card_begin(struct html *h, const struct ui_card *card)
{
	struct str id = card->id;
	if (id.n == 0)
		id = str_fmt(html_arena(h), "card%d", ++h->ids);
	h_lit(h, "<section class=\"card");
	if (card->hot)
		h_lit(h, " hot");
	if (card->lock)
		h_lit(h, " lock");
	h_lit(h, "\"");
	h_at(h, "aria-labelledby", id);
	h_lit(h, "><header class=\"card-header");
	if (card->wall)
		h_lit(h, " wall-n");
	h_lit(h, "\"><h2 class=\"card-title\"");
	h_at(h, "id", id);
	h_lit(h, ">");
	ui_icon(h, card->icon);
	h_text(h, card->title);
	h_lit(h, "</h2>");
	if (card->count.n)
		h_elc(h, "span", "cnt", card->count);
	card_more(h, card);
	h_lit(h, "</header>");
}

static void action(struct html *h, enum icon icon, struct str url, struct str text)
{
	h_href(h, url);
	h_lit(h, ">");
	ui_icon(h, icon);
	h_text(h, text);
	h_lit(h, "</a>");
}

void ui_action(struct html *h, enum icon icon, struct str url, struct str text)
{
	h_lit(h, "<a class=\"btn\"");
	action(h, icon, url, text);
}

void ui_action_primary(struct html *h, enum icon icon, struct str url, struct str text)
{
	h_lit(h, "<a class=\"btn btn-primary\"");
	action(h, icon, url, text);
}
