/* page_import.c — 方案导入: the plans at hand, and a new one from a file or pasted text.
 *
 * The file is opened in the jailed reader; whatever is wrong with it comes back as one sentence and
 * what was typed is kept (PLAN-01, N1). */
#include "base/bug.h"
#include "base/num.h"
#include "base/utf8.h"
#include "core/actor.h"
#include "core/query.h"
#include "core/rec.h"
#include "core/tree.h"
#include "paper/read.h"
#include "plan/named_list.h"
#include "plan/page_int.h"
#include "plan/period.h"
#include "sys/conf.h"
#include "web/ui_list.h"

#include <stdio.h>
#include <unistd.h>

enum { PLANS = 50, CAMPAIGNS = 50, PASTE_MAX = 1 << 20, PASTE_SENT = 4 << 20, FILE_MAX = 64 << 20 };

static int64_t in_state(struct ctx *cx, const char *state)
{
	struct query q = {.kind = &plan_kind};
	query_filter(cx, &q, S("state"), str_of(state));
	return query_count(cx, &q);
}

int64_t plan_waiting(struct ctx *cx, bool *late)
{
	bool edits = actor_may(cx, "plan.edit", RID_NONE);
	bool reviews = actor_may(cx, "plan.review", RID_NONE) ||
		       actor_may(cx, "plan.issue", RID_NONE);
	*late = false;
	return (edits ? in_state(cx, "reading") : 0) + (reviews ? in_state(cx, "review") : 0);
}

/* ---- the form ---- */

static int campaign_options(struct page *pg, struct ui_option *out)
{
	struct query q = {.kind = &campaign_kind, .per_page = CAMPAIGNS};
	struct str chosen = http_field(pg->q, S("campaign"));
	void **rows;
	int n = query_rows(pg->cx, &q, &rows);
	if (n > CAMPAIGNS)
		n = CAMPAIGNS;
	for (int i = 0; i < n; i++) {
		const struct campaign_row *c = rows[i];
		struct str id = str_fmt(pg->cx->a, "%lld", (long long)c->head.id.n);
		out[i] = (struct ui_option){.value = id, .text = c->name, .on = str_eq(id, chosen)};
	}
	return n;
}

/* The plans in force: a new file may be the next edition of one of them. */
static int plan_options(struct page *pg, struct ui_option *out)
{
	struct query q = {.kind = &plan_kind, .per_page = PLANS};
	struct str typed = http_field(pg->q, S("supersedes"));
	struct str chosen = typed.n ? typed : http_param(pg->q, S("supersedes"));
	void **rows;
	query_filter(pg->cx, &q, S("state"), S("issued"));
	int n = query_rows(pg->cx, &q, &rows);
	if (n > PLANS)
		n = PLANS;
	for (int i = 0; i < n; i++) {
		const struct plan_row *p = rows[i];
		struct str id = str_fmt(pg->cx->a, "%lld", (long long)p->head.id.n);
		out[i] = (struct ui_option){.value = id,
			.text = trf(pg->cx->a, pg->h->lang, "%.*s（第 %lld 版）", STR_ARG(p->title),
				(long long)p->edition),
			.on = str_eq(id, chosen)};
	}
	return n;
}

static void draw_form(struct page *pg)
{
	struct html *h = pg->h;
	struct errs *e = pg->cx->errs;
	struct ui_option options[CAMPAIGNS], plans[PLANS];
	int n = campaign_options(pg, options), n_plans = plan_options(pg, plans);
	struct ui_field f[] = {
		{.input = UI_SELECT,
			.name = S("campaign"),
			.label = tr(h->lang, "专项活动"),
			.none = tr(h->lang, "新建一个活动"),
			.options = options,
			.n_options = n,
			.error = err_of(e, S("campaign")),
			.half = true},
		{.input = UI_TEXT,
			.name = S("name"),
			.label = tr(h->lang, "新活动的名称"),
			.note = tr(h->lang, "选了已有活动不用填"),
			.value = http_field(pg->q, S("name")),
			.error = err_of(e, S("name")),
			.half = true,
			.max = 100},
		{.input = UI_SELECT,
			.name = S("supersedes"),
			.label = tr(h->lang, "代替哪一版"),
			.note = tr(h->lang, "签发前逐条列出责任的差别"),
			.none = tr(h->lang, "不代替，另立一份"),
			.options = plans,
			.n_options = n_plans,
			.error = err_of(e, S("supersedes")),
			.half = true},
		{.input = UI_DATE,
			.name = S("issue_day"),
			.label = tr(h->lang, "印发日期"),
			.note = tr(h->lang, "不填按落款日期"),
			.value = http_field(pg->q, S("issue_day")),
			.error = err_of(e, S("issue_day")),
			.half = true},
		{.input = UI_FILE,
			.name = S("file"),
			.label = tr(h->lang, "方案文件"),
			.note = tr(h->lang, "docx、xlsx、pdf、txt"),
			.error = err_of(e, S("file")),
			.half = true},
		{.input = UI_LONG,
			.name = S("text"),
			.label = tr(h->lang, "或者粘贴方案正文"),
			.value = http_field(pg->q, S("text")),
			.rows = 8,
			.error = err_of(e, S("text"))},
	};
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "导入一份方案")});
	ui_body_begin(h);
	ui_errors(h, f, NELEM(f));
	ui_form_begin(h, &(struct ui_form){.action = S("/plan/import"), .files = true});
	page_tokens(pg);
	ui_grid_begin(h);
	ui_fields(h, f, NELEM(f));
	ui_buttons_begin(h);
	ui_button(h, &(struct ui_button){.text = tr(h->lang, "读取方案"), .primary = true});
	ui_buttons_end(h);
	ui_grid_end(h);
	ui_form_end(h);
	ui_body_end(h);
	ui_card_end(h);
}

