/* page_proposal.c — changing the calendar: read in a year, or set a single day; look at every open
 * date that would move; put it in force (N5, TIME-28). */
#include "base/bug.h"
#include "base/num.h"
#include "calendar/period.h"
#include "dates/calendar.h"
#include "dates/page.h"
#include "duty/page.h"
#include "paper/read.h"
#include "sys/conf.h"
#include "web/ui.h"

enum { PER_PAGE = 50, GAINS = 200, FILE_MAX = 8 << 20 };

/* ---- reading in ---- */

static void draw_import(struct page *pg)
{
	struct html *h = pg->h;
	struct errs *e = pg->cx->errs;
	struct ui_field f[] = {
		{.input = UI_LONG,
			.name = S("text"),
			.label = tr(h->lang, "放假通知的正文，或表格的各行"),
			.hint = tr(h->lang, "表格每行：日期、放假或上班、节日名称"),
			.value = http_field(pg->q, S("text")),
			.error = err_of(e, S("text")),
			.rows = 8},
		{.input = UI_FILE,
			.name = S("file"),
			.label = tr(h->lang, "或者选一个文件"),
			.note = tr(h->lang, "docx、pdf、txt、xlsx、csv"),
			.error = err_of(e, S("file")),
			.half = true},
		{.input = UI_NUMBER,
			.name = S("year"),
			.label = tr(h->lang, "应是哪一年"),
			.note = tr(h->lang, "可不填，按原文"),
			.value = http_field(pg->q, S("year")),
			.error = err_of(e, S("year")),
			.size = 6,
			.half = true},
	};
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "导入一年的放假安排")});
	ui_body_begin(h);
	ui_errors(h, f, NELEM(f));
	for (size_t i = 1; i < e->n; i++)
		if (str_eq(e->at[i].field, S("text")))
			ui_note(h, NOTE_RED, STR_NONE, e->at[i].text);
	ui_form_begin(h, &(struct ui_form){.action = S("/calendar/import"), .files = true});
	page_tokens(pg);
	ui_grid_begin(h);
	ui_fields(h, f, NELEM(f));
	ui_buttons_begin(h);
	ui_button(h, &(struct ui_button){.text = tr(h->lang, "读入并预览"), .primary = true});
	ui_buttons_end(h);
	ui_grid_end(h);
	ui_form_end(h);
	ui_body_end(h);
	ui_card_end(h);
}

static const char *const kinds[] = {"worked", "off", "notice"};

static void draw_day(struct page *pg)
{
	struct html *h = pg->h;
	struct errs *e = pg->cx->errs;
	struct str kind = http_field(pg->q, S("kind"));
	struct ui_option options[] = {
		{.value = S("worked"), .text = tr(h->lang, "上班")},
		{.value = S("off"), .text = tr(h->lang, "放假")},
		{.value = S("notice"), .text = tr(h->lang, "恢复通知的安排")},
	};
	for (size_t i = 0; i < NELEM(options); i++)
		options[i].on = str_eq(options[i].value, kind.n ? kind : S("off"));
	struct ui_field f[] = {
		{.input = UI_DATE,
			.name = S("day"),
			.label = tr(h->lang, "日期"),
			.value = http_field(pg->q, S("day")),
			.error = err_of(e, S("day")),
			.half = true},
		{.input = UI_RADIO,
			.name = S("kind"),
			.label = tr(h->lang, "这一天"),
			.options = options,
			.n_options = NELEM(options),
			.error = err_of(e, S("kind")),
			.inline_ = true,
			.half = true},
		{.input = UI_TEXT,
			.name = S("reason"),
			.label = tr(h->lang, "理由"),
			.note = tr(h->lang, "记入存证，也显示在日历上"),
			.value = http_field(pg->q, S("reason")),
			.error = err_of(e, S("reason")),
			.max = 200},
	};
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "调整某一天")});
	ui_body_begin(h);
	ui_errors(h, f, NELEM(f));
	ui_form_begin(h, &(struct ui_form){.action = S("/calendar/day")});
	page_tokens(pg);
	ui_grid_begin(h);
	ui_fields(h, f, NELEM(f));
	ui_buttons_begin(h);
	ui_button(h, &(struct ui_button){.text = tr(h->lang, "预览"), .primary = true});
	ui_buttons_end(h);
	ui_grid_end(h);
	ui_form_end(h);
	ui_body_end(h);
	ui_card_end(h);
}

