/* page_param.c — see param.h: the list of a sheet and the form of one row. */
#include "base/bug.h"
#include "base/utf8.h"
#include "core/actor.h"
#include "core/flow.h"
#include "org/param.h"
#include "web/form.h"
#include "web/ui.h"
#include "web/ui_doc.h"

enum { REASON_MAX = 500, LOG_MAX = 32 * 1024 };

const struct route_param param_edit_params[] = {{.name = "key", .max = 200}, {0}};
const struct route_param param_save_params[] = {
	{.name = "key", .max = 200},
	{.name = "reason", .max = REASON_MAX * 4},
	{.name = "is.", .max = 4000, .flags = PARAM_STARTS},
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
	ui_tabs(pg->h, tr(pg->h->lang, "本局设置"), tabs, n);
}

/* ---- the list ---- */

static void draw_cells(struct page *pg, const struct param_sheet *s, const struct param_row *r)
{
	struct html *h = pg->h;
	for (int i = 0; i < s->n; i++) {
		const struct param_field *f = &s->fields[i];
		if (i == 0) {
			h_lit(h, "<td>");
			h_link(h, url_of(pg, s, r->key), r->cell[0].n ? r->cell[0] : S("—"));
			if (r->marked) {
				h_lit(h, " ");
				ui_chip(h, CHIP, r->mark);
			}
			h_lit(h, "</td>");
		} else if (f->number) {
			ui_td_right(h, r->cell[i]);
		} else if (f->quiet) {
			h_elc(h, "td", "hide-m", r->cell[i]);
		} else {
			ui_td(h, r->cell[i]);
		}
	}
}

static void begin_table(struct page *pg, const struct param_sheet *s, struct str head)
{
	struct ui_col cols[PARAM_FIELDS];
	for (int i = 0; i < s->n; i++)
		cols[i] = (struct ui_col){.text = label(pg, s->fields[i].label),
			.right = s->fields[i].number,
			.hide_small = s->fields[i].quiet};
	ui_card_begin(pg->h, &(struct ui_card){.title = head});
	ui_table_begin(pg->h, &(struct ui_table){.label = head, .cols = cols, .n_cols = s->n});
}

