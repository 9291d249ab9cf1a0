/* gen_form.c — see gen.h: the form of a step. Every mistake is shown at once, what was typed is
 * kept; when somebody else was faster, both texts stand side by side. */
#include "base/bug.h"
#include "base/num.h"
#include "base/vec.h"
#include "core/actor.h"
#include "core/query.h"
#include "core/rec.h"
#include "core/tree.h"
#include "core/val.h"
#include "web/gen_int.h"
#include "web/page_ref.h"
#include "web/ui.h"
#include "web/ui_doc.h"

enum { OPTIONS = 400, FORM_FIELDS = 24 };

/* Only names of letters come here; which of them the kind knows, flow_apply() decides. */
bool gen_declare(const struct http_req *q, struct str name, struct route_param *out)
{
	(void)q;
	for (size_t i = 0; i < name.n; i++)
		if (!((name.p[i] >= 'a' && name.p[i] <= 'z') || name.p[i] == '_'))
			return false;
	*out = (struct route_param){.max = 64 * 1024};
	return true;
}

static const struct step *step_asked(struct page *pg, const struct kind *k)
{
	if (pg->q->args[2].n)
		return kind_step(k, pg->q->args[2]);
	for (int i = 0; i < k->n_steps; i++)
		if (k->steps[i].flags & STEP_NEW)
			return &k->steps[i];
	return NULL;
}

/* ---- inputs ---- */

static int code_options(
	struct page *pg, const struct field *f, struct str value, struct ui_option *out)
{
	struct str *codes, *labels;
	int n = val_codes(pg->cx, str_of(f->set), &codes, &labels);
	bool found = value.n == 0;
	n = n < OPTIONS - 1 ? n : OPTIONS - 1;
	for (int i = 0; i < n; i++) {
		out[i] = (struct ui_option){codes[i], labels[i], STR_NONE, str_eq(codes[i], value)};
		found |= out[i].on;
	}
	/* One that is out of use by now stays the record's own. */
	if (!found)
		out[n++] = (struct ui_option){value, value, STR_NONE, true};
	return n;
}

static int enum_options(
	struct page *pg, const struct field *f, struct str value, struct ui_option *out)
{
	int n = 0;
	for (; f->choices[n].code; n++) {
		struct str code = str_of(f->choices[n].code);
		out[n] = (struct ui_option){
			code, gen_word(pg, f->choices[n].label), STR_NONE, str_eq(code, value)};
	}
	return n;
}

static void add_options(struct page *pg, const struct field *f, struct ui_field *out)
{
	out->none = f->flags & F_REQUIRED ? tr(pg->h->lang, "请选择") : tr(pg->h->lang, "无");
	if (f->type == F_REF) {
		const struct kind *k = kind_find(pg->cx->kinds, str_of(f->ref));
		page_ref_field(pg, &(struct page_ref){.kind = k, .chosen = out->value}, out);
		return;
	}
	struct ui_option *o = arena_array(pg->cx->a, OPTIONS, sizeof *o);
	out->input = UI_SELECT;
	out->options = o;
	if (f->type == F_CODE)
		out->n_options = code_options(pg, f, out->value, o);
	else
		out->n_options = enum_options(pg, f, out->value, o);
}

/* Links fill a new form in advance: /k/role_grant/new?person=7. */
static struct str in_advance(struct page *pg, struct str name)
{
	return pg->q->verb == VERB_GET ? http_param(pg->q, name) : http_field(pg->q, name);
}

/* Where the form was opened from, or the record's own page. */
static struct str back_of(struct page *pg, const struct kind *k, rid id)
{
	struct str back = in_advance(pg, S("back"));
	return back.n && http_is_local(back) ? back : gen_url(pg, k, id, "");
}

