/* page_lists.c — the four lists 四张清单 of a campaign: 任务分解, 责任落实, 工作进度, 完成时限, from the
 * one set of records (PLAN-15). */
#include "base/bug.h"
#include "calendar/say.h"
#include "campaign/lists.h"
#include "campaign/page_int.h"
#include "campaign/years.h"
#include "core/rec.h"

static void draw_table(struct page *pg, const struct four_list *l)
{
	struct html *h = pg->h;
	struct ui_col cols[FOUR_COLS];
	for (int i = 0; i < l->n_cols; i++)
		cols[i] = (struct ui_col){.text = locale_find(h->lang, str_of(l->cols[i].title))};
	ui_table_begin(h, &(struct ui_table){.label = locale_find(h->lang, str_of(l->title)),
				  .cols = cols,
				  .n_cols = l->n_cols,
				  .dense = true});
	for (int r = 0; r < l->n_rows; r++) {
		ui_tr_begin(h, false);
		h_elc(h, "td", "nw", l->rows[r].cells[0]);
		for (int i = 1; i < l->n_cols; i++)
			ui_td(h, l->rows[r].cells[i]);
		ui_tr_end(h);
	}
	ui_table_end(h);
}

void page_lists(struct page *pg)
{
	struct campaign_row *c = page_campaign_asked(pg);
	if (c == NULL)
		return;
	page_campaign_open(pg, c, "/lists");
	years_bar(pg, c, "/lists");
	ui_stack_begin(pg->h);
	for (int i = 0; i < FOUR_LISTS; i++) {
		struct four_list *l = lists_load(
			pg->cx, c->head.id, (enum four_kind)i, years_asked(pg, c));
		ui_card_begin(pg->h,
			&(struct ui_card){.title = locale_find(pg->h->lang, str_of(l->title))});
		if (l->n_rows == 0)
			ui_empty(pg->h, tr(pg->h->lang, "还没有签发的方案"),
				tr(pg->h->lang,
					"在“方案导入”里导入、核对、签发以后，这里就有了。"));
		else
			draw_table(pg, l);
		ui_card_end(pg->h);
	}
	ui_stack_end(pg->h);
	page_close(pg);
}
