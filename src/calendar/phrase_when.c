/* phrase_when.c — see phrase_when.h.
 *
 *	when    := [year] (month | quarter | half) | year edge | edge-of-year | dotted | event
 *	month   := N月 [份] [底 | 末 | 初 | 中 | 上旬 | 中旬 | 下旬 | 内 | N日]
 *	quarter := [第] N季度 [末 | 底 | 内]      half := (上 | 下)半年 [末 | 底 | 内]
 *	dotted  := 2023.09 | 2023-11-30 | 2023/11/30
 */
#include "calendar/phrase_when.h"
#include "base/bug.h"
#include "base/day.h"
#include "base/scan.h"

enum { FIRST_YEAR = 1990, LAST_YEAR = 2150 };

int when_month_length(int y, int m)
{
	return y ? day_month_length(y, m) : day_month_length(2023, m);
}

bool when_before(struct when_day a, struct when_day b)
{
	if (a.y && b.y && a.y != b.y)
		return a.y < b.y;
	return a.m != b.m ? a.m < b.m : a.d < b.d;
}

bool when_blank(struct str t, size_t *i)
{
	static const struct str marks[] = {
		SCAN_W("X"),
		SCAN_W("x"),
		SCAN_W("×"),
		SCAN_W("✕"),
		SCAN_W("╳"),
		SCAN_W("_"),
		SCAN_W("□"),
		SCAN_W("某"),
		SCAN_W("*"),
		SCAN_W("Ⅹ"),
	};
	enum { MOST = 6 };
	size_t e = *i;
	int n = 0;
	while (n < MOST && scan_any(t, &e, marks, NELEM(marks)) >= 0)
		n++;
	if (n == 0)
		return false;
	*i = e;
	return true;
}

/* A number or a placeholder (-1); blanks may stand around it. */
static bool number_or_blank(struct str t, size_t *i, int *out)
{
	size_t e = *i;
	int64_t n;
	scan_blank(t, &e);
	if (when_blank(t, &e)) {
		*out = -1;
	} else if (scan_num(t, &e, &n) && n <= LAST_YEAR) {
		*out = (int)n;
	} else {
		return false;
	}
	scan_blank(t, &e);
	*i = e;
	return true;
}

/* 26年6月底: two figures are a year where a month follows. */
static bool is_short_year(struct str t, size_t behind, int y)
{
	int m;
	return y >= 20 && y < 50 && number_or_blank(t, &behind, &m) && m >= 1 && m <= 12 &&
	       str_starts(str_from(t, behind), S("月"));
}

/* 2023年, 二〇二三年, 20XX年, 今年, 明年. `shift` counts from the base year. */
static bool year_read(struct str t, size_t *i, struct when_base base, struct when *w)
{
	static const struct {
		struct str word;
		int shift;
	} near[] = {
		{SCAN_W("今年"), 0},
		{SCAN_W("本年度"), 0},
		{SCAN_W("本年"), 0},
		{SCAN_W("当年"), 0},
		{SCAN_W("明年"), 1},
		{SCAN_W("次年"), 1},
		{SCAN_W("翌年"), 1},
		{SCAN_W("来年"), 1},
	};
	size_t e = *i;
	for (size_t k = 0; k < NELEM(near); k++) {
		if (!scan_eat(t, &e, near[k].word))
			continue;
		w->lo.y = w->hi.y = base.year ? base.year + near[k].shift : 0;
		*i = e;
		return true;
	}
	int y;
	if (scan_eat(t, &e, S("20")) && when_blank(t, &e)) {
		scan_eat(t, &e, S("年"));
		y = -1;
	} else {
		e = *i;
		if (!number_or_blank(t, &e, &y) || !scan_eat(t, &e, S("年")))
			return false;
		if (y != -1 && is_short_year(t, e, y))
			y += 2000;
		if (y != -1 && (y < FIRST_YEAR || y > LAST_YEAR))
			return false;
	}
	scan_eat(t, &e, S("度"));
	w->year_given = true;
	w->blank = y == -1;
	w->lo.y = w->hi.y = y == -1 ? 0 : y;
	*i = e;
	return true;
}

static void cover(struct when *w, int m1, int d1, int m2, int d2)
{
	w->lo.m = m1;
	w->lo.d = d1;
	w->hi.m = m2;
	w->hi.d = d2;
}

static void cover_month(struct when *w, int m)
{
	w->month_given = true;
	w->grain = WHEN_MONTH;
	if (m == -1) {
		w->blank = true;
		m = 12;
	} else if (m < 1 || m > 12) {
		w->impossible = true;
		m = 12;
	}
	cover(w, m, 1, m, when_month_length(w->hi.y, m));
}

