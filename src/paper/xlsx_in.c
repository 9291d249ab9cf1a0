/* xlsx_in.c — see xlsx_in.h. */
#include "paper/xlsx_in.h"

#include "base/num.h"
#include "paper/limits.h"
#include "paper/xlsx_style.h"

#include <stdlib.h>

struct reader {
	struct draft *d;
	struct xlsx_styles *styles;
	VEC(struct str) strings;
	bool from_1904;
	size_t n_cells; /* of all sheets */
};

struct sheet_reader {
	struct reader *r;
	struct xml *x;
	struct sheet *out;
	VEC(struct cell) cells;
	VEC(struct merge) merges;
	VEC(struct width) widths;
	int64_t row, col; /* of the cell being read, from 0 */
};

/* The next event below the element at `depth`; MARK_DONE behind its end. */
static enum mark below(struct xml *x, int depth)
{
	enum mark m = xml_next(x);
	return m == MARK_END && xml_depth(x) == depth ? MARK_DONE : m;
}

/* The text of all <t> below this element, without phonetic readings. */
static struct str read_rich_text(struct draft *d, struct xml *x)
{
	struct buf b = buf_in(d->a, LIMIT_TEXT);
	int depth = xml_depth(x);
	bool in_t = false;
	for (enum mark m; (m = below(x, depth)) != MARK_DONE;) {
		if (m == MARK_START && xml_is(x, "rPh"))
			xml_skip(x);
		else if (m == MARK_START)
			in_t = xml_is(x, "t");
		else if (m == MARK_END)
			in_t = false;
		else if (in_t)
			buf_str(&b, xml_text(x));
	}
	return buf_view(&b);
}

static void read_strings(struct reader *r, struct xml *x)
{
	for (enum mark m; x && (m = xml_next(x)) != MARK_DONE;)
		if (m == MARK_START && xml_is(x, "si") && r->strings.n < LIMIT_CELLS)
			*vec_add(r->d->a, &r->strings) = read_rich_text(r->d, x);
}

/* ---- a sheet ---- */

/* "AB12" → row 11, column 27. False where it is no reference. */
static bool parse_ref(struct str s, int64_t *row, int64_t *col)
{
	size_t i = 0;
	int64_t c = 0;
	for (; i < s.n && s.p[i] >= 'A' && s.p[i] <= 'Z' && i < 3; i++)
		c = c * 26 + (s.p[i] - 'A' + 1);
	if (i == 0 || !num_int(str_from(s, i), 1, 1048576, row))
		return false;
	--*row;
	*col = c - 1;
	return true;
}

static void add_cell(struct sheet_reader *s, struct str text, enum cell_kind kind)
{
	struct draft *d = s->r->d;
	if (str_trim(text).n == 0 || d->error.n)
		return;
	if (s->row >= LIMIT_ROWS || s->col >= LIMIT_COLUMNS || ++s->r->n_cells > LIMIT_CELLS) {
		draft_fail(d, S("表格太大（超过 5 万行、256 列或 60 万格），读取已停止。"
				"请删去无关的行列或拆成几份再导入。"));
		return;
	}
	struct cell *last = s->cells.n ? &s->cells.at[s->cells.n - 1] : NULL;
	if (last && (last->row > s->row || (last->row == s->row && last->col >= s->col))) {
		draft_fail(d, S("表格的行列次序混乱，文件可能已损坏。"
				"请用 WPS 或 Excel 打开，另存为新文件再导入。"));
		return;
	}
	*vec_add(d->a, &s->cells) = (struct cell){(uint32_t)s->row, (uint32_t)s->col, kind, text};
}

static struct str shared_string(struct sheet_reader *s, struct str index)
{
	int64_t i;
	if (num_int(str_trim(index), 0, LIMIT_CELLS, &i) && (size_t)i < s->r->strings.n)
		return s->r->strings.at[i];
	return STR_NONE;
}

