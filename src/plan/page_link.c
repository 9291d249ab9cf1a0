/* page_link.c — 上级方案和依据: what a plan rests on, the plans that rest on it, and which clause
 * each measure answers (PLAN-01, PLAN-03). */
#include "base/bug.h"
#include "base/num.h"
#include "core/actor.h"
#include "core/query.h"
#include "core/rec.h"
#include "plan/link.h"
#include "plan/page_int.h"
#include "web/ui_list.h"

enum { CHOICES = 300 };

static struct str number(struct page *pg, rid id)
{
	return str_fmt(pg->cx->a, "%lld", (long long)id.n);
}

static struct str url_of(struct page *pg, rid plan, const char *tail)
{
	return str_fmt(pg->cx->a, "/plan/%lld%s", (long long)plan.n, tail);
}

static void act_begin(struct page *pg, const struct plan_row *p, const char *what)
{
	ui_form_begin(pg->h, &(struct ui_form){.action = url_of(pg, p->head.id, "/links/act")});
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

static void drop_button(
	struct page *pg, const struct plan_row *p, const char *what, rid id, rid measure)
{
	if (!actor_may(pg->cx, "plan.edit", p->head.unit))
		return;
	act_begin(pg, p, what);
	ui_hidden(pg->h, S("id"), number(pg, id));
	ui_hidden(pg->h, S("measure"), number(pg, measure));
	act_end(pg, "删去");
}

/* ---- what it rests on ---- */

static void draw_link(struct page *pg, const struct plan_row *p, const struct plan_link *l)
{
	struct html *h = pg->h;
	bool ours = l->kind == LINK_SUPERIOR && l->target.n;
	struct str issued = locale_day(pg->cx->a, h->lang, l->issued, h->today);
	ui_item_begin(h,
		&(struct ui_item){.lamp = LAMP_BLUE,
			.word = l->kind == LINK_SUPERIOR ? tr(h->lang, "上级方案")
							 : tr(h->lang, "依据文件"),
			.url = ours ? url_of(pg, l->target, "") : STR_NONE,
			.title = l->title,
			.meta = day_is_set(l->issued) ? trf(pg->cx->a, h->lang, "%.*s · %.*s印发",
								STR_ARG(l->number), STR_ARG(issued))
						      : l->number});
	drop_button(pg, p, "drop", l->id, RID_NONE);
	ui_item_end(h);
}

static int plan_options(struct page *pg, const struct plan_row *p, struct ui_option *out)
{
	struct query q = {.kind = &plan_kind, .per_page = CHOICES};
	void **rows;
	int n = query_rows(pg->cx, &q, &rows), k = 0;
	for (int i = 0; i < n && i < CHOICES; i++) {
		const struct plan_row *o = rows[i];
		struct str id = number(pg, o->head.id);
		if (o->head.id.n != p->head.id.n)
			out[k++] = (struct ui_option){.value = id,
				.text = o->title,
				.on = str_eq(id, http_field(pg->q, S("target")))};
	}
	return k;
}

static void draw_add(struct page *pg, const struct plan_row *p)
{
	struct html *h = pg->h;
	struct errs *e = pg->cx->errs;
	struct ui_option *plans = arena_array(pg->cx->a, CHOICES, sizeof *plans);
	bool doc = str_eq(http_field(pg->q, S("kind")), S("document"));
	struct ui_option kinds[] = {
		{.value = S("superior"), .text = tr(h->lang, "上级方案"), .on = !doc},
		{.value = S("document"), .text = tr(h->lang, "依据文件"), .on = doc}};
	struct ui_field f[] = {
		{.input = UI_SELECT,
			.name = S("kind"),
			.label = tr(h->lang, "关联方式"),
			.options = kinds,
			.n_options = NELEM(kinds),
			.half = true},
		{.input = UI_SELECT,
			.name = S("target"),
			.label = tr(h->lang, "本系统里的方案"),
			.none = tr(h->lang, "不在本系统"),
			.options = plans,
			.n_options = plan_options(pg, p, plans),
			.error = err_of(e, S("target")),
			.half = true},
		{.input = UI_TEXT,
			.name = S("title"),
			.label = tr(h->lang, "文件名称"),
			.value = http_field(pg->q, S("title")),
			.error = err_of(e, S("title")),
			.max = 200},
		{.input = UI_TEXT,
			.name = S("number"),
			.label = tr(h->lang, "文号"),
			.value = http_field(pg->q, S("number")),
			.half = true,
			.max = 60},
		{.input = UI_DATE,
			.name = S("issued"),
			.label = tr(h->lang, "印发日期"),
			.value = http_field(pg->q, S("issued")),
			.half = true},
	};
	ui_body_begin(h);
	ui_errors(h, f, NELEM(f));
	act_begin(pg, p, "add");
	ui_grid_begin(h);
	ui_fields(h, f, NELEM(f));
	ui_grid_end(h);
	act_end(pg, "加上关联");
	ui_body_end(h);
}

static void draw_above(struct page *pg, const struct plan_row *p, struct plan_link *l, int n)
{
	struct html *h = pg->h;
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "上级方案和依据")});
	if (n == 0)
		ui_empty(h, tr(h->lang, "还没有关联"),
			tr(h->lang, "写明根据哪份上级方案、哪些文件。"));
	ui_list_begin(h);
	for (int i = 0; i < n; i++)
		draw_link(pg, p, &l[i]);
	ui_list_end(h);
	if (actor_may(pg->cx, "plan.edit", p->head.unit))
		draw_add(pg, p);
	ui_card_end(h);
}

