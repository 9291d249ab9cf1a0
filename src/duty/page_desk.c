/* page_desk.c — 工作台: what I owe, what waits for me, in the order in which it hurts (UI.md 01).
 *
 * Who owes something sees first what is late, returned and due today, then the next seven days by
 * date; on the right what waits for his decision. Who owes nothing sees what waits for him first,
 * then what is late where he may urge, and the doors his rights open. TIME-29, ORG-12. Not here:
 * points, ranks, who is online. */
#include "base/bug.h"
#include "calendar/work.h"
#include "core/actor.h"
#include "core/tree.h"
#include "duty/page_int.h"
#include "plan/page.h"

enum { FIRST_MAX = 7, NEXT_MAX = 20, WAIT_MAX = 6, NEXT_DAYS = 7 };

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

static struct due_filter to_review(int most)
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
	struct due_filter f = to_review(1);
	*late = false;
	return due_count(cx, &f);
}

static void draw_item(struct page *pg, const struct due_line *l)
{
	struct html *h = pg->h;
	struct str url = page_due_url(pg->cx->a, l->d.head.id);
	ui_item(h, &(struct ui_item){
			   .lamp = page_lamp(l->light.light),
			   .word = page_light_word(h, &l->d, &l->light),
			   .url = url,
			   .title = page_due_title(pg->cx->a, l),
			   .meta = trf(pg->cx->a, h->lang, "措施 %.*s · 报 %.*s · %.*s",
				   STR_ARG(l->path), STR_ARG(l->to_name), STR_ARG(l->unit_name)),
			   .act_url = url,
			   .act = l->d.head.state == DUE_RETURNED ? tr(h->lang, "修改重报")
								  : tr(h->lang, "报送"),
		   });
}

static void draw_first(struct page *pg, const struct due_line *at, int n, int64_t all)
{
	struct html *h = pg->h;
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "先办这些"),
				 .count = due_count_say(pg->cx, all),
				 .hot = true,
				 .more = all > n ? tr(h->lang, "全部") : STR_NONE,
				 .more_url = S("/due?view=owed")});
	if (n == 0)
		ui_empty(h, tr(h->lang, "今天没有到期的"), tr(h->lang, "接下来的事项列在下面。"));
	ui_list_begin(h);
	for (int i = 0; i < n; i++)
		draw_item(pg, &at[i]);
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
	return str_fmt(a, "%.*s · *%.*s*", STR_ARG(day), STR_ARG(work_say(&look, d)));
}

static void draw_next(struct page *pg)
{
	struct html *h = pg->h;
	struct due_line *at;
	struct light_rules rules = light_load(pg->cx);
	struct due_filter f = owed(
		day_add(pg->cx->today, 1), day_add(pg->cx->today, NEXT_DAYS), NEXT_MAX);
	int n = due_list(pg->cx, &f, &rules, &at);
	ui_card_begin(
		h, &(struct ui_card){.title = tr(h->lang, "未来 7 天"),
			   .count = trf(pg->cx->a, h->lang, "%d 项", n > NEXT_MAX ? NEXT_MAX : n),
			   .more = tr(h->lang, "全部应报"),
			   .more_url = S("/due")});
	if (n == 0)
		ui_empty(h, tr(h->lang, "未来 7 天没有到期的"), STR_NONE);
	ui_list_begin(h);
	for (int i = 0; i < n && i < NEXT_MAX; i++) {
		if (i == 0 || at[i].d.due_day.n != at[i - 1].d.due_day.n)
			ui_list_date(h, date_line(pg, at[i].d.due_day));
		draw_item(pg, &at[i]);
	}
	ui_list_end(h);
	ui_card_end(h);
}

