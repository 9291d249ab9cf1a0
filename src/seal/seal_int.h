/* seal_int.h — what the files of seal/ share: the byte forms of an entry and of rows. */
#ifndef SEAL_SEAL_INT_H
#define SEAL_SEAL_INT_H

#include "seal/hash.h"
#include "seal/seal.h"

enum { SEAL_SALT = 16, SEAL_LEAF = 1024, SEAL_LOG_NAME = 33 };

/* The entry as it is hashed (docs/FORMAT.md section 3). */
struct seal_leaf {
	int64_t seq, at_ms, actor, record, version;
	struct str kind, verb;
	int alg;
	struct digest content, prev;
	bool has_prev;
};
struct digest seal_leaf_hash(struct hash *h, const struct seal_leaf *l);
/* The digest over reason and payload. */
struct digest seal_content_hash(
	struct hash *h, struct str salt, struct str reason, struct str payload);

/* Number and name of the log's digest; 0 where nothing was started. `name` may be NULL. */
int seal_log_alg(struct db *db, char name[SEAL_LOG_NAME]);
/* The object for `alg` that lives with the connection. */
struct hash *seal_hash(struct db *db, int alg);

/* The digest over the rows that a bulk entry names, and their number. DB_CORRUPT where the payload
 * names nothing that can be read. */
struct seal_bulk {
	struct str table, cols[SEAL_COLS];
	int n_cols;
	int64_t first, last, count;
	struct digest digest;
};
bool seal_is_bulk(struct str payload);
bool seal_bulk_parse(struct str payload, struct seal_bulk *out);
enum db_code seal_bulk_hash(struct db *db, struct hash *h, const struct seal_bulk *b,
	int64_t *count, struct digest *out);

#endif
