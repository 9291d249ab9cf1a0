/* locale.c — see locale.h. */
#include "web/locale.h"
#include "base/bug.h"
#include "web/locale_int.h"

#include <stdarg.h>
#include <stdio.h>

struct str locale_find(enum lang lang, struct str zh)
{
	if (lang == LANG_ZH)
		return zh;
	size_t lo = 0, hi = locale_en_n;
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int c = str_cmp(zh, locale_en[mid].zh);
		if (c == 0)
			return locale_en[mid].en;
		if (c < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return zh;
}

/* The format comes from a literal or from locale/en.tsv, whose conversions the gate compares with
 * the literal's; the compiler cannot see that. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
struct str locale_fmt(struct arena *a, enum lang lang, const char *zh, ...)
{
	const char *fmt = locale_find(lang, str_of(zh)).p;
	char brief[256]; /* nearly every sentence fits: one pass instead of two */
	va_list ap, again;
	va_start(ap, zh);
	va_copy(again, ap);
	int n = vsnprintf(brief, sizeof brief, fmt, ap);
	va_end(ap);
	AN(n >= 0);
	char *to;
	if ((size_t)n < sizeof brief) {
		to = arena_copy(a, brief, (size_t)n);
	} else {
		to = arena_get(a, (size_t)n + 1);
		vsnprintf(to, (size_t)n + 1, fmt, again);
	}
	va_end(again);
	return str_n(to, (size_t)n);
}
#pragma GCC diagnostic pop

static const char month_en[][4] = {
	"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
static const struct str weekdays[][7] = {
	[LANG_ZH] = {{"一", 3}, {"二", 3}, {"三", 3}, {"四", 3}, {"五", 3}, {"六", 3}, {"日", 3}},
	[LANG_EN] = {{"Mon", 3}, {"Tue", 3}, {"Wed", 3}, {"Thu", 3}, {"Fri", 3}, {"Sat", 3},
		{"Sun", 3}},
};

struct str locale_weekday_short(enum lang lang, struct day d)
{
	return weekdays[lang][day_weekday(d) - 1];
}

/* The digits of a day, a month or a year; where they end. */
static char *put_int(char *to, int n)
{
	for (int unit = n >= 1000 ? 1000 : n >= 10 ? 10 : 1; unit; unit /= 10)
		*to++ = (char)('0' + n / unit % 10);
	return to;
}

static char *put_words(char *to, struct str words)
{
	memcpy(to, words.p, words.n);
	return to + words.n;
}

static char *put_day_zh(char *to, struct ymd x, bool year)
{
	if (year)
		to = put_words(put_int(to, x.y), S("年"));
	to = put_words(put_int(to, x.m), S("月"));
	return put_words(put_int(to, x.d), S("日"));
}

static char *put_day_en(char *to, struct ymd x, bool year)
{
	to = put_words(put_int(to, x.d), S(" "));
	to = put_words(to, str_n(month_en[x.m - 1], 3));
	return year ? put_int(put_words(to, S(" ")), x.y) : to;
}

/* Dates stand on every line of every list: written without a format. */
struct str locale_day(struct arena *a, enum lang lang, struct day d, struct day today)
{
	if (!day_is_set(d))
		return S("—");
	char text[32];
	struct ymd x = day_ymd(d);
	bool year = !day_is_set(today) || day_ymd(today).y != x.y;
	char *end = lang == LANG_EN ? put_day_en(text, x, year) : put_day_zh(text, x, year);
	return str_n(arena_copy(a, text, (size_t)(end - text)), (size_t)(end - text));
}

struct str locale_weekday(struct arena *a, enum lang lang, struct day d, struct day today)
{
	struct str day = locale_day(a, lang, d, today);
	if (!day_is_set(d))
		return day;
	struct str w = locale_weekday_short(lang, d);
	if (lang == LANG_EN)
		return str_fmt(a, "%.*s %.*s", STR_ARG(w), STR_ARG(day));
	return str_fmt(a, "%.*s 周%.*s", STR_ARG(day), STR_ARG(w));
}

struct str locale_clock(struct arena *a, int minute)
{
	return str_fmt(a, "%02d:%02d", minute / 60, minute % 60);
}

struct str locale_stamp(struct arena *a, enum lang lang, struct stamp t, struct day today)
{
	if (t.ms == 0)
		return S("—");
	struct str day = locale_day(a, lang, stamp_day(t), today);
	struct str clock = locale_clock(a, stamp_minute(t));
	return str_fmt(a, "%.*s %.*s", STR_ARG(day), STR_ARG(clock));
}

struct str locale_month(struct arena *a, enum lang lang, int month)
{
	if (lang == LANG_EN)
		return str_n(month_en[month - 1], 3);
	return str_fmt(a, "%d月", month);
}

struct str locale_tag(enum lang lang)
{
	return lang == LANG_EN ? S("en") : S("zh-CN");
}

enum lang locale_of_tag(struct str tag)
{
	return str_starts(tag, S("en")) ? LANG_EN : LANG_ZH;
}
