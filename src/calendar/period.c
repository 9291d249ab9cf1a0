/* period.c — see period.h. */
#include "calendar/period.h"
#include "base/bug.h"
#include "base/num.h"

static struct period days(int y, int m, int first, int last)
{
	return (struct period){day_of(y, m, first), day_of(y, m, last)};
}

/* The `n` months that hold the day, counted from January. */
static struct period months(struct day d, int n)
{
	struct ymd c = day_ymd(d);
	int first = (c.m - 1) / n * n + 1, last = first + n - 1;
	return (struct period){day_of(c.y, first, 1), day_month_end(day_of(c.y, last, 1))};
}

static struct period weeks(struct day d, int n, struct day anchor)
{
	int monday = d.n - (day_weekday(d) - 1), behind = 0;
	if (n > 1) {
		int first = anchor.n - (day_weekday(anchor) - 1);
		behind = ((monday - first) / 7 % n + n) % n;
	}
	struct day from = {monday - behind * 7};
	return (struct period){from, day_add(from, n * 7 - 1)};
}

/* Pairs of years from the anchor's on. */
static struct period two_years(struct day d, struct day anchor)
{
	int y = day_ymd(d).y, behind = ((y - day_ymd(anchor).y) % 2 + 2) % 2;
	return (struct period){day_of(y - behind, 1, 1), day_of(y - behind + 1, 12, 31)};
}

static struct period ten_days(struct day d)
{
	struct ymd c = day_ymd(d);
	if (c.d > 20)
		return days(c.y, c.m, 21, day_month_length(c.y, c.m));
	return c.d > 10 ? days(c.y, c.m, 11, 20) : days(c.y, c.m, 1, 10);
}

static struct period half_month(struct day d)
{
	struct ymd c = day_ymd(d);
	return c.d > 15 ? days(c.y, c.m, 16, day_month_length(c.y, c.m)) : days(c.y, c.m, 1, 15);
}

struct period period_of(enum rule_every e, struct day d, struct day anchor)
{
	switch (e) {
	case EVERY_DAY:
	case EVERY_WORKDAY:
		return (struct period){d, d};
	case EVERY_WEEK:
		return weeks(d, 1, anchor);
	case EVERY_TWO_WEEK:
		return weeks(d, 2, anchor);
	case EVERY_TEN_DAY:
		return ten_days(d);
	case EVERY_HALF_MONTH:
		return half_month(d);
	case EVERY_MONTH:
		return months(d, 1);
	case EVERY_TWO_MONTH:
		return months(d, 2);
	case EVERY_QUARTER:
		return months(d, 3);
	case EVERY_HALF_YEAR:
		return months(d, 6);
	case EVERY_YEAR:
		return months(d, 12);
	case EVERY_TWO_YEAR:
		return two_years(d, anchor);
	case EVERY_CAMPAIGN:
	case EVERY_NONE:
	case EVERY_END:
		break;
	}
	BUG("no calendar period");
}

/* The ISO week is the week of its Thursday. */
static struct str week_label(struct arena *a, struct day monday)
{
	struct day thursday = day_add(monday, 3);
	int y = day_ymd(thursday).y;
	return str_fmt(a, "%d年第%d周", y, day_diff(day_of(y, 1, 1), thursday) / 7 + 1);
}

struct str period_label(struct arena *a, enum rule_every e, struct period p)
{
	struct ymd f = day_ymd(p.from), u = day_ymd(p.until);
	switch (e) {
	case EVERY_DAY:
	case EVERY_WORKDAY:
		return str_fmt(a, "%d-%02d-%02d", f.y, f.m, f.d);
	case EVERY_WEEK:
		return week_label(a, p.from);
	case EVERY_TWO_WEEK:
		return str_fmt(a, "%d-%02d-%02d至%02d-%02d", f.y, f.m, f.d, u.m, u.d);
	case EVERY_TEN_DAY:
		return str_fmt(a, "%d-%02d%s", f.y, f.m,
			f.d == 1    ? "上旬"
			: f.d == 11 ? "中旬"
				    : "下旬");
	case EVERY_HALF_MONTH:
		return str_fmt(a, "%d-%02d%s", f.y, f.m, f.d == 1 ? "上半月" : "下半月");
	case EVERY_MONTH:
		return str_fmt(a, "%d-%02d", f.y, f.m);
	case EVERY_TWO_MONTH:
		return str_fmt(a, "%d-%02d至%02d", f.y, f.m, u.m);
	case EVERY_QUARTER:
		return str_fmt(a, "%dQ%d", f.y, (f.m + 2) / 3);
	case EVERY_HALF_YEAR:
		return str_fmt(a, "%d%s", f.y, f.m == 1 ? "上半年" : "下半年");
	case EVERY_YEAR:
		return str_fmt(a, "%d", f.y);
	case EVERY_TWO_YEAR:
		return str_fmt(a, "%d至%d", f.y, u.y);
	case EVERY_CAMPAIGN:
		return S("全程");
	case EVERY_NONE:
	case EVERY_END:
		break;
	}
	BUG("no calendar period");
}

/* Takes exactly two digits from the front of `*rest`. */
static bool two_digits(struct str *rest, int *out)
{
	int64_t n;
	if (rest->n < 2 || !num_int(str_first(*rest, 2), 0, 99, &n))
		return false;
	*out = (int)n;
	*rest = str_from(*rest, 2);
	return true;
}

/* Takes `mark` and two digits, or nothing. */
static bool marked(struct str *rest, struct str mark, int *out)
{
	struct str after = str_from(*rest, mark.n);
	if (!str_starts(*rest, mark) || !two_digits(&after, out))
		return false;
	*rest = after;
	return true;
}

/* What follows the year: "-09", "-09上旬", "-09至10", "-09-18", "-09-18·2" (the
 * second event of a day), "-09-14至09-27". */
static struct str month_words(struct arena *a, struct str label, int y, struct str rest)
{
	int m, d, m2, d2;
	if (!marked(&rest, S("-"), &m))
		return label;
	if (marked(&rest, S("-"), &d)) {
		if (marked(&rest, S("至"), &m2) && marked(&rest, S("-"), &d2))
			return str_fmt(a, "%d年%d月%d日至%d月%d日", y, m, d, m2, d2);
		return rest.n && !str_starts(rest, S("·"))
			       ? label
			       : str_fmt(a, "%d年%d月%d日%.*s", y, m, d, STR_ARG(rest));
	}
	if (marked(&rest, S("至"), &m2))
		return rest.n ? label : str_fmt(a, "%d年%d月至%d月", y, m, m2);
	return str_fmt(a, "%d年%d月%.*s", y, m, STR_ARG(rest));
}

struct str period_words(struct arena *a, struct str label)
{
	static const char *const quarters[] = {"一", "二", "三", "四"};
	struct str rest = str_from(label, 4);
	int64_t y, q;
	if (label.n < 4 || !num_int(str_first(label, 4), 1000, 9999, &y))
		return label;
	if (rest.n == 0)
		return str_fmt(a, "%d年", (int)y);
	if (rest.n == 2 && str_starts(rest, S("Q")) && num_int(str_from(rest, 1), 1, 4, &q))
		return str_fmt(a, "%d年第%s季度", (int)y, quarters[q - 1]);
	if (str_eq(rest, S("上半年")) || str_eq(rest, S("下半年")))
		return str_fmt(a, "%d年%.*s", (int)y, STR_ARG(rest));
	return month_words(a, label, (int)y, rest);
}
