/* gen_list.c — see gen.h: the list of a kind with filters and pages, and one record with its
 * history. */
#include "base/bug.h"
#include "base/num.h"
#include "base/vec.h"
#include "core/actor.h"
#include "core/query.h"
#include "core/rec.h"
#include "core/tree.h"
#include "core/val.h"
#include "seal/seal.h"
#include "web/gen_int.h"
#include "web/trail.h"
#include "web/ui.h"
#include "web/ui_list.h"

enum { HISTORY = 100, COUNT_MOST = 1000 }; /* further than that a list does not count */

const struct kind *gen_kind(struct page *pg)
{
	const struct kind *k = kind_find(pg->cx->kinds, pg->q->args[0]);
	if (k && actor_may(pg->cx, k->read_perm, RID_NONE))
		return k;
	page_absent(pg);
	return NULL;
}

struct str gen_url(struct page *pg, const struct kind *k, rid id, const char *tail)
{
	if (id.n == 0)
		return str_fmt(pg->cx->a, "/k/%s%s", k->name, tail);
	return str_fmt(pg->cx->a, "/k/%s/%lld%s", k->name, (long long)id.n, tail);
}

struct str gen_word(struct page *pg, const char *zh)
{
	return locale_find(pg->h->lang, str_of(zh));
}

static struct str title_of(struct page *pg, const struct kind *k, const void *row)
{
	struct str t = k->title ? k->title(pg->cx, row) : val_show(pg->cx, &k->fields[0], row);
	return t.n ? t : tr(pg->h->lang, "（未命名）");
}

/* ---- list ---- */

static void take_filters(struct page *pg, struct query *q)
{
	for (size_t i = 0; i < pg->q->params.n; i++) {
		const struct http_pair *p = &pg->q->params.at[i];
		bool ours = str_eq(p->name, S("page")) || str_eq(p->name, S("done"));
		if (!ours && q->n_filters < QUERY_FILTERS)
			query_filter(pg->cx, q, p->name, p->value);
	}
}

static int make_cols(struct page *pg, const struct kind *k, struct ui_col *cols)
{
	int n = 0;
	cols[n++] = (struct ui_col){.text = tr(pg->h->lang, "名称")};
	for (int i = 0; i < k->n_fields; i++)
		if (k->fields[i].flags & F_IN_LIST) {
			cols[n] = (struct ui_col){
				.text = gen_word(pg, k->fields[i].label), .hide_small = n > 2};
			n++;
		}
	cols[n++] = (struct ui_col){.text = tr(pg->h->lang, "状态")};
	return n;
}

static void draw_row(struct page *pg, const struct kind *k, const void *row)
{
	const struct rec_head *head = row;
	struct html *h = pg->h;
	int shown = 0;
	ui_tr_begin(h, false);
	ui_td_link(h, gen_url(pg, k, head->id, ""), title_of(pg, k, row));
	for (int i = 0; i < k->n_fields; i++) {
		if (!(k->fields[i].flags & F_IN_LIST))
			continue;
		if (++shown > 1)
			h_elc(h, "td", "hide-m", val_show(pg->cx, &k->fields[i], row));
		else
			ui_td(h, val_show(pg->cx, &k->fields[i], row));
	}
	ui_td(h, gen_word(pg, k->states[head->state].label));
	ui_tr_end(h);
}

/* The same list as a sheet, with the filters of this address. */
static struct str sheet_url(struct page *pg, const struct kind *k)
{
	struct str url = gen_url(pg, k, RID_NONE, ".xlsx");
	if (pg->q->query.n)
		url = str_fmt(pg->cx->a, "%.*s?%.*s", STR_ARG(url), STR_ARG(pg->q->query));
	return url;
}

static void draw_new(struct page *pg, void *arg)
{
	const struct kind *k = arg;
	ui_action(pg->h, ICON_TABLE_EXPORT, sheet_url(pg, k), tr(pg->h->lang, "导出 XLSX"));
	for (int i = 0; i < k->n_steps; i++)
		if ((k->steps[i].flags & STEP_NEW) && actor_may(pg->cx, k->steps[i].perm, RID_NONE))
			ui_action_primary(pg->h, ICON_PLUS, gen_url(pg, k, RID_NONE, "/new"),
				gen_word(pg, k->steps[i].label));
}

