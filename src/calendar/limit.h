/* limit.h — running limits of law and of the bureau: rows, never literals (N32, domain 3 and 10).
 *
 * A row names its law and article and the days it is in force, so a clock started under an older
 * row keeps it. Rows of kind "local" are settings of the bureau (本局设置) and must never be shown
 * as law.
 * Here is the arithmetic with pause, extension and roll-over (民法典 art. 201–204) and its
 * derivation; which clock runs for which item is the capabilities' business.
 */
#ifndef CALENDAR_LIMIT_H
#define CALENDAR_LIMIT_H

#include "calendar/count.h"

struct limit {
	struct str code, name;
	bool is_local;
	struct str law, article; /* 信访工作条例, 34 */
	struct length length;
	struct length least;     /* a measure of 10 to 60 days; otherwise not set */
	struct length extend_by; /* at most; not set: may not be extended */
	struct str approver, start;
	bool rolls;             /* the last day moves behind days off (art. 203) */
	struct str pause;       /* what is not counted; empty: nothing */
	struct day from, until; /* in force, both included; DAY_NONE is open */
	struct str note;
};
struct limits {
	struct limit *at;
	size_t n;
};

/* One running clock. */
struct limit_run {
	struct stamp trigger;
	struct length extension; /* granted; not set: none */
	const struct count_pause *pauses;
	size_t n_pauses;
	int closing;           /* close of business in minutes, 0: the day's end (art. 203) */
	bool late_is_next_day; /* setting: after closing is the next working day */
};
enum limit_result {
	LIMIT_OK,
	LIMIT_PAUSED,       /* a pause has no end yet: nobody can say the day */
	LIMIT_TOO_LONG,     /* the extension is longer than the row allows, or of another unit */
	LIMIT_NOT_IN_FORCE, /* the row was not in force on the day of the trigger */
	LIMIT_OUT_OF_REACH  /* behind 2190 */
};

/* Rows of data/limits.tsv or of the database in that form. False with `why`: Chinese, with the
 * line. */
bool limit_read(struct arena *a, struct str tsv, struct limits *out, struct str *why);
/* The row of that code in force on `day`, or NULL. */
const struct limit *limit_find(const struct limits *all, struct str code, struct day day);
/* 《信访工作条例》第34条; 本局设置; empty where a limit is in no row. */
struct str limit_basis(struct arena *a, const struct limit *l);
/* When the clock ends: on that day, at that minute (1–1440) at the latest. `why` may be NULL. */
enum limit_result limit_due(const struct limit *l, const struct work *work,
	const struct limit_run *run, struct day *due, int *minute, struct why *why);
/* Days left from the end of `today` in the limit's own unit: working days or calendar days; 0 on
 * the last day, negative behind it. Hours are counted in calendar days here. */
int limit_left(const struct limit *l, const struct work *work, struct day today, struct day due);
/* A measure of this length is within the row's bounds, both included (民法典 art. 1259). */
bool limit_allows(const struct limit *l, struct length measure);

#endif
