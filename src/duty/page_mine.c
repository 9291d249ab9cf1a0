/* page_mine.c — 我的责任: all that one officer answers for, with dates and lights; and on the page
 * of a due item who does it inside the unit. Everybody sees his own, whatever his roles.
 * ORG-12, ORG-31. */
#include "base/bug.h"
#include "base/num.h"
#include "core/actor.h"
#include "core/rec.h"
#include "core/tree.h"
#include "duty/doer.h"
#include "duty/entry.h"
#include "duty/page_int.h"
#include "org/handover.h"

enum { DUES = 200, FEW = 7 };

/* What is this person's and not over. */
static int load_dues(struct page *pg, int most, struct due_line **out)
{
	struct light_rules rules = light_load(pg->cx);
	struct due_filter f = {.doer = pg->cx->who->person,
		.states = STATE_OWED | STATE_BIT(DUE_REPORTED) | STATE_BIT(DUE_PAUSED) |
			  STATE_BIT(DUE_WAITING),
		.from = DAY_NONE,
		.until = DAY_NONE,
		.per_page = most};
	int n = due_list(pg->cx, &f, &rules, out);
	return n > most ? most : n;
}

/* To the item where he may open it, else to what the plan says of it; nowhere without that. */
static struct str due_place(struct page *pg, const struct due_line *l)
{
	if (flow_may_see(pg->cx, &due_kind, l->d.head.id))
		return page_due_url(pg->cx->a, l->d.head.id);
	return actor_may(pg->cx, "campaign.read", RID_NONE)
		       ? str_fmt(pg->cx->a, "/campaign/%lld/measure/%lld",
				 (long long)l->d.campaign.n, (long long)l->d.measure.n)
		       : STR_NONE;
}

static void draw_due(struct page *pg, const struct due_line *l)
{
	struct html *h = pg->h;
	struct arena *a = pg->cx->a;
	struct str day = day_is_set(l->d.due_day)
				 ? locale_weekday(a, h->lang, l->d.due_day, h->today)
				 : tr(h->lang, "发生以后才有期限");
	ui_item(h, &(struct ui_item){.lamp = page_lamp(l->light.light),
			   .word = page_light_word(h, &l->d, &l->light),
			   .url = due_place(pg, l),
			   .title = page_due_title(a, l),
			   .meta = trf(a, h->lang, "%.*s · %.*s · 报 %.*s", STR_ARG(day),
				   STR_ARG(l->unit_name), STR_ARG(l->to_name))});
}

static void draw_dues(struct page *pg)
{
	struct html *h = pg->h;
	struct due_line *at;
	int n = load_dues(pg, DUES, &at);
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "我承办的应报"),
				 .count = str_int(pg->cx->a, n)});
	if (n == 0)
		ui_empty(h, tr(h->lang, "没有指定由您承办的应报"),
			tr(h->lang, "本单位联络员或负责人可以在应报事项里指定承办人。"));
	ui_list_begin(h);
	for (int i = 0; i < n; i++)
		draw_due(pg, &at[i]);
	ui_list_end(h);
	ui_card_end(h);
}

/* A day of one's own against today. */
static enum lamp day_lamp(struct page *pg, struct day d)
{
	if (!day_is_set(d))
		return LAMP_OPEN;
	return d.n < pg->cx->today.n ? LAMP_RED : d.n == pg->cx->today.n ? LAMP_YELLOW : LAMP_GREEN;
}

static struct str day_word(struct page *pg, struct day d)
{
	struct html *h = pg->h;
	if (!day_is_set(d))
		return tr(h->lang, "时限还没有定");
	if (d.n < pg->cx->today.n)
		return ui_lamp_late(pg->cx->a, h->lang, day_diff(d, pg->cx->today));
	return d.n == pg->cx->today.n
		       ? tr(h->lang, "今天")
		       : ui_lamp_left_days(pg->cx->a, h->lang, day_diff(pg->cx->today, d));
}

static void draw_task(struct page *pg, const struct task_row *t)
{
	struct html *h = pg->h;
	bool open = t->head.state == TASK_OPEN;
	struct str state = locale_find(h->lang, str_of(task_kind.states[t->head.state].label));
	struct str when = locale_weekday(pg->cx->a, h->lang, t->due_day, h->today);
	struct str unit = tree_unit_name(pg->cx, t->head.unit);
	struct str measure = rec_title(pg->cx, &measure_kind, t->measure);
	ui_item(h, &(struct ui_item){.lamp = open ? day_lamp(pg, t->due_day) : LAMP_GREY,
			   .word = open ? day_word(pg, t->due_day) : state,
			   .url = str_fmt(pg->cx->a, "/task/%lld", (long long)t->head.id.n),
			   .title = t->what,
			   .meta = trf(pg->cx->a, h->lang, "%.*s · %.*s · %.*s", STR_ARG(when),
				   STR_ARG(unit), STR_ARG(measure))});
}