static void draw_pager(struct page *pg, const struct kind *k, const struct query *q, int n)
{
	struct ui_query here = {.path = gen_url(pg, k, RID_NONE, "")};
	VEC(struct ui_param) params = {0};
	for (size_t i = 0; i < pg->q->params.n; i++)
		*vec_add(pg->cx->a, &params) = (struct ui_param){
			pg->q->params.at[i].name, pg->q->params.at[i].value};
	here.params = params.at;
	here.n = (int)params.n;
	int64_t first = (int64_t)q->page * q->per_page;
	int64_t total = query_count_to(pg->cx, q, COUNT_MOST);
	ui_pager(pg->h, &(struct ui_pager){.query = &here,
				.first = n ? first + 1 : 0,
				.last = first + (n > q->per_page ? q->per_page : n),
				.total = total < COUNT_MOST ? total : -1,
				.page = q->page + 1,
				.more = n > q->per_page});
}

/* "/k/unit.xlsx": cuts the ending off the kind's name. */
static bool is_sheet(struct page *pg)
{
	struct str *name = &pg->q->args[0];
	if (!str_ends(*name, S(".xlsx")))
		return false;
	*name = str_first(*name, name->n - 5);
	return true;
}

static void list(struct page *pg)
{
	bool sheet = is_sheet(pg);
	const struct kind *k = gen_kind(pg);
	int64_t page = 1;
	void **rows;
	if (k == NULL)
		return;
	struct query q = {.kind = k, .per_page = QUERY_PAGE};
	num_int(http_param(pg->q, S("page")), 1, QUERY_DEEPEST / QUERY_PAGE, &page);
	q.page = (int)page - 1;
	take_filters(pg, &q);
	if (sheet && pg->cx->errs->n == 0) {
		pg->app->sheet(pg, &q);
		return;
	}
	int n = query_rows(pg->cx, &q, &rows);
	page_look(pg, &(struct look){.kind = k, .rows = n});
	struct ui_col *cols = arena_array(pg->cx->a, (size_t)k->n_fields + 2, sizeof *cols);
	int n_cols = make_cols(pg, k, cols);
	page_open(pg, &(struct page_frame){.title = gen_word(pg, k->label),
			      .nav = S("/org"),
			      .actions = draw_new,
			      .arg = (void *)(uintptr_t)k});
	for (size_t i = 0; i < pg->cx->errs->n; i++)
		ui_note(pg->h, NOTE_YELLOW, STR_NONE, pg->cx->errs->at[i].text);
	ui_card_begin(pg->h, &(struct ui_card){.title = gen_word(pg, k->label)});
	if (n == 0)
		ui_empty(pg->h, tr(pg->h->lang, "这里还没有记录"), STR_NONE);
	else
		ui_table_begin(pg->h, &(struct ui_table){.label = gen_word(pg, k->label),
					      .cols = cols,
					      .n_cols = n_cols,
					      .hover = true});
	for (int i = 0; i < n && i < QUERY_PAGE; i++)
		draw_row(pg, k, rows[i]);
	if (n)
		ui_table_end(pg->h);
	ui_foot_begin(pg->h);
	draw_pager(pg, k, &q, n);
	ui_foot_end(pg->h);
	ui_card_end(pg->h);
	page_close(pg);
}

/* ---- one record ---- */

struct shown {
	const struct kind *kind;
	const void *row;
};

static void draw_steps(struct page *pg, void *arg)
{
	const struct shown *s = arg;
	const struct rec_head *head = s->row;
	const char *word = NULL;
	struct str door = s->kind->door ? s->kind->door(pg->cx, s->row, &word) : STR_NONE;
	if (word)
		ui_action(pg->h, ICON_ARROW_RIGHT, door, gen_word(pg, word));
	for (int i = 0; i < s->kind->n_steps; i++) {
		const struct step *st = &s->kind->steps[i];
		if ((st->flags & STEP_NEW) || !flow_may(pg->cx, s->kind, st, s->row))
			continue;
		ui_action(pg->h, ICON_PENCIL,
			gen_url(pg, s->kind, head->id,
				str_c(pg->cx->a, str_fmt(pg->cx->a, "/%s", st->name))),
			gen_word(pg, st->label));
	}
}

