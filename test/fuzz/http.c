/* http.c — the bytes of a connection. Fed whole and in pieces (the first byte chooses their size)
 * they give the same requests; what is accepted has no form that two readers read differently. */
#include "fuzz/fuzz.h"

#include "base/utf8.h"
#include "web/http_parse.h"

#include <strings.h>

enum { ROOM = 31 * 1024, REQUESTS = 8 };

struct seen {
	struct http_parse p;
	char room[ROOM];
	uint64_t hash; /* of every request and body byte, in order */
	int n, bad;
};

static void mix(struct seen *s, const void *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		s->hash = (s->hash ^ ((const unsigned char *)p)[i]) * 1099511628211u;
	s->hash = s->hash * 31 + 7;
}

static void check_value(struct str v)
{
	for (size_t i = 0; i < v.n; i++)
		AN(v.p[i] == '\t' || ((unsigned char)v.p[i] >= ' ' && v.p[i] != 0x7f));
	AN(utf8_is_valid(v));
}

static int on_head(void *arg)
{
	struct seen *s = arg;
	struct http_pair pairs[HTTP_HEADERS_MAX];
	struct http_req q = {0};
	int hosts = 0, lengths = 0;
	http_parse_req(&s->p, pairs, &q);
	AN(q.path.n > 0 && q.path.p[0] == '/' && utf8_is_valid(q.path));
	AZ(str_has(q.path, S("//")) || str_has(q.path, S("/../")) || str_ends(q.path, S("/..")));
	AZ(memchr(q.path.p, '\0', q.path.n) || memchr(q.path.p, '\n', q.path.n));
	AN(s->p.head_n <= HTTP_HEAD_MAX && s->p.ll.http_major == 1);
	for (size_t i = 0; i < q.n_headers; i++) {
		AN(pairs[i].name.n > 0);
		check_value(pairs[i].value);
		hosts += pairs[i].name.n == 4 && strncasecmp(pairs[i].name.p, "host", 4) == 0;
		lengths += pairs[i].name.n == 14 &&
			   strncasecmp(pairs[i].name.p, "content-length", 14) == 0;
		mix(s, pairs[i].name.p, pairs[i].name.n);
		mix(s, pairs[i].value.p, pairs[i].value.n);
	}
	AN(hosts == 1 || (hosts == 0 && s->p.ll.http_minor == 0));
	AN(lengths <= 1 && !(lengths && s->p.chunked));
	mix(s, q.path.p, q.path.n);
	mix(s, q.query.p, q.query.n);
	return 0;
}

static int on_body(void *arg, const char *p, size_t n)
{
	struct seen *s = arg;
	for (size_t i = 0; i < n; i++) /* without mix(): pieces may be cut anywhere */
		s->hash = (s->hash ^ (unsigned char)p[i]) * 1099511628211u;
	return 0;
}

/* As conn.c does it: read behind what is there, keep what follows a request. */
static void serve(struct seen *s, const uint8_t *p, size_t n, size_t step)
{
	size_t in = 0, at = 0;
	*s = (struct seen){.p = {.on_head = on_head, .on_body = on_body, .arg = s}};
	http_parse_start(&s->p, s->room);
	while (at < n && in < ROOM && s->n < REQUESTS) {
		size_t k = n - at < step ? n - at : step;
		k = k < ROOM - in ? k : ROOM - in;
		memcpy(s->room + in, p + at, k);
		at += k;
		in += k;
		for (size_t from = in - k; from < in || k == 0;) {
			size_t used = http_parse_feed(&s->p, s->room + from, in - from);
			AN(used <= in - from);
			s->bad = s->p.state == PARSE_BAD ? s->p.status : 0;
			if (s->bad)
				return;
			if (s->p.state != PARSE_DONE) {
				in = s->p.state == PARSE_BODY ? s->p.head_n : in;
				break;
			}
			mix(s, &s->p.verb, sizeof s->p.verb);
			if (++s->n == REQUESTS || !s->p.keep_alive)
				return;
			from += used;
			memmove(s->room, s->room + from, in - from);
			in -= from;
			from = 0;
			http_parse_start(&s->p, s->room);
		}
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static const size_t steps[] = {1, 2, 3, 5, 16, 61, 509, 4093};
	struct arena *a = arena_open(FUZZ_ARENA);
	struct seen *whole = arena_new(a, struct seen), *pieces = arena_new(a, struct seen);
	if (n < 2 || n > ROOM) {
		arena_close(a);
		return 0;
	}
	serve(whole, p + 1, n - 1, ROOM);
	serve(pieces, p + 1, n - 1, steps[p[0] % NELEM(steps)]);
	AN(whole->n == pieces->n && whole->bad == pieces->bad);
	AN(whole->hash == pieces->hash || whole->bad);
	arena_close(a);
	return 0;
}
