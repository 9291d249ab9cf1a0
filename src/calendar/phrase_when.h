/* phrase_when.h — one written date, of whatever coarseness, as the days it covers.
 *
 * 2023年6月30日, 6月底, 二季度末, 上半年, 2024年底, 年内, 6月上旬, 2023.09, X月X日, 春节. Used by
 * phrase.c; what the date is for (前, 起, 至) is decided there. Domain 2.3, TIME-01. */
#ifndef CALENDAR_PHRASE_WHEN_H
#define CALENDAR_PHRASE_WHEN_H

#include "base/str.h"

#include <stdbool.h>

struct when_day {
	int y, m, d; /* y 0: the year is not known */
};

enum when_grain { WHEN_DAY, WHEN_XUN, WHEN_MONTH, WHEN_QUARTER, WHEN_HALF, WHEN_YEAR, WHEN_EVENT };

struct when {
	enum when_grain grain;
	struct when_day lo, hi; /* first and last day covered */
	bool year_given;        /* a year stands in the phrase itself */
	bool blank;             /* X月, XX日: a placeholder, lo and hi mean nothing */
	bool impossible;        /* 2月30日, 13月: hi is the month's last day, or December's */
	bool edged;             /* 底, 末, 内, 初, 旬 written: a bound, not merely a name */
	bool month_given;
	bool vague; /* 6月中旬 could mean its first or last day when 前 follows */
};

/* What is known from outside: the year meant when none is written (0: unknown), and the month a
 * bare 日 belongs to (0: none). */
struct when_base {
	int year, month;
};

/* Eats a date at `*i`. */
bool when_read(struct str t, size_t *i, struct when_base base, struct when *out);
/* Eats a blank to be filled: X, XX, ×, __, □, 某 (at most four). */
bool when_blank(struct str t, size_t *i);
/* The last day of a month; February of an unknown year has 28. */
int when_month_length(int y, int m);
/* a before b, both with a year or both without. */
bool when_before(struct when_day a, struct when_day b);

#endif
