/* sheet.c — see sheet.h. PLAN-15. */
#include "api/sheet.h"
#include "base/bug.h"
#include "core/tree.h"
#include "core/val.h"
#include "paper/xlsx.h"

#include <unistd.h>

struct sheet {
	struct page *pg;
	const struct kind *kind;
	struct xlsx *x;
	int64_t rows;
	bool cut;
};

static bool is_shown(const struct field *f)
{
	return (f->flags & F_IN_LIST) && !(f->flags & F_HIDDEN);
}

static struct str word(const struct sheet *s, const char *zh)
{
	return locale_find(s->pg->h->lang, str_of(zh));
}

static void begin(struct sheet *s)
{
	const struct kind *k = s->kind;
	enum lang lang = s->pg->h->lang;
	struct xlsx_col *cols = arena_array(s->pg->cx->a, (size_t)k->n_fields + 4, sizeof *cols);
	size_t n = 0;
	cols[n++] = (struct xlsx_col){tr(lang, "编号"), 6};
	cols[n++] = (struct xlsx_col){tr(lang, "名称"), 24};
	cols[n++] = (struct xlsx_col){tr(lang, "单位"), 14};
	for (int i = 0; i < k->n_fields; i++)
		if (is_shown(&k->fields[i]))
			cols[n++] = (struct xlsx_col){
				word(s, k->fields[i].label), k->fields[i].type == F_LONG ? 40 : 10};
	cols[n++] = (struct xlsx_col){tr(lang, "状态"), 8};
	xlsx_sheet(s->x, word(s, k->label), cols, n);
}

/* "2026-09-18 17:00" */
static void put_stamp(struct sheet *s, struct stamp t)
{
	char text[STAMP_TEXT];
	if (t.ms == 0) {
		xlsx_none(s->x);
		return;
	}
	stamp_text(t, text);
	text[10] = ' ';
	text[16] = '\0';
	xlsx_text(s->x, str_of(text));
}

static void put_cell(struct ctx *cx, struct sheet *s, const struct field *f, const void *row)
{
	const void *p = val_of(f, row);
	if (f->type == F_INT)
		xlsx_int(s->x, *(const int64_t *)p);
	else if (f->type == F_DAY)
		xlsx_day(s->x, *(const struct day *)p);
	else if (f->type == F_STAMP)
		put_stamp(s, *(const struct stamp *)p);
	else
		xlsx_text(s->x, val_show(cx, f, row));
}

static bool put_row(struct ctx *cx, void *arg, const void *row)
{
	struct sheet *s = arg;
	const struct kind *k = s->kind;
	const struct rec_head *head = row;
	if (s->rows == SHEET_ROWS) {
		s->cut = true;
		return false;
	}
	xlsx_int(s->x, head->id.n);
	xlsx_text(s->x, k->title ? k->title(cx, row) : val_show(cx, &k->fields[0], row));
	xlsx_text(s->x, tree_unit_name(cx, head->unit));
	for (int i = 0; i < k->n_fields; i++)
		if (is_shown(&k->fields[i]))
			put_cell(cx, s, &k->fields[i], row);
	xlsx_text(s->x, word(s, k->states[head->state].label));
	xlsx_row(s->x);
	s->rows++;
	return true;
}

static void say_cut(struct sheet *s)
{
	xlsx_none(s->x);
	xlsx_text(s->x, trf(s->pg->cx->a, s->pg->h->lang, "只导出前 %d 行，请加筛选条件分批导出。",
				SHEET_ROWS));
	xlsx_row(s->x);
}

void sheet_list(struct page *pg, const struct query *q)
{
	struct sheet s = {.pg = pg, .kind = q->kind, .x = xlsx_open(pg->cx->a)};
	struct query all = *q;
	char day[DAY_TEXT];
	all.page = all.per_page = 0;
	if (s.x == NULL) {
		page_refuse(pg, FLOW_WORLD);
		return;
	}
	begin(&s);
	if (query_each(pg->cx, &all, put_row, &s) != FLOW_OK) {
		xlsx_drop(s.x);
		page_refuse(pg, FLOW_WORLD);
		return;
	}
	if (s.cut)
		say_cut(&s);
	struct str title = word(&s, q->kind->label);
	page_send_sheet(pg, &(struct look){.kind = q->kind, .rows = s.rows}, xlsx_close(s.x),
		str_fmt(pg->cx->a, "%.*s %s.xlsx", STR_ARG(title), day_text(pg->cx->today, day)));
}
