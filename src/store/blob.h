/* blob.h — attachments, inside the database, by the SHA-256 of their content.
 *
 * The same content is stored once. Bytes arrive in pieces over several short transactions, so a
 * large file does not hold up other writers; a blob is there only when it is complete. Owners (any
 * record) hold it; what nobody holds is removed by blob_sweep(). */
#ifndef STORE_BLOB_H
#define STORE_BLOB_H

#include "store/db.h"

enum { BLOB_CHUNK = 64 * 1024, BLOB_SHA = 32 };

struct blob {
	rid id;
	int64_t size;
	unsigned char sha[BLOB_SHA];
};

/* Stores what `fd` holds from its start to its end (a regular file, read twice). DB_FULL also where
 * it is longer than `ceiling`; DB_IO where reading fails. Outside of a transaction. */
enum db_code blob_put(struct db *db, int fd, int64_t ceiling, struct stamp now, struct blob *out);
/* DB_OK, or DB_ABORT where there is no such blob. */
enum db_code blob_find(struct db *db, rid id, struct blob *out);
/* Feeds the content to `fn` in order. A non-zero answer of `fn` ends it with DB_ABORT; content that
 * does not fit its hash gives DB_CORRUPT at the end. */
enum db_code blob_get(struct db *db, rid id, int (*fn)(void *arg, struct str part), void *arg);
/* The same into a file descriptor. */
enum db_code blob_get_fd(struct db *db, rid id, int fd);

/* `owner` holds the blob from now on, or no longer. Inside the owner's own transaction. */
enum db_code blob_hold(struct db *w, rid owner, rid blob);
enum db_code blob_release(struct db *w, rid owner, rid blob);
/* Removes complete blobs without owner and unfinished ones that were begun before `before`; gives
 * their number. For a job of the night. */
enum db_code blob_sweep(struct db *db, struct stamp before, int64_t *n);

#endif