static struct ui_field input_of(struct page *pg, const struct field *f, const void *row, bool typed)
{
	struct str name = str_of(f->name);
	struct ui_field u = {.name = name,
		.label = gen_word(pg, f->label),
		.hint = f->hint ? gen_word(pg, f->hint) : STR_NONE,
		.error = err_of(pg->cx->errs, name),
		.value = typed ? http_field(pg->q, name)
			 : row ? val_text(pg->cx, f, row)
			       : in_advance(pg, name),
		.required = (f->flags & F_REQUIRED) != 0,
		.max = f->max};
	switch (f->type) {
	case F_TEXT:
	case F_STAMP:
	case F_RULE:
	case F_LENGTH:
		u.input = UI_TEXT;
		break;
	case F_LONG:
		u.input = UI_LONG;
		break;
	case F_INT:
		u.input = UI_NUMBER;
		u.max = 0;
		break;
	case F_DAY:
		u.input = UI_DATE;
		break;
	case F_BOOL: {
		struct ui_option *o = arena_new(pg->cx->a, struct ui_option);
		*o = (struct ui_option){
			S("1"), tr(pg->h->lang, "是"), STR_NONE, str_eq(u.value, S("1"))};
		u.input = UI_CHECK;
		u.options = o;
		u.n_options = 1;
		break;
	}
	case F_ENUM:
	case F_CODE:
	case F_REF:
		add_options(pg, f, &u);
		break;
	case F_TYPES:
		BUG("field type");
	}
	return u;
}

/* ---- the form ---- */

static int make_fields(struct page *pg, const struct kind *k, const struct step *st,
	const void *row, bool typed, struct ui_field *out)
{
	int n = 0;
	if (st->flags & STEP_NEW) {
		out[n] = (struct ui_field){.name = S("unit"),
			.label = tr(pg->h->lang, "所属单位"),
			.error = err_of(pg->cx->errs, S("unit"))};
		page_ref_field(pg,
			&(struct page_ref){.kind = kind_find(pg->cx->kinds, S("unit")),
				.chosen = in_advance(pg, S("unit"))},
			&out[n++]);
	}
	for (int i = 0; st->fields && st->fields[i] && n < FORM_FIELDS - 1; i++)
		out[n++] = input_of(pg, kind_field(k, str_of(st->fields[i])), row, typed);
	if (st->flags & STEP_REASON)
		out[n++] = (struct ui_field){.input = UI_LONG,
			.name = S("reason"),
			.label = tr(pg->h->lang, "理由"),
			.required = true,
			.max = 500,
			.value = typed ? http_field(pg->q, S("reason")) : STR_NONE,
			.error = err_of(pg->cx->errs, S("reason"))};
	return n;
}

struct compare {
	struct ui_change *at;
	size_t n, room;
};

/* `other`: what somebody else stored meanwhile beside what was typed; NULL where there is none. */
static void draw(struct page *pg, const struct kind *k, const struct step *st, const void *row,
	const struct compare *other)
{
	bool typed = pg->q->verb == VERB_POST;
	struct html *h = pg->h;
	struct ui_field f[FORM_FIELDS];
	const struct rec_head *head = row;
	struct ui_link crumb = {back_of(pg, k, head ? head->id : RID_NONE), gen_word(pg, k->label)};
	int n = make_fields(pg, k, st, row, typed, f);
	page_open(pg, &(struct page_frame){.title = gen_word(pg, st->label),
			      .nav = S("/org"),
			      .crumbs = &crumb,
			      .n_crumbs = 1});
	ui_card_begin(h, &(struct ui_card){.title = gen_word(pg, st->label)});
	ui_body_begin(h);
	ui_errors(h, f, n);
	for (size_t i = 0; i < pg->cx->errs->n; i++)
		if (pg->cx->errs->at[i].field.n == 0)
			ui_note(h, NOTE_RED, STR_NONE, pg->cx->errs->at[i].text);
	ui_form_begin(
		h, &(struct ui_form){.action = pg->q->path,
			   .version = head ? str_fmt(pg->cx->a, "%lld", (long long)head->version)
					   : STR_NONE});
	page_tokens(pg);
	if (in_advance(pg, S("back")).n)
		ui_hidden(h, S("back"), crumb.url);
	ui_fields(h, f, n);
	ui_buttons_begin(h);
	ui_button(h, &(struct ui_button){.text = gen_word(pg, st->label), .primary = true});
	ui_button_link(h, crumb.url, tr(h->lang, "返回"));
	ui_buttons_end(h);
	ui_form_end(h);
	if (other)
		ui_changes(h, tr(h->lang, "现在的内容"), tr(h->lang, "您填的内容"), other->at,
			(int)other->n);
	ui_body_end(h);
	ui_card_end(h);
	page_close(pg);
}

