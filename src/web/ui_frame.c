/* ui_frame.c — see ui_frame.h. */
#include "web/ui_frame.h"
#include "base/bug.h"
#include "web/ui_asset.h"

static void script(struct html *h, enum asset_id id)
{
	h_lit(h, "<script defer");
	h_at_url(h, "src", asset_url[id]);
	h_lit(h, "></script>");
}

static void html_tag(struct html *h, enum ui_theme theme)
{
	h_lit(h, "<!doctype html>\n<html");
	h_at(h, "lang", locale_tag(h->lang));
	if (theme == THEME_DARK)
		h_lit(h, " data-bs-theme=\"dark\"");
	else
		h_lit(h, " data-bs-theme=\"light\"");
	if (theme == THEME_LARGE)
		h_lit(h, " class=\"dz\"");
	h_lit(h, ">");
}

void ui_frame_document(
	struct html *h, struct str title, enum ui_theme theme, bool scripts, bool charts)
{
	html_tag(h, theme);
	h_lit(h, "<head><meta charset=\"utf-8\"><meta name=\"viewport\" "
		 "content=\"width=device-width, initial-scale=1\"><title>");
	h_text(h, title);
	h_lit(h, " · ");
	h_tr(h, "督办");
	h_lit(h, "</title><link rel=\"icon\" type=\"image/svg+xml\"");
	h_href(h, asset_url[ASSET_MARK]);
	h_lit(h, "><link rel=\"stylesheet\"");
	h_href(h, asset_url[ASSET_CSS]);
	h_lit(h, ">");
	if (scripts) {
		/* htmx's own <style> and eval() are refused by the CSP: do not let it try. */
		h_lit(h, "<meta name=\"htmx-config\" content='{\"includeIndicatorStyles\":false,"
			 "\"allowEval\":false,\"historyCacheSize\":0}'>");
		script(h, ASSET_HTMX);
	}
	if (charts) {
		script(h, ASSET_ECHARTS);
		script(h, ASSET_CHARTS);
	}
	h_lit(h, "</head>");
}

static void links(struct html *h, const struct ui_link *at, int n)
{
	for (int i = 0; i < n; i++)
		h_link(h, at[i].url, at[i].text);
}

static void campaigns(struct html *h, const struct ui_frame *f)
{
	if (f->campaign.n == 0)
		return;
	h_lit(h, "<details class=\"camp\"><summary>");
	h_text(h, f->campaign);
	h_lit(h, "<span class=\"caret\"></span></summary><div class=\"pop\">");
	links(h, f->campaigns, f->n_campaigns);
	h_lit(h, "</div></details>");
}

static void search(struct html *h, const struct ui_frame *f)
{
	if (f->search_url.n == 0)
		return;
	h_lit(h, "<form class=\"find\" role=\"search\"");
	h_at_url(h, "action", f->search_url);
	h_lit(h, ">");
	ui_icon(h, ICON_SEARCH);
	h_lit(h, "<label class=\"vh\" for=\"find\">");
	h_tr(h, "搜索");
	h_lit(h, "</label><input id=\"find\" name=\"q\" autocomplete=\"off\"");
	h_at_tr(h, "placeholder", "搜索措施、单位、编号");
	h_at_opt(h, "value", f->search);
	h_lit(h, "></form>");
}

static void today(struct html *h, const struct ui_frame *f)
{
	if (f->day_url.n) {
		h_lit(h, "<a class=\"today\"");
		h_href(h, f->day_url);
	} else {
		h_lit(h, "<span class=\"today\"");
	}
	h_lit(h, "><b>");
	h_text(h, f->day);
	h_lit(h, "</b>");
	if (f->day_count.n) {
		h_lit(h, " · ");
		h_text(h, f->day_count);
	}
	if (f->day_next.n) {
		h_lit(h, "<span class=\"x\"> · ");
		h_text(h, f->day_next);
		h_lit(h, "</span>");
	}
	if (f->day_url.n)
		h_lit(h, "</a>");
	else
		h_lit(h, "</span>");
}

/* What is read aloud holds what is shown (WCAG 2.5.3). */
static void notices(struct html *h, const struct ui_frame *f)
{
	if (f->notice_url.n == 0)
		return;
	struct arena *a = html_arena(h);
	struct str n = f->notices > 99 ? S("99+") : str_fmt(a, "%d", f->notices);
	h_lit(h, "<a class=\"bell\"");
	h_href(h, f->notice_url);
	h_at(h, "aria-label", trf(a, h->lang, "通知 %.*s 条", STR_ARG(n)));
	h_lit(h, ">");
	ui_icon_large(h, ICON_BELL);
	if (f->notices)
		h_el(h, "b", n);
	h_lit(h, "</a>");
}

