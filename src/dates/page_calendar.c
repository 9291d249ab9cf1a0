/* page_calendar.c — 日历与时限规则: the working days of a year with their notice, and any phrase or
 * rule turned into dates that say why (TIME-28, N4, N6). Reads only; page_proposal.c changes. */
#include "base/fold.h"
#include "base/num.h"
#include "calendar/expand.h"
#include "calendar/phrase_rule.h"
#include "calendar/rule_field.h"
#include "calendar/say.h"
#include "core/actor.h"
#include "core/cal.h"
#include "dates/page.h"
#include "duty/page.h"
#include "duty/remind.h"
#include "web/ui.h"

enum { FIRST_YEAR = 1950, LAST_YEAR = 2150, SHOWN = 60, RULE_CHARS = 400, PROPOSED = 20 };

struct asked {
	struct str text; /* as typed */
	int year;
	struct rule rule;
	bool readable;
	struct str wrong; /* why not */
	struct expand_env env;
	struct expansion found;
};

static bool read_text(struct page *pg, struct asked *q)
{
	struct arena *a = pg->cx->a;
	struct rule_error err = {0};
	struct phrase_rule_env env = {.year = q->year};
	if (str_has(q->text, S("{")) || str_has(q->text, S("["))) {
		bool ok = rule_parse(a, q->text, &q->rule, &err);
		q->wrong = err.what;
		return ok;
	}
	struct fold folded = fold_text(a, q->text);
	struct phrases found = phrase_scan(a, folded.s, PHRASE_FIELD, q->year);
	q->wrong = tr(pg->h->lang, "没有读出时限，换一种写法");
	return phrase_rule(a, &found, &env, &q->rule);
}

/* In the arena: occurrences point at the rule they come from. */
static struct asked *asked_of(struct page *pg)
{
	struct asked *q = arena_new(pg->cx->a, struct asked);
	q->text = str_trim(http_param(pg->q, S("rule")));
	int64_t year = day_ymd(pg->cx->today).y;
	num_int(http_param(pg->q, S("year")), FIRST_YEAR, LAST_YEAR, &year);
	q->year = (int)year;
	q->env = (struct expand_env){.work = pg->cx->cal,
		.start = day_of(q->year, 1, 1),
		.end = day_of(q->year, 12, 31),
		.issue = DAY_NONE,
		.year = q->year,
		.most = SHOWN};
	if (!q->text.n)
		return q;
	q->readable = read_text(pg, q);
	if (q->readable)
		expand_rule(pg->cx->a, &q->rule, &q->env, &q->found);
	return q;
}

/* ---- a rule's dates ---- */

static void draw_form(struct page *pg, const struct asked *q)
{
	struct html *h = pg->h;
	struct ui_field f[] = {
		{.input = UI_TEXT,
			.name = S("rule"),
			.label = tr(h->lang, "时限用语或规则"),
			.value = q->text,
			.error = q->text.n && !q->readable ? q->wrong : STR_NONE,
			.placeholder = S("每月25日前"),
			.max = RULE_CHARS},
		{.input = UI_NUMBER,
			.name = S("year"),
			.label = tr(h->lang, "年度"),
			.value = str_fmt(pg->cx->a, "%d", q->year),
			.size = 6},
	};
	ui_errors(h, f, 2);
	ui_form_begin(h, &(struct ui_form){.action = S("/calendar"), .get = true});
	ui_fields(h, f, 2);
	ui_buttons_begin(h);
	ui_button(h, &(struct ui_button){.text = tr(h->lang, "展开成日期"), .primary = true});
	ui_buttons_end(h);
	ui_form_end(h);
}

static void draw_occur(struct page *pg, const struct asked *q, const struct occur *o)
{
	struct html *h = pg->h;
	struct arena *a = pg->cx->a;
	struct str due = day_is_set(o->due) ? why_day_text(a, o->due, q->year) : S("—");
	if (day_is_set(o->due) && o->minute < 1440)
		due = str_fmt(a, "%.*s %02d:%02d", STR_ARG(due), o->minute / 60, o->minute % 60);
	if (o->provisional)
		due = str_cat(a, due, tr(h->lang, "（暂定）"));
	ui_tr_begin(h, false);
	ui_td(h, o->label.n ? o->label : expand_kind_label(o->kind));
	ui_td(h, due);
	ui_td_quiet(h, why_sentence(a, expand_why(a, o, &q->env)));
	ui_tr_end(h);
}

