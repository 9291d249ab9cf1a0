/* http_parse.h — the bytes of one connection into one request, strictly. No sockets here.
 *
 * llhttp finds the parts; this file refuses what llhttp lets through (folded headers, version 2.0,
 * nameless headers, repeated single headers, control bytes, trailers, chunk extensions) and what a
 * path must not hold. The head lies in one buffer that does not move, so every part of it is a span
 * of that buffer; it may be fed in pieces of any size with the same result. */
#ifndef WEB_HTTP_PARSE_H
#define WEB_HTTP_PARSE_H

#include "web/http.h"

#include <llhttp.h>

enum { HTTP_HEAD_MAX = 16 * 1024, HTTP_HEADERS_MAX = 64 };

struct http_span {
	uint16_t at, n; /* in `room` */
};

enum http_parse_state {
	PARSE_HEAD, /* more bytes wanted */
	PARSE_BODY, /* head understood, more bytes wanted */
	PARSE_DONE, /* a whole request */
	PARSE_BAD   /* refused with `status`; nothing behind it can be trusted */
};

struct http_parse {
	llhttp_t ll;
	char *room; /* at most 64 KB */
	size_t fed; /* bytes of `room` given to the parser while in the head */
	enum http_parse_state state;
	int status;
	struct http_span target, path, query;
	struct http_span name[HTTP_HEADERS_MAX], value[HTTP_HEADERS_MAX];
	uint16_t n_headers;
	enum http_verb verb;
	uint16_t head_n;         /* bytes of the head */
	bool keep_alive, expect; /* "Expect: 100-continue" */
	bool chunked;
	uint64_t length; /* of Content-Length; 0 without */
	/* The head is complete: 0 to go on, or a status; then a body is not read. */
	int (*on_head)(void *arg);
	/* Bytes of the body: 0, or a status. */
	int (*on_body)(void *arg, const char *p, size_t n);
	void *arg;
};

/* Starts a request whose first byte will lie at room[0]. The calls and `arg` stay. */
void http_parse_start(struct http_parse *p, char *room);
/* Feeds `n` more bytes: in the head those at room[p->fed], in the body from anywhere. Returns how
 * many belong to this request. */
size_t http_parse_feed(struct http_parse *p, const char *at, size_t n);
/* Fills verb, path, query, headers of `q`; `pairs` has room for p->n_headers; NULL leaves
 * the headers out. */
void http_parse_req(const struct http_parse *p, struct http_pair *pairs, struct http_req *q);
/* One header of a head not yet turned into a request. */
struct str http_parse_header(const struct http_parse *p, struct str name);

#endif
