/* rule_type.c — see rule_type.h. Each type: is it said, read it, write it. */
#include "calendar/rule_type.h"
#include "base/bug.h"
#include "base/day.h"
#include "base/num.h"
#include "base/utf8.h"
#include "calendar/rule.h"

/* Words of an enumeration, by value; NULL for "not said". */
static bool parse_word(const char *const *words, int n, struct str s, int *out)
{
	for (int i = 1; i < n; i++) {
		if (!str_eq(str_of(words[i]), s))
			continue;
		*out = i;
		return true;
	}
	return false;
}

static bool is_int_set(const void *v)
{
	return *(const int *)v != 0;
}

#define WORD_TYPE(name, type, words, hint)                                                         \
	static bool parse_##name(struct arena *a, struct str s, void *out)                         \
	{                                                                                          \
		(void)a;                                                                           \
		int v;                                                                             \
		if (!parse_word(words, NELEM(words), s, &v))                                       \
			return false;                                                              \
		*(type *)out = (type)v;                                                            \
		return true;                                                                       \
	}                                                                                          \
	static void print_##name(struct buf *out, const void *v)                                   \
	{                                                                                          \
		buf_str(out, str_of(words[*(const type *)v]));                                     \
	}                                                                                          \
	const struct rule_type rule_type_##name = {                                                \
		sizeof(type), is_int_set, parse_##name, print_##name, hint}

static const char *const every_words[EVERY_END] = {NULL, "day", "workday", "week", "two_week",
	"ten_day", "half_month", "month", "two_month", "quarter", "half_year", "year", "two_year",
	"campaign"};
static const char *const unit_words[] = {NULL, "event", "day", "working_day", "person", "item"};
static const char *const subject_words[] = {
	NULL, "unit", "leader", "team", "officer", "level", "joint"};
static const char *const direction_words[] = {NULL, "up", "down"};

WORD_TYPE(every, enum rule_every, every_words,
	"day、workday、week、two_week、ten_day、half_month、month、two_month、quarter、half_year、"
	"year、two_year 或 campaign");
WORD_TYPE(unit, enum rule_unit, unit_words, "event、day、working_day、person 或 item");
WORD_TYPE(subject, enum rule_subject, subject_words, "unit、leader、team、officer、level 或 joint");
WORD_TYPE(direction, enum rule_direction, direction_words, "up 或 down");

struct str rule_every_name(enum rule_every e)
{
	return e > EVERY_NONE && e < EVERY_END ? str_of(every_words[e]) : STR_NONE;
}

/* Digits only, no leading zero. */
static bool parse_number(struct str s, int lo, int hi, int *out)
{
	int64_t v;
	if (s.n == 0 || s.p[0] == '-' || (s.p[0] == '0' && s.n > 1) || !num_int(s, lo, hi, &v))
		return false;
	*out = (int)v;
	return true;
}

static bool parse_count(struct arena *a, struct str s, void *out)
{
	(void)a;
	return parse_number(s, 1, 99999, out);
}

static void print_count(struct buf *out, const void *v)
{
	buf_int(out, *(const int *)v);
}

const struct rule_type rule_type_count = {
	sizeof(int), is_int_set, parse_count, print_count, "1 至 99999 的整数"};

static bool parse_share(struct arena *a, struct str s, void *out)
{
	(void)a;
	return str_ends(s, S("%")) && parse_number(str_first(s, s.n - 1), 1, 100, out);
}

static void print_share(struct buf *out, const void *v)
{
	buf_int(out, *(const int *)v);
	buf_ch(out, '%');
}

const struct rule_type rule_type_share = {
	sizeof(int), is_int_set, parse_share, print_share, "1% 至 100%"};

static bool parse_rate(struct arena *a, struct str s, void *out)
{
	struct rule_rate *r = out;
	struct str n = str_cut(&s, S("/"));
	return parse_count(a, n, &r->n) && parse_every(a, s, &r->per);
}

static void print_rate(struct buf *out, const void *v)
{
	const struct rule_rate *r = v;
	buf_int(out, r->n);
	buf_ch(out, '/');
	print_every(out, &r->per);
}

const struct rule_type rule_type_rate = {
	sizeof(struct rule_rate), is_int_set, parse_rate, print_rate, "次数/周期，如 2/month"};

/* Exactly two digits. */
static bool two_digits(struct str s, int lo, int hi, int *out)
{
	int64_t v;
	if (s.n != 2 || s.p[0] == '-' || !num_int(s, lo, hi, &v))
		return false;
	*out = (int)v;
	return true;
}

bool rule_type_read_time(struct str s, int *out)
{
	int h, m;
	if (s.n != 5 || s.p[2] != ':' || !two_digits(str_first(s, 2), 0, 24, &h) ||
		!two_digits(str_from(s, 3), 0, 59, &m))
		return false;
	*out = h * 60 + m;
	return *out >= 1 && *out <= 24 * 60;
}

static bool parse_time(struct arena *a, struct str s, void *out)
{
	(void)a;
	return rule_type_read_time(s, out);
}

