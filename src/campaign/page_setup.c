/* page_setup.c — setting a campaign up: 筹备 (the start-up list and the next step), 领导小组,
 * 目标与阶段 (PLAN-04, 27, 37, 39; ORG-05). */
#include "base/bug.h"
#include "base/num.h"
#include "campaign/page_int.h"
#include "campaign/progress.h"
#include "core/actor.h"
#include "core/rec.h"
#include "core/tree.h"
#include "core/val.h"
#include "plan/setup.h"
#include "web/ui_list.h"

enum { CHOICES = 300 };

static struct str url_of(struct page *pg, const struct campaign_row *c, const char *tail)
{
	return str_fmt(pg->cx->a, "/campaign/%lld%s", (long long)c->head.id.n, tail);
}

static struct str number(struct page *pg, rid id)
{
	return str_fmt(pg->cx->a, "%lld", (long long)id.n);
}

static bool may_edit(struct page *pg, const struct campaign_row *c)
{
	return c->head.state != CAMPAIGN_DONE && c->head.state != CAMPAIGN_CANCELLED &&
	       actor_may(pg->cx, "campaign.edit", c->head.unit);
}

static struct str day_or(struct page *pg, struct day d)
{
	return locale_day(pg->cx->a, pg->h->lang, d, pg->h->today);
}

static void act_begin(struct page *pg, const struct campaign_row *c, const char *what)
{
	ui_form_begin(pg->h, &(struct ui_form){.action = url_of(pg, c, "/setup")});
	page_tokens(pg);
	ui_hidden(pg->h, S("what"), str_of(what));
}

static void act_end(struct page *pg, const char *label)
{
	ui_buttons_begin(pg->h);
	ui_button(pg->h, &(struct ui_button){
				 .text = locale_find(pg->h->lang, str_of(label)), .small = true});
	ui_buttons_end(pg->h);
	ui_form_end(pg->h);
}

/* What was typed, where this act was sent. */
static struct str typed(struct page *pg, const char *what, const char *field)
{
	return str_eq(http_field(pg->q, S("what")), str_of(what)) ? http_field(pg->q, str_of(field))
								  : STR_NONE;
}

static struct str wrong(struct page *pg, const char *what, const char *field)
{
	return str_eq(http_field(pg->q, S("what")), str_of(what))
		       ? err_of(pg->cx->errs, str_of(field))
		       : STR_NONE;
}

/* This act on this row was sent and is shown again. */
static bool is_asked(struct page *pg, const char *what, rid id)
{
	return str_eq(http_field(pg->q, S("what")), str_of(what)) &&
	       str_eq(http_field(pg->q, S("id")), number(pg, id));
}

/* ---- 筹备 ---- */

static struct str item_meta(struct page *pg, const struct setup_item *it)
{
	struct arena *a = pg->cx->a;
	enum lang lang = pg->h->lang;
	if (it->done && it->by.n)
		return trf(a, lang, "%.*s · %.*s记 · %.*s", STR_ARG(day_or(pg, it->day)),
			STR_ARG(tree_person_name(pg->cx, it->by)), STR_ARG(it->note));
	if (it->automatic)
		return trf(a, lang, "自动核对 · %.*s", STR_ARG(it->note.n ? it->note : it->hint));
	return it->hint;
}

static void draw_tick(struct page *pg, const struct campaign_row *c, const struct setup_item *it)
{
	struct html *h = pg->h;
	char today[DAY_TEXT];
	bool mine = str_eq(http_field(pg->q, S("item")), it->code);
	struct ui_field f[] = {
		{.input = UI_DATE,
			.name = S("day"),
			.id = str_fmt(pg->cx->a, "d_%.*s", STR_ARG(it->code)),
			.label = tr(h->lang, "完成日期"),
			.value = mine ? http_field(pg->q, S("day"))
				      : str_dup(pg->cx->a, str_of(day_text(pg->cx->today, today))),
			.error = mine ? err_of(pg->cx->errs, S("day")) : STR_NONE,
			.half = true},
		{.input = UI_TEXT,
			.name = S("note"),
			.id = str_fmt(pg->cx->a, "n_%.*s", STR_ARG(it->code)),
			.label = tr(h->lang, "说明"),
			.value = mine ? http_field(pg->q, S("note")) : STR_NONE,
			.error = mine ? err_of(pg->cx->errs, S("note")) : STR_NONE,
			.half = true,
			.max = 200},
	};
	ui_fold_begin(h, it->done ? tr(h->lang, "改回未完成") : tr(h->lang, "记为完成"), mine);
	act_begin(pg, c, "tick");
	ui_hidden(h, S("item"), it->code);
	if (!it->done) {
		ui_grid_begin(h);
		ui_fields(h, f, NELEM(f));
		ui_grid_end(h);
	}
	act_end(pg, it->done ? "改回未完成" : "记为完成");
	ui_fold_end(h);
}

