/* xlsx_style.c — see xlsx_style.h. */
#include "paper/xlsx_style.h"

#include "base/day.h"
#include "base/num.h"
#include "paper/limits.h"

#include <math.h>
#include <stdlib.h>

struct format {
	int id;
	enum xlsx_show show;
};

struct xlsx_styles {
	struct arena *a;
	VEC(struct format) formats; /* the workbook's own */
	VEC(enum xlsx_show) cells;  /* by cell style number */
};

/* ---- format codes ---- */

/* Goes behind a quoted text, an escaped character or a bracket; false where none begins at `i`. */
static bool pass_literal(struct str code, size_t *i)
{
	char c = code.p[*i];
	if (c == '\\' || c == '_' || c == '*') {
		*i += 2;
		return true;
	}
	if (c != '"' && c != '[')
		return false;
	ptrdiff_t end = str_find(code, c == '"' ? S("\"") : S("]"), *i + 1);
	*i = end < 0 ? code.n : (size_t)end + 1;
	return true;
}

enum xlsx_show xlsx_show_of(struct str code)
{
	bool y = false, m = false, d = false, h = false, percent = false;
	if (str_starts(code, S("General")))
		return XLSX_PLAIN;
	for (size_t i = 0; i < code.n && code.p[i] != ';';) {
		if (pass_literal(code, &i))
			continue;
		char c = (char)(code.p[i++] | 0x20); /* letters to lower case */
		y |= c == 'y' || c == 'e';
		m |= c == 'm';
		d |= c == 'd';
		h |= c == 'h' || c == 's';
		percent |= c == ('%' | 0x20);
	}
	if (d || (y && h))
		return XLSX_DAY;
	if (y || (m && !h))
		return XLSX_MONTH;
	if (h)
		return XLSX_TIME;
	return percent ? XLSX_PERCENT : XLSX_PLAIN;
}

/* Formats that every workbook has, those of a Chinese system among them. */
static enum xlsx_show built_in(int id)
{
	if (id == 9 || id == 10)
		return XLSX_PERCENT;
	if (id == 17 || id == 27 || id == 36 || id == 50 || id == 52 || id == 55 || id == 57)
		return XLSX_MONTH;
	if ((id >= 14 && id <= 16) || id == 22 || (id >= 28 && id <= 31) || id == 51 || id == 53 ||
		id == 54 || id == 58)
		return XLSX_DAY;
	if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) || id == 56)
		return XLSX_TIME;
	return XLSX_PLAIN;
}

/* ---- the styles part ---- */

static int int_attr(struct xml *x, const char *name)
{
	int64_t n;
	return num_int(xml_attr(x, name), 0, 100000, &n) ? (int)n : 0;
}

static enum xlsx_show show_of_id(const struct xlsx_styles *s, int id)
{
	for (size_t i = 0; i < s->formats.n; i++)
		if (s->formats.at[i].id == id)
			return s->formats.at[i].show;
	return built_in(id);
}

static void read_cell_styles(struct xlsx_styles *s, struct xml *x)
{
	int depth = xml_depth(x);
	for (enum mark m; (m = xml_next(x)) != MARK_DONE;) {
		if (m == MARK_END && xml_depth(x) == depth)
			return;
		if (m == MARK_START && xml_is(x, "xf") && s->cells.n < LIMIT_CELLS)
			*vec_add(s->a, &s->cells) = show_of_id(s, int_attr(x, "numFmtId"));
	}
}

struct xlsx_styles *xlsx_styles_read(struct draft *d, struct xml *x)
{
	struct xlsx_styles *s = arena_new(d->a, struct xlsx_styles);
	s->a = d->a;
	for (enum mark m; x && (m = xml_next(x)) != MARK_DONE;) {
		if (m != MARK_START)
			continue;
		if (xml_is(x, "numFmt") && s->formats.n < LIMIT_STYLES)
			*vec_add(s->a, &s->formats) = (struct format){
				int_attr(x, "numFmtId"), xlsx_show_of(xml_attr(x, "formatCode"))};
		else if (xml_is(x, "cellXfs"))
			read_cell_styles(s, x);
	}
	return s;
}

enum xlsx_show xlsx_styles_show(const struct xlsx_styles *s, int i)
{
	return i >= 0 && (size_t)i < s->cells.n ? s->cells.at[i] : XLSX_PLAIN;
}

/* ---- numbers ---- */

/* Serial days count from 1899-12-30; before 1900-03-01 from a day later, because the format's
 * makers kept a 29 February 1900 that never was. 1904 calendars start 1462 days later. */
static struct day day_of_serial(double serial, bool from_1904)
{
	int n = (int)floor(serial) + (from_1904 ? 1462 : 0);
	return day_add(day_of(1900, 1, 1), n - (n < 60 ? 1 : 2));
}

static struct str as_day(struct arena *a, double v, enum xlsx_show show, bool from_1904)
{
	enum { LAST = 109575 }; /* 2199-12-31 */
	int minutes = (int)lround((v - floor(v)) * 1440) % 1440;
	if (show == XLSX_TIME || v < 1)
		return str_fmt(a, "%02d:%02d", minutes / 60, minutes % 60);
	if (v > LAST - 1462)
		return STR_NONE;
	char text[DAY_TEXT];
	struct day d = day_of_serial(v, from_1904);
	struct ymd c = day_ymd(d);
	if (show == XLSX_MONTH)
		return str_fmt(a, "%d年%d月", c.y, c.m);
	if (minutes)
		return str_fmt(a, "%s %02d:%02d", day_text(d, text), minutes / 60, minutes % 60);
	return str_fmt(a, "%s", day_text(d, text));
}

struct str xlsx_number(
	struct arena *a, struct str raw, enum xlsx_show show, bool from_1904, enum cell_kind *kind)
{
	char *end, *c = str_c(a, raw);
	double v = strtod(c, &end);
	*kind = CELL_TEXT;
	if (end == c || *end || !isfinite(v))
		return raw;
	if (show == XLSX_PERCENT)
		return str_fmt(a, "%.10g%%", v * 100);
	if (show != XLSX_PLAIN && v >= 0) {
		struct str day = as_day(a, v, show, from_1904);
		*kind = show == XLSX_DAY && v >= 1 ? CELL_DAY : CELL_TEXT;
		if (day.n)
			return day;
	}
	*kind = CELL_NUMBER;
	return str_fmt(a, fabs(v) < 1e15 && v == floor(v) ? "%.0f" : "%.15g", v);
}