static void draw_fields(struct page *pg, const struct kind *k, const void *row)
{
	const struct rec_head *head = row;
	struct ui_kv *kv = arena_array(pg->cx->a, (size_t)k->n_fields + 2, sizeof *kv);
	int n = 0;
	kv[n++] = (struct ui_kv){
		.key = tr(pg->h->lang, "单位"), .value = tree_unit_name(pg->cx, head->unit)};
	kv[n++] = (struct ui_kv){.key = tr(pg->h->lang, "状态"),
		.value = gen_word(pg, k->states[head->state].label)};
	for (int i = 0; i < k->n_fields; i++) {
		struct str v = k->fields[i].flags & F_HIDDEN ? STR_NONE
							     : val_show(pg->cx, &k->fields[i], row);
		if (v.n)
			kv[n++] = (struct ui_kv){
				.key = gen_word(pg, k->fields[i].label), .value = v};
	}
	ui_card_begin(pg->h, &(struct ui_card){.title = gen_word(pg, k->label)});
	ui_body_begin(pg->h);
	ui_kvs(pg->h, kv, n);
	ui_body_end(pg->h);
	ui_card_end(pg->h);
}

static void draw_history(struct page *pg, rid id)
{
	size_t n;
	struct seal_entry *at = seal_history(pg->cx->db, id, HISTORY, pg->cx->a, &n);
	struct ui_event *e = arena_array(pg->cx->a, n + 1, sizeof *e);
	for (size_t i = 0; i < n; i++) {
		const struct seal_entry *s = &at[i];
		struct str verb = trail_verb(pg->cx, pg->h->lang, s->kind, s->verb);
		e[i] = (struct ui_event){
			.when = locale_stamp(pg->cx->a, pg->h->lang, s->at, pg->h->today),
			.text = str_fmt(
				pg->cx->a, "*%.*s* %.*s", STR_ARG(verb), STR_ARG(s->reason)),
			.detail = trail_line(pg->cx, pg->h->lang, s),
			.seal = s->seq};
	}
	ui_card_begin(pg->h, &(struct ui_card){.title = tr(pg->h->lang, "经过")});
	ui_body_begin(pg->h);
	ui_timeline(pg->h, e, (int)n);
	ui_body_end(pg->h);
	ui_card_end(pg->h);
}

static void detail(struct page *pg)
{
	const struct kind *k = gen_kind(pg);
	int64_t id;
	if (k == NULL)
		return;
	if (!http_arg_id(pg->q, 1, &id) || !flow_may_see(pg->cx, k, (rid){id})) {
		page_absent(pg);
		return;
	}
	struct shown s = {k, rec_load(pg->cx, k, (rid){id})};
	page_look(pg, &(struct look){.kind = k, .record = {id}});
	struct ui_link crumb = {gen_url(pg, k, RID_NONE, ""), gen_word(pg, k->label)};
	page_open(pg, &(struct page_frame){.title = title_of(pg, k, s.row),
			      .nav = S("/org"),
			      .crumbs = &crumb,
			      .n_crumbs = 1,
			      .actions = draw_steps,
			      .arg = &s});
	ui_cols_begin(pg->h, COLS_8_4);
	draw_fields(pg, k, s.row);
	draw_history(pg, (rid){id});
	ui_cols_end(pg->h);
	page_close(pg);
}

static const struct page_def list_def = {.fn = list};
static const struct page_def detail_def = {.fn = detail};
static const struct page_def form_def = {.fn = gen_form};
static const struct page_def submit_def = {.fn = gen_submit};

const struct route gen_routes[] = {
	{.verb = VERB_GET,
		.pattern = "/k/:kind",
		.fn = page_serve,
		.more = &list_def,
		.declare = gen_declare},
	{.verb = VERB_GET,
		.pattern = "/k/:kind/new",
		.fn = page_serve,
		.more = &form_def,
		.declare = gen_declare},
	{.verb = VERB_POST,
		.pattern = "/k/:kind/new",
		.fn = page_serve,
		.more = &submit_def,
		.declare = gen_declare},
	{.verb = VERB_GET, .pattern = "/k/:kind/#id", .fn = page_serve, .more = &detail_def},
	{.verb = VERB_GET,
		.pattern = "/k/:kind/#id/:step",
		.fn = page_serve,
		.more = &form_def,
		.declare = gen_declare},
	{.verb = VERB_POST,
		.pattern = "/k/:kind/#id/:step",
		.fn = page_serve,
		.more = &submit_def,
		.declare = gen_declare},
	{0},
};
