/* page_task.c — units' own plans on screen: a unit's steps for a measure with the forms to write,
 * send and judge them, and who has filed. PLAN-11, 21. */
#include "base/bug.h"
#include "base/num.h"
#include "core/actor.h"
#include "core/rec.h"
#include "core/tree.h"
#include "duty/page_int.h"
#include "duty/part.h"
#include "duty/task.h"
#include "org/org.h"

static struct str plan_url(struct page *pg, rid campaign, rid measure, rid unit)
{
	return str_fmt(pg->cx->a, "/campaign/%lld/measure/%lld/own/%lld", (long long)campaign.n,
		(long long)measure.n, (long long)unit.n);
}

static struct str task_url(struct page *pg, rid task)
{
	return str_fmt(pg->cx->a, "/task/%lld", (long long)task.n);
}

static enum lamp lamp_of(struct page *pg, const struct task_row *t)
{
	switch ((enum task_state)t->head.state) {
	case TASK_DONE:
		return LAMP_BLUE;
	case TASK_RETURNED:
		return LAMP_YELLOW;
	case TASK_OPEN:
		return t->due_day.n < pg->cx->today.n    ? LAMP_RED
		       : t->due_day.n == pg->cx->today.n ? LAMP_YELLOW
							 : LAMP_GREEN;
	case TASK_SENT:
		return LAMP_GREY;
	case TASK_DRAFT:
	case TASK_DROPPED:
		break;
	}
	return LAMP_OPEN;
}

static struct str state_word(struct page *pg, const struct task_row *t)
{
	if (t->head.state == TASK_OPEN && t->due_day.n < pg->cx->today.n)
		return ui_lamp_late(pg->cx->a, pg->h->lang, day_diff(t->due_day, pg->cx->today));
	if (t->head.state == TASK_OPEN && t->due_day.n == pg->cx->today.n)
		return tr(pg->h->lang, "今天");
	return locale_find(pg->h->lang, str_of(task_kind.states[t->head.state].label));
}

/* ---- the steps of one unit for one measure ---- */

static void draw_step(struct page *pg, const struct task_row *t)
{
	struct html *h = pg->h;
	ui_tr_begin(h, false);
	h_lit(h, "<td class=\"nw\">");
	ui_lamp(h, lamp_of(pg, t), state_word(pg, t));
	h_lit(h, "</td><td>");
	h_link(h, task_url(pg, t->head.id), t->what);
	if (t->carried) {
		h_lit(h, " ");
		ui_chip(h, CHIP, trf(pg->cx->a, h->lang, "结转 %lld 次", (long long)t->carried));
	}
	h_lit(h, "</td>");
	ui_td(h, tree_person_name(pg->cx, t->person));
	h_lit(h, "<td class=\"rt nw\">");
	h_day(h, t->due_day);
	h_lit(h, "</td>");
	ui_tr_end(h);
}

static void draw_steps(struct page *pg, struct task_row *const *t, int n)
{
	struct html *h = pg->h;
	struct ui_col cols[] = {{.text = tr(h->lang, "灯")}, {.text = tr(h->lang, "做什么")},
		{.text = tr(h->lang, "责任人")}, {.text = tr(h->lang, "时限"), .right = true}};
	ui_table_begin(h, &(struct ui_table){.label = tr(h->lang, "工作计划"),
				  .cols = cols,
				  .n_cols = NELEM(cols),
				  .hover = true});
	for (int i = 0; i < n; i++)
		draw_step(pg, t[i]);
	ui_table_end(h);
}

static struct str person_text(struct page *pg, const void *row)
{
	const struct person_row *p = row;
	return p->title.n ? str_fmt(pg->cx->a, "%.*s（%.*s）", STR_ARG(p->name), STR_ARG(p->title))
			  : p->name;
}

void page_person_field(struct page *pg, rid unit, struct str chosen, struct ui_field *f)
{
	page_ref_field(pg,
		&(struct page_ref){.kind = &person_kind,
			.under = unit,
			.text = person_text,
			.open = true,
			.chosen = chosen},
		f);
}

