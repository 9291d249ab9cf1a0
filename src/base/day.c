/* day.c — see day.h. Civil-date arithmetic on the proleptic Gregorian calendar. */
#include "base/day.h"
#include "base/bug.h"
#include "base/num.h"

#include <stdio.h>

static bool is_leap(int y)
{
	return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

int day_month_length(int y, int m)
{
	static const int len[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	AN(m >= 1 && m <= 12);
	return m == 2 && is_leap(y) ? 29 : len[m - 1];
}

bool day_exists(int y, int m, int d)
{
	return y >= 1900 && y <= 2199 && m >= 1 && m <= 12 && d >= 1 && d <= day_month_length(y, m);
}

/* Days from 1970-01-01; the year begins in March so that the leap day comes last. */
static int32_t days_from_civil(int y, int m, int d)
{
	y -= m <= 2;
	int era = y / 400, yoe = y - era * 400;
	int doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
	int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
	return era * 146097 + doe - 719468;
}

/* Wider than what people may enter: a term counted from the last day that may be entered leads
 * beyond it, and must not stop the program. */
static bool is_reckoned(int y, int m, int d)
{
	return y >= 1600 && y <= 2599 && m >= 1 && m <= 12 && d >= 1 && d <= day_month_length(y, m);
}

struct day day_of(int y, int m, int d)
{
	AN(is_reckoned(y, m, d));
	return (struct day){days_from_civil(y, m, d)};
}

struct ymd day_ymd(struct day day)
{
	AN(day_is_set(day));
	int z = day.n + 719468, era = (z >= 0 ? z : z - 146096) / 146097;
	int doe = z - era * 146097;
	int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
	int m = mp < 10 ? mp + 3 : mp - 9;
	return (struct ymd){yoe + era * 400 + (m <= 2), m, doy - (153 * mp + 2) / 5 + 1};
}

int day_weekday(struct day d)
{
	AN(day_is_set(d));
	return ((d.n + 3) % 7 + 7) % 7 + 1; /* 1970-01-01 was a Thursday */
}

struct day day_month_start(struct day d)
{
	struct ymd c = day_ymd(d);
	return day_of(c.y, c.m, 1);
}

static struct day end_of_month(int y, int m)
{
	return day_of(y, m, day_month_length(y, m));
}

struct day day_month_end(struct day d)
{
	struct ymd c = day_ymd(d);
	return end_of_month(c.y, c.m);
}

struct day day_quarter_end(struct day d)
{
	struct ymd c = day_ymd(d);
	return end_of_month(c.y, (c.m + 2) / 3 * 3);
}

struct day day_half_end(struct day d)
{
	struct ymd c = day_ymd(d);
	return end_of_month(c.y, c.m <= 6 ? 6 : 12);
}

struct day day_year_end(struct day d)
{
	return end_of_month(day_ymd(d).y, 12);
}

struct day day_add_months(struct day d, int n)
{
	struct ymd c = day_ymd(d);
	int months = c.y * 12 + c.m - 1 + n, y = months / 12, m = months % 12 + 1;
	int len = day_month_length(y, m);
	return day_of(y, m, c.d < len ? c.d : len);
}

const char *day_text(struct day d, char out[static DAY_TEXT])
{
	out[0] = '\0';
	if (!day_is_set(d))
		return out;
	struct ymd c = day_ymd(d);
	snprintf(out, DAY_TEXT, "%04u-%02u-%02u", (unsigned)c.y % 10000, (unsigned)c.m % 100,
		(unsigned)c.d % 100);
	return out;
}

static bool field(struct str s, size_t at, size_t n, int *out)
{
	int64_t v;
	if (at + n > s.n || s.p[at] == '-' || !num_int(str_n(s.p + at, n), 0, 9999, &v))
		return false;
	*out = (int)v;
	return true;
}

bool day_parse(struct str s, struct day *out)
{
	int y, m, d;
	if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-' || !field(s, 0, 4, &y) ||
		!field(s, 5, 2, &m) || !field(s, 8, 2, &d) || !day_exists(y, m, d))
		return false;
	*out = day_of(y, m, d);
	return true;
}

struct stamp stamp_of_day(struct day d)
{
	return (struct stamp){(int64_t)d.n * DAY_MS - DAY_ZONE_MS};
}

struct day stamp_day(struct stamp t)
{
	int64_t local = t.ms + DAY_ZONE_MS;
	int64_t n = local >= 0 ? local / DAY_MS : -((-local + DAY_MS - 1) / DAY_MS);
	return (struct day){(int32_t)n};
}

int stamp_minute(struct stamp t)
{
	return (int)((t.ms - stamp_of_day(stamp_day(t)).ms) / 60000);
}

const char *stamp_text(struct stamp t, char out[static STAMP_TEXT])
{
	struct ymd c = day_ymd(stamp_day(t));
	unsigned s = (unsigned)((t.ms - stamp_of_day(stamp_day(t)).ms) / 1000) % 86400;
	snprintf(out, STAMP_TEXT, "%04u-%02u-%02uT%02u:%02u:%02u+08:00", (unsigned)c.y % 10000,
		(unsigned)c.m % 100, (unsigned)c.d % 100, s / 3600, s / 60 % 60, s % 60);
	return out;
}

bool day_minute(struct str s, int *out)
{
	int h, m;
	if (s.n != 5 || s.p[2] != ':' || !field(s, 0, 2, &h) || !field(s, 3, 2, &m) || m > 59 ||
		h * 60 + m > 24 * 60)
		return false;
	*out = h * 60 + m;
	return true;
}

bool stamp_parse(struct str s, struct stamp *out)
{
	struct day d;
	int h, m, sec;
	if (s.n != 25 || s.p[10] != 'T' || s.p[13] != ':' || s.p[16] != ':' ||
		!str_eq(str_from(s, 19), S("+08:00")) || !day_parse(str_first(s, 10), &d) ||
		!field(s, 11, 2, &h) || !field(s, 14, 2, &m) || !field(s, 17, 2, &sec) || h > 23 ||
		m > 59 || sec > 59)
		return false;
	out->ms = stamp_of_day(d).ms + ((int64_t)h * 3600 + m * 60 + sec) * 1000;
	return true;
}
