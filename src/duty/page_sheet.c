/* page_sheet.c — what leaves as XLSX: due items with the filters of the screen, the matrix, and the
 * four lists laid out for signing (PLAN-15). The scope is that of the screens. */
#include "base/bug.h"
#include "core/rec.h"
#include "core/tree.h"
#include "duty/lists.h"
#include "duty/matrix.h"
#include "duty/page_int.h"
#include "paper/form.h"
#include "paper/xlsx.h"
#include "sys/conf.h"

enum {
	CHUNK = 5000, /* due items in memory at once */
	MOST_ROWS = 200000,
	CHUNK_BYTES = 128 << 20,
	MOST_MEASURES = 250, /* columns */
	LABEL = 12
};

static struct str file_name(struct page *pg, struct str what)
{
	char day[DAY_TEXT];
	return str_fmt(pg->cx->a, "%.*s %s.xlsx", STR_ARG(what), day_text(pg->cx->today, day));
}

static struct str light_word(struct page *pg, enum light l)
{
	static const char *const words[LIGHTS] = {
		[LIGHT_NONE] = "—",
		[LIGHT_BLUE] = "蓝",
		[LIGHT_GREEN] = "绿",
		[LIGHT_GREY] = "灰",
		[LIGHT_YELLOW] = "黄",
		[LIGHT_RED] = "红",
	};
	return locale_find(pg->h->lang, str_of(words[l]));
}

/* "2026-09-18 17:00" */
static void put_stamp(struct xlsx *x, struct stamp t)
{
	char text[STAMP_TEXT];
	if (t.ms == 0) {
		xlsx_none(x);
		return;
	}
	stamp_text(t, text);
	text[10] = ' ';
	text[16] = '\0';
	xlsx_text(x, str_of(text));
}

/* ---- due items ---- */

static void due_begin(struct page *pg, struct xlsx *x, struct str name)
{
	enum lang lang = pg->h->lang;
	const struct xlsx_col cols[] = {
		{tr(lang, "编号"), 6},
		{tr(lang, "灯"), 4},
		{tr(lang, "措施"), 8},
		{tr(lang, "事项"), 24},
		{tr(lang, "期次"), 10},
		{tr(lang, "单位"), 12},
		{tr(lang, "报送给"), 12},
		{tr(lang, "到期"), 8},
		{tr(lang, "钟点"), 5},
		{tr(lang, "原定"), 8},
		{tr(lang, "状态"), 6},
		{tr(lang, "首次报送"), 10},
		{tr(lang, "最近报送"), 10},
		{tr(lang, "迟到（分钟）"), 8},
		{tr(lang, "暂定"), 4},
	};
	xlsx_sheet(x, name, cols, NELEM(cols));
}

static void due_put(struct page *pg, struct ctx *cx, struct xlsx *x, const struct due_line *l)
{
	const struct due_row *d = &l->d;
	enum lang lang = pg->h->lang;
	xlsx_int(x, d->head.id.n);
	xlsx_text(x, light_word(pg, l->light.light));
	xlsx_text(x, l->path);
	xlsx_text(x, l->heading);
	xlsx_text(x, d->period);
	xlsx_text(x, l->unit_name);
	xlsx_text(x, l->to_name);
	xlsx_day(x, d->due_day);
	xlsx_text(x, locale_clock(cx->a, (int)d->due_min));
	xlsx_day(x, d->first_day);
	xlsx_text(x, locale_find(lang, str_of(due_kind.states[d->head.state].label)));
	put_stamp(x, d->first_at);
	put_stamp(x, d->reported_at);
	xlsx_int(x, d->late_min);
	xlsx_text(x, d->provisional ? tr(lang, "暂定") : STR_NONE);
	xlsx_row(x);
}

/* Page after page, each in memory of its own. */
static void due_all(struct page *pg, const struct due_filter *f, struct xlsx *x)
{
	struct light_rules rules = light_load(pg->cx);
	struct due_filter part = *f;
	struct ctx cx = *pg->cx;
	struct due_line *at;
	int n = CHUNK + 1;
	part.per_page = CHUNK;
	cx.a = arena_open(CHUNK_BYTES);
	for (part.page = 0; n > CHUNK && part.page < MOST_ROWS / CHUNK; part.page++) {
		n = due_list(&cx, &part, &rules, &at);
		for (int i = 0; i < n && i < CHUNK; i++)
			due_put(pg, &cx, x, &at[i]);
		arena_reset(cx.a);
	}
	arena_close(cx.a);
	if (n <= CHUNK)
		return;
	for (int i = 0; i < 3; i++)
		xlsx_none(x);
	xlsx_text(x,
		trf(pg->cx->a, pg->h->lang, "只导出前 %d 行，请加筛选条件分批导出。", MOST_ROWS));
	xlsx_row(x);
}

void page_sheet_due(struct page *pg, const struct due_filter *f, struct str name)
{
	struct xlsx *x = xlsx_open(pg->cx->a);
	if (x == NULL) {
		page_refuse(pg, FLOW_WORLD);
		return;
	}
	due_begin(pg, x, name);
	due_all(pg, f, x);
	page_send_sheet(pg, xlsx_close(x), file_name(pg, name));
}

/* ---- the matrix: a row for each unit, a column for each measure ---- */