static void draw_waiting(struct page *pg)
{
	struct html *h = pg->h;
	struct due_line *at;
	struct light_rules rules = light_load(pg->cx);
	struct due_filter f = to_review(WAIT_MAX);
	int n = due_list(pg->cx, &f, &rules, &at);
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "等我接收"),
				 .count = due_count_say(pg->cx, due_count(pg->cx, &f)),
				 .more = tr(h->lang, "全部"),
				 .more_url = S("/due?view=review")});
	if (n == 0)
		ui_empty(h, tr(h->lang, "没有等您接收的报送"), STR_NONE);
	h_lit(h, "<ul class=\"lst\">");
	for (int i = 0; i < n && i < WAIT_MAX; i++)
		ui_brief(h, &(struct ui_brief){.url = page_due_url(pg->cx->a, at[i].d.head.id),
				    .title = page_due_title(pg->cx->a, &at[i]),
				    .lamp = LAMP_GREY,
				    .word = tr(h->lang, "等接收"),
				    .meta = trf(pg->cx->a, h->lang, "%.*s · %.*s 报送",
					    STR_ARG(at[i].unit_name),
					    STR_ARG(locale_stamp(pg->cx->a, h->lang,
						    at[i].d.reported_at, pg->cx->today)))});
	h_lit(h, "</ul>");
	ui_card_end(h);
}

/* What is late where the reader may urge. */
static void draw_late(struct page *pg)
{
	struct html *h = pg->h;
	struct due_line *at;
	struct light_rules rules = light_load(pg->cx);
	struct due_filter f = {.perm = "due.remind",
		.states = STATE_OWED,
		.from = DAY_NONE,
		.until = day_add(pg->cx->today, -1),
		.per_page = FIRST_MAX};
	int n = due_list(pg->cx, &f, &rules, &at);
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "逾期没有报的"),
				 .count = due_count_say(pg->cx, due_count(pg->cx, &f)),
				 .hot = n > 0,
				 .more = tr(h->lang, "全部"),
				 .more_url = S("/due?view=late")});
	if (n == 0)
		ui_empty(h, tr(h->lang, "没有逾期的"), STR_NONE);
	ui_list_begin(h);
	for (int i = 0; i < n && i < FIRST_MAX; i++)
		ui_item(h, &(struct ui_item){.lamp = page_lamp(at[i].light.light),
				   .word = page_light_word(h, &at[i].d, &at[i].light),
				   .url = page_due_url(pg->cx->a, at[i].d.head.id),
				   .title = page_due_title(pg->cx->a, &at[i]),
				   .meta = trf(pg->cx->a, h->lang, "措施 %.*s · 报 %.*s · %.*s",
					   STR_ARG(at[i].path), STR_ARG(at[i].to_name),
					   STR_ARG(at[i].unit_name))});
	ui_list_end(h);
	ui_card_end(h);
}

/* ---- doors ---- */

struct door {
	const char *perms; /* one of them opens it */
	const char *url, *title, *meta;
};

static const struct door doors[] = {
	{"plan.edit plan.review plan.issue", "/plan", "方案导入", "导入、核对、复核和签发"},
	{"campaign.read", "/campaign", "专项活动", "责任矩阵、措施、四张清单、筹备"},
	{"due.read", "/due", "应报与报送", "各单位的应报、已报和逾期"},
	{"org.edit", "/org", "组织与账号", "单位、人员、任职、包联、请假和交接"},
	{"account.admin", "/org/account", "账号", "开通、停用、解锁、重设口令"},
	{"setting.edit", "/setting", "本局设置", "参数、代码表、办理时限、亮灯规则"},
	{"grant.admin", "/org/person", "授权", "打开一个人，给他授予或收回角色"},
	{"grant.admin", "/role", "角色权限", "每个角色能做什么"},
	{"log.read", "/seal", "存证", "日志、核验、树头和回执"},
	{"calendar.edit", "/calendar", "日历与时限规则", "放假安排、个别日子、提醒规则"},
};

static void draw_doors(struct page *pg)
{
	struct html *h = pg->h;
	bool late;
	int64_t plans = plan_waiting(pg->cx, &late);
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "您能办的")});
	h_lit(h, "<ul class=\"lst\">");
	for (size_t i = 0; i < NELEM(doors); i++) {
		const struct door *d = &doors[i];
		bool plan = i == 0;
		if (!actor_may_one(pg->cx, d->perms))
			continue;
		ui_brief(h, &(struct ui_brief){.url = str_of(d->url),
				    .title = locale_find(h->lang, str_of(d->title)),
				    .lamp = plan && plans ? LAMP_YELLOW : LAMP_NONE,
				    .word = plan && plans ? trf(pg->cx->a, h->lang, "%lld 份等您办",
								    (long long)plans)
							  : STR_NONE,
				    .meta = locale_find(h->lang, str_of(d->meta))});
	}
	h_lit(h, "</ul>");
	ui_card_end(h);
}

