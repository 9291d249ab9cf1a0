/* page_measure.c — one measure of a reading, to be put right by hand: its words, who, when, its
 * place in the tree, splitting and merging (PLAN-05, PLAN-09). Every act is a form of its own, so
 * that it works without script and by keyboard alone. */
#include "base/bug.h"
#include "base/num.h"
#include "base/utf8.h"
#include "calendar/say.h"
#include "core/actor.h"
#include "core/query.h"
#include "core/rec.h"
#include "plan/answer.h"
#include "plan/page_int.h"
#include "plan/shape.h"
#include "web/ui_list.h"

#include <string.h>

enum { PLACES = 200, MEASURES = 2000 };

struct at {
	struct plan_row *p;
	struct measure_row *m;
	struct str url;
};

static struct str number(struct page *pg, int64_t n)
{
	return str_fmt(pg->cx->a, "%lld", (long long)n);
}

static bool asked(struct page *pg, struct at *at)
{
	int64_t id;
	at->p = page_plan_asked(pg);
	if (at->p == NULL)
		return false;
	at->m = http_arg_id(pg->q, 1, &id) ? rec_load(pg->cx, &measure_kind, (rid){id}) : NULL;
	if (at->m == NULL || at->m->plan.n != at->p->head.id.n) {
		page_absent(pg);
		return false;
	}
	at->url = str_fmt(pg->cx->a, "/plan/%lld/measure/%lld", (long long)at->p->head.id.n,
		(long long)at->m->head.id.n);
	return true;
}

/* ---- one act: a form with its hidden word ---- */

static void act_begin(struct page *pg, const struct at *at, const char *what)
{
	ui_form_begin(pg->h, &(struct ui_form){.action = str_cat(pg->cx->a, at->url, S("/act")),
				     .version = number(pg, at->m->head.version)});
	page_tokens(pg);
	ui_hidden(pg->h, S("what"), str_of(what));
}

static void act_end(struct page *pg, const char *label, bool primary)
{
	ui_buttons_begin(pg->h);
	ui_button(pg->h, &(struct ui_button){.text = locale_find(pg->h->lang, str_of(label)),
				 .primary = primary,
				 .small = !primary});
	ui_buttons_end(pg->h);
	ui_form_end(pg->h);
}

static void small_act(struct page *pg, const struct at *at, const char *what, const char *label)
{
	act_begin(pg, at, what);
	ui_button(pg->h, &(struct ui_button){
				 .text = locale_find(pg->h->lang, str_of(label)), .small = true});
	ui_form_end(pg->h);
}

/* ---- words ---- */

static void draw_words(struct page *pg, const struct at *at, bool typed)
{
	struct html *h = pg->h;
	struct errs *e = pg->cx->errs;
	struct ui_field f[] = {
		{.input = UI_TEXT,
			.name = S("path"),
			.label = tr(h->lang, "编号"),
			.value = typed ? http_field(pg->q, S("path")) : at->m->path,
			.error = err_of(e, S("path")),
			.half = true,
			.max = 80},
		{.input = UI_TEXT,
			.name = S("heading"),
			.label = tr(h->lang, "标题"),
			.value = typed ? http_field(pg->q, S("heading")) : at->m->heading,
			.error = err_of(e, S("heading")),
			.half = true,
			.max = 300},
		{.input = UI_LONG,
			.name = S("text"),
			.label = tr(h->lang, "正文"),
			.value = typed ? http_field(pg->q, S("text")) : at->m->text,
			.error = err_of(e, S("text")),
			.rows = 6},
	};
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "文字")});
	ui_body_begin(h);
	ui_errors(h, f, NELEM(f));
	act_begin(pg, at, "edit");
	ui_grid_begin(h);
	ui_fields(h, f, NELEM(f));
	ui_grid_end(h);
	act_end(pg, "保存文字", true);
	h_lit(h, "<p></p>");
	small_act(pg, at, at->m->assigned ? "heading_only" : "assign",
		at->m->assigned ? "只是标题，不分解" : "是一项任务，要分解");
	ui_body_end(h);
	ui_card_end(h);
}

/* ---- who and when ---- */

static void drop_button(
	struct page *pg, const struct at *at, const char *what, rid id, struct str words)
{
	act_begin(pg, at, what);
	ui_hidden(pg->h, S("id"), number(pg, id.n));
	h_text(pg->h, words);
	h_lit(pg->h, " ");
	ui_button(pg->h, &(struct ui_button){.text = tr(pg->h->lang, "删去"), .small = true});
	ui_form_end(pg->h);
}

