/* page_turn.c — the way from one measure of a reading to the next, and the keys of both screens
 * (UI.md 02: keyboard friendly). */
#include "base/bug.h"
#include "plan/page_int.h"
#include "web/ui_keys.h"

static struct str url_of(struct page *pg, const struct plan_row *p, const struct measure_row *m)
{
	return str_fmt(pg->cx->a, "/plan/%lld/measure/%lld", (long long)p->head.id.n,
		(long long)m->head.id.n);
}

struct turn {
	const struct measure_row *before, *behind; /* NULL at the ends */
};

static struct turn turn_of(struct page *pg, const struct plan_row *p, rid id)
{
	struct measure_row **m;
	struct turn t = {0};
	bool passed = false;
	int n = plan_measures(pg->cx, p->head.id, &m);
	for (int i = 0; i < n && t.behind == NULL; i++) {
		if (m[i]->head.id.n == id.n)
			passed = true;
		else if (m[i]->head.state == MEASURE_CANCELLED)
			continue;
		else if (passed)
			t.behind = m[i];
		else
			t.before = m[i];
	}
	return t;
}

static struct str in_list(struct page *pg, const struct plan_row *p, const struct measure_row *m)
{
	return str_fmt(
		pg->cx->a, "/plan/%lld#m%lld", (long long)p->head.id.n, (long long)m->head.id.n);
}

void page_turn_draw(struct page *pg, const struct plan_row *p, const struct measure_row *m)
{
	struct html *h = pg->h;
	struct turn t = turn_of(pg, p, m->head.id);
	struct str text = plan_text(pg->cx, p->head.id);
	h_lit(h, "<div class=\"hs wrapx mb2\">");
	if (t.before)
		ui_button_link(h, url_of(pg, p, t.before), tr(h->lang, "上一条"));
	if (t.behind)
		ui_button_link(h, url_of(pg, p, t.behind), tr(h->lang, "下一条"));
	ui_button_link(h, in_list(pg, p, m), tr(h->lang, "回到方案"));
	if (m->span_n)
		ui_button_link(h,
			str_fmt(pg->cx->a, "/plan/%lld#p%d", (long long)p->head.id.n,
				page_plan_para(text, m->span_at)),
			tr(h->lang, "看原文"));
	h_lit(h, "</div>");
}

void page_turn_keys(struct page *pg, const struct plan_row *p, const struct measure_row *m)
{
	enum lang lang = pg->h->lang;
	struct turn t = turn_of(pg, p, m->head.id);
	struct ui_key keys[6];
	int n = 0;
	if (t.behind)
		keys[n++] = (struct ui_key){"j", tr(lang, "下一条"), url_of(pg, p, t.behind)};
	if (t.before)
		keys[n++] = (struct ui_key){"k", tr(lang, "上一条"), url_of(pg, p, t.before)};
	keys[n++] = (struct ui_key){"u", tr(lang, "回到方案"), in_list(pg, p, m)};
	if (page_plan_may_edit(pg, p) && m->head.state == MEASURE_DRAFT) {
		keys[n++] = (struct ui_key){"e", tr(lang, "改文字"), S("#f_text")};
		keys[n++] = (struct ui_key){"w", tr(lang, "加单位"), S("#f_name")};
		keys[n++] = (struct ui_key){"d", tr(lang, "加时限"), S("#f_when")};
	}
	ui_keys(pg->h, keys, n);
}

void page_plan_keys(struct page *pg, const struct plan_row *p)
{
	enum lang lang = pg->h->lang;
	struct ui_key keys[] = {
		{"j", tr(lang, "下一个问题或措施，回车打开"), STR_NONE},
		{"k", tr(lang, "上一个问题或措施"), STR_NONE},
		{"t", tr(lang, "原文"), S("#text")},
		{"q", tr(lang, "要您定的"), S("#ask")},
		{"m", tr(lang, "读出的措施"), S("#measures")},
		{"a", tr(lang, "填答复"), S("#f_answer")},
	};
	ui_keys(pg->h, keys, (int)NELEM(keys) - !page_plan_may_edit(pg, p));
}
