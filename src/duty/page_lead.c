/* page_lead.c — on the page of a measure: its marks with the countermeasures (PLAN-38), and its
 * lead units with what each still owes, in words (PLAN-06). */
#include "duty/lead.h"
#include "duty/page_int.h"

void page_measure_marks(struct page *pg, const struct measure_row *m)
{
	struct html *h = pg->h;
	bool may = actor_may(pg->cx, "campaign.edit", m->head.unit) &&
		   m->head.state != MEASURE_CANCELLED && m->head.state != MEASURE_SUPERSEDED;
	if (!may && !m->pilot && !m->key_task && m->counter.n == 0 && m->theme.n == 0)
		return;
	h_lit(h, "<p>");
	if (m->pilot)
		ui_chip(h, CHIP_CADENCE, tr(h->lang, "先行先试"));
	if (m->key_task)
		ui_chip(h, CHIP_CADENCE, tr(h->lang, "重点推进"));
	if (m->theme.n)
		ui_chip(h, CHIP, m->theme);
	if (may) {
		h_lit(h, " ");
		h_link(h, str_fmt(pg->cx->a, "/k/measure/%lld", (long long)m->head.id.n),
			tr(h->lang, "归类与标记"));
	}
	h_lit(h, "</p>");
	page_report_text(h, tr(h->lang, "对策措施"), m->counter);
}

static struct str owes_word(struct page *pg, const struct lead_line *l)
{
	enum lang lang = pg->h->lang;
	if (l->late)
		return trf(pg->cx->a, lang, "还欠 %lld 项，其中逾期 %lld 项", (long long)l->owes,
			(long long)l->late);
	if (l->owes)
		return trf(pg->cx->a, lang, "还欠 %lld 项，都没有到期", (long long)l->owes);
	return l->asked ? tr(lang, "已交齐") : tr(lang, "没有要报的");
}

static struct str items_url(struct page *pg, const struct measure_row *m, rid unit)
{
	return str_fmt(pg->cx->a, "/due?view=all&measure=%lld&unit=%lld", (long long)m->head.id.n,
		(long long)unit.n);
}

void page_measure_leads(struct page *pg, const struct measure_row *m)
{
	struct html *h = pg->h;
	struct lead_line *at;
	int n = lead_lines(pg->cx, m->head.id, &at);
	if (n == 0)
		return;
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "牵头单位"),
				 .count = str_fmt(pg->cx->a, "%d", n)});
	bool may = actor_may(pg->cx, "due.read", RID_NONE);
	h_lit(h, "<ul class=\"lst\">");
	for (int i = 0; i < n; i++)
		ui_brief(h, &(struct ui_brief){.lamp = at[i].late   ? LAMP_RED
						       : at[i].owes ? LAMP_GREEN
								    : LAMP_BLUE,
				    .word = owes_word(pg, &at[i]),
				    .url = may ? items_url(pg, m, at[i].unit) : STR_NONE,
				    .title = at[i].name,
				    .meta = at[i].first ? tr(h->lang, "第一牵头") : STR_NONE});
	h_lit(h, "</ul>");
	ui_card_end(h);
}
