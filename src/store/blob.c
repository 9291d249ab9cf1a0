/* blob.c — see blob.h. Invariant: a blob whose `whole` is 1 has all its chunks, and its hash is
 * that of their bytes; chunks are only ever written before. */
#include "store/blob.h"

#include "base/bug.h"

#include <openssl/evp.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PIECE = 16 }; /* chunks in one transaction: a megabyte */

struct put {
	int fd;
	int64_t at; /* chunks written */
	struct stamp now;
	struct blob *b;
	rid mine;   /* the blob being written */
	bool known; /* the content is there already */
	char *bytes;
	size_t n;
};

/* Fills `p` as far as the file goes; -1 on failure. */
static ssize_t read_full(int fd, char *p, size_t room)
{
	size_t n = 0;
	while (n < room) {
		ssize_t r = read(fd, p + n, room - n);
		if (r < 0 && errno == EINTR)
			continue;
		if (r < 0)
			return -1;
		if (r == 0)
			break;
		n += (size_t)r;
	}
	return (ssize_t)n;
}

static enum db_code hash_fd(struct put *p, int64_t ceiling)
{
	EVP_MD_CTX *m = EVP_MD_CTX_new();
	enum db_code c = lseek(p->fd, 0, SEEK_SET) < 0 ? DB_IO : DB_OK;
	ssize_t n = 1;
	AN(m && EVP_DigestInit_ex(m, EVP_sha256(), NULL));
	p->b->size = 0;
	while (!c && n > 0) {
		n = read_full(p->fd, p->bytes, (size_t)PIECE * BLOB_CHUNK);
		if (n < 0)
			c = DB_IO;
		else
			AN(EVP_DigestUpdate(m, p->bytes, (size_t)n));
		p->b->size += n;
		if (p->b->size > ceiling)
			c = DB_FULL;
	}
	AN(EVP_DigestFinal_ex(m, p->b->sha, NULL));
	EVP_MD_CTX_free(m);
	return c;
}

static struct str sha_str(const struct blob *b)
{
	return str_n((const char *)b->sha, sizeof b->sha);
}

static enum db_code find_sha(struct db *db, struct blob *b, bool *found)
{
	struct stmt *s = db_prep(db, "SELECT id FROM blob WHERE sha = ? AND whole = 1");
	db_blob(s, 1, sha_str(b));
	enum db_code c = db_step(s);
	*found = c == DB_ROW;
	if (*found)
		b->id = db_col_rid(s, 0);
	db_done(s);
	return c == DB_ROW ? DB_OK : c;
}

/* Nobody may hold it yet: as young as a new one, or the sweep takes it before it is attached. */
static enum db_code renew(struct db *w, const struct put *p)
{
	struct stmt *s = db_prep(w, "UPDATE blob SET made = ? WHERE id = ? AND made < ?");
	db_int(s, 1, p->now.ms);
	db_rid(s, 2, p->b->id);
	db_int(s, 3, p->now.ms);
	return db_run(s);
}

static enum db_code begin_job(struct db *w, void *arg)
{
	struct put *p = arg;
	enum db_code c = find_sha(w, p->b, &p->known);
	if (c || p->known)
		return c ? c : renew(w, p);
	p->mine = p->b->id = db_new_id(w);
	struct stmt *s = db_prep(
		w, "INSERT INTO blob (id, sha, size, made, whole) VALUES (?, ?, ?, ?, 0)");
	db_rid(s, 1, p->mine);
	db_blob(s, 2, sha_str(p->b));
	db_int(s, 3, p->b->size);
	db_int(s, 4, p->now.ms);
	return db_run(s);
}

static enum db_code piece_job(struct db *w, void *arg)
{
	const struct put *p = arg;
	int64_t at = p->at;
	for (size_t from = 0; from < p->n; from += BLOB_CHUNK) {
		size_t n = p->n - from < BLOB_CHUNK ? p->n - from : BLOB_CHUNK;
		struct stmt *s = db_prep(
			w, "INSERT INTO blob_chunk (blob, pos, bytes) VALUES (?, ?, ?)");
		db_rid(s, 1, p->mine);
		db_int(s, 2, at++);
		db_blob(s, 3, str_n(p->bytes + from, n));
		enum db_code c = db_run(s);
		if (c)
			return c;
	}
	return DB_OK;
}

