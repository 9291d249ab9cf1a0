/* head.c — see head.h. Ed25519 of OpenSSL; the private key never leaves this file. */
#include "seal/head.h"

#include "seal/seal_int.h"
#include "seal/tree.h"

#include "base/bug.h"
#include "base/num.h"
#include "sys/file.h"

#include <openssl/evp.h>
#include <openssl/pem.h>

#include <errno.h>
#include <stdio.h>

struct head_key {
	EVP_PKEY *pkey;
	unsigned char pub[HEAD_PUB];
	char name[HEAD_KEY_NAME];
};

static void name_key(const unsigned char pub[static HEAD_PUB], char name[static HEAD_KEY_NAME])
{
	unsigned char d[HASH_SIZE];
	AN(EVP_Digest(pub, HEAD_PUB, d, NULL, EVP_sha256(), NULL));
	for (int i = 0; i < (HEAD_KEY_NAME - 1) / 2; i++)
		snprintf(name + 2 * i, 3, "%02x", d[i]);
}

static EVP_PKEY *read_key(const char *path)
{
	FILE *f = fopen(path, "re");
	if (!f)
		return NULL;
	EVP_PKEY *p = PEM_read_PrivateKey(f, NULL, NULL, NULL);
	fclose(f);
	if (p && EVP_PKEY_get_base_id(p) != EVP_PKEY_ED25519) {
		EVP_PKEY_free(p);
		p = NULL;
	}
	if (!p)
		errno = EINVAL;
	return p;
}

/* Whole or not at all under its name. Where somebody else made one meanwhile, that one counts. */
static enum file_code make_key(const char *path)
{
	EVP_PKEY *p = EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
	BIO *pem = BIO_new(BIO_s_secmem());
	char *text;
	AN(p && pem && PEM_write_bio_PrivateKey(pem, p, NULL, NULL, 0, NULL, NULL));
	size_t n = (size_t)BIO_get_mem_data(pem, &text);
	enum file_code c = file_write_new(path, str_n(text, n), 0600);
	BIO_free(pem);
	EVP_PKEY_free(p);
	return c == FILE_EXISTS ? FILE_OK : c;
}

struct head_key *head_key_open(const char *path, bool create, struct arena *a, struct str *why)
{
	EVP_PKEY *p = read_key(path);
	if (!p && errno == ENOENT && create) {
		enum file_code c = make_key(path);
		if (c != FILE_OK) {
			*why = str_fmt(a, "存证签名密钥 %s 建不起来：%s", path, file_why(c, false));
			return NULL;
		}
		p = read_key(path);
	}
	if (!p) {
		*why = str_fmt(a, "读不到存证签名密钥 %s（%m）：请检查路径、权限和内容", path);
		return NULL;
	}
	struct head_key *k = arena_new(a, struct head_key);
	k->pkey = p;
	size_t n = sizeof k->pub;
	AN(EVP_PKEY_get_raw_public_key(p, k->pub, &n) == 1 && n == sizeof k->pub);
	name_key(k->pub, k->name);
	return k;
}

void head_key_close(struct head_key *k)
{
	if (k)
		EVP_PKEY_free(k->pkey);
}

void head_text(const struct head *h, struct buf *out)
{
	char hex[HASH_HEX];
	buf_fmt(out, "duban-head-1\nlog %s\nsize %lld\ntime %lld\nalg %s\nroot %s\nkey %s\n",
		h->log, (long long)h->size, (long long)h->at.ms, hash_name(h->alg),
		digest_hex(&h->root, hex), h->key);
}

/* "NAME VALUE\n" at the front. */
static bool take_line(struct str *rest, struct str name, struct str *value)
{
	if (!str_starts(*rest, name) || str_find(*rest, S("\n"), name.n) < 0)
		return false;
	*rest = str_from(*rest, name.n);
	*value = str_cut(rest, S("\n"));
	return true;
}

static bool copy_name(struct str s, char *to, size_t room)
{
	if (s.n != room - 1)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!((s.p[i] >= '0' && s.p[i] <= '9') || (s.p[i] >= 'a' && s.p[i] <= 'f')))
			return false;
	memcpy(to, s.p, s.n);
	to[s.n] = 0;
	return true;
}

bool head_parse(struct str *rest, struct head *h)
{
	struct str v;
	*h = (struct head){0};
	if (!take_line(rest, S("duban-head-1"), &v) || v.n)
		return false;
	if (!take_line(rest, S("log "), &v) || !copy_name(v, h->log, sizeof h->log))
		return false;
	if (!take_line(rest, S("size "), &v) || !num_int(v, 1, INT64_MAX, &h->size))
		return false;
	if (!take_line(rest, S("time "), &v) || !num_int(v, 0, INT64_MAX, &h->at.ms))
		return false;
	if (!take_line(rest, S("alg "), &v))
		return false;
	h->alg = str_eq(v, S("sha256")) ? HASH_SHA256 : str_eq(v, S("sm3")) ? HASH_SM3 : 0;
	if (!h->alg || !take_line(rest, S("root "), &v) || !digest_parse(v, &h->root))
		return false;
	return take_line(rest, S("key "), &v) && copy_name(v, h->key, sizeof h->key);
}

enum { SIGNED_MAX = 512 };

