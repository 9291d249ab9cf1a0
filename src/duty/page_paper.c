/* page_paper.c — on the desk: the signed form of head and liaison, as long as the actor's unit owes
 * it to a campaign that asks for it (ORG-08). */
#include "duty/page_int.h"
#include "plan/contact.h"

static void draw(struct page *pg, rid unit, const struct contact_of_unit *of)
{
	struct html *h = pg->h;
	struct arena *a = pg->cx->a;
	bool dated = day_is_set(of->due), late = dated && of->due.n < pg->cx->today.n;
	struct str limit = locale_weekday(a, h->lang, of->due, h->today);
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "联络员信息表")});
	ui_list_begin(h);
	ui_brief(h,
		&(struct ui_brief){.lamp = late ? LAMP_RED : LAMP_YELLOW,
			.word = of->form.paper ? tr(h->lang, "人员有变动，要重报")
					       : tr(h->lang, "还没有交"),
			.url = str_fmt(a, "/campaign/%lld/contact/%lld", (long long)of->campaign.n,
				(long long)unit.n),
			.title = of->campaign_name,
			.meta = dated ? trf(a, h->lang,
						"打印、签名、盖章后交专项活动办公室，限 %.*s",
						STR_ARG(limit))
				      : tr(h->lang, "打印、签名、盖章以后，交专项活动办公室。")});
	ui_list_end(h);
	ui_card_end(h);
}

void page_paper_desk(struct page *pg)
{
	struct ctx *cx = pg->cx;
	struct contact_of_unit *at;
	rid unit = cx->who->unit;
	bool works = actor_may(cx, "due.report", unit) || actor_may(cx, "due.accept", unit);
	bool may = !cx->past && unit.n && works && actor_may(cx, "campaign.read", RID_NONE) &&
		   actor_may(cx, "org.read", unit);
	int n = may ? contact_of(cx, unit, &at) : 0;
	for (int i = 0; i < n; i++)
		if (at[i].asked && (at[i].form.paper == NULL || at[i].form.changed))
			draw(pg, unit, &at[i]);
}
