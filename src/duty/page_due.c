/* page_due.c — 应报与报送: the list, and one due item with its reason, its history and what can be
 * done with it (UI.md 04). Acts are in page_report.c. PLAN-42, TIME-29, N4. */
#include "base/bug.h"
#include "base/num.h"
#include "base/vec.h"
#include "calendar/expand.h"
#include "core/actor.h"
#include "core/rec.h"
#include "core/tree.h"
#include "duty/asof.h"
#include "duty/entry.h"
#include "duty/event.h"
#include "duty/page_int.h"
#include "duty/reason.h"
#include "duty/upload.h"
#include "web/ui_list.h"
#include "web/ui_time.h"

enum { PAGE_ROWS = 50 };

/* ---- the list ---- */

static const struct view {
	const char *code, *label, *perm, *col;
	unsigned states;
	bool until_today;
} views[] = {
	{"owed", "今天和逾期", "due.report", "unit", STATE_OWED, true},
	{"open", "待报", "due.report", "unit", STATE_OWED, false},
	{"review", "等我接收", "due.accept", "to_unit", STATE_BIT(DUE_REPORTED), false},
	{"sent", "已报", "due.read", "unit", STATE_BIT(DUE_REPORTED) | STATE_BIT(DUE_ACCEPTED),
		false},
	{"late", "全部逾期", "due.read", NULL, STATE_OWED, true},
	{"all", "全部", "due.read", NULL, 0, false},
};

static const struct view *view_of(struct page *pg)
{
	struct str code = http_param(pg->q, S("view"));
	for (size_t i = 0; i < NELEM(views); i++)
		if (str_eq(code, str_of(views[i].code)))
			return &views[i];
	return actor_may(pg->cx, "due.report", RID_NONE) ? &views[1] : &views[NELEM(views) - 1];
}

static rid id_param(struct page *pg, struct str name)
{
	int64_t n;
	return num_int(http_param(pg->q, name), 1, INT64_MAX, &n) ? (rid){n} : RID_NONE;
}

static struct due_filter filter_of(struct page *pg, const struct view *v, int64_t page)
{
	struct due_filter f = {
		.perm = v->perm,
		.col = v->col,
		.states = v->states,
		.campaign = id_param(pg, S("campaign")),
		.measure = id_param(pg, S("measure")),
		.unit = id_param(pg, S("unit")),
		.from = DAY_NONE,
		.until = DAY_NONE,
		.page = (int)page - 1,
		.per_page = PAGE_ROWS,
	};
	struct day day;
	if (day_parse(http_param(pg->q, S("day")), &day))
		f.from = f.until = day;
	else if (v->until_today)
		f.until = str_eq(str_of(v->code), S("late")) ? day_add(pg->cx->today, -1)
							     : pg->cx->today;
	return f;
}

static void draw_tabs(struct page *pg, const struct view *here)
{
	struct ui_tab tabs[NELEM(views)];
	int n = 0;
	for (size_t i = 0; i < NELEM(views); i++) {
		if (!actor_may(pg->cx, views[i].perm, RID_NONE))
			continue;
		tabs[n++] = (struct ui_tab){
			.url = str_fmt(pg->cx->a, "/due?view=%s", views[i].code),
			.text = locale_find(pg->h->lang, str_of(views[i].label)),
			.here = &views[i] == here,
		};
	}
	ui_tabs(pg->h, tr(pg->h->lang, "应报与报送"), tabs, n);
}

static void draw_row(struct page *pg, const struct due_line *l)
{
	struct html *h = pg->h;
	ui_tr_begin(h, false);
	h_lit(h, "<td class=\"nw\">");
	ui_lamp(h, page_lamp(l->light.light), page_light_word(h, &l->d, &l->light));
	h_lit(h, "</td>");
	ui_td_link(h, page_due_url(pg->cx->a, l->d.head.id), page_due_title(pg->cx->a, l));
	ui_td(h, l->doer.n ? str_fmt(pg->cx->a, "%.*s · %.*s", STR_ARG(l->unit_name),
				     STR_ARG(l->doer))
			   : l->unit_name);
	h_elc(h, "td", "hide-m", l->to_name);
	h_lit(h, "<td class=\"rt nw\">");
	h_weekday(h, l->d.due_day);
	if (l->d.provisional) {
		h_lit(h, " ");
		ui_chip(h, CHIP, tr(h->lang, "暂定"));
	}
	/* A changed day is never shown alone (PLAN-40). */
	if (l->d.changes && l->d.first_day.n != l->d.due_day.n) {
		h_lit(h, "<br><span class=\"q sm\">");
		struct str first = locale_day(pg->cx->a, h->lang, l->d.first_day, h->today);
		h_trf(h, "原定 %.*s", STR_ARG(first));
		h_lit(h, "</span>");
	} else if (l->d.changes) {
		h_lit(h, " ");
		ui_chip(h, CHIP, tr(h->lang, "有变更"));
	}
	h_lit(h, "</td>");
	ui_tr_end(h);
}