static bool ask(struct page *pg, const struct kind **k, const struct step **st, void **row)
{
	int64_t id;
	*k = gen_kind(pg);
	if (*k == NULL)
		return false;
	*st = step_asked(pg, *k);
	*row = NULL;
	if (*st && ((*st)->flags & STEP_NEW) && pg->q->args[1].n == 0)
		return true;
	if (*st && http_arg_id(pg->q, 1, &id) && flow_may_see(pg->cx, *k, (rid){id}))
		*row = rec_load(pg->cx, *k, (rid){id});
	if (*row == NULL)
		page_absent(pg);
	return *row != NULL;
}

void gen_form(struct page *pg)
{
	const struct kind *k;
	const struct step *st;
	void *row;
	if (!ask(pg, &k, &st, &row))
		return;
	if (row && !flow_may(pg->cx, k, st, row))
		page_refuse(pg, FLOW_DENIED);
	else
		draw(pg, k, st, row, NULL);
}

/* ---- taking it ---- */

/* Both texts side by side, and the form again with the reader's own on the newest version. */
static void conflict(struct page *pg, const struct kind *k, const struct step *st, const void *row)
{
	struct compare changes = {0};
	for (int i = 0; st->fields && st->fields[i]; i++) {
		const struct field *f = kind_field(k, str_of(st->fields[i]));
		struct str mine = http_field(pg->q, str_of(f->name)),
			   theirs = val_text(pg->cx, f, row);
		if (!str_eq(mine, theirs))
			*vec_add(pg->cx->a, &changes) = (struct ui_change){
				gen_word(pg, f->label), theirs, mine};
	}
	pg->r->status = 409;
	err_field(pg->cx->errs, S(""),
		"您打开以后别人改过这一项。左边是现在的内容，右边是您填的；核对后可再提交。");
	draw(pg, k, st, row, &changes);
}

void gen_submit(struct page *pg)
{
	const struct kind *k;
	const struct step *st;
	void *row;
	if (!ask(pg, &k, &st, &row))
		return;
	VEC(struct input) values = {0};
	for (size_t i = 0; i < pg->q->fields.n; i++)
		*vec_add(pg->cx->a, &values) = (struct input){
			pg->q->fields.at[i].name, pg->q->fields.at[i].value};
	struct flow_in in = {.kind = k,
		.step = st,
		.values = {values.at, values.n},
		.reason = http_field(pg->q, S("reason"))};
	struct flow_out out;
	if (row)
		in.id = ((struct rec_head *)row)->id;
	num_int(http_field(pg->q, S("version")), 1, INT64_MAX, &in.version);
	num_int(http_field(pg->q, S("unit")), 1, INT64_MAX, &in.unit.n);
	enum flow_code code = page_step(pg, &in, &out);
	if (code == FLOW_OK) {
		page_done(pg, back_of(pg, k, out.id));
	} else if (code == FLOW_INVALID) {
		pg->r->status = 422;
		draw(pg, k, st, row, NULL);
	} else if (code == FLOW_CONFLICT && row) {
		conflict(pg, k, st, row);
	} else {
		page_refuse(pg, code);
	}
}
