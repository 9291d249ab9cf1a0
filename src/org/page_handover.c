/* page_handover.c — 交接: who hands over what to whom, a preview, and the receipt (ORG-28). */
#include "base/bug.h"
#include "base/vec.h"
#include "core/query.h"
#include "core/rec.h"
#include "core/tree.h"
#include "org/handover.h"
#include "org/org.h"
#include "org/page_int.h"
#include "org/person.h"
#include "seal/seal.h"
#include "web/ui_page.h"

enum { RECEIPTS = 30, CARRIED = 300, SENTENCES = 8 };

static struct str receipt_url(struct page *pg, rid id)
{
	return str_fmt(pg->cx->a, "/org/handover/%lld", (long long)id.n);
}

static struct str person_words(struct page *pg, rid id)
{
	const struct person_row *p = id.n ? rec_load(pg->cx, &person_kind, id) : NULL;
	if (p == NULL)
		return S("—");
	struct str unit = tree_unit_name(pg->cx, p->head.unit);
	return str_fmt(pg->cx->a, "%.*s %.*s · %.*s", STR_ARG(p->name), STR_ARG(p->staff_no),
		STR_ARG(unit));
}

/* ---- the list ---- */

static void draw_begin(struct page *pg)
{
	struct html *h = pg->h;
	struct ui_field f[] = {{.input = UI_TEXT,
		.name = S("who"),
		.label = tr(h->lang, "谁要交接"),
		.note = tr(h->lang, "警号或姓名"),
		.value = http_param(pg->q, S("who")),
		.error = err_of(pg->cx->errs, S("who")),
		.max = 40}};
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "办理交接")});
	ui_body_begin(h);
	ui_errors(h, f, NELEM(f));
	ui_form_begin(h, &(struct ui_form){.action = S("/org/handover/new"), .get = true});
	ui_fields(h, f, NELEM(f));
	ui_button(h, &(struct ui_button){.text = tr(h->lang, "下一步"), .primary = true});
	ui_form_end(h);
	ui_body_end(h);
	ui_card_end(h);
}

static void draw_receipts(struct page *pg)
{
	struct html *h = pg->h;
	struct query q = {.kind = &handover_kind, .per_page = RECEIPTS};
	void **rows;
	int n = query_rows(pg->cx, &q, &rows);
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "交接单")});
	if (n == 0)
		ui_empty(h, tr(h->lang, "还没有交接单"),
			tr(h->lang, "有人换岗、调动或离岗时，在这里一次办完。"));
	ui_list_begin(h);
	for (int i = 0; i < n && i < RECEIPTS; i++) {
		const struct handover_row *r = rows[i];
		struct str when = locale_day(pg->cx->a, h->lang, r->day, pg->cx->today);
		struct str unit = tree_unit_name(pg->cx, r->head.unit);
		ui_brief(h, &(struct ui_brief){.url = receipt_url(pg, r->head.id),
				    .title = handover_kind.title(pg->cx, r),
				    .meta = trf(pg->cx->a, h->lang, "%.*s · %.*s · %lld 项",
					    STR_ARG(when), STR_ARG(unit), (long long)r->n_items)});
	}
	ui_list_end(h);
	ui_card_end(h);
}

static void list(struct page *pg)
{
	struct html *h = pg->h;
	page_org_open(pg,
		&(struct page_frame){.title = tr(h->lang, "交接"),
			.lead = tr(h->lang, "任职、包联、责任事项、草稿、代理和角色一次移交，先看后"
					    "办，出一张交接单。")},
		"/org/handover");
	ui_cols_begin(h, COLS_8_4);
	draw_receipts(pg);
	if (actor_may(pg->cx, "org.edit", RID_NONE))
		draw_begin(pg);
	ui_cols_end(h);
	page_close(pg);
}

/* ---- the form ---- */

static struct str field_or(struct page *pg, const char *name, struct str other)
{
	return pg->q->verb == VERB_POST ? http_field(pg->q, str_of(name)) : other;
}

static struct str item_field(struct page *pg, const struct handover_item *i)
{
	struct str key = handover_key(pg->cx->a, i);
	return str_fmt(pg->cx->a, "do.%.*s", STR_ARG(key));
}