static void draw_tasks(struct page *pg)
{
	struct html *h = pg->h;
	struct task_row **t;
	int n = doer_tasks(pg->cx, &t);
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "我负责的举措"),
				 .count = str_int(pg->cx->a, n)});
	if (n == 0)
		ui_empty(h, tr(h->lang, "单位计划里没有由您负责的举措"), STR_NONE);
	ui_list_begin(h);
	for (int i = 0; i < n; i++)
		draw_task(pg, t[i]);
	ui_list_end(h);
	ui_card_end(h);
}

static void draw_claim(struct page *pg, const struct claim_row *c)
{
	struct html *h = pg->h;
	struct str what = claim_kind.title(pg->cx, c);
	bool may = flow_may_see(pg->cx, &claim_kind, c->head.id);
	struct str unit = tree_unit_name(pg->cx, c->head.unit);
	struct str goal = c->goal.n ? c->goal : tr(h->lang, "还没有定");
	ui_item(h, &(struct ui_item){.lamp = day_lamp(pg, c->due_day),
			   .word = day_word(pg, c->due_day),
			   .url = may ? str_fmt(pg->cx->a, "/k/claim/%lld", (long long)c->head.id.n)
				      : STR_NONE,
			   .title = what,
			   .meta = trf(pg->cx->a, h->lang, "%.*s · 目标：%.*s", STR_ARG(unit),
				   STR_ARG(goal))});
}

static void draw_claims(struct page *pg)
{
	struct html *h = pg->h;
	struct claim_row **c;
	int n = doer_claims(pg->cx, &c);
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "认领后由我负责的"),
				 .count = str_int(pg->cx->a, n)});
	if (n == 0)
		ui_empty(h, tr(h->lang, "没有认领后由您负责的事项"), STR_NONE);
	ui_list_begin(h);
	for (int i = 0; i < n; i++)
		draw_claim(pg, c[i]);
	ui_list_end(h);
	ui_card_end(h);
}

/* ---- units, posts and the rest ---- */

static int64_t owed_by(struct page *pg, rid unit, struct day until)
{
	struct due_filter f = {.perm = "due.read",
		.col = "unit",
		.states = STATE_OWED,
		.unit = unit,
		.from = DAY_NONE,
		.until = until};
	return due_count(pg->cx, &f);
}

static void draw_unit(struct page *pg, const struct doer_unit *u)
{
	struct html *h = pg->h;
	struct ctx *cx = pg->cx;
	bool reads = actor_may(cx, "due.read", u->unit);
	int64_t late = reads ? owed_by(pg, u->unit, day_add(cx->today, -1)) : 0;
	struct str all = due_count_say(cx, reads ? owed_by(pg, u->unit, DAY_NONE) : 0);
	struct str overdue = due_count_say(cx, late);
	ui_brief(h,
		&(struct ui_brief){.lamp = !reads ? LAMP_NONE
					   : late ? LAMP_RED
						  : LAMP_GREEN,
			.word = late ? trf(cx->a, h->lang, "逾期 %.*s 项", STR_ARG(overdue))
				     : tr(h->lang, "没有逾期"),
			.url = reads ? str_fmt(cx->a, "/due?view=open&unit=%lld",
					       (long long)u->unit.n)
				     : STR_NONE,
			.title = str_fmt(cx->a, "%.*s · %.*s", STR_ARG(u->name), STR_ARG(u->post)),
			.meta = reads ? trf(cx->a, h->lang, "待报 %.*s 项", STR_ARG(all))
				      : STR_NONE});
}

static void draw_units(struct page *pg)
{
	struct html *h = pg->h;
	struct doer_unit *u;
	int n = doer_units(pg->cx, &u);
	if (n == 0)
		return;
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "我负责的单位")});
	ui_list_begin(h);
	for (int i = 0; i < n; i++)
		draw_unit(pg, &u[i]);
	ui_list_end(h);
	ui_card_end(h);
}

/* Posts, pairings, duties of a leader, drafts, proxies and roles: what a handover would list. */
static void draw_held(struct page *pg)
{
	struct html *h = pg->h;
	struct handover_item *at;
	int n = handover_list(pg->cx, pg->cx->who->person, pg->cx->today, &at);
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "岗位、包联和角色"),
				 .count = str_int(pg->cx->a, n)});
	if (n == 0)
		ui_empty(h, tr(h->lang, "没有登记的岗位和角色"), STR_NONE);
	ui_list_begin(h);
	for (int i = 0; i < n; i++)
		ui_brief(h, &(struct ui_brief){.title = at[i].title,
				    .meta = locale_find(h->lang, str_of(at[i].source->label))});
	ui_list_end(h);
	ui_card_end(h);
}

