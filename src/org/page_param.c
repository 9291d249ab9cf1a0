/* page_param.c — see param.h: the list of a sheet, the form of one row and what it was before. */
#include "base/bug.h"
#include "core/actor.h"
#include "core/was.h"
#include "org/param.h"
#include "web/form.h"
#include "web/ui.h"
#include "web/ui_doc.h"
#include "web/ui_list.h"

#include <string.h>

enum { REASON_MAX = 500, STORY_MAX = 100 };

const struct route_param param_edit_params[] = {{.name = "key", .max = 200}, {0}};
const struct route_param param_save_params[] = {
	{.name = "key", .max = 200},
	{.name = "reason", .max = REASON_MAX * 4},
	{.name = "is.", .max = 4000, .flags = PARAM_STARTS | PARAM_MANY},
	{.name = "was.", .max = 4000, .flags = PARAM_STARTS},
	{0},
};

static const struct param_sheet *sheet_of(const struct page *pg)
{
	return ((const struct param_def *)pg->q->route->more)->sheet;
}

static struct str label(struct page *pg, const char *zh)
{
	return locale_find(pg->h->lang, str_of(zh));
}

static struct str url_of(struct page *pg, const struct param_sheet *s, struct str key)
{
	struct buf b = buf_in(pg->cx->a, 1024);
	buf_str(&b, str_of(s->path));
	buf_lit(&b, "/edit?key=");
	form_escape(&b, key);
	return buf_view(&b);
}

static bool may(struct page *pg, const struct param_sheet *s)
{
	return actor_may(pg->cx, s->perm, RID_NONE);
}

/* Roles are the security administrator's own entry. */
static struct str nav_of(const struct param_sheet *s)
{
	struct str path = str_of(s->path);
	return str_eq(path, S("/role")) ? path : S("/setting");
}

/* ---- the tabs ---- */

void param_tabs(struct page *pg, const char *here)
{
	static const struct {
		const char *url, *text, *perm;
	} all[] = {
		{"/setting", "参数", "setting.edit"},
		{"/code", "代码表", "setting.edit"},
		{"/limit", "办理时限", "setting.edit"},
		{"/light", "亮灯规则", "setting.edit"},
		{"/role", "角色权限", "grant.admin"},
	};
	struct ui_tab tabs[NELEM(all)];
	int n = 0;
	for (size_t i = 0; i < NELEM(all); i++)
		if (actor_may(pg->cx, all[i].perm, RID_NONE))
			tabs[n++] = (struct ui_tab){.url = str_of(all[i].url),
				.text = label(pg, all[i].text),
				.here = str_eq(str_of(all[i].url), str_of(here))};
	if (n > 1)
		ui_tabs(pg->h, tr(pg->h->lang, "本局设置"), tabs, n);
}

/* ---- the list ---- */

static bool in_list(const struct param_field *f)
{
	return !f->in_form && !f->only_new;
}

static void draw_name(struct page *pg, const struct param_sheet *s, const struct param_row *r)
{
	struct html *h = pg->h;
	struct str name = param_show(pg->cx, s, r, 0);
	const char *mark = s->mark ? s->mark(r) : NULL;
	h_lit(h, "<td>");
	h_link(h, url_of(pg, s, r->key), name.n ? name : S("—"));
	if (mark) {
		h_lit(h, " ");
		ui_chip(h, CHIP, label(pg, mark));
	}
	h_lit(h, "</td>");
}

static void draw_cells(struct page *pg, const struct param_sheet *s, const struct param_row *r)
{
	struct html *h = pg->h;
	draw_name(pg, s, r);
	for (int i = 1; i < s->n; i++) {
		const struct param_field *f = &s->fields[i];
		if (!in_list(f))
			continue;
		if (f->number)
			ui_td_right(h, param_show(pg->cx, s, r, i));
		else if (f->quiet)
			h_elc(h, "td", "hide-m", param_show(pg->cx, s, r, i));
		else
			ui_td(h, param_show(pg->cx, s, r, i));
	}
}

static void begin_table(struct page *pg, const struct param_sheet *s, struct str head)
{
	struct ui_col cols[PARAM_FIELDS];
	int n = 0;
	for (int i = 0; i < s->n; i++)
		if (in_list(&s->fields[i]))
			cols[n++] = (struct ui_col){.text = label(pg, s->fields[i].label),
				.right = s->fields[i].number,
				.hide_small = s->fields[i].quiet};
	ui_card_begin(pg->h, &(struct ui_card){.title = head});
	ui_table_begin(pg->h,
		&(struct ui_table){.label = head, .cols = cols, .n_cols = n, .class_ = S("sets")});
}