static void draw_items(struct page *pg, const struct campaign_row *c)
{
	struct html *h = pg->h;
	struct setup_item *it;
	int n = setup_items(pg->cx, c, &it), done = 0;
	for (int i = 0; i < n; i++)
		done += it[i].done;
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "启动清单"),
				 .count = trf(pg->cx->a, h->lang, "%d 项中完成 %d 项", n, done)});
	ui_list_begin(h);
	for (int i = 0; i < n; i++) {
		ui_item_begin(
			h, &(struct ui_item){.lamp = it[i].done ? LAMP_BLUE : LAMP_OPEN,
				   .word = it[i].done ? tr(h->lang, "完成") : tr(h->lang, "未完成"),
				   .title = it[i].label,
				   .meta = item_meta(pg, &it[i]),
				   .chip = it[i].required ? tr(h->lang, "必需") : STR_NONE});
		if (may_edit(pg, c) && !it[i].automatic)
			draw_tick(pg, c, &it[i]);
		ui_item_end(h);
	}
	ui_list_end(h);
	ui_card_end(h);
}

static void draw_steps(struct page *pg, const struct campaign_row *c)
{
	struct html *h = pg->h;
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "活动"),
				 .count = locale_find(h->lang,
					 str_of(campaign_kind.states[c->head.state].label))});
	ui_body_begin(h);
	struct ui_kv kv[] = {
		{tr(h->lang, "类型"), val_code_label(pg->cx, S("campaign_type"), c->type),
			STR_NONE},
		{tr(h->lang, "起止"),
			day_is_set(c->until_day) ? trf(pg->cx->a, h->lang, "%.*s至%.*s",
							   STR_ARG(day_or(pg, c->from_day)),
							   STR_ARG(day_or(pg, c->until_day)))
						 : trf(pg->cx->a, h->lang, "%.*s起，长期",
							   STR_ARG(day_or(pg, c->from_day))),
			STR_NONE},
		{tr(h->lang, "活动办公室"), tree_unit_name(pg->cx, c->office), STR_NONE},
	};
	ui_kvs(h, kv, NELEM(kv));
	for (size_t i = 0; i < pg->cx->errs->n; i++)
		if (pg->cx->errs->at[i].field.n == 0)
			ui_note(h, NOTE_YELLOW, STR_NONE, pg->cx->errs->at[i].text);
	ui_buttons_begin(h);
	for (int i = 0; i < campaign_kind.n_steps; i++) {
		const struct step *s = &campaign_kind.steps[i];
		if ((s->flags & STEP_NEW) || !flow_may(pg->cx, &campaign_kind, s, c))
			continue;
		ui_button_link(h,
			str_fmt(pg->cx->a, "/k/campaign/%lld/%s", (long long)c->head.id.n, s->name),
			locale_find(h->lang, str_of(s->label)));
	}
	ui_buttons_end(h);
	ui_body_end(h);
	ui_card_end(h);
}

static void draw_startup(struct page *pg, const struct campaign_row *c)
{
	page_campaign_open(pg, c, "/startup");
	ui_cols_begin(pg->h, COLS_5_5);
	draw_items(pg, c);
	draw_steps(pg, c);
	ui_cols_end(pg->h);
	page_close(pg);
}

/* ---- 领导小组 ---- */