static void draw_below(struct page *pg, const struct plan_row *p)
{
	struct html *h = pg->h;
	rid *below;
	int n = link_below(pg->cx, p->head.id, &below);
	if (n == 0)
		return;
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "下级方案")});
	ui_list_begin(h);
	for (int i = 0; i < n; i++) {
		const struct plan_row *o = flow_may_see(pg->cx, &plan_kind, below[i])
						   ? rec_load(pg->cx, &plan_kind, below[i])
						   : NULL;
		if (o)
			ui_item(h, &(struct ui_item){.lamp = LAMP_OPEN,
					   .word = locale_find(h->lang,
						   str_of(plan_kind.states[o->head.state].label)),
					   .url = url_of(pg, o->head.id, ""),
					   .title = o->title});
	}
	ui_list_end(h);
	ui_card_end(h);
}

/* ---- clauses ---- */

static void draw_answer(struct page *pg, const struct plan_row *p, struct measure_row *const *m,
	int n_measures, const struct plan_link *l, int n_links)
{
	struct html *h = pg->h;
	struct errs *e = pg->cx->errs;
	struct ui_option *ms = arena_array(pg->cx->a, (size_t)n_measures + 1, sizeof *ms);
	struct ui_option *ls = arena_array(pg->cx->a, (size_t)n_links + 1, sizeof *ls);
	int k = 0;
	for (int i = 0; i < n_measures; i++)
		if (m[i]->assigned && m[i]->head.state != MEASURE_CANCELLED)
			ms[k++] = (struct ui_option){.value = number(pg, m[i]->head.id),
				.text = measure_kind.title(pg->cx, m[i]),
				.on = str_eq(number(pg, m[i]->head.id),
					http_field(pg->q, S("measure")))};
	for (int i = 0; i < n_links; i++)
		ls[i] = (struct ui_option){.value = number(pg, l[i].id), .text = l[i].title};
	struct ui_field f[] = {
		{.input = UI_SELECT,
			.name = S("measure"),
			.label = tr(h->lang, "措施"),
			.options = ms,
			.n_options = k},
		{.input = UI_SELECT,
			.name = S("link"),
			.label = tr(h->lang, "哪份文件"),
			.options = ls,
			.n_options = n_links,
			.error = err_of(e, S("link")),
			.half = true},
		{.input = UI_TEXT,
			.name = S("clause"),
			.label = tr(h->lang, "第几条"),
			.value = http_field(pg->q, S("clause")),
			.error = err_of(e, S("clause")),
			.half = true,
			.max = 200},
	};
	ui_body_begin(h);
	ui_errors(h, f, NELEM(f));
	act_begin(pg, p, "answer");
	ui_grid_begin(h);
	ui_fields(h, f, NELEM(f));
	ui_grid_end(h);
	act_end(pg, "记下对应");
	ui_body_end(h);
}