static void draw_plans(struct page *pg)
{
	struct html *h = pg->h;
	struct query q = {.kind = &plan_kind, .per_page = PLANS};
	void **rows;
	int n = query_rows(pg->cx, &q, &rows);
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "方案")});
	if (n == 0)
		ui_empty(h, tr(h->lang, "还没有方案"),
			tr(h->lang, "上传文件或粘贴正文，系统读出措施、单位和时限。"));
	ui_list_begin(h);
	for (int i = 0; i < n && i < PLANS; i++) {
		const struct plan_row *p = rows[i];
		ui_item(h, &(struct ui_item){
				   .lamp = p->head.state == PLAN_ISSUED ? LAMP_BLUE : LAMP_YELLOW,
				   .word = locale_find(
					   h->lang, str_of(plan_kind.states[p->head.state].label)),
				   .url = str_fmt(pg->cx->a, "/plan/%lld", (long long)p->head.id.n),
				   .title = p->title,
				   .meta = trf(pg->cx->a, h->lang, "第 %lld 版 · %.*s",
					   (long long)p->edition, STR_ARG(p->source_name))});
	}
	ui_list_end(h);
	ui_card_end(h);
}

static void library_button(struct page *pg, void *arg)
{
	(void)arg;
	ui_action(pg->h, ICON_LINK, S("/library"), tr(pg->h->lang, "依据文件库"));
}

static void import_page(struct page *pg)
{
	struct html *h = pg->h;
	page_open(pg,
		&(struct page_frame){.title = tr(h->lang, "方案导入"),
			.nav = S("/plan"),
			.lead = tr(h->lang,
				"交给系统一份方案，读出谁、做什么、什么时候；拿不准的都会问您。"),
			.actions = library_button});
	ui_stack_begin(h);
	if (actor_may(pg->cx, "plan.edit", RID_NONE))
		draw_form(pg);
	draw_plans(pg);
	ui_stack_end(h);
	page_close(pg);
}

/* ---- the upload ---- */

/* More than a plan can be: most likely not what was meant to be pasted. It is shown again. */
static bool is_too_long(struct page *pg, struct str text)
{
	if (text.n <= PASTE_MAX)
		return false;
	err_field(pg->cx->errs, S("text"),
		"粘贴的正文约 %lld 万字，一次最多约 %d 万字。请核对粘贴的是不是方案，或者存成 "
		"docx、txt 文件上传，或者分几份导入；您粘贴的内容还在框里",
		(long long)utf8_count(text) / 10000, PASTE_MAX / 3 / 10000);
	return true;
}

static bool read_source(struct page *pg, struct doc *doc, struct str *name)
{
	const struct http_file *f = http_file(pg->q, S("file"));
	struct str text = http_field(pg->q, S("text")), error = STR_NONE;
	struct paper_hint hint = {.office = conf_text(pg->app->conf, CONF_SOFFICE)};
	bool ok;
	if (f == NULL && str_trim(text).n == 0) {
		err_field(pg->cx->errs, S("file"), "请选一个方案文件，或者粘贴正文");
		return false;
	}
	if (f == NULL && is_too_long(pg, text))
		return false;
	if (f) {
		int fd = bytes_copy(&f->data, NULL);
		hint.name = *name = f->name;
		ok = fd >= 0 && paper_read_fd(pg->cx->a, fd, &hint, doc, &error);
		if (fd >= 0)
			close(fd);
	} else {
		*name = tr(pg->h->lang, "粘贴的正文");
		*doc = doc_from_text(pg->cx->a, text);
		ok = true;
	}
	if (!ok) {
		struct str why = error.n ? error : S("文件没有读出来，请重新上传");
		err_field(pg->cx->errs, f ? S("file") : S("text"), "%.*s", STR_ARG(why));
	}
	return ok;
}

