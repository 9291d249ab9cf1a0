/* ids.c — ids from a table, taken in blocks.
 *
 * The row of store_id holds the first id nobody has. Taking a block moves it in the running
 * transaction. Invariant: an id is handed out at most once in the life of the database. A crash
 * skips what is left of a block; undoing a transaction forgets the block it took, and `high` keeps
 * this process from handing out the same numbers again. */
#include "store/db_int.h"

#include "base/bug.h"

enum { BLOCK = 256 };

void ids_forget(struct ids *ids)
{
	ids->next = ids->end = 0;
}

static void take(struct db *w, int64_t n)
{
	struct stmt *s = db_prep(w, "SELECT next FROM store_id");
	int64_t from = db_one_int(s, 0);
	if (from <= w->ids.high)
		from = w->ids.high + 1;
	s = db_prep(w, "UPDATE store_id SET next = ?");
	db_int(s, 1, from + n);
	db_run(s); /* a failure fails the job: the ids are never committed */
	w->ids.next = from;
	w->ids.end = from + n;
}

rid db_new_ids(struct db *w, int64_t n)
{
	AN(w->writable && n > 0);
	struct ids *ids = &w->ids;
	if (ids->end - ids->next < n)
		take(w, n > BLOCK ? n : BLOCK);
	rid first = {ids->next};
	ids->next += n;
	ids->high = ids->next - 1;
	return first;
}

rid db_new_id(struct db *w)
{
	return db_new_ids(w, 1);
}
