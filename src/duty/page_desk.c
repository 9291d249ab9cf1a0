/* page_desk.c — 工作台: what I owe, what waits for me, in the order in which it hurts (UI.md 01).
 *
 * Who reports sees late, returned and due today first, the first of them open to be reported in
 * place; then the next seven days by date; on the right what waits for others. Who only receives,
 * decides or looks after others sees that in the first column. TIME-29, ORG-12. Not here: points,
 * ranks, who is online. */
#include "base/bug.h"
#include "base/num.h"
#include "calendar/work.h"
#include "core/actor.h"
#include "core/tree.h"
#include "duty/change.h"
#include "duty/page_int.h"

enum { FIRST_MAX = 7, NEXT_MAX = 20, WAIT_MAX = 6, LATE_MAX = 7, NEXT_DAYS = 7 };

static struct due_filter owed(struct day from, struct day until, int most)
{
	return (struct due_filter){
		.perm = "due.report",
		.col = "unit",
		.states = STATE_OWED,
		.from = from,
		.until = until,
		.per_page = most,
	};
}

struct due_filter page_review_filter(int most)
{
	return (struct due_filter){
		.perm = "due.accept",
		.col = "to_unit",
		.states = STATE_BIT(DUE_REPORTED),
		.from = DAY_NONE,
		.until = DAY_NONE,
		.per_page = most,
	};
}

int64_t desk_waiting(struct ctx *cx, bool *late)
{
	struct due_filter f = owed(DAY_NONE, cx->today, 1);
	int64_t n = due_count(cx, &f);
	*late = n > 0;
	return n;
}

int64_t review_waiting(struct ctx *cx, bool *late)
{
	struct due_filter f = page_review_filter(1);
	*late = false;
	return due_count(cx, &f);
}

/* The lines of a card and how many there are in all: counted only where the lines do not say. */
struct part {
	struct due_line *at;
	int n;
	int64_t all;
};

static struct part load(struct ctx *cx, const struct due_filter *f)
{
	struct light_rules rules = light_load(cx);
	struct part p;
	int n = due_list(cx, f, &rules, &p.at);
	p.n = n > f->per_page ? f->per_page : n;
	p.all = n > f->per_page ? due_count(cx, f) : n;
	return p;
}

struct desk {
	struct part first, next; /* owed until today; in the next days */
	rid open;                /* the one that is open in place */
	int returned;
};

/* The one that was asked for, else the first that can be reported in place. */
static rid open_one(struct page *pg, const struct desk *d)
{
	rid asked = RID_NONE;
	num_int(http_param(pg->q, S("open")), 1, INT64_MAX, &asked.n);
	const struct part *parts[] = {&d->first, &d->next};
	for (size_t p = 0; asked.n && p < NELEM(parts); p++)
		for (int i = 0; i < parts[p]->n; i++)
			if (parts[p]->at[i].d.head.id.n == asked.n)
				return asked;
	for (int i = 0; i < d->first.n; i++)
		if (page_quick_fits(pg, &d->first.at[i].d))
			return d->first.at[i].d.head.id;
	return RID_NONE;
}

static struct desk load_desk(struct page *pg)
{
	struct ctx *cx = pg->cx;
	struct desk d = {0};
	struct due_filter first = owed(DAY_NONE, cx->today, FIRST_MAX);
	struct due_filter next = owed(
		day_add(cx->today, 1), day_add(cx->today, NEXT_DAYS), NEXT_MAX);
	d.first = load(cx, &first);
	d.next = load(cx, &next);
	for (int i = 0; i < d.first.n; i++)
		d.returned += d.first.at[i].d.head.state == DUE_RETURNED;
	for (int i = 0; i < d.next.n; i++)
		d.returned += d.next.at[i].d.head.state == DUE_RETURNED;
	d.open = open_one(pg, &d);
	return d;
}

/* ---- what is owed ---- */

static struct ui_item item_of(struct page *pg, const struct due_line *l)
{
	struct html *h = pg->h;
	struct arena *a = pg->cx->a;
	long long id = (long long)l->d.head.id.n;
	bool quick = page_quick_fits(pg, &l->d);
	struct str url = page_due_url(a, l->d.head.id);
	struct str who = l->doer.n ? trf(a, h->lang, "%.*s · %.*s 承办", STR_ARG(l->unit_name),
					     STR_ARG(l->doer))
				   : l->unit_name;
	return (struct ui_item){
		.id = str_fmt(a, "due-%lld", id),
		.lamp = page_lamp(l->light.light),
		.word = page_light_word(h, &l->d, &l->light),
		.url = url,
		.title = page_due_title(a, l),
		.meta = trf(a, h->lang, "措施 %.*s · 报 %.*s · %.*s", STR_ARG(l->path),
			STR_ARG(l->to_name), STR_ARG(who)),
		.act_url = quick ? str_fmt(a, "/?open=%lld#due-%lld", id, id) : url,
		.act = !quick                            ? tr(h->lang, "打开")
		       : l->d.head.state == DUE_RETURNED ? tr(h->lang, "修改重报")
							 : tr(h->lang, "报送"),
	};
}