/* The part of a month named after N月. */
static bool month_part(struct str t, size_t *i, struct when *w)
{
	static const struct {
		struct str word;
		int d1, d2; /* 0: the month's last day */
	} part[] = {
		{SCAN_W("中下旬"), 11, 0},
		{SCAN_W("上中旬"), 1, 20},
		{SCAN_W("上旬"), 1, 10},
		{SCAN_W("中旬"), 11, 20},
		{SCAN_W("下旬"), 21, 0},
		{SCAN_W("月底"), 0, 0},
		{SCAN_W("底"), 0, 0},
		{SCAN_W("末"), 0, 0},
		{SCAN_W("初"), 1, 10},
		{SCAN_W("中"), 11, 20},
		{SCAN_W("内"), 1, 0},
	};
	int m = w->hi.m, last = w->hi.d;
	for (size_t k = 0; k < NELEM(part); k++) {
		size_t e = *i;
		if (!scan_eat(t, &e, part[k].word))
			continue;
		cover(w, m, part[k].d1 ? part[k].d1 : last, m, part[k].d2 ? part[k].d2 : last);
		w->grain = part[k].d1 && part[k].d2 ? WHEN_XUN : WHEN_MONTH;
		w->edged = true;
		w->vague = w->grain == WHEN_XUN;
		*i = e;
		return true;
	}
	return false;
}

static void set_day(struct when *w, int d)
{
	int m = w->hi.m, last = when_month_length(w->hi.y, m);
	w->grain = WHEN_DAY;
	if (d == -1) {
		w->blank = true;
		d = last;
	} else if (d < 1 || d > last) {
		/* 2月29日 without a year is left to the year. */
		w->impossible = w->impossible || !(m == 2 && d == 29 && !w->hi.y);
		d = last;
	}
	cover(w, m, d, m, d);
}

/* N月 and what follows it. */
static bool month_read(struct str t, size_t *i, struct when *w)
{
	size_t e = *i;
	int m, d;
	if (!number_or_blank(t, &e, &m) || !scan_eat(t, &e, S("月")))
		return false;
	cover_month(w, m);
	size_t part = e; /* 6 月 底: behind the blank */
	scan_blank(t, &part);
	if (scan_eat(t, &part, S("份"))) {
		w->edged = true;
		e = part;
	}
	if (month_part(t, &part, w)) {
		e = part;
	} else if (number_or_blank(t, &part, &d) &&
		   (scan_eat(t, &part, S("日")) || scan_eat(t, &part, S("号")))) {
		set_day(w, d);
		e = part;
	}
	*i = e;
	return true;
}

static void edge(struct str t, size_t *i, struct when *w)
{
	static const struct str edges[] = {
		SCAN_W("末"), SCAN_W("底"), SCAN_W("之内"), SCAN_W("内")};
	int k = scan_any(t, i, edges, NELEM(edges));
	if (k < 0)
		return;
	w->edged = true;
	if (k < 2)
		w->lo = w->hi;
}

/* 一季度, 第2季度, 四季度末; 前三季度 ends with the third. */
static bool quarter_read(struct str t, size_t *i, struct when *w)
{
	size_t e = *i;
	int q;
	bool first = scan_eat(t, &e, S("前"));
	scan_eat(t, &e, S("第"));
	if (!number_or_blank(t, &e, &q) || !scan_eat(t, &e, S("季")))
		return false;
	scan_eat(t, &e, S("度"));
	if (q == 0 || q > 4)
		return false;
	w->grain = WHEN_QUARTER;
	if (q == -1) {
		w->blank = true;
		q = 4;
	}
	cover(w, first ? 1 : q * 3 - 2, 1, q * 3, when_month_length(w->hi.y, q * 3));
	edge(t, &e, w);
	*i = e;
	return true;
}

static bool half_read(struct str t, size_t *i, struct when *w)
{
	static const struct str half[] = {SCAN_W("上半年"), SCAN_W("下半年")};
	int k = scan_any(t, i, half, NELEM(half));
	if (k < 0)
		return false;
	w->grain = WHEN_HALF;
	cover(w, k * 6 + 1, 1, k * 6 + 6, k ? 31 : 30);
	edge(t, i, w);
	return true;
}

/* 年底 without a year before it, 底 after one; 年中 is the middle. */
static bool year_edge_read(struct str t, size_t *i, bool after_year, struct when *w)
{
	static const struct str whole[] = {
		SCAN_W("年底"),
		SCAN_W("年末"),
		SCAN_W("年终"),
		SCAN_W("年内"),
		SCAN_W("年度内"),
		SCAN_W("年中"),
		SCAN_W("全年"),
	};
	static const struct str part[] = {
		SCAN_W("底"),
		SCAN_W("末"),
		SCAN_W("终"),
		SCAN_W("之内"),
		SCAN_W("内"),
		SCAN_W("中"),
		SCAN_W("全年"),
	};
	enum { AT_END = 3, MIDDLE = 5 };
	int k = scan_any(t, i, whole, NELEM(whole));
	if (k < 0 && after_year)
		k = scan_any(t, i, part, NELEM(part));
	if (k < 0)
		return false;
	w->grain = WHEN_YEAR;
	w->edged = true;
	if (k == MIDDLE)
		cover(w, 6, 30, 6, 30);
	else if (k < AT_END)
		cover(w, 12, 31, 12, 31);
	else
		cover(w, 1, 1, 12, 31);
	return true;
}

static void set_date(struct when *w, int y, int m, int d)
{
	w->year_given = true;
	w->lo.y = w->hi.y = y;
	cover_month(w, m);
	set_day(w, d);
}

