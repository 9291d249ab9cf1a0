/* length.c — see length.h. */
#include "calendar/length.h"
#include "base/bug.h"
#include "base/fold.h"
#include "base/num.h"

struct unit_row {
	enum length_unit unit;
	struct str sign, word;
};

/* Longer signs first: "wd" before "d". */
static const struct unit_row units[] = {
	{LENGTH_WORKDAY, {"wd", 2}, {"个工作日", 12}},
	{LENGTH_MINUTE, {"min", 3}, {"分钟", 6}},
	{LENGTH_HOUR, {"h", 1}, {"小时", 6}},
	{LENGTH_DAY, {"d", 1}, {"日", 3}},
	{LENGTH_WEEK, {"w", 1}, {"周", 3}},
	{LENGTH_MONTH, {"m", 1}, {"个月", 6}},
	{LENGTH_YEAR, {"y", 1}, {"年", 3}},
};

static const struct unit_row *row_of(enum length_unit u)
{
	for (size_t i = 0; i < NELEM(units); i++)
		if (units[i].unit == u)
			return &units[i];
	return NULL;
}

static bool may_be_zero(enum length_unit u)
{
	return u == LENGTH_DAY || u == LENGTH_WORKDAY;
}

int64_t length_ms(struct length l)
{
	enum { MINUTE_MS = 60 * 1000 };
	AN(length_is_clock(l));
	return (int64_t)l.n * (l.unit == LENGTH_HOUR ? 60 : 1) * MINUTE_MS;
}

bool length_parse(struct str s, struct length *out)
{
	for (size_t i = 0; i < NELEM(units); i++) {
		const struct unit_row *u = &units[i];
		if (!str_ends(s, u->sign))
			continue;
		struct str digits = str_first(s, s.n - u->sign.n);
		int64_t n;
		if ((digits.n > 1 && digits.p[0] == '0') || !num_int(digits, 0, LENGTH_MAX, &n) ||
			digits.p[0] == '-' || (n == 0 && !may_be_zero(u->unit)))
			return false;
		*out = (struct length){u->unit, (int)n};
		return true;
	}
	return false;
}

/* Longer words first: 个工作日 before 日. */
static const struct unit_row written[] = {
	{LENGTH_WORKDAY, {"", 0}, {"个工作日", 12}},
	{LENGTH_WORKDAY, {"", 0}, {"工作日", 9}},
	{LENGTH_MINUTE, {"", 0}, {"分钟", 6}},
	{LENGTH_HOUR, {"", 0}, {"个小时", 9}},
	{LENGTH_HOUR, {"", 0}, {"小时", 6}},
	{LENGTH_DAY, {"", 0}, {"个自然日", 12}},
	{LENGTH_DAY, {"", 0}, {"自然日", 9}},
	{LENGTH_DAY, {"", 0}, {"日", 3}},
	{LENGTH_DAY, {"", 0}, {"天", 3}},
	{LENGTH_WEEK, {"", 0}, {"个星期", 9}},
	{LENGTH_WEEK, {"", 0}, {"星期", 6}},
	{LENGTH_WEEK, {"", 0}, {"周", 3}},
	{LENGTH_MONTH, {"", 0}, {"个月", 6}},
	{LENGTH_YEAR, {"", 0}, {"年", 3}},
};

bool length_read(struct arena *a, struct str s, struct length *out)
{
	static const struct str ends[] = {{"以内", 6}, {"之内", 6}, {"内", 3}};
	int64_t n;
	s = str_trim(fold_text(a, str_trim(s)).s);
	if (length_parse(s, out))
		return true;
	for (size_t i = 0; i < NELEM(ends); i++)
		if (str_ends(s, ends[i]))
			s = str_trim(str_first(s, s.n - ends[i].n));
	if (str_eq(s, S("半年"))) {
		*out = (struct length){LENGTH_MONTH, 6};
		return true;
	}
	for (size_t i = 0; i < NELEM(written); i++) {
		const struct unit_row *u = &written[i];
		if (!str_ends(s, u->word))
			continue;
		if (!num_zh(str_trim(str_first(s, s.n - u->word.n)), &n) || n > LENGTH_MAX ||
			(n == 0 && !may_be_zero(u->unit)))
			return false;
		*out = (struct length){u->unit, (int)n};
		return true;
	}
	return false;
}

void length_print(struct buf *out, struct length l)
{
	const struct unit_row *u = row_of(l.unit);
	if (!u)
		return;
	buf_int(out, l.n);
	buf_str(out, u->sign);
}

void length_say(struct buf *out, struct length l)
{
	const struct unit_row *u = row_of(l.unit);
	if (!u)
		return;
	if (l.n == 0 && may_be_zero(l.unit)) {
		buf_str(out, l.unit == LENGTH_DAY ? S("同日") : S("当个工作日"));
		return;
	}
	buf_int(out, l.n);
	buf_str(out, u->word);
}
