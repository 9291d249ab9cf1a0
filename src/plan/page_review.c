/* page_review.c — checking a reading: the text on the left, the questions and the reading on the
 * right; answers, corrections, and the steps to review (UI.md 02; PLAN-09, PLAN-52, N2). */
#include "base/bug.h"
#include "base/num.h"
#include "base/vec.h"
#include "calendar/say.h"
#include "core/actor.h"
#include "core/flow.h"
#include "core/query.h"
#include "core/rec.h"
#include "core/tree.h"
#include "plan/answer.h"
#include "plan/named_list.h"
#include "plan/page_int.h"
#include "web/ui_doc.h"

enum { QUESTIONS = 500, FACTS = 40, LIST_ROWS = 6 };

static struct str number(struct page *pg, int64_t n)
{
	return str_fmt(pg->cx->a, "%lld", (long long)n);
}

static struct str url_of(struct page *pg, const struct plan_row *p, const char *tail)
{
	return str_fmt(pg->cx->a, "/plan/%lld%s", (long long)p->head.id.n, tail);
}

bool page_plan_may_edit(struct page *pg, const struct plan_row *p)
{
	return p->head.state == PLAN_READING && actor_may(pg->cx, "plan.edit", p->head.unit);
}

struct plan_row *page_plan_asked(struct page *pg)
{
	int64_t id;
	if (!http_arg_id(pg->q, 0, &id) || !flow_may_see(pg->cx, &plan_kind, (rid){id})) {
		page_absent(pg);
		return NULL;
	}
	return rec_load(pg->cx, &plan_kind, (rid){id});
}

/* ---- questions ---- */

static int load_questions(struct page *pg, const struct plan_row *p, struct question_row ***out)
{
	struct query q = {.kind = &question_kind, .per_page = QUESTIONS};
	void **rows;
	query_filter(pg->cx, &q, S("plan"), number(pg, p->head.id.n));
	int n = query_rows(pg->cx, &q, &rows);
	*out = (struct question_row **)rows;
	return n > QUESTIONS ? QUESTIONS : n;
}

/* The one the address or the form names, else the first that is open; -1 where all are answered. */
static int open_one(struct page *pg, struct question_row *const *q, int n)
{
	int64_t asked = 0;
	struct str name = http_field(pg->q, S("question"));
	num_int(name.n ? name : http_param(pg->q, S("q")), 1, INT64_MAX, &asked);
	for (int i = 0; asked && i < n; i++)
		if (q[i]->head.id.n == asked)
			return i;
	for (int i = 0; i < n; i++)
		if (q[i]->head.state == 0)
			return i;
	return -1;
}

/* Open questions of the plan that one answer may serve too: the same words, or a look-back or a
 * number of days that is asked for in the same way. */
static bool is_alike(const struct question_row *x, const struct question_row *y)
{
	bool period = str_eq(x->code, S("review-period")) || str_eq(x->code, S("immediate")) ||
		      str_eq(x->code, S("no-lead")) || str_eq(x->code, S("no-deadline"));
	return y->head.state == 0 && x->head.id.n != y->head.id.n && str_eq(x->code, y->code) &&
	       (period || str_eq(x->ask, y->ask));
}

static int alike(const struct question_row *x, struct question_row *const *q, int n,
	struct question_row **out)
{
	int k = 0;
	for (int i = 0; i < n; i++)
		if (is_alike(x, q[i]))
			out[k++] = q[i];
	return k;
}

/* What the answer before this one rested on. */
static struct str last_basis(struct question_row *const *q, int n)
{
	const struct question_row *last = NULL;
	for (int i = 0; i < n; i++)
		if (q[i]->head.state &&
			(last == NULL || q[i]->head.changed.ms > last->head.changed.ms))
			last = q[i];
	return last ? last->basis : STR_NONE;
}

struct asking {
	const struct plan_row *p;
	struct question_row *const *all;
	int n;
	bool typed; /* the form shows what was sent */
};

static struct ui_option ticked(
	struct page *pg, const struct asking *k, struct str name, struct str text)
{
	return (struct ui_option){
		.value = S("1"), .text = text, .on = k->typed && http_field(pg->q, name).n};
}

