/* diff.h — what differs between two editions of a plan, as they are read (PLAN-40, N3).
 *
 * Measures are paired by their heading, then by their number. What counts is who owes and when: the
 * units of each role and the times; a heading that was only worded differently is said too. Which
 * duties change for whom follows from this when the new edition is issued. */
#ifndef PLAN_DIFF_H
#define PLAN_DIFF_H

#include "plan/read.h"

enum diff_what {
	DIFF_ADDED,   /* a measure that was not there */
	DIFF_REMOVED, /* a measure that is no more */
	DIFF_NUMBER,  /* the same measure under another number */
	DIFF_HEADING,
	DIFF_LEAD,
	DIFF_RESPONSIBLE,
	DIFF_COOPERATING,
	DIFF_LEADERS,
	DIFF_TIMES,
	DIFF_KINDS
};
struct diff_line {
	enum diff_what what;
	const struct read_node *was, *is; /* NULL where there is none */
	struct str old, now;              /* empty for added and removed */
};
/* The differences in the order of the new edition, removed measures last; their number. */
size_t plan_diff(struct arena *a, const struct reading *was, const struct reading *is,
	struct diff_line **out);
/* "lead" …, and what it is called in Chinese. */
const char *diff_code(enum diff_what w);
const char *diff_label(enum diff_what w);

#endif
