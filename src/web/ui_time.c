/* ui_time.c — see ui_time.h. */
#include "web/ui_time.h"

static void day_words(struct html *h, const struct ui_strip_day *d)
{
	if (d->makeup) {
		h_lit(h, "<em>");
		h_tr(h, "班");
		h_lit(h, "</em> ");
	}
	if (d->count)
		h_int(h, d->count);
	else if (d->words.n)
		h_text(h, d->words);
	else if (d->off)
		h_tr(h, "休");
}

void ui_days(struct html *h, const struct ui_strip_day *days, int n)
{
	h_lit(h, "<ol class=\"days\">");
	for (int i = 0; i < n; i++) {
		if (days[i].end)
			h_lit(h, "<li class=\"end\">");
		else if (days[i].off)
			h_lit(h, "<li class=\"off\">");
		else
			h_lit(h, "<li>");
		h_text(h, locale_weekday_short(h->lang, days[i].day));
		h_lit(h, "<b>");
		h_int(h, day_ymd(days[i].day).d);
		h_lit(h, "</b>");
		day_words(h, &days[i]);
		h_lit(h, "</li>");
	}
	h_lit(h, "</ol>");
}

static void why_body(struct html *h, const struct ui_why *w)
{
	if (w->quote.n)
		h_el(h, "q", w->quote);
	else if (w->result)
		h_elc(h, "span", "res", w->text);
	else
		ui_bold(h, w->text);
	if (w->n_days)
		ui_days(h, w->days, w->n_days);
	if (w->detail.n) {
		if (!w->n_days)
			h_lit(h, "<br>");
		h_elc(h, "span", "q", w->detail);
	}
	if (w->url.n) {
		h_lit(h, "<br><a class=\"sm\"");
		h_href(h, w->url);
		h_lit(h, ">");
		h_text(h, w->link);
		h_lit(h, "</a>");
	}
}

void ui_why(struct html *h, const struct ui_why *steps, int n)
{
	h_lit(h, "<ol class=\"why\">");
	for (int i = 0; i < n; i++) {
		h_lit(h, "<li>");
		h_el(h, "b", steps[i].step);
		h_lit(h, "<div>");
		why_body(h, &steps[i]);
		h_lit(h, "</div></li>");
	}
	h_lit(h, "</ol>");
}

enum { LOAD_DAYS = 28, LOAD_TOP = 34 };

static void load_bar(struct html *h, int due, int most)
{
	int high = due && most ? (due * LOAD_TOP + most - 1) / most : 0;
	if (high == 1)
		high = 2; /* one pixel is not seen */
	h_lit(h, "<svg viewBox=\"0 0 20 34\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
		 "<rect x=\"5\" width=\"10\"");
	h_at_int(h, "y", LOAD_TOP - high);
	h_at_int(h, "height", high);
	h_lit(h, "/></svg>");
}

static void load_class(struct html *h, const struct ui_load *d, int most)
{
	bool hot = d->due && d->due * 3 >= most * 2 && d->day.n > h->today.n;
	if (d->day.n == h->today.n)
		h_lit(h, "<li class=\"now\">");
	else if (d->off)
		h_lit(h, "<li class=\"off\">");
	else if (d->day.n < h->today.n)
		h_lit(h, "<li class=\"past\">");
	else if (hot)
		h_lit(h, "<li class=\"hotd\">");
	else
		h_lit(h, "<li>");
}

static void load_foot(struct html *h, const struct ui_load *d)
{
	if (d->day.n == h->today.n)
		h_tr(h, "今天");
	else if (d->makeup)
		h_el(h, "em", tr(h->lang, "班"));
	else if (d->words.n)
		h_text(h, d->words);
	else
		h_lit(h, "&nbsp;");
}

/* The weekday, or the month where one begins. */
static void load_head(struct html *h, struct day d)
{
	struct ymd x = day_ymd(d);
	h_lit(h, "<span>");
	if (x.d == 1)
		h_text(h, locale_month(html_arena(h), h->lang, x.m));
	else
		h_text(h, locale_weekday_short(h->lang, d));
	h_lit(h, "</span>");
}

void ui_load_strip(struct html *h, struct str label, const struct ui_load days[28])
{
	int most = 0;
	for (int i = 0; i < LOAD_DAYS; i++)
		most = days[i].due > most ? days[i].due : most;
	h_lit(h, "<ol class=\"strip\"");
	h_at(h, "aria-label", label);
	h_lit(h, ">");
	for (int i = 0; i < LOAD_DAYS; i++) {
		const struct ui_load *d = &days[i];
		load_class(h, d, most);
		load_head(h, d->day);
		h_lit(h, "<b>");
		h_int(h, day_ymd(d->day).d);
		h_lit(h, "</b><i>");
		if (d->due && d->url.n)
			h_link(h, d->url, str_fmt(html_arena(h), "%d", d->due));
		else if (d->due)
			h_int(h, d->due);
		h_lit(h, "</i>");
		load_bar(h, d->due, most);
		load_foot(h, d);
		h_lit(h, "</li>");
	}
	h_lit(h, "</ol>");
}

/* Share of the limit that is gone, in hundredths of a percent, 0 to 10 000. */
static int64_t gone(const struct html *h, const struct ui_limit *l)
{
	int64_t all = day_diff(l->from, l->due), to = day_diff(l->from, l->done ? l->at : h->today);
	if (all <= 0 || to >= all)
		return 10000;
	return to <= 0 ? 0 : to * 10000 / all;
}

