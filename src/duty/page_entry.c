/* page_entry.c — what is entered against a number, on the page of the due item and on one of its
 * own. The list that is to be covered is page_cover.c's. TIME-14…17, 23. */
#include "base/bug.h"
#include "base/num.h"
#include "calendar/expand.h"
#include "calendar/period.h"
#include "core/rec.h"
#include "core/tree.h"
#include "duty/cover.h"
#include "duty/page_int.h"
#include "duty/upload.h"

enum { FIELDS = 5, CHOICES = 500, BOXES = 12 };

bool page_entry_may(struct page *pg, const struct due_row *d)
{
	return (STATE_BIT(d->head.state) & STATE_OWED) && due_may_report(pg->cx, d);
}

bool page_typed_at(struct page *pg, const char *act)
{
	return pg->q->verb == VERB_POST && str_ends(pg->q->path, str_of(act));
}

static struct str typed(struct page *pg, bool on, struct str name, struct str other)
{
	return on ? http_field(pg->q, name) : other;
}

/* 天, 个工作日, 人次, 件, 次, 个. */
static struct str unit_word(struct page *pg, const struct due_row *d)
{
	enum lang lang = pg->h->lang;
	const struct rule *r = entry_rule(pg->cx, d);
	if (d->kind == EXPAND_COVER)
		return tr(lang, "个");
	switch (r ? r->unit : UNIT_NONE) {
	case UNIT_DAY:
		return tr(lang, "天");
	case UNIT_WORKING_DAY:
		return tr(lang, "个工作日");
	case UNIT_PERSON:
		return tr(lang, "人次");
	case UNIT_ITEM:
		return tr(lang, "件");
	case UNIT_NONE:
	case UNIT_EVENT:
		break;
	}
	return tr(lang, "次");
}

static bool has_number(struct page *pg, const struct due_row *d)
{
	const struct rule *r = entry_rule(pg->cx, d);
	return r && d->kind != EXPAND_COVER && (r->unit == UNIT_PERSON || r->unit == UNIT_ITEM);
}

/* ---- the form ---- */

static int target_options(struct page *pg, const struct cover *c, struct ui_option *out)
{
	int n = 0;
	struct str chosen = http_field(pg->q, S("target"));
	for (int i = 0; i < c->n && n < CHOICES; i++)
		out[n++] = (struct ui_option){.value = c->at[i].name,
			.text = c->at[i].name,
			.hint = c->at[i].times ? tr(pg->h->lang, "已覆盖") : STR_NONE,
			.on = str_eq(chosen, c->at[i].name)};
	return n;
}

static int make_fields(
	struct page *pg, const struct due_row *d, const struct cover *c, struct ui_field f[FIELDS])
{
	enum lang lang = pg->h->lang;
	bool on = page_typed_at(pg, "/entry");
	char today[DAY_TEXT];
	int n = 0;
	if (d->kind == EXPAND_COVER) {
		struct ui_option *o = arena_array(pg->cx->a, CHOICES, sizeof *o);
		int k = target_options(pg, c, o);
		f[n++] = (struct ui_field){.input = k <= BOXES ? UI_CHECK : UI_SELECT,
			.name = S("target"),
			.label = tr(lang, "覆盖了谁"),
			.none = tr(lang, "请选择"),
			.options = o,
			.n_options = k,
			.error = err_of(pg->cx->errs, S("target"))};
	}
	f[n++] = (struct ui_field){.input = UI_DATE,
		.name = S("day"),
		.label = tr(lang, "日期"),
		.value = typed(pg, on, S("day"),
			str_dup(pg->cx->a, str_of(day_text(pg->cx->today, today)))),
		.error = err_of(pg->cx->errs, S("day")),
		.half = true};
	if (has_number(pg, d))
		f[n++] = (struct ui_field){.input = UI_NUMBER,
			.name = S("n"),
			.label = tr(lang, "数量"),
			.value = typed(pg, on, S("n"), S("1")),
			.error = err_of(pg->cx->errs, S("n")),
			.half = true};
	f[n++] = (struct ui_field){.input = UI_FILE,
		.name = S("proof"),
		.label = tr(lang, "佐证"),
		.note = tr(lang, "可不附；不要求照片"),
		.many = true,
		.error = err_of(pg->cx->errs, S("proof")),
		.half = true};
	f[n++] = (struct ui_field){.input = UI_LONG,
		.name = S("what"),
		.label = tr(lang, "做了什么"),
		.rows = 2,
		.max = 500,
		.value = typed(pg, on, S("what"), STR_NONE),
		.error = err_of(pg->cx->errs, S("what"))};
	return n;
}

static void draw_form(struct page *pg, const struct due_row *d, const struct cover *c)
{
	struct html *h = pg->h;
	struct ui_field f[FIELDS];
	int n = make_fields(pg, d, c, f);
	ui_errors(h, f, n);
	ui_form_begin(h, &(struct ui_form){.action = page_due_act(pg, d, "entry"), .files = true});
	page_tokens(pg);
	ui_grid_begin(h);
	ui_fields(h, f, n);
	ui_buttons_begin(h);
	ui_button(h, &(struct ui_button){.text = tr(h->lang, "登记"),
			     .primary = !entry_met(d),
			     .why = d->kind == EXPAND_COVER || has_number(pg, d)
					    ? STR_NONE
					    : tr(h->lang, "同一天办两次按一次计")});
	ui_buttons_end(h);
	ui_grid_end(h);
	ui_form_end(h);
}

