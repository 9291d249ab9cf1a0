/* page_entry.c — what is entered against a number: the occurrences of a quota, the targets of a
 * coverage list, on the page of the due item and on one of their own. TIME-14…17, 23. */
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

static bool may_enter(struct page *pg, const struct due_row *d)
{
	return (STATE_BIT(d->head.state) & STATE_OWED) && due_may_report(pg->cx, d);
}

/* The form of this address came back with mistakes. */
static bool typed_at(struct page *pg, const char *act)
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
	bool on = typed_at(pg, "/entry");
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

static void draw_target_row(
	struct page *pg, const struct due_row *d, const struct cover_line *l, bool may)
{
	struct html *h = pg->h;
	struct arena *a = pg->cx->a;
	ui_tr_begin(h, false);
	if (may && l->target.n)
		ui_td_link(h,
			str_fmt(a, "/due/%lld/target/%lld", (long long)d->head.id.n,
				(long long)l->target.n),
			l->name);
	else
		ui_td(h, l->name);
	h_lit(h, "<td class=\"nw\">");
	struct str last = locale_day(a, h->lang, l->last, h->today);
	if (l->times)
		ui_lamp(h, LAMP_BLUE, trf(a, h->lang, "%.*s，共 %d 次", STR_ARG(last), l->times));
	else
		ui_lamp(h, LAMP_OPEN, tr(h->lang, "还没有覆盖"));
	h_lit(h, "</td>");
	ui_td_right(h, trf(a, h->lang, "%d 天", l->days));
	ui_tr_end(h);
}

static void draw_names_form(struct page *pg, const struct due_row *d)
{
	struct html *h = pg->h;
	bool on = typed_at(pg, "/targets");
	struct ui_field f = {.input = UI_LONG,
		.name = S("names"),
		.label = tr(h->lang, "加进名单"),
		.note = tr(h->lang, "每行写一个名称，可以整列粘贴"),
		.rows = 3,
		.value = typed(pg, on, S("names"), STR_NONE),
		.error = err_of(pg->cx->errs, S("names"))};
	ui_errors(h, &f, 1);
	ui_form_begin(h, &(struct ui_form){.action = page_due_act(pg, d, "targets")});
	page_tokens(pg);
	ui_fields(h, &f, 1);
	ui_buttons_begin(h);
	ui_button(h, &(struct ui_button){.text = tr(h->lang, "加进名单")});
	ui_buttons_end(h);
	ui_form_end(h);
}

static void draw_cover(struct page *pg, const struct due_row *d, const struct cover *c)
{
	struct html *h = pg->h;
	bool may = may_enter(pg, d);
	struct ui_col cols[] = {{.text = period_words(pg->cx->a, d->period)},
		{.text = tr(h->lang, "最近一次")}, {.text = tr(h->lang, "已隔"), .right = true}};
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "覆盖名单"),
				 .count = trf(pg->cx->a, h->lang, "已覆盖 %d / %d，还差 %d",
					 c->covered, c->n, c->n - c->covered)});
	if (c->n == 0)
		ui_empty(h, tr(h->lang, "还没有名单"), tr(h->lang, "先把应当覆盖的对象列出来。"));
	else
		ui_table_begin(h, &(struct ui_table){.label = tr(h->lang, "覆盖名单"),
					  .cols = cols,
					  .n_cols = NELEM(cols)});
	for (int i = 0; i < c->n; i++)
		draw_target_row(pg, d, &c->at[i], may);
	if (c->n)
		ui_table_end(h);
	if (may) {
		ui_body_begin(h);
		draw_names_form(pg, d);
		ui_body_end(h);
	}
	ui_card_end(h);
}

void page_entries(struct page *pg, const struct due_row *d)
{
	struct html *h = pg->h;
	struct cover c = {0};
	if (!entry_counts(d))
		return;
	if (d->kind == EXPAND_COVER) {
		c = cover_load(pg->cx, d);
		draw_cover(pg, d, &c);
	}
	struct str unit = unit_word(pg, d);
	int64_t need = d->kind == EXPAND_COVER ? cover_whole(pg->cx, d, &c) : entry_need(d);
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "登记"),
				 .count = trf(pg->cx->a, h->lang, "已完成 %lld / %lld %.*s",
					 (long long)d->done, (long long)need, STR_ARG(unit))});
	draw_entries(pg, d);
	if (may_enter(pg, d) && (d->kind != EXPAND_COVER || c.n)) {
		ui_body_begin(h);
		draw_form(pg, d, &c);
		ui_body_end(h);
	}
	ui_card_end(h);
}

/* ---- acts ---- */

static void answer(struct page *pg, struct due_row *d, enum flow_code code)
{
	if (code == FLOW_OK) {
		page_done(pg, page_due_url(pg->cx->a, d->head.id));
	} else if (code == FLOW_INVALID) {
		pg->r->status = 422;
		page_due_show(pg, d, false);
	} else {
		page_refuse(pg, code);
	}
}

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
	answer(pg, d, code == FLOW_OK ? page_write(pg, do_add, a) : code);
}

struct names {
	rid due, target;
	struct str text;
};

static enum flow_code do_names(struct ctx *cx, void *arg)
{
	const struct names *n = arg;
	return cover_add(cx, n->due, n->text);
}

