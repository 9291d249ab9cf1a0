/* page_cover.c — the list that is to be covered: who has been and who has not, on the page of the
 * due item; adding names, and taking one off with a reason. TIME-14…17, 23. */
#include "base/bug.h"
#include "calendar/period.h"
#include "core/rec.h"
#include "duty/cover.h"
#include "duty/page_int.h"

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
	bool on = page_typed_at(pg, "/targets");
	struct ui_field f = {.input = UI_LONG,
		.name = S("names"),
		.label = tr(h->lang, "加进名单"),
		.note = tr(h->lang, "每行写一个名称，可以整列粘贴"),
		.rows = 3,
		.value = on ? http_field(pg->q, S("names")) : STR_NONE,
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

void page_cover(struct page *pg, const struct due_row *d, const struct cover *c)
{
	struct html *h = pg->h;
	bool may = page_entry_may(pg, d);
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

/* ---- acts ---- */

struct cover_act {
	rid due, target;
	struct str text;
};

static enum flow_code do_names(struct ctx *cx, void *arg)
{
	const struct cover_act *c = arg;
	return cover_add(cx, c->due, c->text);
}

static void names_form(struct page *pg)
{
	struct due_row *d = page_due_asked(pg);
	if (d == NULL)
		return;
	struct cover_act c = {.due = d->head.id, .text = http_field(pg->q, S("names"))};
	page_due_done(pg, d, page_write(pg, do_names, &c), false);
}

/* ---- one of the list ---- */

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
	page_reason_form(pg,
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
	const struct cover_act *c = arg;
	return cover_drop(cx, c->due, c->target, c->text);
}

static void target_drop(struct page *pg)
{
	struct due_row *d;
	struct target_row *t = target_asked(pg, &d);
	if (t == NULL)
		return;
	struct cover_act c = {d->head.id, t->head.id, http_field(pg->q, S("reason"))};
	enum flow_code code = page_write(pg, do_drop, &c);
	if (code == FLOW_INVALID) {
		pg->r->status = 422;
		draw_target(pg, d, t);
	} else {
		page_due_done(pg, d, code, false);
	}
}

/* ---- routes ---- */

static const struct page_def names_def = {.fn = names_form, .perm = "due.read"};
static const struct page_def target_def = {.fn = target, .perm = "due.read"};
static const struct page_def drop_def = {.fn = target_drop, .perm = "due.read"};

static const struct route_param names_params[] = {{.name = "names", .max = 64 * 1024}, {0}};
static const struct route_param reason_params[] = {{.name = "reason", .max = 8192}, {0}};

#define POST(p, def, par)                                                                          \
	{                                                                                          \
		.verb = VERB_POST, .pattern = (p), .fn = page_serve, .more = &(def),               \
		.params = (par), .max_body = 96 * 1024                                             \
	}

const struct route cover_routes[] = {
	POST("/due/#id/targets", names_def, names_params),
	{.verb = VERB_GET, .pattern = "/due/#id/target/#t", .fn = page_serve, .more = &target_def},
	POST("/due/#id/target/#t", drop_def, reason_params),
	{0},
};
