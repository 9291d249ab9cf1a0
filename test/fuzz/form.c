/* form.c — query strings, form bodies and cookies. What is accepted is clean text, and writing it
 * again gives the same fields. */
#include "fuzz/fuzz.h"

#include "base/utf8.h"
#include "web/cookie.h"
#include "web/form.h"
#include "web/gzip.h"
#include "web/peer.h"

static void check(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		AN((unsigned char)s.p[i] >= ' ' || s.p[i] == '\t' || s.p[i] == '\n');
	AN(utf8_is_valid(s));
}

static struct str write_again(struct arena *a, const struct http_pairs *p)
{
	struct buf out = buf_in(a, 64 << 20);
	for (size_t i = 0; i < p->n; i++) {
		form_escape(&out, p->at[i].name);
		buf_ch(&out, '=');
		form_escape(&out, p->at[i].value);
		buf_ch(&out, '&');
	}
	return buf_view(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct arena *a = arena_open(FUZZ_ARENA);
	struct str raw = str_n((const char *)p, n), plain;
	struct http_pairs one = {0}, two = {0};
	struct http_pair h = {S("cookie"), raw};
	struct http_req q = {.a = a, .headers = &h, .n_headers = 1};
	struct http_peer peer;

	if (form_urlencoded(a, raw, &one) == FORM_OK) {
		AN(form_urlencoded(a, write_again(a, &one), &two) == FORM_OK);
		AN(one.n == two.n);
		for (size_t i = 0; i < one.n; i++) {
			check(one.at[i].name);
			check(one.at[i].value);
			AN(str_eq(one.at[i].name, two.at[i].name));
			AN(str_eq(one.at[i].value, two.at[i].value));
		}
	}
	if (form_unescape(a, raw, true, &plain))
		AN(plain.n <= n);
	AN(cookie_get(&q, S("sid")).n <= COOKIE_VALUE_MAX);
	AN(!http_is_local(raw) || (raw.p[0] == '/' && !str_starts(raw, S("//"))));
	gzip_accepted(raw);
	peer_forwarded(raw, &peer);
	arena_close(a);
	return 0;
}
