/* page_edition.c — 与上一版的差别: what issuing a later edition changes, duty by duty, for the
 * reviewer and the one who signs, with what the units say to it (PLAN-40, N3). Only looks;
 * page_consult.c and page_issue.c act. */
#include "plan/hurdle.h"
#include "base/bug.h"
#include "calendar/period.h"
#include "campaign/consult.h"
#include "campaign/issue_int.h"
#include "campaign/page_int.h"
#include "core/rec.h"
#include "core/tree.h"
#include "plan/squad.h"

enum { LINES = 300, ITEMS = 3, UNITS = 4, UNITS_BYTES = 4096 };

static struct str item_words(struct page *pg, const struct edition_item *it)
{
	struct html *h = pg->h;
	struct str was = locale_day(pg->cx->a, h->lang, it->was, h->today);
	struct str now = locale_day(pg->cx->a, h->lang, it->now, h->today);
	struct str gap = it->period.n ? S(" ") : STR_NONE;
	struct str period = period_words(pg->cx->a, it->period);
	if (it->occur)
		return day_is_set(it->now) ? trf(pg->cx->a, h->lang, "新增 %.*s%.*s%.*s",
						     STR_ARG(period), STR_ARG(gap), STR_ARG(now))
					   : tr(h->lang, "新增一项，到期日随事件定");
	if (!day_is_set(it->now))
		return trf(pg->cx->a, h->lang, "取消 %.*s%.*s%.*s", STR_ARG(period), STR_ARG(gap),
			STR_ARG(was));
	return trf(pg->cx->a, h->lang, "%.*s%.*s%.*s → %.*s", STR_ARG(period), STR_ARG(gap),
		STR_ARG(was), STR_ARG(now));
}

static void draw_items(struct page *pg, const struct edition_line *e)
{
	struct html *h = pg->h;
	if (e->to.n != e->was_to.n && e->what == EDITION_MOVED) {
		struct str receiver = tree_unit_name(pg->cx, e->to);
		h_el(h, "div", trf(pg->cx->a, h->lang, "改由%.*s接收", STR_ARG(receiver)));
	}
	for (int i = 0; i < e->n_items && i < ITEMS; i++)
		h_elc(h, "div", "nw", item_words(pg, &e->items[i]));
	if (e->n_items > ITEMS)
		h_elc(h, "div", "q", trf(pg->cx->a, h->lang, "……共 %d 项", e->n_items));
	if (e->held)
		h_el(h, "div",
			trf(pg->cx->a, h->lang, "%lld 项新日期已经过去，仍按原日期",
				(long long)e->held));
	if (e->overdue)
		h_el(h, "div",
			trf(pg->cx->a, h->lang, "其中 %lld 项已经逾期", (long long)e->overdue));
	if (e->kept)
		h_elc(h, "div", "q", trf(pg->cx->a, h->lang, "%lld 项照旧", (long long)e->kept));
}

/* ---- units to which the same happens ---- */

static bool is_same_item(const struct edition_item *x, const struct edition_item *y)
{
	return x->was.n == y->was.n && x->now.n == y->now.n && x->now_min == y->now_min &&
	       !x->occur == !y->occur && str_eq(x->period, y->period);
}

static bool is_alike(const struct edition_line *x, const struct edition_line *y)
{
	bool same = x->what == y->what && x->measure == y->measure && str_eq(x->was, y->was) &&
		    str_eq(x->now, y->now) && x->n_items == y->n_items && x->kept == y->kept &&
		    x->held == y->held && x->overdue == y->overdue && x->to.n == y->to.n &&
		    x->was_to.n == y->was_to.n && x->what != EDITION_UNIT;
	for (int i = 0; same && i < x->n_items; i++)
		same = is_same_item(&x->items[i], &y->items[i]);
	return same;
}

/* A leader's own quota is the leader's, a team's the team's, whatever unit it hangs on. */
static struct str unit_of(struct page *pg, const struct edition_line *e)
{
	rid person = e->part ? e->part->person : e->old ? e->old->person : RID_NONE;
	rid squad = e->part ? e->part->squad : e->old ? e->old->squad : RID_NONE;
	if (squad.n)
		return rec_title(pg->cx, &squad_kind, squad);
	if (person.n)
		return tree_person_name(pg->cx, person);
	return tree_unit_name(pg->cx, e->unit.n ? e->unit : e->was_unit);
}

