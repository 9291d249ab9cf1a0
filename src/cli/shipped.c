/* shipped.c — see shipped.h. */
#include "cli/shipped.h"
#include "base/bug.h"
#include "calendar/notice.h"
#include "sys/data.h"

struct work *shipped_calendar(struct arena *a, const struct work_year *year)
{
	VEC(struct work_year) years = {0};
	for (const struct data_file *f = data_all(); f->path; f++) {
		struct notice read;
		if (!str_starts(str_of(f->path), S("calendars/")))
			continue;
		notice_read(a, str_n((const char *)f->bytes, f->n), 0, &read);
		AZ(read.grave);
		if (!year || read.year.year != year->year)
			*vec_add(a, &years) = read.year;
	}
	if (year)
		*vec_add(a, &years) = *year;
	return work_of(a, years.at, years.n);
}