static void draw_units(struct page *pg, const struct at *at)
{
	static const char *const words[ROLES] = {"牵头", "责任", "配合"};
	struct html *h = pg->h;
	struct measure_unit *u;
	int n = plan_units(pg->cx, at->m->head.id, &u);
	for (int role = 0; role < ROLES; role++)
		for (int i = 0; i < n; i++)
			if ((int)u[i].role == role) {
				struct str word = locale_find(h->lang, str_of(words[role]));
				drop_button(pg, at, "drop_unit", u[i].id,
					str_fmt(pg->cx->a, "%.*s %.*s", STR_ARG(word),
						STR_ARG(u[i].phrase)));
			}
}

static void draw_rules(struct page *pg, const struct at *at)
{
	struct measure_rule *r;
	int n = plan_rules(pg->cx, at->m->head.id, &r);
	for (int i = 0; i < n; i++) {
		struct rule rule;
		struct rule_error bad;
		struct str words = rule_parse(pg->cx->a, r[i].rule, &rule, &bad)
					   ? say_rule(pg->cx->a, &rule)
					   : STR_NONE;
		drop_button(pg, at, "drop_rule", r[i].id,
			words.n ? str_fmt(pg->cx->a, "「%.*s」%.*s", STR_ARG(r[i].phrase),
					  STR_ARG(words))
				: r[i].phrase);
	}
}

/* What is still asked about this measure; answering is done beside the text. */
static void draw_asked(struct page *pg, const struct at *at)
{
	struct html *h = pg->h;
	struct query q = {.kind = &question_kind, .per_page = PLACES};
	void **rows;
	query_filter(pg->cx, &q, S("plan"), number(pg, at->p->head.id.n));
	query_filter(pg->cx, &q, S("state"), S("open"));
	int n = query_rows(pg->cx, &q, &rows), k = 0;
	for (int i = 0; i < n && i < PLACES; i++) {
		const struct question_row *r = rows[i];
		if (r->measure.n != at->m->head.id.n)
			continue;
		if (k++ == 0) {
			ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "要您定的")});
			h_lit(h, "<ul class=\"lst tight\">");
		}
		ui_brief(h, &(struct ui_brief){.title = r->ask,
				    .url = str_fmt(pg->cx->a, "/plan/%lld?q=%lld#ask",
					    (long long)at->p->head.id.n, (long long)r->head.id.n)});
	}
	if (k) {
		h_lit(h, "</ul>");
		ui_card_end(h);
	}
}

static void draw_who(struct page *pg, const struct at *at, bool typed)
{
	struct html *h = pg->h;
	struct ui_option roles[] = {
		{.value = S("lead"), .text = tr(h->lang, "牵头单位")},
		{.value = S("resp"), .text = tr(h->lang, "责任单位"), .on = true},
		{.value = S("coop"), .text = tr(h->lang, "配合单位")},
	};
	bool unit = typed && str_eq(http_field(pg->q, S("what")), S("add_unit"));
	bool rule = typed && str_eq(http_field(pg->q, S("what")), S("add_rule"));
	struct str wrong = err_of(pg->cx->errs, S("answer"));
	struct ui_field who[] = {
		{.input = UI_SELECT,
			.name = S("role"),
			.label = tr(h->lang, "角色"),
			.options = roles,
			.n_options = NELEM(roles),
			.half = true},
		{.input = UI_TEXT,
			.name = S("name"),
			.label = tr(h->lang, "单位或单位组"),
			.value = unit ? http_field(pg->q, S("name")) : STR_NONE,
			.error = unit ? wrong : STR_NONE,
			.half = true,
			.max = 200},
	};
	struct ui_field when = {.input = UI_TEXT,
		.name = S("name"),
		.id = S("f_when"),
		.label = tr(h->lang, "时限"),
		.hint = tr(h->lang, "写成“6月30日前”“每季度一次”“全年不少于2次”这样"),
		.value = rule ? http_field(pg->q, S("name")) : STR_NONE,
		.error = rule ? wrong : STR_NONE,
		.max = 200};
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "谁、什么时候")});
	ui_body_begin(h);
	draw_units(pg, at);
	h_lit(h, "<p></p>");
	act_begin(pg, at, "add_unit");
	ui_grid_begin(h);
	ui_fields(h, who, NELEM(who));
	ui_grid_end(h);
	act_end(pg, "加单位", false);
	h_lit(h, "<p></p>");
	draw_rules(pg, at);
	h_lit(h, "<p></p>");
	act_begin(pg, at, "add_rule");
	ui_field(h, &when);
	act_end(pg, "加时限", false);
	ui_body_end(h);
	ui_card_end(h);
}

/* ---- place ---- */

static int parents(struct page *pg, const struct at *at, struct ui_option *out, int most)
{
	struct measure_row **m;
	int n = plan_measures(pg->cx, at->p->head.id, &m), k = 0;
	out[k++] = (struct ui_option){
		.value = S("0"), .text = tr(pg->h->lang, "最上一级"), .on = at->m->parent.n == 0};
	for (int i = 0; i < n && k < most; i++)
		if (m[i] != at->m && m[i]->head.id.n != at->m->head.id.n &&
			m[i]->head.state != MEASURE_CANCELLED)
			out[k++] = (struct ui_option){.value = number(pg, m[i]->head.id.n),
				.text = measure_kind.title(pg->cx, m[i]),
				.on = m[i]->head.id.n == at->m->parent.n};
	return k;
}