static enum db_code remove_blob(struct db *w, rid id)
{
	struct stmt *s = db_prep(w, "DELETE FROM blob_chunk WHERE blob = ?");
	db_rid(s, 1, id);
	enum db_code c = db_run(s);
	if (c)
		return c;
	s = db_prep(w, "DELETE FROM blob WHERE id = ?");
	db_rid(s, 1, id);
	return db_run(s);
}

/* Somebody else may have finished the same content meanwhile: then theirs is taken. */
static enum db_code end_job(struct db *w, void *arg)
{
	struct put *p = arg;
	enum db_code c = find_sha(w, p->b, &p->known);
	if (c)
		return c;
	if (p->known)
		return remove_blob(w, p->mine);
	p->b->id = p->mine;
	struct stmt *s = db_prep(w, "UPDATE blob SET whole = 1 WHERE id = ?");
	db_rid(s, 1, p->mine);
	return db_run(s);
}

static enum db_code drop_job(struct db *w, void *arg)
{
	return remove_blob(w, *(rid *)arg);
}

/* The second reading must give what was hashed, or the file changed in between. */
static enum db_code write_pieces(struct db *db, struct put *p)
{
	int64_t size = 0;
	EVP_MD_CTX *m = EVP_MD_CTX_new();
	unsigned char sha[BLOB_SHA];
	enum db_code c = lseek(p->fd, 0, SEEK_SET) < 0 ? DB_IO : DB_OK;
	AN(m && EVP_DigestInit_ex(m, EVP_sha256(), NULL));
	for (; !c && size < p->b->size; size += (int64_t)p->n) {
		ssize_t n = read_full(p->fd, p->bytes, (size_t)PIECE * BLOB_CHUNK);
		p->n = n > 0 ? (size_t)n : 0;
		if (!p->n)
			c = DB_IO;
		else
			c = db_tx(db, piece_job, p);
		AN(EVP_DigestUpdate(m, p->bytes, p->n));
		p->at += PIECE;
	}
	AN(EVP_DigestFinal_ex(m, sha, NULL));
	EVP_MD_CTX_free(m);
	if (!c && (size != p->b->size || memcmp(sha, p->b->sha, sizeof sha) != 0))
		c = DB_IO;
	return c;
}

enum db_code blob_put(struct db *db, int fd, int64_t ceiling, struct stamp now, struct blob *out)
{
	struct put p = {.fd = fd, .now = now, .b = out};
	*out = (struct blob){0};
	p.bytes = malloc((size_t)PIECE * BLOB_CHUNK);
	AN(p.bytes);
	enum db_code c = hash_fd(&p, ceiling);
	if (!c)
		c = db_tx(db, begin_job, &p);
	if (!c && !p.known) {
		c = write_pieces(db, &p);
		if (!c)
			c = db_tx(db, end_job, &p);
		if (c)
			db_tx(db, drop_job, &p.mine); /* else the sweep finds it */
	}
	free(p.bytes);
	return c;
}

enum db_code blob_find(struct db *db, rid id, struct blob *out)
{
	struct stmt *s = db_prep(db, "SELECT sha, size FROM blob WHERE id = ? AND whole = 1");
	db_rid(s, 1, id);
	enum db_code c = db_step(s);
	*out = (struct blob){.id = id};
	if (c == DB_ROW) {
		struct str sha = db_col_blob(s, 0);
		out->size = db_col_int(s, 1);
		c = sha.n == BLOB_SHA ? DB_OK : DB_CORRUPT;
		if (!c)
			memcpy(out->sha, sha.p, BLOB_SHA);
	} else if (!c) {
		c = DB_ABORT;
	}
	db_done(s);
	return c;
}

