/* receipt.h — a proof, as text, that one entry is in the log: its hash, the path to the root, and
 * the signed head. Checked without a database and without network (docs/FORMAT.md section 7). */
#ifndef SEAL_RECEIPT_H
#define SEAL_RECEIPT_H

#include "seal/head.h"
#include "seal/tree.h"

enum { RECEIPT_MAX = 16 * 1024 };

struct receipt {
	int64_t seq;
	struct digest leaf;
	struct tree_proof path;
	struct head head;
};

/* The receipt of entry `seq` under the newest head that covers it. DB_ABORT where no head does
 * (head_make() first). */
enum db_code receipt_make(struct db *db, int64_t seq, struct receipt *out);
void receipt_text(const struct receipt *r, struct buf *out);
/* False with `why` (a literal, Chinese) where the text is not a receipt. */
bool receipt_parse(struct str text, struct receipt *out, const char **why);
/* Path and signature. False with `why`. */
bool receipt_check(const struct receipt *r, const char **why);

#endif
