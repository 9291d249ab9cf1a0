/* edition_int.h — comparing and writing a later edition, for issue.c. */
#ifndef CAMPAIGN_EDITION_INT_H
#define CAMPAIGN_EDITION_INT_H

#include "campaign/edition.h"
#include "campaign/issue_int.h"
#include "plan/pairing.h"

/* Compares is->lines (issue_lines() has run; their `living` is set) with what is owed. */
enum flow_code edition_find(
	struct ctx *cx, struct issue *is, struct pairing *ms, struct edition_diff *out);
/* Writes the difference: duties, due items, measures, the old plan; inside ctx_write(). */
enum flow_code edition_write(struct ctx *cx, struct issue *is);
/* Gives the measures that go on their text of the new edition (edition_measure.c). */
enum flow_code edition_measures(struct ctx *cx, const struct issue *is, const struct pairing *ms);

#endif
