/* backup.h — a consistent copy of a running database as one file, and putting it back (SEC-09).
 *
 * SQLite only: with PostgreSQL the server's own means are used. Both refuse what exists unless told
 * otherwise, write beside the target first, sync, and only then give it its name. The signing key
 * of the seal is not part of a copy. */
#ifndef STORE_BACKUP_H
#define STORE_BACKUP_H

#include "base/arena.h"
#include "base/day.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

struct backup_opt {
	bool replace;     /* the target may exist */
	struct stamp now; /* names what a restore puts aside */
	/* Pages done and in all; may be NULL. */
	void (*progress)(void *arg, int64_t done, int64_t total);
	void *arg;
};

/* Copies the database `from`, which others may be writing, as it is at one moment, to `to`. False
 * with `why` (in `a`); then nothing is left behind. */
bool backup_copy(const char *from, const char *to, const struct backup_opt *o, struct arena *a,
	struct str *why);

/* Puts the copy `from` in the place of the database `to`, byte for byte. What stood there is kept
 * as TO.replaced-MILLISECONDS. Refused while another process has `to` open. */
bool backup_restore(const char *from, const char *to, const struct backup_opt *o, struct arena *a,
	struct str *why);

/* When `db` was copied last, and to where: one line in DB.copied beside it, since the copy itself
 * must not change what it copies. False where the file cannot be written or read. */
struct backup_mark {
	struct stamp at;
	struct str to; /* absolute where it can be told */
};
bool backup_mark(const char *db, const struct backup_mark *m, struct arena *a);
bool backup_marked(const char *db, struct arena *a, struct backup_mark *out);

/* SQLite's own look at pages and trees of `path`. False with `why` where something is broken. */
bool backup_is_sound(const char *path, struct arena *a, struct str *why);

#endif
