/* tree.c — see tree.h. The recursions are those of RFC 9162; `lo` and `hi` bound a range of leaves.
 * Depth is at most 63, since a size is an int64. */
#include "seal/tree.h"

#include "base/bug.h"

struct tree {
	struct db *db;
	struct hash *h;
	enum db_code code; /* the first failure; everything after it is without meaning */
};

static struct digest read_hash(struct tree *t, struct stmt *s)
{
	struct digest d = {{0}};
	enum db_code c = db_step(s);
	if (c == DB_ROW && !digest_of(db_col_blob(s, 0), &d))
		c = DB_CORRUPT;
	if (c != DB_ROW && !t->code)
		t->code = c ? c : DB_CORRUPT;
	db_done(s);
	return d;
}

/* The root of the complete subtree number `pos` of 2^level leaves. */
static struct digest node(struct tree *t, int level, int64_t pos)
{
	if (t->code)
		return (struct digest){{0}};
	if (level == 0) {
		struct stmt *s = db_prep(t->db, "SELECT hash FROM seal_entry WHERE seq = ?");
		db_int(s, 1, pos + 1);
		return read_hash(t, s);
	}
	if (level % TREE_STEP == 0) {
		struct stmt *s = db_prep(
			t->db, "SELECT hash FROM seal_node WHERE level = ? AND pos = ?");
		db_int(s, 1, level);
		db_int(s, 2, pos);
		return read_hash(t, s);
	}
	struct digest l = node(t, level - 1, 2 * pos), r = node(t, level - 1, 2 * pos + 1);
	return hash_pair(t->h, &l, &r);
}

/* The largest power of two below n, n ≥ 2. */
static int64_t split(int64_t n)
{
	int64_t k = 1;
	while (k < n - k)
		k *= 2;
	return k;
}

static struct digest range(struct tree *t, int64_t lo, int64_t hi)
{
	int64_t n = hi - lo;
	AN(n > 0);
	if ((n & (n - 1)) == 0)
		return node(t, __builtin_ctzll((unsigned long long)n), lo / n);
	int64_t k = split(n);
	struct digest l = range(t, lo, lo + k), r = range(t, lo + k, hi);
	return hash_pair(t->h, &l, &r);
}

static void put(struct tree_proof *p, struct digest d)
{
	AN(p->n < TREE_PROOF);
	p->at[p->n++] = d;
}

static void path(struct tree *t, int64_t m, int64_t lo, int64_t hi, struct tree_proof *p)
{
	if (hi - lo == 1)
		return;
	int64_t mid = lo + split(hi - lo);
	if (m < mid) {
		path(t, m, lo, mid, p);
		put(p, range(t, mid, hi));
	} else {
		path(t, m, mid, hi, p);
		put(p, range(t, lo, mid));
	}
}

/* SUBPROOF of RFC 9162: that the range lo…hi begins with lo…m; `whole` while lo…m is the old tree.
 */
static void subproof(struct tree *t, int64_t m, int64_t lo, int64_t hi, struct tree_proof *p)
{
	bool whole = lo == 0;
	if (m == hi) {
		if (!whole)
			put(p, range(t, lo, hi));
		return;
	}
	int64_t mid = lo + split(hi - lo);
	if (m <= mid) {
		subproof(t, m, lo, mid, p);
		put(p, range(t, mid, hi));
	} else {
		subproof(t, m, mid, hi, p);
		put(p, range(t, lo, mid));
	}
}

enum db_code tree_grow(struct db *w, struct hash *h, int64_t seq)
{
	struct tree t = {.db = w, .h = h};
	for (int level = TREE_STEP; seq % ((int64_t)1 << level) == 0; level += TREE_STEP) {
		int64_t pos = (seq >> level) - 1;
		struct digest l = node(&t, level - 1, 2 * pos);
		struct digest r = node(&t, level - 1, 2 * pos + 1);
		if (t.code)
			return t.code;
		struct digest d = hash_pair(h, &l, &r);
		struct stmt *s = db_prep(
			w, "INSERT INTO seal_node (level, pos, hash) VALUES (?, ?, ?)");
		db_int(s, 1, level);
		db_int(s, 2, pos);
		db_blob(s, 3, digest_str(&d));
		enum db_code c = db_run(s);
		if (c)
			return c;
	}
	return DB_OK;
}

enum db_code tree_root(struct db *db, struct hash *h, int64_t size, struct digest *out)
{
	struct tree t = {.db = db, .h = h};
	*out = range(&t, 0, size);
	return t.code;
}

enum db_code tree_inclusion(
	struct db *db, struct hash *h, int64_t seq, int64_t size, struct tree_proof *out)
{
	struct tree t = {.db = db, .h = h};
	AN(seq >= 1 && seq <= size);
	out->n = 0;
	path(&t, seq - 1, 0, size, out);
	return t.code;
}

enum db_code tree_consistency(
	struct db *db, struct hash *h, int64_t old, int64_t size, struct tree_proof *out)
{
	struct tree t = {.db = db, .h = h};
	AN(old >= 1 && old <= size);
	out->n = 0;
	subproof(&t, old, 0, size, out);
	return t.code;
}

bool tree_included(struct hash *h, const struct tree_claim *c, const struct tree_proof *p)
{
	if (c->index < 0 || c->index >= c->size)
		return false;
	int64_t fn = c->index, sn = c->size - 1;
	struct digest r = c->leaf;
	for (int i = 0; i < p->n; i++) {
		if (sn == 0)
			return false;
		if (fn & 1 || fn == sn) {
			r = hash_pair(h, &p->at[i], &r);
			while (fn && !(fn & 1)) {
				fn >>= 1;
				sn >>= 1;
			}
		} else {
			r = hash_pair(h, &r, &p->at[i]);
		}
		fn >>= 1;
		sn >>= 1;
	}
	return sn == 0 && digest_eq(&r, &c->root);
}

bool tree_consistent(struct hash *h, const struct tree_claim *c, const struct tree_proof *p)
{
	int64_t old = c->index, fn = old - 1, sn = c->size - 1;
	if (old < 1 || old > c->size)
		return false;
	if (old == c->size)
		return p->n == 0 && digest_eq(&c->leaf, &c->root);
	bool power = (old & (old - 1)) == 0; /* then the old root itself begins the proof */
	int i = power ? 0 : 1;
	if (p->n < i + (power ? 1 : 0))
		return false;
	struct digest fr = power ? c->leaf : p->at[0], sr = fr;
	for (; fn & 1; fn >>= 1)
		sn >>= 1;
	for (; i < p->n; i++) {
		if (sn == 0)
			return false;
		if (fn & 1 || fn == sn) {
			fr = hash_pair(h, &p->at[i], &fr);
			sr = hash_pair(h, &p->at[i], &sr);
			while (fn && !(fn & 1)) {
				fn >>= 1;
				sn >>= 1;
			}
		} else {
			sr = hash_pair(h, &sr, &p->at[i]);
		}
		fn >>= 1;
		sn >>= 1;
	}
	return sn == 0 && digest_eq(&fr, &c->leaf) && digest_eq(&sr, &c->root);
}
