/* seal.h — the append-only log of every change (SEC-01).
 *
 * An entry says when, who, which record, which version, which verb; it carries the reason and a
 * payload, normally the difference of the fields; it holds the hash of the entry before it. It is
 * written inside the transaction of the change itself. The database refuses to change or remove
 * entries. Lawful erasure empties reason and payload and leaves a tombstone; the hashes stay.
 *
 * Tamper-evident, not tamper-proof: what was changed behind the program's back is found by
 * seal_verify.h, provided a head (head.h) is kept where the person who changed it cannot reach.
 * docs/FORMAT.md specifies every byte. */
#ifndef SEAL_SEAL_H
#define SEAL_SEAL_H

#include "base/buf.h"
#include "base/day.h"
#include "store/db.h"
#include "store/schema.h"

/* Tables and triggers of the seal; stands behind store_part. */
extern const struct schema_part seal_part;

struct seal_in {
	struct stamp at;
	rid actor;          /* account; RID_NONE: the system itself */
	const char *kind;   /* [a-z][a-z0-9_]* */
	rid record;         /* RID_NONE where no single record is meant */
	int64_t version;    /* of the record after the change */
	const char *verb;   /* create, edit, close, look, export, feed … same form as kind */
	struct str reason;  /* may be empty */
	struct str payload; /* seal_field() lines, or empty */
};

/* Chooses the digest of a new log, HASH_SM3 where the buyer asks for it. Only before the first
 * entry, else DB_CONSTRAINT. Without it the first entry chooses SHA-256. */
enum db_code seal_start(struct db *w, int alg);

/* Appends an entry; `*seq` (may be NULL) gets its number, from 1 without gaps. */
enum db_code seal_append(struct db *w, const struct seal_in *in, int64_t *seq);

/* Rows that were created together: one entry for all of them, whose payload holds a digest over
 * the named columns of the rows `first` to `last` by `id`. Only columns that never change after
 * creation, because verifying reads them again. The payload of `in` must be empty. */
struct seal_rows {
	const char *table;
	const char *const *cols; /* ends with NULL; at most SEAL_COLS */
	rid first, last;
};
enum { SEAL_COLS = 24 };
enum db_code seal_append_bulk(
	struct db *w, const struct seal_in *in, const struct seal_rows *rows, int64_t *seq);

/* Empties reason and payload of entry `seq` for a lawful reason, which `in` states (its kind and
 * record should be those of the entry; verb and payload are set here). DB_CONSTRAINT where there is
 * no such entry or it is empty already. */
enum db_code seal_erase(struct db *w, int64_t seq, const struct seal_in *in);

/* A field's difference, canonical: name, old and new value as netstrings. Fields in the order of
 * their kind's table. Empty means none. */
void seal_field(struct buf *b, const char *name, struct str old, struct str now);
/* The next difference of a payload; false at the end or where it is not one. */
struct seal_change {
	struct str name, old, now;
};
bool seal_next_field(struct str *payload, struct seal_change *out);

/* One entry as it stands in the log. */
struct seal_entry {
	int64_t seq;
	struct stamp at;
	rid actor;
	struct str kind, verb, reason, payload;
	rid record;
	int64_t version;
	bool erased;
};
/* What happened last to one record, newest first, in `a`; `*n` gets their number, at most `max`.
 * Looks at it (core/look.h) are no part of that. */
struct seal_entry *seal_history(struct db *db, rid record, int max, struct arena *a, size_t *n);
/* Entries of one record made after `after`, newest first: what to undo to see it as it stood. */
struct seal_entry *seal_since(
	struct db *db, rid record, struct stamp after, int max, struct arena *a, size_t *n);
/* Entries before `before` (0: the newest), newest first. */
struct seal_entry *seal_latest(struct db *db, int64_t before, int max, struct arena *a, size_t *n);
/* Entries that meet every condition that is set, newest first, before entry `before` (0: all). */
struct seal_filter {
	struct str kind;
	rid actor;
	struct stamp from, until; /* until itself is outside */
	int64_t before;
};
struct seal_entry *seal_find(
	struct db *db, const struct seal_filter *f, int max, struct arena *a, size_t *n);
/* Number of entries. */
int64_t seal_size(struct db *db);
/* When the newest entry was made, for clock_raise(); STAMP_NONE in an empty log. */
struct stamp seal_newest(struct db *db);

#endif
