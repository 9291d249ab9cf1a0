/* hash.c — SHA-256 and SM3 through OpenSSL: fetched once per object, one context used again. */
#include "seal/hash.h"

#include "base/bug.h"
#include "base/num.h"

#include <openssl/evp.h>

#include <stdio.h>

const char *hash_name(int alg)
{
	return alg == HASH_SHA256 ? "sha256" : alg == HASH_SM3 ? "sm3" : NULL;
}

bool hash_init(struct hash *h, int alg)
{
	*h = (struct hash){.alg = alg};
	if (!hash_name(alg))
		return false;
	EVP_MD *md = EVP_MD_fetch(NULL, hash_name(alg), NULL);
	AN(md && EVP_MD_get_size(md) == HASH_SIZE);
	h->md = md;
	h->ctx = EVP_MD_CTX_new();
	AN(h->ctx);
	return true;
}

void hash_fini(struct hash *h)
{
	EVP_MD_CTX_free(h->ctx);
	EVP_MD_free(h->md);
}

void hash_begin(struct hash *h, enum hash_sort sort)
{
	unsigned char b = (unsigned char)sort;
	AN(EVP_DigestInit_ex2(h->ctx, h->md, NULL));
	AN(EVP_DigestUpdate(h->ctx, &b, 1));
}

void hash_add(struct hash *h, struct str s)
{
	if (s.n)
		AN(EVP_DigestUpdate(h->ctx, s.p, s.n));
}

void hash_add_net(struct hash *h, struct str s)
{
	char head[24];
	int n = snprintf(head, sizeof head, "%zu:", s.n);
	hash_add(h, str_n(head, (size_t)n));
	hash_add(h, s);
	hash_add(h, S(","));
}

struct digest hash_end(struct hash *h)
{
	struct digest d;
	AN(EVP_DigestFinal_ex(h->ctx, d.b, NULL));
	return d;
}

struct digest hash_pair(struct hash *h, const struct digest *l, const struct digest *r)
{
	hash_begin(h, HASH_NODE);
	hash_add(h, digest_str(l));
	hash_add(h, digest_str(r));
	return hash_end(h);
}

bool digest_eq(const struct digest *x, const struct digest *y)
{
	return memcmp(x->b, y->b, HASH_SIZE) == 0;
}

struct str digest_str(const struct digest *d)
{
	return str_n((const char *)d->b, HASH_SIZE);
}

bool digest_of(struct str s, struct digest *out)
{
	if (s.n != HASH_SIZE)
		return false;
	memcpy(out->b, s.p, HASH_SIZE);
	return true;
}

const char *digest_hex(const struct digest *d, char out[static HASH_HEX])
{
	for (int i = 0; i < HASH_SIZE; i++)
		snprintf(out + 2 * i, 3, "%02x", d->b[i]);
	return out;
}

static int hex_value(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool digest_parse(struct str hex, struct digest *out)
{
	if (hex.n != 2 * HASH_SIZE)
		return false;
	for (int i = 0; i < HASH_SIZE; i++) {
		int hi = hex_value(hex.p[2 * i]), lo = hex_value(hex.p[2 * i + 1]);
		if (hi < 0 || lo < 0)
			return false;
		out->b[i] = (unsigned char)(hi << 4 | lo);
	}
	return true;
}

void net_put(struct buf *b, struct str s)
{
	buf_int(b, (int64_t)s.n);
	buf_ch(b, ':');
	buf_str(b, s);
	buf_ch(b, ',');
}

void net_put_int(struct buf *b, int64_t n)
{
	char t[24];
	snprintf(t, sizeof t, "%lld", (long long)n);
	net_put(b, str_of(t));
}

bool net_take(struct str *rest, struct str *out)
{
	ptrdiff_t colon = str_find(str_first(*rest, 20), S(":"), 0);
	int64_t n;
	if (colon <= 0 || !num_int(str_first(*rest, (size_t)colon), 0, INT32_MAX, &n))
		return false;
	size_t from = (size_t)colon + 1, end = from + (size_t)n;
	if (end >= rest->n || rest->p[end] != ',')
		return false;
	*out = str_n(rest->p + from, (size_t)n);
	*rest = str_from(*rest, end + 1);
	return true;
}
