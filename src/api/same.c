/* same.c — see same.h. */
#include "api/same.h"
#include "core/actor.h"

#include <sodium.h>

enum { PART = 64 * 1024 };

static void add(crypto_generichash_state *s, struct str text)
{
	crypto_generichash_update(s, (const unsigned char *)text.p, text.n);
}

/* With its length before it, so that no two lists of texts run together. */
static void add_text(struct arena *a, crypto_generichash_state *s, struct str text)
{
	add(s, str_fmt(a, "%zu:", text.n));
	add(s, text);
}

static bool add_bytes(struct arena *a, crypto_generichash_state *s, const struct bytes *b)
{
	char *part = arena_get(a, PART);
	int64_t n = 0;
	add(s, str_fmt(a, "%llu:", (unsigned long long)b->size));
	for (uint64_t at = 0; (n = bytes_read(b, at, part, PART)) > 0; at += (uint64_t)n)
		add(s, str_n(part, (size_t)n));
	return n == 0;
}

static struct str finish(struct arena *a, crypto_generichash_state *s)
{
	unsigned char out[crypto_generichash_BYTES];
	char text[crypto_generichash_BYTES * 2 + 1];
	crypto_generichash_final(s, out, sizeof out);
	sodium_bin2hex(text, sizeof text, out, sizeof out);
	return str_dup(a, str_of(text));
}

struct str same_key(struct page *pg, struct str key)
{
	struct arena *a = pg->cx->a;
	crypto_generichash_state s;
	if (key.n > SAME_KEY_MAX)
		return STR_NONE;
	crypto_generichash_init(&s, NULL, 0, crypto_generichash_BYTES);
	add(&s, str_fmt(a, "api %lld\n", (long long)pg->cx->who->account.n));
	add(&s, key);
	return finish(a, &s);
}

bool same_digest(struct page *pg, struct str *out)
{
	struct arena *a = pg->cx->a;
	const struct http_req *q = pg->q;
	crypto_generichash_state s;
	bool parts = q->fields.n || q->files.n, fine = true;
	crypto_generichash_init(&s, NULL, 0, crypto_generichash_BYTES);
	add_text(a, &s, q->path);
	if (!parts)
		fine = add_bytes(a, &s, &q->body);
	for (size_t i = 0; i < q->fields.n; i++) {
		add_text(a, &s, q->fields.at[i].name);
		add_text(a, &s, q->fields.at[i].value);
	}
	for (size_t i = 0; i < q->files.n && fine; i++) {
		add_text(a, &s, q->files.at[i].name);
		fine = add_bytes(a, &s, &q->files.at[i].data);
	}
	*out = finish(a, &s);
	return fine;
}