static void draw_item(struct page *pg, const struct desk *d, const struct due_line *l)
{
	struct ui_item item = item_of(pg, l);
	bool open = l->d.head.id.n == d->open.n && page_quick_fits(pg, &l->d);
	if (!open) {
		ui_item(pg->h, &item);
		return;
	}
	item.open = true;
	item.chip = tr(pg->h->lang, "正在填写");
	item.act = item.act_url = STR_NONE;
	ui_item_begin(pg->h, &item);
	page_quick_form(pg, &l->d);
	ui_item_end(pg->h);
}

static void draw_first(struct page *pg, const struct desk *d)
{
	struct html *h = pg->h;
	const struct part *p = &d->first;
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "先办这些"),
				 .count = due_count_say(pg->cx, p->all),
				 .hot = true,
				 .more = p->all > p->n ? tr(h->lang, "全部") : STR_NONE,
				 .more_url = S("/due?view=owed")});
	if (p->n == 0)
		ui_empty(h, tr(h->lang, "今天没有到期的"), tr(h->lang, "接下来的事项列在下面。"));
	ui_list_begin(h);
	for (int i = 0; i < p->n; i++)
		draw_item(pg, d, &p->at[i]);
	ui_list_end(h);
	ui_card_end(h);
}

/* 周日 9月20日 · 调休上班 */
static struct str date_line(struct page *pg, struct day d)
{
	struct arena *a = pg->cx->a;
	struct work_look look = work_look(pg->cx->cal, d);
	struct str day = locale_weekday(a, pg->h->lang, d, pg->cx->today);
	if (look.kind == WORK_WEEKDAY)
		return day;
	struct str note = work_say(&look, d);
	return str_fmt(a, "%.*s · *%.*s*", STR_ARG(day), STR_ARG(note));
}

static void draw_next(struct page *pg, const struct desk *d)
{
	struct html *h = pg->h;
	const struct part *p = &d->next;
	struct str all = due_count_say(pg->cx, p->all);
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "未来 7 天"),
				 .count = trf(pg->cx->a, h->lang, "%.*s 项", STR_ARG(all)),
				 .more = tr(h->lang, "全部应报"),
				 .more_url = S("/due")});
	if (p->n == 0)
		ui_empty(h, tr(h->lang, "未来 7 天没有到期的"), STR_NONE);
	ui_list_begin(h);
	for (int i = 0; i < p->n; i++) {
		if (i == 0 || p->at[i].d.due_day.n != p->at[i - 1].d.due_day.n)
			ui_list_date(h, date_line(pg, p->at[i].d.due_day));
		draw_item(pg, d, &p->at[i]);
	}
	ui_list_end(h);
	ui_card_end(h);
}

/* ---- what waits for others ---- */

/* 已等 2 个工作日 */
static struct str waited(struct page *pg, struct stamp since)
{
	int n = work_count(pg->cx->cal, day_add(stamp_day(since), 1), pg->cx->today);
	return n > 0 ? trf(pg->cx->a, pg->h->lang, "已等 %d 个工作日", n)
		     : tr(pg->h->lang, "今天交的");
}

static void draw_changes_asked(struct page *pg, struct change_row *const *c, int n)
{
	for (int i = 0; i < n; i++)
		ui_brief(pg->h, &(struct ui_brief){.url = str_fmt(pg->cx->a, "/change/%lld",
							   (long long)c[i]->head.id.n),
					.title = change_kind.title(pg->cx, c[i]),
					.lamp = LAMP_YELLOW,
					.word = tr(pg->h->lang, "待批准"),
					.meta = waited(pg, c[i]->head.made)});
}