static int matrix_begin(struct page *pg, struct xlsx *x, const struct matrix *m)
{
	struct arena *a = pg->cx->a;
	int n = m->n_measures < MOST_MEASURES ? m->n_measures : MOST_MEASURES;
	struct xlsx_col *cols = arena_array(a, (size_t)n + 1, sizeof *cols);
	cols[0] = (struct xlsx_col){tr(pg->h->lang, "单位"), LABEL};
	for (int i = 0; i < n; i++)
		cols[i + 1] = (struct xlsx_col){
			str_fmt(a, "%.*s %.*s", STR_ARG(m->measures[i]->path),
				STR_ARG(m->measures[i]->heading)),
			LABEL};
	xlsx_sheet(x, tr(pg->h->lang, "责任矩阵"), cols, (size_t)n + 1);
	return n;
}

/* "牵头 红 逾期 3 天" */
static void matrix_put(struct page *pg, struct ctx *cx, struct xlsx *x, const struct matrix_cell *c)
{
	enum lang lang = pg->h->lang;
	struct str days = STR_NONE;
	if (!c->owes) {
		xlsx_none(x);
		return;
	}
	if (c->light.light == LIGHT_RED)
		days = trf(cx->a, lang, "逾期 %d 天", c->light.days);
	else if (c->light.light == LIGHT_YELLOW)
		days = trf(cx->a, lang, "剩 %d 个工作日", c->light.days);
	xlsx_text(x,
		str_fmt(cx->a, "%.*s%s%.*s%s%.*s", STR_ARG(c->lead ? tr(lang, "牵头") : STR_NONE),
			c->lead ? " " : "", STR_ARG(light_word(pg, c->light.light)),
			days.n ? " " : "", STR_ARG(days)));
}

static void matrix_all(struct page *pg, rid campaign, struct xlsx *x)
{
	struct light_rules rules = light_load(pg->cx);
	struct ctx cx = *pg->cx;
	bool more = true;
	cx.a = arena_open(CHUNK_BYTES);
	for (int page = 0; more; page++) {
		struct matrix *m = matrix_load(&cx, campaign, &rules, page);
		int n = m->n_measures < MOST_MEASURES ? m->n_measures : MOST_MEASURES;
		if (page == 0)
			matrix_begin(pg, x, m);
		for (int u = 0; u < m->n_units; u++) {
			xlsx_text(x, m->units[u].name);
			for (int i = 0; i < n; i++)
				matrix_put(pg, &cx, x, &m->cells[i * m->n_units + u]);
			xlsx_row(x);
		}
		more = (page + 1) * MATRIX_UNITS < m->all_units;
		arena_reset(cx.a);
	}
	arena_close(cx.a);
}

void page_sheet_matrix(struct page *pg)
{
	struct campaign_row *c = page_campaign_asked(pg);
	if (c == NULL)
		return;
	struct xlsx *x = xlsx_open(pg->cx->a);
	if (x == NULL) {
		page_refuse(pg, FLOW_WORLD);
		return;
	}
	matrix_all(pg, c->head.id, x);
	page_send_sheet(pg, xlsx_close(x),
		file_name(pg, str_fmt(pg->cx->a, "%.*s %.*s", STR_ARG(c->name),
				      STR_ARG(tr(pg->h->lang, "责任矩阵")))));
}

/* ---- the four lists ---- */

static struct form form_of(struct page *pg, const struct campaign_row *c, const struct four_list *l)
{
	struct arena *a = pg->cx->a;
	enum lang lang = pg->h->lang;
	struct str title = locale_find(lang, str_of(l->title));
	struct form_col *cols = arena_array(a, (size_t)l->n_cols, sizeof *cols);
	struct str *cells = arena_array(a, (size_t)(l->n_rows * l->n_cols) + 1, sizeof *cells);
	struct ymd today = day_ymd(pg->cx->today);
	for (int i = 0; i < l->n_cols; i++)
		cols[i] = (struct form_col){locale_find(lang, str_of(l->cols[i].title)),
			l->cols[i].group ? locale_find(lang, str_of(l->cols[i].group)) : STR_NONE,
			l->cols[i].width, l->cols[i].number};
	for (int r = 0; r < l->n_rows; r++)
		memcpy(cells + r * l->n_cols, l->rows[r].cells, (size_t)l->n_cols * sizeof *cells);
	return (struct form){.name = title,
		.title = str_fmt(a, "%.*s%.*s", STR_ARG(c->name), STR_ARG(title)),
		.left = trf(a, lang, "单位：%.*s", STR_ARG(tree_unit_name(pg->cx, c->office))),
		.right = trf(a, lang, "%d年%d月%d日", today.y, today.m, today.d),
		.cols = cols,
		.n_cols = l->n_cols,
		.n_rows = l->n_rows,
		.cells = cells};
}

void page_sheet_lists(struct page *pg)
{
	struct campaign_row *c = page_campaign_asked(pg);
	struct form forms[FOUR_LISTS];
	if (c == NULL)
		return;
	for (int i = 0; i < FOUR_LISTS; i++)
		forms[i] = form_of(pg, c, lists_load(pg->cx, c->head.id, (enum four_kind)i));
	int fd = form_xlsx(pg->cx->a, forms, FOUR_LISTS, conf_text(pg->app->conf, CONF_FONT_TITLE),
		conf_text(pg->app->conf, CONF_FONT_BODY));
	page_send_sheet(pg, fd,
		file_name(pg, str_fmt(pg->cx->a, "%.*s %.*s", STR_ARG(c->name),
				      STR_ARG(tr(pg->h->lang, "四张清单")))));
}