static int answer_fields(struct page *pg, const struct asking *k, const struct question_row *q,
	struct ui_option *ticks, struct ui_field out[static 4])
{
	struct html *h = pg->h;
	struct question_row **more = arena_array(
		pg->cx->a, (size_t)k->n + 1, sizeof(struct question_row *));
	int n = 0, same = alike(q, k->all, k->n, more);
	struct str basis = last_basis(k->all, k->n);
	bool list = str_eq(q->code, S("list-missing"));
	out[n++] = (struct ui_field){.input = list ? UI_LONG : UI_TEXT,
		.rows = LIST_ROWS,
		.name = S("answer"),
		.label = tr(h->lang, "答复"),
		.value = k->typed ? http_field(pg->q, S("answer")) : STR_NONE,
		.hint = q->proposal.n
				? trf(pg->cx->a, h->lang, "系统的建议：%.*s", STR_ARG(q->proposal))
			: list ? tr(h->lang, "每行写一条，可以从文件里复制；不是清单的，写“不列”")
			       : tr(h->lang, "系统不代您猜"),
		.error = err_of(pg->cx->errs, S("answer")),
		.focus = k->typed || http_param(pg->q, S("done")).n || http_param(pg->q, S("q")).n,
		.max = list ? LIST_BYTES / 3 : 500};
	out[n++] = (struct ui_field){.input = UI_TEXT,
		.name = S("basis"),
		.label = tr(h->lang, "依据"),
		.note = tr(h->lang, "谁定的、哪次会议或哪份文件"),
		.value = k->typed ? http_field(pg->q, S("basis")) : STR_NONE,
		.error = err_of(pg->cx->errs, S("basis")),
		.max = 200};
	ticks[0] = ticked(pg, k, S("basis_same"),
		trf(pg->cx->a, h->lang, "依据同上一题：%.*s", STR_ARG(basis)));
	ticks[1] = ticked(
		pg, k, S("same"), trf(pg->cx->a, h->lang, "其余 %d 个同样的问题也这样答", same));
	if (basis.n)
		out[n++] = (struct ui_field){.input = UI_CHECK,
			.name = S("basis_same"),
			.label = tr(h->lang, "依据"),
			.label_hidden = true,
			.options = &ticks[0],
			.n_options = 1};
	if (same)
		out[n++] = (struct ui_field){.input = UI_CHECK,
			.name = S("same"),
			.label = tr(h->lang, "同样的问题"),
			.label_hidden = true,
			.options = &ticks[1],
			.n_options = 1};
	return n;
}

static void draw_answer_form(struct page *pg, const struct asking *k, const struct question_row *q)
{
	struct html *h = pg->h;
	struct ui_field f[4];
	struct ui_option ticks[2];
	int n = answer_fields(pg, k, q, ticks, f);
	ui_errors(h, f, n);
	ui_form_begin(h, &(struct ui_form){.action = url_of(pg, k->p, "/answer"),
				 .version = number(pg, q->head.version)});
	page_tokens(pg);
	ui_hidden(h, S("question"), number(pg, q->head.id.n));
	ui_fields(h, f, n);
	ui_buttons_begin(h);
	ui_button(h, &(struct ui_button){.text = tr(h->lang, "确定答复"), .primary = true});
	if (q->proposal.n)
		ui_button(h, &(struct ui_button){.text = tr(h->lang, "采用建议"),
				     .name = S("use"),
				     .value = S("1"),
				     .unchecked = true});
	ui_buttons_end(h);
	ui_form_end(h);
}

/* A list is kept as a record of its own: here only how long it is. */
static struct str answer_shown(struct page *pg, const struct question_row *q)
{
	struct str *line;
	int n = named_list_lines(pg->cx->a, q->answer, &line);
	return str_eq(q->code, S("list-missing")) && n > 1
		       ? trf(pg->cx->a, pg->h->lang, "已录入清单，%d 条", n)
		       : q->answer;
}

