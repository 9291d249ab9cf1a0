/* page_sheet.c — the matrix as XLSX, and the four lists laid out for signing (PLAN-15). The scope
 * is that of the screens. */
#include "base/bug.h"
#include "campaign/lists.h"
#include "campaign/matrix.h"
#include "campaign/page_int.h"
#include "campaign/years.h"
#include "core/tree.h"
#include "paper/form.h"
#include "paper/xlsx.h"
#include "sys/conf.h"

enum { CHUNK_BYTES = 128 << 20, MOST_MEASURES = 250 /* columns */, LABEL = 12 };

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
	struct str lead = c->lead ? tr(lang, "牵头") : STR_NONE;
	struct str light = page_sheet_light(pg, c->light.light);
	xlsx_text(x, str_fmt(cx->a, "%.*s%s%.*s%s%.*s", STR_ARG(lead), c->lead ? " " : "",
			     STR_ARG(light), days.n ? " " : "", STR_ARG(days)));
}

static void matrix_all(struct page *pg, const struct campaign_row *c, struct xlsx *x)
{
	struct light_rules rules = light_load(pg->cx);
	struct ctx cx = *pg->cx;
	bool more = true;
	cx.a = arena_open(CHUNK_BYTES);
	for (int page = 0; more; page++) {
		struct matrix *m = matrix_load(&cx, c->head.id, &rules, page, years_asked(pg, c));
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
	struct look look = {.kind = &campaign_kind, .record = c->head.id, .filter = S("matrix")};
	struct xlsx *x = xlsx_open(pg->cx->a);
	if (x == NULL) {
		page_refuse(pg, FLOW_WORLD);
		return;
	}
	matrix_all(pg, c, x);
	struct str sheet = tr(pg->h->lang, "责任矩阵");
	page_send_sheet(pg, &look, xlsx_close(x),
		page_sheet_name(
			pg, str_fmt(pg->cx->a, "%.*s %.*s", STR_ARG(c->name), STR_ARG(sheet))));
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
	struct str office = tree_unit_name(pg->cx, c->office);
	return (struct form){.name = title,
		.title = str_fmt(a, "%.*s%.*s", STR_ARG(c->name), STR_ARG(title)),
		.left = trf(a, lang, "单位：%.*s", STR_ARG(office)),
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
	struct look look = {.kind = &campaign_kind, .record = c->head.id, .filter = S("lists")};
	for (int i = 0; i < FOUR_LISTS; i++)
		forms[i] = form_of(pg, c,
			lists_load(pg->cx, c->head.id, (enum four_kind)i, years_asked(pg, c)));
	int fd = form_xlsx(pg->cx->a, forms, FOUR_LISTS, conf_text(pg->app->conf, CONF_FONT_TITLE),
		conf_text(pg->app->conf, CONF_FONT_BODY));
	struct str sheet = tr(pg->h->lang, "四张清单");
	page_send_sheet(pg, &look, fd,
		page_sheet_name(
			pg, str_fmt(pg->cx->a, "%.*s %.*s", STR_ARG(c->name), STR_ARG(sheet))));
}
