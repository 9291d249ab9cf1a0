/* notice.h — reads a year's arrangement: the shipped rows, a table, or the pasted notice (TIME-28).
 *
 * Nothing is taken on trust: what the notice says twice (number of days, weekdays) is compared, and
 * every disagreement is listed for the person who imports. Callers pass bytes in UTF-8; nothing
 * here opens a file or changes a calendar. What moves when a year is imported: expand again and
 * compare (N5).
 */
#ifndef CALENDAR_NOTICE_H
#define CALENDAR_NOTICE_H

#include "base/vec.h"
#include "calendar/work.h"

enum { NOTICE_MAX = 65536, NOTICE_ROWS_MAX = 200, NOTICE_PROBLEMS_MAX = 100 };

/* One holiday as the notice arranges it. */
struct notice_part {
	struct str name;
	struct day from, until; /* the days off */
	int days_off, days_worked;
};
struct notice_problem {
	bool grave; /* the import must be refused; otherwise a person decides */
	struct str what;
};
struct notice {
	struct work_year year; /* rows sorted by day */
	VEC(struct notice_part) parts;
	VEC(struct notice_problem) problems;
	bool grave;
};

/* Reads either form; which one is seen from the bytes. `year` is expected, or 0 for whichever the
 * text names. Always fills `out`: look at out->grave. */
void notice_read(struct arena *a, struct str bytes, int year, struct notice *out);

/* The same view of a year that was read before: its parts, and what is to be noticed. */
void notice_of(struct arena *a, const struct work_year *year, struct notice *out);

/* The days on which two calendars differ, in order, at most `room`; returns how many there are. */
size_t notice_differences(
	const struct work *was, const struct work *is, int year, struct day *out, size_t room);

#endif
