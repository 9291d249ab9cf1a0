/* seal_verify.h — walks the whole log and names the first entry that does not fit, and why.
 *
 * Recomputes every digest from what stands in the database: content, entry, chain, kept subtrees,
 * the rows of bulk entries, and every head with its signature. Streams: memory does not grow with
 * the log. Needs no key and no server, works on a read-only copy. */
#ifndef SEAL_SEAL_VERIFY_H
#define SEAL_SEAL_VERIFY_H

#include "seal/hash.h"
#include "seal/head.h"
#include "store/db.h"

struct seal_report {
	int64_t entries; /* found right */
	int64_t erased;  /* of these, emptied for a lawful reason */
	int64_t rows;    /* created together and recomputed */
	int64_t heads;   /* signed heads found right */
	int64_t back;    /* entries earlier than the one before: the clock was set back */
	struct digest root;
	int64_t bad;     /* the first entry that does not fit; 0: none */
	struct str what; /* why, in `a`; empty: everything fits */
	struct str kind; /* of the bad entry, where it could be read */
	rid record;
};

struct seal_verify_opt {
	/* Called now and then with the entries done and in all; may be NULL. */
	void (*progress)(void *arg, int64_t done, int64_t total);
	void *arg;
	/* A head from elsewhere that must fit too; may be NULL. */
	const struct head *kept;
};

/* DB_OK: the walk was finished or a misfit found, and `out` says which. Otherwise the world failed.
 * Sees one state of the database; not inside db_read_begin(). */
enum db_code seal_verify(
	struct db *db, const struct seal_verify_opt *o, struct arena *a, struct seal_report *out);

#endif
