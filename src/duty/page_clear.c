/* page_clear.c — 日清: what is left and what is done on one day, and the step that is closed or
 * carried over with a reason. PLAN-11, 25. */
#include "base/bug.h"
#include "base/num.h"
#include "core/actor.h"
#include "core/rec.h"
#include "core/tree.h"
#include "duty/page_int.h"
#include "duty/task.h"

enum { DUES = 50 };

static struct str day_url(struct page *pg, struct day d)
{
	char text[DAY_TEXT];
	return str_fmt(pg->cx->a, "/clear?day=%s", day_text(d, text));
}

/* ---- one day ---- */

static void draw_task(struct page *pg, const struct task_row *t, struct day day)
{
	struct html *h = pg->h;
	bool done = t->head.state == TASK_DONE;
	int late = day_diff(t->due_day, day);
	struct str url = str_fmt(pg->cx->a, "/task/%lld", (long long)t->head.id.n);
	struct str person = tree_person_name(pg->cx, t->person);
	struct str unit = tree_unit_name(pg->cx, t->head.unit);
	struct str meta = str_fmt(pg->cx->a, "%.*s · %.*s", STR_ARG(person), STR_ARG(unit));
	if (t->carried)
		meta = trf(pg->cx->a, h->lang, "%.*s · 结转 %lld 次：%.*s", STR_ARG(meta),
			(long long)t->carried, STR_ARG(t->note));
	ui_item(h,
		&(struct ui_item){.lamp = done       ? LAMP_BLUE
					  : late > 0 ? LAMP_RED
						     : LAMP_YELLOW,
			.word = done       ? tr(h->lang, "完成")
				: late > 0 ? ui_lamp_late(pg->cx->a, h->lang, late)
					   : tr(h->lang, "今天"),
			.url = url,
			.title = t->what,
			.meta = meta,
			.act_url = task_may_close(pg->cx, t) ? url : STR_NONE,
			.act = task_may_close(pg->cx, t) ? tr(h->lang, "办结或结转") : STR_NONE});
}

static void draw_tasks(struct page *pg, struct str title, struct str none,
	struct task_row *const *t, int n, struct day day)
{
	struct html *h = pg->h;
	int again = 0;
	for (int i = 0; i < n; i++)
		again += t[i]->carried > 1;
	ui_card_begin(h, &(struct ui_card){.title = title,
				 .count = again ? trf(pg->cx->a, h->lang,
							  "%d 项，结转两次以上的 %d 项", n, again)
						: trf(pg->cx->a, h->lang, "%d 项", n)});
	if (n == 0)
		ui_empty(h, none, tr(h->lang, "工作计划里时限在这一天的步骤列在这里。"));
	ui_list_begin(h);
	for (int i = 0; i < n; i++)
		draw_task(pg, t[i], day);
	ui_list_end(h);
	ui_card_end(h);
}

static void draw_dues(struct page *pg, struct day day)
{
	struct html *h = pg->h;
	struct due_line *at;
	struct light_rules rules = light_load(pg->cx);
	struct due_filter f = {.perm = "due.read", .from = day, .until = day, .per_page = DUES};
	int n = due_list(pg->cx, &f, &rules, &at), left = 0;
	n = n > DUES ? DUES : n;
	for (int i = 0; i < n; i++)
		left += (STATE_BIT(at[i].d.head.state) & STATE_OWED) != 0;
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "这一天到期的应报"),
				 .count = trf(pg->cx->a, h->lang, "%d 项，还剩 %d 项", n, left),
				 .more = tr(h->lang, "全部"),
				 .more_url = str_replace(pg->cx->a, day_url(pg, day), S("/clear?"),
					 S("/due?view=all&"))});
	if (n == 0)
		ui_empty(h, tr(h->lang, "这一天没有到期的应报"),
			tr(h->lang, "点“后一天”看明天的。"));
	ui_list_begin(h);
	for (int i = 0; i < n; i++)
		ui_item(h, &(struct ui_item){.lamp = page_lamp(at[i].light.light),
				   .word = page_light_word(h, &at[i].d, &at[i].light),
				   .url = page_due_url(pg->cx->a, at[i].d.head.id),
				   .title = page_due_title(pg->cx->a, &at[i]),
				   .meta = at[i].unit_name});
	ui_list_end(h);
	ui_card_end(h);
}

static void draw_choice(struct page *pg, struct day day)
{
	struct html *h = pg->h;
	char text[DAY_TEXT];
	struct ui_field f = {.input = UI_DATE,
		.name = S("day"),
		.label = tr(h->lang, "看哪一天"),
		.value = str_of(day_text(day, text))};
	ui_form_begin(h, &(struct ui_form){.action = S("/clear"), .get = true});
	ui_field(h, &f);
	ui_buttons_begin(h);
	ui_button(h, &(struct ui_button){.text = tr(h->lang, "看")});
	ui_button_link(h, day_url(pg, day_add(day, -1)), tr(h->lang, "前一天"));
	ui_button_link(h, day_url(pg, day_add(day, 1)), tr(h->lang, "后一天"));
	ui_buttons_end(h);
	ui_form_end(h);
}

