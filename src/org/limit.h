/* limit.h — running limits of law and of the bureau as rows of the database (N32, domain 3 and 10):
 * law and article, days in force, checked against the text or not. The one way to read a limit; the
 * arithmetic is calendar/limit.h. */
#ifndef ORG_LIMIT_H
#define ORG_LIMIT_H

#include "calendar/limit.h"
#include "core/kind.h"

extern const struct kind limit_kind;

enum limit_state { LIMIT_IN_FORCE, LIMIT_PAST, LIMIT_ENDED };
enum limit_origin { ORIGIN_LAW, ORIGIN_LOCAL };
struct limit_row {
	struct rec_head head;
	struct str code, name;
	int origin; /* enum limit_origin: a local one must never look like law */
	struct str law, article;
	struct str length, least, extend; /* 48h, 15d, 5wd, 2w, 3m, 1y */
	struct str approver, start, pause;
	bool rolls;
	struct day from_day, until_day;
	bool verified; /* somebody has compared it with the official text */
	struct str note;
};

/* The limit of that code in force on `day`, the actor's rights aside: a clock needs it whoever
 * looks. NULL where there is none. `verified` (may be NULL) says whether it was checked. */
const struct limit *limit_get(struct ctx *cx, struct str code, struct day day, bool *verified);
/* Every version of every limit, those in force first, by code; returns how many. */
int limit_all(struct ctx *cx, struct limit_row ***out);
/* The page that counts with it from a day on (dates/page_deadline.c). */
struct str limit_url(struct ctx *cx, const struct limit_row *r);
/* The shipped rows (data/limits.tsv) that the database has not been offered. Inside ctx_write(). */
struct shipped;
enum flow_code limit_offer(struct ctx *cx, const struct shipped *s, int *n_new);

#endif
