/* page_month.c — 日历: a campaign month by month, what is due on each day, days off and make-up days,
 * the phases that begin and end (PLAN-27, TIME-29). */
#include "base/bug.h"
#include "base/num.h"
#include "campaign/page_int.h"
#include "core/cal.h"
#include "core/rec.h"
#include "duty/sum.h"
#include "plan/setup.h"

enum { WEEK = 7, WEEKS = 6 };

struct month {
	const struct campaign_row *c;
	struct day first, monday; /* of the month; of the week it begins in */
	int64_t due[2 * SUM_DAYS];
	struct setup_phase *phases;
	int n_phases;
};

static struct str url_of(struct page *pg, const struct campaign_row *c, struct day first)
{
	struct ymd y = day_ymd(first);
	return str_fmt(pg->cx->a, "/campaign/%lld/calendar?month=%04d-%02d",
		(long long)c->head.id.n, y.y, y.m);
}

/* The month of the address, else the present one; within the campaign where that has ended. */
static struct day asked_month(struct page *pg, const struct campaign_row *c)
{
	struct str text = str_cat(pg->cx->a, http_param(pg->q, S("month")), S("-01"));
	struct day d;
	if (day_parse(text, &d))
		return d;
	d = pg->cx->today;
	if (day_is_set(c->until_day) && d.n > c->until_day.n)
		d = c->until_day;
	return day_month_start(d.n < c->from_day.n ? c->from_day : d);
}

static void load(struct page *pg, struct month *m)
{
	m->monday = day_add(m->first, 1 - day_weekday(m->first));
	for (int half = 0; half < 2; half++) {
		struct day from = day_add(m->monday, half * SUM_DAYS);
		struct light_sum sum = sum_lights(pg->cx, m->c->head.id, 0, from);
		memcpy(m->due + half * SUM_DAYS, sum.days, sizeof sum.days);
	}
	m->n_phases = setup_phases(pg->cx, m->c->head.id, &m->phases);
}

/* ---- a day ---- */

static void draw_phases(struct page *pg, const struct month *m, struct day d)
{
	for (int i = 0; i < m->n_phases; i++) {
		const struct setup_phase *p = &m->phases[i];
		if (p->from.n == d.n)
			h_elc(pg->h, "div", "sm",
				trf(pg->cx->a, pg->h->lang, "%.*s 开始", STR_ARG(p->name)));
		if (day_is_set(p->until) && p->until.n == d.n)
			h_elc(pg->h, "div", "sm",
				trf(pg->cx->a, pg->h->lang, "%.*s 结束", STR_ARG(p->name)));
	}
}

static void draw_due(struct page *pg, const struct month *m, struct day d, int64_t due)
{
	char text[DAY_TEXT];
	if (due == 0)
		return;
	h_lit(pg->h, "<div>");
	h_link(pg->h,
		str_fmt(pg->cx->a, "/due?view=all&campaign=%lld&day=%s", (long long)m->c->head.id.n,
			day_text(d, text)),
		trf(pg->cx->a, pg->h->lang, "%lld 项到期", (long long)due));
	h_lit(pg->h, "</div>");
}

static void draw_day(struct page *pg, const struct month *m, int at)
{
	struct html *h = pg->h;
	struct day d = day_add(m->monday, at);
	struct work_look look = work_look(pg->cx->cal, d);
	bool here = d.n >= m->first.n && d.n <= day_month_end(m->first).n;
	bool today = d.n == pg->cx->today.n;
	h_lit(h, "<td");
	h_at(h, "class", !here ? S("o") : look.works ? S("") : S("off"));
	if (today)
		h_lit(h, " aria-current=\"date\"");
	h_lit(h, ">");
	if (here) {
		h_lit(h, "<b>");
		h_int(h, day_ymd(d).d);
		h_lit(h, "</b>");
		if (look.kind == WORK_HOLIDAY || look.kind == WORK_MAKEUP) {
			h_lit(h, " ");
			h_elc(h, "span", "sm q",
				look.kind == WORK_HOLIDAY ? look.name : tr(h->lang, "班"));
		}
		draw_due(pg, m, d, m->due[at]);
		draw_phases(pg, m, d);
	}
	h_lit(h, "</td>");
}

/* ---- the month ---- */

static void draw_way(struct page *pg, const struct month *m)
{
	struct html *h = pg->h;
	struct day last = day_month_end(m->first);
	ui_buttons_begin(h);
	ui_button_link(
		h, url_of(pg, m->c, day_month_start(day_add(m->first, -1))), tr(h->lang, "上个月"));
	ui_button_link(h, url_of(pg, m->c, day_add(last, 1)), tr(h->lang, "下个月"));
	ui_button_link(h, url_of(pg, m->c, day_month_start(pg->cx->today)), tr(h->lang, "本月"));
	ui_buttons_end(h);
}

static void draw_grid(struct page *pg, const struct month *m)
{
	static const char *const names[WEEK] = {"一", "二", "三", "四", "五", "六", "日"};
	struct html *h = pg->h;
	int last = day_diff(m->monday, day_month_end(m->first));
	h_lit(h, "<div class=\"tscroll\" tabindex=\"0\" role=\"region\"");
	h_at_tr(h, "aria-label", "按日到期");
	h_lit(h, "><table class=\"table mcal\"><thead><tr>");
	for (int i = 0; i < WEEK; i++) {
		h_lit(h, "<th scope=\"col\">");
		h_text(h, locale_find(h->lang, str_of(names[i])));
		h_lit(h, "</th>");
	}
	h_lit(h, "</tr></thead><tbody>");
	for (int w = 0; w < WEEKS && w * WEEK <= last; w++) {
		h_lit(h, "<tr>");
		for (int i = 0; i < WEEK; i++)
			draw_day(pg, m, w * WEEK + i);
		h_lit(h, "</tr>");
	}
	h_lit(h, "</tbody></table></div>");
}

void page_month(struct page *pg)
{
	struct month m = {.c = page_campaign_asked(pg)};
	int64_t due = 0;
	if (m.c == NULL)
		return;
	m.first = asked_month(pg, m.c);
	load(pg, &m);
	struct ymd y = day_ymd(m.first);
	int from = day_diff(m.monday, m.first), to = day_diff(m.monday, day_month_end(m.first));
	for (int i = from; i <= to; i++)
		due += m.due[i];
	page_campaign_open(pg, m.c, "/calendar");
	ui_stack_begin(pg->h);
	draw_way(pg, &m);
	ui_card_begin(pg->h,
		&(struct ui_card){.title = trf(pg->cx->a, pg->h->lang, "%d年%d月", y.y, y.m),
			.count = trf(pg->cx->a, pg->h->lang, "%lld 项到期", (long long)due)});
	draw_grid(pg, &m);
	ui_card_end(pg->h);
	ui_stack_end(pg->h);
	page_close(pg);
}