static void draw_item(struct page *pg, const struct handover_item *i)
{
	struct html *h = pg->h;
	enum handover_do usual = handover_usual(i, HANDOVER_LEAVE);
	struct str name = item_field(pg, i),
		   chosen = field_or(pg, str_c(pg->cx->a, name), STR_NONE);
	const struct str codes[] = {S("usual"), S("give"), S("end"), S("keep")};
	const struct str words[] = {usual == HANDOVER_GIVE
					    ? tr(h->lang, "按惯例：移交")
					    : tr(h->lang, "按惯例：换岗保留，否则结束"),
		tr(h->lang, "移交"), tr(h->lang, "结束"), tr(h->lang, "保留")};
	struct ui_option o[NELEM(codes)];
	for (size_t n = 0; n < NELEM(codes); n++)
		o[n] = (struct ui_option){codes[n], words[n], STR_NONE, str_eq(codes[n], chosen)};
	struct ui_field f = {.input = UI_SELECT,
		.name = name,
		.label = i->title,
		.label_hidden = true,
		.options = o,
		.n_options = NELEM(codes)};
	ui_tr_begin(h, false);
	ui_td_quiet(h, locale_find(h->lang, str_of(i->source->label)));
	ui_td(h, i->title);
	h_lit(h, "<td>");
	ui_field(h, &f);
	h_lit(h, "</td>");
	ui_tr_end(h);
}

static void draw_items(struct page *pg, rid person)
{
	struct html *h = pg->h;
	struct handover_item *at;
	int n = handover_list(pg->cx, person, pg->cx->today, &at);
	struct ui_col cols[] = {{.text = tr(h->lang, "种类")}, {.text = tr(h->lang, "手上的事项")},
		{.text = tr(h->lang, "怎么办")}};
	if (n == 0) {
		ui_empty(h, tr(h->lang, "手上没有要交接的事项"), STR_NONE);
		return;
	}
	ui_table_begin(h,
		&(struct ui_table){
			.label = tr(h->lang, "手上的事项"), .cols = cols, .n_cols = NELEM(cols)});
	for (int i = 0; i < n; i++)
		draw_item(pg, &at[i]);
	ui_table_end(h);
}

static void draw_main(struct page *pg, const struct person_row *p)
{
	struct html *h = pg->h;
	struct errs *e = pg->cx->errs;
	char today[DAY_TEXT];
	struct str why = field_or(pg, "why", S("post"));
	struct ui_option whys[] = {
		{S("post"), tr(h->lang, "换岗：人还在本单位"), STR_NONE, str_eq(why, S("post"))},
		{S("move"), tr(h->lang, "调动：到本局另一个单位"), STR_NONE,
			str_eq(why, S("move"))},
		{S("leave"), tr(h->lang, "离岗：离开本局，账号停用"), STR_NONE,
			str_eq(why, S("leave"))}};
	struct ui_field f[] = {
		{.input = UI_RADIO,
			.name = S("why"),
			.label = tr(h->lang, "原因"),
			.options = whys,
			.n_options = NELEM(whys)},
		{.input = UI_TEXT,
			.name = S("successor"),
			.label = tr(h->lang, "接任人"),
			.note = tr(h->lang, "警号或姓名"),
			.value = field_or(pg, "successor", STR_NONE),
			.error = err_of(e, S("successor")),
			.half = true,
			.max = 40},
		{.input = UI_DATE,
			.name = S("day"),
			.label = tr(h->lang, "交接日期"),
			.note = tr(h->lang, "接任人的第一天"),
			.value = field_or(pg, "day", str_of(day_text(pg->cx->today, today))),
			.error = err_of(e, S("day")),
			.half = true},
		{.input = UI_TEXT,
			.name = S("to_unit"),
			.label = tr(h->lang, "调往单位"),
			.note = tr(h->lang, "调动时填"),
			.value = field_or(pg, "to_unit", STR_NONE),
			.error = err_of(e, S("to_unit")),
			.max = 60},
		{.input = UI_LONG,
			.name = S("note"),
			.label = tr(h->lang, "依据"),
			.note = tr(h->lang, "任免文号等，写进存证"),
			.value = field_or(pg, "note", STR_NONE),
			.error = err_of(e, S("note")),
			.rows = 2},
	};
	ui_errors(h, f, NELEM(f));
	ui_form_begin(h, &(struct ui_form){.action = S("/org/handover/check")});
	page_tokens(pg);
	ui_hidden(h, S("person"), str_fmt(pg->cx->a, "%lld", (long long)p->head.id.n));
	ui_grid_begin(h);
	ui_fields(h, f, NELEM(f));
	ui_grid_end(h);
	draw_items(pg, p->head.id);
	ui_buttons_begin(h);
	ui_button(h, &(struct ui_button){.text = tr(h->lang, "看会怎么交接"), .primary = true});
	ui_button_link(h, S("/org/handover"), tr(h->lang, "返回"));
	ui_buttons_end(h);
	ui_form_end(h);
}

