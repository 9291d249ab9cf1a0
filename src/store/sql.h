/* sql.h — SQL put together from literals, bound values and names out of constant tables.
 *
 * Used where the set of conditions differs from call to call (lists, filters, scope, DDL). Data
 * only ever enters as a bound value. Builders of the same shape give the same text, so the
 * statement is prepared once per connection. */
#ifndef STORE_SQL_H
#define STORE_SQL_H

#include "base/buf.h"
#include "store/db.h"

enum { SQL_MAX_ARGS = 256, SQL_MAX_TEXT = 32 * 1024 };

enum sql_arg_type { SQL_NULL, SQL_INT, SQL_TEXT };
struct sql_arg {
	enum sql_arg_type type;
	int64_t i;
	struct str s;
};
struct sql {
	struct buf text;
	struct sql_arg *args;
	int n_args, room;
};

/* An empty query in `a`. */
struct sql *sql_new(struct arena *a);
/* Appends literal SQL. */
#define sql_lit(q, lit) buf_put(&(q)->text, "" lit, sizeof(lit) - 1)
/* True for [a-z][a-z0-9_]* of at most 30 characters: what sql_name() takes. */
bool sql_is_name(struct str s);
/* Appends a name out of a constant table; anything else than a name is a bug and aborts. */
void sql_name(struct sql *q, const char *name);
/* Appends `?` and binds. */
void sql_int(struct sql *q, int64_t v);
void sql_rid(struct sql *q, rid v);
void sql_text(struct sql *q, struct str v);
void sql_day(struct sql *q, struct day v);
void sql_stamp(struct sql *q, struct stamp v);
void sql_null(struct sql *q);

#endif