static void draw_add_form(struct page *pg, const struct measure_row *m, rid unit)
{
	struct html *h = pg->h;
	bool typed = pg->q->verb == VERB_POST && pg->cx->errs->n;
	struct day last = part_last_day(pg->cx, m, unit);
	struct str latest = locale_day(pg->cx->a, h->lang, last, h->today);
	struct ui_field f[] = {
		{.input = UI_TEXT,
			.name = S("what"),
			.label = tr(h->lang, "做什么"),
			.max = 300,
			.value = typed ? http_field(pg->q, S("what")) : STR_NONE,
			.error = err_of(pg->cx->errs, S("what"))},
		{.name = S("person"),
			.label = tr(h->lang, "责任人"),
			.none = tr(h->lang, "请选择"),
			.half = true,
			.error = err_of(pg->cx->errs, S("person"))},
		{.input = UI_DATE,
			.name = S("due_day"),
			.label = tr(h->lang, "时限"),
			.note = day_is_set(last)
					? trf(pg->cx->a, h->lang, "不晚于 %.*s", STR_ARG(latest))
					: STR_NONE,
			.value = typed ? http_field(pg->q, S("due_day")) : STR_NONE,
			.half = true,
			.error = err_of(pg->cx->errs, S("due_day"))},
	};
	page_person_field(pg, unit, typed ? http_field(pg->q, S("person")) : STR_NONE, &f[1]);
	ui_errors(h, f, NELEM(f));
	ui_form_begin(h, &(struct ui_form){.action = plan_url(pg, m->campaign, m->head.id, unit)});
	page_tokens(pg);
	ui_grid_begin(h);
	ui_fields(h, f, NELEM(f));
	ui_buttons_begin(h);
	ui_button(h, &(struct ui_button){
			     .text = tr(h->lang, "加一步"), .name = S("act"), .value = S("add")});
	ui_buttons_end(h);
	ui_grid_end(h);
	ui_form_end(h);
}

static int in_state(struct task_row *const *t, int n, unsigned states)
{
	int k = 0;
	for (int i = 0; i < n; i++)
		k += (states & STATE_BIT(t[i]->head.state)) != 0;
	return k;
}

static void draw_send(struct page *pg, const struct measure_row *m, rid unit, int n)
{
	struct html *h = pg->h;
	ui_form_begin(h, &(struct ui_form){.action = plan_url(pg, m->campaign, m->head.id, unit)});
	page_tokens(pg);
	ui_buttons_begin(h);
	ui_button(h, &(struct ui_button){.text = tr(h->lang, "报送计划"),
			     .name = S("act"),
			     .value = S("send"),
			     .primary = true,
			     .why = trf(pg->cx->a, h->lang, "%d 步待报，报送后由牵头单位审", n)});
	ui_buttons_end(h);
	ui_form_end(h);
}

static void draw_judge(struct page *pg, const struct measure_row *m, rid unit)
{
	struct html *h = pg->h;
	struct ui_field f = {.input = UI_LONG,
		.name = S("note"),
		.label = tr(h->lang, "意见"),
		.note = tr(h->lang, "退回时必填：缺什么、怎么补"),
		.rows = 2,
		.max = 500,
		.value = http_field(pg->q, S("note")),
		.error = err_of(pg->cx->errs, S("note"))};
	ui_errors(h, &f, 1);
	ui_form_begin(h, &(struct ui_form){.action = plan_url(pg, m->campaign, m->head.id, unit)});
	page_tokens(pg);
	ui_fields(h, &f, 1);
	ui_buttons_begin(h);
	ui_button(h, &(struct ui_button){.text = tr(h->lang, "同意"),
			     .name = S("act"),
			     .value = S("approve"),
			     .primary = true,
			     .unchecked = true});
	ui_button(h, &(struct ui_button){
			     .text = tr(h->lang, "退回"), .name = S("act"), .value = S("return")});
	ui_buttons_end(h);
	ui_form_end(h);
}

static void draw_forms(
	struct page *pg, const struct measure_row *m, rid unit, struct task_row *const *t, int n)
{
	int unsent = in_state(t, n, STATE_BIT(TASK_DRAFT) | STATE_BIT(TASK_RETURNED));
	bool judge = in_state(t, n, STATE_BIT(TASK_SENT)) > 0 &&
		     actor_may(pg->cx, "due.accept", t[0]->to_unit);
	if (task_may_write(pg->cx, m->head.id, unit)) {
		ui_body_begin(pg->h);
		if (unsent)
			draw_send(pg, m, unit, unsent);
		draw_add_form(pg, m, unit);
		ui_body_end(pg->h);
	}
	if (judge) {
		ui_body_begin(pg->h);
		draw_judge(pg, m, unit);
		ui_body_end(pg->h);
	}
}