static void show_form(struct page *pg, const struct person_row *p)
{
	struct html *h = pg->h;
	struct ui_link crumb = {S("/org/handover"), tr(h->lang, "交接")};
	page_org_open(pg,
		&(struct page_frame){
			.title = trf(pg->cx->a, h->lang, "%.*s的交接", STR_ARG(p->name)),
			.crumbs = &crumb,
			.n_crumbs = 1,
			.lead = person_words(pg, p->head.id)},
		"/org/handover");
	page_errors(pg);
	if (err_of(pg->cx->errs, S("person")).n)
		ui_note(h, NOTE_RED, STR_NONE, err_of(pg->cx->errs, S("person")));
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "交接")});
	ui_body_begin(h);
	draw_main(pg, p);
	ui_body_end(h);
	ui_card_end(h);
	page_close(pg);
}

static const struct person_row *person_here(struct page *pg, rid id)
{
	const struct person_row *p = id.n ? rec_load(pg->cx, &person_kind, id) : NULL;
	return p && actor_may(pg->cx, "org.edit", p->head.unit) ? p : NULL;
}

static void form(struct page *pg)
{
	rid id = page_org_rid(http_param(pg->q, S("person")));
	struct str who = http_param(pg->q, S("who"));
	if (id.n == 0 && str_trim(who).n == 0)
		err_field(pg->cx->errs, S("who"), "请填写警号或姓名");
	if (id.n == 0)
		id = person_asked(pg->cx, S("who"), who);
	if (id.n == 0) {
		pg->r->status = 422;
		list(pg);
		return;
	}
	const struct person_row *p = person_here(pg, id);
	if (p)
		show_form(pg, p);
	else
		page_absent(pg);
}

/* ---- what was sent ---- */

static bool choice_of(struct str text, enum handover_do *out)
{
	static const struct {
		struct str code;
		enum handover_do what;
	} words[] = {{{"give", 4}, HANDOVER_GIVE}, {{"end", 3}, HANDOVER_END},
		{{"keep", 4}, HANDOVER_KEEP}};
	for (size_t i = 0; i < NELEM(words); i++)
		if (str_eq(words[i].code, text)) {
			*out = words[i].what;
			return true;
		}
	return false;
}

static void take_choices(struct page *pg, struct handover_in *in)
{
	VEC(struct handover_choice) v = {0};
	for (size_t i = 0; i < pg->q->fields.n; i++) {
		const struct http_pair *p = &pg->q->fields.at[i];
		enum handover_do what;
		if (str_starts(p->name, S("do.")) && choice_of(p->value, &what))
			*vec_add(pg->cx->a, &v) = (struct handover_choice){
				str_from(p->name, 3), what};
	}
	in->choices = v.at;
	in->n_choices = (int)v.n;
}

static void take_form(struct page *pg, struct handover_in *in)
{
	struct str why = http_field(pg->q, S("why")), unit = http_field(pg->q, S("to_unit"));
	*in = (struct handover_in){.person = page_org_rid(http_field(pg->q, S("person"))),
		.successor = person_asked(
			pg->cx, S("successor"), http_field(pg->q, S("successor"))),
		.day = DAY_NONE,
		.why = str_eq(why, S("leave"))  ? HANDOVER_LEAVE
		       : str_eq(why, S("move")) ? HANDOVER_MOVE
						: HANDOVER_POST,
		.to_unit = tree_find(pg->cx, str_trim(unit), pg->cx->today),
		.note = http_field(pg->q, S("note"))};
	day_parse(http_field(pg->q, S("day")), &in->day);
	take_choices(pg, in);
}

/* ---- the preview ---- */

static void draw_results(struct page *pg, const struct handover_item *at, int n)
{
	struct html *h = pg->h;
	struct ui_col cols[] = {{.text = tr(h->lang, "种类")}, {.text = tr(h->lang, "事项")},
		{.text = tr(h->lang, "结果")}};
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "逐项结果"),
				 .count = str_fmt(pg->cx->a, "%d", n)});
	ui_table_begin(
		h, &(struct ui_table){
			   .label = tr(h->lang, "逐项结果"), .cols = cols, .n_cols = NELEM(cols)});
	for (int i = 0; i < n; i++) {
		ui_tr_begin(h, false);
		ui_td_quiet(h, locale_find(h->lang, str_of(at[i].source->label)));
		ui_td(h, at[i].title);
		ui_td(h, at[i].result);
		ui_tr_end(h);
	}
	ui_table_end(h);
	ui_card_end(h);
}