static void draw_answered(struct page *pg, const struct plan_row *p, const struct question_row *q)
{
	struct html *h = pg->h;
	struct str person = tree_person_name(pg->cx, q->answered_by);
	ui_note(h, NOTE_BLUE, answer_shown(pg, q),
		trf(pg->cx->a, h->lang, "依据：%.*s；%.*s 答复", STR_ARG(q->basis),
			STR_ARG(person)));
	if (page_plan_may_edit(pg, p))
		h_link(h,
			str_fmt(pg->cx->a, "/k/question/%lld/reopen?back=/plan/%lld?q=%lld",
				(long long)q->head.id.n, (long long)p->head.id.n,
				(long long)q->head.id.n),
			tr(h->lang, "答错了，重新提问"));
}

static void draw_open(struct page *pg, const struct asking *k, const struct question_row *q, int i)
{
	struct html *h = pg->h;
	struct str text = plan_text(pg->cx, k->p->head.id);
	ui_question_begin(
		h, &(struct ui_question){
			   .n = i + 1, .title = q->ask, .para = page_plan_para(text, q->span_at)});
	h_elc(h, "p", "q2", q->why);
	if (page_plan_may_edit(pg, k->p) && q->head.state == 0)
		draw_answer_form(pg, k, q);
	else if (q->answer.n)
		draw_answered(pg, k->p, q);
	ui_question_end(h);
}

static void draw_questions(
	struct page *pg, const struct plan_row *p, struct question_row *const *q, int n, bool typed)
{
	struct html *h = pg->h;
	struct str text = plan_text(pg->cx, p->head.id);
	int at = open_one(pg, q, n), left = 0;
	for (int i = 0; i < n; i++)
		left += q[i]->head.state == 0;
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "要您定的"),
				 .id = S("ask"),
				 .count = trf(pg->cx->a, h->lang, "%d 个待答，共 %d 个", left, n)});
	h_lit(h, "<ol class=\"lst\">");
	for (int i = 0; i < n; i++) {
		if (i == at) {
			draw_open(pg, &(struct asking){p, q, n, typed}, q[i], i);
			continue;
		}
		ui_question(h,
			&(struct ui_question){.n = i + 1,
				.title = q[i]->ask,
				.url = str_fmt(pg->cx->a, "/plan/%lld?q=%lld#q%d",
					(long long)p->head.id.n, (long long)q[i]->head.id.n, i + 1),
				.answered = q[i]->head.state != 0,
				.para = page_plan_para(text, q[i]->span_at)});
	}
	h_lit(h, "</ol>");
	ui_card_end(h);
}

/* ---- the reading ---- */

static int unit_facts(struct page *pg, rid measure, struct ui_fact *out, int most)
{
	static const enum chip chips[ROLES] = {CHIP_LEAD, CHIP_RESP, CHIP};
	static const char *const words[ROLES] = {"牵头", "责任", "配合"};
	struct measure_unit *u;
	int n = plan_units(pg->cx, measure, &u), k = 0;
	for (int role = 0; role < ROLES; role++)
		for (int i = 0; i < n && k < most; i++) {
			if ((int)u[i].role != role)
				continue;
			bool known = u[i].unit.n || u[i].grp.n;
			struct str word = locale_find(pg->h->lang, str_of(words[role]));
			out[k++] = (struct ui_fact){known ? chips[role] : CHIP_ASK,
				str_fmt(pg->cx->a, "%.*s %.*s", STR_ARG(word),
					STR_ARG(u[i].phrase))};
		}
	return k;
}

static int rule_facts(struct page *pg, rid measure, struct ui_fact *out, int most)
{
	struct measure_rule *r;
	int n = plan_rules(pg->cx, measure, &r), k = 0;
	for (int i = 0; i < n && k < most; i++) {
		struct rule rule;
		struct rule_error bad;
		bool ok = rule_parse(pg->cx->a, r[i].rule, &rule, &bad) &&
			  rule_open_params(pg->cx->a, &rule).n == 0;
		out[k++] = (struct ui_fact){
			ok ? str_has(r[i].rule, S("RECUR")) ? CHIP_CADENCE : CHIP_DUE : CHIP_ASK,
			ok ? say_rule(pg->cx->a, &rule) : r[i].phrase};
	}
	return k;
}