static void draw_place(struct page *pg, const struct at *at)
{
	struct html *h = pg->h;
	struct ui_option *o = arena_array(pg->cx->a, MEASURES, sizeof *o);
	struct ui_field under = {.input = UI_SELECT,
		.name = S("parent"),
		.label = tr(h->lang, "放到哪一条下面"),
		.options = o,
		.n_options = parents(pg, at, o, MEASURES),
		.error = err_of(pg->cx->errs, S("parent"))};
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "位置")});
	ui_body_begin(h);
	h_lit(h, "<div class=\"hs wrapx mb2\">");
	small_act(pg, at, "up", "上移一位");
	small_act(pg, at, "down", "下移一位");
	small_act(pg, at, "merge", "并入上一条");
	h_lit(h, "</div>");
	act_begin(pg, at, "under");
	ui_field(h, &under);
	act_end(pg, "移过去", false);
	ui_body_end(h);
	ui_card_end(h);
}

static void draw_split(struct page *pg, const struct at *at)
{
	struct html *h = pg->h;
	size_t *places;
	int n = shape_sentences(pg->cx, at->m->text, &places);
	struct ui_option *o = arena_array(pg->cx->a, (size_t)n + 1, sizeof *o);
	if (n > PLACES)
		n = PLACES;
	for (int i = 0; i < n; i++) {
		struct str start = utf8_first(str_from(at->m->text, places[i]), 30);
		o[i] = (struct ui_option){.value = number(pg, (int64_t)places[i]),
			.text = str_fmt(pg->cx->a, "%.*s…", STR_ARG(start))};
	}
	struct ui_field from = {.input = UI_RADIO,
		.name = S("at"),
		.label = tr(h->lang, "从哪一句起另成一条"),
		.options = o,
		.n_options = n,
		.error = err_of(pg->cx->errs, S("at"))};
	if (n == 0)
		return;
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "拆成两条")});
	ui_body_begin(h);
	act_begin(pg, at, "split");
	ui_field(h, &from);
	act_end(pg, "拆开", false);
	ui_body_end(h);
	ui_card_end(h);
}

static void draw_more(struct page *pg, const struct at *at, bool typed)
{
	struct html *h = pg->h;
	bool adds = typed && str_eq(http_field(pg->q, S("what")), S("add"));
	struct ui_field add = {.input = UI_TEXT,
		.name = S("new_heading"),
		.label = tr(h->lang, "新措施的标题"),
		.value = adds ? http_field(pg->q, S("new_heading")) : STR_NONE,
		.error = adds ? err_of(pg->cx->errs, S("heading")) : STR_NONE,
		.max = 300};
	struct ui_field drop = {.input = UI_TEXT,
		.name = S("reason"),
		.label = tr(h->lang, "删去的理由"),
		.value = http_field(pg->q, S("reason")),
		.error = err_of(pg->cx->errs, S("reason")),
		.max = 500};
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "增和删")});
	ui_body_begin(h);
	act_begin(pg, at, "add");
	ui_field(h, &add);
	act_end(pg, "在后面加一条", false);
	h_lit(h, "<p></p>");
	act_begin(pg, at, "drop");
	ui_field(h, &drop);
	act_end(pg, "删去这一条", false);
	ui_body_end(h);
	ui_card_end(h);
}

/* ---- the page ---- */

static void draw_all(struct page *pg, const struct at *at, bool typed)
{
	struct html *h = pg->h;
	ui_cols_begin(h, COLS_5_5);
	ui_stack_begin(h);
	draw_words(pg, at, typed && str_eq(http_field(pg->q, S("what")), S("edit")));
	draw_split(pg, at);
	ui_stack_end(h);
	ui_stack_begin(h);
	draw_asked(pg, at);
	draw_who(pg, at, typed);
	draw_place(pg, at);
	draw_more(pg, at, typed);
	ui_stack_end(h);
	ui_cols_end(h);
}

