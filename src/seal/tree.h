/* tree.h — the Merkle tree over the entries (RFC 9162 section 2.1), with kept subtrees.
 *
 * Leaf i is entry i+1. Complete subtrees of 16, 256, 4096 … leaves are kept in seal_node, so a root
 * or a proof over millions of entries reads some dozens of rows. */
#ifndef SEAL_TREE_H
#define SEAL_TREE_H

#include "seal/hash.h"
#include "store/db.h"

enum { TREE_STEP = 4, TREE_FAN = 1 << TREE_STEP, TREE_PROOF = 64 };

struct tree_proof {
	struct digest at[TREE_PROOF];
	int n;
};

/* Keeps the subtrees that entry `seq`, just written, completes. */
enum db_code tree_grow(struct db *w, struct hash *h, int64_t seq);
/* The root over the first `size` entries, size ≥ 1. DB_CORRUPT where something is missing. */
enum db_code tree_root(struct db *db, struct hash *h, int64_t size, struct digest *out);
/* That entry `seq` is among the first `size` (2.1.3.1). */
enum db_code tree_inclusion(
	struct db *db, struct hash *h, int64_t seq, int64_t size, struct tree_proof *out);
/* That the first `size` entries begin with the first `old` (2.1.4.1). */
enum db_code tree_consistency(
	struct db *db, struct hash *h, int64_t old, int64_t size, struct tree_proof *out);

/* The checks, without a database (2.1.3.2 and 2.1.4.2). */
struct tree_claim {
	int64_t index, size; /* of the leaf from 0, or old and new size */
	struct digest leaf;  /* of the leaf, or of the old root */
	struct digest root;
};
bool tree_included(struct hash *h, const struct tree_claim *c, const struct tree_proof *p);
bool tree_consistent(struct hash *h, const struct tree_claim *c, const struct tree_proof *p);

#endif