struct import_job {
	struct page *pg;
	struct plan_import in;
	struct str name;
};

static enum flow_code new_campaign(struct ctx *cx, struct import_job *j)
{
	char from[DAY_TEXT], until[DAY_TEXT], office[24];
	struct day known = day_is_set(j->in.issue_day) ? j->in.issue_day : cx->today;
	struct period_found f = period_find(cx->a, j->in.doc, j->in.reading, known);
	snprintf(office, sizeof office, "%lld", (long long)cx->who->unit.n);
	struct input values[] = {{S("name"), j->name}, {S("type"), S("special")},
		{S("from_day"), str_of(day_text(f.from, from))},
		{S("until_day"), str_of(day_text(f.until, until))}, {S("office"), str_of(office)}};
	struct flow_in in = {.kind = &campaign_kind,
		.step = kind_step(&campaign_kind, S("new")),
		.unit = tree_top(cx),
		.values = {values, NELEM(values)}};
	struct flow_out out;
	enum flow_code code = flow_apply(cx, &in, &out);
	j->in.campaign = out.id;
	j->in.new_campaign = true;
	return code;
}

static enum flow_code do_import(struct ctx *cx, void *arg)
{
	struct import_job *j = arg;
	enum flow_code code = j->in.campaign.n ? FLOW_OK : new_campaign(cx, j);
	if (code == FLOW_OK)
		code = plan_import(cx, &j->in);
	if (j->name.n)
		j->in.campaign = RID_NONE; /* the job may run again */
	return code;
}

static void check_form(struct page *pg, struct import_job *j)
{
	struct errs *e = pg->cx->errs;
	struct str day = http_field(pg->q, S("issue_day"));
	num_int(http_field(pg->q, S("campaign")), 1, INT64_MAX, &j->in.campaign.n);
	num_int(http_field(pg->q, S("supersedes")), 1, INT64_MAX, &j->in.supersedes.n);
	const struct plan_row *old = j->in.supersedes.n && flow_may_see(pg->cx, &plan_kind,
								   j->in.supersedes)
					     ? rec_load(pg->cx, &plan_kind, j->in.supersedes)
					     : NULL;
	if (old && j->in.campaign.n == 0)
		j->in.campaign = old->campaign;
	j->name = j->in.campaign.n ? STR_NONE : str_trim(http_field(pg->q, S("name")));
	if (j->in.campaign.n == 0 && j->name.n == 0)
		err_field(e, S("name"), "请选一个活动，或填新活动的名称");
	if (day.n && !day_parse(day, &j->in.issue_day))
		err_field(e, S("issue_day"), "印发日期请写成 2026-03-10 这样");
}

/* What was not typed stands at the end of most plans; else it is asked for before issuing, for a
 * file would have to be chosen a second time now. */
static void take_issue_day(struct import_job *j)
{
	if (!day_is_set(j->in.issue_day))
		day_parse(j->in.reading->issued, &j->in.issue_day);
}

static void import_plan(struct page *pg)
{
	struct import_job j = {.pg = pg, .in.issue_day = DAY_NONE};
	struct doc doc;
	enum flow_code code = FLOW_INVALID;
	check_form(pg, &j);
	if (read_source(pg, &doc, &j.in.source_name) && pg->cx->errs->n == 0) {
		j.in.doc = &doc;
		j.in.reading = read_plan(pg->cx->a, &doc);
		take_issue_day(&j);
	}
	if (pg->cx->errs->n == 0) {
		code = page_write(pg, do_import, &j);
	}
	if (code == FLOW_OK) {
		/* Sent twice: the second time does not know the number of the plan. */
		page_done(pg, j.in.plan.n ? str_fmt(pg->cx->a, "/plan/%lld", (long long)j.in.plan.n)
					  : S("/plan"));
	} else if (code == FLOW_INVALID) {
		pg->r->status = 422;
		import_page(pg);
	} else {
		page_refuse(pg, code);
	}
}

static void review_page(struct page *pg)
{
	struct plan_row *p = page_plan_asked(pg);
	if (p)
		page_plan_show(pg, p, false);
}

static const struct page_def import_page_def = {.fn = import_page, .perm = "plan.read"};
static const struct page_def import_def = {.fn = import_plan, .perm = "plan.edit"};
static const struct page_def review_def = {.fn = review_page, .perm = "plan.read"};
static const struct page_def answer_def = {.fn = page_plan_answer, .perm = "plan.edit"};
static const struct page_def step_def = {.fn = page_plan_step, .perm = "plan.read"};

