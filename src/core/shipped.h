/* shipped.h — which of the rows that travel in the program a database has been offered.
 *
 * An upgrade brings new rows and never touches a row again: what the office changed or removed
 * stays as the office wants it. A row is offered once; that is remembered here (table shipped). */
#ifndef CORE_SHIPPED_H
#define CORE_SHIPPED_H

#include "base/map.h"
#include "core/ctx.h"

struct shipped {
	struct map seen;
	bool empty; /* no row was ever marked: the database is older than the table */
};
struct shipped shipped_load(struct ctx *cx);
/* Whether the row `key` of `file` has been offered. */
bool shipped_has(struct ctx *cx, const struct shipped *s, const char *file, struct str key);
/* It has been, from now on. Inside ctx_write(). */
enum flow_code shipped_mark(struct ctx *cx, const char *file, struct str key);

#endif
