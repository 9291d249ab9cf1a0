/* http_parse_test.c — what is a request and what is refused, whole and byte by byte. */
#include "web/http_parse.h"
#include "base/bug.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

struct seen {
	struct http_parse p;
	char room[32 * 1024], body[32 * 1024];
	size_t body_n, used;
	int heads, head_status, body_status;
};

static int on_head(void *arg)
{
	struct seen *s = arg;
	s->heads++;
	return s->head_status;
}

static int on_body(void *arg, const char *p, size_t n)
{
	struct seen *s = arg;
	if (s->body_status)
		return s->body_status;
	AN(s->body_n + n <= sizeof s->body);
	memcpy(s->body + s->body_n, p, n);
	s->body_n += n;
	return 0;
}

static void begin(struct seen *s)
{
	s->heads = 0;
	s->body_n = s->used = 0;
	s->p.on_head = on_head;
	s->p.on_body = on_body;
	s->p.arg = s;
	http_parse_start(&s->p, s->room);
}

/* Feeds `raw` in pieces of `step` bytes until it is done or refused. */
static void feed(struct seen *s, const char *raw, size_t n, size_t step)
{
	begin(s);
	for (size_t at = 0; at < n; at += step) {
		size_t k = n - at < step ? n - at : step;
		if (s->p.state != PARSE_HEAD && s->p.state != PARSE_BODY)
			return;
		memcpy(s->room + at, raw + at, k);
		s->used += http_parse_feed(&s->p, s->room + at, k);
	}
}

static struct seen *seen_new(void)
{
	struct seen *s = calloc(1, sizeof *s);
	AN(s);
	return s;
}

#define GET(lines)        "GET / HTTP/1.1\r\nHost: a\r\n" lines "\r\n"
#define POST(lines, body) "POST / HTTP/1.1\r\nHost: a\r\n" lines "\r\n" body
#define CASE(status, text)                                                                         \
	{                                                                                          \
		text, sizeof(text) - 1, status                                                     \
	}