static void draw_send(struct page *pg)
{
	struct html *h = pg->h;
	ui_form_begin(h, &(struct ui_form){.action = S("/org/handover")});
	page_tokens(pg);
	for (size_t i = 0; i < pg->q->fields.n && i < CARRIED; i++) {
		const struct http_pair *p = &pg->q->fields.at[i];
		if (!str_eq(p->name, S("csrf")) && !str_eq(p->name, S("once")))
			ui_hidden(h, p->name, p->value);
	}
	ui_buttons_begin(h);
	ui_button(h, &(struct ui_button){.text = tr(h->lang, "办理交接"), .primary = true});
	struct str person = http_field(pg->q, S("person"));
	ui_button_link(h, str_fmt(pg->cx->a, "/org/handover/new?person=%.*s", STR_ARG(person)),
		tr(h->lang, "返回"));
	ui_buttons_end(h);
	ui_form_end(h);
}

static void show_preview(struct page *pg, const struct person_row *p, const struct handover_in *in,
	const struct handover_out *out)
{
	struct html *h = pg->h;
	struct ui_link crumb = {S("/org/handover"), tr(h->lang, "交接")};
	struct str day = locale_day(pg->cx->a, h->lang, in->day, pg->cx->today);
	page_org_open(pg,
		&(struct page_frame){
			.title = trf(pg->cx->a, h->lang, "核对%.*s的交接", STR_ARG(p->name)),
			.crumbs = &crumb,
			.n_crumbs = 1,
			.lead = trf(pg->cx->a, h->lang, "*还没有写入。*%.*s起生效，共 %d 项。",
				STR_ARG(day), out->n)},
		"/org/handover");
	ui_stack_begin(h);
	if (in->why == HANDOVER_LEAVE)
		ui_note(h, NOTE_YELLOW, STR_NONE, tr(h->lang, "*离岗：*账号停用，立即退出登录。"));
	if (in->why == HANDOVER_MOVE) {
		struct str unit = tree_unit_name(pg->cx, in->to_unit);
		ui_note(h, NOTE_YELLOW, STR_NONE,
			trf(pg->cx->a, h->lang, "*调动：*到%.*s；原单位的角色立即收回。",
				STR_ARG(unit)));
	}
	draw_results(pg, out->items, out->n);
	draw_send(pg);
	ui_stack_end(h);
	page_close(pg);
}

static void refuse_or_form(struct page *pg, const struct person_row *p, enum flow_code code)
{
	if (code != FLOW_INVALID) {
		page_refuse(pg, code);
		return;
	}
	pg->r->status = 422;
	show_form(pg, p);
}

static void preview(struct page *pg)
{
	struct handover_in in;
	struct handover_out out;
	take_form(pg, &in);
	const struct person_row *p = person_here(pg, in.person);
	if (p == NULL) {
		page_absent(pg);
		return;
	}
	enum flow_code code = pg->cx->errs->n ? FLOW_INVALID : handover_try(pg->cx, &in, &out);
	if (code == FLOW_OK)
		show_preview(pg, p, &in, &out);
	else
		refuse_or_form(pg, p, code);
}

struct apply {
	struct handover_in in;
	struct handover_out out;
};

static enum flow_code do_apply(struct ctx *cx, void *arg)
{
	struct apply *a = arg;
	return handover_apply(cx, &a->in, &a->out);
}

static void apply(struct page *pg)
{
	struct apply a = {0};
	take_form(pg, &a.in);
	const struct person_row *p = person_here(pg, a.in.person);
	if (p == NULL) {
		page_absent(pg);
		return;
	}
	enum flow_code code = pg->cx->errs->n ? FLOW_INVALID : page_write(pg, do_apply, &a);
	if (code == FLOW_OK)
		page_done(pg, a.out.id.n ? receipt_url(pg, a.out.id) : S("/org/handover"));
	else
		refuse_or_form(pg, p, code);
}

/* ---- the receipt ---- */