static void draw_plan(struct page *pg, const struct measure_row *m, rid unit)
{
	struct html *h = pg->h;
	struct task_row **t;
	int n = task_list(pg->cx, m->head.id, unit, &t);
	struct ui_link crumbs[] = {{S("/campaign"), tr(h->lang, "专项活动")},
		{page_measure_url(pg, m, ""), m->heading}};
	page_open(
		pg, &(struct page_frame){.title = tree_unit_name(pg->cx, unit),
			    .nav = S("/campaign"),
			    .crumbs = crumbs,
			    .n_crumbs = NELEM(crumbs),
			    .lead = tr(h->lang, "本单位怎样落实这项措施：分几步、谁负责、哪天完成。"
						"只能比方案提前，不能推后。")});
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "工作计划"),
				 .count = trf(pg->cx->a, h->lang, "%d 步", n)});
	if (n)
		draw_steps(pg, t, n);
	else
		ui_empty(h, tr(h->lang, "还没有报计划"),
			tr(h->lang, "由责任单位写下步骤、责任人和时限，再报送。"));
	draw_forms(pg, m, unit, t, n);
	ui_card_end(h);
	page_close(pg);
}

/* The measure and the unit of the address, whose plan the actor must be allowed to look at. */
static struct measure_row *plan_asked(struct page *pg, rid *unit)
{
	struct measure_row *m = page_measure_asked(pg);
	if (m == NULL)
		return NULL;
	if (http_arg_id(pg->q, 2, &unit->n) &&
		(actor_may(pg->cx, "due.read", *unit) ||
			actor_may(pg->cx, "due.read", part_lead(pg->cx, m->head.id))))
		return m;
	page_absent(pg);
	return NULL;
}

static void plan(struct page *pg)
{
	rid unit;
	struct measure_row *m = plan_asked(pg, &unit);
	if (m)
		draw_plan(pg, m, unit);
}

static enum flow_code do_add(struct ctx *cx, void *arg)
{
	return task_add(cx, arg);
}

struct pass {
	rid measure, unit;
	bool send, ok;
	struct str note;
};

static enum flow_code do_pass(struct ctx *cx, void *arg)
{
	const struct pass *p = arg;
	return p->send ? task_send(cx, p->measure, p->unit)
		       : task_review(cx, p->measure, p->unit, p->ok, p->note);
}

static enum flow_code plan_act(struct page *pg, const struct measure_row *m, rid unit)
{
	struct str act = http_field(pg->q, S("act"));
	if (str_eq(act, S("add"))) {
		struct task_in in = {.measure = m->head.id,
			.unit = unit,
			.what = http_field(pg->q, S("what")),
			.day = DAY_NONE};
		num_int(http_field(pg->q, S("person")), 1, INT64_MAX, &in.person.n);
		day_parse(http_field(pg->q, S("due_day")), &in.day);
		return page_write(pg, do_add, &in);
	}
	struct pass p = {.measure = m->head.id,
		.unit = unit,
		.send = str_eq(act, S("send")),
		.ok = str_eq(act, S("approve")),
		.note = http_field(pg->q, S("note"))};
	return page_write(pg, do_pass, &p);
}

static void plan_form(struct page *pg)
{
	rid unit;
	struct measure_row *m = plan_asked(pg, &unit);
	if (m == NULL)
		return;
	enum flow_code code = plan_act(pg, m, unit);
	if (code == FLOW_OK) {
		page_done(pg, plan_url(pg, m->campaign, m->head.id, unit));
	} else if (code == FLOW_INVALID) {
		pg->r->status = 422;
		draw_plan(pg, m, unit);
	} else {
		page_refuse(pg, code);
	}
}

/* ---- who has filed: of a measure, of the campaign ---- */

static void draw_sum(struct page *pg, const struct task_sum *s, struct str url)
{
	struct html *h = pg->h;
	bool all = s->planned >= s->measures;
	ui_tr_begin(h, false);
	if (url.n)
		ui_td_link(h, url, s->name);
	else
		ui_td(h, s->name);
	h_lit(h, "<td class=\"nw\">");
	ui_lamp(h, all ? LAMP_GREEN : LAMP_OPEN,
		all ? tr(h->lang, "已报计划")
		: s->measures == 1
			? tr(h->lang, "还没有报计划")
			: trf(pg->cx->a, h->lang, "%d 项措施报了 %d 项", s->measures, s->planned));
	h_lit(h, "</td>");
	ui_td_right(h, str_int(pg->cx->a, s->sent));
	ui_td_right(h, str_int(pg->cx->a, s->open));
	h_lit(h, "<td class=\"rt\">");
	if (s->late)
		ui_lamp(h, LAMP_RED, str_int(pg->cx->a, s->late));
	else
		h_int(h, 0);
	h_lit(h, "</td>");
	ui_td_right(h, str_int(pg->cx->a, s->done));
	ui_tr_end(h);
}

