/* page_squad.c — 督导组: the inspection teams of a campaign and whether each has done its days of the
 * month (ORG-17, TIME-15). Who inspected what is not asked here: no signing in, no score. */
#include "base/bug.h"
#include "calendar/period.h"
#include "campaign/page_setup_int.h"
#include "campaign/squads.h"
#include "core/flow.h"
#include "core/tree.h"
#include "plan/squad.h"
#include "web/ui_list.h"

enum { PERIODS = 3 };

/* No link for who may not read the record itself. */
static struct str record_url(struct page *pg, const struct squad_row *q)
{
	if (!flow_may_see(pg->cx, &squad_kind, q->head.id))
		return STR_NONE;
	return str_fmt(pg->cx->a, "/k/squad/%lld", (long long)q->head.id.n);
}

/* ---- the teams ---- */

static struct str one_line(struct page *pg, struct str members)
{
	return str_replace(pg->cx->a, members, S("\n"), S("、"));
}

static struct str span_words(struct page *pg, const struct squad_row *q)
{
	if (!day_is_set(q->until_day)) {
		struct str from = page_setup_day(pg, q->from_day);
		return trf(pg->cx->a, pg->h->lang, "%.*s起", STR_ARG(from));
	}
	struct str from = page_setup_day(pg, q->from_day);
	struct str until = page_setup_day(pg, q->until_day);
	return trf(pg->cx->a, pg->h->lang, "%.*s至%.*s", STR_ARG(from), STR_ARG(until));
}

static void draw_squad(struct page *pg, const struct squad_row *q)
{
	struct html *h = pg->h;
	bool stands = q->head.state == SQUAD_ACTIVE;
	struct buf b = buf_in(pg->cx->a, 8192);
	struct str leader = tree_person_name(pg->cx, q->leader);
	buf_str(&b, trf(pg->cx->a, h->lang, "组长 %.*s", STR_ARG(leader)));
	if (q->members.n) {
		struct str members = one_line(pg, q->members);
		buf_str(&b, trf(pg->cx->a, h->lang, " · 成员 %.*s", STR_ARG(members)));
	}
	if (q->mandate.n)
		buf_fmt(&b, " · %.*s", STR_ARG(q->mandate));
	struct str span = span_words(pg, q);
	buf_fmt(&b, " · %.*s", STR_ARG(span));
	ui_item(h, &(struct ui_item){.lamp = stands ? LAMP_GREEN : LAMP_GREY,
			   .word = stands ? tr(h->lang, "在督导") : tr(h->lang, "已结束"),
			   .url = record_url(pg, q),
			   .title = q->name,
			   .meta = buf_view(&b)});
}

static void draw_new(struct page *pg, const struct campaign_row *c)
{
	struct html *h = pg->h;
	char today[DAY_TEXT];
	ui_foot_begin(h);
	ui_button_link(h,
		str_fmt(pg->cx->a,
			"/k/squad/new?campaign=%lld&unit=%lld&from_day=%s"
			"&back=/campaign/%lld/squads",
			(long long)c->head.id.n, (long long)c->office.n,
			day_text(pg->cx->today, today), (long long)c->head.id.n),
		tr(h->lang, "组建督导组"));
	ui_foot_end(h);
}

static void draw_squads(struct page *pg, const struct campaign_row *c, struct squad_row **at, int n)
{
	struct html *h = pg->h;
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "督导组"),
				 .count = str_fmt(pg->cx->a, "%d", n)});
	if (n == 0)
		ui_empty(h, tr(h->lang, "还没有督导组"),
			tr(h->lang, "方案要求每个组每月督导若干天的，先在这里组建督导组再签发。"));
	ui_list_begin(h);
	for (int i = 0; i < n; i++)
		draw_squad(pg, at[i]);
	ui_list_end(h);
	if (page_setup_edits(pg, c))
		draw_new(pg, c);
	ui_card_end(h);
}

/* ---- their days ---- */