static const struct {
	const char *raw;
	size_t n;
	int status;
} refused[] = {
	CASE(400, POST("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")),
	CASE(400, POST("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n")),
	CASE(400, POST("Content-Length: 5\r\nContent-Length: 6\r\n", "hello")),
	CASE(400, POST("Content-Length: 5\r\nContent-Length: 5\r\n", "hello")),
	CASE(400, POST("Content-Length: 5, 5\r\n", "hello")),
	CASE(400, POST("Content-Length: +5\r\n", "hello")),
	CASE(400, POST("Content-Length: -5\r\n", "hello")),
	CASE(400, POST("Content-Length: 0x5\r\n", "hello")),
	CASE(400, POST("Content-Length: 5 5\r\n", "hello")),
	CASE(400, POST("Content-Length:\r\n", "hello")),
	CASE(400, POST("Content-Length: 99999999999999999999\r\n", "hello")),
	CASE(400, POST("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n")),
	CASE(400, POST("Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n")),
	CASE(400, POST("Transfer-Encoding: identity\r\n", "hello")),
	CASE(400, POST("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n")),
	CASE(400,
		POST("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")),
	CASE(400, POST("Transfer-Encoding: chunked\r\n", "5;a=b\r\nhello\r\n0\r\n\r\n")),
	CASE(400, POST("Transfer-Encoding: chunked\r\n", "+5\r\nhello\r\n0\r\n\r\n")),
	CASE(400, POST("Transfer-Encoding: chunked\r\n", "0x5\r\nhello\r\n0\r\n\r\n")),
	CASE(400, POST("Transfer-Encoding: chunked\r\n", "5\nhello\r\n0\r\n\r\n")),
	CASE(400, POST("Transfer-Encoding: chunked\r\n", "5\r\nhelloX\r\n0\r\n\r\n")),
	CASE(400, POST("Transfer-Encoding: chunked\r\n", "fffffffffffffffff\r\nhello\r\n")),
	CASE(400, POST("Transfer-Encoding: chunked\r\n", "5\r\nhello\r\n0\r\nHost: b\r\n\r\n")),
	CASE(400, "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
	CASE(400, GET("Name : x\r\n")),
	CASE(400, GET(" Name: x\r\n")),
	CASE(400, GET("A: b\r\n folded\r\n")),
	CASE(400, GET("A: b\r\n\tfolded\r\n")),
	CASE(400, GET("A:\r\n folded\r\n")),
	CASE(400, GET("A: b\rc\r\n")),
	CASE(400, GET("A: b\0c\r\n")),
	CASE(400, GET("A: b\x01"
		      "c\r\n")),
	CASE(400, GET("A: b\x7f"
		      "c\r\n")),
	CASE(400, GET("A: \xff\xfe\r\n")),
	CASE(400, GET("A\0: b\r\n")),
	CASE(400, GET("A(: b\r\n")),
	CASE(400, GET(": b\r\n")),
	CASE(400, GET("no colon\r\n")),
	CASE(400, GET("Host: b\r\n")),
	CASE(400, GET("Host: a\r\n")),
	CASE(400, GET("Cookie: a=1\r\nCookie: a=2\r\n")),
	CASE(400, GET("Authorization: a\r\nauthorization: b\r\n")),
	CASE(400, "GET / HTTP/1.1\r\n\r\n"),
	CASE(400, "GET / HTTP/1.1\r\nHost:\r\n\r\n"),
	CASE(400, "GET / HTTP/1.1\r\nHost: a b\r\n\r\n"),
	CASE(400, "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"),
	CASE(400, "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n"),
	CASE(400, "GET / HTTP/1.1\nHost: a\n\n"),
	CASE(400, "GET / HTTP/1.1\r\nHost: a\n\r\n"),
	CASE(400, "GET / HTTP/1.1\r\nHost: a\r\n\n"),
	CASE(505, "GET / HTTP/1.1\rHost: a\r\n\r\n"),
	CASE(400, "GET / HTTP/1.1\r\nHost: a\r\n\rX"),
	CASE(505, "GET / HTTP/2.0\r\nHost: a\r\n\r\n"),
	CASE(505, "GET / HTTP/1.2\r\nHost: a\r\n\r\n"),
	CASE(505, "GET / HTTP/0.9\r\nHost: a\r\n\r\n"),
	CASE(505, "GET / HTTP/3.0\r\nHost: a\r\n\r\n"),
	CASE(505, "GET /\r\nHost: a\r\n\r\n"),
	CASE(400, "GET / http/1.1\r\nHost: a\r\n\r\n"),
	CASE(400, "GET  / HTTP/1.1\r\nHost: a\r\n\r\n"),
	CASE(400, "GET /  HTTP/1.1\r\nHost: a\r\n\r\n"),
	CASE(400, "GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n"),
	CASE(505, "GET / HTTP/1.1 \r\nHost: a\r\n\r\n"),
	CASE(400, "get / HTTP/1.1\r\nHost: a\r\n\r\n"),
	CASE(400, "G\0T / HTTP/1.1\r\nHost: a\r\n\r\n"),
	CASE(400, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
	CASE(400, "GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n"),
	CASE(400, "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n"),
	CASE(400, "CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n"),
	CASE(400, "GET a HTTP/1.1\r\nHost: a\r\n\r\n"),
	CASE(400, "GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n"),
	CASE(400, "GET /\x80 HTTP/1.1\r\nHost: a\r\n\r\n"),
	CASE(400, "GET /\x01 HTTP/1.1\r\nHost: a\r\n\r\n"),
	CASE(400, "GET /../a HTTP/1.1\r\nHost: a\r\n\r\n"),
	CASE(400, "GET /a/./b HTTP/1.1\r\nHost: a\r\n\r\n"),
	CASE(400, "GET /a/%2e%2e/b HTTP/1.1\r\nHost: a\r\n\r\n"),
	CASE(400, "GET //a HTTP/1.1\r\nHost: a\r\n\r\n"),
	CASE(400, "GET /a%2fb HTTP/1.1\r\nHost: a\r\n\r\n"),
	CASE(400, "GET /a%00 HTTP/1.1\r\nHost: a\r\n\r\n"),
	CASE(400, "GET /a%0d%0a HTTP/1.1\r\nHost: a\r\n\r\n"),
	CASE(400, "GET /a%5cb HTTP/1.1\r\nHost: a\r\n\r\n"),
	CASE(400, "GET /%ff HTTP/1.1\r\nHost: a\r\n\r\n"),
	CASE(400, "GET /% HTTP/1.1\r\nHost: a\r\n\r\n"),
	CASE(400, "GET /%4 HTTP/1.1\r\nHost: a\r\n\r\n"),
	CASE(400, "GET /%4g HTTP/1.1\r\nHost: a\r\n\r\n"),
	CASE(417, POST("Expect: 200-ok\r\nContent-Length: 1\r\n", "x")),
	CASE(417, "POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\nx"),
};

static void malformed_is_refused(void **state)
{
	static const size_t steps[] = {1 << 20, 1, 7};
	struct seen *s = seen_new();
	bool failed = false;
	(void)state;
	for (size_t i = 0; i < NELEM(refused); i++)
		for (size_t k = 0; k < NELEM(steps); k++) {
			feed(s, refused[i].raw, refused[i].n, steps[k]);
			if (s->p.state == PARSE_BAD && s->p.status == refused[i].status)
				continue;
			failed = true;
			print_error("case %zu in steps of %zu: state %d status %d: %s\n", i,
				steps[k], (int)s->p.state, s->p.status, refused[i].raw);
		}
	assert_false(failed);
	free(s);
}

static void parts_are_found(void **state)
{
	static const char raw[] = "POST /due/%E7%9D%A3/a+b?x=%31&y HTTP/1.1\r\n"
				  "Host: anlan.example:8080\r\n"
				  "X-Empty:\r\n"
				  "Content-Type:  text/plain \t\r\n"
				  "Expect: 100-Continue\r\n"
				  "Content-Length: 5\r\n\r\nhelloGET /next";
	struct seen *s = seen_new();
	(void)state;
	for (size_t step = 1; step < sizeof raw; step++) {
		struct http_pair pairs[HTTP_HEADERS_MAX];
		struct http_req q = {0};
		feed(s, raw, sizeof raw - 1, step);
		assert_int_equal(s->p.state, PARSE_DONE);
		assert_int_equal(s->used, sizeof raw - 1 - 9);
		assert_int_equal(s->heads, 1);
		assert_true(s->p.keep_alive && s->p.expect && !s->p.chunked);
		assert_int_equal(s->p.length, 5);
		assert_memory_equal(s->body, "hello", 5);
		http_parse_req(&s->p, pairs, &q);
		assert_int_equal(q.verb, VERB_POST);
		assert_true(str_eq(q.path, S("/due/督/a+b")));
		assert_true(str_eq(q.query, S("x=%31&y")));
		assert_int_equal(q.n_headers, 5);
		assert_true(str_eq(http_header(&q, S("content-type")), S("text/plain")));
		assert_true(str_eq(http_header(&q, S("HOST")), S("anlan.example:8080")));
		assert_non_null(http_header(&q, S("x-empty")).p);
		assert_null(http_header(&q, S("x-none")).p);
	}
	free(s);
}

static void chunks_become_one_body(void **state)
{
	static const char raw[] = POST("Transfer-Encoding: chunked\r\n",
		"5\r\nhello\r\n1\r\n \r\n00A\r\n0123456789\r\n0\r\n\r\nX");
	struct seen *s = seen_new();
	(void)state;
	for (size_t step = 1; step < sizeof raw; step++) {
		feed(s, raw, sizeof raw - 1, step);
		assert_int_equal(s->p.state, PARSE_DONE);
		assert_int_equal(s->used, sizeof raw - 2);
		assert_int_equal(s->body_n, 16);
		assert_memory_equal(s->body, "hello 0123456789", 16);
	}
	free(s);
}

static void keep_alive_follows_the_version(void **state)
{
	static const struct {
		const char *raw;
		bool keep;
	} cases[] = {
		{GET(""), true},
		{GET("Connection: close\r\n"), false},
		{GET("Connection: Upgrade\r\nUpgrade: h2c\r\n"), true},
		{"GET / HTTP/1.0\r\n\r\n", false},
		{"GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", false},
	};
	struct seen *s = seen_new();
	(void)state;
	for (size_t i = 0; i < NELEM(cases); i++) {
		feed(s, cases[i].raw, strlen(cases[i].raw), 1 << 20);
		assert_int_equal(s->p.state, PARSE_DONE);
		assert_int_equal(s->p.keep_alive, cases[i].keep);
	}
	free(s);
}

static void head_has_a_ceiling(void **state)
{
	struct seen *s = seen_new();
	char *raw = malloc(40000);
	(void)state;
	AN(raw);
	for (size_t extra = 16200; extra <= 30000; extra += extra < 16400 ? 1 : 1000) {
		size_t n = (size_t)sprintf(raw, "GET / HTTP/1.1\r\nHost: a\r\nA: ");
		memset(raw + n, 'x', extra);
		memcpy(raw + n + extra, "\r\n\r\n", 4);
		n += extra + 4;
		feed(s, raw, n, 1 << 20);
		assert_int_equal(s->p.state, n <= HTTP_HEAD_MAX ? PARSE_DONE : PARSE_BAD);
		assert_int_equal(s->p.status, n <= HTTP_HEAD_MAX ? 0 : 431);
	}
	size_t n = (size_t)sprintf(raw, "GET / HTTP/1.1\r\nHost: a\r\n");
	for (int i = 0; i < HTTP_HEADERS_MAX; i++)
		n += (size_t)sprintf(raw + n, "A%d: b\r\n", i);
	n += (size_t)sprintf(raw + n, "\r\n");
	feed(s, raw, n, 1 << 20);
	assert_int_equal(s->p.status, 431);
	free(raw);
	free(s);
}

static void a_refused_head_stops_before_the_body(void **state)
{
	struct seen *s = seen_new();
	static const char with[] = POST("Content-Length: 5\r\n", "hello"), without[] = GET("");
	(void)state;
	s->head_status = 404;
	feed(s, with, sizeof with - 1, 1 << 20);
	assert_int_equal(s->p.state, PARSE_DONE);
	assert_int_equal(s->body_n, 0);
	assert_false(s->p.keep_alive);
	feed(s, without, sizeof without - 1, 1 << 20);
	assert_int_equal(s->p.state, PARSE_DONE);
	assert_true(s->p.keep_alive);
	s->head_status = 0;
	s->body_status = 413;
	feed(s, with, sizeof with - 1, 1 << 20);
	assert_int_equal(s->p.state, PARSE_BAD);
	assert_int_equal(s->p.status, 413);
	free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(malformed_is_refused),
		cmocka_unit_test(parts_are_found),
		cmocka_unit_test(chunks_become_one_body),
		cmocka_unit_test(keep_alive_follows_the_version),
		cmocka_unit_test(head_has_a_ceiling),
		cmocka_unit_test(a_refused_head_stops_before_the_body),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