static void draw_sums(struct page *pg, rid campaign, rid measure)
{
	struct html *h = pg->h;
	struct task_sum *s;
	int n = task_sums(pg->cx, campaign, measure, &s), missing = 0;
	for (int i = 0; i < n; i++)
		missing += s[i].planned < s[i].measures;
	struct ui_col cols[] = {{.text = tr(h->lang, "单位")}, {.text = tr(h->lang, "工作计划")},
		{.text = tr(h->lang, "待审"), .right = true},
		{.text = tr(h->lang, "在办"), .right = true},
		{.text = tr(h->lang, "逾期"), .right = true},
		{.text = tr(h->lang, "完成"), .right = true}};
	ui_card_begin(h,
		&(struct ui_card){.title = tr(h->lang, "各单位工作计划"),
			.count = trf(pg->cx->a, h->lang, "%d 家单位，%d 家没有报全", n, missing)});
	if (n == 0)
		ui_empty(h, tr(h->lang, "没有单位在这里负责"),
			tr(h->lang, "签发方案以后，责任单位列在这里。"));
	else
		ui_table_begin(h, &(struct ui_table){.label = tr(h->lang, "各单位工作计划"),
					  .cols = cols,
					  .n_cols = NELEM(cols),
					  .dense = true});
	for (int i = 0; i < n; i++)
		draw_sum(pg, &s[i],
			measure.n ? plan_url(pg, campaign, measure, s[i].unit) : STR_NONE);
	if (n)
		ui_table_end(h);
	ui_card_end(h);
}

void page_measure_tasks(struct page *pg, const struct measure_row *m)
{
	draw_sums(pg, m->campaign, m->head.id);
}

static void own(struct page *pg)
{
	struct campaign_row *c = page_campaign_asked(pg);
	if (c == NULL)
		return;
	page_campaign_open(pg, c, "/own");
	draw_sums(pg, c->head.id, RID_NONE);
	page_close(pg);
}

/* The unit's own steps, on the page of a due item. */
void page_due_tasks(struct page *pg, const struct due_row *d)
{
	struct html *h = pg->h;
	struct task_row **t;
	int n = task_list(pg->cx, d->measure, d->head.unit, &t);
	struct str url = plan_url(pg, d->campaign, d->measure, d->head.unit);
	if (n == 0 && !task_may_write(pg->cx, d->measure, d->head.unit))
		return;
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "工作计划"),
				 .count = trf(pg->cx->a, h->lang, "%d 步", n),
				 .more = tr(h->lang, "打开"),
				 .more_url = url});
	h_lit(h, "<ul class=\"lst\">");
	for (int i = 0; i < n; i++) {
		struct str person = tree_person_name(pg->cx, t[i]->person);
		struct str due = locale_day(pg->cx->a, h->lang, t[i]->due_day, h->today);
		ui_brief(h, &(struct ui_brief){.lamp = lamp_of(pg, t[i]),
				    .word = state_word(pg, t[i]),
				    .url = task_url(pg, t[i]->head.id),
				    .title = t[i]->what,
				    .meta = str_fmt(pg->cx->a, "%.*s · %.*s", STR_ARG(person),
					    STR_ARG(due))});
	}
	h_lit(h, "</ul>");
	if (n == 0)
		ui_empty(h, tr(h->lang, "还没有报计划"),
			tr(h->lang, "由责任单位写下步骤、责任人和时限，再报送。"));
	ui_card_end(h);
}

/* ---- routes ---- */

static const struct page_def plan_def = {.fn = plan, .perm = "due.read", .flags = PAGE_AS_OF};
static const struct page_def plan_form_def = {.fn = plan_form, .perm = "due.read"};
static const struct page_def own_def = {.fn = own, .perm = "due.read", .flags = PAGE_AS_OF};

static const struct route_param plan_params[] = {
	{.name = "what", .max = 2048},
	{.name = "person", .max = 20},
	{.name = "due_day", .max = 10},
	{.name = "note", .max = 4096},
	{.name = "act", .max = 16},
	{0},
};

const struct route task_routes[] = {
	{.verb = VERB_GET,
		.pattern = "/campaign/#id/measure/#m/own/#u",
		.fn = page_serve,
		.more = &plan_def},
	{.verb = VERB_POST,
		.pattern = "/campaign/#id/measure/#m/own/#u",
		.fn = page_serve,
		.more = &plan_form_def,
		.params = plan_params},
	{.verb = VERB_GET, .pattern = "/campaign/#id/own", .fn = page_serve, .more = &own_def},
	{0},
};