/* One chunk to `fn` and to the hash; its row is released before the next. */
static enum db_code feed(struct db *db, struct stmt *s, EVP_MD_CTX *m,
	int (*fn)(void *arg, struct str part), void *arg)
{
	(void)db;
	enum db_code c = db_step(s);
	if (c != DB_ROW)
		return c ? c : DB_CORRUPT;
	struct str part = db_col_blob(s, 0);
	AN(EVP_DigestUpdate(m, part.p, part.n));
	c = fn(arg, part) ? DB_ABORT : DB_OK;
	db_done(s);
	return c;
}

enum db_code blob_get(struct db *db, rid id, int (*fn)(void *arg, struct str part), void *arg)
{
	struct blob b;
	unsigned char sha[BLOB_SHA];
	enum db_code c = blob_find(db, id, &b);
	if (c)
		return c;
	EVP_MD_CTX *m = EVP_MD_CTX_new();
	AN(m && EVP_DigestInit_ex(m, EVP_sha256(), NULL));
	for (int64_t i = 0; !c && i * BLOB_CHUNK < b.size; i++) {
		struct stmt *s = db_prep(
			db, "SELECT bytes FROM blob_chunk WHERE blob = ? AND pos = ?");
		db_rid(s, 1, id);
		db_int(s, 2, i);
		c = feed(db, s, m, fn, arg);
	}
	AN(EVP_DigestFinal_ex(m, sha, NULL));
	EVP_MD_CTX_free(m);
	return c ? c : memcmp(sha, b.sha, BLOB_SHA) == 0 ? DB_OK : DB_CORRUPT;
}

static int put_fd(void *arg, struct str part)
{
	int fd = *(int *)arg;
	while (part.n) {
		ssize_t n = write(fd, part.p, part.n);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return 1;
		part = str_from(part, (size_t)n);
	}
	return 0;
}

enum db_code blob_get_fd(struct db *db, rid id, int fd)
{
	return blob_get(db, id, put_fd, &fd);
}

enum db_code blob_hold(struct db *w, rid owner, rid blob)
{
	struct stmt *s = db_prep(w, "SELECT count(*) FROM blob_owner WHERE owner = ? AND blob = ?");
	db_rid(s, 1, owner);
	db_rid(s, 2, blob);
	if (db_one_int(s, 0))
		return DB_OK;
	s = db_prep(w, "INSERT INTO blob_owner (owner, blob) VALUES (?, ?)");
	db_rid(s, 1, owner);
	db_rid(s, 2, blob);
	return db_run(s);
}

enum db_code blob_release(struct db *w, rid owner, rid blob)
{
	struct stmt *s = db_prep(w, "DELETE FROM blob_owner WHERE owner = ? AND blob = ?");
	db_rid(s, 1, owner);
	db_rid(s, 2, blob);
	return db_run(s);
}

struct sweep {
	struct stamp before;
	rid last;  /* removed before */
	rid found; /* the one that was removed now */
};

static enum db_code sweep_job(struct db *w, void *arg)
{
	struct sweep *k = arg;
	struct stmt *s = db_prep(w, "SELECT b.id FROM blob b WHERE b.id > ? AND b.made < ? AND NOT "
				    "EXISTS (SELECT 1 FROM blob_owner o WHERE o.blob = b.id) "
				    "ORDER BY b.id LIMIT 1");
	db_int(s, 1, k->last.n);
	db_int(s, 2, k->before.ms);
	k->found = (rid){db_one_int(s, 0)};
	return k->found.n ? remove_blob(w, k->found) : DB_OK;
}

enum db_code blob_sweep(struct db *db, struct stamp before, int64_t *n)
{
	struct sweep k = {.before = before};
	enum db_code c;
	*n = 0;
	/* One at a time: the writer is not held for longer than one attachment takes. */
	for (;;) {
		c = db_tx(db, sweep_job, &k);
		if (c || !k.found.n)
			return c;
		k.last = k.found;
		++*n;
	}
}