static void draw_table(struct page *pg, const struct due_line *at, int n)
{
	struct html *h = pg->h;
	struct ui_col cols[] = {
		{.text = tr(h->lang, "灯")},
		{.text = tr(h->lang, "事项")},
		{.text = tr(h->lang, "单位")},
		{.text = tr(h->lang, "报送给"), .hide_small = true},
		{.text = tr(h->lang, "到期"), .right = true},
	};
	ui_table_begin(h, &(struct ui_table){.label = tr(h->lang, "应报事项"),
				  .cols = cols,
				  .n_cols = NELEM(cols),
				  .hover = true});
	for (int i = 0; i < n; i++)
		draw_row(pg, &at[i]);
	ui_table_end(h);
}

static void draw_pager(struct page *pg, const struct due_filter *f, int64_t page, int n)
{
	VEC(struct ui_param) params = {0};
	static const struct str keys[] = {
		{"view", 4}, {"campaign", 8}, {"measure", 7}, {"unit", 4}, {"day", 3}};
	for (size_t i = 0; i < NELEM(keys); i++)
		if (http_param(pg->q, keys[i]).n)
			*vec_add(pg->cx->a, &params) = (struct ui_param){
				keys[i], http_param(pg->q, keys[i])};
	struct ui_query q = {.path = S("/due"), .params = params.at, .n = (int)params.n};
	int64_t first = (page - 1) * PAGE_ROWS;
	ui_pager(pg->h, &(struct ui_pager){.query = &q,
				.first = n ? first + 1 : 0,
				.last = first + (n > PAGE_ROWS ? PAGE_ROWS : n),
				.total = -1,
				.page = (int)page,
				.more = n > f->per_page});
}

static void sheet_page(struct page *pg)
{
	const struct view *v = view_of(pg);
	struct due_filter f = filter_of(pg, v, 1);
	page_sheet_due(pg, &f, locale_find(pg->h->lang, str_of(v->label)));
}

static void draw_actions(struct page *pg, void *arg)
{
	(void)arg;
	struct str query = pg->q->query;
	ui_action(pg->h, ICON_TABLE_EXPORT,
		str_fmt(pg->cx->a, "/due.xlsx%s%.*s", query.n ? "?" : "", STR_ARG(query)),
		tr(pg->h->lang, "导出 XLSX"));
	ui_action(pg->h, ICON_HISTORY, S("/change?view=all"), tr(pg->h->lang, "变更申请"));
}

static void list_page(struct page *pg)
{
	struct html *h = pg->h;
	struct due_line *at;
	int64_t page = 1;
	num_int(http_param(pg->q, S("page")), 1, 1000, &page);
	const struct view *v = view_of(pg);
	struct due_filter f = filter_of(pg, v, page);
	struct light_rules rules = light_load(pg->cx);
	int n = due_list(pg->cx, &f, &rules, &at);
	page_open(pg, &(struct page_frame){.title = tr(h->lang, "应报与报送"),
			      .nav = S("/due"),
			      .lead = tr(h->lang, "谁欠什么、什么时候到期、卡在谁那里。"),
			      .actions = draw_actions});
	draw_tabs(pg, v);
	ui_card_begin(h, &(struct ui_card){.title = locale_find(h->lang, str_of(v->label))});
	if (n == 0)
		ui_empty(h, tr(h->lang, "这里没有事项"), tr(h->lang, "换一个分类看看。"));
	else
		draw_table(pg, at, n > PAGE_ROWS ? PAGE_ROWS : n);
	ui_foot_begin(h);
	draw_pager(pg, &f, page, n);
	ui_foot_end(h);
	ui_card_end(h);
	page_close(pg);
}

/* ---- one item ---- */

void page_report_text(struct html *h, struct str label, struct str text)
{
	if (text.n == 0)
		return;
	h_elc(h, "h3", "sm q2", label);
	h_lit(h, "<p>");
	h_lines(h, text);
	h_lit(h, "</p>");
}