static void draw_others(struct page *pg)
{
	struct html *h = pg->h;
	struct change_row **c;
	struct due_filter f = {.perm = "due.report",
		.col = "unit",
		.states = STATE_BIT(DUE_REPORTED),
		.from = DAY_NONE,
		.until = DAY_NONE,
		.newest = true,
		.per_page = WAIT_MAX};
	struct change_filter asked = {.states = STATE_BIT(CHANGE_PROPOSED), .max = WAIT_MAX};
	struct part p = load(pg->cx, &f);
	int n = change_list(pg->cx, &asked, &c);
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "等别人的"),
				 .count = due_count_say(pg->cx, p.all + n),
				 .more = p.all > p.n ? tr(h->lang, "全部") : STR_NONE,
				 .more_url = S("/due?view=sent")});
	if (p.n + n == 0)
		ui_empty(h, tr(h->lang, "没有在等别人的"),
			tr(h->lang, "报送以后，接收前列在这里。"));
	h_lit(h, "<ul class=\"lst\">");
	for (int i = 0; i < p.n; i++) {
		struct str since = waited(pg, p.at[i].d.reported_at);
		ui_brief(h, &(struct ui_brief){.url = page_due_url(pg->cx->a, p.at[i].d.head.id),
				    .title = page_due_title(pg->cx->a, &p.at[i]),
				    .lamp = LAMP_GREY,
				    .word = tr(h->lang, "等接收"),
				    .meta = trf(pg->cx->a, h->lang, "%.*s · %.*s",
					    STR_ARG(p.at[i].to_name), STR_ARG(since))});
	}
	draw_changes_asked(pg, c, n);
	h_lit(h, "</ul>");
	ui_card_end(h);
}

/* ---- what waits for me ---- */

static struct str sent_words(struct page *pg, const struct due_line *l)
{
	struct html *h = pg->h;
	struct str when = locale_stamp(pg->cx->a, h->lang, l->d.reported_at, pg->cx->today);
	return trf(pg->cx->a, h->lang, "%.*s · %.*s 报送", STR_ARG(l->unit_name), STR_ARG(when));
}

static void draw_waiting(struct page *pg, bool wide)
{
	struct html *h = pg->h;
	struct due_filter f = page_review_filter(wide ? FIRST_MAX : WAIT_MAX);
	struct part p = load(pg->cx, &f);
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "等我接收"),
				 .count = due_count_say(pg->cx, p.all),
				 .hot = wide,
				 .more = tr(h->lang, "全部"),
				 .more_url = S("/due?view=review")});
	if (p.n == 0)
		ui_empty(h, tr(h->lang, "没有等您接收的报送"),
			tr(h->lang, "报来的会列在这里，等得久的在前。"));
	h_lit(h, "<ul class=\"lst\">");
	for (int i = 0; i < p.n; i++) {
		const struct due_line *l = &p.at[i];
		struct str url = page_due_url(pg->cx->a, l->d.head.id);
		if (wide)
			ui_item(h, &(struct ui_item){.lamp = LAMP_GREY,
					   .word = waited(pg, l->d.reported_at),
					   .url = url,
					   .title = page_due_title(pg->cx->a, l),
					   .meta = sent_words(pg, l),
					   .act_url = url,
					   .act = tr(h->lang, "看报送")});
		else
			ui_brief(h, &(struct ui_brief){.url = url,
					    .title = page_due_title(pg->cx->a, l),
					    .lamp = LAMP_GREY,
					    .word = tr(h->lang, "等接收"),
					    .meta = sent_words(pg, l)});
	}
	h_lit(h, "</ul>");
	ui_card_end(h);
}

/* Late in the units the actor looks after: what reminders did not move. */
static void draw_late(struct page *pg, const struct part *p)
{
	struct html *h = pg->h;
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "逾期没有报的"),
				 .count = due_count_say(pg->cx, p->all),
				 .hot = true,
				 .more = p->all > p->n ? tr(h->lang, "全部") : STR_NONE,
				 .more_url = S("/due?view=late")});
	if (p->n == 0)
		ui_empty(h, tr(h->lang, "没有逾期"),
			tr(h->lang, "过了期限还没有报送的会列在这里。"));
	ui_list_begin(h);
	for (int i = 0; i < p->n; i++) {
		const struct due_line *l = &p->at[i];
		struct str url = page_due_url(pg->cx->a, l->d.head.id);
		ui_item(h, &(struct ui_item){.lamp = page_lamp(l->light.light),
				   .word = page_light_word(h, &l->d, &l->light),
				   .url = url,
				   .title = page_due_title(pg->cx->a, l),
				   .meta = trf(pg->cx->a, h->lang, "%.*s · 报 %.*s",
					   STR_ARG(l->unit_name), STR_ARG(l->to_name)),
				   .act_url = url,
				   .act = tr(h->lang, "打开")});
	}
	ui_list_end(h);
	ui_card_end(h);
}

static struct part load_late(struct page *pg)
{
	struct due_filter f = {.perm = "due.remind",
		.states = STATE_OWED,
		.from = DAY_NONE,
		.until = day_add(pg->cx->today, -1),
		.per_page = LATE_MAX};
	if (!actor_may(pg->cx, "due.remind", RID_NONE))
		return (struct part){0};
	return load(pg->cx, &f);
}

/* ---- the page ---- */

static void draw_actions(struct page *pg, void *arg)
{
	(void)arg;
	if (actor_may(pg->cx, "due.read", RID_NONE))
		ui_action(pg->h, ICON_CALENDAR, S("/clear"), tr(pg->h->lang, "日清"));
}