/* ---- what is there ---- */

static void draw_entry_row(struct page *pg, const struct entry_row *e)
{
	struct html *h = pg->h;
	bool gone = e->head.state == ENTRY_WITHDRAWN;
	ui_tr_begin(h, false);
	h_lit(h, "<td class=\"nw\">");
	h_link(h, str_fmt(pg->cx->a, "/entry/%lld", (long long)e->head.id.n),
		locale_weekday(pg->cx->a, h->lang, e->day, h->today));
	h_lit(h, "</td><td>");
	if (e->target.n)
		h_el(h, "strong", e->target);
	if (e->target.n)
		h_lit(h, " ");
	h_text(h, e->what);
	if (gone) {
		h_lit(h, " ");
		ui_chip(h, CHIP, tr(h->lang, "已撤销，不计"));
	}
	h_lit(h, "</td>");
	h_elc(h, "td", "hide-m nw", tree_person_name(pg->cx, e->person.n ? e->person : e->head.by));
	ui_tr_end(h);
}

static void draw_entries(struct page *pg, const struct due_row *d)
{
	struct html *h = pg->h;
	struct entry_row **e;
	int n = entry_list(pg->cx, d->head.id, &e);
	struct ui_col cols[] = {{.text = tr(h->lang, "日期")}, {.text = tr(h->lang, "做了什么")},
		{.text = tr(h->lang, "谁"), .hide_small = true}};
	if (n == 0) {
		ui_empty(h, tr(h->lang, "还没有登记"),
			tr(h->lang, "办一次登记一次，随时可以补记。"));
		return;
	}
	ui_table_begin(h, &(struct ui_table){.label = tr(h->lang, "登记"),
				  .cols = cols,
				  .n_cols = NELEM(cols),
				  .hover = true});
	for (int i = 0; i < n; i++)
		draw_entry_row(pg, e[i]);
	ui_table_end(h);
}

void page_entries(struct page *pg, const struct due_row *d)
{
	struct html *h = pg->h;
	struct cover c = {0};
	if (!entry_counts(d))
		return;
	if (d->kind == EXPAND_COVER) {
		c = cover_load(pg->cx, d);
		page_cover(pg, d, &c);
	}
	struct str unit = unit_word(pg, d);
	int64_t need = d->kind == EXPAND_COVER ? cover_whole(pg->cx, d, &c) : entry_need(d);
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "登记"),
				 .count = trf(pg->cx->a, h->lang, "已完成 %lld / %lld %.*s",
					 (long long)d->done, (long long)need, STR_ARG(unit))});
	draw_entries(pg, d);
	if (page_entry_may(pg, d) && (d->kind != EXPAND_COVER || c.n)) {
		ui_body_begin(h);
		draw_form(pg, d, &c);
		ui_body_end(h);
	}
	ui_card_end(h);
}

/* ---- acts ---- */

struct adding {
	struct entry_in in;
	struct str targets[CHOICES];
	int n;
};

static enum flow_code do_add(struct ctx *cx, void *arg)
{
	struct adding *a = arg;
	enum flow_code code = FLOW_OK;
	if (a->n == 0)
		return entry_add(cx, &a->in);
	for (int i = 0; i < a->n && code == FLOW_OK; i++) {
		a->in.target = a->targets[i];
		code = entry_add(cx, &a->in);
	}
	return code;
}

static void entry_add_form(struct page *pg)
{
	struct due_row *d = page_due_asked(pg);
	struct evidence_in evidence[UPLOAD_FILES];
	if (d == NULL)
		return;
	struct adding *a = arena_new(pg->cx->a, struct adding);
	a->in = (struct entry_in){.due = d->head.id,
		.day = DAY_NONE,
		.what = http_field(pg->q, S("what")),
		.evidence = evidence};
	day_parse(http_field(pg->q, S("day")), &a->in.day);
	struct str n = http_field(pg->q, S("n"));
	if (n.n && !num_int(n, 1, INT32_MAX, &a->in.n))
		err_field(pg->cx->errs, S("n"), "数量要写成数字");
	for (size_t i = 0; i < pg->q->fields.n && a->n < CHOICES; i++)
		if (str_eq(pg->q->fields.at[i].name, S("target")))
			a->targets[a->n++] = pg->q->fields.at[i].value;
	enum flow_code code = pg->cx->errs->n ? FLOW_INVALID
					      : upload_keep(pg, S("proof"), a->in.day, evidence,
							&a->in.n_evidence);
	page_due_done(pg, d, code == FLOW_OK ? page_write(pg, do_add, a) : code, false);
}

/* ---- one entry, and the way back ---- */

