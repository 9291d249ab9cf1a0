/* page_issue.c — 签发: what will happen and to whom, then the act (UI.md: confirmation). PLAN-09. */
#include "base/bug.h"
#include "campaign/consult.h"
#include "campaign/edition.h"
#include "campaign/issue.h"
#include "campaign/page_int.h"
#include "core/rec.h"
#include "web/ui_page.h"

enum { GONE_ROWS = 200 };

static const char *const pasts[ISSUE_PASTS] = {"", "skip", "before"};

static struct plan_row *asked(struct page *pg)
{
	int64_t id;
	if (!http_arg_id(pg->q, 0, &id) || !flow_may_see(pg->cx, &plan_kind, (rid){id})) {
		page_absent(pg);
		return NULL;
	}
	return rec_load(pg->cx, &plan_kind, (rid){id});
}

/* What a first edition does, or a later one, in sentences. */
static int consequences(struct page *pg, const struct issue_sum *sum,
	const struct edition_diff *diff, struct str out[static 3])
{
	struct html *h = pg->h;
	struct arena *a = pg->cx->a;
	out[0] = diff ? trf(a, h->lang,
				"第 %lld 版停止执行：*%lld* 项责任照旧，已报的都保留；应报改期 "
				"*%lld* 项，新增 *%lld* 项，取消 *%lld* 项。",
				(long long)diff->was->edition, (long long)diff->lines[EDITION_SAME],
				(long long)diff->moved, (long long)diff->added,
				(long long)diff->cancelled)
		      : trf(a, h->lang,
				"*%lld* 项措施产生 *%lld* 项责任、*%lld* 项应报，最多的一项涉及 "
				"*%lld* 个单位。",
				(long long)sum->measures, (long long)sum->duties,
				(long long)sum->dues, (long long)sum->units);
	int n = 1;
	if (day_is_set(sum->first_due)) {
		struct str first = locale_weekday(a, h->lang, sum->first_due, h->today);
		struct str last = locale_weekday(a, h->lang, sum->last_due, h->today);
		out[n++] = trf(
			a, h->lang, "最早到期 %.*s，最晚 %.*s。", STR_ARG(first), STR_ARG(last));
	}
	out[n++] = tr(h->lang, "签发以后不能再改这一版；要改就导入新的一版，差别会逐条列出。");
	return n;
}

/* ---- what is past ---- */

static void gone_row(struct page *pg, const struct issue_gone *g)
{
	struct html *h = pg->h;
	struct arena *a = pg->cx->a;
	struct str first = locale_day(a, h->lang, g->first, h->today);
	ui_tr_begin(h, false);
	struct str path = plan_short_path(a, g->measure->path);
	ui_td(h, str_fmt(a, "%.*s %.*s", STR_ARG(path), STR_ARG(g->measure->heading)));
	ui_td(h, g->phrase);
	struct str last = locale_day(a, h->lang, g->last, h->today);
	ui_td(h, g->first.n == g->last.n
			 ? first
			 : trf(a, h->lang, "%.*s至%.*s", STR_ARG(first), STR_ARG(last)));
	ui_td(h, g->once ? trf(a, h->lang, "一次性期限，%lld 项", (long long)g->dues)
			 : trf(a, h->lang, "%lld 项", (long long)g->dues));
	ui_tr_end(h);
}

static void draw_gone(struct page *pg, const struct issue_gones *g)
{
	struct html *h = pg->h;
	struct ui_col cols[] = {{.text = tr(h->lang, "措施")}, {.text = tr(h->lang, "原文时限")},
		{.text = tr(h->lang, "到期日")}, {.text = tr(h->lang, "应报")}};
	ui_card_begin(
		h, &(struct ui_card){.title = trf(pg->cx->a, h->lang,
					     "签发前已经到期的 %lld 项应报", (long long)g->dues)});
	ui_table_begin(h, &(struct ui_table){.label = tr(h->lang, "签发前已经到期"),
				  .cols = cols,
				  .n_cols = NELEM(cols)});
	for (size_t i = 0; i < g->n && i < GONE_ROWS; i++)
		gone_row(pg, &g->at[i]);
	ui_table_end(h);
	if (g->n > GONE_ROWS) {
		ui_body_begin(h);
		h_elc(h, "p", "q",
			trf(pg->cx->a, h->lang, "还有 %zu 行没有列出。", g->n - GONE_ROWS));
		ui_body_end(h);
	}
	ui_card_end(h);
}