static void print_time(struct buf *out, const void *v)
{
	int t = *(const int *)v;
	buf_fmt(out, "%02d:%02d", t / 60, t % 60);
}

const struct rule_type rule_type_time = {
	sizeof(int), is_int_set, parse_time, print_time, "时:分，如 17:00"};

/* "12-31", "12-end": a day that exists in some year. */
static bool parse_month_day(struct str s, int *month, int *day)
{
	if (s.n < 5 || s.p[2] != '-' || !two_digits(str_first(s, 2), 1, 12, month))
		return false;
	struct str d = str_from(s, 3);
	if (str_eq(d, S("end"))) {
		*day = RULE_LAST_DAY;
		return true;
	}
	return two_digits(d, 1, day_month_length(2024, *month), day);
}

static void print_month_day(struct buf *out, int month, int day)
{
	buf_fmt(out, "%02d-", month);
	if (day == RULE_LAST_DAY)
		buf_lit(out, "end");
	else
		buf_fmt(out, "%02d", day);
}

static bool parse_due_n(struct str s, struct rule_due *d)
{
	static const char *const weekdays[] = {
		NULL, "mon", "tue", "wed", "thu", "fri", "sat", "sun"};
	if (parse_word(weekdays, NELEM(weekdays), s, &d->n)) {
		d->kind = DUE_WEEKDAY;
		return true;
	}
	if (str_starts(s, S("workday/"))) {
		bool minus = str_starts(s, S("workday/-"));
		d->kind = DUE_WORKDAY;
		if (!parse_number(str_from(s, minus ? 9 : 8), 1, 31, &d->n))
			return false;
		d->n = minus ? -d->n : d->n;
		return true;
	}
	d->kind = DUE_DAY;
	if (str_eq(s, S("end"))) {
		d->n = RULE_LAST_DAY;
		return true;
	}
	return parse_number(s, 1, 31, &d->n);
}

static bool parse_due(struct arena *a, struct str s, void *out)
{
	(void)a;
	struct rule_due *d = out;
	*d = (struct rule_due){0};
	if (str_eq(s, S("end"))) {
		d->kind = DUE_PERIOD_END;
		return true;
	}
	if (str_eq(s, S("campaign"))) {
		d->kind = DUE_CAMPAIGN;
		return true;
	}
	if (parse_month_day(s, &d->month, &d->n)) {
		d->kind = DUE_DATE;
		return true;
	}
	d->month = 0;
	d->in = str_starts(s, S("first/"))  ? DUE_FIRST
		: str_starts(s, S("next/")) ? DUE_NEXT
					    : DUE_LAST;
	return parse_due_n(str_from(s, d->in == DUE_FIRST ? 6 : d->in == DUE_NEXT ? 5 : 0), d);
}

static void print_due_n(struct buf *out, const struct rule_due *d)
{
	static const char weekdays[] = "montuewedthufrisatsun";
	if (d->kind == DUE_WEEKDAY)
		buf_put(out, weekdays + (d->n - 1) * 3, 3);
	else if (d->kind == DUE_WORKDAY)
		buf_fmt(out, "workday/%d", d->n);
	else if (d->n == RULE_LAST_DAY)
		buf_lit(out, "end");
	else
		buf_int(out, d->n);
}

static void print_due(struct buf *out, const void *v)
{
	const struct rule_due *d = v;
	switch (d->kind) {
	case DUE_PERIOD_END:
		buf_lit(out, "end");
		return;
	case DUE_CAMPAIGN:
		buf_lit(out, "campaign");
		return;
	case DUE_DATE:
		print_month_day(out, d->month, d->n);
		return;
	case DUE_DAY:
	case DUE_WEEKDAY:
	case DUE_WORKDAY:
		buf_str(out, d->in == DUE_FIRST  ? S("first/")
			     : d->in == DUE_NEXT ? S("next/")
						 : STR_NONE);
		print_due_n(out, d);
		return;
	case DUE_NONE:
		return;
	}
}

const struct rule_type rule_type_due = {sizeof(struct rule_due), is_int_set, parse_due, print_due,
	"end、日（22）、first/10、next/5、fri、workday/3、月-日（02-end）或 campaign"};

static const struct {
	enum rule_date_kind kind;
	struct str word;
} date_words[] = {
	{DATE_START, {"start", 5}},
	{DATE_END, {"end", 3}},
	{DATE_ISSUE, {"issue", 5}},
	{DATE_ITEM, {"item", 4}},
	{DATE_PLAN, {"plan", 4}},
};

static bool takes_length(enum rule_date_kind k)
{
	return k == DATE_START || k == DATE_END || k == DATE_ISSUE;
}

static bool parse_anchor(struct str s, struct rule_date *d)
{
	struct str length = s, word = str_cut(&length, S("+"));
	bool has_length = word.n < s.n;
	for (size_t i = 0; i < NELEM(date_words); i++) {
		if (!str_eq(date_words[i].word, word))
			continue;
		d->kind = date_words[i].kind;
		return !has_length || (takes_length(d->kind) && length_parse(length, &d->plus) &&
					      !length_is_clock(d->plus));
	}
	return false;
}

