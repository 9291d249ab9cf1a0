/* hash.h — the digests of the seal, and the byte forms that go into them.
 *
 * docs/FORMAT.md section 2 is the specification. Both algorithms give 32 bytes. */
#ifndef SEAL_HASH_H
#define SEAL_HASH_H

#include "base/buf.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

enum hash_alg { HASH_SHA256 = 1, HASH_SM3 = 2 };
enum { HASH_SIZE = 32, HASH_HEX = 2 * HASH_SIZE + 1 };

/* What is hashed, so that no value of one sort can pass for one of another. */
enum hash_sort {
	HASH_LEAF = 0x00,    /* an entry (RFC 9162 section 2.1.1) */
	HASH_NODE = 0x01,    /* two subtrees (the same) */
	HASH_CONTENT = 0x02, /* reason and payload of an entry */
	HASH_ROWS = 0x03,    /* the rows of a bulk entry */
};

struct digest {
	unsigned char b[HASH_SIZE];
};

/* Computes one digest after the other. */
struct hash {
	int alg;
	void *md, *ctx; /* OpenSSL's, fetched once */
};

/* "sha256", "sm3"; NULL for an unknown number. */
const char *hash_name(int alg);
/* False, and nothing to finish, for an unknown number. */
bool hash_init(struct hash *h, int alg);
void hash_fini(struct hash *h);

void hash_begin(struct hash *h, enum hash_sort sort);
void hash_add(struct hash *h, struct str s);
/* As a netstring: decimal length, ':', bytes, ','. */
void hash_add_net(struct hash *h, struct str s);
struct digest hash_end(struct hash *h);
/* The digest over two subtrees. */
struct digest hash_pair(struct hash *h, const struct digest *l, const struct digest *r);

bool digest_eq(const struct digest *x, const struct digest *y);
struct str digest_str(const struct digest *d);
/* False unless `s` has exactly 32 bytes. */
bool digest_of(struct str s, struct digest *out);
const char *digest_hex(const struct digest *d, char out[static HASH_HEX]);
/* Lower-case hexadecimal of exactly 32 bytes. */
bool digest_parse(struct str hex, struct digest *out);

/* Netstrings into a buffer, and back: false where `*rest` does not begin with one. */
void net_put(struct buf *b, struct str s);
void net_put_int(struct buf *b, int64_t n);
bool net_take(struct str *rest, struct str *out);

#endif