static enum issue_past past_of(struct str code)
{
	for (int i = PAST_OPEN + 1; i < ISSUE_PASTS; i++)
		if (str_eq(code, str_of(pasts[i])))
			return (enum issue_past)i;
	return PAST_OPEN;
}

/* ---- asking ---- */

struct ask {
	const struct plan_row *p;
	const struct issue_sum *sum;
	const struct edition_diff *later;
	const struct issue_gones *gone;
	struct consult consult;                         /* of a later edition */
	struct str past_error, why_error, silent_error; /* of what was sent */
};

enum { FIELDS = 3, WHATS = 6 };

static void past_field(struct page *pg, const struct ask *k, struct ui_field *out)
{
	struct html *h = pg->h;
	enum issue_past past = past_of(http_field(pg->q, S("past")));
	struct ui_option *o = arena_array(pg->cx->a, 2, sizeof *o);
	o[0] = (struct ui_option){.value = str_of(pasts[PAST_SKIP]),
		.text = tr(h->lang, "只从签发之日起记"),
		.hint = trf(pg->cx->a, h->lang,
			"过去的各期不要求报送；只有一次的期限（%lld 项）仍列为“系统启用前”，"
			"免得措施没有着落。",
			(long long)k->gone->once),
		.on = past == PAST_SKIP};
	o[1] = (struct ui_option){.value = str_of(pasts[PAST_BEFORE]),
		.text = tr(h->lang, "作为系统启用前的事项带入"),
		.hint = tr(h->lang, "各单位看得到、可以补报，不亮红灯，不计逾期，不催办。"),
		.on = past == PAST_BEFORE};
	*out = (struct ui_field){.input = UI_RADIO,
		.name = S("past"),
		.label = tr(h->lang, "签发前已经到期的怎么记"),
		.options = o,
		.n_options = 2,
		.boxed = true,
		.error = k->past_error};
}

static struct ui_field reason_field(
	struct page *pg, struct str name, struct str label, struct str error)
{
	return (struct ui_field){.input = UI_LONG,
		.name = name,
		.label = label,
		.note = tr(pg->h->lang, "记入存证"),
		.value = http_field(pg->q, name),
		.error = error,
		.max = 500,
		.rows = 2};
}

/* How the units stand to a later edition; nothing of a first one, or where none is affected. */
static int consent_words(struct page *pg, const struct ask *k, struct str *what)
{
	const int64_t *of = k->consult.of;
	if (k->consult.n == 0)
		return 0;
	*what = trf(pg->cx->a, pg->h->lang,
		"责任有变化的 *%zu* 个单位：同意 %lld，异议未采纳 %lld，到期没有答复 *%lld*。"
		"没有答复不算同意。",
		k->consult.n, (long long)of[CONSULT_AGREED], (long long)of[CONSULT_OVERRULED],
		(long long)of[CONSULT_SILENT]);
	return 1;
}

static void draw_confirm(struct page *pg, const struct ask *k, struct str back)
{
	struct html *h = pg->h;
	struct arena *a = pg->cx->a;
	struct str what[WHATS];
	struct ui_field fields[FIELDS];
	int n = consequences(pg, k->sum, k->later, what), n_fields = 0;
	if (k->gone->dues) {
		what[n++] = trf(a, h->lang,
			"其中 *%lld* 项在今天以前就到期了：签发以前没有人应报，不算任何单位逾期。",
			(long long)k->gone->dues);
		past_field(pg, k, &fields[n_fields++]);
		fields[n_fields++] = reason_field(pg, S("why"), tr(h->lang, "理由"), k->why_error);
	}
	n += consent_words(pg, k, &what[n]);
	if (k->consult.of[CONSULT_SILENT])
		fields[n_fields++] = reason_field(pg, S("silent"),
			tr(h->lang, "有单位没有答复，仍然签发的理由"), k->silent_error);
	ui_confirm(h, &(struct ui_confirm){.title = tr(h->lang, "签发这份方案？"),
			      .what = what,
			      .n_what = n,
			      .form = {.action = str_fmt(
					       a, "/plan/%lld/issue", (long long)k->p->head.id.n),
				      .csrf = pg->csrf},
			      .fields = fields,
			      .n_fields = n_fields,
			      .verb = tr(h->lang, "签发"),
			      .back_url = back});
}