static void draw_rows(struct page *pg, const struct param_sheet *s)
{
	struct param_row *r;
	int n = param_rows(pg->cx, s, &r);
	for (int i = 0; i < n; i++) {
		bool first = i == 0 || !str_eq(r[i].group, r[i - 1].group);
		if (first && i) {
			ui_table_end(pg->h);
			ui_card_end(pg->h);
		}
		if (first)
			begin_table(pg, s,
				r[i].group.n ? locale_find(pg->h->lang, r[i].group)
					     : label(pg, s->title));
		ui_tr_begin(pg->h, false);
		draw_cells(pg, s, &r[i]);
		ui_tr_end(pg->h);
	}
	if (n) {
		ui_table_end(pg->h);
		ui_card_end(pg->h);
	}
}

static void draw_add(struct page *pg, void *arg)
{
	const struct param_sheet *s = arg;
	ui_action(pg->h, ICON_PLUS, url_of(pg, s, STR_NONE), label(pg, s->add));
}

void param_list(struct page *pg)
{
	const struct param_sheet *s = sheet_of(pg);
	page_open(pg, &(struct page_frame){.title = label(pg, s->title),
			      .nav = nav_of(s),
			      .lead = label(pg, s->lead),
			      .actions = s->add && !pg->cx->past && may(pg, s) ? draw_add : NULL,
			      .arg = (void *)s});
	param_tabs(pg, s->path);
	ui_stack_begin(pg->h);
	draw_rows(pg, s);
	ui_stack_end(pg->h);
	page_close(pg);
}

/* ---- one row ---- */

static const struct param_row *row_asked(
	struct page *pg, const struct param_sheet *s, struct str key)
{
	struct param_row *r;
	int n = param_rows(pg->cx, s, &r);
	if (key.n == 0)
		return s->add && !pg->cx->past ? arena_new(pg->cx->a, struct param_row) : NULL;
	for (int i = 0; i < n; i++)
		if (str_eq(r[i].key, key))
			return &r[i];
	return NULL;
}

static struct str name_of(struct page *pg, const char *prefix, const struct param_field *f)
{
	return str_fmt(pg->cx->a, "%s.%s", prefix, f->name);
}

/* The choices of a cell: one of its codes, or any of the words it may hold. */
static void add_options(struct page *pg, const struct param_sheet *s, int i,
	const struct param_row *r, struct ui_field *out)
{
	const struct param_field *f = &s->fields[i];
	const struct choice *words = f->words ? f->words : r->words;
	struct ui_option *o;
	int n = 0;
	if (f->ticks) {
		n = f->ticks(pg->cx, r, &o);
		for (int k = 0; k < n; k++)
			o[k].on = str_has(str_fmt(pg->cx->a, " %.*s ", STR_ARG(out->value)),
				str_fmt(pg->cx->a, " %.*s ", STR_ARG(o[k].value)));
		out->input = UI_CHECK;
	} else {
		while (words[n].code)
			n++;
		o = arena_array(pg->cx->a, (size_t)n + 1, sizeof *o);
		for (int k = 0; k < n; k++)
			o[k] = (struct ui_option){.value = str_of(words[k].code),
				.text = label(pg, words[k].label),
				.on = str_eq(out->value, str_of(words[k].code))};
		out->input = UI_SELECT;
		out->size = 0;
		out->none = r->key.n ? STR_NONE : tr(pg->h->lang, "请选择");
	}
	out->options = o;
	out->n_options = n;
}

static struct ui_field input_of(struct page *pg, const struct param_sheet *s, int i,
	const struct param_row *r, const struct param_in *typed)
{
	const struct param_field *f = &s->fields[i];
	bool fixed = f->fixed && r->key.n;
	struct ui_field u = {.input = fixed          ? UI_SHOWN
				      : f->max > 200 ? UI_LONG
						     : UI_TEXT,
		.name = name_of(pg, "is", f),
		.label = label(pg, f->label),
		.hint = f->hint ? label(pg, f->hint)
			: fixed ? STR_NONE
				: r->hint,
		.value = fixed   ? param_show(pg->cx, s, r, i)
			 : typed ? typed->cell[i]
				 : r->cell[i],
		.error = err_of(pg->cx->errs, str_of(f->name)),
		.size = f->number ? 12 : 0,
		.max = f->max};
	if (!fixed && (f->words || f->ticks || r->words))
		add_options(pg, s, i, r, &u);
	return u;
}

/* What the row has no cell for, and what is only said once, is not asked. */
static int make_fields(struct page *pg, const struct param_sheet *s, const struct param_row *r,
	const struct param_in *typed, struct ui_field *f)
{
	int n = 0;
	for (int i = 0; i < s->n; i++)
		if (!(r->lacks & (1u << i)) && !(s->fields[i].only_new && r->key.n))
			f[n++] = input_of(pg, s, i, r, typed);
	return n;
}