/* 城关派出所。今天和逾期 2 项，被退回 1 项，未来 7 天还有 4 项。 */
static struct str lead_owed(struct page *pg, const struct desk *d)
{
	struct ctx *cx = pg->cx;
	struct str unit = tree_unit_name(cx, cx->who->unit);
	struct str first = due_count_say(cx, d->first.all), next = due_count_say(cx, d->next.all);
	if (d->returned)
		return trf(cx->a, pg->h->lang,
			"%.*s。今天和逾期 *%.*s* 项，被退回 *%d* 项，未来 7 天还有 *%.*s* 项。",
			STR_ARG(unit), STR_ARG(first), d->returned, STR_ARG(next));
	return trf(cx->a, pg->h->lang, "%.*s。今天和逾期 *%.*s* 项，未来 7 天还有 *%.*s* 项。",
		STR_ARG(unit), STR_ARG(first), STR_ARG(next));
}

static void draw_reporter(struct page *pg, const struct desk *d)
{
	struct html *h = pg->h;
	struct part late = load_late(pg);
	page_open(pg, &(struct page_frame){.title = tr(h->lang, "工作台"),
			      .nav = S("/"),
			      .actions = draw_actions,
			      .lead = lead_owed(pg, d)});
	ui_cols_begin(h, COLS_DESK);
	ui_stack_begin(h);
	draw_first(pg, d);
	draw_next(pg, d);
	if (late.n)
		draw_late(pg, &late);
	ui_stack_end(h);
	ui_stack_begin(h);
	page_consent_desk(pg);
	if (actor_may(pg->cx, "due.accept", RID_NONE))
		draw_waiting(pg, false);
	if (actor_may(pg->cx, "due.approve", RID_NONE))
		page_change_desk(pg);
	page_paper_desk(pg);
	draw_others(pg);
	ui_stack_end(h);
	ui_cols_end(h);
	page_close(pg);
}

/* Who owes nothing himself: receives, decides, looks after others, or only looks; with the pages
 * his rights open. */
static void draw_looker(struct page *pg)
{
	struct html *h = pg->h;
	bool accepts = actor_may(pg->cx, "due.accept", RID_NONE);
	bool reminds = actor_may(pg->cx, "due.remind", RID_NONE);
	bool decides = actor_may(pg->cx, "due.approve", RID_NONE);
	struct part late = load_late(pg);
	struct str unit = tree_unit_name(pg->cx, pg->cx->who->unit);
	struct str lead = unit;
	if (reminds) {
		struct str n_late = due_count_say(pg->cx, late.all);
		lead = trf(pg->cx->a, h->lang, "%.*s。逾期没有报的 *%.*s* 项。", STR_ARG(unit),
			STR_ARG(n_late));
	} else if (actor_may(pg->cx, "due.report", RID_NONE)) {
		lead = trf(pg->cx->a, h->lang, "%.*s。7 天内没有要您报送的。", STR_ARG(unit));
	}
	page_open(pg, &(struct page_frame){.title = tr(h->lang, "工作台"),
			      .nav = S("/"),
			      .actions = draw_actions,
			      .lead = lead});
	ui_cols_begin(h, COLS_DESK);
	ui_stack_begin(h);
	page_consent_desk(pg);
	if (accepts)
		draw_waiting(pg, true);
	if (reminds)
		draw_late(pg, &late);
	page_mine_card(pg);
	if (!accepts && !reminds && !decides) {
		page_paper_desk(pg);
		page_doors(pg);
		ui_stack_end(h);
		ui_cols_end(h);
		page_close(pg);
		return;
	}
	ui_stack_end(h);
	ui_stack_begin(h);
	if (decides)
		page_change_desk(pg);
	page_paper_desk(pg);
	page_doors(pg);
	ui_stack_end(h);
	ui_cols_end(h);
	page_close(pg);
}

static void desk(struct page *pg)
{
	struct ctx *cx = pg->cx;
	bool looks = actor_may(cx, "due.accept", RID_NONE) || actor_may(cx, "due.remind", RID_NONE);
	struct desk d = {0};
	if (actor_may(cx, "due.report", RID_NONE))
		d = load_desk(pg);
	else
		looks = true;
	/* Who could report but owes nothing now has his other work in the first column. */
	if (looks && d.first.n + d.next.n == 0)
		draw_looker(pg);
	else
		draw_reporter(pg, &d);
}

static const struct page_def desk_def = {.fn = desk, .flags = PAGE_AS_OF};
static const struct route_param desk_params[] = {{.name = "open", .max = 20}, {0}};

const struct route desk_routes[] = {
	{.verb = VERB_GET,
		.pattern = "/",
		.fn = page_serve,
		.more = &desk_def,
		.params = desk_params},
	{0},
};