static const struct page_def resolve_def = {.fn = page_resolve_act, .perm = "plan.edit"};
static const struct page_def library_def = {.fn = page_library, .perm = "plan.read"};
static const struct page_def links_def = {.fn = page_links, .perm = "plan.read"};
static const struct page_def links_act_def = {.fn = page_links_act, .perm = "plan.edit"};
static const struct page_def docx_def = {.fn = page_document_docx, .perm = "plan.read"};
static const struct page_def html_def = {.fn = page_document_html, .perm = "plan.read"};
static const struct page_def measure_def = {.fn = page_measure, .perm = "plan.read"};
static const struct page_def act_def = {.fn = page_measure_act, .perm = "plan.edit"};

static const struct route_param import_params[] = {
	{.name = "campaign", .max = 20},
	{.name = "name", .max = 400},
	{.name = "supersedes", .max = 20},
	{.name = "issue_day", .max = 10},
	{.name = "text", .max = PASTE_SENT},
	{.name = "file", .flags = PARAM_FILE},
	{0},
};
static const struct route_param resolve_params[] = {
	{.name = "phrase", .max = 1000},
	{.name = "name", .max = 1000},
	{0},
};
static const struct route_param library_params[] = {{.name = "link", .max = 20}, {0}};
static const struct route_param list_params[] = {{.name = "supersedes", .max = 20}, {0}};
static const struct route_param review_params[] = {{.name = "q", .max = 20}, {0}};
static const struct route_param answer_params[] = {
	{.name = "question", .max = 20},
	{.name = "version", .max = 20},
	{.name = "answer", .max = LIST_BYTES},
	{.name = "basis", .max = 1000},
	{.name = "use", .max = 1},
	{.name = "same", .max = 1},
	{.name = "basis_same", .max = 1},
	{0},
};
static const struct route_param links_params[] = {
	{.name = "what", .max = 16},
	{.name = "id", .max = 20},
	{.name = "kind", .max = 16},
	{.name = "target", .max = 20},
	{.name = "title", .max = 1600},
	{.name = "number", .max = 400},
	{.name = "issued", .max = 10},
	{.name = "measure", .max = 20},
	{.name = "link", .max = 20},
	{.name = "clause", .max = 1600},
	{0},
};
static const struct route_param act_params[] = {
	{.name = "what", .max = 16},
	{.name = "version", .max = 20},
	{.name = "id", .max = 20},
	{.name = "parent", .max = 20},
	{.name = "at", .max = 10},
	{.name = "role", .max = 8},
	{.name = "name", .max = 4096},
	{.name = "path", .max = 400},
	{.name = "heading", .max = 2000},
	{.name = "text", .max = 100000},
	{.name = "new_heading", .max = 2000},
	{.name = "reason", .max = 2000},
	{0},
};
static const struct route_param step_params[] = {
	{.name = "step", .max = 16},
	{.name = "reason", .max = 2000},
	{0},
};

const struct route plan_routes[] = {
	{.verb = VERB_GET,
		.pattern = "/plan",
		.fn = page_serve,
		.more = &import_page_def,
		.params = list_params},
	{.verb = VERB_GET,
		.pattern = "/library",
		.fn = page_serve,
		.more = &library_def,
		.params = library_params},
	{.verb = VERB_POST,
		.pattern = "/plan/import",
		.fn = page_serve,
		.more = &import_def,
		.params = import_params,
		.max_body = FILE_MAX},
	{.verb = VERB_GET,
		.pattern = "/plan/#id",
		.fn = page_serve,
		.more = &review_def,
		.params = review_params},
	{.verb = VERB_POST,
		.pattern = "/plan/#id/answer",
		.fn = page_serve,
		.more = &answer_def,
		.params = answer_params},
	{.verb = VERB_POST,
		.pattern = "/plan/#id/resolve",
		.fn = page_serve,
		.more = &resolve_def,
		.params = resolve_params},
	{.verb = VERB_GET, .pattern = "/plan/#id/links", .fn = page_serve, .more = &links_def},
	{.verb = VERB_POST,
		.pattern = "/plan/#id/links/act",
		.fn = page_serve,
		.more = &links_act_def,
		.params = links_params},
	{.verb = VERB_GET,
		.pattern = "/plan/#id/document.docx",
		.fn = page_serve,
		.more = &docx_def},
	{.verb = VERB_GET,
		.pattern = "/plan/#id/document.html",
		.fn = page_serve,
		.more = &html_def},
	{.verb = VERB_GET,
		.pattern = "/plan/#id/measure/#m",
		.fn = page_serve,
		.more = &measure_def},
	{.verb = VERB_POST,
		.pattern = "/plan/#id/measure/#m/act",
		.fn = page_serve,
		.more = &act_def,
		.params = act_params},
	{.verb = VERB_POST,
		.pattern = "/plan/#id/step",
		.fn = page_serve,
		.more = &step_def,
		.params = step_params},
	{0},
};