static void clear(struct page *pg)
{
	struct html *h = pg->h;
	struct day day = pg->cx->today;
	day_parse(http_param(pg->q, S("day")), &day);
	struct task_day d = task_day(pg->cx, day);
	struct ui_link crumb = {S("/"), tr(h->lang, "工作台")};
	struct str when = locale_weekday(pg->cx->a, h->lang, day, pg->cx->today);
	page_open(pg, &(struct page_frame){.title = tr(h->lang, "日清"),
			      .nav = S("/"),
			      .crumbs = &crumb,
			      .n_crumbs = 1,
			      .lead = trf(pg->cx->a, h->lang, "%.*s：办完 *%d* 项，还剩 *%d* 项。",
				      STR_ARG(when), d.n_done, d.n_left)});
	ui_cols_begin(h, COLS_8_4);
	ui_stack_begin(h);
	draw_tasks(pg, tr(h->lang, "还没有办完"), tr(h->lang, "没有剩下的"), d.left, d.n_left, day);
	draw_tasks(pg, tr(h->lang, "办完了"), tr(h->lang, "还没有办完一项"), d.done, d.n_done, day);
	ui_stack_end(h);
	ui_stack_begin(h);
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "日期")});
	ui_body_begin(h);
	draw_choice(pg, day);
	ui_body_end(h);
	ui_card_end(h);
	draw_dues(pg, day);
	ui_stack_end(h);
	ui_cols_end(h);
	page_close(pg);
}

/* ---- one step ---- */

static struct task_row *task_asked(struct page *pg)
{
	int64_t id;
	struct task_row *t = NULL;
	if (http_arg_id(pg->q, 0, &id))
		t = rec_load(pg->cx, &task_kind, (rid){id});
	if (t == NULL || !task_may_see(pg->cx, t)) {
		page_absent(pg);
		return NULL;
	}
	return t;
}

static void draw_facts(struct page *pg, const struct task_row *t)
{
	struct html *h = pg->h;
	struct arena *a = pg->cx->a;
	struct ui_kv kv[] = {
		{.key = tr(h->lang, "措施"),
			.value = rec_title(pg->cx, &measure_kind, t->measure),
			.url = str_fmt(a, "/campaign/%lld/measure/%lld", (long long)t->campaign.n,
				(long long)t->measure.n)},
		{.key = tr(h->lang, "单位"),
			.value = tree_unit_name(pg->cx, t->head.unit),
			.url = actor_may(pg->cx, "due.read", t->head.unit)
				       ? str_fmt(a, "/campaign/%lld/measure/%lld/own/%lld",
						 (long long)t->campaign.n, (long long)t->measure.n,
						 (long long)t->head.unit.n)
				       : STR_NONE},
		{.key = tr(h->lang, "责任人"), .value = tree_person_name(pg->cx, t->person)},
		{.key = tr(h->lang, "状态"),
			.value = locale_find(
				h->lang, str_of(task_kind.states[t->head.state].label))},
		{.key = tr(h->lang, "时限"),
			.value = locale_weekday(a, h->lang, t->due_day, h->today)},
		{.key = tr(h->lang, "原定"),
			.value = t->first_day.n == t->due_day.n
					 ? tr(h->lang, "未变")
					 : locale_weekday(a, h->lang, t->first_day, h->today)},
		{.key = tr(h->lang, "结转"),
			.value = trf(a, h->lang, "%lld 次", (long long)t->carried)},
		{.key = tr(h->lang, "说明"), .value = t->note},
	};
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "事项")});
	ui_body_begin(h);
	ui_kvs(h, kv, NELEM(kv));
	ui_body_end(h);
	ui_card_end(h);
}

static struct str act_url(struct page *pg, const struct task_row *t)
{
	return str_fmt(pg->cx->a, "/task/%lld", (long long)t->head.id.n);
}

static void draw_done_form(struct page *pg, const struct task_row *t)
{
	struct html *h = pg->h;
	struct ui_field f = {.input = UI_LONG,
		.name = S("result"),
		.label = tr(h->lang, "完成情况"),
		.rows = 2,
		.max = 500,
		.value = http_field(pg->q, S("result")),
		.error = err_of(pg->cx->errs, S("result"))};
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "办结"), .hot = true});
	ui_body_begin(h);
	ui_errors(h, &f, 1);
	ui_form_begin(h, &(struct ui_form){.action = act_url(pg, t)});
	page_tokens(pg);
	ui_fields(h, &f, 1);
	ui_buttons_begin(h);
	ui_button(h, &(struct ui_button){.text = tr(h->lang, "办结"),
			     .name = S("act"),
			     .value = S("done"),
			     .primary = true});
	ui_buttons_end(h);
	ui_form_end(h);
	ui_body_end(h);
	ui_card_end(h);
}

