/* xlsx.c — see xlsx.h. libxlsxwriter 1.1.4 writes only to a named file: the name is that of our
 * unnamed temporary file under /proc/self/fd. */
#include "paper/xlsx.h"

#include "base/bug.h"
#include "base/utf8.h"
#include "paper/limits.h"
#include "paper/xlsx_int.h"
#include "sys/file.h"

#include <errno.h>
#include <unistd.h>
#include <xlsxwriter.h>

enum { LAST_ROW = 1048576 - 1, HEADER_HEIGHT = 24, PAPER_A4 = 9, MAX_COLS = LIMIT_COLUMNS };

struct xlsx {
	struct arena *a;
	int fd;
	lxw_workbook *book;
	lxw_worksheet *sheet;
	lxw_format *header, *text, *whole, *number, *day;
	struct str name; /* of the list, without the number of a sheet that goes on */
	struct xlsx_col *cols;
	size_t n_cols;
	uint32_t row;
	uint16_t col;
	bool failed;
};

struct str xlsx_clean(struct arena *a, struct str s)
{
	enum { MOST = 32000 }; /* characters of a cell: the format allows 32767 */
	static const char CUT[] = "……（过长，已截断）";
	struct buf b = buf_in(a, s.n * 3 + sizeof CUT + 1);
	size_t n = 0;
	for (size_t at = 0; at < s.n && n < MOST; n++) {
		uint32_t c = utf8_next(s, &at);
		if (c >= ' ' || c == '\n' || c == '\t')
			utf8_put(&b, c);
	}
	if (n == MOST)
		buf_lit(&b, "……（过长，已截断）");
	buf_ch(&b, 0);
	return str_n(b.p, b.n - 1);
}

/* At most 31 characters, none of []:*?/\ , not empty, unlike the others. */
const char *xlsx_sheet_name(struct arena *a, lxw_workbook *book, struct str name)
{
	enum { MOST = 31, NUMBER = 5 };
	char *base = str_c(a, utf8_first(xlsx_clean(a, str_trim(name)), MOST));
	for (char *p = base; *p; p++)
		if (strchr("[]:*?/\\'\n\t", *p))
			*p = ' ';
	if (*base == 0)
		base = arena_fmt(a, "Sheet");
	const char *out = base;
	for (int i = 2; workbook_get_worksheet_by_name(book, out) && i < 1000; i++) {
		struct str stem = utf8_first(str_of(base), MOST - NUMBER);
		out = arena_fmt(a, "%.*s(%d)", STR_ARG(stem), i);
	}
	return out;
}

lxw_format *xlsx_format(lxw_workbook *book)
{
	lxw_format *f = workbook_add_format(book);
	format_set_font_name(f, "宋体");
	format_set_font_size(f, 11);
	format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
	format_set_text_wrap(f);
	format_set_border(f, LXW_BORDER_THIN);
	format_set_border_color(f, 0xBFBFBF);
	return f;
}

static void make_formats(struct xlsx *x)
{
	x->text = xlsx_format(x->book);
	x->whole = xlsx_format(x->book);
	format_set_num_format(x->whole, "0");
	x->number = xlsx_format(x->book);
	format_set_num_format(x->number, "0.##");
	x->day = xlsx_format(x->book);
	format_set_num_format(x->day, "yyyy-mm-dd");
	format_set_align(x->day, LXW_ALIGN_CENTER);
	x->header = xlsx_format(x->book);
	format_set_bold(x->header);
	format_set_bg_color(x->header, 0xE7EDF5);
	format_set_align(x->header, LXW_ALIGN_CENTER);
}

lxw_workbook *xlsx_book(struct arena *a, int fd, bool constant_memory)
{
	lxw_workbook_options opts = {.constant_memory = constant_memory};
	return workbook_new_opt(arena_fmt(a, "/proc/self/fd/%d", fd), &opts);
}

struct xlsx *xlsx_open(struct arena *a)
{
	int fd = file_temp(NULL);
	if (fd < 0)
		return NULL;
	struct xlsx *x = arena_new(a, struct xlsx);
	x->a = a;
	x->fd = fd;
	x->book = xlsx_book(a, fd, true);
	AN(x->book);
	make_formats(x);
	return x;
}

/* ---- sheets ---- */

static double width_of(const struct xlsx_col *c)
{
	size_t chars = c->width > 0 ? (size_t)c->width : utf8_count(c->title) + 2;
	return chars < 4 ? 8 : chars > 100 ? 200 : (double)chars * 2;
}

static void print_setup(lxw_worksheet *s)
{
	worksheet_set_paper(s, PAPER_A4);
	worksheet_set_landscape(s);
	worksheet_fit_to_pages(s, 1, 0);
	worksheet_repeat_rows(s, 0, 0);
	worksheet_set_footer(s, "&C第 &P 页 共 &N 页");
	worksheet_set_margins(s, 0.5, 0.5, 0.6, 0.6);
	worksheet_freeze_panes(s, 1, 0);
}