static void draw_clauses(
	struct page *pg, const struct plan_row *p, const struct plan_link *l, int n_links)
{
	struct html *h = pg->h;
	struct measure_row **m;
	int n = plan_measures(pg->cx, p->head.id, &m), shown = 0;
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "措施对应的条款")});
	ui_list_begin(h);
	for (int i = 0; i < n; i++) {
		struct measure_clause *c;
		int k = link_clauses(pg->cx, m[i]->head.id, &c);
		for (int x = 0; x < k; x++, shown++) {
			ui_item_begin(
				h, &(struct ui_item){.lamp = LAMP_OPEN,
					   .word = plan_short_path(pg->cx->a, m[i]->path),
					   .title = m[i]->heading,
					   .meta = str_fmt(pg->cx->a, "《%.*s》%.*s",
						   STR_ARG(c[x].title), STR_ARG(c[x].clause))});
			drop_button(pg, p, "unanswer", c[x].id, m[i]->head.id);
			ui_item_end(h);
		}
	}
	ui_list_end(h);
	if (shown == 0)
		ui_empty(h, tr(h->lang, "还没有记下"),
			tr(h->lang, "选一条措施，写明它落实哪一条。"));
	if (n_links && n && actor_may(pg->cx, "plan.edit", p->head.unit))
		draw_answer(pg, p, m, n, l, n_links);
	ui_card_end(h);
}

static void show(struct page *pg, const struct plan_row *p)
{
	struct html *h = pg->h;
	struct plan_link *l;
	int n = link_list(pg->cx, p->head.id, &l);
	struct ui_link crumbs[] = {
		{S("/plan"), tr(h->lang, "方案导入")}, {url_of(pg, p->head.id, ""), p->title}};
	page_open(pg, &(struct page_frame){.title = tr(h->lang, "上级方案和依据"),
			      .nav = S("/plan"),
			      .crumbs = crumbs,
			      .n_crumbs = NELEM(crumbs)});
	ui_cols_begin(h, COLS_5_5);
	ui_stack_begin(h);
	draw_above(pg, p, l, n);
	draw_below(pg, p);
	ui_stack_end(h);
	draw_clauses(pg, p, l, n);
	ui_cols_end(h);
	page_close(pg);
}

void page_links(struct page *pg)
{
	struct plan_row *p = page_plan_asked(pg);
	if (p)
		show(pg, p);
}

struct act {
	struct page *pg;
	rid plan;
};

static rid id_field(struct page *pg, struct str name)
{
	rid id = RID_NONE;
	num_int(http_field(pg->q, name), 1, INT64_MAX, &id.n);
	return id;
}

static enum flow_code do_add(struct ctx *cx, const struct act *a)
{
	struct http_req *q = a->pg->q;
	struct link_in in = {.kind = str_eq(http_field(q, S("kind")), S("document"))
					     ? LINK_DOCUMENT
					     : LINK_SUPERIOR,
		.target = id_field(a->pg, S("target")),
		.title = http_field(q, S("title")),
		.number = str_trim(http_field(q, S("number"))),
		.issued = DAY_NONE};
	day_parse(http_field(q, S("issued")), &in.issued);
	return link_add(cx, a->plan, &in);
}

static enum flow_code do_act(struct ctx *cx, void *arg)
{
	const struct act *a = arg;
	struct str what = http_field(a->pg->q, S("what"));
	rid id = id_field(a->pg, S("id")), measure = id_field(a->pg, S("measure"));
	if (str_eq(what, S("add")))
		return do_add(cx, a);
	if (str_eq(what, S("drop")))
		return link_drop(cx, a->plan, id);
	if (str_eq(what, S("answer")))
		return link_answer(
			cx, measure, id_field(a->pg, S("link")), http_field(a->pg->q, S("clause")));
	return str_eq(what, S("unanswer")) ? link_unanswer(cx, measure, id) : FLOW_ABSENT;
}

void page_links_act(struct page *pg)
{
	struct plan_row *p = page_plan_asked(pg);
	if (p == NULL)
		return;
	struct act a = {pg, p->head.id};
	enum flow_code code = page_write(pg, do_act, &a);
	if (code == FLOW_OK) {
		page_done(pg, url_of(pg, p->head.id, "/links"));
	} else if (code == FLOW_INVALID) {
		pg->r->status = 422;
		show(pg, p);
	} else {
		page_refuse(pg, code);
	}
}
