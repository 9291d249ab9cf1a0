/* seal.c — writes the log: entries, bulk entries, erasure; reads it for screens.
 *
 * Not here: the tree (tree.c), heads (head.c), checking (seal_verify.c). Invariant: entry n+1 holds
 * the hash of entry n, and both stand in the transaction of the change they record. */
#include "seal/seal.h"

#include "seal/seal_int.h"
#include "seal/tree.h"

#include "base/bug.h"
#include "base/num.h"
#include "store/sql.h"

#include <openssl/rand.h>

#include <stdio.h>

/* Netstrings into a fixed space; its fields are short by their own rules. */
struct pad {
	char b[SEAL_LEAF];
	size_t n;
};

static void pad_str(struct pad *p, struct str s)
{
	int head = snprintf(p->b + p->n, sizeof p->b - p->n, "%zu:", s.n);
	AN(head > 0 && p->n + (size_t)head + s.n + 1 < sizeof p->b);
	p->n += (size_t)head;
	if (s.n)
		memcpy(p->b + p->n, s.p, s.n);
	p->n += s.n;
	p->b[p->n++] = ',';
}

static void pad_int(struct pad *p, int64_t v)
{
	char t[24];
	int n = snprintf(t, sizeof t, "%lld", (long long)v);
	pad_str(p, str_n(t, (size_t)n));
}

struct digest seal_leaf_hash(struct hash *h, const struct seal_leaf *l)
{
	struct pad p;
	p.n = 0;
	pad_str(&p, S("duban-entry-1"));
	pad_int(&p, l->seq);
	pad_int(&p, l->at_ms);
	pad_int(&p, l->actor);
	pad_str(&p, l->kind);
	pad_int(&p, l->record);
	pad_int(&p, l->version);
	pad_str(&p, l->verb);
	pad_int(&p, l->alg);
	pad_str(&p, digest_str(&l->content));
	pad_str(&p, l->has_prev ? digest_str(&l->prev) : STR_NONE);
	hash_begin(h, HASH_LEAF);
	hash_add(h, str_n(p.b, p.n));
	return hash_end(h);
}

struct digest seal_content_hash(
	struct hash *h, struct str salt, struct str reason, struct str payload)
{
	hash_begin(h, HASH_CONTENT);
	hash_add(h, salt);
	hash_add_net(h, reason);
	hash_add_net(h, payload);
	return hash_end(h);
}

static void init_sha256(void *p)
{
	AN(hash_init(p, HASH_SHA256));
}

static void init_sm3(void *p)
{
	AN(hash_init(p, HASH_SM3));
}

static void fini(void *p)
{
	hash_fini(p);
}

struct hash *seal_hash(struct db *db, int alg)
{
	AN(hash_name(alg));
	return db_own(db, sizeof(struct hash), alg == HASH_SM3 ? init_sm3 : init_sha256, fini);
}

int seal_log_alg(struct db *db, char name[SEAL_LOG_NAME])
{
	struct stmt *s = db_prep(db, "SELECT alg, name FROM seal_log");
	int alg = 0;
	if (db_step(s) == DB_ROW) {
		alg = (int)db_col_int(s, 0);
		struct str n = db_col_text(s, 1);
		if (name)
			snprintf(name, SEAL_LOG_NAME, "%.*s", STR_ARG(n));
	}
	db_done(s);
	return alg;
}

enum db_code seal_start(struct db *w, int alg)
{
	unsigned char r[16];
	char name[SEAL_LOG_NAME];
	if (seal_log_alg(w, NULL) || !hash_name(alg))
		return DB_CONSTRAINT;
	AN(RAND_bytes(r, sizeof r) == 1);
	for (size_t i = 0; i < sizeof r; i++)
		snprintf(name + 2 * i, 3, "%02x", r[i]);
	struct stmt *s = db_prep(w, "INSERT INTO seal_log (name, alg) VALUES (?, ?)");
	db_text(s, 1, str_of(name));
	db_int(s, 2, alg);
	return db_run(s);
}

/* Digest of the log, number and hash of its last entry. The new one is never older than that: the
 * processes of one database may not have the same time after a clock was set. */