static bool is_han_text(struct str s)
{
	for (size_t at = 0; at < s.n;)
		if (!utf8_is_han(utf8_next(s, &at)))
			return false;
	return s.n > 0;
}

static bool parse_year(struct str s, int *out)
{
	return s.n == 4 && parse_number(s, 1949, 2199, out);
}

/* "+1/" or "2027/" or "2027-" in front; what remains is in `*s`. */
static bool take_year(struct str *s, struct rule_date *d)
{
	if (s->n > 3 && s->p[0] == '+' && s->p[2] == '/') {
		if (!parse_number(str_n(s->p + 1, 1), 1, 9, &d->year_shift))
			return false;
		*s = str_from(*s, 3);
		return true;
	}
	if (s->n > 5 && (s->p[4] == '-' || s->p[4] == '/') &&
		parse_year(str_first(*s, 4), &d->year)) {
		bool eve = str_starts(str_from(*s, 5), S("eve/"));
		if (eve != (s->p[4] == '/'))
			return false;
		*s = str_from(*s, 5);
	}
	return true;
}

static bool parse_date(struct arena *a, struct str s, void *out)
{
	struct rule_date *d = out;
	*d = (struct rule_date){0};
	if (parse_anchor(s, d))
		return true;
	*d = (struct rule_date){0};
	if (!take_year(&s, d))
		return false;
	if (str_starts(s, S("eve/"))) {
		d->kind = DATE_EVE;
		d->holiday = str_dup(a, str_from(s, 4));
		return is_han_text(d->holiday) && d->holiday.n <= 30;
	}
	d->kind = DATE_FIXED;
	return parse_month_day(s, &d->month, &d->day) &&
	       (!d->year || d->day == RULE_LAST_DAY || day_exists(d->year, d->month, d->day));
}

static void print_date(struct buf *out, const void *v)
{
	const struct rule_date *d = v;
	for (size_t i = 0; i < NELEM(date_words); i++) {
		if (date_words[i].kind != d->kind)
			continue;
		buf_str(out, date_words[i].word);
		if (length_is_set(d->plus))
			buf_ch(out, '+');
		length_print(out, d->plus);
		return;
	}
	if (d->year_shift)
		buf_fmt(out, "+%d/", d->year_shift);
	if (d->year)
		buf_fmt(out, "%04d%c", d->year, d->kind == DATE_EVE ? '/' : '-');
	if (d->kind == DATE_EVE) {
		buf_lit(out, "eve/");
		buf_str(out, d->holiday);
		return;
	}
	print_month_day(out, d->month, d->day);
}

const struct rule_type rule_type_date = {sizeof(struct rule_date), is_int_set, parse_date,
	print_date,
	"08-05、12-end、2027-02-28、+1/06-end、start、end、issue+30d、eve/春节、item 或 plan"};

static bool parse_length(struct arena *a, struct str s, void *out)
{
	(void)a;
	return length_parse(s, out);
}

static void print_length(struct buf *out, const void *v)
{
	length_print(out, *(const struct length *)v);
}

const struct rule_type rule_type_length = {sizeof(struct length), is_int_set, parse_length,
	print_length, "30min、48h、15d、5wd、2w、3m 或 1y"};

static bool is_hours_set(const void *v)
{
	return ((const struct rule_hours *)v)->close != 0;
}

static bool parse_hours(struct arena *a, struct str s, void *out)
{
	(void)a;
	struct rule_hours *h = out;
	*h = (struct rule_hours){0, 24 * 60, false};
	if (str_eq(s, S("24x7")))
		return true;
	h->workdays = str_starts(s, S("workday/"));
	s = str_from(s, h->workdays ? 8 : 0);
	struct str open = str_cut(&s, S("-"));
	return rule_type_read_time(open, &h->open) && rule_type_read_time(s, &h->close) &&
	       h->open < h->close;
}

static void print_hours(struct buf *out, const void *v)
{
	const struct rule_hours *h = v;
	if (!h->open && h->close == 24 * 60 && !h->workdays) {
		buf_lit(out, "24x7");
		return;
	}
	if (h->workdays)
		buf_lit(out, "workday/");
	print_time(out, &h->open);
	buf_ch(out, '-');
	print_time(out, &h->close);
}

const struct rule_type rule_type_hours = {sizeof(struct rule_hours), is_hours_set, parse_hours,
	print_hours, "24x7、09:00-17:30 或 workday/09:00-17:30"};

static bool is_notice_set(const void *v)
{
	return *(const bool *)v;
}

static bool parse_notice(struct arena *a, struct str s, void *out)
{
	(void)a;
	*(bool *)out = true;
	return str_eq(s, S("none"));
}

static void print_notice(struct buf *out, const void *v)
{
	(void)v;
	buf_lit(out, "none");
}

const struct rule_type rule_type_notice = {
	sizeof(bool), is_notice_set, parse_notice, print_notice, "none"};