static struct str cell_text(
	struct sheet_reader *s, struct str type, struct str raw, int style, enum cell_kind *kind)
{
	*kind = CELL_TEXT;
	if (str_eq(type, S("s")))
		return shared_string(s, raw);
	if (str_eq(type, S("b")))
		return str_eq(raw, S("1")) ? S("是") : S("否");
	if (str_eq(type, S("e")))
		draft_note(s->r->d, S("表格里有公式出错的单元格（如 #REF!），按原样读入。"));
	if (type.n && !str_eq(type, S("n")))
		return raw;
	return xlsx_number(
		s->r->d->a, raw, xlsx_styles_show(s->r->styles, style), s->r->from_1904, kind);
}

static void read_cell(struct sheet_reader *s)
{
	int depth = xml_depth(s->x);
	int64_t style = 0, row, col;
	struct str type = xml_attr(s->x, "t"), raw = STR_NONE;
	num_int(xml_attr(s->x, "s"), 0, LIMIT_CELLS, &style);
	if (parse_ref(xml_attr(s->x, "r"), &row, &col)) {
		s->row = row;
		s->col = col;
	}
	bool in_v = false;
	for (enum mark m; (m = below(s->x, depth)) != MARK_DONE;) {
		if (m == MARK_START && xml_is(s->x, "is"))
			raw = read_rich_text(s->r->d, s->x);
		else if (m == MARK_START)
			in_v = xml_is(s->x, "v");
		else if (m == MARK_END)
			in_v = false;
		else if (in_v)
			raw = str_cat(s->r->d->a, raw, xml_text(s->x));
	}
	enum cell_kind kind;
	if (raw.n) {
		struct str text = cell_text(s, type, raw, (int)style, &kind);
		add_cell(s, text, kind);
	}
	s->col++;
}

static void start_row(struct sheet_reader *s)
{
	int64_t n;
	s->row = num_int(xml_attr(s->x, "r"), 1, 1048576, &n) ? n - 1 : s->row + 1;
	s->col = 0;
	if (str_eq(xml_attr(s->x, "hidden"), S("1")))
		draft_note(s->r->d, S("表格里有隐藏的行（可能是筛选所致），也已读入。"));
}

static void read_merge(struct sheet_reader *s)
{
	struct str ref = xml_attr(s->x, "ref"), first = str_cut(&ref, S(":"));
	int64_t row, col, last_row, last_col;
	if (!parse_ref(first, &row, &col) || !parse_ref(ref, &last_row, &last_col))
		return;
	bool fits = row <= last_row && col <= last_col && row < LIMIT_ROWS && col < LIMIT_COLUMNS;
	if (!fits || s->merges.n >= LIMIT_MERGES)
		return;
	*vec_add(s->r->d->a, &s->merges) = (struct merge){(uint32_t)row, (uint32_t)col,
		(uint32_t)(last_row < LIMIT_ROWS ? last_row : LIMIT_ROWS - 1),
		(uint32_t)(last_col < LIMIT_COLUMNS ? last_col : LIMIT_COLUMNS - 1)};
}

static void read_width(struct sheet_reader *s)
{
	int64_t from, to;
	double w = strtod(str_c(s->r->d->a, xml_attr(s->x, "width")), NULL);
	if (!num_int(xml_attr(s->x, "min"), 1, 16384, &from) ||
		!num_int(xml_attr(s->x, "max"), 1, 16384, &to) || !(w > 0 && w <= 255))
		return;
	for (int64_t c = from; c <= to && c <= LIMIT_COLUMNS && s->widths.n < LIMIT_COLUMNS; c++)
		*vec_add(s->r->d->a, &s->widths) = (struct width){
			(uint32_t)(c - 1), (uint32_t)(w * 100)};
}