bool head_is_signed(const struct head *h)
{
	char name[HEAD_KEY_NAME];
	name_key(h->pub, name);
	if (strcmp(name, h->key) != 0)
		return false;
	struct arena *a = arena_open(1 << 14);
	struct buf b = buf_in(a, SIGNED_MAX);
	head_text(h, &b);
	EVP_PKEY *p = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, h->pub, sizeof h->pub);
	EVP_MD_CTX *m = EVP_MD_CTX_new();
	AN(m);
	bool ok = p && EVP_DigestVerifyInit(m, NULL, NULL, NULL, p) == 1 &&
		  EVP_DigestVerify(m, h->sig, sizeof h->sig, (const unsigned char *)b.p, b.n) == 1;
	EVP_MD_CTX_free(m);
	EVP_PKEY_free(p);
	arena_close(a);
	return ok;
}

static void sign(const struct head_key *k, struct head *h)
{
	struct arena *a = arena_open(1 << 14);
	struct buf b = buf_in(a, SIGNED_MAX);
	head_text(h, &b);
	EVP_MD_CTX *m = EVP_MD_CTX_new();
	size_t n = sizeof h->sig;
	AN(m && EVP_DigestSignInit(m, NULL, NULL, NULL, k->pkey) == 1);
	AN(EVP_DigestSign(m, h->sig, &n, (const unsigned char *)b.p, b.n) == 1);
	EVP_MD_CTX_free(m);
	arena_close(a);
}

static enum db_code keep_key(struct db *w, const struct head_key *k, struct stamp now)
{
	struct stmt *s = db_prep(w, "SELECT count(*) FROM seal_key WHERE name = ?");
	db_text(s, 1, str_of(k->name));
	if (db_one_int(s, 0))
		return DB_OK;
	s = db_prep(w, "INSERT INTO seal_key (name, alg, pub, made) VALUES (?, 'ed25519', ?, ?)");
	db_text(s, 1, str_of(k->name));
	db_blob(s, 2, str_n((const char *)k->pub, sizeof k->pub));
	db_int(s, 3, now.ms);
	return db_run(s);
}

static enum db_code keep_head(struct db *w, const struct head *h)
{
	struct stmt *s = db_prep(w, "INSERT INTO seal_head (id, size, made, root, key_name, sig) "
				    "VALUES (?, ?, ?, ?, ?, ?)");
	db_rid(s, 1, db_new_id(w));
	db_int(s, 2, h->size);
	db_int(s, 3, h->at.ms);
	db_blob(s, 4, digest_str(&h->root));
	db_text(s, 5, str_of(h->key));
	db_blob(s, 6, str_n((const char *)h->sig, sizeof h->sig));
	return db_run(s);
}

enum db_code head_make(struct db *w, const struct head_key *k, struct stamp now, struct head *h)
{
	*h = (struct head){.at = now, .size = seal_size(w)};
	if (!h->size)
		return DB_ABORT;
	h->alg = seal_log_alg(w, h->log);
	memcpy(h->pub, k->pub, sizeof h->pub);
	memcpy(h->key, k->name, sizeof h->key);
	enum db_code c = tree_root(w, seal_hash(w, h->alg), h->size, &h->root);
	if (c)
		return c;
	sign(k, h);
	c = keep_key(w, k, now);
	return c ? c : keep_head(w, h);
}

#define COLUMNS                                                                                    \
	"SELECT h.id, h.size, h.made, h.root, h.key_name, h.sig, k.pub FROM seal_head h "          \
	"LEFT JOIN seal_key k ON k.name = h.key_name "

/* What does not fit the shape gives DB_CORRUPT. */
static enum db_code load(struct db *db, struct stmt *s, rid *id, struct head *h)
{
	*h = (struct head){0};
	enum db_code c = db_step(s);
	if (c != DB_ROW)
		return c ? c : DB_ABORT;
	struct str sig = db_col_blob(s, 5), pub = db_col_blob(s, 6);
	*id = db_col_rid(s, 0);
	h->size = db_col_int(s, 1);
	h->at = db_col_stamp(s, 2);
	bool fits = digest_of(db_col_blob(s, 3), &h->root) &&
		    copy_name(db_col_text(s, 4), h->key, sizeof h->key) && sig.n == HEAD_SIG &&
		    pub.n == HEAD_PUB;
	if (fits) {
		memcpy(h->sig, sig.p, sig.n);
		memcpy(h->pub, pub.p, pub.n);
	}
	db_done(s);
	h->alg = seal_log_alg(db, h->log);
	return fits && hash_name(h->alg) ? DB_OK : DB_CORRUPT;
}

enum db_code head_latest(struct db *db, int64_t size, struct head *out)
{
	rid id;
	struct stmt *s = db_prep(db, COLUMNS "WHERE h.size >= ? ORDER BY h.id DESC LIMIT 1");
	db_int(s, 1, size);
	return load(db, s, &id, out);
}

enum db_code head_next(struct db *db, int64_t size, rid *id, struct head *out)
{
	struct stmt *s = db_prep(db, COLUMNS
		"WHERE h.size > ? OR (h.size = ? AND h.id > ?) ORDER BY h.size, h.id LIMIT 1");
	db_int(s, 1, size);
	db_int(s, 2, size);
	db_int(s, 3, id->n);
	return load(db, s, id, out);
}