static enum db_code read_end(struct db *w, struct seal_leaf *l)
{
	l->alg = seal_log_alg(w, NULL);
	if (!l->alg) {
		enum db_code c = seal_start(w, HASH_SHA256);
		if (c)
			return c;
		l->alg = HASH_SHA256;
	}
	struct stmt *s = db_prep(
		w, "SELECT seq, hash, made FROM seal_entry ORDER BY seq DESC LIMIT 1");
	enum db_code c = db_step(s);
	l->has_prev = c == DB_ROW;
	l->seq = l->has_prev ? db_col_int(s, 0) + 1 : 1;
	if (l->has_prev && !digest_of(db_col_blob(s, 1), &l->prev))
		c = DB_CORRUPT;
	if (l->has_prev && db_col_int(s, 2) > l->at_ms)
		l->at_ms = db_col_int(s, 2);
	db_done(s);
	return c == DB_ROW ? DB_OK : c;
}

static enum db_code insert(struct db *w, const struct seal_in *in, const struct seal_leaf *l,
	struct str salt, const struct digest *hash)
{
	struct stmt *s = db_prep(w,
		"INSERT INTO seal_entry (seq, made, actor, kind, record, version, verb, reason, "
		"payload, salt, content, alg, prev, hash) "
		"VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
	db_int(s, 1, l->seq);
	db_int(s, 2, l->at_ms);
	db_rid(s, 3, in->actor);
	db_text(s, 4, l->kind);
	db_rid(s, 5, in->record);
	db_int(s, 6, l->version);
	db_text(s, 7, l->verb);
	db_text(s, 8, in->reason);
	db_text(s, 9, in->payload);
	db_blob(s, 10, salt);
	db_blob(s, 11, digest_str(&l->content));
	db_int(s, 12, l->alg);
	db_blob(s, 13, l->has_prev ? digest_str(&l->prev) : STR_NONE);
	db_blob(s, 14, digest_str(hash));
	return db_run(s);
}

enum db_code seal_append(struct db *w, const struct seal_in *in, int64_t *seq)
{
	struct seal_leaf l = {.at_ms = in->at.ms,
		.actor = in->actor.n,
		.record = in->record.n,
		.version = in->version,
		.kind = str_of(in->kind),
		.verb = str_of(in->verb)};
	AN(db_may_write(w) && sql_is_name(l.kind) && sql_is_name(l.verb));
	enum db_code c = read_end(w, &l);
	if (c)
		return c;
	struct hash *h = seal_hash(w, l.alg);
	/* Without salt the digest of a short text could be guessed after its erasure. */
	unsigned char r[SEAL_SALT];
	AN(RAND_bytes(r, sizeof r) == 1);
	struct str salt = str_n((const char *)r, sizeof r);
	l.content = seal_content_hash(h, salt, in->reason, in->payload);
	struct digest hash = seal_leaf_hash(h, &l);
	c = insert(w, in, &l, salt, &hash);
	if (!c)
		c = tree_grow(w, h, l.seq);
	if (seq)
		*seq = l.seq;
	return c;
}

#define BULK S("duban-bulk-1")

bool seal_is_bulk(struct str payload)
{
	struct str word;
	return net_take(&payload, &word) && str_eq(word, BULK);
}

static bool take_int(struct str *rest, int64_t *out)
{
	struct str t;
	return net_take(rest, &t) && num_int(t, 0, INT64_MAX, out);
}

bool seal_bulk_parse(struct str payload, struct seal_bulk *b)
{
	struct str word, digest;
	int64_t n;
	*b = (struct seal_bulk){0};
	if (!net_take(&payload, &word) || !str_eq(word, BULK) || !net_take(&payload, &b->table) ||
		!sql_is_name(b->table) || !take_int(&payload, &n) || n < 1 || n > SEAL_COLS)
		return false;
	for (b->n_cols = 0; b->n_cols < n; b->n_cols++) {
		struct str *col = &b->cols[b->n_cols];
		if (!net_take(&payload, col) || !sql_is_name(*col))
			return false;
	}
	return take_int(&payload, &b->first) && take_int(&payload, &b->last) &&
	       take_int(&payload, &b->count) && net_take(&payload, &digest) &&
	       digest_parse(digest, &b->digest) && payload.n == 0;
}

static void put_payload(struct buf *out, const struct seal_bulk *b)
{
	char hex[HASH_HEX];
	net_put(out, BULK);
	net_put(out, b->table);
	net_put_int(out, b->n_cols);
	for (int i = 0; i < b->n_cols; i++)
		net_put(out, b->cols[i]);
	net_put_int(out, b->first);
	net_put_int(out, b->last);
	net_put_int(out, b->count);
	net_put(out, str_of(digest_hex(&b->digest, hex)));
}

enum { PAGE = 5000 };

static void rows_query(struct sql *q, const struct seal_bulk *b, int64_t from)
{
	sql_lit(q, "SELECT id");
	for (int i = 0; i < b->n_cols; i++) {
		sql_lit(q, ", ");
		sql_name(q, str_c(q->text.a, b->cols[i]));
	}
	sql_lit(q, " FROM ");
	sql_name(q, str_c(q->text.a, b->table));
	sql_lit(q, " WHERE id >= ");
	sql_int(q, from);
	sql_lit(q, " AND id <= ");
	sql_int(q, b->last);
	sql_lit(q, " ORDER BY id LIMIT ");
	sql_int(q, PAGE);
}

enum db_code seal_bulk_hash(struct db *db, struct hash *h, const struct seal_bulk *b,
	int64_t *count, struct digest *out)
{
	struct arena *a = arena_open(1 << 20);
	int64_t from = b->first, n;
	enum db_code c;
	*count = 0;
	hash_begin(h, HASH_ROWS);
	do {
		arena_reset(a);
		struct sql *q = sql_new(a);
		rows_query(q, b, from);
		struct stmt *s = db_prep_sql(db, q);
		for (n = 0; (c = db_step(s)) == DB_ROW; n++) {
			from = db_col_int(s, 0) + 1;
			for (int i = 0; i < b->n_cols; i++)
				hash_add_net(h, db_col_text(s, i + 1));
		}
		*count += n;
	} while (c == DB_OK && n == PAGE);
	*out = hash_end(h);
	arena_close(a);
	return c;
}

enum db_code seal_append_bulk(
	struct db *w, const struct seal_in *in, const struct seal_rows *rows, int64_t *seq)
{
	AZ(in->payload.n);
	struct seal_leaf l = {0};
	struct seal_bulk b = {
		.table = str_of(rows->table), .first = rows->first.n, .last = rows->last.n};
	for (; rows->cols[b.n_cols]; b.n_cols++) {
		AN(b.n_cols < SEAL_COLS);
		b.cols[b.n_cols] = str_of(rows->cols[b.n_cols]);
	}
	enum db_code c = read_end(w, &l);
	if (!c)
		c = seal_bulk_hash(w, seal_hash(w, l.alg), &b, &b.count, &b.digest);
	if (c)
		return c;
	struct arena *a = arena_open(1 << 16);
	struct buf payload = buf_in(a, 1 << 13);
	put_payload(&payload, &b);
	struct seal_in with = *in;
	with.payload = buf_view(&payload);
	c = seal_append(w, &with, seq);
	arena_close(a);
	return c;
}

enum db_code seal_erase(struct db *w, int64_t seq, const struct seal_in *in)
{
	struct stmt *s = db_prep(
		w, "SELECT count(*) FROM seal_entry WHERE seq = ? AND salt IS NOT NULL");
	db_int(s, 1, seq);
	if (db_one_int(s, 0) != 1)
		return DB_CONSTRAINT;
	char number[24], payload[48];
	snprintf(number, sizeof number, "%lld", (long long)seq);
	snprintf(payload, sizeof payload, "3:seq,0:,%zu:%s,", strlen(number), number);
	struct seal_in with = *in;
	with.verb = "erase";
	with.payload = str_of(payload);
	int64_t by;
	enum db_code c = seal_append(w, &with, &by);
	if (c)
		return c;
	s = db_prep(w, "INSERT INTO seal_tombstone (seq, entry) VALUES (?, ?)");
	db_int(s, 1, seq);
	db_int(s, 2, by);
	c = db_run(s);
	if (c)
		return c;
	s = db_prep(w, "UPDATE seal_entry SET reason = NULL, payload = NULL, salt = NULL "
		       "WHERE seq = ?");
	db_int(s, 1, seq);
	return db_run(s);
}

void seal_field(struct buf *b, const char *name, struct str old, struct str now)
{
	net_put(b, str_of(name));
	net_put(b, old);
	net_put(b, now);
}

bool seal_next_field(struct str *payload, struct seal_change *out)
{
	struct str rest = *payload;
	if (!net_take(&rest, &out->name) || !sql_is_name(out->name) ||
		!net_take(&rest, &out->old) || !net_take(&rest, &out->now))
		return false;
	*payload = rest;
	return true;
}

#define COLUMNS "SELECT seq, made, actor, kind, record, version, verb, reason, payload, salt "

static struct seal_entry *collect(struct stmt *s, int max, struct arena *a, size_t *n)
{
	struct seal_entry *at = arena_array(a, (size_t)max, sizeof *at);
	for (*n = 0; *n < (size_t)max && db_step(s) == DB_ROW; ++*n)
		at[*n] = (struct seal_entry){.seq = db_col_int(s, 0),
			.at = db_col_stamp(s, 1),
			.actor = db_col_rid(s, 2),
			.kind = str_dup(a, db_col_text(s, 3)),
			.record = db_col_rid(s, 4),
			.version = db_col_int(s, 5),
			.verb = str_dup(a, db_col_text(s, 6)),
			.reason = str_dup(a, db_col_text(s, 7)),
			.payload = str_dup(a, db_col_text(s, 8)),
			.erased = db_col_is_null(s, 9)};
	db_done(s);
	return at;
}

struct seal_entry *seal_history(struct db *db, rid record, int max, struct arena *a, size_t *n)
{
	struct stmt *s = db_prep(db,
		COLUMNS "FROM seal_entry WHERE record = ? AND verb NOT IN ('look', 'export', "
			"'feed') ORDER BY seq DESC LIMIT ?");
	db_rid(s, 1, record);
	db_int(s, 2, max);
	return collect(s, max, a, n);
}

struct seal_entry *seal_since(
	struct db *db, rid record, struct stamp after, int max, struct arena *a, size_t *n)
{
	struct stmt *s = db_prep(db,
		COLUMNS "FROM seal_entry WHERE record = ? AND made > ? ORDER BY seq DESC LIMIT ?");
	db_rid(s, 1, record);
	db_stamp(s, 2, after);
	db_int(s, 3, max);
	return collect(s, max, a, n);
}

struct seal_entry *seal_latest(struct db *db, int64_t before, int max, struct arena *a, size_t *n)
{
	struct stmt *s = db_prep(
		db, COLUMNS "FROM seal_entry WHERE seq < ? ORDER BY seq DESC LIMIT ?");
	db_int(s, 1, before ? before : INT64_MAX);
	db_int(s, 2, max);
	return collect(s, max, a, n);
}

struct seal_entry *seal_find(
	struct db *db, const struct seal_filter *f, int max, struct arena *a, size_t *n)
{
	struct sql *q = sql_new(a);
	sql_lit(q, COLUMNS "FROM seal_entry WHERE seq < ");
	sql_int(q, f->before ? f->before : INT64_MAX);
	if (f->kind.n) {
		sql_lit(q, " AND kind = ");
		sql_text(q, f->kind);
	}
	if (f->actor.n) {
		sql_lit(q, " AND actor = ");
		sql_rid(q, f->actor);
	}
	if (f->from.ms) {
		sql_lit(q, " AND made >= ");
		sql_stamp(q, f->from);
	}
	if (f->until.ms) {
		sql_lit(q, " AND made < ");
		sql_stamp(q, f->until);
	}
	sql_lit(q, " ORDER BY seq DESC LIMIT ");
	sql_int(q, max);
	return collect(db_prep_sql(db, q), max, a, n);
}

int64_t seal_size(struct db *db)
{
	/* Entries are numbered from 1 without gaps. */
	return db_one_int(db_prep(db, "SELECT max(seq) FROM seal_entry"), 0);
}

struct stamp seal_newest(struct db *db)
{
	struct stmt *s = db_prep(db, "SELECT made FROM seal_entry ORDER BY seq DESC LIMIT 1");
	return (struct stamp){db_one_int(s, 0)};
}