static bool read_sheet(struct reader *r, struct xml *x, struct sheet *out)
{
	struct sheet_reader s = {.r = r, .x = x, .out = out, .row = -1};
	for (enum mark m; x && (m = xml_next(x)) != MARK_DONE;) {
		if (m != MARK_START)
			continue;
		if (xml_is(x, "row"))
			start_row(&s);
		else if (xml_is(x, "c"))
			read_cell(&s);
		else if (xml_is(x, "mergeCell"))
			read_merge(&s);
		else if (xml_is(x, "col"))
			read_width(&s);
	}
	out->cells = s.cells.at;
	out->n_cells = (uint32_t)s.cells.n;
	out->merges = s.merges.at;
	out->n_merges = (uint32_t)s.merges.n;
	out->widths = s.widths.at;
	out->n_widths = (uint32_t)s.widths.n;
	return r->d->error.n == 0;
}

/* ---- the workbook ---- */

struct entry {
	struct str name, id;
	bool hidden;
};

struct workbook {
	VEC(struct entry) sheets;
	bool from_1904;
};

static bool read_workbook(struct draft *d, struct xml *x, struct workbook *w)
{
	for (enum mark m; x && (m = xml_next(x)) != MARK_DONE;) {
		if (m != MARK_START)
			continue;
		if (xml_is(x, "workbookPr"))
			w->from_1904 = str_eq(xml_attr(x, "date1904"), S("1")) ||
				       str_eq(xml_attr(x, "date1904"), S("true"));
		if (!xml_is(x, "sheet"))
			continue;
		if (w->sheets.n >= LIMIT_SHEETS)
			return draft_fail(d, S("工作表超过 64 张，读取已停止。请拆成几份再导入。"));
		struct str state = xml_attr(x, "state");
		*vec_add(d->a, &w->sheets) = (struct entry){xml_attr(x, "name"), xml_attr(x, "id"),
			state.n && !str_eq(state, S("visible"))};
	}
	return d->error.n == 0;
}

static void open_parts(struct reader *r, struct pkg *p, const char *part)
{
	const char *styles = pkg_target(p, part, S("/styles"), STR_NONE);
	const char *strings = pkg_target(p, part, S("/sharedStrings"), STR_NONE);
	struct xml *x = styles ? pkg_xml(p, styles, false) : NULL;
	r->styles = xlsx_styles_read(r->d, x);
	xml_close(x);
	x = strings ? pkg_xml(p, strings, false) : NULL;
	read_strings(r, x);
	xml_close(x);
}

bool xlsx_read(struct draft *d, struct pkg *p, const char *part, struct book *out)
{
	struct workbook w = {0};
	struct xml *x = pkg_xml(p, part, true);
	bool ok = x && read_workbook(d, x, &w);
	struct reader r = {.d = d, .from_1904 = w.from_1904};
	xml_close(x);
	if (!ok)
		return false;
	open_parts(&r, p, part);
	out->sheets = arena_array(d->a, w.sheets.n, sizeof *out->sheets);
	for (size_t i = 0; i < w.sheets.n; i++) {
		const struct entry *e = &w.sheets.at[i];
		const char *target = pkg_target(p, part, STR_NONE, e->id);
		struct sheet *s = &out->sheets[out->n_sheets];
		if (target == NULL || str_has(str_of(target), S("chartsheets/")))
			continue;
		s->name = e->name;
		s->hidden = e->hidden;
		x = pkg_xml(p, target, true);
		ok = read_sheet(&r, x, s);
		xml_close(x);
		if (!ok)
			return false;
		out->n_sheets++;
	}
	return true;
}

bool xlsx_read_xml(
	struct draft *d, struct str sheet, struct str strings, struct str styles, struct sheet *out)
{
	struct reader r = {.d = d};
	struct xml *x = styles.n ? xml_of(d, styles) : NULL;
	r.styles = xlsx_styles_read(d, x);
	xml_close(x);
	x = strings.n ? xml_of(d, strings) : NULL;
	read_strings(&r, x);
	xml_close(x);
	x = xml_of(d, sheet);
	bool ok = read_sheet(&r, x, out);
	xml_close(x);
	return ok;
}
