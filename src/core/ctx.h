/* ctx.h — one unit of work: a request, a command or a job.
 *
 * Everything a function above the store needs hangs here; there are no mutable globals. `now` is
 * taken once, so one unit of work never sees two times. `db` is read-only until ctx_write(). */
#ifndef CORE_CTX_H
#define CORE_CTX_H

#include "base/arena.h"
#include "base/day.h"
#include "base/lang.h"
#include "core/err.h"
#include "store/db.h"

struct actor; /* core/actor.h */
struct kinds; /* core/kind.h */
struct work;  /* calendar/work.h */

/* What a verb came to. Surfaces turn it into a page, a JSON error or an exit code. */
enum flow_code {
	FLOW_OK = 0,
	FLOW_INVALID,  /* the user can correct it: ctx.errs says what */
	FLOW_ABSENT,   /* not there, or not in the actor's scope: the same answer for both */
	FLOW_DENIED,   /* seen, but this step is not the actor's to take */
	FLOW_STATE,    /* the record's state does not allow this step */
	FLOW_CONFLICT, /* somebody changed it meanwhile: show both */
	FLOW_WORLD,    /* the store failed: logged; nothing was written */
};
const char *flow_code_name(enum flow_code c);

struct ctx {
	struct arena *a;
	struct db *db;
	const struct actor *who;
	struct stamp now;
	struct day today;
	struct errs *errs;
	const struct kinds *kinds;
	const struct work *cal;
	enum lang lang;
	int64_t *sealed; /* number of the last log entry of this unit of work; may be NULL */
	bool writing;
	bool past; /* now is the end of a past day that is looked at (N7); only pages set it */
};

/* Runs `verb` inside one transaction: the database of the context it is handed may write,
 * everything it did is undone unless it returns FLOW_OK, and FLOW_OK is returned only when the
 * change is durable. A verb can run twice (a locked database is tried again), so it must not change
 * anything outside the database but what it sets anew each time. Inside another ctx_write() it
 * simply runs. */
enum flow_code ctx_write(
	struct ctx *cx, enum flow_code (*verb)(struct ctx *cx, void *arg), void *arg);

/* FLOW_OK for DB_OK and DB_ROW, FLOW_WORLD otherwise. */
enum flow_code flow_of_db(enum db_code c);

#endif