static void draw_form(struct page *pg, const struct param_sheet *s, const struct param_row *r,
	const struct param_in *typed)
{
	struct html *h = pg->h;
	struct ui_field f[PARAM_FIELDS + 1];
	int n = make_fields(pg, s, r, typed, f);
	f[n++] = (struct ui_field){.input = UI_TEXT,
		.name = S("reason"),
		.label = tr(h->lang, "理由和依据"),
		.note = tr(h->lang, "记入存证"),
		.value = typed ? typed->reason : STR_NONE,
		.error = err_of(pg->cx->errs, S("reason")),
		.max = REASON_MAX};
	ui_errors(h, f, n);
	ui_form_begin(h, &(struct ui_form){.action = str_fmt(pg->cx->a, "%s/edit", s->path)});
	page_tokens(pg);
	ui_hidden(h, S("key"), r->key);
	for (int i = 0; i < s->n; i++)
		if (!s->fields[i].fixed)
			ui_hidden(h, name_of(pg, "was", &s->fields[i]), r->cell[i]);
	ui_fields(h, f, n);
	ui_buttons_begin(h);
	ui_button(h, &(struct ui_button){.text = tr(h->lang, "保存"), .primary = true});
	ui_button_link(h, str_of(s->path), tr(h->lang, "返回"));
	ui_buttons_end(h);
	ui_form_end(h);
}

/* Somebody else was faster: both texts, and the form on top of the newer one. */
static void draw_conflict(struct page *pg, const struct param_sheet *s, const struct param_row *r,
	const struct param_in *typed)
{
	struct ui_change c[PARAM_FIELDS];
	struct param_row mine = *r;
	int n = 0;
	memcpy(mine.cell, typed->cell, sizeof mine.cell);
	for (int i = 0; i < s->n; i++)
		if (!s->fields[i].fixed && !str_eq(r->cell[i], typed->cell[i]))
			c[n++] = (struct ui_change){label(pg, s->fields[i].label),
				param_show(pg->cx, s, r, i), param_show(pg->cx, s, &mine, i)};
	ui_note(pg->h, NOTE_YELLOW, tr(pg->h->lang, "刚被别人改过"),
		tr(pg->h->lang, "您填的还在下面，核对以后可以再保存"));
	ui_changes(pg->h, tr(pg->h->lang, "现在的"), tr(pg->h->lang, "您填的"), c, n);
}

/* ---- what it was ---- */

static struct str shown(
	struct page *pg, const struct param_sheet *s, const struct param_row *r, int i)
{
	struct str text = param_show(pg->cx, s, r, i);
	return text.n ? text : S("—");
}

/* 值：5 → 6；说明：… */
static struct str change_words(struct page *pg, const struct param_sheet *s,
	const struct param_row *r, const struct was *w)
{
	struct buf b = buf_in(pg->cx->a, 16 * 1024);
	struct str payload = w->cells;
	struct seal_change c;
	while (seal_next_field(&payload, &c))
		for (int i = 0; i < s->n; i++) {
			struct param_row old = *r, now = *r;
			if (!str_eq(c.name, str_of(s->fields[i].name)) || s->fields[i].only_new)
				continue;
			old.cell[i] = c.old;
			now.cell[i] = c.now;
			struct str name = label(pg, s->fields[i].label);
			struct str was = shown(pg, s, &old, i), is = shown(pg, s, &now, i);
			buf_fmt(&b, "%s%.*s %.*s → %.*s", b.n ? " · " : "", STR_ARG(name),
				STR_ARG(was), STR_ARG(is));
		}
	return buf_view(&b);
}

static void draw_story(struct page *pg, const struct param_sheet *s, const struct param_row *r)
{
	struct html *h = pg->h;
	struct was *w;
	bool log = actor_may(pg->cx, "log.read", RID_NONE);
	int n = was_list(pg->cx, str_of(s->kind), r->key, WAS_UNTIL_NOW, &w);
	n = n < STORY_MAX ? n : STORY_MAX;
	struct ui_event *e = arena_array(pg->cx->a, (size_t)n + 1, sizeof *e);
	for (int i = 0; i < n; i++) {
		struct str change = change_words(pg, s, r, &w[i]);
		e[i] = (struct ui_event){
			.when = locale_stamp(pg->cx->a, h->lang, w[i].at, pg->cx->today),
			.text = str_fmt(
				pg->cx->a, "*%.*s*  %.*s", STR_ARG(w[i].by), STR_ARG(change)),
			.detail = trf(pg->cx->a, h->lang, "理由：%.*s", STR_ARG(w[i].reason)),
			.seal = w[i].seal_no};
		if (log)
			e[i].seal_url = str_fmt(pg->cx->a, "/seal/%lld", (long long)w[i].seal_no);
	}
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "修改经过")});
	if (n == 0) {
		ui_empty(h, tr(h->lang, "没有改过"),
			tr(h->lang, "每次修改的人、时间、理由和前后内容会列在这里。"));
	} else {
		ui_body_begin(h);
		ui_timeline(h, e, n);
		ui_body_end(h);
	}
	ui_card_end(h);
}

