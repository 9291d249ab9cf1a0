/* session.c — see session.h. */
#include "web/session.h"
#include "base/num.h"
#include "core/setting.h"
#include "web/cookie.h"

#include <sodium.h>

enum { TOKEN_BYTES = 24, TOUCH_MS = 60 * 1000 };

#define COOKIE_TOKEN S("duban")
#define COOKIE_SEEN  S("duban_seen")

static struct str hex(struct arena *a, const unsigned char *p, size_t n)
{
	char *out = arena_get(a, n * 2 + 1);
	sodium_bin2hex(out, n * 2 + 1, p, n);
	return str_n(out, n * 2);
}

static struct str random_hex(struct arena *a, size_t n)
{
	unsigned char bytes[64];
	randombytes_buf(bytes, n);
	return hex(a, bytes, n);
}

static struct str hash_of(struct arena *a, struct str token)
{
	unsigned char out[crypto_generichash_BYTES];
	crypto_generichash(out, sizeof out, (const unsigned char *)token.p, token.n, NULL, 0);
	return hex(a, out, sizeof out);
}

/* Keyed hash of a purpose and a value under the session's secret. */
static struct str mac(struct arena *a, const struct session *s, struct str what)
{
	unsigned char out[crypto_generichash_BYTES];
	crypto_generichash(out, sizeof out, (const unsigned char *)what.p, what.n,
		(const unsigned char *)s->secret.p, s->secret.n);
	return hex(a, out, sizeof out);
}

static bool same(struct str x, struct str y)
{
	return x.n == y.n && x.n && sodium_memcmp(x.p, y.p, x.n) == 0;
}

static struct str seen_text(struct arena *a, const struct session *s, struct str ms)
{
	return mac(a, s, str_fmt(a, "seen %.*s", STR_ARG(ms)));
}

/* Milliseconds since the last page, or -1 where the cookie is missing or not ours. */
static int64_t idle_ms(struct ctx *cx, const struct http_req *q, const struct session *s)
{
	struct str mark = cookie_get(q, COOKIE_SEEN);
	struct str ms = str_cut(&mark, S("."));
	int64_t at;
	if (!num_int(ms, 0, INT64_MAX, &at) || !same(mark, seen_text(cx->a, s, ms)))
		return -1;
	return cx->now.ms > at ? cx->now.ms - at : 0;
}

enum session_code session_load(struct ctx *cx, const struct http_req *q, struct session *out)
{
	struct str token = cookie_get(q, COOKIE_TOKEN);
	if (token.n != TOKEN_BYTES * 2)
		return SESSION_NONE;
	if (!token_session(cx, hash_of(cx->a, token), out))
		return SESSION_ENDED;
	if (cx->now.ms >= out->until.ms)
		return SESSION_ENDED;
	int64_t idle = idle_ms(cx, q, out);
	int64_t most = setting_int(cx, S("session.idle_minutes")) * 60 * 1000;
	return idle < 0 || idle > most ? SESSION_IDLE : SESSION_OK;
}

static void set_seen(
	struct ctx *cx, const struct session *s, const struct http_req *q, struct http_res *r)
{
	struct str ms = str_fmt(cx->a, "%lld", (long long)cx->now.ms);
	struct str proof = seen_text(cx->a, s, ms);
	struct str v = str_fmt(cx->a, "%.*s.%.*s", STR_ARG(ms), STR_ARG(proof));
	cookie_set(r, COOKIE_SEEN, v, COOKIE_SESSION, q->secure);
}

enum flow_code session_start(
	struct ctx *cx, struct session *out, const struct http_req *q, struct http_res *r)
{
	struct str token = random_hex(cx->a, TOKEN_BYTES);
	out->token_hash = hash_of(cx->a, token);
	out->secret = random_hex(cx->a, TOKEN_BYTES);
	out->until.ms = cx->now.ms + setting_int(cx, S("session.hours")) * 3600 * 1000;
	out->https = q->secure;
	enum flow_code code = token_session_add(cx, out);
	if (code != FLOW_OK)
		return code;
	cookie_set(r, COOKIE_TOKEN, token, COOKIE_SESSION, q->secure);
	set_seen(cx, out, q, r);
	return FLOW_OK;
}

void session_touch(
	struct ctx *cx, const struct session *s, const struct http_req *q, struct http_res *r)
{
	if (idle_ms(cx, q, s) > TOUCH_MS)
		set_seen(cx, s, q, r);
}

enum flow_code session_end(struct ctx *cx, const struct session *s, struct http_res *r)
{
	cookie_set(r, COOKIE_TOKEN, S(""), 0, false);
	cookie_set(r, COOKIE_SEEN, S(""), 0, false);
	return token_session_drop(cx, s->token_hash);
}

struct str session_csrf(struct arena *a, const struct session *s)
{
	return mac(a, s, S("form"));
}

bool session_csrf_ok(struct arena *a, const struct session *s, struct str token)
{
	return same(token, session_csrf(a, s));
}
