/* check.h — walks of the log and what came of them (SEC-01).
 *
 * The auditor asks for a walk; a job does it, says how far it is, and keeps the result. Both the
 * asking and the end stand in the log. A walk whose process died is begun again. */
#ifndef ORG_CHECK_H
#define ORG_CHECK_H

#include "core/ctx.h"
#include "seal/seal_verify.h"
#include "store/schema.h"

/* Table seal_check. */
extern const struct schema_part check_part;

/* Asks for a walk, permission log.read. FLOW_STATE while one is asked for or under way. */
enum flow_code check_ask(struct ctx *cx);
/* The oldest walk that waits or whose process died; RID_NONE where there is none. */
rid check_waiting(struct db *db, struct stamp now);
/* Walks the whole log for `id` (RID_NONE: of its own accord) and keeps the result. `side`, a second
 * reader, is for saying how far it is; may be NULL. Outside of a transaction and of
 * db_read_begin(). */
enum flow_code check_run(struct ctx *cx, rid id, struct db *side, struct seal_report *out);

enum check_state { CHECK_DONE, CHECK_ASKED, CHECK_RUNNING };
struct check {
	enum check_state state;
	struct stamp at;       /* begun; while it waits: asked for */
	int64_t walked, total; /* how far it is */
	int64_t ms, entries, rows, heads, bad;
	struct str what, by; /* by: empty for the night job */
};
/* The last ones, newest first; at most `max`. */
int check_list(struct ctx *cx, int max, struct check *out);

#endif