/* ---- the page ---- */

/* A past day is only looked at. */
static void draw_then(struct page *pg, const struct param_sheet *s, const struct param_row *r)
{
	struct ui_kv kv[PARAM_FIELDS];
	int n = 0;
	for (int i = 0; i < s->n; i++) {
		struct str v = param_show(pg->cx, s, r, i);
		if (v.n && !s->fields[i].only_new)
			kv[n++] = (struct ui_kv){.key = label(pg, s->fields[i].label), .value = v};
	}
	ui_kvs(pg->h, kv, n);
}

static void draw_page(struct page *pg, const struct param_sheet *s, const struct param_row *r,
	const struct param_in *typed, bool conflict)
{
	struct html *h = pg->h;
	struct ui_link crumb = {str_of(s->path), label(pg, s->title)};
	struct str title = r->key.n ? param_show(pg->cx, s, r, 0) : label(pg, s->add);
	page_open(pg, &(struct page_frame){
			      .title = title, .nav = nav_of(s), .crumbs = &crumb, .n_crumbs = 1});
	if (conflict && typed)
		draw_conflict(pg, s, r, typed);
	ui_cols_begin(h, COLS_8_4);
	ui_card_begin(h, &(struct ui_card){.title = pg->cx->past ? tr(h->lang, "当时的内容")
						    : r->key.n   ? tr(h->lang, "修改")
								 : label(pg, s->add)});
	ui_body_begin(h);
	if (pg->cx->past)
		draw_then(pg, s, r);
	else
		draw_form(pg, s, r, typed);
	ui_body_end(h);
	ui_card_end(h);
	if (r->key.n)
		draw_story(pg, s, r);
	ui_cols_end(h);
	page_close(pg);
}

void param_edit(struct page *pg)
{
	const struct param_sheet *s = sheet_of(pg);
	const struct param_row *r = row_asked(pg, s, http_param(pg->q, S("key")));
	if (r)
		draw_page(pg, s, r, NULL, false);
	else
		page_absent(pg);
}

struct save_job {
	const struct param_sheet *sheet;
	struct param_in in;
};

static enum flow_code do_save(struct ctx *cx, void *arg)
{
	struct save_job *j = arg;
	return j->sheet->save(cx, &j->in);
}

/* The words ticked, in the order of the list. */
static struct str ticks_of(struct page *pg, struct str name)
{
	struct buf b = buf_in(pg->cx->a, 8 * 1024);
	for (size_t i = 0; i < pg->q->fields.n; i++) {
		if (!str_eq(pg->q->fields.at[i].name, name))
			continue;
		if (b.n)
			buf_ch(&b, ' ');
		buf_str(&b, pg->q->fields.at[i].value);
	}
	return b.full ? STR_NONE : buf_view(&b);
}

/* What was sent; a cell that was not asked stays as it is. */
static void take(struct page *pg, const struct param_sheet *s, const struct param_row *r,
	struct param_in *in)
{
	for (int i = 0; i < s->n; i++) {
		const struct param_field *f = &s->fields[i];
		struct str name = name_of(pg, "is", f);
		bool asked = !(r->lacks & (1u << i)) && !(f->fixed && r->key.n);
		in->cell[i] = !asked     ? r->cell[i]
			      : f->ticks ? ticks_of(pg, name)
					 : str_trim(http_field(pg->q, name));
		in->seen[i] = asked ? http_field(pg->q, name_of(pg, "was", f)) : r->cell[i];
	}
}

void param_save(struct page *pg)
{
	struct save_job j = {.sheet = sheet_of(pg)};
	j.in.key = http_field(pg->q, S("key"));
	j.in.reason = str_trim(http_field(pg->q, S("reason")));
	const struct param_row *r = row_asked(pg, j.sheet, j.in.key);
	if (r == NULL) {
		page_refuse(pg, FLOW_ABSENT);
		return;
	}
	take(pg, j.sheet, r, &j.in);
	enum flow_code code = page_write(pg, do_save, &j);
	if (code == FLOW_OK) {
		page_done(pg, str_of(j.sheet->path));
		return;
	}
	r = row_asked(pg, j.sheet, j.in.key);
	if (r == NULL || (code != FLOW_INVALID && code != FLOW_CONFLICT)) {
		page_refuse(pg, r ? code : FLOW_ABSENT);
		return;
	}
	pg->r->status = code == FLOW_INVALID ? 422 : 409;
	draw_page(pg, j.sheet, r, &j.in, code == FLOW_CONFLICT);
}