/* The filter has to name the list's last row, known only at its end. */
static void end_sheet(struct xlsx *x)
{
	if (x->sheet && x->n_cols)
		worksheet_autofilter(
			x->sheet, 0, 0, x->row > 1 ? x->row - 1 : 1, (lxw_col_t)(x->n_cols - 1));
}

static void begin_sheet(struct xlsx *x)
{
	end_sheet(x);
	x->sheet = workbook_add_worksheet(x->book, xlsx_sheet_name(x->a, x->book, x->name));
	AN(x->sheet);
	print_setup(x->sheet);
	worksheet_set_row(x->sheet, 0, HEADER_HEIGHT, NULL);
	for (size_t i = 0; i < x->n_cols; i++) {
		lxw_col_t c = (lxw_col_t)i;
		worksheet_set_column(x->sheet, c, c, width_of(&x->cols[i]), NULL);
		worksheet_write_string(x->sheet, 0, c, str_c(x->a, x->cols[i].title), x->header);
	}
	x->row = 1;
	x->col = 0;
}

void xlsx_sheet(struct xlsx *x, struct str name, const struct xlsx_col *cols, size_t n)
{
	AN(n <= MAX_COLS);
	x->cols = arena_array(x->a, n, sizeof *x->cols);
	for (size_t i = 0; i < n; i++)
		x->cols[i] = (struct xlsx_col){xlsx_clean(x->a, cols[i].title), cols[i].width};
	x->n_cols = n;
	x->name = str_dup(x->a, name);
	begin_sheet(x);
}

/* ---- cells ---- */

static void check(struct xlsx *x, lxw_error err)
{
	AN(x->col < MAX_COLS);
	x->failed |= err != LXW_NO_ERROR;
	x->col++;
}

void xlsx_none(struct xlsx *x)
{
	check(x, worksheet_write_blank(x->sheet, x->row, x->col, x->text));
}

/* The list may be endless, so the arena must not grow with it: short text goes over the stack. */
void xlsx_text(struct xlsx *x, struct str s)
{
	enum { SHORT = 2048 };
	char tmp[SHORT + 1];
	bool plain = s.n <= SHORT && utf8_is_valid(s);
	for (size_t i = 0; plain && i < s.n; i++)
		plain = (unsigned char)s.p[i] >= ' ' || s.p[i] == '\n' || s.p[i] == '\t';
	if (s.n == 0) {
		xlsx_none(x);
		return;
	}
	if (plain) {
		memcpy(tmp, s.p, s.n);
		tmp[s.n] = 0;
		check(x, worksheet_write_string(x->sheet, x->row, x->col, tmp, x->text));
		return;
	}
	struct arena *own = arena_open((size_t)1 << 30);
	struct str clean = xlsx_clean(own, s);
	check(x, worksheet_write_string(x->sheet, x->row, x->col, clean.p, x->text));
	arena_close(own);
}

void xlsx_int(struct xlsx *x, int64_t n)
{
	check(x, worksheet_write_number(x->sheet, x->row, x->col, (double)n, x->whole));
}

void xlsx_num(struct xlsx *x, double n)
{
	check(x, worksheet_write_number(x->sheet, x->row, x->col, n, x->number));
}

void xlsx_day(struct xlsx *x, struct day d)
{
	if (!day_is_set(d)) {
		xlsx_none(x);
		return;
	}
	double serial = (double)d.n + XLSX_EPOCH;
	check(x, worksheet_write_number(x->sheet, x->row, x->col, serial, x->day));
}

void xlsx_row(struct xlsx *x)
{
	while (x->col < x->n_cols)
		xlsx_none(x);
	x->col = 0;
	if (x->row++ == LAST_ROW)
		begin_sheet(x);
}

/* ---- the end ---- */

/* The library tells what it could not do, but not why: the name under /proc it could not open, its
 * own temporary files or the result it could not write to the end. */
static int errno_of(lxw_error err)
{
	switch ((int)err) {
	case LXW_ERROR_CREATING_XLSX_FILE:
		return ENOSYS;
	case LXW_ERROR_CREATING_TMPFILE:
	case LXW_ERROR_READING_TMPFILE:
	case LXW_ERROR_ZIP_FILE_OPERATION:
	case LXW_ERROR_ZIP_FILE_ADD:
	case LXW_ERROR_ZIP_CLOSE:
		return ENOSPC;
	default:
		return EIO;
	}
}

int xlsx_finish(lxw_workbook *book, int fd, bool failed)
{
	lxw_error err = workbook_close(book);
	if (!failed && err == LXW_NO_ERROR && lseek(fd, 0, SEEK_SET) == 0)
		return fd;
	close(fd);
	errno = errno_of(err);
	return -1;
}

int xlsx_close(struct xlsx *x)
{
	AN(x->sheet);
	end_sheet(x);
	return xlsx_finish(x->book, x->fd, x->failed);
}

void xlsx_drop(struct xlsx *x)
{
	lxw_workbook_free(x->book);
	close(x->fd);
}