static void import_page(struct page *pg)
{
	struct html *h = pg->h;
	struct ui_link crumb = {S("/calendar"), tr(h->lang, "日历与时限规则")};
	page_open(pg, &(struct page_frame){.title = tr(h->lang, "导入或调整日历"),
			      .nav = S("/calendar"),
			      .crumbs = &crumb,
			      .n_crumbs = 1,
			      .lead = tr(h->lang, "先预览哪些期限会变，确认后才生效。")});
	ui_stack_begin(h);
	draw_import(pg);
	draw_day(pg);
	ui_stack_end(h);
	page_close(pg);
}

static void answer(struct page *pg, enum flow_code code, int year)
{
	if (code == FLOW_OK) {
		page_done(pg, str_fmt(pg->cx->a, "/calendar/proposal?year=%d", year));
	} else if (code == FLOW_INVALID) {
		pg->r->status = 422;
		import_page(pg);
	} else {
		page_refuse(pg, code);
	}
}

static bool source(struct page *pg, struct str *text)
{
	const struct http_file *f = http_file(pg->q, S("file"));
	struct str bytes, error = S("文件没有读出来，请重新上传");
	*text = http_field(pg->q, S("text"));
	if (f == NULL && str_trim(*text).n == 0) {
		err_field(pg->cx->errs, S("text"), "请粘贴通知正文，或者选一个文件");
		return false;
	}
	if (f == NULL)
		return true;
	struct paper_hint hint = {
		.name = f->name, .office = conf_text(pg->app->conf, CONF_SOFFICE)};
	if (bytes_all(&f->data, pg->cx->a, FILE_MAX, &bytes) &&
		calendar_text(pg->cx->a, bytes, &hint, text, &error))
		return true;
	err_field(pg->cx->errs, S("file"), "%.*s", STR_ARG(error));
	return false;
}

static enum flow_code propose(struct ctx *cx, void *arg)
{
	return calendar_propose(cx, arg);
}

static void import(struct page *pg)
{
	struct notice n = {0};
	struct str text, year = str_trim(http_field(pg->q, S("year")));
	int64_t wanted = 0;
	enum flow_code code = FLOW_INVALID;
	if (year.n && !num_int(year, 1950, 2150, &wanted))
		err_field(pg->cx->errs, S("year"), "年份写四位数字，如 2027");
	if (source(pg, &text) && pg->cx->errs->n == 0) {
		notice_read(pg->cx->a, text, (int)wanted, &n);
		code = page_write(pg, propose, &n);
	}
	answer(pg, code, n.year.year);
}

static enum flow_code propose_day(struct ctx *cx, void *arg)
{
	return calendar_propose_day(cx, arg);
}

static void set_day(struct page *pg)
{
	struct calendar_day d = {
		.day = DAY_NONE, .reason = str_trim(http_field(pg->q, S("reason")))};
	struct str kind = http_field(pg->q, S("kind"));
	int k = 0;
	while (k < 3 && !str_eq(kind, str_of(kinds[k])))
		k++;
	day_parse(str_trim(http_field(pg->q, S("day"))), &d.day);
	d.kind = k < 3 ? (unsigned)k : CALENDAR_AS_NOTICE;
	answer(pg, page_write(pg, propose_day, &d), 0);
}

/* ---- the preview ---- */

static int year_asked(struct str text)
{
	int64_t year = -1;
	num_int(text, 0, 2150, &year);
	return (int)year;
}

/* The year's holidays as read, and what the reader noticed. */
static void draw_parts(struct page *pg, const struct work_year *y)
{
	struct html *h = pg->h;
	struct notice n;
	struct ui_col cols[] = {{.text = tr(h->lang, "节日")}, {.text = tr(h->lang, "放假")},
		{.text = tr(h->lang, "天数"), .right = true},
		{.text = tr(h->lang, "调休上班"), .right = true}};
	notice_of(pg->cx->a, y, &n);
	for (size_t i = 0; i < n.problems.n; i++)
		ui_note(h, NOTE_YELLOW, tr(h->lang, "请注意"), n.problems.at[i].what);
	ui_table_begin(
		h, &(struct ui_table){
			   .label = tr(h->lang, "放假安排"), .cols = cols, .n_cols = NELEM(cols)});
	for (size_t i = 0; i < n.parts.n; i++) {
		const struct notice_part *p = &n.parts.at[i];
		ui_tr_begin(h, false);
		ui_td(h, p->name);
		h_lit(h, "<td>");
		h_day(h, p->from);
		h_lit(h, "—");
		h_day(h, p->until);
		h_lit(h, "</td>");
		ui_td_int(h, p->days_off);
		ui_td_int(h, p->days_worked);
		ui_tr_end(h);
	}
	ui_table_end(h);
}