/* What was taken out by hand can be had back. */
static void draw_dropped(
	struct page *pg, const struct plan_row *p, struct measure_row *const *m, int n)
{
	struct html *h = pg->h;
	int dropped = 0;
	for (int i = 0; i < n; i++)
		dropped += m[i]->head.state == MEASURE_CANCELLED;
	if (dropped == 0 || p->head.state != PLAN_READING)
		return;
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "删去和并掉的"),
				 .count = trf(pg->cx->a, h->lang, "%d 条", dropped)});
	h_lit(h, "<ul class=\"lst tight\">");
	for (int i = 0; i < n; i++)
		if (m[i]->head.state == MEASURE_CANCELLED)
			ui_brief(h, &(struct ui_brief){.lamp = LAMP_GREY,
					    .url = str_fmt(pg->cx->a, "/plan/%lld/measure/%lld",
						    (long long)p->head.id.n,
						    (long long)m[i]->head.id.n),
					    .title = measure_kind.title(pg->cx, m[i])});
	h_lit(h, "</ul>");
	ui_card_end(h);
}

static void draw_reading(struct page *pg, const struct plan_row *p)
{
	struct html *h = pg->h;
	struct measure_row **m;
	int n = plan_measures(pg->cx, p->head.id, &m), items = 0;
	for (int i = 0; i < n; i++)
		items += m[i]->assigned && m[i]->head.state != MEASURE_CANCELLED;
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "读出的措施"),
				 .id = S("measures"),
				 .count = trf(pg->cx->a, h->lang, "%d 项", items)});
	h_lit(h, "<ul class=\"lst\">");
	for (int i = 0; i < n; i++) {
		struct ui_fact facts[FACTS];
		if (m[i]->head.state == MEASURE_CANCELLED)
			continue;
		int k = unit_facts(pg, m[i]->head.id, facts, FACTS - 10);
		k += rule_facts(pg, m[i]->head.id, facts + k, 10);
		ui_reading(h, &(struct ui_reading){.no = plan_short_path(pg->cx->a, m[i]->path),
				      .title = m[i]->heading,
				      .note = m[i]->assigned ? STR_NONE : tr(h->lang, "标题"),
				      .url = str_fmt(pg->cx->a, "/plan/%lld/measure/%lld",
					      (long long)p->head.id.n, (long long)m[i]->head.id.n),
				      .id = str_fmt(pg->cx->a, "m%lld", (long long)m[i]->head.id.n),
				      .facts = facts,
				      .n_facts = k});
	}
	h_lit(h, "</ul>");
	ui_card_end(h);
	draw_dropped(pg, p, m, n);
}

/* ---- the page ---- */

/* 核对中 · 安公办发〔2026〕18号 · 印发日期 3月10日. */
static struct str lead_of(struct page *pg, const struct plan_row *p)
{
	struct html *h = pg->h;
	struct str state = locale_find(h->lang, str_of(plan_kind.states[p->head.state].label));
	struct str day = locale_day(pg->cx->a, h->lang, p->issue_day, h->today);
	struct str issued = day_is_set(p->issue_day)
				    ? trf(pg->cx->a, h->lang, "印发日期 %.*s", STR_ARG(day))
				    : tr(h->lang, "印发日期没有填");
	if (p->number.n == 0)
		return str_fmt(pg->cx->a, "%.*s · %.*s", STR_ARG(state), STR_ARG(issued));
	return str_fmt(pg->cx->a, "%.*s · %.*s · %.*s", STR_ARG(state), STR_ARG(p->number),
		STR_ARG(issued));
}