static void names_form(struct page *pg)
{
	struct due_row *d = page_due_asked(pg);
	if (d == NULL)
		return;
	struct names n = {.due = d->head.id, .text = http_field(pg->q, S("names"))};
	answer(pg, d, page_write(pg, do_names, &n));
}

/* ---- one entry, one target: what it is, and the way back ---- */

static void draw_reason_form(struct page *pg, struct str action, struct str verb, struct str back)
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
	if (d && e->head.state == ENTRY_COUNTED && may_enter(pg, d)) {
		ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "撤销这次登记")});
		ui_body_begin(h);
		draw_reason_form(pg, str_fmt(a, "/entry/%lld/withdraw", (long long)e->head.id.n),
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

static enum flow_code do_withdraw(struct ctx *cx, void *arg)
{
	const struct names *n = arg;
	return entry_withdraw(cx, n->target, n->text);
}

static void entry_withdraw_form(struct page *pg)
{
	struct entry_row *e = entry_asked(pg);
	if (e == NULL)
		return;
	struct names n = {.target = e->head.id, .text = http_field(pg->q, S("reason"))};
	enum flow_code code = page_write(pg, do_withdraw, &n);
	if (code == FLOW_OK) {
		page_done(pg, page_due_url(pg->cx->a, e->due));
	} else if (code == FLOW_INVALID) {
		pg->r->status = 422;
		draw_entry(pg, e);
	} else {
		page_refuse(pg, code);
	}
}

static struct target_row *target_asked(struct page *pg, struct due_row **d)
{
	int64_t id;
	struct target_row *t = NULL;
	*d = page_due_asked(pg);
	if (*d == NULL)
		return NULL;
	if (http_arg_id(pg->q, 1, &id))
		t = rec_load(pg->cx, &target_kind, (rid){id});
	if (t && t->duty.n == (*d)->duty.n)
		return t;
	page_absent(pg);
	return NULL;
}

static void draw_target(struct page *pg, const struct due_row *d, const struct target_row *t)
{
	struct html *h = pg->h;
	struct str back = page_due_url(pg->cx->a, d->head.id);
	struct ui_link crumb = {back, rec_title(pg->cx, &due_kind, d->head.id)};
	page_open(pg, &(struct page_frame){
			      .title = t->name, .nav = S("/due"), .crumbs = &crumb, .n_crumbs = 1});
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "从名单里去掉")});
	ui_body_begin(h);
	draw_reason_form(pg,
		str_fmt(pg->cx->a, "/due/%lld/target/%lld", (long long)d->head.id.n,
			(long long)t->head.id.n),
		tr(h->lang, "从名单里去掉"), back);
	ui_body_end(h);
	ui_card_end(h);
	page_close(pg);
}

static void target(struct page *pg)
{
	struct due_row *d;
	struct target_row *t = target_asked(pg, &d);
	if (t)
		draw_target(pg, d, t);
}

static enum flow_code do_drop(struct ctx *cx, void *arg)
{
	const struct names *n = arg;
	return cover_drop(cx, n->due, n->target, n->text);
}

static void target_drop(struct page *pg)
{
	struct due_row *d;
	struct target_row *t = target_asked(pg, &d);
	if (t == NULL)
		return;
	struct names n = {d->head.id, t->head.id, http_field(pg->q, S("reason"))};
	enum flow_code code = page_write(pg, do_drop, &n);
	if (code == FLOW_INVALID) {
		pg->r->status = 422;
		draw_target(pg, d, t);
	} else {
		answer(pg, d, code);
	}
}

/* ---- routes ---- */

static const struct page_def entry_def = {.fn = entry, .perm = "due.read"};
static const struct page_def add_def = {.fn = entry_add_form, .perm = "due.read"};
static const struct page_def withdraw_def = {.fn = entry_withdraw_form, .perm = "due.read"};
static const struct page_def names_def = {.fn = names_form, .perm = "due.read"};
static const struct page_def target_def = {.fn = target, .perm = "due.read"};
static const struct page_def drop_def = {.fn = target_drop, .perm = "due.read"};

static const struct route_param add_params[] = {
	{.name = "target", .max = 512, .flags = PARAM_MANY},
	{.name = "day", .max = 10},
	{.name = "n", .max = 8},
	{.name = "what", .max = 8192},
	{.name = "proof", .flags = PARAM_FILE | PARAM_MANY},
	{0},
};
static const struct route_param names_params[] = {{.name = "names", .max = 64 * 1024}, {0}};
static const struct route_param reason_params[] = {{.name = "reason", .max = 8192}, {0}};

#define POST(p, def, par)                                                                          \
	{                                                                                          \
		.verb = VERB_POST, .pattern = (p), .fn = page_serve, .more = &(def),               \
		.params = (par), .max_body = 96 * 1024                                             \
	}

const struct route entry_routes[] = {
	{.verb = VERB_POST,
		.pattern = "/due/#id/entry",
		.fn = page_serve,
		.more = &add_def,
		.params = add_params,
		.max_body = UPLOAD_BODY},
	POST("/due/#id/targets", names_def, names_params),
	{.verb = VERB_GET, .pattern = "/due/#id/target/#t", .fn = page_serve, .more = &target_def},
	POST("/due/#id/target/#t", drop_def, reason_params),
	{.verb = VERB_GET, .pattern = "/entry/#id", .fn = page_serve, .more = &entry_def},
	POST("/entry/#id/withdraw", withdraw_def, reason_params),
	{0},
};
