/* world.h — what one process has open: the database, its kinds, its clock, its calendar.
 *
 * Made once, constant afterwards. Every unit of work gets its context from here, with the calendar
 * in force at that moment. */
#ifndef CORE_WORLD_H
#define CORE_WORLD_H

#include "base/buf.h"
#include "core/ctx.h"
#include "core/kind.h"
#include "store/schema.h"

struct clock;

/* What the program consists of; listed by run/registry.c. */
struct parts {
	const struct kinds *kinds;
	const struct schema_part *const *schema; /* tables that are no kinds; store_part first */
	size_t n_schema;
	const struct schema_step *steps;
	size_t n_steps;
	/* Prints the description of the JSON interface. */
	void (*openapi)(const struct kinds *kinds, struct buf *out);
	/* Offers the rows a newer program ships to a database that is in use; NULL: none. */
	enum flow_code (*offer)(struct ctx *cx);
};

struct world {
	struct arena *a;
	const struct parts *parts;
	struct store *store;
	struct clock *clock;
	const struct work *cal; /* WORLD_LOOK; otherwise NULL: cal_now() */
};

enum world_mode {
	WORLD_MAKE, /* create the database where it does not exist */
	WORLD_USE,  /* it must exist; an older one is brought up to date */
	WORLD_LOOK, /* read-only */
};

/* Every table of the program, in `a`. */
const struct schema *world_schema(struct arena *a, const struct parts *parts);

/* Opens the database at `url` and brings its tables up to date. NULL with `why` (in `a`), which
 * says what to do. The world lives in `a`. */
struct world *world_open(struct arena *a, const struct parts *parts, struct clock *clock,
	const char *url, enum world_mode mode, struct str *why);
void world_close(struct world *w);

/* A context for one unit of work over a connection of this world, acting as `system` until the
 * caller sets ctx.who. */
struct ctx *world_ctx(const struct world *w, struct arena *a, struct db *db);

#endif
