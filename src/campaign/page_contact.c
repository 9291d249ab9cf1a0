/* page_contact.c — 信息表: who answers in each lead unit of a campaign and who is its liaison, the
 * form to print and sign, and which papers have come (ORG-08, ORG-09, DOC-10). */
#include "base/bug.h"
#include "campaign/page_setup_int.h"
#include "core/actor.h"
#include "core/flow.h"
#include "core/tree.h"
#include "campaign/page.h"
#include "plan/page_letter.h"
#include "plan/contact.h"

static struct str url_of(struct page *pg, const struct campaign_row *c, rid unit, const char *tail)
{
	return str_fmt(pg->cx->a, "/campaign/%lld/contact/%lld%s", (long long)c->head.id.n,
		(long long)unit.n, tail);
}

static struct campaign_row *asked(struct page *pg, struct contact_form *f)
{
	struct campaign_row *c = page_campaign_asked(pg);
	int64_t unit;
	if (c == NULL)
		return NULL;
	if (http_arg_id(pg->q, 1, &unit) && contact_load(pg->cx, c->head.id, (rid){unit}, f))
		return c;
	page_absent(pg);
	return NULL;
}

static bool takes(struct page *pg, const struct campaign_row *c, rid unit)
{
	return page_setup_edits(pg, c) && actor_may(pg->cx, "campaign.edit", unit);
}

/* ---- the list ---- */

static bool is_late(struct page *pg, struct day due)
{
	return day_is_set(due) && due.n < pg->cx->today.n;
}

static struct str came_words(struct page *pg, const struct contact_row *paper)
{
	struct str day = page_setup_day(pg, paper->arrived_day);
	return trf(pg->cx->a, pg->h->lang, "%.*s收到", STR_ARG(day));
}

static void draw_paper(struct page *pg, const struct contact_form *f, struct day due)
{
	struct html *h = pg->h;
	if (f->paper == NULL) {
		ui_lamp(h, is_late(pg, due) ? LAMP_RED : LAMP_OPEN, tr(h->lang, "未收到"));
	} else if (f->changed) {
		ui_lamp(h, LAMP_YELLOW, tr(h->lang, "人员有变动"));
	} else {
		ui_lamp(h, LAMP_BLUE, came_words(pg, f->paper));
	}
}

static void draw_person(struct page *pg, const struct person_row *p)
{
	struct html *h = pg->h;
	h_lit(h, "<td>");
	if (p)
		h_text(h, p->name);
	else
		ui_lamp(h, LAMP_YELLOW, tr(h->lang, "空缺"));
	h_lit(h, "</td>");
}

static void draw_line(
	struct page *pg, const struct campaign_row *c, const struct contact_form *f, struct day due)
{
	struct html *h = pg->h;
	ui_tr_begin(h, false);
	ui_td_link(h, url_of(pg, c, f->unit, ""), f->name);
	draw_person(pg, f->chief);
	draw_person(pg, f->liaison);
	h_lit(h, "<td>");
	draw_paper(pg, f, due);
	h_lit(h, "</td>");
	ui_tr_end(h);
}

static void draw_find(struct page *pg, const struct campaign_row *c, struct str show)
{
	struct html *h = pg->h;
	struct ui_param params[] = {{S("show"), show}};
	struct ui_query here = {
		.path = page_setup_url(pg, c, "/contact"), .params = params, .n = 1};
	struct ui_choice shows[] = {{S("missing"), tr(h->lang, "没有收到的"), -1}};
	struct ui_filter f[] = {{S("show"), tr(h->lang, "只看"), shows, NELEM(shows)}};
	ui_filters(h, &here, f, NELEM(f), STR_NONE, STR_NONE);
}

