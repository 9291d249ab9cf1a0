/* page_seal.c — 存证: the log for those who may read it, and the walk that proves it (the auditor's
 * screen; SEC-01). It shows who changed which record when, never what business texts say. */
#include "base/bug.h"
#include "base/num.h"
#include "core/actor.h"
#include "org/page.h"
#include "seal/seal.h"
#include "seal/seal_verify.h"
#include "web/page.h"
#include "web/ui.h"

enum { ENTRIES = 50 };

static void draw_entry(struct page *pg, const struct seal_entry *e)
{
	struct html *h = pg->h;
	ui_tr_begin(h, false);
	ui_td_int(h, e->seq);
	ui_td(h, locale_stamp(pg->cx->a, h->lang, e->at, h->today));
	ui_td(h, str_fmt(pg->cx->a, "%.*s %lld", STR_ARG(e->kind), (long long)e->record.n));
	ui_td(h, e->verb);
	h_elc(h, "td", "hide-m", e->reason);
	ui_tr_end(h);
}

static void draw_log(struct page *pg)
{
	struct html *h = pg->h;
	int64_t before = 0;
	size_t n;
	num_int(http_param(pg->q, S("before")), 1, INT64_MAX, &before);
	struct seal_entry *at = seal_latest(pg->cx->db, before, ENTRIES, pg->cx->a, &n);
	struct ui_col cols[] = {{.text = tr(h->lang, "编号"), .right = true},
		{.text = tr(h->lang, "时间")}, {.text = tr(h->lang, "记录")},
		{.text = tr(h->lang, "动作")}, {.text = tr(h->lang, "理由"), .hide_small = true}};
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "日志"),
				 .count = trf(pg->cx->a, h->lang, "共 %lld 条",
					 (long long)seal_size(pg->cx->db)),
				 .more = n == ENTRIES ? tr(h->lang, "更早的") : STR_NONE,
				 .more_url = n ? str_fmt(pg->cx->a, "/seal?before=%lld",
							 (long long)at[n - 1].seq)
					       : STR_NONE});
	ui_table_begin(h, &(struct ui_table){.label = tr(h->lang, "日志"),
				  .cols = cols,
				  .n_cols = NELEM(cols),
				  .dense = true});
	for (size_t i = 0; i < n; i++)
		draw_entry(pg, &at[i]);
	ui_table_end(h);
	ui_card_end(h);
}

static void draw_report(struct page *pg, const struct seal_report *r)
{
	struct html *h = pg->h;
	if (r->bad)
		ui_note(h, NOTE_RED, trf(pg->cx->a, h->lang, "第 %lld 条对不上", (long long)r->bad),
			r->what);
	else
		ui_note(h, NOTE_BLUE, tr(h->lang, "存证完整"),
			trf(pg->cx->a, h->lang, "核验了 %lld 条，成批建立的记录 %lld 条。",
				(long long)r->entries, (long long)r->rows));
}

static void draw(struct page *pg, const struct seal_report *r)
{
	struct html *h = pg->h;
	page_open(pg,
		&(struct page_frame){.title = tr(h->lang, "存证"),
			.nav = S("/seal"),
			.lead = tr(h->lang,
				"每次变动一条，前后相连。改动或删去任何一条，核验时都会发现。")});
	if (r)
		draw_report(pg, r);
	ui_form_begin(h, &(struct ui_form){.action = S("/seal")});
	page_tokens(pg);
	ui_button(h, &(struct ui_button){.text = tr(h->lang, "核验全部存证"), .primary = true});
	ui_form_end(h);
	draw_log(pg);
	page_close(pg);
}

static void show(struct page *pg)
{
	draw(pg, NULL);
}

static void verify(struct page *pg)
{
	struct seal_report r;
	struct seal_verify_opt opt = {0};
	if (seal_verify(pg->cx->db, &opt, pg->cx->a, &r) == DB_OK)
		draw(pg, &r);
	else
		page_refuse(pg, FLOW_WORLD);
}

static const struct page_def show_def = {.fn = show, .perm = "log.read"};
static const struct page_def verify_def = {.fn = verify, .perm = "log.read"};
static const struct route_param show_params[] = {{.name = "before", .max = 20}, {0}};

const struct route seal_routes[] = {
	{.verb = VERB_GET,
		.pattern = "/seal",
		.fn = page_serve,
		.more = &show_def,
		.params = show_params},
	{.verb = VERB_POST, .pattern = "/seal", .fn = page_serve, .more = &verify_def},
	{0},
};