static const struct squad_count *find(
	const struct squad_count *at, int n, rid squad, struct str period)
{
	for (int i = 0; i < n; i++)
		if (at[i].squad.n == squad.n && str_eq(at[i].period, period))
			return &at[i];
	return NULL;
}

static void draw_count(struct page *pg, const struct squad_count *c, bool small)
{
	struct html *h = pg->h;
	static const enum lamp lamps[] = {
		[SQUAD_RUNNING] = LAMP_GREEN, [SQUAD_MET] = LAMP_BLUE, [SQUAD_SHORT] = LAMP_RED};
	if (small)
		h_lit(h, "<td>");
	else
		h_lit(h, "<td class=\"hide-m\">");
	if (c == NULL) {
		h_lit(h, "—</td>");
		return;
	}
	enum squad_met met = squads_met(pg->cx, c);
	struct str left = met == SQUAD_MET     ? tr(h->lang, "达到")
			  : met == SQUAD_SHORT ? trf(pg->cx->a, h->lang, "不足，差 %lld",
							 (long long)(c->need - c->done))
					       : trf(pg->cx->a, h->lang, "还差 %lld",
							 (long long)(c->need - c->done));
	ui_lamp(h, lamps[met], left);
	h_lit(h, "<div>");
	h_link(h, page_due_url(pg->cx->a, c->due),
		str_fmt(pg->cx->a, "%lld / %lld", (long long)c->done, (long long)c->need));
	h_lit(h, "</div></td>");
}

/* Of one measure: its newest periods, one column each. */
static int periods_of(const struct squad_count *at, int n, struct str out[PERIODS])
{
	int k = 0;
	for (int i = 0; i < n && k < PERIODS; i++) {
		bool again = false;
		for (int j = 0; j < k; j++)
			again |= str_eq(out[j], at[i].period);
		if (!again)
			out[k++] = at[i].period;
	}
	return k;
}

static void draw_days(struct page *pg, struct squad_row **squads, int n_squads,
	const struct squad_count *at, int n)
{
	struct html *h = pg->h;
	struct str periods[PERIODS];
	struct ui_col cols[PERIODS + 1] = {{.text = tr(h->lang, "督导组")}};
	int k = periods_of(at, n, periods);
	for (int i = 0; i < k; i++)
		cols[i + 1] = (struct ui_col){
			.text = period_words(pg->cx->a, periods[i]), .hide_small = i > 1};
	struct str up = str_first(pg->q->path, pg->q->path.n - S("/squads").n);
	ui_card_begin(h, &(struct ui_card){.title = at[0].heading,
				 .count = tr(h->lang, "已登记 / 要求"),
				 .more = tr(h->lang, "措施"),
				 .more_url = str_fmt(pg->cx->a, "%.*s/measure/%lld", STR_ARG(up),
					 (long long)at[0].measure.n)});
	ui_table_begin(
		h, &(struct ui_table){.label = at[0].heading, .cols = cols, .n_cols = k + 1});
	for (int i = 0; i < n_squads; i++) {
		ui_tr_begin(h, false);
		ui_td(h, squads[i]->name);
		for (int p = 0; p < k; p++)
			draw_count(pg, find(at, n, squads[i]->head.id, periods[p]), p < 2);
		ui_tr_end(h);
	}
	ui_table_end(h);
	ui_card_end(h);
}

void page_squads(struct page *pg)
{
	struct campaign_row *c = page_campaign_asked(pg);
	struct squad_row **squads;
	struct squad_count *at;
	if (c == NULL)
		return;
	int n_squads = squad_list(pg->cx, c->head.id, &squads);
	int n = squads_counts(pg->cx, c->head.id, &at);
	page_campaign_open(pg, c, "/squads");
	ui_stack_begin(pg->h);
	for (int i = 0, next; i < n; i = next) {
		for (next = i; next < n && at[next].measure.n == at[i].measure.n;)
			next++;
		draw_days(pg, squads, n_squads, &at[i], next - i);
	}
	draw_squads(pg, c, squads, n_squads);
	ui_stack_end(pg->h);
	page_close(pg);
}