/* The units of the line at `i` and of those behind it that say the same, which are taken. */
static struct str units_of(struct page *pg, const struct edition_diff *d, size_t i, bool *taken)
{
	struct buf b = buf_in(pg->cx->a, UNITS_BYTES);
	int n = 0;
	for (size_t k = i; k < d->n && d->at[k].measure == d->at[i].measure; k++) {
		if (taken[k] || !is_alike(&d->at[i], &d->at[k]))
			continue;
		taken[k] = true;
		if (n++ >= UNITS)
			continue;
		if (b.n)
			buf_lit(&b, "、");
		buf_str(&b, unit_of(pg, &d->at[k]));
	}
	struct str names = buf_view(&b);
	return n > UNITS ? trf(pg->cx->a, pg->h->lang, "%.*s等 %d 个单位", STR_ARG(names), n)
			 : names;
}

static void draw_line(struct page *pg, const struct edition_line *e, struct str unit)
{
	struct html *h = pg->h;
	ui_tr_begin(h, false);
	h_lit(h, "<td class=\"nw\">");
	h_text(h, locale_find(h->lang, str_of(edition_label(e->what))));
	h_lit(h, "</td>");
	struct str path = plan_short_path(pg->cx->a, e->measure->path);
	ui_td(h, str_fmt(pg->cx->a, "%.*s %.*s", STR_ARG(path), STR_ARG(e->measure->heading)));
	struct str was = tree_unit_name(pg->cx, e->was_unit);
	ui_td(h, e->what == EDITION_UNIT
			 ? str_fmt(pg->cx->a, "%.*s → %.*s", STR_ARG(was), STR_ARG(unit))
			 : unit);
	ui_td(h, e->was.n && e->now.n && !str_eq(e->was, e->now)
			 ? str_fmt(pg->cx->a, "%.*s → %.*s", STR_ARG(e->was), STR_ARG(e->now))
		 : e->now.n ? e->now
			    : e->was);
	h_lit(h, "<td>");
	draw_items(pg, e);
	h_lit(h, "</td>");
	ui_tr_end(h);
}

static void draw_table(struct page *pg, const struct edition_diff *d)
{
	struct html *h = pg->h;
	struct ui_col cols[] = {{.text = tr(h->lang, "变化")}, {.text = tr(h->lang, "措施")},
		{.text = tr(h->lang, "单位")}, {.text = tr(h->lang, "原文时限")},
		{.text = tr(h->lang, "应报")}};
	int shown = 0;
	bool *taken = arena_array(pg->cx->a, d->n + 1, sizeof *taken);
	ui_table_begin(
		h, &(struct ui_table){
			   .label = tr(h->lang, "责任变化"), .cols = cols, .n_cols = NELEM(cols)});
	for (int what = EDITION_MOVED; what < EDITIONS; what++)
		for (size_t i = 0; i < d->n && shown < LINES; i++)
			if ((int)d->at[i].what == what && !taken[i]) {
				draw_line(pg, &d->at[i], units_of(pg, d, i, taken));
				shown++;
			}
	ui_table_end(h);
}