void page_reason_form(struct page *pg, struct str action, struct str verb, struct str back)
{
	struct html *h = pg->h;
	struct ui_field f = {.input = UI_LONG,
		.name = S("reason"),
		.label = tr(h->lang, "理由"),
		.rows = 2,
		.max = 500,
		.required = true,
		.value = http_field(pg->q, S("reason")),
		.error = err_of(pg->cx->errs, S("reason"))};
	ui_errors(h, &f, 1);
	ui_form_begin(h, &(struct ui_form){.action = action});
	page_tokens(pg);
	ui_fields(h, &f, 1);
	ui_buttons_begin(h);
	ui_button(h, &(struct ui_button){.text = verb, .primary = true});
	ui_button_link(h, back, tr(h->lang, "返回"));
	ui_buttons_end(h);
	ui_form_end(h);
}

static struct entry_row *entry_asked(struct page *pg)
{
	int64_t id;
	if (!http_arg_id(pg->q, 0, &id) || !flow_may_see(pg->cx, &entry_kind, (rid){id})) {
		page_absent(pg);
		return NULL;
	}
	return rec_load(pg->cx, &entry_kind, (rid){id});
}

static void draw_entry(struct page *pg, const struct entry_row *e)
{
	struct html *h = pg->h;
	struct arena *a = pg->cx->a;
	struct due_row *d = rec_load(pg->cx, &due_kind, e->due);
	struct str back = page_due_url(a, e->due);
	struct ui_link crumb = {back, rec_title(pg->cx, &due_kind, e->due)};
	struct ui_kv kv[] = {
		{.key = tr(h->lang, "日期"), .value = locale_weekday(a, h->lang, e->day, h->today)},
		{.key = tr(h->lang, "对象"), .value = e->target},
		{.key = tr(h->lang, "做了什么"), .value = e->what},
		{.key = tr(h->lang, "谁"), .value = tree_person_name(pg->cx, e->person)},
		{.key = tr(h->lang, "登记人"), .value = tree_person_name(pg->cx, e->head.by)},
		{.key = tr(h->lang, "登记时间"),
			.value = locale_stamp(a, h->lang, e->head.made, h->today)},
		{.key = tr(h->lang, "状态"),
			.value = locale_find(
				h->lang, str_of(entry_kind.states[e->head.state].label))},
	};
	page_open(pg, &(struct page_frame){.title = tr(h->lang, "登记"),
			      .nav = S("/due"),
			      .crumbs = &crumb,
			      .n_crumbs = 1});
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "登记")});
	ui_body_begin(h);
	ui_kvs(h, kv, NELEM(kv));
	page_evidence_list(pg, e->head.id);
	ui_body_end(h);
	ui_card_end(h);
	if (d && e->head.state == ENTRY_COUNTED && page_entry_may(pg, d)) {
		ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "撤销这次登记")});
		ui_body_begin(h);
		page_reason_form(pg, str_fmt(a, "/entry/%lld/withdraw", (long long)e->head.id.n),
			tr(h->lang, "撤销登记"), back);
		ui_body_end(h);
		ui_card_end(h);
	}
	page_close(pg);
}

static void entry(struct page *pg)
{
	struct entry_row *e = entry_asked(pg);
	if (e)
		draw_entry(pg, e);
}

struct withdrawal {
	rid entry;
	struct str why;
};

static enum flow_code do_withdraw(struct ctx *cx, void *arg)
{
	const struct withdrawal *w = arg;
	return entry_withdraw(cx, w->entry, w->why);
}

static void entry_withdraw_form(struct page *pg)
{
	struct entry_row *e = entry_asked(pg);
	if (e == NULL)
		return;
	struct withdrawal w = {e->head.id, http_field(pg->q, S("reason"))};
	enum flow_code code = page_write(pg, do_withdraw, &w);
	if (code == FLOW_OK) {
		page_done(pg, page_due_url(pg->cx->a, e->due));
	} else if (code == FLOW_INVALID) {
		pg->r->status = 422;
		draw_entry(pg, e);
	} else {
		page_refuse(pg, code);
	}
}

/* ---- routes ---- */

static const struct page_def entry_def = {.fn = entry, .perm = "due.read"};
static const struct page_def add_def = {.fn = entry_add_form, .perm = "due.read"};
static const struct page_def withdraw_def = {.fn = entry_withdraw_form, .perm = "due.read"};

static const struct route_param add_params[] = {
	{.name = "target", .max = 512, .flags = PARAM_MANY},
	{.name = "day", .max = 10},
	{.name = "n", .max = 8},
	{.name = "what", .max = 8192},
	{.name = "proof", .flags = PARAM_FILE | PARAM_MANY},
	{0},
};
static const struct route_param reason_params[] = {{.name = "reason", .max = 8192}, {0}};

const struct route entry_routes[] = {
	{.verb = VERB_POST,
		.pattern = "/due/#id/entry",
		.fn = page_serve,
		.more = &add_def,
		.params = add_params,
		.max_body = UPLOAD_BODY},
	{.verb = VERB_GET, .pattern = "/entry/#id", .fn = page_serve, .more = &entry_def},
	{.verb = VERB_POST,
		.pattern = "/entry/#id/withdraw",
		.fn = page_serve,
		.more = &withdraw_def,
		.params = reason_params,
		.max_body = 96 * 1024},
	{0},
};