static void mine(struct page *pg)
{
	struct html *h = pg->h;
	const struct actor *who = pg->cx->who;
	struct str unit = tree_unit_name(pg->cx, who->unit);
	page_open(pg, &(struct page_frame){.title = tr(h->lang, "我的责任"),
			      .nav = S("/mine"),
			      .lead = trf(pg->cx->a, h->lang,
				      "%.*s · %.*s。落实到您本人的事项都在这里，不排名。",
				      STR_ARG(who->name), STR_ARG(unit))});
	ui_cols_begin(h, COLS_8_4);
	ui_stack_begin(h);
	draw_dues(pg);
	draw_tasks(pg);
	draw_claims(pg);
	ui_stack_end(h);
	ui_stack_begin(h);
	draw_units(pg);
	draw_held(pg);
	ui_stack_end(h);
	ui_cols_end(h);
	page_close(pg);
}

void page_mine_card(struct page *pg)
{
	struct html *h = pg->h;
	struct due_line *at;
	struct task_row **t;
	int n = load_dues(pg, FEW, &at), k = doer_tasks(pg->cx, &t);
	if (n + k == 0)
		return;
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "由我承办的"),
				 .hot = true,
				 .more = tr(h->lang, "我的责任"),
				 .more_url = S("/mine")});
	ui_list_begin(h);
	for (int i = 0; i < n; i++)
		draw_due(pg, &at[i]);
	for (int i = 0; i < k && i < FEW; i++)
		draw_task(pg, t[i]);
	ui_list_end(h);
	ui_card_end(h);
}

/* ---- who does it, on the item ---- */

static void draw_doer_form(struct page *pg, const struct due_row *d, bool typed)
{
	struct html *h = pg->h;
	struct str now = d->doer.n ? str_int(pg->cx->a, d->doer.n) : STR_NONE;
	bool sent = typed && str_ends(pg->q->path, S("/doer"));
	struct ui_option later = {S("1"), tr(h->lang, "以后各期也由他承办"), STR_NONE,
		!sent || http_field(pg->q, S("later")).n};
	struct ui_field f[] = {
		{.name = S("doer"),
			.label = tr(h->lang, "承办人"),
			.note = tr(h->lang, "可不指定；对外仍由单位负责"),
			.none = tr(h->lang, "不指定"),
			.error = err_of(pg->cx->errs, S("doer"))},
		{.input = UI_CHECK,
			.name = S("later"),
			.label = tr(h->lang, "以后各期"),
			.label_hidden = true,
			.options = &later,
			.n_options = 1},
	};
	page_person_field(pg, d->head.unit, sent ? http_field(pg->q, S("doer")) : now, &f[0]);
	ui_errors(h, f, NELEM(f));
	ui_form_begin(h, &(struct ui_form){.action = page_due_act(pg, d, "doer")});
	page_tokens(pg);
	ui_fields(h, f, NELEM(f));
	ui_buttons_begin(h);
	ui_button(h, &(struct ui_button){.text = tr(h->lang, "定承办人"),
			     .why = tr(h->lang, "本人会收到通知，列在他的“我的责任”里")});
	ui_buttons_end(h);
	ui_form_end(h);
}

void page_due_doer(struct page *pg, const struct due_row *d, bool typed)
{
	struct html *h = pg->h;
	bool may = doer_may(pg->cx, d);
	if (!may)
		return;
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "承办人"),
				 .count = tree_person_name(pg->cx, d->doer)});
	ui_body_begin(h);
	draw_doer_form(pg, d, typed);
	ui_body_end(h);
	ui_card_end(h);
}

static enum flow_code do_set(struct ctx *cx, void *arg)
{
	return doer_set(cx, arg);
}

static void set(struct page *pg)
{
	struct due_row *d = page_due_asked(pg);
	if (d == NULL)
		return;
	struct doer_in in = {.due = d->head.id, .later = http_field(pg->q, S("later")).n > 0};
	struct str who = http_field(pg->q, S("doer"));
	/* What is no person at all is refused like one of another unit. */
	if (who.n && !num_int(who, 1, INT64_MAX, &in.person.n))
		in.person.n = INT64_MAX;
	page_due_done(pg, d, page_write(pg, do_set, &in), true);
}

static const struct page_def mine_def = {.fn = mine};
static const struct page_def set_def = {.fn = set, .perm = "due.report"};
static const struct route_param set_params[] = {
	{.name = "doer", .max = 20}, {.name = "later", .max = 4}, {0}};

const struct route mine_routes[] = {
	{.verb = VERB_GET, .pattern = "/mine", .fn = page_serve, .more = &mine_def},
	{.verb = VERB_POST,
		.pattern = "/due/#id/doer",
		.fn = page_serve,
		.more = &set_def,
		.params = set_params},
	{0},
};