static void show(struct page *pg, const struct at *at, bool typed)
{
	struct html *h = pg->h;
	bool edits = at->p->head.state == PLAN_READING && at->m->head.state == MEASURE_DRAFT &&
		     actor_may(pg->cx, "plan.edit", at->p->head.unit);
	struct ui_link crumbs[] = {{S("/plan"), tr(h->lang, "方案导入")},
		{str_fmt(pg->cx->a, "/plan/%lld#m%lld", (long long)at->p->head.id.n,
			 (long long)at->m->head.id.n),
			at->p->title}};
	page_open(pg, &(struct page_frame){.title = measure_kind.title(pg->cx, at->m),
			      .nav = S("/plan"),
			      .crumbs = crumbs,
			      .n_crumbs = NELEM(crumbs)});
	page_turn_draw(pg, at->p, at->m);
	if (edits) {
		draw_all(pg, at, typed);
	} else {
		ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "文字")});
		ui_body_begin(h);
		h_lines(h, at->m->text);
		if (at->m->head.state == MEASURE_CANCELLED && at->p->head.state == PLAN_READING)
			small_act(pg, at, "restore", "恢复这一条");
		ui_body_end(h);
		ui_card_end(h);
	}
	page_turn_keys(pg, at->p, at->m);
	page_close(pg);
}

void page_measure(struct page *pg)
{
	struct at at;
	if (asked(pg, &at))
		show(pg, &at, false);
}

/* ---- acts ---- */

struct act {
	struct page *pg;
	const struct at *at;
	rid other, out;
	int64_t place;
};

static enum flow_code take_step(struct ctx *cx, const struct act *a, const char *step)
{
	struct input values[] = {{S("path"), http_field(a->pg->q, S("path"))},
		{S("heading"), http_field(a->pg->q, S("heading"))},
		{S("text"), http_field(a->pg->q, S("text"))}};
	struct flow_in in = {.kind = &measure_kind,
		.step = kind_step(&measure_kind, str_of(step)),
		.id = a->at->m->head.id};
	struct flow_out out;
	if (strcmp(step, "edit") == 0)
		in.values = (struct inputs){values, NELEM(values)};
	num_int(http_field(a->pg->q, S("version")), 1, INT64_MAX, &in.version);
	return flow_apply(cx, &in, &out);
}

static enum plan_role role_asked(struct str code)
{
	return str_eq(code, S("lead"))   ? ROLE_LEAD
	       : str_eq(code, S("coop")) ? ROLE_COOP
					 : ROLE_RESP;
}

static enum flow_code do_act(struct ctx *cx, void *arg)
{
	struct act *a = arg;
	rid m = a->at->m->head.id;
	struct http_req *q = a->pg->q;
	struct str what = http_field(q, S("what")), name = http_field(q, S("name"));
	if (str_eq(what, S("edit")) || str_eq(what, S("restore")))
		return take_step(cx, a, str_eq(what, S("edit")) ? "edit" : "restore");
	if (str_eq(what, S("up")) || str_eq(what, S("down")))
		return shape_move(cx, m, str_eq(what, S("down")));
	if (str_eq(what, S("under")))
		return shape_under(cx, m, a->other);
	if (str_eq(what, S("merge")))
		return shape_merge(cx, m);
	if (str_eq(what, S("split")))
		return shape_split(cx, m, (size_t)a->place, &a->out);
	if (str_eq(what, S("add")))
		return shape_add(cx, m, http_field(q, S("new_heading")), STR_NONE, &a->out);
	if (str_eq(what, S("drop")))
		return shape_drop(cx, m, http_field(q, S("reason")));
	if (str_eq(what, S("assign")) || str_eq(what, S("heading_only")))
		return shape_assign(cx, m, str_eq(what, S("assign")));
	if (str_eq(what, S("add_unit")))
		return answer_add_unit(cx, m, role_asked(http_field(q, S("role"))), name);
	if (str_eq(what, S("add_rule")))
		return answer_add_rule(cx, m, name);
	if (str_eq(what, S("drop_unit")))
		return answer_drop_unit(cx, a->other);
	return str_eq(what, S("drop_rule")) ? answer_drop_rule(cx, a->other) : FLOW_ABSENT;
}

void page_measure_act(struct page *pg)
{
	struct at at;
	if (!asked(pg, &at))
		return;
	struct act a = {.pg = pg, .at = &at};
	struct str what = http_field(pg->q, S("what"));
	bool under = str_eq(what, S("under"));
	num_int(http_field(pg->q, under ? S("parent") : S("id")), 0, INT64_MAX, &a.other.n);
	num_int(http_field(pg->q, S("at")), 0, INT64_MAX, &a.place);
	enum flow_code code = page_write(pg, do_act, &a);
	bool gone = str_eq(what, S("merge")) || str_eq(what, S("drop"));
	if (code == FLOW_OK) {
		page_done(pg, gone ? str_fmt(pg->cx->a, "/plan/%lld", (long long)at.p->head.id.n)
			      : a.out.n ? str_fmt(pg->cx->a, "/plan/%lld/measure/%lld",
						  (long long)at.p->head.id.n, (long long)a.out.n)
					: at.url);
	} else if (code == FLOW_INVALID) {
		pg->r->status = 422;
		show(pg, &at, true);
	} else {
		page_refuse(pg, code);
	}
}