void page_evidence_list(struct page *pg, rid owner)
{
	struct html *h = pg->h;
	struct evidence *e;
	int n = report_evidence(pg->cx, owner, &e);
	if (n == 0)
		return;
	h_elc(h, "h3", "sm q2", tr(h->lang, "佐证"));
	h_lit(h, "<ul class=\"plain\">");
	for (int i = 0; i < n; i++) {
		h_lit(h, "<li>");
		h_link(h, str_fmt(pg->cx->a, "/evidence/%lld", (long long)e[i].id.n), e[i].name);
		h_lit(h, " <span class=\"q sm\">");
		struct str happened = locale_day(pg->cx->a, h->lang, e[i].event_day, h->today);
		struct str received = locale_stamp(pg->cx->a, h->lang, e[i].received, h->today);
		h_trf(h, "发生于 %.*s，收到于 %.*s", STR_ARG(happened), STR_ARG(received));
		h_lit(h, "</span></li>");
	}
	h_lit(h, "</ul>");
}

static void draw_reports(struct page *pg, const struct due_row *d)
{
	struct html *h = pg->h;
	struct report_row **r;
	int n = due_reports(pg->cx, d->head.id, &r);
	if (n == 0 && !entry_counts(d) && !event_is_template(d) && !due_may_report(pg->cx, d)) {
		ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "报送")});
		ui_empty(h, tr(h->lang, "还没有报送"),
			tr(h->lang, "报送以后，内容和佐证列在这里。"));
		ui_card_end(h);
	}
	for (int i = n - 1; i >= 0; i--) {
		ui_card_begin(h, &(struct ui_card){.title = trf(pg->cx->a, h->lang,
							   "第 %lld 次报送", (long long)r[i]->seq),
					 .count = locale_stamp(
						 pg->cx->a, h->lang, r[i]->sent_at, h->today)});
		ui_body_begin(h);
		if (r[i]->unchanged)
			ui_note(h, NOTE, STR_NONE, tr(h->lang, "与上期无变化。"));
		page_report_text(h, tr(h->lang, "动态进展"), r[i]->progress);
		page_report_text(h, tr(h->lang, "工作成效"), r[i]->effect);
		page_evidence_list(pg, r[i]->head.id);
		if (r[i]->head.state == REPORT_RETURNED)
			ui_note(h, NOTE_RED, tr(h->lang, "退回"), r[i]->review_note);
		else if (r[i]->review_note.n)
			ui_note(h, NOTE_BLUE, tr(h->lang, "接收意见"), r[i]->review_note);
		ui_body_end(h);
		ui_card_end(h);
	}
}

/* What will happen if nobody does anything. */
static void draw_next_step(struct page *pg, const struct due_row *d)
{
	struct html *h = pg->h;
	struct str text = STR_NONE;
	if (event_is_template(d) && d->head.state == DUE_OPEN)
		text = tr(h->lang, "每登记一次，就产生一项有期限的应报；没有发生就没有要报的。");
	else if (STATE_BIT(d->head.state) & STATE_OWED)
		text = tr(h->lang, "到期前提醒联络员；逾期后提醒本单位负责人，再报上级主管单位。只"
				   "在工作时间发出。");
	else if (d->head.state == DUE_REPORTED)
		text = tr(h->lang, "等接收单位接收或退回。首次报送的时间已经记下，不会改变。");
	else if (d->head.state == DUE_PAUSED)
		text = tr(h->lang, "暂停期间不计时、不提醒。恢复时，期限按暂停期间的工作日顺延。");
	else if (d->head.state == DUE_WAITING)
		text = tr(h->lang, "前一部分办结以后，这一项自动开始。");
	else if (d->head.state == DUE_BEFORE)
		text = tr(h->lang, "签发时这一期已经过去：不计逾期，不提醒。有材料可以补报。");
	if (text.n)
		ui_note(h, NOTE, tr(h->lang, "接下来"), text);
}

static void due_page_draw(struct page *pg, struct due_row *d, bool typed)
{
	struct html *h = pg->h;
	struct light_rules rules = light_load(pg->cx);
	struct light_in in = light_now(d);
	struct light_out light = light_of(&rules, &in, pg->cx->cal, pg->cx->now);
	const struct measure_row *m = rec_load(pg->cx, &measure_kind, d->measure);
	struct due_line line = {.d = *d, .heading = m ? m->heading : d->content};
	struct ui_link crumb = {S("/due"), tr(h->lang, "应报与报送")};
	page_open(pg, &(struct page_frame){.title = page_due_title(pg->cx->a, &line),
			      .nav = S("/due"),
			      .crumbs = &crumb,
			      .n_crumbs = 1,
			      .lamp = page_lamp(light.light),
			      .word = page_light_word(h, d, &light)});
	ui_cols_begin(h, COLS_8_4);
	ui_stack_begin(h);
	page_due_parts(pg, d);
	page_entries(pg, d);
	page_outages(pg, d);
	/* Who has to accept reads before he answers. */
	if (d->head.state == DUE_REPORTED)
		draw_reports(pg, d);
	page_due_acts(pg, d, typed);
	if (d->head.state != DUE_REPORTED)
		draw_reports(pg, d);
	ui_stack_end(h);
	ui_stack_begin(h);
	page_due_facts(pg, d, m, light.rule);
	page_story_why(pg, d);
	page_change_card(pg, d);
	page_due_doer(pg, d, typed);
	page_due_claims(pg, d);
	page_due_tasks(pg, d);
	page_story_history(pg, d);
	draw_next_step(pg, d);
	ui_stack_end(h);
	ui_cols_end(h);
	page_close(pg);
}

