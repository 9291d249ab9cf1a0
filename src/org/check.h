/* check.h — walks of the log and what came of them, kept for the auditor's screen (SEC-01). */
#ifndef ORG_CHECK_H
#define ORG_CHECK_H

#include "core/ctx.h"
#include "seal/seal_verify.h"
#include "store/schema.h"

/* Table seal_check. */
extern const struct schema_part check_part;

/* Walks the whole log and keeps the result. Outside of a transaction and of db_read_begin(). */
enum flow_code check_run(struct ctx *cx, struct seal_report *out);

struct check {
	struct stamp at;
	int64_t ms, entries, rows, heads, bad;
	struct str what, by; /* by: empty for the night job */
};
/* The last ones, newest first; at most `max`. */
int check_list(struct ctx *cx, int max, struct check *out);

#endif