static void draw_table(
	struct page *pg, const struct campaign_row *c, const struct contact_form *at, int n)
{
	struct html *h = pg->h;
	struct str show = http_param(pg->q, S("show"));
	bool missing = str_eq(show, S("missing"));
	struct day due = contact_due(pg->cx, c->head.id);
	struct ui_col cols[] = {{.text = tr(h->lang, "牵头单位")},
		{.text = tr(h->lang, "第一责任人")}, {.text = tr(h->lang, "联络员")},
		{.text = tr(h->lang, "纸质表")}};
	int came = 0;
	for (int i = 0; i < n; i++)
		came += at[i].paper != NULL;
	struct str limit = page_setup_day(pg, due);
	ui_card_begin(
		h, &(struct ui_card){.title = tr(h->lang, "信息表"),
			   .count = trf(pg->cx->a, h->lang, "%d 个牵头单位，收到 %d 份，还差 %d 份",
				   n, came, n - came),
			   .more = day_is_set(due)
					   ? trf(pg->cx->a, h->lang, "期限 %.*s", STR_ARG(limit))
					   : STR_NONE,
			   .more_url = page_setup_url(pg, c, "/startup")});
	draw_find(pg, c, show);
	if (n == 0 || (missing && came == n))
		ui_empty(h, n ? tr(h->lang, "都收到了") : tr(h->lang, "没有牵头单位"),
			n ? STR_NONE : tr(h->lang, "方案签发以后，按方案里的牵头单位列出。"));
	else
		ui_table_begin(h, &(struct ui_table){.label = tr(h->lang, "信息表"),
					  .cols = cols,
					  .n_cols = NELEM(cols)});
	for (int i = 0; i < n; i++)
		if (!missing || at[i].paper == NULL)
			draw_line(pg, c, &at[i], due);
	if (n && !(missing && came == n))
		ui_table_end(h);
	ui_card_end(h);
}

static void list(struct page *pg)
{
	struct campaign_row *c = page_campaign_asked(pg);
	struct contact_form *at;
	if (c == NULL)
		return;
	int n = contact_list(pg->cx, c->head.id, &at);
	page_campaign_open(pg, c, "/startup");
	draw_table(pg, c, at, n);
	page_close(pg);
}

/* ---- one form ---- */

static void draw_who(struct page *pg, const struct contact_form *f, bool chief)
{
	struct html *h = pg->h;
	const struct person_row *p = chief ? f->chief : f->liaison;
	struct ui_kv kv[] = {{tr(h->lang, "姓名"), p ? p->name : tr(h->lang, "*空缺*"), STR_NONE},
		{tr(h->lang, "职务"), p && p->title.n ? p->title : S("—"), STR_NONE},
		{tr(h->lang, "办公电话"), p && p->phone.n ? p->phone : S("—"), STR_NONE}};
	ui_card_begin(
		h, &(struct ui_card){
			   .title = chief ? tr(h->lang, "第一责任人") : tr(h->lang, "联络员"),
			   .more = tr(h->lang, "单位"),
			   .more_url = str_fmt(pg->cx->a, "/org/unit/%lld", (long long)f->unit.n)});
	ui_body_begin(h);
	ui_kvs(h, kv, NELEM(kv));
	ui_body_end(h);
	ui_card_end(h);
}

static void draw_arrived(
	struct page *pg, const struct campaign_row *c, const struct contact_form *f)
{
	struct html *h = pg->h;
	const struct contact_row *p = f->paper;
	struct str record = str_fmt(pg->cx->a, "/k/contact/%lld", (long long)p->head.id.n);
	struct ui_kv kv[] = {
		{tr(h->lang, "收到日期"), page_setup_day(pg, p->arrived_day), STR_NONE},
		{tr(h->lang, "登记人"),
			p->head.by.n ? tree_person_name(pg->cx, p->head.by) : tr(h->lang, "系统"),
			STR_NONE},
		{tr(h->lang, "说明"), p->note.n ? p->note : S("—"), STR_NONE},
		{tr(h->lang, "记录"), tr(h->lang, "修改和经过"), record}};
	if (f->changed)
		ui_note(h, NOTE_YELLOW, STR_NONE,
			tr(h->lang, "收到以后人员有变动：退回这一份，请单位重新报。"));
	/* Who may not read the paper itself sees only that it came. */
	bool reads = flow_may_see(pg->cx, &contact_kind, p->head.id);
	ui_kvs(h, kv, (int)NELEM(kv) - !reads);
	if (takes(pg, c, f->unit)) {
		struct str back = url_of(pg, c, f->unit, "");
		ui_button_link(h,
			str_fmt(pg->cx->a, "%.*s/back?back=%.*s", STR_ARG(record), STR_ARG(back)),
			tr(h->lang, "退回这一份"));
	}
}

