/* page_library.c — 依据文件库: superior plans and governing documents, who rests on them, which clause
 * which measure answers, and what of a superior plan nobody answers (PLAN-01, PLAN-03). */
#include "base/bug.h"
#include "base/num.h"
#include "core/rec.h"
#include "plan/library.h"
#include "plan/page_int.h"
#include "web/ui_list.h"

static struct str plan_url(struct page *pg, rid plan)
{
	return str_fmt(pg->cx->a, "/plan/%lld", (long long)plan.n);
}

static struct str word_of(struct page *pg, const struct library_doc *d)
{
	return d->kind == LINK_SUPERIOR ? tr(pg->h->lang, "上级方案") : tr(pg->h->lang, "依据文件");
}

static struct str about(struct page *pg, const struct library_doc *d)
{
	if (!day_is_set(d->issued))
		return d->number;
	struct str issued = locale_day(pg->cx->a, pg->h->lang, d->issued, pg->h->today);
	return trf(pg->cx->a, pg->h->lang, "%.*s · %.*s印发", STR_ARG(d->number), STR_ARG(issued));
}

static void draw_doc(struct page *pg, const struct library_doc *d, bool here)
{
	struct library_answer *answers;
	struct measure_row **gaps;
	struct html *h = pg->h;
	int n = library_answers(pg->cx, d, &answers);
	int open = library_gaps(pg->cx, d, answers, n, &gaps);
	struct str counts = trf(pg->cx->a, h->lang, "%zu 份方案 · %d 项措施对应", d->plans.n, n);
	ui_item(h, &(struct ui_item){.lamp = open ? LAMP_YELLOW : LAMP_BLUE,
			   .word = word_of(pg, d),
			   .url = str_fmt(
				   pg->cx->a, "/library?link=%lld#doc", (long long)d->first_link.n),
			   .title = d->title,
			   .meta = counts,
			   .chip = open ? trf(pg->cx->a, h->lang, "%d 条没有对应", open) : STR_NONE,
			   .open = here});
}

/* ---- one document ---- */

static void draw_plans(struct page *pg, const struct library_doc *d)
{
	struct html *h = pg->h;
	ui_card_begin(
		h, &(struct ui_card){.title = d->title, .count = about(pg, d), .id = S("doc")});
	ui_list_begin(h);
	if (d->kind == LINK_SUPERIOR && d->target.n && flow_may_see(pg->cx, &plan_kind, d->target))
		ui_brief(h, &(struct ui_brief){.lamp = LAMP_NONE,
				    .url = plan_url(pg, d->target),
				    .title = tr(h->lang, "打开这份上级方案")});
	for (size_t i = 0; i < d->plans.n; i++)
		ui_brief(h, &(struct ui_brief){.lamp = LAMP_NONE,
				    .url = str_cat(
					    pg->cx->a, plan_url(pg, d->plans.at[i]), S("/links")),
				    .title = rec_title(pg->cx, &plan_kind, d->plans.at[i]),
				    .meta = tr(h->lang, "以它为依据")});
	ui_list_end(h);
	ui_card_end(h);
}

static void draw_answers(struct page *pg, const struct library_answer *a, int n)
{
	struct html *h = pg->h;
	struct ui_col cols[] = {{.text = tr(h->lang, "条款")}, {.text = tr(h->lang, "措施")},
		{.text = tr(h->lang, "方案")}};
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "措施对应的条款")});
	if (n == 0)
		ui_empty(h, tr(h->lang, "还没有记下"),
			tr(h->lang, "在方案的“上级方案和依据”里记下每项措施对应第几条。"));
	else
		ui_table_begin(h, &(struct ui_table){.label = tr(h->lang, "措施对应的条款"),
					  .cols = cols,
					  .n_cols = NELEM(cols)});
	for (int i = 0; i < n; i++) {
		ui_tr_begin(h, false);
		ui_td(h, a[i].clause);
		ui_td(h, rec_title(pg->cx, &measure_kind, a[i].measure));
		ui_td_quiet(h, rec_title(pg->cx, &plan_kind, a[i].plan));
		ui_tr_end(h);
	}
	if (n)
		ui_table_end(h);
	ui_card_end(h);
}

static void draw_gaps(struct page *pg, struct measure_row *const *gaps, int n)
{
	struct html *h = pg->h;
	if (n == 0)
		return;
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "没有措施对应的"),
				 .count = trf(pg->cx->a, h->lang, "%d 条", n)});
	ui_list_begin(h);
	for (int i = 0; i < n; i++)
		ui_brief(h, &(struct ui_brief){.lamp = LAMP_NONE,
				    .title = measure_kind.title(pg->cx, gaps[i])});
	ui_list_end(h);
	ui_card_end(h);
}

static void draw_one(struct page *pg, const struct library_doc *d)
{
	struct library_answer *answers;
	struct measure_row **gaps;
	int n = library_answers(pg->cx, d, &answers);
	int open = library_gaps(pg->cx, d, answers, n, &gaps);
	draw_plans(pg, d);
	draw_gaps(pg, gaps, open);
	draw_answers(pg, answers, n);
}

/* ---- all ---- */

void page_library(struct page *pg)
{
	struct html *h = pg->h;
	struct library_doc *d;
	int64_t asked = 0;
	int n = library_docs(pg->cx, &d), here = -1;
	struct ui_link crumb = {S("/plan"), tr(h->lang, "方案导入")};
	num_int(http_param(pg->q, S("link")), 1, INT64_MAX, &asked);
	for (int i = 0; i < n; i++)
		if (d[i].first_link.n == asked)
			here = i;
	page_open(pg, &(struct page_frame){.title = tr(h->lang, "依据文件库"),
			      .nav = S("/plan"),
			      .crumbs = &crumb,
			      .n_crumbs = 1,
			      .lead = trf(pg->cx->a, h->lang, "共 *%d* 份上级方案和文件。", n)});
	ui_cols_begin(h, COLS_5_5);
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "上级方案和依据")});
	if (n == 0)
		ui_empty(h, tr(h->lang, "还没有关联"),
			tr(h->lang, "在方案的“上级方案和依据”里写明根据哪份上级方案、哪些文件。"));
	ui_list_begin(h);
	for (int i = 0; i < n; i++)
		draw_doc(pg, &d[i], i == here);
	ui_list_end(h);
	ui_card_end(h);
	ui_stack_begin(h);
	if (here >= 0)
		draw_one(pg, &d[here]);
	ui_stack_end(h);
	ui_cols_end(h);
	page_close(pg);
}