static void draw_dates(struct page *pg, const struct asked *q)
{
	struct html *h = pg->h;
	struct ui_col cols[] = {{.text = tr(h->lang, "期次")}, {.text = tr(h->lang, "到期")},
		{.text = tr(h->lang, "为什么是这一天")}};
	struct ui_kv kv[] = {{.key = tr(h->lang, "规则"), .value = rule_print(pg->cx->a, &q->rule)},
		{.key = tr(h->lang, "读作"), .value = say_rule(pg->cx->a, &q->rule)}};
	ui_kvs(h, kv, 2);
	struct rule_opens open = rule_open_params(pg->cx->a, &q->rule);
	for (size_t i = 0; i < open.n; i++)
		ui_note(h, NOTE_YELLOW, tr(h->lang, "待定"), rule_field_label(open.at[i].field));
	for (size_t i = 0; i < q->found.problems.n; i++)
		ui_note(h, NOTE_YELLOW, tr(h->lang, "注意"), q->found.problems.at[i]);
	if (!q->found.items.n)
		return;
	ui_table_begin(h,
		&(struct ui_table){.label = tr(h->lang, "展开的日期"), .cols = cols, .n_cols = 3});
	for (size_t i = 0; i < q->found.items.n; i++)
		draw_occur(pg, q, &q->found.items.at[i]);
	ui_table_end(h);
}

/* ---- the working days of the year ---- */

/* 1—3日 元旦 of one month: the days whose look is of that kind, runs together. */
static struct str days_of(struct page *pg, struct day first, enum work_kind kind, struct str *cite)
{
	struct buf b = buf_in(pg->cx->a, 1024);
	struct day end = day_month_end(first);
	for (struct day d = first; d.n <= end.n; d = day_add(d, 1)) {
		struct work_look look = work_look(pg->cx->cal, d);
		struct day last = d;
		if (look.kind != kind)
			continue;
		for (; last.n < end.n; last = day_add(last, 1)) {
			struct work_look next = work_look(pg->cx->cal, day_add(last, 1));
			if (next.kind != kind || !str_eq(next.name, look.name))
				break;
		}
		*cite = look.by ? look.by->cite : *cite;
		if (b.n)
			buf_lit(&b, "，");
		buf_fmt(&b, last.n > d.n ? "%d—%d日 " : "%d日 ", day_ymd(d).d, day_ymd(last).d);
		buf_str(&b, look.name);
		d = last;
	}
	return buf_view(&b);
}

static void draw_month(struct page *pg, struct day first, struct str *cite)
{
	struct html *h = pg->h;
	struct str off = days_of(pg, first, WORK_HOLIDAY, cite);
	struct str makeup = days_of(pg, first, WORK_MAKEUP, cite);
	ui_tr_begin(h, false);
	ui_td(h, trf(pg->cx->a, h->lang, "%d月", day_ymd(first).m));
	ui_td_int(h, work_count(pg->cx->cal, first, day_month_end(first)));
	ui_td(h, off);
	ui_td(h, makeup);
	ui_tr_end(h);
}

/* The notice and where it was published. */
static void draw_source(struct page *pg, int year, struct str cite)
{
	struct html *h = pg->h;
	const struct work_year *y = cal_year(pg->cx, year, CAL_NOTICE);
	if (!cite.n && y == NULL)
		return;
	ui_foot_begin(h);
	h_text(h, y ? y->cite : cite);
	/* In words: where the program runs, an address outside leads nowhere. */
	if (y && y->source.n) {
		h_lit(h, " <span class=\"q\">");
		h_text(h, y->source);
		h_lit(h, "</span>");
	}
	ui_foot_end(h);
}

static void draw_year(struct page *pg, int year)
{
	struct html *h = pg->h;
	struct day first = day_of(year, 1, 1);
	struct str cite = STR_NONE;
	struct ui_col cols[] = {{.text = tr(h->lang, "月份")},
		{.text = tr(h->lang, "工作日"), .right = true}, {.text = tr(h->lang, "放假")},
		{.text = tr(h->lang, "调休上班")}};
	if (!work_is_published(pg->cx->cal, first))
		ui_note(h, NOTE_YELLOW, tr(h->lang, "暂定"),
			tr(h->lang, "这一年的放假安排尚未公布，只按周一至周五计算"));
	ui_table_begin(
		h, &(struct ui_table){.label = tr(h->lang, "工作日历"), .cols = cols, .n_cols = 4});
	for (int m = 1; m <= 12; m++)
		draw_month(pg, day_of(year, m, 1), &cite);
	ui_table_end(h);
	draw_source(pg, year, cite);
}

static void draw_years(struct page *pg, int year)
{
	struct ui_tab tabs[5];
	int n = 0;
	for (int y = year - 2; y <= year + 2; y++) {
		if (y < FIRST_YEAR || y > LAST_YEAR)
			continue;
		tabs[n++] = (struct ui_tab){.url = str_fmt(pg->cx->a, "/calendar?year=%d", y),
			.text = str_fmt(pg->cx->a, "%d", y),
			.here = y == year};
	}
	ui_tabs(pg->h, tr(pg->h->lang, "年度"), tabs, n);
}