static void draw_take(struct page *pg, const struct campaign_row *c, rid unit)
{
	struct html *h = pg->h;
	char today[DAY_TEXT];
	bool typed = pg->q->verb == VERB_POST;
	struct ui_field f[] = {
		{.input = UI_DATE,
			.name = S("arrived_day"),
			.label = tr(h->lang, "收到日期"),
			.value = typed ? http_field(pg->q, S("arrived_day"))
				       : str_dup(pg->cx->a, str_of(day_text(pg->cx->today, today))),
			.error = err_of(pg->cx->errs, S("arrived_day")),
			.required = true},
		{.input = UI_TEXT,
			.name = S("note"),
			.label = tr(h->lang, "说明"),
			.value = typed ? http_field(pg->q, S("note")) : STR_NONE,
			.error = err_of(pg->cx->errs, S("note")),
			.max = 200},
	};
	ui_errors(h, f, NELEM(f));
	ui_form_begin(h, &(struct ui_form){.action = url_of(pg, c, unit, "")});
	page_tokens(pg);
	ui_fields(h, f, NELEM(f));
	ui_buttons_begin(h);
	ui_button(h, &(struct ui_button){.text = tr(h->lang, "登记收到"), .primary = true});
	ui_buttons_end(h);
	ui_form_end(h);
}

static void draw_card(struct page *pg, const struct campaign_row *c, const struct contact_form *f)
{
	struct html *h = pg->h;
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "纸质表")});
	ui_body_begin(h);
	page_errors(pg);
	if (f->paper)
		draw_arrived(pg, c, f);
	else if (takes(pg, c, f->unit))
		draw_take(pg, c, f->unit);
	else
		h_elc(h, "p", "q2", tr(h->lang, "打印、签名、盖章以后，交专项活动办公室。"));
	ui_body_end(h);
	ui_card_end(h);
}

static void draw_print(struct page *pg, const struct campaign_row *c, rid unit)
{
	struct html *h = pg->h;
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "打印"),
				 .more = tr(h->lang, "全部信息表"),
				 .more_url = page_setup_url(pg, c, "/contact")});
	ui_body_begin(h);
	ui_buttons_begin(h);
	ui_button_link(h, url_of(pg, c, unit, "/form.html"), tr(h->lang, "打印用的 HTML"));
	ui_button_link(h, url_of(pg, c, unit, "/form.docx"), tr(h->lang, "下载 DOCX"));
	ui_buttons_end(h);
	ui_body_end(h);
	ui_card_end(h);
}

static void draw_form(struct page *pg, const struct campaign_row *c, const struct contact_form *f)
{
	struct html *h = pg->h;
	page_campaign_open(pg, c, "/startup");
	ui_stack_begin(h);
	h_el(h, "h2", trf(pg->cx->a, h->lang, "信息表 · %.*s", STR_ARG(f->name)));
	ui_cols_begin(h, COLS_5_5);
	ui_stack_begin(h);
	draw_who(pg, f, true);
	draw_who(pg, f, false);
	ui_stack_end(h);
	ui_stack_begin(h);
	draw_print(pg, c, f->unit);
	draw_card(pg, c, f);
	ui_stack_end(h);
	ui_cols_end(h);
	ui_stack_end(h);
	page_close(pg);
}

static void form(struct page *pg)
{
	struct contact_form f;
	struct campaign_row *c = asked(pg, &f);
	if (c)
		draw_form(pg, c, &f);
}

/* ---- on the page of the unit ---- */