static void draw_member(struct page *pg, const struct campaign_row *c, const struct setup_member *m)
{
	struct html *h = pg->h;
	bool gone = day_is_set(m->until);
	ui_item_begin(
		h, &(struct ui_item){.lamp = gone ? LAMP_GREY : LAMP_BLUE,
			   .word = val_code_label(pg->cx, S("group_role"), m->role),
			   .title = m->name,
			   .meta = gone ? trf(pg->cx->a, h->lang, "%.*s · %.*s至%.*s",
						  STR_ARG(m->post), STR_ARG(day_or(pg, m->from)),
						  STR_ARG(day_or(pg, m->until)))
					: trf(pg->cx->a, h->lang, "%.*s · %.*s起", STR_ARG(m->post),
						  STR_ARG(day_or(pg, m->from)))});
	if (!gone && may_edit(pg, c)) {
		struct ui_field until = {.input = UI_DATE,
			.name = S("until"),
			.id = str_fmt(pg->cx->a, "u_%lld", (long long)m->id.n),
			.label = tr(h->lang, "离任日期"),
			.error = is_asked(pg, "leave", m->id) ? wrong(pg, "leave", "until")
							      : STR_NONE};
		ui_fold_begin(h, tr(h->lang, "退出小组"), is_asked(pg, "leave", m->id));
		act_begin(pg, c, "leave");
		ui_hidden(h, S("id"), number(pg, m->id));
		ui_field(h, &until);
		act_end(pg, "退出小组");
		ui_fold_end(h);
	}
	ui_item_end(h);
}

static void draw_join(struct page *pg, const struct campaign_row *c)
{
	struct html *h = pg->h;
	struct str *codes, *labels;
	int n = val_codes(pg->cx, S("group_role"), &codes, &labels);
	struct ui_option *roles = arena_array(pg->cx->a, (size_t)n + 1, sizeof *roles);
	for (int i = 0; i < n; i++)
		roles[i] = (struct ui_option){.value = codes[i],
			.text = labels[i],
			.on = str_eq(codes[i], typed(pg, "join", "role"))};
	struct ui_field f[] = {
		{.input = UI_TEXT,
			.name = S("name"),
			.label = tr(h->lang, "姓名"),
			.note = tr(h->lang, "本局的人写全名即可，外单位的人直接写"),
			.value = typed(pg, "join", "name"),
			.error = wrong(pg, "join", "name"),
			.half = true,
			.max = 60},
		{.input = UI_TEXT,
			.name = S("post"),
			.label = tr(h->lang, "职务"),
			.value = typed(pg, "join", "post"),
			.half = true,
			.max = 100},
		{.input = UI_SELECT,
			.name = S("role"),
			.label = tr(h->lang, "在小组里"),
			.options = roles,
			.n_options = n,
			.error = wrong(pg, "join", "role"),
			.half = true},
		{.input = UI_DATE,
			.name = S("from"),
			.label = tr(h->lang, "开始日期"),
			.value = typed(pg, "join", "from"),
			.error = wrong(pg, "join", "from"),
			.half = true},
	};
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "加一个人")});
	ui_body_begin(h);
	ui_errors(h, f, NELEM(f));
	act_begin(pg, c, "join");
	ui_grid_begin(h);
	ui_fields(h, f, NELEM(f));
	ui_grid_end(h);
	act_end(pg, "加入小组");
	ui_body_end(h);
	ui_card_end(h);
}

static void draw_group(struct page *pg, const struct campaign_row *c)
{
	struct html *h = pg->h;
	struct setup_member *m;
	int n = setup_group(pg->cx, c->head.id, &m);
	page_campaign_open(pg, c, "/group");
	ui_stack_begin(h);
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "领导小组")});
	if (n == 0)
		ui_empty(h, tr(h->lang, "还没有成立领导小组"),
			tr(h->lang, "由专项活动办公室在这一页加入组长、副组长和成员。"));
	ui_list_begin(h);
	for (int i = 0; i < n; i++)
		draw_member(pg, c, &m[i]);
	ui_list_end(h);
	ui_card_end(h);
	if (may_edit(pg, c))
		draw_join(pg, c);
	ui_stack_end(h);
	page_close(pg);
}

/* ---- 目标与阶段 ---- */