/* The days that are worked or not, against the calendar in force. */
static void draw_days(struct page *pg, const struct calendar_preview *p)
{
	struct html *h = pg->h;
	struct ui_col cols[] = {{.text = tr(h->lang, "日期")}, {.text = tr(h->lang, "现在")},
		{.text = tr(h->lang, "改为")}, {.text = tr(h->lang, "理由")}};
	ui_table_begin(h,
		&(struct ui_table){
			.label = tr(h->lang, "调整的日子"), .cols = cols, .n_cols = NELEM(cols)});
	for (size_t i = 0; i < p->year->n; i++) {
		struct day d = p->year->rows[i].day;
		struct work_look was = work_look(p->was, d), is = work_look(p->is, d);
		ui_tr_begin(h, false);
		h_lit(h, "<td class=\"nw\">");
		h_weekday(h, d);
		h_lit(h, "</td>");
		ui_td(h, work_say(&was, d));
		ui_td(h, is.works ? tr(h->lang, "上班") : tr(h->lang, "放假"));
		ui_td(h, p->year->rows[i].name);
		ui_tr_end(h);
	}
	ui_table_end(h);
}

static void draw_item(struct page *pg, const struct moved_item *it)
{
	struct html *h = pg->h;
	const struct move *m = it->move;
	struct str period = period_words(pg->cx->a, m->period);
	struct str title = m->period.n ? str_fmt(pg->cx->a, "%.*s · %.*s", STR_ARG(m->heading),
						 STR_ARG(period))
				       : m->heading;
	ui_tr_begin(h, false);
	ui_td_link(h, page_due_url(pg->cx->a, it->due), title);
	ui_td(h, it->unit);
	h_lit(h, "<td class=\"rt nw\">");
	h_weekday(h, m->was);
	h_lit(h, "</td><td class=\"rt nw\">");
	if (day_is_set(m->now))
		h_weekday(h, m->now);
	else
		h_tr(h, "当天放假，不再应报");
	h_lit(h, "</td>");
	ui_tr_end(h);
}

static void draw_moves(struct page *pg, const struct calendar_preview *p, int year)
{
	struct html *h = pg->h;
	struct moved_item at[PER_PAGE];
	int64_t page = 1;
	num_int(http_param(pg->q, S("page")), 1, 1000000, &page);
	int64_t first = (page - 1) * PER_PAGE, all = p->moves.items;
	int n = moves_items(pg->cx, &p->moves, first, PER_PAGE, at);
	struct ui_param params[] = {{S("year"), str_fmt(pg->cx->a, "%d", year)}};
	struct ui_query q = {.path = S("/calendar/proposal"), .params = params, .n = 1};
	struct ui_col cols[] = {{.text = tr(h->lang, "事项")}, {.text = tr(h->lang, "责任单位")},
		{.text = tr(h->lang, "原到期"), .right = true},
		{.text = tr(h->lang, "新到期"), .right = true}};
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "会改变的期限"),
				 .count = trf(pg->cx->a, h->lang, "%lld 项", (long long)all)});
	if (all == 0) {
		ui_empty(h, tr(h->lang, "没有期限会改变"), STR_NONE);
		ui_card_end(h);
		return;
	}
	ui_table_begin(h,
		&(struct ui_table){
			.label = tr(h->lang, "会改变的期限"), .cols = cols, .n_cols = NELEM(cols)});
	for (int i = 0; i < n; i++)
		draw_item(pg, &at[i]);
	ui_table_end(h);
	ui_pager(h, &(struct ui_pager){.query = &q,
			    .first = first + 1,
			    .last = first + PER_PAGE < all ? first + PER_PAGE : all,
			    .total = all,
			    .page = (int)page,
			    .pages = (int)((all + PER_PAGE - 1) / PER_PAGE)});
	ui_card_end(h);
}

