/* head.h — signed heads: how long the log is, the root over it, when, by which key.
 *
 * A head kept where the owner of the database cannot reach it (printed on a report, handed to
 * another bureau) fixes everything before it. Signatures are Ed25519; the private key is a file
 * beside the configuration, never in the database nor in a backup. docs/FORMAT.md section 6. */
#ifndef SEAL_HEAD_H
#define SEAL_HEAD_H

#include "base/buf.h"
#include "base/day.h"
#include "seal/hash.h"
#include "store/db.h"

enum { HEAD_KEY_NAME = 17, HEAD_LOG_NAME = 33, HEAD_PUB = 32, HEAD_SIG = 64 };

struct head {
	char log[HEAD_LOG_NAME]; /* which log */
	int64_t size;
	struct stamp at;
	int alg;
	struct digest root;
	char key[HEAD_KEY_NAME]; /* first 16 hexadecimal digits of SHA-256 of `pub` */
	unsigned char pub[HEAD_PUB], sig[HEAD_SIG];
};

struct head_key;

/* Reads the private key (PEM) of `path`; with `create` a new one is made where there is none, for
 * its owner alone. Lives in `a`; head_key_close() forgets the secret. NULL with `why` in `a`. */
struct head_key *head_key_open(const char *path, bool create, struct arena *a, struct str *why);
void head_key_close(struct head_key *k);

/* Signs the log as it stands in this transaction and keeps the head. DB_ABORT in an empty log. */
enum db_code head_make(struct db *w, const struct head_key *k, struct stamp now, struct head *out);
/* The newest head over at least `size` entries; DB_ABORT where there is none. */
enum db_code head_latest(struct db *db, int64_t size, struct head *out);
/* The first head over at least `size` entries, and after head `id` where several have one size;
 * `*id` gets its id. DB_ABORT where there is none. For the verifier. */
enum db_code head_next(struct db *db, int64_t size, rid *id, struct head *out);

/* The signed bytes. */
void head_text(const struct head *h, struct buf *out);
/* True where the signature is that of `pub`, and `key` is the name of `pub`. */
bool head_is_signed(const struct head *h);
/* Reads what head_text() wrote, from the front of `*rest`. */
bool head_parse(struct str *rest, struct head *out);

#endif