static void draw_head(struct page *pg, const struct handover_row *r)
{
	struct html *h = pg->h;
	size_t n = 0;
	struct seal_entry *log = seal_history(pg->cx->db, r->head.id, 4, pg->cx->a, &n);
	struct ui_kv kv[8] = {
		{.key = tr(h->lang, "移交人"), .value = person_words(pg, r->person)},
		{.key = tr(h->lang, "接任人"), .value = person_words(pg, r->successor)},
		{.key = tr(h->lang, "交接日期"),
			.value = locale_day(pg->cx->a, h->lang, r->day, DAY_NONE)},
		{.key = tr(h->lang, "依据"), .value = r->note},
		{.key = tr(h->lang, "经办"), .value = tree_person_name(pg->cx, r->head.by)},
		{.key = tr(h->lang, "办理时间"),
			.value = locale_stamp(pg->cx->a, h->lang, r->head.made, DAY_NONE)},
	};
	int k = 6;
	if (r->to_unit.n)
		kv[k++] = (struct ui_kv){.key = tr(h->lang, "调往单位"),
			.value = tree_unit_name(pg->cx, r->to_unit)};
	if (n)
		kv[k++] = (struct ui_kv){.key = tr(h->lang, "存证编号"),
			.value = str_fmt(pg->cx->a, "%lld", (long long)log[0].seq)};
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "交接单")});
	ui_body_begin(h);
	ui_kvs(h, kv, k);
	ui_body_end(h);
	ui_card_end(h);
}

static void draw_lines(struct page *pg, rid id)
{
	struct html *h = pg->h;
	struct handover_line *at;
	int n = handover_lines(pg->cx, id, &at);
	struct ui_col cols[] = {{.text = tr(h->lang, "种类")}, {.text = tr(h->lang, "事项")},
		{.text = tr(h->lang, "结果")}, {.text = tr(h->lang, "接任人签字")}};
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "逐项结果"),
				 .count = str_fmt(pg->cx->a, "%d", n)});
	ui_table_begin(
		h, &(struct ui_table){
			   .label = tr(h->lang, "逐项结果"), .cols = cols, .n_cols = NELEM(cols)});
	for (int i = 0; i < n; i++) {
		ui_tr_begin(h, false);
		ui_td_quiet(h, locale_find(h->lang, at[i].what));
		ui_td(h, at[i].title);
		ui_td(h, at[i].result);
		h_lit(h, "<td></td>");
		ui_tr_end(h);
	}
	ui_table_end(h);
	ui_card_end(h);
}

static void receipt(struct page *pg)
{
	struct html *h = pg->h;
	int64_t id;
	const struct handover_row *r = NULL;
	if (http_arg_id(pg->q, 0, &id) && query_sees(pg->cx, &handover_kind, (rid){id}))
		r = rec_load(pg->cx, &handover_kind, (rid){id});
	if (r == NULL) {
		page_absent(pg);
		return;
	}
	struct ui_link crumb = {S("/org/handover"), tr(h->lang, "交接")};
	page_org_open(pg,
		&(struct page_frame){.title = handover_kind.title(pg->cx, r),
			.crumbs = &crumb,
			.n_crumbs = 1,
			.lead = trf(pg->cx->a, h->lang, "共 %lld 项，可以打印签字。",
				(long long)r->n_items)},
		"/org/handover");
	ui_stack_begin(h);
	draw_head(pg, r);
	draw_lines(pg, r->head.id);
	ui_stack_end(h);
	page_close(pg);
}

static const struct page_def list_def = {.fn = list, .perm = "org.read"};
static const struct page_def form_def = {.fn = form, .perm = "org.edit"};
static const struct page_def preview_def = {.fn = preview, .perm = "org.edit"};
static const struct page_def apply_def = {.fn = apply, .perm = "org.edit"};
static const struct page_def receipt_def = {.fn = receipt, .perm = "org.read"};

static const struct route_param form_params[] = {
	{.name = "who", .max = 200}, {.name = "person", .max = 20}, {0}};
static const struct route_param apply_params[] = {
	{.name = "person", .max = 20},
	{.name = "successor", .max = 200},
	{.name = "day", .max = 10},
	{.name = "why", .max = 10},
	{.name = "to_unit", .max = 300},
	{.name = "note", .max = 2000},
	{.name = "do.", .max = 8, .flags = PARAM_STARTS},
	{0},
};

const struct route handover_routes[] = {
	{.verb = VERB_GET, .pattern = "/org/handover", .fn = page_serve, .more = &list_def},
	{.verb = VERB_GET,
		.pattern = "/org/handover/new",
		.fn = page_serve,
		.more = &form_def,
		.params = form_params},
	{.verb = VERB_POST,
		.pattern = "/org/handover/check",
		.fn = page_serve,
		.more = &preview_def,
		.params = apply_params},
	{.verb = VERB_POST,
		.pattern = "/org/handover",
		.fn = page_serve,
		.more = &apply_def,
		.params = apply_params},
	{.verb = VERB_GET, .pattern = "/org/handover/#id", .fn = page_serve, .more = &receipt_def},
	{0},
};