/* ---- the page ---- */

static void draw_actions(struct page *pg, void *arg)
{
	(void)arg;
	if (actor_may(pg->cx, "due.read", RID_NONE))
		ui_action(pg->h, ICON_CALENDAR, S("/clear"), tr(pg->h->lang, "日清"));
}

/* What waits for this person besides what he owes. */
static void draw_decisions(struct page *pg)
{
	if (actor_may(pg->cx, "due.approve", RID_NONE))
		page_change_desk(pg);
	if (actor_may(pg->cx, "due.accept", RID_NONE))
		draw_waiting(pg);
}

static void draw_owed(struct page *pg, struct str unit)
{
	struct ctx *cx = pg->cx;
	struct html *h = pg->h;
	struct due_line *first;
	struct light_rules rules = light_load(cx);
	struct due_filter f = owed(DAY_NONE, cx->today, FIRST_MAX);
	struct due_filter soon = owed(day_add(cx->today, 1), day_add(cx->today, NEXT_DAYS), 1);
	int n = due_list(cx, &f, &rules, &first);
	int64_t all = due_count(cx, &f);
	page_open(pg, &(struct page_frame){.title = tr(h->lang, "工作台"),
			      .nav = S("/"),
			      .actions = draw_actions,
			      .lead = trf(cx->a, h->lang,
				      "%.*s。今天和逾期 *%.*s* 项，未来 7 天还有 *%.*s* 项。",
				      STR_ARG(unit), STR_ARG(due_count_say(cx, all)),
				      STR_ARG(due_count_say(cx, due_count(cx, &soon))))});
	ui_cols_begin(h, COLS_DESK);
	ui_stack_begin(h);
	draw_first(pg, first, n > FIRST_MAX ? FIRST_MAX : n, all);
	draw_next(pg);
	ui_stack_end(h);
	ui_stack_begin(h);
	draw_decisions(pg);
	ui_stack_end(h);
	ui_cols_end(h);
}

static void draw_others(struct page *pg, struct str unit)
{
	struct ctx *cx = pg->cx;
	struct html *h = pg->h;
	bool waits = actor_may_one(cx, "due.accept due.approve");
	bool urges = actor_may(cx, "due.remind", RID_NONE);
	page_open(pg, &(struct page_frame){.title = tr(h->lang, "工作台"),
			      .nav = S("/"),
			      .actions = draw_actions,
			      .lead = actor_may(cx, "due.report", RID_NONE)
					      ? trf(cx->a, h->lang, "%.*s。7 天内没有要您报送的。",
							STR_ARG(unit))
					      : unit});
	ui_cols_begin(h, COLS_DESK);
	ui_stack_begin(h);
	if (waits || urges) {
		draw_decisions(pg);
		if (urges)
			draw_late(pg);
		ui_stack_end(h);
		ui_stack_begin(h);
	}
	draw_doors(pg);
	ui_stack_end(h);
	ui_cols_end(h);
}

/* Who has nothing to report in these days but something to decide sees that first. */
static bool sees_owed(struct ctx *cx)
{
	struct due_filter f = owed(DAY_NONE, day_add(cx->today, NEXT_DAYS), 1);
	if (!actor_may(cx, "due.report", RID_NONE))
		return false;
	return !actor_may_one(cx, "due.accept due.approve due.remind") || due_count(cx, &f);
}

static void desk(struct page *pg)
{
	struct str unit = tree_unit_name(pg->cx, pg->cx->who->unit);
	if (sees_owed(pg->cx))
		draw_owed(pg, unit);
	else
		draw_others(pg, unit);
	page_close(pg);
}

static const struct page_def desk_def = {.fn = desk, .flags = PAGE_AS_OF};

const struct route desk_routes[] = {
	{.verb = VERB_GET, .pattern = "/", .fn = page_serve, .more = &desk_def},
	{0},
};