static void draw_carry_form(struct page *pg, const struct task_row *t)
{
	struct html *h = pg->h;
	struct ui_field f[] = {
		{.input = UI_DATE,
			.name = S("to_day"),
			.label = tr(h->lang, "结转到"),
			.value = http_field(pg->q, S("to_day")),
			.half = true,
			.error = err_of(pg->cx->errs, S("to_day"))},
		{.input = UI_LONG,
			.name = S("reason"),
			.label = tr(h->lang, "当天没有办完的原因"),
			.rows = 2,
			.max = 500,
			.value = http_field(pg->q, S("reason")),
			.error = err_of(pg->cx->errs, S("reason"))},
	};
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "结转")});
	ui_body_begin(h);
	ui_errors(h, f, NELEM(f));
	ui_form_begin(h, &(struct ui_form){.action = act_url(pg, t)});
	page_tokens(pg);
	ui_grid_begin(h);
	ui_fields(h, f, NELEM(f));
	ui_buttons_begin(h);
	ui_button(h, &(struct ui_button){
			     .text = tr(h->lang, "结转"), .name = S("act"), .value = S("carry")});
	ui_buttons_end(h);
	ui_grid_end(h);
	ui_form_end(h);
	ui_body_end(h);
	ui_card_end(h);
}

static void draw_drop_form(struct page *pg, const struct task_row *t)
{
	struct html *h = pg->h;
	if ((t->head.state != TASK_DRAFT && t->head.state != TASK_RETURNED) ||
		!actor_may(pg->cx, "due.report", t->head.unit))
		return;
	ui_form_begin(h, &(struct ui_form){.action = act_url(pg, t)});
	page_tokens(pg);
	ui_button(h,
		&(struct ui_button){
			.text = tr(h->lang, "去掉这一步"), .name = S("act"), .value = S("drop")});
	ui_form_end(h);
}

static void draw_page(struct page *pg, const struct task_row *t)
{
	struct html *h = pg->h;
	bool reads = actor_may(pg->cx, "due.read", RID_NONE);
	struct ui_link crumb = {reads ? S("/clear") : S("/mine"),
		reads ? tr(h->lang, "日清") : tr(h->lang, "我的责任")};
	page_open(pg, &(struct page_frame){
			      .title = t->what, .nav = S("/"), .crumbs = &crumb, .n_crumbs = 1});
	ui_cols_begin(h, COLS_8_4);
	ui_stack_begin(h);
	if (task_may_close(pg->cx, t)) {
		draw_done_form(pg, t);
		draw_carry_form(pg, t);
	}
	draw_drop_form(pg, t);
	ui_stack_end(h);
	draw_facts(pg, t);
	ui_cols_end(h);
	page_close(pg);
}

static void task(struct page *pg)
{
	struct task_row *t = task_asked(pg);
	if (t)
		draw_page(pg, t);
}

struct act {
	rid task;
	struct str act, text;
	struct day day;
};

static enum flow_code do_act(struct ctx *cx, void *arg)
{
	const struct act *a = arg;
	if (str_eq(a->act, S("done")))
		return task_done(cx, a->task, a->text);
	if (str_eq(a->act, S("carry")))
		return task_carry(cx, a->task, a->day, a->text);
	return str_eq(a->act, S("drop")) ? task_drop(cx, a->task) : FLOW_STATE;
}

static void task_form(struct page *pg)
{
	struct task_row *t = task_asked(pg);
	if (t == NULL)
		return;
	struct act a = {.task = t->head.id, .act = http_field(pg->q, S("act")), .day = DAY_NONE};
	a.text = str_eq(a.act, S("done")) ? http_field(pg->q, S("result"))
					  : http_field(pg->q, S("reason"));
	day_parse(http_field(pg->q, S("to_day")), &a.day);
	enum flow_code code = page_write(pg, do_act, &a);
	if (code == FLOW_OK) {
		page_done(pg, str_eq(a.act, S("drop"))
				      ? str_fmt(pg->cx->a, "/campaign/%lld/measure/%lld/own/%lld",
						(long long)t->campaign.n, (long long)t->measure.n,
						(long long)t->head.unit.n)
				      : act_url(pg, t));
	} else if (code == FLOW_INVALID) {
		pg->r->status = 422;
		draw_page(pg, t);
	} else {
		page_refuse(pg, code);
	}
}

static const struct page_def clear_def = {.fn = clear, .perm = "due.read", .flags = PAGE_AS_OF};
static const struct page_def task_def = {.fn = task, .flags = PAGE_AS_OF};
static const struct page_def task_form_def = {.fn = task_form};

static const struct route_param clear_params[] = {{.name = "day", .max = 10}, {0}};
static const struct route_param task_params[] = {
	{.name = "result", .max = 4096},
	{.name = "reason", .max = 4096},
	{.name = "to_day", .max = 10},
	{.name = "act", .max = 16},
	{0},
};

const struct route clear_routes[] = {
	{.verb = VERB_GET,
		.pattern = "/clear",
		.fn = page_serve,
		.more = &clear_def,
		.params = clear_params},
	{.verb = VERB_GET, .pattern = "/task/#id", .fn = page_serve, .more = &task_def},
	{.verb = VERB_POST,
		.pattern = "/task/#id",
		.fn = page_serve,
		.more = &task_form_def,
		.params = task_params},
	{0},
};
