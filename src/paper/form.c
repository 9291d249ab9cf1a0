/* form.c — see form.h. */
#include "paper/form.h"
#include "base/bug.h"
#include "base/num.h"
#include "paper/xlsx_int.h"
#include "sys/file.h"

#include <xlsxwriter.h>

enum {
	TITLE_ROW,
	LINE_ROW,
	GROUP_ROW,
	HEAD_ROW,
	FIRST_ROW,
	PAPER_A4 = 9,
	TITLE_PT = 20,
	TEXT_PT = 11
};

struct formats {
	lxw_format *title, *left, *right, *head, *text, *middle;
};

struct draw {
	struct arena *a;
	lxw_workbook *book;
	lxw_worksheet *sheet;
	const struct form *form;
	struct formats f;
	bool failed;
};

static lxw_format *plain(lxw_workbook *book, const char *font, int pt, int align)
{
	lxw_format *f = workbook_add_format(book);
	format_set_font_name(f, font);
	format_set_font_size(f, pt);
	format_set_align(f, (uint8_t)align);
	format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
	return f;
}

static lxw_format *boxed(lxw_workbook *book, const char *font, int align)
{
	lxw_format *f = plain(book, font, TEXT_PT, align);
	format_set_border(f, LXW_BORDER_THIN);
	format_set_text_wrap(f);
	return f;
}

static struct formats make_formats(lxw_workbook *book, const char *title, const char *text)
{
	struct formats f = {
		.title = plain(book, title, TITLE_PT, LXW_ALIGN_CENTER),
		.left = plain(book, text, TEXT_PT, LXW_ALIGN_LEFT),
		.right = plain(book, text, TEXT_PT, LXW_ALIGN_RIGHT),
		.head = boxed(book, text, LXW_ALIGN_CENTER),
		.text = boxed(book, text, LXW_ALIGN_LEFT),
		.middle = boxed(book, text, LXW_ALIGN_CENTER),
	};
	format_set_bold(f.head);
	return f;
}

static const char *clean(struct draw *d, struct str s)
{
	return xlsx_clean(d->a, s).p;
}

static void write_text(struct draw *d, int row, int col, struct str s, lxw_format *f)
{
	d->failed |= worksheet_write_string(d->sheet, (lxw_row_t)row, (lxw_col_t)col, clean(d, s),
			     f) != LXW_NO_ERROR;
}

struct area {
	int row, col, last_row, last_col;
};

/* Several cells as one; a single one is no merge. */
static void span(struct draw *d, struct area at, struct str s, lxw_format *f)
{
	if (at.row == at.last_row && at.col == at.last_col)
		write_text(d, at.row, at.col, s, f);
	else
		d->failed |= worksheet_merge_range(d->sheet, (lxw_row_t)at.row, (lxw_col_t)at.col,
				     (lxw_row_t)at.last_row, (lxw_col_t)at.last_col, clean(d, s),
				     f) != LXW_NO_ERROR;
}

/* ---- heading and heads ---- */

static void draw_title(struct draw *d)
{
	const struct form *m = d->form;
	int last = m->n_cols - 1, half = m->n_cols / 2;
	worksheet_set_row(d->sheet, TITLE_ROW, 36, NULL);
	worksheet_set_row(d->sheet, LINE_ROW, 20, NULL);
	span(d, (struct area){TITLE_ROW, 0, TITLE_ROW, last}, m->title, d->f.title);
	span(d, (struct area){LINE_ROW, 0, LINE_ROW, half - 1}, m->left, d->f.left);
	span(d, (struct area){LINE_ROW, half, LINE_ROW, last}, m->right, d->f.right);
}

static void draw_heads(struct draw *d)
{
	const struct form *m = d->form;
	for (int c = 0; c < m->n_cols;) {
		const struct form_col *col = &m->cols[c];
		int end = c + 1;
		while (col->group.n && end < m->n_cols && str_eq(m->cols[end].group, col->group))
			end++;
		if (col->group.n)
			span(d, (struct area){GROUP_ROW, c, GROUP_ROW, end - 1}, col->group,
				d->f.head);
		else
			span(d, (struct area){GROUP_ROW, c, HEAD_ROW, c}, col->title, d->f.head);
		for (int k = c; col->group.n && k < end; k++)
			write_text(d, HEAD_ROW, k, m->cols[k].title, d->f.head);
		c = end;
	}
}

static void set_print(struct draw *d)
{
	const struct form *m = d->form;
	for (int c = 0; c < m->n_cols; c++)
		worksheet_set_column(
			d->sheet, (lxw_col_t)c, (lxw_col_t)c, (double)m->cols[c].width * 2, NULL);
	worksheet_set_paper(d->sheet, PAPER_A4);
	worksheet_set_landscape(d->sheet);
	worksheet_fit_to_pages(d->sheet, 1, 0);
	worksheet_repeat_rows(d->sheet, GROUP_ROW, HEAD_ROW);
	worksheet_center_horizontally(d->sheet);
	worksheet_set_margins(d->sheet, 0.5, 0.5, 0.6, 0.6);
	worksheet_set_footer(d->sheet, "&C第 &P 页 共 &N 页");
	worksheet_freeze_panes(d->sheet, FIRST_ROW, 0);
}

/* ---- rows ---- */

static void draw_cell(struct draw *d, int row, int col, struct str s)
{
	const struct form_col *c = &d->form->cols[col];
	int64_t n;
	if (c->number && num_int(s, 0, INT32_MAX, &n))
		d->failed |= worksheet_write_number(d->sheet, (lxw_row_t)row, (lxw_col_t)col,
				     (double)n, d->f.middle) != LXW_NO_ERROR;
	else
		write_text(d, row, col, s, c->number ? d->f.middle : d->f.text);
}

static void draw_form(struct draw *d)
{
	const struct form *m = d->form;
	AN(m->n_cols > 1 && m->n_cols <= FORM_COLS);
	d->sheet = workbook_add_worksheet(d->book, xlsx_sheet_name(d->a, d->book, m->name));
	AN(d->sheet);
	set_print(d);
	draw_title(d);
	draw_heads(d);
	for (int r = 0; r < m->n_rows; r++)
		for (int c = 0; c < m->n_cols; c++)
			draw_cell(d, FIRST_ROW + r, c, m->cells[r * m->n_cols + c]);
	if (m->foot.n)
		span(d,
			(struct area){
				FIRST_ROW + m->n_rows, 0, FIRST_ROW + m->n_rows, m->n_cols - 1},
			m->foot, d->f.left);
}

int form_xlsx(struct arena *a, const struct form *forms, int n, struct str title_font,
	struct str text_font)
{
	int fd = file_temp(NULL);
	if (fd < 0)
		return -1;
	struct draw d = {.a = a, .book = xlsx_book(a, fd, false)};
	AN(d.book);
	d.f = make_formats(d.book, title_font.n ? str_c(a, title_font) : "宋体",
		text_font.n ? str_c(a, text_font) : "宋体");
	for (int i = 0; i < n; i++) {
		d.form = &forms[i];
		draw_form(&d);
	}
	return xlsx_finish(d.book, fd, d.failed);
}