void page_edition_draw(struct page *pg, const struct edition_diff *d)
{
	struct html *h = pg->h;
	int64_t changed = 0;
	for (int what = EDITION_MOVED; what < EDITIONS; what++)
		changed += d->lines[what];
	ui_card_begin(h, &(struct ui_card){.title = trf(pg->cx->a, h->lang,
						   "与第 %lld 版相比，%lld 项责任有变化",
						   (long long)d->was->edition, (long long)changed),
				 .count = trf(pg->cx->a, h->lang, "%lld 项不变",
					 (long long)d->lines[EDITION_SAME])});
	if (changed == 0) {
		ui_empty(h, tr(h->lang, "责任没有变化"),
			tr(h->lang, "签发以后只换措施的文字，已报的和到期日都照旧。"));
	} else {
		ui_body_begin(h);
		h_el(h, "p",
			trf(pg->cx->a, h->lang,
				"时限变更 %lld，单位变更 %lld，新增 %lld，取消 %lld；"
				"应报改期 %lld 项，新增 %lld 项，取消 %lld 项。",
				(long long)d->lines[EDITION_MOVED],
				(long long)d->lines[EDITION_UNIT], (long long)d->lines[EDITION_NEW],
				(long long)d->lines[EDITION_DROPPED], (long long)d->moved,
				(long long)d->added, (long long)d->cancelled));
		if (d->gone.dues)
			h_el(h, "p",
				trf(pg->cx->a, h->lang,
					"新增的应报里有 %lld 项今天以前就到期了，签发时要定怎么记。",
					(long long)d->gone.dues));
		if (changed > LINES)
			h_elc(h, "p", "q",
				trf(pg->cx->a, h->lang,
					"相同的变化合并成一行，最多列 %d 行；逐条的用 duban plan issue "
					"--dry-run 打印。",
					LINES));
		ui_body_end(h);
		draw_table(pg, d);
	}
	ui_card_end(h);
}

/* Each open point may still change who owes what and when. */
static void draw_provisional(struct page *pg, const struct plan_row *p)
{
	struct html *h = pg->h;
	struct plan_hurdle *hurdle;
	bool open = p->head.state == PLAN_READING || p->head.state == PLAN_REVIEW;
	int n = open ? plan_hurdles(pg->cx, p->head.id, &hurdle) : 0;
	if (n)
		ui_note(h, NOTE_YELLOW, tr(h->lang, "暂定"),
			trf(pg->cx->a, h->lang,
				"这一版还有 %d 件事没有定，答完以后差别还会变。签发前请再看一遍。",
				n));
}

static void open_page(struct page *pg, const struct plan_row *p, struct str lead)
{
	struct ui_link crumb = {
		str_fmt(pg->cx->a, "/plan/%lld", (long long)p->head.id.n), p->title};
	page_open(pg, &(struct page_frame){.title = tr(pg->h->lang, "与上一版的差别"),
			      .nav = S("/plan"),
			      .crumbs = &crumb,
			      .n_crumbs = 1,
			      .lead = lead});
}

static void draw_diff(struct page *pg, const struct plan_row *p, enum flow_code code,
	const struct edition_diff *d, struct errs *said)
{
	struct html *h = pg->h;
	struct consult c;
	open_page(pg, p, STR_NONE);
	for (size_t i = 0; i < pg->cx->errs->n; i++)
		ui_note(h, NOTE_RED, STR_NONE, pg->cx->errs->at[i].text);
	ui_stack_begin(h);
	if (code == FLOW_OK) {
		pg->cx->errs = said;
		draw_provisional(pg, p);
		consult_load(pg->cx, p->head.id, d, &c);
		page_consult_draw(pg, p, &c, true);
		page_edition_draw(pg, d);
		page_pair_draw(pg, p);
	}
	ui_stack_end(h);
	page_close(pg);
}

/* What has taken effect is no difference any more; who was asked and what they said stays. */
static void draw_kept(struct page *pg, const struct plan_row *p)
{
	open_page(pg, p, tr(pg->h->lang, "这一版的差别已经生效，记在每个事项的经过里。"));
	ui_stack_begin(pg->h);
	page_consult_kept(pg, p);
	ui_stack_end(pg->h);
	page_close(pg);
}

void page_edition(struct page *pg)
{
	struct edition_diff d;
	struct errs *said = pg->cx->errs; /* about what was sent */
	int64_t id;
	if (!http_arg_id(pg->q, 0, &id) || !flow_may_see(pg->cx, &plan_kind, (rid){id})) {
		page_absent(pg);
		return;
	}
	const struct plan_row *p = rec_need(pg->cx, &plan_kind, (rid){id});
	if (p->supersedes.n && p->head.state != PLAN_READING && p->head.state != PLAN_REVIEW) {
		draw_kept(pg, p);
		return;
	}
	pg->cx->errs = errs_new(pg->cx->a);
	enum flow_code code = edition_compare(pg->cx, p->head.id, &d);
	if (code != FLOW_OK && code != FLOW_INVALID) {
		page_refuse(pg, code);
		return;
	}
	draw_diff(pg, p, code, &d, said);
}
