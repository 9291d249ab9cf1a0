/* work.h — which days are worked: weekends, statutory holidays, make-up days (TIME-28, N4, N6).
 *
 * A calendar is rows, one set per published notice; the rows say only what differs from Monday to
 * Friday. Each answer can name its notice. A day of a year without rows is worked or not by its
 * weekday, and whatever is computed from it is provisional (暂定). Not here: reading notices
 * (notice.h), limits (limit.h).
 */
#ifndef CALENDAR_WORK_H
#define CALENDAR_WORK_H

#include "base/arena.h"
#include "base/day.h"

struct work_row {
	struct day day;
	bool works;      /* 调休上班; otherwise off */
	struct str name; /* 国庆节 */
};
struct work_year {
	int year;          /* 0: a bureau's own exceptions; they publish no year */
	struct str cite;   /* the notice: title and number */
	struct str source; /* its address, or who entered it */
	struct work_row *rows;
	size_t n;
};

/* What is known of one day. */
enum work_kind { WORK_WEEKDAY, WORK_WEEKEND, WORK_HOLIDAY, WORK_MAKEUP };
struct work_look {
	enum work_kind kind;
	bool works;
	bool published;             /* its year has rows */
	struct str name;            /* 国庆节; of a make-up day the holiday it pays for */
	const struct work_year *by; /* the notice whose row it is, or NULL */
};

struct work; /* lives in the arena it was made in */

/* The calendar of these years. Rows of a later element win over the same day of an earlier one, so
 * a bureau's own exceptions come last. The strings stay the caller's. */
struct work *work_of(struct arena *a, const struct work_year *years, size_t n);
struct work_look work_look(const struct work *w, struct day d);
bool work_is_day(const struct work *w, struct day d);
/* The year of `d` has a published arrangement. */
bool work_is_published(const struct work *w, struct day d);
/* `d` itself where it is worked, otherwise the next (previous) day that is. */
struct day work_next(const struct work *w, struct day d);
struct day work_previous(const struct work *w, struct day d);
/* Working days from `from` to `until`, both included; 0 where `until` is before `from`. */
int work_count(const struct work *w, struct day from, struct day until);
/* The `n`th working day within the range; from its end where `n` is negative. DAY_NONE where there
 * are fewer. */
struct day work_nth(const struct work *w, struct day from, struct day until, int n);
/* `n` working days after `d`, which itself is not counted. 0 gives work_next(). */
struct day work_add(const struct work *w, struct day d, int n);
/* The day before the run of days off around the named holiday of that year; 春节, 国庆节, 五一.
 * DAY_NONE where the calendar does not name it. */
struct day work_eve(const struct work *w, struct str holiday, int year);
/* 周六, 国庆节, 调休上班, 工作日: what a person calls the day. */
struct str work_say(const struct work_look *look, struct day d);
/* 周一 … 周日 */
struct str work_weekday_name(struct day d);

#endif