static void drop_button(struct page *pg, const struct campaign_row *c, const char *what, rid id)
{
	act_begin(pg, c, what);
	ui_hidden(pg->h, S("id"), number(pg, id));
	act_end(pg, "删去");
}

static void draw_phase_form(
	struct page *pg, const struct campaign_row *c, const struct setup_phase *p)
{
	struct html *h = pg->h;
	char from[DAY_TEXT], until[DAY_TEXT];
	struct str id = number(pg, p ? p->id : RID_NONE);
	bool mine = is_asked(pg, "phase", p ? p->id : RID_NONE);
	struct ui_field f[] = {
		{.input = UI_TEXT,
			.name = S("name"),
			.id = str_cat(pg->cx->a, S("pn"), id),
			.label = tr(h->lang, "阶段"),
			.value = mine ? http_field(pg->q, S("name"))
				 : p  ? p->name
				      : STR_NONE,
			.error = mine ? wrong(pg, "phase", "name") : STR_NONE,
			.max = 100},
		{.input = UI_DATE,
			.name = S("from"),
			.id = str_cat(pg->cx->a, S("pf"), id),
			.label = tr(h->lang, "开始日期"),
			.value = mine                       ? http_field(pg->q, S("from"))
				 : p && day_is_set(p->from) ? str_of(day_text(p->from, from))
							    : STR_NONE,
			.error = mine ? wrong(pg, "phase", "from") : STR_NONE,
			.half = true},
		{.input = UI_DATE,
			.name = S("until"),
			.id = str_cat(pg->cx->a, S("pu"), id),
			.label = tr(h->lang, "结束日期"),
			.value = mine                        ? http_field(pg->q, S("until"))
				 : p && day_is_set(p->until) ? str_of(day_text(p->until, until))
							     : STR_NONE,
			.error = mine ? wrong(pg, "phase", "until") : STR_NONE,
			.half = true},
	};
	act_begin(pg, c, "phase");
	ui_hidden(h, S("id"), id);
	ui_grid_begin(h);
	ui_fields(h, f, NELEM(f));
	ui_grid_end(h);
	act_end(pg, p ? "保存阶段" : "加一个阶段");
}

static void draw_phases(struct page *pg, const struct campaign_row *c)
{
	struct html *h = pg->h;
	struct setup_phase *p;
	int n = setup_phases(pg->cx, c->head.id, &p);
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "阶段"),
				 .count = trf(pg->cx->a, h->lang, "%d 个", n)});
	ui_list_begin(h);
	for (int i = 0; i < n; i++) {
		struct progress_of of = progress_phase(pg->cx, p[i].id);
		bool now = p[i].from.n <= pg->cx->today.n &&
			   (!day_is_set(p[i].until) || pg->cx->today.n <= p[i].until.n);
		ui_item_begin(h,
			&(struct ui_item){.lamp = now ? LAMP_GREEN : LAMP_OPEN,
				.word = now ? tr(h->lang, "正在进行")
					: pg->cx->today.n < p[i].from.n ? tr(h->lang, "未开始")
									: tr(h->lang, "已结束"),
				.title = p[i].name,
				.meta = trf(pg->cx->a, h->lang,
					"%.*s至%.*s · %lld 项措施 · 应报 %lld 项，办结 %lld 项",
					STR_ARG(day_or(pg, p[i].from)),
					STR_ARG(day_or(pg, p[i].until)), (long long)p[i].measures,
					(long long)of.all, (long long)of.done)});
		if (may_edit(pg, c)) {
			ui_fold_begin(h, tr(h->lang, "修改"), is_asked(pg, "phase", p[i].id));
			draw_phase_form(pg, c, &p[i]);
			if (p[i].measures == 0)
				drop_button(pg, c, "drop_phase", p[i].id);
			ui_fold_end(h);
		}
		ui_item_end(h);
	}
	ui_list_end(h);
	ui_body_begin(h);
	if (may_edit(pg, c))
		draw_phase_form(pg, c, NULL);
	ui_body_end(h);
	ui_card_end(h);
}