static void draw(struct page *pg, const struct ask *k)
{
	struct html *h = pg->h;
	struct ui_link crumb = {
		str_fmt(pg->cx->a, "/plan/%lld", (long long)k->p->head.id.n), k->p->title};
	page_open(pg, &(struct page_frame){.title = tr(h->lang, "签发方案"),
			      .nav = S("/plan"),
			      .crumbs = &crumb,
			      .n_crumbs = 1});
	for (size_t i = 0; i < pg->cx->errs->n; i++)
		ui_note(h, NOTE_RED, STR_NONE, pg->cx->errs->at[i].text);
	ui_stack_begin(h);
	if (pg->cx->errs->n == 0)
		draw_confirm(pg, k, crumb.url);
	if (k->gone->dues)
		draw_gone(pg, k->gone);
	if (k->later) {
		page_consult_draw(pg, k->p, &k->consult, false);
		page_edition_draw(pg, k->later);
	}
	ui_stack_end(h);
	page_close(pg);
}

static void ask(struct page *pg, const struct plan_row *p)
{
	struct issue_sum sum;
	struct edition_diff diff;
	struct ask k = {.p = p,
		.sum = &sum,
		.gone = &sum.gone,
		.past_error = err_of(pg->cx->errs, S("past")),
		.why_error = err_of(pg->cx->errs, S("why")),
		.silent_error = err_of(pg->cx->errs, S("silent"))};
	errs_clear(pg->cx->errs);
	enum flow_code code = issue_plan(
		pg->cx, &(struct issue_in){.plan = p->head.id, .dry = true}, &sum);
	if (code != FLOW_OK && code != FLOW_INVALID) {
		page_refuse(pg, code);
		return;
	}
	if (p->supersedes.n && edition_compare(pg->cx, p->head.id, &diff) == FLOW_OK) {
		k.later = &diff;
		k.gone = &diff.gone;
		consult_load(pg->cx, p->head.id, &diff, &k.consult);
		consult_blocks(pg->cx, &k.consult);
	}
	draw(pg, &k);
}

static void confirm(struct page *pg)
{
	struct plan_row *p = asked(pg);
	if (p)
		ask(pg, p);
}

static enum flow_code do_issue(struct ctx *cx, void *arg)
{
	struct issue_sum sum;
	return issue_plan(cx, arg, &sum);
}

static void issue(struct page *pg)
{
	struct plan_row *p = asked(pg);
	if (p == NULL)
		return;
	struct issue_in in = {.plan = p->head.id,
		.past = past_of(http_field(pg->q, S("past"))),
		.why = http_field(pg->q, S("why")),
		.silent = http_field(pg->q, S("silent"))};
	enum flow_code code = page_write(pg, do_issue, &in);
	if (code == FLOW_OK) {
		page_done(pg, str_fmt(pg->cx->a, "/campaign/%lld", (long long)p->campaign.n));
	} else if (code == FLOW_INVALID) {
		pg->r->status = 422;
		ask(pg, p);
	} else {
		page_refuse(pg, code);
	}
}

static const struct route_param issue_params[] = {
	{.name = "past", .max = 10},
	{.name = "why", .max = 4000},
	{.name = "silent", .max = 4000},
	{0},
};
static const struct route_param consult_params[] = {{.name = "until", .max = 20}, {0}};
static const struct route_param diff_params[] = {{.name = "measure", .max = 20}, {0}};
static const struct route_param pair_params[] = {
	{.name = "measure", .max = 20},
	{.name = "was", .max = 20},
	{0},
};
static const struct page_def confirm_def = {.fn = confirm, .perm = "plan.issue"};
static const struct page_def diff_def = {.fn = page_edition, .perm = "plan.read"};
static const struct page_def pair_def = {.fn = page_pair_act, .perm = "plan.read"};
static const struct page_def consult_def = {.fn = page_consult_act, .perm = "plan.edit"};
static const struct page_def issue_def = {.fn = issue, .perm = "plan.issue"};

const struct route issue_routes[] = {
	{.verb = VERB_GET,
		.pattern = "/plan/#id/diff",
		.fn = page_serve,
		.more = &diff_def,
		.params = diff_params},
	{.verb = VERB_POST,
		.pattern = "/plan/#id/pair",
		.fn = page_serve,
		.more = &pair_def,
		.params = pair_params},
	{.verb = VERB_POST,
		.pattern = "/plan/#id/consult",
		.fn = page_serve,
		.more = &consult_def,
		.params = consult_params},
	{.verb = VERB_GET, .pattern = "/plan/#id/issue", .fn = page_serve, .more = &confirm_def},
	{.verb = VERB_POST,
		.pattern = "/plan/#id/issue",
		.fn = page_serve,
		.more = &issue_def,
		.params = issue_params},
	{0},
};
