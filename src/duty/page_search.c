/* page_search.c — full-text search over measures, reports and what units do for them, within what
 * the reader may see. */
#include "base/bug.h"
#include "core/actor.h"
#include "core/query.h"
#include "core/rec.h"
#include "core/tree.h"
#include "duty/claim.h"
#include "duty/entry.h"
#include "duty/page_int.h"
#include "duty/task.h"

enum { HITS = 30 };

static void draw_measure(struct page *pg, const struct measure_row *m)
{
	ui_item(pg->h, &(struct ui_item){.lamp = LAMP_OPEN,
			       .word = tr(pg->h->lang, "措施"),
			       .url = str_fmt(pg->cx->a, "/campaign/%lld/measure/%lld",
				       (long long)m->campaign.n, (long long)m->head.id.n),
			       .title = measure_kind.title(pg->cx, m)});
}

static void draw_report(struct page *pg, const struct report_row *r)
{
	ui_item(pg->h, &(struct ui_item){.lamp = LAMP_OPEN,
			       .word = tr(pg->h->lang, "报送"),
			       .url = page_due_url(pg->cx->a, r->due),
			       .title = report_kind.title(pg->cx, r),
			       .meta = r->progress});
}

/* Claims, steps of a unit's own plan and entries: each on the page on which it is dealt with. */
static void draw_other(struct page *pg, const struct kind *k, const void *row)
{
	const struct rec_head *head = row;
	struct str url = k == &task_kind ? str_fmt(pg->cx->a, "/task/%lld", (long long)head->id.n)
			 : k == &entry_kind
				 ? page_due_url(pg->cx->a, ((const struct entry_row *)row)->due)
				 : str_fmt(pg->cx->a, "/k/claim/%lld", (long long)head->id.n);
	ui_item(pg->h, &(struct ui_item){.lamp = LAMP_OPEN,
			       .word = locale_find(pg->h->lang, str_of(k->label)),
			       .url = url,
			       .title = rec_title(pg->cx, k, head->id),
			       .meta = tree_unit_name(pg->cx, head->unit)});
}

/* The hits of one kind; their number. */
static int draw_hits(struct page *pg, const struct kind *k, struct str words)
{
	struct query q = {.kind = k, .search = words, .order = "-id", .per_page = HITS};
	void **rows;
	if (!actor_may(pg->cx, k->read_perm, RID_NONE))
		return 0;
	int n = query_rows(pg->cx, &q, &rows);
	for (int i = 0; i < n && i < HITS; i++)
		if (k == &measure_kind)
			draw_measure(pg, rows[i]);
		else if (k == &report_kind)
			draw_report(pg, rows[i]);
		else
			draw_other(pg, k, rows[i]);
	return n;
}

/* Small screens have no box in the top bar. */
static void draw_box(struct page *pg, struct str words)
{
	struct ui_param params[] = {{S("q"), words}};
	struct ui_query here = {.path = S("/search"), .params = params, .n = 1};
	h_lit(pg->h, "<div class=\"only-m\">");
	ui_filters(pg->h, &here, NULL, 0, S("q"), tr(pg->h->lang, "搜索措施、单位、编号"));
	h_lit(pg->h, "</div>");
}

static void search(struct page *pg)
{
	struct html *h = pg->h;
	static const struct kind *const kinds[] = {
		&measure_kind, &report_kind, &claim_kind, &task_kind, &entry_kind};
	struct str words = str_trim(http_param(pg->q, S("q")));
	int n = 0;
	page_open(pg, &(struct page_frame){.title = tr(h->lang, "搜索"), .lead = words});
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "措施、报送和办理记录")});
	draw_box(pg, words);
	ui_list_begin(h);
	if (words.n) {
		for (size_t i = 0; i < NELEM(kinds); i++)
			n += draw_hits(pg, kinds[i], words);
	}
	ui_list_end(h);
	if (words.n == 0)
		ui_empty(h, tr(h->lang, "要找什么？"),
			tr(h->lang, "在最上面的框里写措施、单位或编号，两个字就可以。"));
	else if (n == 0)
		ui_empty(h, tr(h->lang, "没有找到"), tr(h->lang, "换个词再试，两个字也可以。"));
	ui_card_end(h);
	page_close(pg);
}

static const struct page_def search_def = {.fn = search};
static const struct route_param search_params[] = {{.name = "q", .max = 200}, {0}};

const struct route search_routes[] = {
	{.verb = VERB_GET,
		.pattern = "/search",
		.fn = page_serve,
		.more = &search_def,
		.params = search_params},
	{0},
};