static void draw_goals(struct page *pg, const struct campaign_row *c)
{
	struct html *h = pg->h;
	struct setup_goal *g;
	int n = setup_goals(pg->cx, c->head.id, &g);
	struct ui_field name = {.input = UI_TEXT,
		.name = S("name"),
		.id = S("f_goal"),
		.label = tr(h->lang, "目标"),
		.value = typed(pg, "goal", "name"),
		.error = wrong(pg, "goal", "name"),
		.max = 100};
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "目标"),
				 .count = trf(pg->cx->a, h->lang, "%d 个", n)});
	if (n == 0)
		ui_empty(h, tr(h->lang, "还没有目标"),
			tr(h->lang, "加了目标，再把措施归进来，就能按目标看进度。"));
	ui_list_begin(h);
	for (int i = 0; i < n; i++) {
		struct progress_of p = progress_goal(pg->cx, g[i].id);
		ui_item_begin(h,
			&(struct ui_item){.lamp = p.all && p.done == p.all ? LAMP_BLUE : LAMP_OPEN,
				.word = p.all ? trf(pg->cx->a, h->lang, "办结 %lld%%",
							(long long)(p.done * 100 / p.all))
					      : STR_NONE,
				.title = g[i].name,
				.meta = trf(pg->cx->a, h->lang,
					"%lld 项措施 · 应报 %lld 项，办结 %lld 项",
					(long long)g[i].measures, (long long)p.all,
					(long long)p.done)});
		if (may_edit(pg, c) && g[i].measures == 0)
			drop_button(pg, c, "drop_goal", g[i].id);
		ui_item_end(h);
	}
	ui_list_end(h);
	ui_body_begin(h);
	if (may_edit(pg, c)) {
		act_begin(pg, c, "goal");
		ui_field(h, &name);
		act_end(pg, "加一个目标");
	}
	ui_body_end(h);
	ui_card_end(h);
}

static void draw_attach(struct page *pg, const struct campaign_row *c)
{
	struct html *h = pg->h;
	struct measure_row **m;
	struct setup_goal *g;
	struct setup_phase *p;
	int n = plan_measures(pg->cx, plan_current(pg->cx, c->head.id), &m), k = 0;
	int n_goals = setup_goals(pg->cx, c->head.id, &g);
	int n_phases = setup_phases(pg->cx, c->head.id, &p);
	struct ui_option *ms = arena_array(pg->cx->a, CHOICES, sizeof *ms);
	struct ui_option *gs = arena_array(pg->cx->a, (size_t)n_goals + 1, sizeof *gs);
	struct ui_option *ps = arena_array(pg->cx->a, (size_t)n_phases + 1, sizeof *ps);
	for (int i = 0; i < n && k < CHOICES; i++)
		if (m[i]->assigned && m[i]->head.state != MEASURE_CANCELLED)
			ms[k++] = (struct ui_option){.value = number(pg, m[i]->head.id),
				.text = measure_kind.title(pg->cx, m[i])};
	for (int i = 0; i < n_goals; i++)
		gs[i] = (struct ui_option){.value = number(pg, g[i].id), .text = g[i].name};
	for (int i = 0; i < n_phases; i++)
		ps[i] = (struct ui_option){.value = number(pg, p[i].id), .text = p[i].name};
	struct ui_field f[] = {
		{.input = UI_SELECT,
			.name = S("id"),
			.id = S("f_measure"),
			.label = tr(h->lang, "措施"),
			.options = ms,
			.n_options = k},
		{.input = UI_SELECT,
			.name = S("goal"),
			.label = tr(h->lang, "目标"),
			.none = tr(h->lang, "不归入"),
			.options = gs,
			.n_options = n_goals,
			.half = true},
		{.input = UI_SELECT,
			.name = S("phase"),
			.label = tr(h->lang, "阶段"),
			.none = tr(h->lang, "不归入"),
			.options = ps,
			.n_options = n_phases,
			.half = true},
	};
	if (k == 0 || !may_edit(pg, c))
		return;
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "把措施归入目标和阶段")});
	ui_body_begin(h);
	act_begin(pg, c, "attach");
	ui_grid_begin(h);
	ui_fields(h, f, NELEM(f));
	ui_grid_end(h);
	act_end(pg, "归入");
	ui_body_end(h);
	ui_card_end(h);
}

