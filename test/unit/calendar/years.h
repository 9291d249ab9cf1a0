/* years.h — the shipped calendars, read the way the program reads them. */
#ifndef TEST_YEARS_H
#define TEST_YEARS_H

#include "calendar/notice.h"
#include "unit/calendar/cases.h"

static inline struct work *years_load(struct arena *a, int first, int last)
{
	struct work_year *years = arena_array(a, 8, sizeof *years);
	size_t n = 0;
	for (int y = first; y <= last; y++) {
		struct notice read;
		notice_read(a, cases_bytes(a, arena_fmt(a, "data/calendars/%d.tsv", y)), y, &read);
		if (read.grave || read.problems.n) {
			fprintf(stderr, "data/calendars/%d.tsv: %.*s\n", y,
				STR_ARG(read.problems.at[0].what));
			exit(2);
		}
		years[n++] = read.year;
	}
	return work_of(a, years, n);
}

#endif
