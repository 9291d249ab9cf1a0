/* length.h — how long: 分钟, 小时, 日, 工作日, 周, 月, 年 are different things and are never
 * converted.
 *
 * Adding a length to a day is calendar/work.h (working days) and calendar/limit.h (the law's
 * counting). Written as a number and a unit: 30min, 48h, 15d, 5wd, 2w, 3m, 1y; 0d is 同日, 0wd
 * 当个工作日. */
#ifndef CALENDAR_LENGTH_H
#define CALENDAR_LENGTH_H

#include "base/buf.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

enum length_unit {
	LENGTH_NONE,
	LENGTH_MINUTE,
	LENGTH_HOUR,
	LENGTH_DAY,
	LENGTH_WORKDAY,
	LENGTH_WEEK,
	LENGTH_MONTH,
	LENGTH_YEAR,
};

enum { LENGTH_MAX = 9999 };

struct length {
	enum length_unit unit; /* LENGTH_NONE where nothing is said */
	int n;                 /* 0 to LENGTH_MAX */
};

static inline bool length_is_set(struct length l)
{
	return l.unit != LENGTH_NONE;
}
/* Counted from the moment, not in days: 分钟 and 小时. */
static inline bool length_is_clock(struct length l)
{
	return l.unit == LENGTH_MINUTE || l.unit == LENGTH_HOUR;
}
/* Of a length counted from the moment. */
int64_t length_ms(struct length l);
/* "15d"; exactly the form length_print() writes. */
bool length_parse(struct str s, struct length *out);
void length_print(struct buf *out, struct length l);
/* The same as people write it: the short form, or 15日, 30天, 5个工作日, 三个月, 半年, 48小时内.
 * Nothing else may stand beside it. */
bool length_read(struct arena *a, struct str s, struct length *out);
/* 15日, 5个工作日, 30分钟, 48小时, 2周, 3个月, 1年, 同日, 当个工作日. */
void length_say(struct buf *out, struct length l);

#endif