static void draw_rows(struct page *pg, const struct param_sheet *s)
{
	struct param_row *r;
	int n = s->rows(pg->cx, &r);
	for (int i = 0; i < n; i++) {
		bool first = i == 0 || !str_eq(r[i].group, r[i - 1].group);
		if (first && i) {
			ui_table_end(pg->h);
			ui_card_end(pg->h);
		}
		if (first)
			begin_table(pg, s, r[i].group.n ? r[i].group : label(pg, s->title));
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
			      .actions = s->add && may(pg, s) ? draw_add : NULL,
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
	int n = s->rows(pg->cx, &r);
	if (key.n == 0)
		return s->add ? arena_new(pg->cx->a, struct param_row) : NULL;
	for (int i = 0; i < n; i++)
		if (str_eq(r[i].key, key))
			return &r[i];
	return NULL;
}

static struct str name_of(struct page *pg, const char *prefix, const struct param_field *f)
{
	return str_fmt(pg->cx->a, "%s.%s", prefix, f->name);
}

static struct ui_field input_of(struct page *pg, const struct param_sheet *s, int i,
	const struct param_row *r, const struct param_in *typed)
{
	const struct param_field *f = &s->fields[i];
	bool fixed = f->fixed && r->key.n;
	return (struct ui_field){.input = fixed          ? UI_SHOWN
					  : f->max > 200 ? UI_LONG
							 : UI_TEXT,
		.name = name_of(pg, "is", f),
		.label = label(pg, f->label),
		.hint = f->hint ? label(pg, f->hint)
			: fixed ? STR_NONE
				: r->hint,
		.value = typed && !fixed ? typed->cell[i] : r->cell[i],
		.error = err_of(pg->cx->errs, str_of(f->name)),
		.max = f->max};
}

static void draw_form(struct page *pg, const struct param_sheet *s, const struct param_row *r,
	const struct param_in *typed)
{
	struct html *h = pg->h;
	struct ui_field f[PARAM_FIELDS + 1];
	for (int i = 0; i < s->n; i++)
		f[i] = input_of(pg, s, i, r, typed);
	f[s->n] = (struct ui_field){.input = UI_TEXT,
		.name = S("reason"),
		.label = tr(h->lang, "理由和依据"),
		.note = tr(h->lang, "记入存证"),
		.value = typed ? typed->reason : STR_NONE,
		.error = err_of(pg->cx->errs, S("reason")),
		.max = REASON_MAX};
	ui_errors(h, f, s->n + 1);
	ui_form_begin(h, &(struct ui_form){.action = str_fmt(pg->cx->a, "%s/edit", s->path)});
	page_tokens(pg);
	ui_hidden(h, S("key"), r->key);
	for (int i = 0; i < s->n; i++)
		if (!s->fields[i].fixed)
			ui_hidden(h, name_of(pg, "was", &s->fields[i]), r->cell[i]);
	ui_fields(h, f, s->n + 1);
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
	int n = 0;
	for (int i = 0; i < s->n; i++)
		if (!s->fields[i].fixed && !str_eq(r->cell[i], typed->cell[i]))
			c[n++] = (struct ui_change){
				label(pg, s->fields[i].label), r->cell[i], typed->cell[i]};
	ui_note(pg->h, NOTE_YELLOW, tr(pg->h->lang, "刚被别人改过"),
		tr(pg->h->lang, "您填的还在下面，核对以后可以再保存"));
	ui_changes(pg->h, tr(pg->h->lang, "现在的"), tr(pg->h->lang, "您填的"), c, n);
}

static void draw_page(struct page *pg, const struct param_sheet *s, const struct param_row *r,
	const struct param_in *typed, bool conflict)
{
	struct html *h = pg->h;
	struct ui_link crumb = {str_of(s->path), label(pg, s->title)};
	struct str title = r->key.n ? r->cell[0] : label(pg, s->add);
	page_open(pg, &(struct page_frame){.title = title.n ? title : r->key,
			      .nav = nav_of(s),
			      .crumbs = &crumb,
			      .n_crumbs = 1});
	if (conflict && typed)
		draw_conflict(pg, s, r, typed);
	ui_card_begin(h, &(struct ui_card){.title = r->key.n ? r->key : label(pg, s->title)});
	ui_body_begin(h);
	draw_form(pg, s, r, typed);
	ui_body_end(h);
	ui_card_end(h);
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

void param_save(struct page *pg)
{
	struct save_job j = {.sheet = sheet_of(pg)};
	j.in.key = http_field(pg->q, S("key"));
	j.in.reason = str_trim(http_field(pg->q, S("reason")));
	for (int i = 0; i < j.sheet->n; i++) {
		const struct param_field *f = &j.sheet->fields[i];
		j.in.cell[i] = str_trim(http_field(pg->q, name_of(pg, "is", f)));
		j.in.seen[i] = http_field(pg->q, name_of(pg, "was", f));
	}
	enum flow_code code = page_write(pg, do_save, &j);
	if (code == FLOW_OK) {
		page_done(pg, str_of(j.sheet->path));
		return;
	}
	const struct param_row *r = row_asked(pg, j.sheet, j.in.key);
	if (r == NULL || (code != FLOW_INVALID && code != FLOW_CONFLICT)) {
		page_refuse(pg, r ? code : FLOW_ABSENT);
		return;
	}
	pg->r->status = code == FLOW_INVALID ? 422 : 409;
	draw_page(pg, j.sheet, r, &j.in, code == FLOW_CONFLICT);
}

/* ---- for the sheets ---- */

enum flow_code param_check(struct ctx *cx, const struct param_sheet *s, const struct param_in *in,
	const struct param_row *now)
{
	if (in->reason.n == 0)
		err_field(cx->errs, S("reason"), "请写明理由和依据，理由会记入存证");
	else if (utf8_count(in->reason) > REASON_MAX)
		err_field(cx->errs, S("reason"), "理由最多 %d 字", REASON_MAX);
	for (int i = 0; i < s->n; i++)
		if (s->fields[i].max && utf8_count(in->cell[i]) > (size_t)s->fields[i].max)
			err_field(cx->errs, str_of(s->fields[i].name), "“%s”最多 %d 字",
				s->fields[i].label, s->fields[i].max);
	if (cx->errs->n)
		return FLOW_INVALID;
	for (int i = 0; now && i < s->n; i++)
		if (!s->fields[i].fixed && !str_eq(in->seen[i], now->cell[i]))
			return FLOW_CONFLICT;
	return FLOW_OK;
}

enum flow_code param_seal(struct ctx *cx, const struct param_sheet *s, const char *kind,
	const struct param_in *in, const struct param_row *was)
{
	struct buf log = buf_in(cx->a, LOG_MAX);
	if (was)
		seal_field(&log, "key", was->key, was->key);
	for (int i = 0; i < s->n; i++) {
		struct str old = was ? was->cell[i] : STR_NONE;
		bool fixed = s->fields[i].fixed && was;
		if (!fixed && !str_eq(old, in->cell[i]))
			seal_field(&log, s->fields[i].name, old, in->cell[i]);
	}
	AZ(log.full);
	return flow_note(cx, &(struct seal_in){.kind = kind,
				     .verb = was ? "edit" : "create",
				     .reason = in->reason,
				     .payload = buf_view(&log)});
}