struct str page_due_act(struct page *pg, const struct due_row *d, const char *act)
{
	return str_fmt(pg->cx->a, "/due/%lld/%s", (long long)d->head.id.n, act);
}

struct due_row *page_due_asked(struct page *pg)
{
	int64_t id;
	if (!http_arg_id(pg->q, 0, &id) || !flow_may_see(pg->cx, &due_kind, (rid){id})) {
		page_absent(pg);
		return NULL;
	}
	struct due_row *d = asof_load(pg->cx, (rid){id});
	if (d == NULL)
		page_absent(pg); /* looked at before it was made */
	return d;
}

void page_due_show(struct page *pg, struct due_row *d, bool typed)
{
	due_page_draw(pg, d, typed);
}

static void due_page(struct page *pg)
{
	struct due_row *d = page_due_asked(pg);
	if (d)
		due_page_draw(pg, d, false);
}

static const struct page_def lights_def = {.fn = page_lights, .perm = "campaign.read"};
static const struct page_def list_def = {.fn = list_page, .perm = "due.read", .flags = PAGE_AS_OF};
static const struct page_def due_def = {.fn = due_page, .perm = "due.read", .flags = PAGE_AS_OF};
static const struct page_def sheet_def = {
	.fn = sheet_page, .perm = "due.read", .flags = PAGE_AS_OF};
static const struct page_def sign_def = {.fn = page_sign, .perm = "due.read"};
static const struct page_def report_def = {.fn = page_report, .perm = "due.read"};
static const struct page_def review_def = {.fn = page_review, .perm = "due.accept"};
static const struct page_def evidence_def = {.fn = page_evidence, .perm = "due.read"};

static const struct route_param list_params[] = {
	{.name = "view", .max = 16},
	{.name = "campaign", .max = 20},
	{.name = "measure", .max = 20},
	{.name = "unit", .max = 20},
	{.name = "day", .max = 10},
	{.name = "page", .max = 6},
	{0},
};
static const struct route_param report_params[] = {
	{.name = "version", .max = 20},
	{.name = "progress", .max = 16384},
	{.name = "effect", .max = 16384},
	{.name = "unchanged", .max = 8},
	{.name = "event_day", .max = 40},
	{.name = "act", .max = 16},
	{.name = "from", .max = 8},
	{.name = "files", .flags = PARAM_FILE | PARAM_MANY},
	{0},
};
static const struct route_param review_params[] = {
	{.name = "report", .max = 20},
	{.name = "note", .max = 4096},
	{.name = "act", .max = 16},
	{.name = "redo_day", .max = 10},
	{.name = "redo_time", .max = 5},
	{0},
};

const struct route due_routes[] = {
	{.verb = VERB_GET,
		.pattern = "/due",
		.fn = page_serve,
		.more = &list_def,
		.params = list_params},
	{.verb = VERB_GET,
		.pattern = "/due.xlsx",
		.fn = page_serve,
		.more = &sheet_def,
		.params = list_params},
	{.verb = VERB_GET, .pattern = "/lights", .fn = page_serve, .more = &lights_def},
	{.verb = VERB_GET, .pattern = "/due/#id", .fn = page_serve, .more = &due_def},
	{.verb = VERB_POST, .pattern = "/due/#id/sign", .fn = page_serve, .more = &sign_def},
	{.verb = VERB_POST,
		.pattern = "/due/#id/report",
		.fn = page_serve,
		.more = &report_def,
		.params = report_params,
		.max_body = UPLOAD_BODY},
	{.verb = VERB_POST,
		.pattern = "/due/#id/review",
		.fn = page_serve,
		.more = &review_def,
		.params = review_params},
	{.verb = VERB_GET, .pattern = "/evidence/#id", .fn = page_serve, .more = &evidence_def},
	{0},
};