/* Days that become working days: what daily duties owe on them. */
static void draw_gains(struct page *pg, const struct calendar_preview *p)
{
	struct html *h = pg->h;
	struct ui_col cols[] = {{.text = tr(h->lang, "事项")},
		{.text = tr(h->lang, "责任单位"), .right = true},
		{.text = tr(h->lang, "到期"), .right = true}};
	if (p->moves.gained == 0)
		return;
	ui_card_begin(h,
		&(struct ui_card){.title = tr(h->lang, "会新增的应报"),
			.count = trf(pg->cx->a, h->lang, "%lld 项", (long long)p->moves.gained)});
	ui_table_begin(h,
		&(struct ui_table){
			.label = tr(h->lang, "会新增的应报"), .cols = cols, .n_cols = NELEM(cols)});
	for (size_t i = 0; i < p->moves.gains.n && i < GAINS; i++) {
		const struct move *m = &p->moves.gains.at[i].move;
		ui_tr_begin(h, false);
		ui_td(h, m->heading);
		h_lit(h, "<td class=\"rt nw\">");
		h_trf(h, "%lld 个", (long long)m->n);
		h_lit(h, "</td><td class=\"rt nw\">");
		h_weekday(h, m->now);
		h_lit(h, "</td>");
		ui_tr_end(h);
	}
	ui_table_end(h);
	if (p->moves.gains.n > GAINS) {
		ui_foot_begin(h);
		h_trf(h, "只列出前 %d 行", GAINS);
		ui_foot_end(h);
	}
	ui_card_end(h);
}

/* Ticked until somebody takes the tick away: a working day is owed like any other. */
static void draw_choice(struct page *pg, const struct calendar_preview *p)
{
	struct html *h = pg->h;
	bool again = http_field(pg->q, S("act")).n > 0;
	struct ui_option yes = {.value = S("1"),
		.text = trf(pg->cx->a, h->lang, "同时生成新增的 %lld 项应报",
			(long long)p->moves.gained),
		.on = !again || http_field(pg->q, S("gains")).n > 0};
	if (p->moves.gained == 0)
		return;
	ui_hidden(h, S("seen_gained"), str_fmt(pg->cx->a, "%lld", (long long)p->moves.gained));
	ui_field(h, &(struct ui_field){.input = UI_CHECK,
			    .name = S("gains"),
			    .label = tr(h->lang, "按工作日天天报的事项"),
			    .hint = tr(h->lang, "不生成的，以后不会再提示，要另行安排"),
			    .options = &yes,
			    .n_options = 1});
}

static void draw_apply(struct page *pg, const struct calendar_preview *p, int year)
{
	struct html *h = pg->h;
	struct str text = str_fmt(pg->cx->a, "%d", year);
	ui_form_begin(h, &(struct ui_form){.action = S("/calendar/proposal")});
	page_tokens(pg);
	ui_hidden(h, S("year"), text);
	ui_hidden(h, S("seen"), str_fmt(pg->cx->a, "%lld", (long long)p->moves.items));
	draw_choice(pg, p);
	ui_buttons_begin(h);
	ui_button(h, &(struct ui_button){.text = tr(h->lang, "生效，并调整这些期限"),
			     .name = S("act"),
			     .value = S("apply"),
			     .primary = true});
	ui_button(h, &(struct ui_button){
			     .text = tr(h->lang, "不要了"), .name = S("act"), .value = S("drop")});
	ui_buttons_end(h);
	ui_form_end(h);
}

