/* page_fact.c — the facts of a due item: what it is about, who owes it to whom, by when, and the
 * rule behind its colour (UI.md 04, PLAN-26). */
#include "base/bug.h"
#include "core/tree.h"
#include "duty/outage.h"
#include "duty/page_int.h"

/* 11月30日 周一 24:00; beyond the published calendar it says so (N6). */
static struct str due_words(struct page *pg, const struct due_row *d)
{
	struct html *h = pg->h;
	struct arena *a = pg->cx->a;
	if (outage_fits(d))
		return tr(h->lang, "持续开放，没有到期日");
	if (!day_is_set(d->due_day))
		return tr(h->lang, "发生以后才有期限");
	struct str weekday = locale_weekday(a, h->lang, d->due_day, h->today);
	struct str clock = locale_clock(a, (int)d->due_min);
	struct str when = str_fmt(a, "%.*s %.*s", STR_ARG(weekday), STR_ARG(clock));
	return d->provisional
		       ? trf(a, h->lang, "%.*s（暂定：那一年的放假安排还没有公布）", STR_ARG(when))
		       : when;
}

/* The rule behind the colour, and one click to all of them (PLAN-26). */
static struct str light_words(struct page *pg, const struct light_rule *r)
{
	if (r == NULL)
		return STR_NONE;
	struct str when = page_light_when(pg->cx, r);
	return str_fmt(pg->cx->a, "%.*s：%.*s", STR_ARG(r->text), STR_ARG(when));
}

void page_due_facts(struct page *pg, const struct due_row *d, const struct measure_row *m,
	const struct light_rule *rule)
{
	struct html *h = pg->h;
	struct arena *a = pg->cx->a;
	struct str whose = due_whose(pg->cx, d);
	struct str at = locale_stamp(a, h->lang, d->first_at, h->today);
	struct str late = page_late_for(h, d->late_min);
	struct ui_kv kv[] = {
		{.key = tr(h->lang, "措施"),
			.value = m ? str_fmt(a, "%.*s %.*s", STR_ARG(m->path), STR_ARG(m->heading))
				   : STR_NONE,
			.url = str_fmt(a, "/campaign/%lld/measure/%lld", (long long)d->campaign.n,
				(long long)d->measure.n)},
		{.key = tr(h->lang, "报送单位"), .value = tree_unit_name(pg->cx, d->head.unit)},
		{.key = tr(h->lang, "由谁完成"), .value = whose.n ? whose : tr(h->lang, "单位")},
		{.key = tr(h->lang, "承办人"),
			.value = d->doer.n ? tree_person_name(pg->cx, d->doer)
					   : tr(h->lang, "未指定")},
		{.key = tr(h->lang, "报送给"), .value = tree_unit_name(pg->cx, d->to_unit)},
		{.key = tr(h->lang, "内容"), .value = d->content},
		{.key = tr(h->lang, "到期"), .value = due_words(pg, d)},
		{.key = tr(h->lang, "原定"),
			.value = d->first_day.n == d->due_day.n
					 ? tr(h->lang, "未变")
					 : locale_weekday(a, h->lang, d->first_day, h->today)},
		{.key = tr(h->lang, "首次报送"),
			.value = d->late_min ? trf(a, h->lang, "%.*s，迟到 %.*s", STR_ARG(at),
						       STR_ARG(late))
					     : locale_stamp(a, h->lang, d->first_at, h->today)},
		{.key = tr(h->lang, "亮灯规则"),
			.value = light_words(pg, rule),
			.url = rule ? str_cat(a, S("/lights#"), rule->code) : STR_NONE},
	};
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "事项")});
	ui_body_begin(h);
	ui_kvs(h, kv, NELEM(kv));
	ui_body_end(h);
	ui_card_end(h);
}