static void person(struct html *h, const struct ui_frame *f)
{
	if (f->person.n == 0)
		return;
	h_lit(h, "<details class=\"who\"><summary>");
	h_text(h, f->person);
	h_lit(h, "<span class=\"caret\"></span></summary><div class=\"pop\">");
	links(h, f->menu, f->n_menu);
	if (f->sign_out_url.n) {
		h_lit(h, "<form method=\"post\"");
		h_at_url(h, "action", f->sign_out_url);
		h_lit(h, "><input type=\"hidden\" name=\"csrf\"");
		h_at(h, "value", f->csrf);
		h_lit(h, "><button type=\"submit\">");
		h_tr(h, "退出");
		h_lit(h, "</button></form>");
	}
	h_lit(h, "</div></details>");
}

static void top(struct html *h, const struct ui_frame *f)
{
	h_lit(h, "<header class=\"top\"><a class=\"brand\" href=\"/\"><i "
		 "aria-hidden=\"true\">督</i>");
	h_tr(h, "督办");
	h_el(h, "small", f->bureau);
	h_lit(h, "</a>");
	campaigns(h, f);
	search(h, f);
	today(h, f);
	notices(h, f);
	person(h, f);
	h_lit(h, "</header>");
}

static struct str group_name(enum lang lang, enum ui_group group)
{
	static const struct str names[GROUP_N] = {[GROUP_DAILY] = TR("日常"),
		[GROUP_LEDGER] = TR("台账"),
		[GROUP_CONTROL] = TR("监督"),
		[GROUP_RESULT] = TR("结果"),
		[GROUP_SYSTEM] = TR("系统")};
	return locale_find(lang, names[group]);
}

static void nav_entry(struct html *h, const struct ui_nav *e)
{
	h_lit(h, "<a");
	h_href(h, e->url);
	if (e->here)
		h_lit(h, " aria-current=\"page\"");
	h_lit(h, ">");
	ui_icon(h, e->icon);
	h_text(h, e->text);
	if (e->count) {
		if (e->late)
			h_lit(h, "<em class=\"hot\">");
		else
			h_lit(h, "<em>");
		h_int(h, e->count);
		h_lit(h, "</em>");
	}
	h_lit(h, "</a>");
}

/* On small screens 更多 in the bottom bar opens this navigation (:target, no script). */
static void small_screen_links(struct html *h, const struct ui_frame *f)
{
	h_lit(h, "<a class=\"only-m\" href=\"#main\">");
	ui_icon(h, ICON_X);
	h_tr(h, "关闭目录");
	h_lit(h, "</a>");
	if (f->search_url.n == 0)
		return;
	h_lit(h, "<a class=\"only-m\"");
	h_href(h, f->search_url);
	h_lit(h, ">");
	ui_icon(h, ICON_SEARCH);
	h_tr(h, "搜索");
	h_lit(h, "</a>");
}

static void side(struct html *h, const struct ui_frame *f)
{
	h_lit(h, "<nav class=\"side\" id=\"nav\"");
	h_at_tr(h, "aria-label", "主导航");
	h_lit(h, ">");
	small_screen_links(h, f);
	for (enum ui_group g = 0; g < GROUP_N; g++) {
		bool headed = false;
		for (int i = 0; i < f->n_nav; i++) {
			if (f->nav[i].group != g)
				continue;
			if (!headed)
				h_el(h, "h2", group_name(h->lang, g));
			headed = true;
			nav_entry(h, &f->nav[i]);
		}
	}
	h_lit(h, "</nav>");
}

/* Four at the most, and what opens all of them: the bar has five columns. */
static void bar(struct html *h, const struct ui_frame *f)
{
	h_lit(h, "<nav class=\"mbar\"");
	h_at_tr(h, "aria-label", "快捷导航");
	h_lit(h, ">");
	for (int i = 0, shown = 0; i < f->n_nav && shown < 4; i++) {
		struct ui_nav e = f->nav[i];
		if (e.bar.n == 0)
			continue;
		e.text = e.bar;
		e.count = 0;
		nav_entry(h, &e);
		shown++;
	}
	h_lit(h, "<a href=\"#nav\">");
	ui_icon(h, ICON_MENU);
	h_tr(h, "更多");
	h_lit(h, "</a></nav>");
}

static void print_line(struct html *h, const struct ui_frame *f)
{
	h_lit(h, "<div class=\"print-only\">");
	h_text(h, f->bureau);
	h_lit(h, "　");
	h_tr(h, "督办");
	h_lit(h, "　　");
	h_text(h, f->title);
	h_lit(h, "　　");
	h_text(h, f->printed);
	h_lit(h, "</div>");
}

void ui_frame_begin(struct html *h, const struct ui_frame *f)
{
	ui_frame_document(h, f->title, f->theme, true, f->charts);
	h_lit(h, "<body class=\"app\"><a class=\"skip\" href=\"#main\">");
	h_tr(h, "跳到正文");
	h_lit(h, "</a>");
	top(h, f);
	side(h, f);
	if (f->one_page)
		h_lit(h, "<main class=\"main onepage\" id=\"main\">");
	else
		h_lit(h, "<main class=\"main\" id=\"main\">");
	print_line(h, f);
}

void ui_frame_end(struct html *h, const struct ui_frame *f)
{
	h_lit(h, "</main>");
	bar(h, f);
	ui_icon_sprite(h);
	h_lit(h, "</body></html>\n");
}