static void draw_goal_page(struct page *pg, const struct campaign_row *c)
{
	page_campaign_open(pg, c, "/goals");
	ui_cols_begin(pg->h, COLS_5_5);
	ui_stack_begin(pg->h);
	draw_goals(pg, c);
	draw_attach(pg, c);
	ui_stack_end(pg->h);
	draw_phases(pg, c);
	ui_cols_end(pg->h);
	page_close(pg);
}

/* ---- pages and acts ---- */

void page_startup(struct page *pg)
{
	struct campaign_row *c = page_campaign_asked(pg);
	if (c)
		draw_startup(pg, c);
}

void page_group(struct page *pg)
{
	struct campaign_row *c = page_campaign_asked(pg);
	if (c)
		draw_group(pg, c);
}

void page_goals(struct page *pg)
{
	struct campaign_row *c = page_campaign_asked(pg);
	if (c)
		draw_goal_page(pg, c);
}

struct act {
	struct page *pg;
	rid campaign, id;
};

static rid id_field(struct page *pg, struct str name)
{
	rid id = RID_NONE;
	num_int(http_field(pg->q, name), 1, INT64_MAX, &id.n);
	return id;
}

static struct day day_field(struct page *pg, struct str name)
{
	struct day d;
	return day_parse(http_field(pg->q, name), &d) ? d : DAY_NONE;
}

static enum flow_code do_member(struct ctx *cx, const struct act *a)
{
	struct setup_member m = {.name = http_field(a->pg->q, S("name")),
		.post = http_field(a->pg->q, S("post")),
		.role = http_field(a->pg->q, S("role")),
		.from = day_field(a->pg, S("from"))};
	return setup_join(cx, a->campaign, &m);
}

static enum flow_code do_phase(struct ctx *cx, const struct act *a)
{
	struct setup_phase p = {.id = a->id,
		.name = str_trim(http_field(a->pg->q, S("name"))),
		.from = day_field(a->pg, S("from")),
		.until = day_field(a->pg, S("until"))};
	return setup_put_phase(cx, a->campaign, &p);
}

static enum flow_code do_act(struct ctx *cx, void *arg)
{
	const struct act *a = arg;
	struct http_req *q = a->pg->q;
	struct str what = http_field(q, S("what"));
	if (str_eq(what, S("tick")))
		return setup_tick(cx, a->campaign, http_field(q, S("item")),
			day_field(a->pg, S("day")), http_field(q, S("note")));
	if (str_eq(what, S("join")))
		return do_member(cx, a);
	if (str_eq(what, S("leave")))
		return setup_leave(cx, a->campaign, a->id, day_field(a->pg, S("until")));
	if (str_eq(what, S("phase")))
		return do_phase(cx, a);
	if (str_eq(what, S("goal")))
		return setup_add_goal(cx, a->campaign, http_field(q, S("name")));
	if (str_eq(what, S("drop_goal")) || str_eq(what, S("drop_phase")))
		return setup_drop(cx, a->campaign, str_eq(what, S("drop_goal")), a->id);
	if (str_eq(what, S("attach")))
		return setup_attach(
			cx, a->id, id_field(a->pg, S("goal")), id_field(a->pg, S("phase")));
	return FLOW_ABSENT;
}

void page_setup_act(struct page *pg)
{
	struct campaign_row *c = page_campaign_asked(pg);
	struct str what = http_field(pg->q, S("what"));
	if (c == NULL)
		return;
	bool group = str_eq(what, S("join")) || str_eq(what, S("leave"));
	bool list = str_eq(what, S("tick"));
	struct act a = {pg, c->head.id, id_field(pg, S("id"))};
	enum flow_code code = page_write(pg, do_act, &a);
	if (code == FLOW_OK) {
		page_done(pg, url_of(pg, c, group ? "/group" : list ? "/startup" : "/goals"));
	} else if (code != FLOW_INVALID) {
		page_refuse(pg, code);
	} else {
		pg->r->status = 422;
		if (group)
			draw_group(pg, c);
		else if (list)
			draw_startup(pg, c);
		else
			draw_goal_page(pg, c);
	}
}