static void limit_bar(struct html *h, const struct ui_limit *l)
{
	static const struct str tones[LAMP_N] = {[LAMP_GREEN] = {" v-g", 4},
		[LAMP_YELLOW] = {" v-y", 4},
		[LAMP_RED] = {" v-r", 4},
		[LAMP_BLUE] = {" v-b", 4}};
	int64_t part = gone(h, l);
	h_lit(h, "<svg class=\"bar\" viewBox=\"0 0 100 14\" preserveAspectRatio=\"none\" "
		 "aria-hidden=\"true\"><rect class=\"t\" y=\"5\" width=\"100\" height=\"5\"/>"
		 "<rect class=\"v");
	h_attr(h, tones[l->lamp]);
	h_lit(h, "\" y=\"5\" height=\"5\" width=\"");
	h_cent(h, part);
	h_lit(h, "\"/>");
	if (!l->done) {
		h_lit(h, "<rect class=\"now\" y=\"1\" width=\".7\" height=\"13\" x=\"");
		h_cent(h, part);
		h_lit(h, "\"/>");
	}
	h_lit(h, "</svg>");
}

static void limit(struct html *h, const struct ui_limit *l)
{
	h_lit(h, "<li class=\"clk\"><div>");
	h_elc(h, "b", "md", l->name);
	h_lit(h, "<span class=\"push\">");
	ui_lamp(h, l->lamp, l->word);
	h_lit(h, "</span></div>");
	limit_bar(h, l);
	h_lit(h, "<div class=\"sm q\"><span>");
	h_day(h, l->from);
	if (l->from_words.n) {
		h_lit(h, " ");
		h_text(h, l->from_words);
	}
	h_lit(h, "</span><span class=\"push\">");
	h_weekday(h, l->due);
	h_lit(h, "</span></div>");
	h_elc(h, "div", "sm q", l->basis);
	h_lit(h, "</li>");
}

void ui_limits(struct html *h, const struct ui_limit *limits, int n)
{
	h_lit(h, "<ol>");
	for (int i = 0; i < n; i++)
		limit(h, &limits[i]);
	h_lit(h, "</ol>");
}

static struct str spoken(struct html *h, const struct ui_share *shares, int n)
{
	struct str all = STR_NONE;
	for (int i = 0; i < n; i++) {
		struct str name = ui_lamp_name(h->lang, shares[i].lamp);
		struct str one = str_fmt(html_arena(h), "%s%.*s %lld", i ? "，" : "", STR_ARG(name),
			(long long)shares[i].n);
		all = str_cat(html_arena(h), all, one);
	}
	return all;
}

/* Hundredths of a unit of the bar; whatever is there at all can be seen. The bar is as wide as its
 * parts together, about 1000 units, 3 of each part being the gap behind it. */
static int64_t share_width(int64_t n, int64_t sum)
{
	int64_t wide = n <= 0 ? 0 : n * 100000 / sum;
	return n > 0 && wide < 700 ? 700 : wide;
}

static void share_bar(struct html *h, const struct ui_share *shares, int n, int64_t sum)
{
	static const struct str tones[LAMP_N] = {[LAMP_NONE] = {"o", 1},
		[LAMP_OPEN] = {"o", 1},
		[LAMP_BLUE] = {"b", 1},
		[LAMP_GREEN] = {"g", 1},
		[LAMP_GREY] = {"n", 1},
		[LAMP_YELLOW] = {"y", 1},
		[LAMP_RED] = {"r", 1}};
	int64_t at = 0;
	for (int i = 0; i < n; i++) {
		int64_t wide = share_width(shares[i].n, sum);
		if (wide == 0)
			continue;
		h_lit(h, "<rect height=\"10\"");
		h_at(h, "class", tones[shares[i].lamp]);
		h_lit(h, " x=\"");
		h_cent(h, at);
		h_lit(h, "\" width=\"");
		h_cent(h, wide - 300);
		h_lit(h, "\"/>");
		at += wide;
	}
}

void ui_stack_bar(struct html *h, const struct ui_share *shares, int n)
{
	int64_t sum = 0, wide = 0;
	for (int i = 0; i < n; i++)
		sum += shares[i].n;
	for (int i = 0; sum && i < n; i++)
		wide += share_width(shares[i].n, sum);
	h_lit(h, "<svg class=\"stk\" viewBox=\"0 0 ");
	h_cent(h, wide ? wide : 100000);
	h_lit(h, " 10\" preserveAspectRatio=\"none\" role=\"img\"");
	h_at(h, "aria-label", spoken(h, shares, n));
	h_lit(h, ">");
	if (sum)
		share_bar(h, shares, n, sum);
	h_lit(h, "</svg><div class=\"stk-l\">");
	for (int i = 0; i < n; i++)
		ui_lamp_count(
			h, shares[i].lamp, ui_lamp_name(h->lang, shares[i].lamp), shares[i].n);
	h_lit(h, "</div>");
}

void ui_meter(struct html *h, int64_t used, int64_t limit, struct str words)
{
	int64_t part = limit <= 0 || used >= limit ? 1000 : used < 0 ? 0 : used * 1000 / limit;
	h_lit(h, "<svg class=\"stk\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" "
		 "role=\"img\"");
	h_at(h, "aria-label", words);
	h_lit(h,
		"><rect class=\"o\" width=\"1000\" height=\"10\"/><rect class=\"u\" height=\"10\"");
	h_at_int(h, "width", part);
	h_lit(h, "/></svg>");
}