static void draw_preview(struct page *pg, const struct calendar_preview *p, int year)
{
	struct html *h = pg->h;
	struct ui_link crumb = {S("/calendar"), tr(h->lang, "日历与时限规则")};
	page_open(pg,
		&(struct page_frame){
			.title = year ? trf(pg->cx->a, h->lang, "%d年放假安排：预览", year)
				      : tr(h->lang, "调整个别日子：预览"),
			.nav = S("/calendar"),
			.crumbs = &crumb,
			.n_crumbs = 1,
			.lead = trf(pg->cx->a, h->lang,
				"还没有生效。会改变 *%lld* 项没有报送的期限，%lld 项暂定的期限成为"
				"确定。",
				(long long)p->moves.items, (long long)p->settled)});
	for (size_t i = 0; i < pg->cx->errs->n; i++)
		ui_note(h, NOTE_RED, tr(h->lang, "没有生效"), pg->cx->errs->at[i].text);
	ui_stack_begin(h);
	draw_apply(pg, p, year);
	draw_moves(pg, p, year);
	draw_gains(pg, p);
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "安排")});
	if (year)
		draw_parts(pg, p->year);
	else
		draw_days(pg, p);
	ui_foot_begin(h);
	h_text(h, p->year->cite);
	h_lit(h, "<br>");
	h_text(h, p->year->source);
	ui_foot_end(h);
	ui_card_end(h);
	ui_stack_end(h);
	page_close(pg);
}

static void preview(struct page *pg, int year)
{
	struct calendar_preview p;
	if (calendar_preview(pg->cx, year, &p))
		draw_preview(pg, &p, year);
	else
		page_absent(pg);
}

static void show(struct page *pg)
{
	preview(pg, year_asked(http_param(pg->q, S("year"))));
}

static enum flow_code do_apply(struct ctx *cx, void *arg)
{
	return calendar_apply(cx, arg);
}

static enum flow_code do_drop(struct ctx *cx, void *arg)
{
	return calendar_drop(cx, *(int *)arg);
}

static void decide(struct page *pg)
{
	struct calendar_apply in = {.year = year_asked(http_field(pg->q, S("year")))};
	bool away = str_eq(http_field(pg->q, S("act")), S("drop"));
	num_int(http_field(pg->q, S("seen")), 0, INT64_MAX, &in.seen);
	num_int(http_field(pg->q, S("seen_gained")), 0, INT64_MAX, &in.seen_gained);
	in.gains = http_field(pg->q, S("gains")).n > 0;
	enum flow_code code = away ? page_write(pg, do_drop, &in.year)
				   : page_write(pg, do_apply, &in);
	if (code == FLOW_OK) {
		page_done(pg, in.year && !away ? str_fmt(pg->cx->a, "/calendar?year=%d", in.year)
					       : S("/calendar"));
	} else if (code == FLOW_INVALID) {
		pg->r->status = 422;
		preview(pg, in.year);
	} else {
		page_refuse(pg, code);
	}
}

static const struct page_def import_page_def = {.fn = import_page, .perm = "calendar.edit"};
static const struct page_def import_def = {.fn = import, .perm = "calendar.edit"};
static const struct page_def day_def = {.fn = set_day, .perm = "calendar.edit"};
static const struct page_def show_def = {.fn = show, .perm = "calendar.edit"};
static const struct page_def decide_def = {.fn = decide, .perm = "calendar.edit"};

static const struct route_param import_params[] = {{.name = "text", .max = NOTICE_MAX},
	{.name = "file", .flags = PARAM_FILE}, {.name = "year", .max = 10}, {0}};
static const struct route_param day_params[] = {{.name = "day", .max = 20},
	{.name = "kind", .max = 10}, {.name = "reason", .max = 800}, {0}};
static const struct route_param show_params[] = {
	{.name = "year", .max = 4}, {.name = "page", .max = 8}, {0}};
static const struct route_param decide_params[] = {{.name = "year", .max = 4},
	{.name = "seen", .max = 20}, {.name = "seen_gained", .max = 20},
	{.name = "gains", .max = 4}, {.name = "act", .max = 10}, {0}};

const struct route proposal_routes[] = {
	{.verb = VERB_GET,
		.pattern = "/calendar/import",
		.fn = page_serve,
		.more = &import_page_def},
	{.verb = VERB_POST,
		.pattern = "/calendar/import",
		.fn = page_serve,
		.more = &import_def,
		.params = import_params,
		.max_body = FILE_MAX},
	{.verb = VERB_POST,
		.pattern = "/calendar/day",
		.fn = page_serve,
		.more = &day_def,
		.params = day_params},
	{.verb = VERB_GET,
		.pattern = "/calendar/proposal",
		.fn = page_serve,
		.more = &show_def,
		.params = show_params},
	{.verb = VERB_POST,
		.pattern = "/calendar/proposal",
		.fn = page_serve,
		.more = &decide_def,
		.params = decide_params},
	{0},
};
