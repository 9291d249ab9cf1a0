/* day.h — a calendar day, and an instant. Two types that cannot be mixed.
 *
 * A `struct day` is a local date without a clock, a `struct stamp` an instant in milliseconds since
 * 1970-01-01 UTC. The country has one time zone without daylight saving (UTC+8), so turning one
 * into the other is arithmetic. Which days are working days is calendar/work.h.
 */
#ifndef BASE_DAY_H
#define BASE_DAY_H

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

struct day {
	int32_t n; /* days since 1970-01-01; DAY_NONE.n where there is none */
};
struct stamp {
	int64_t ms; /* milliseconds since 1970-01-01T00:00:00Z; 0 where there is none */
};
struct ymd {
	int y, m, d;
};

#define DAY_NONE    ((struct day){INT32_MIN})
#define STAMP_NONE  ((struct stamp){0})
#define DAY_MS      ((int64_t)86400000)
#define DAY_ZONE_MS ((int64_t)8 * 3600 * 1000)
enum { DAY_TEXT = 11, STAMP_TEXT = 26 };

static inline bool day_is_set(struct day d)
{
	return d.n != INT32_MIN;
}
/* True for an existing day of 1900 to 2199: what may be entered and stored. */
bool day_exists(int y, int m, int d);
/* Also somewhat earlier and later (1600 to 2599), so that arithmetic from any day that may be
 * entered has room; aborts beyond and where the month has no such day. */
struct day day_of(int y, int m, int d);
struct ymd day_ymd(struct day d);
static inline struct day day_add(struct day d, int n)
{
	return (struct day){d.n + n};
}
/* b - a in days. */
static inline int day_diff(struct day a, struct day b)
{
	return b.n - a.n;
}
/* 1 Monday … 7 Sunday. */
int day_weekday(struct day d);
int day_month_length(int y, int m);
/* The last day of the month, of the quarter, of the half-year, of the year that holds `d`. */
struct day day_month_end(struct day d);
struct day day_quarter_end(struct day d);
struct day day_half_end(struct day d);
struct day day_year_end(struct day d);
/* The first day of the month that holds `d`. */
struct day day_month_start(struct day d);
/* `n` months later: the corresponding day, or the month's last where there is none
 * (民法典 art. 202). */
struct day day_add_months(struct day d, int n);
/* "2026-09-18" into `out`, also returned. "" for DAY_NONE. */
const char *day_text(struct day d, char out[static DAY_TEXT]);
/* Exactly YYYY-MM-DD. */
bool day_parse(struct str s, struct day *out);

/* Local midnight that begins `d`, and the local day that holds an instant. */
struct stamp stamp_of_day(struct day d);
struct day stamp_day(struct stamp t);
/* Minutes since local midnight, 0–1439. */
int stamp_minute(struct stamp t);
/* "2026-09-18T17:00:00+08:00" into `out`, also returned. */
const char *stamp_text(struct stamp t, char out[static STAMP_TEXT]);
/* "17:00", exactly two digits each, 00:00 to 24:00, as minutes since midnight. */
bool day_minute(struct str s, int *out);
/* The form stamp_text() prints; seconds and zone required. */
bool stamp_parse(struct str s, struct stamp *out);

#endif