void page_contact_cards(struct page *pg, rid unit)
{
	struct html *h = pg->h;
	struct contact_of_unit *at;
	bool may = actor_may(pg->cx, "campaign.read", RID_NONE) &&
		   actor_may(pg->cx, "org.read", unit);
	int n = may ? contact_of(pg->cx, unit, &at) : 0;
	if (n == 0)
		return;
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "联络员信息表")});
	ui_list_begin(h);
	for (int i = 0; i < n; i++)
		ui_brief(h, &(struct ui_brief){.lamp = at[i].form.changed ? LAMP_YELLOW
						       : at[i].form.paper ? LAMP_BLUE
									  : LAMP_OPEN,
				    .word = at[i].form.changed ? tr(h->lang, "人员有变动")
					    : at[i].form.paper ? came_words(pg, at[i].form.paper)
							       : tr(h->lang, "未收到"),
				    .url = str_fmt(pg->cx->a, "/campaign/%lld/contact/%lld",
					    (long long)at[i].campaign.n, (long long)unit.n),
				    .title = at[i].campaign_name});
	ui_list_end(h);
	ui_card_end(h);
}

/* ---- taking in, and the paper ---- */

struct take {
	rid campaign, unit;
	struct str day, note;
};

static enum flow_code do_take(struct ctx *cx, void *arg)
{
	const struct take *t = arg;
	return contact_take(cx, t->campaign, t->unit, t->day, t->note);
}

static void take(struct page *pg)
{
	struct contact_form f;
	struct campaign_row *c = asked(pg, &f);
	if (c == NULL)
		return;
	struct take t = {c->head.id, f.unit, http_field(pg->q, S("arrived_day")),
		http_field(pg->q, S("note"))};
	enum flow_code code = page_write(pg, do_take, &t);
	if (code == FLOW_OK) {
		page_done(pg, url_of(pg, c, f.unit, ""));
	} else if (code == FLOW_INVALID) {
		pg->r->status = 422;
		draw_form(pg, c, &f);
	} else {
		page_refuse(pg, code);
	}
}

static void send(struct page *pg, enum letter_file as)
{
	struct contact_form f;
	struct letter l;
	struct wording_errs errs = {0};
	struct campaign_row *c = asked(pg, &f);
	if (c == NULL)
		return;
	if (contact_letter(pg->cx, c->name, &f, &l, &errs))
		page_letter_send(pg, &l, as,
			&(struct look){.kind = &contact_kind, .filter = f.name},
			str_cat(pg->cx->a, S("信息表 "), f.name));
	else
		http_fail(pg->r, 422, errs.list.at[0].text);
}

static void docx(struct page *pg)
{
	send(pg, LETTER_DOCX);
}

static void html(struct page *pg)
{
	send(pg, LETTER_HTML);
}

static const struct page_def list_def = {.fn = list, .perm = "campaign.read"};
static const struct page_def form_def = {.fn = form, .perm = "campaign.read"};
static const struct page_def take_def = {.fn = take, .perm = "campaign.edit"};
static const struct page_def docx_def = {.fn = docx, .perm = "campaign.read"};
static const struct page_def html_def = {.fn = html, .perm = "campaign.read"};
static const struct route_param list_params[] = {{.name = "show", .max = 10}, {0}};
static const struct route_param take_params[] = {
	{.name = "arrived_day", .max = 10}, {.name = "note", .max = 1600}, {0}};

const struct route contact_routes[] = {
	{.verb = VERB_GET,
		.pattern = "/campaign/#id/contact",
		.fn = page_serve,
		.more = &list_def,
		.params = list_params},
	{.verb = VERB_GET,
		.pattern = "/campaign/#id/contact/#id",
		.fn = page_serve,
		.more = &form_def},
	{.verb = VERB_POST,
		.pattern = "/campaign/#id/contact/#id",
		.fn = page_serve,
		.more = &take_def,
		.params = take_params},
	{.verb = VERB_GET,
		.pattern = "/campaign/#id/contact/#id/form.docx",
		.fn = page_serve,
		.more = &docx_def},
	{.verb = VERB_GET,
		.pattern = "/campaign/#id/contact/#id/form.html",
		.fn = page_serve,
		.more = &html_def},
	{0},
};