/* Days the bureau has set for itself, against the notice. */
static void draw_own(struct page *pg)
{
	struct html *h = pg->h;
	const struct work_year *own = cal_year(pg->cx, 0, CAL_OWN);
	struct ui_col cols[] = {{.text = tr(h->lang, "日期")}, {.text = tr(h->lang, "安排")},
		{.text = tr(h->lang, "理由")}};
	if (own == NULL || own->n == 0)
		return;
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "本局调整的日子")});
	ui_table_begin(
		h, &(struct ui_table){
			   .label = tr(h->lang, "本局调整的日子"), .cols = cols, .n_cols = 3});
	for (size_t i = 0; i < own->n; i++) {
		ui_tr_begin(h, false);
		h_lit(h, "<td class=\"nw\">");
		h_weekday(h, own->rows[i].day);
		h_lit(h, "</td>");
		ui_td(h, own->rows[i].works ? tr(h->lang, "上班") : tr(h->lang, "放假"));
		ui_td(h, own->rows[i].name);
		ui_tr_end(h);
	}
	ui_table_end(h);
	ui_card_end(h);
}

/* Changes that were read in and wait for somebody to put them in force. */
static void draw_proposals(struct page *pg)
{
	struct html *h = pg->h;
	int years[PROPOSED], n = cal_proposed(pg->cx, years, PROPOSED);
	for (int i = 0; i < n; i++) {
		struct str url = str_fmt(pg->cx->a, "/calendar/proposal?year=%d", years[i]);
		h_lit(h, "<p>");
		h_link(h, url,
			years[i] ? trf(pg->cx->a, h->lang, "%d年的安排已经读入，还没有生效：看预览",
					   years[i])
				 : tr(h->lang, "对个别日子的调整还没有生效：看预览"));
		h_lit(h, "</p>");
	}
}

static bool may_edit(struct page *pg)
{
	return actor_may(pg->cx, "calendar.edit", RID_NONE);
}

static void draw_actions(struct page *pg, void *arg)
{
	(void)arg;
	ui_action(pg->h, ICON_CALENDAR, S("/calendar/deadline"), tr(pg->h->lang, "算到哪天"));
	if (may_edit(pg))
		ui_action(pg->h, ICON_FILE_IMPORT, S("/calendar/import"),
			tr(pg->h->lang, "导入或调整"));
}

/* Who is reminded when: everybody may know it, administrators change it. */
static void draw_reminders(struct page *pg)
{
	struct html *h = pg->h;
	struct reminder_row **r;
	struct ui_col cols[] = {{.text = tr(h->lang, "什么时候")}, {.text = tr(h->lang, "提醒谁")},
		{.text = tr(h->lang, "提醒的话")}};
	int n = remind_rules(pg->cx, &r);
	bool edit = actor_may(pg->cx, "setting.edit", RID_NONE);
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "提醒规则"),
				 .id = S("reminders"),
				 .more = edit ? tr(h->lang, "修改") : STR_NONE,
				 .more_url = S("/k/reminder")});
	ui_table_begin(
		h, &(struct ui_table){.label = tr(h->lang, "提醒规则"), .cols = cols, .n_cols = 3});
	for (int i = 0; i < n; i++) {
		struct str unit = r[i]->span ? tr(h->lang, "小时") : tr(h->lang, "工作日");
		struct str moment = locale_find(h->lang, remind_moment_label(r[i]));
		ui_tr_begin(h, false);
		ui_td(h, r[i]->n ? trf(pg->cx->a, h->lang, "%.*s %lld %.*s", STR_ARG(moment),
					   (long long)r[i]->n, STR_ARG(unit))
				 : trf(pg->cx->a, h->lang, "%.*s，当天", STR_ARG(moment)));
		ui_td(h, locale_find(h->lang, remind_recipient_label(r[i])));
		ui_td(h, r[i]->text);
		ui_tr_end(h);
	}
	ui_table_end(h);
	ui_foot_begin(h);
	h_tr(h, "只在工作日、安静时段以外发出；请假的，发给代理人。");
	ui_foot_end(h);
	ui_card_end(h);
}

static void calendar(struct page *pg)
{
	struct html *h = pg->h;
	struct asked *q = asked_of(pg);
	page_open(pg, &(struct page_frame){.title = tr(h->lang, "日历与时限规则"),
			      .nav = S("/calendar"),
			      .lead = tr(h->lang, "每个日期都能说明由来。"),
			      .actions = draw_actions});
	if (may_edit(pg))
		draw_proposals(pg);
	ui_stack_begin(h);
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "时限怎么读")});
	ui_body_begin(h);
	draw_form(pg, q);
	if (q->readable)
		draw_dates(pg, q);
	ui_body_end(h);
	ui_card_end(h);
	draw_years(pg, q->year);
	ui_card_begin(
		h, &(struct ui_card){.title = trf(pg->cx->a, h->lang, "%d年工作日历", q->year)});
	draw_year(pg, q->year);
	ui_card_end(h);
	draw_own(pg);
	draw_reminders(pg);
	ui_stack_end(h);
	page_close(pg);
}

static const struct page_def calendar_def = {.fn = calendar};
static const struct route_param calendar_params[] = {
	{.name = "rule", .max = RULE_CHARS * 4}, {.name = "year", .max = 4}, {0}};

const struct route calendar_routes[] = {
	{.verb = VERB_GET,
		.pattern = "/calendar",
		.fn = page_serve,
		.more = &calendar_def,
		.params = calendar_params},
	{0},
};