void page_plan_show(struct page *pg, struct plan_row *p, bool typed)
{
	struct html *h = pg->h;
	struct question_row **q;
	struct ui_link crumb = {S("/plan"), tr(h->lang, "方案导入")};
	int n = load_questions(pg, p, &q);
	page_open(pg, &(struct page_frame){.title = p->title,
			      .nav = S("/plan"),
			      .crumbs = &crumb,
			      .n_crumbs = 1,
			      .lead = lead_of(pg, p)});
	page_way_draw(pg, p);
	ui_cols_begin(h, COLS_5_6);
	page_plan_text(pg, p, q, n);
	ui_stack_begin(h);
	draw_questions(pg, p, q, n, typed);
	page_resolve_draw(pg, p);
	draw_reading(pg, p);
	ui_stack_end(h);
	ui_cols_end(h);
	page_plan_keys(pg, p);
	page_close(pg);
}

/* ---- acts ---- */

static void answer(struct page *pg, struct plan_row *p, enum flow_code code)
{
	if (code == FLOW_OK) {
		page_done(pg, url_of(pg, p, ""));
	} else if (code == FLOW_INVALID) {
		pg->r->status = 422;
		page_plan_show(pg, p, true);
	} else {
		page_refuse(pg, code);
	}
}

static enum flow_code do_flow(struct ctx *cx, void *arg)
{
	struct flow_out out;
	return flow_apply(cx, arg, &out);
}

struct answering {
	struct flow_in in;
	struct question_row **more; /* answered alike */
	int n_more;
	bool proposals; /* each takes its own */
	struct input *values;
};

static enum flow_code do_answer(struct ctx *cx, void *arg)
{
	const struct answering *w = arg;
	struct flow_in in = w->in;
	struct flow_out out;
	enum flow_code code = flow_apply(cx, &in, &out);
	for (int i = 0; i < w->n_more && code == FLOW_OK; i++) {
		in.id = w->more[i]->head.id;
		in.version = w->more[i]->head.version;
		if (w->proposals && w->more[i]->proposal.n)
			w->values[0].text = w->more[i]->proposal;
		code = flow_apply(cx, &in, &out);
	}
	return code;
}

/* Fills what was ticked instead of typed; the question itself, or NULL. */
static const struct question_row *fill_in(struct page *pg, const struct plan_row *p,
	struct answering *w, struct input values[static 2])
{
	struct question_row **q;
	int n = load_questions(pg, p, &q), at = -1;
	for (int i = 0; i < n; i++)
		if (q[i]->head.id.n == w->in.id.n)
			at = i;
	if (at < 0)
		return NULL;
	w->values = values;
	w->proposals = http_field(pg->q, S("use")).n && q[at]->proposal.n;
	if (w->proposals)
		values[0].text = q[at]->proposal;
	if (values[1].text.n == 0 && http_field(pg->q, S("basis_same")).n)
		values[1].text = last_basis(q, n);
	w->more = arena_array(pg->cx->a, (size_t)n + 1, sizeof(struct question_row *));
	if (http_field(pg->q, S("same")).n)
		w->n_more = alike(q[at], q, n, w->more);
	return q[at];
}

void page_plan_answer(struct page *pg)
{
	struct plan_row *p = page_plan_asked(pg);
	struct answering w = {
		.in = {.kind = &question_kind, .step = kind_step(&question_kind, S("answer"))}};
	if (p == NULL)
		return;
	struct input values[] = {{S("answer"), http_field(pg->q, S("answer"))},
		{S("basis"), http_field(pg->q, S("basis"))}};
	w.in.values = (struct inputs){values, NELEM(values)};
	num_int(http_field(pg->q, S("question")), 1, INT64_MAX, &w.in.id.n);
	num_int(http_field(pg->q, S("version")), 1, INT64_MAX, &w.in.version);
	if (fill_in(pg, p, &w, values))
		answer(pg, p, page_write(pg, do_answer, &w));
	else
		page_absent(pg);
}

void page_plan_step(struct page *pg)
{
	struct plan_row *p = page_plan_asked(pg);
	if (p == NULL)
		return;
	struct flow_in in = {.kind = &plan_kind,
		.step = kind_step(&plan_kind, http_field(pg->q, S("step"))),
		.id = p->head.id,
		.reason = http_field(pg->q, S("reason"))};
	if (in.step)
		answer(pg, p, page_write(pg, do_flow, &in));
	else
		page_absent(pg);
}