/* 20261130, as tables write it */
static bool run_together_read(struct str t, size_t *i, struct when *w)
{
	enum { DIGITS = 8 };
	size_t e = *i;
	int64_t n;
	if (!scan_num(t, &e, &n) || e - *i != DIGITS)
		return false;
	int y = (int)(n / 10000), m = (int)(n / 100 % 100), d = (int)(n % 100);
	if (y < FIRST_YEAR || y > LAST_YEAR || m < 1 || m > 12 || d < 1 ||
		d > when_month_length(y, m))
		return false;
	set_date(w, y, m, d);
	*i = e;
	return true;
}

/* 2023.09, 2023-11-30, 2023/1/5; not 2023.5% and not 2023-2025. */
static bool dotted_read(struct str t, size_t *i, struct when *w)
{
	size_t e = *i;
	int64_t y, m, d;
	if (!scan_num(t, &e, &y) || e - *i != 4 || y < FIRST_YEAR || y > LAST_YEAR || e >= t.n)
		return false;
	char sep = t.p[e];
	if (sep != '.' && sep != '-' && sep != '/')
		return false;
	size_t f = ++e;
	if (!scan_num(t, &e, &m) || e - f > 2 || m < 1 || m > 12 || t.p[f] > '9')
		return false;
	w->year_given = true;
	w->lo.y = w->hi.y = (int)y;
	cover_month(w, (int)m);
	w->edged = true;
	f = e;
	if (f < t.n && t.p[f] == sep) {
		size_t g = ++f;
		if (scan_num(t, &f, &d) && f - g <= 2 && t.p[g] <= '9') {
			set_day(w, (int)d);
			e = f;
		}
	}
	if (scan_at(t, e) == '%')
		return false;
	scan_eat(t, &e, w->grain == WHEN_DAY ? S("日") : S("月"));
	*i = e;
	return true;
}

/* Moments that only the office can date. */
static bool event_read(struct str t, size_t *i, struct when *w)
{
	static const struct str events[] = {
		SCAN_W("春节"),
		SCAN_W("元旦"),
		SCAN_W("清明"),
		SCAN_W("五一"),
		SCAN_W("“五一”"),
		SCAN_W("端午"),
		SCAN_W("中秋"),
		SCAN_W("国庆"),
		SCAN_W("“十一”"),
		SCAN_W("主汛期"),
		SCAN_W("入汛"),
		SCAN_W("汛期"),
		SCAN_W("雨季"),
		SCAN_W("防火期"),
		SCAN_W("全国两会"),
		SCAN_W("两会"),
		SCAN_W("党的二十大"),
		SCAN_W("春季学期"),
		SCAN_W("秋季学期"),
		SCAN_W("新学期"),
		SCAN_W("春季开学"),
		SCAN_W("秋季开学"),
		SCAN_W("寒假"),
		SCAN_W("暑假"),
		SCAN_W("开学"),
		SCAN_W("高考"),
		SCAN_W("中考"),
		SCAN_W("春耕"),
		SCAN_W("入冬"),
		SCAN_W("供暖季"),
	};
	if (scan_any(t, i, events, NELEM(events)) < 0)
		return false;
	static const struct str tails[] = {SCAN_W("假期"), SCAN_W("节"), SCAN_W("来临"),
		SCAN_W("到来"), SCAN_W("开学"), SCAN_W("结束")};
	while (scan_any(t, i, tails, NELEM(tails)) >= 0)
		continue;
	w->grain = WHEN_EVENT;
	return true;
}

/* 15日 or 中旬 where a month is already known (6月1日至15日). */
static bool bare_day_read(struct str t, size_t *i, int month, struct when *w)
{
	size_t e = *i;
	int d;
	if (!month)
		return false;
	cover_month(w, month);
	if (!month_part(t, &e, w)) {
		if (!number_or_blank(t, &e, &d) || !scan_eat(t, &e, S("日")))
			return false;
		set_day(w, d);
	}
	w->month_given = false;
	*i = e;
	return true;
}

bool when_read(struct str t, size_t *i, struct when_base base, struct when *out)
{
	size_t e = *i;
	struct when w = {.lo = {.y = base.year}, .hi = {.y = base.year}};
	if (dotted_read(t, &e, &w) || run_together_read(t, &e, &w))
		goto found;
	e = *i;
	w = (struct when){.lo = {.y = base.year}, .hi = {.y = base.year}};
	bool year = year_read(t, &e, base, &w);
	size_t behind = e;
	scan_blank(t, &behind);
	if (month_read(t, &e, &w) || quarter_read(t, &e, &w) || half_read(t, &e, &w) ||
		year_edge_read(t, &e, year, &w) || (year && year_edge_read(t, &behind, true, &w))) {
		e = behind > e ? behind : e;
		goto found;
	}
	if (year && !event_read(t, &e, &w)) {
		w.grain = WHEN_YEAR;
		cover(&w, 1, 1, 12, 31);
		goto found;
	}
	if (!year && !bare_day_read(t, &e, base.month, &w) && !event_read(t, &e, &w))
		return false;
found:
	*i = e;
	*out = w;
	return true;
}
