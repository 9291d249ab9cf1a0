/* http.h — one request and its answer, as a handler sees them.
 *
 * Every view in a request lives in the worker's arena or in the connection's buffer and is valid
 * until the handler returns. Not for sockets (server.h), not for choosing a handler (route.h), not
 * for HTML (html.h).
 *
 * Invariant: a header value, a path, a field name and a field value that reach a handler are valid
 * UTF-8 without control characters (values may hold tab and newline, newlines are "\n"). */
#ifndef WEB_HTTP_H
#define WEB_HTTP_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "web/bytes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct route;

enum http_verb {
	VERB_GET,
	VERB_HEAD,
	VERB_POST,
	VERB_PUT,
	VERB_PATCH,
	VERB_DELETE,
	VERB_OTHER, /* anything else a client may say: answered with 405 */
	VERBS
};

enum {
	HTTP_ARGS = 4,                 /* ":name" parts of one route */
	HTTP_BODY_MEMORY = 256 * 1024, /* above it a body goes to an unnamed temporary file */
	HTTP_RES_MAX = 16 << 20        /* bytes of an answer built in memory */
};

/* A header, a cookie, a query parameter or a form field. */
struct http_pair {
	struct str name, value;
};
struct http_pairs { /* grows by vec_add() */
	struct http_pair *at;
	size_t n, room;
};

/* An uploaded file. `name` is only a label for people: no path, no control character, ≤ 200 bytes,
 * never empty. `type` is what the client claims and must not be believed. */
struct http_file {
	struct str field, name, type;
	struct bytes data;
};
struct http_files { /* grows by vec_add() */
	struct http_file *at;
	size_t n, room;
};

enum http_zone { ZONE_LOOPBACK, ZONE_PRIVATE, ZONE_PUBLIC, ZONE_HIDDEN };

/* Where the request came from. On anonymous routes `zone` is ZONE_HIDDEN and `ip` all zero. */
struct http_peer {
	enum http_zone zone;
	uint8_t ip[16]; /* IPv6, or IPv4 mapped into it */
};

struct http_req {
	struct arena *a; /* the worker's arena, reset after the answer */
	enum http_verb verb;
	struct str path;  /* decoded; begins with '/', no ".", ".." or empty part inside */
	struct str query; /* as sent, without '?' */
	const struct http_pair *headers;
	size_t n_headers;
	struct bytes body;
	struct http_peer peer;
	bool secure;               /* a declared gateway says the client used TLS */
	const struct route *route; /* NULL where `refused` is set */
	struct str args[HTTP_ARGS];
	struct http_pairs params; /* the query's parameters, in order, duplicates kept */
	struct http_pairs fields; /* the form's fields, in order, duplicates kept */
	struct http_files files;
	int refused;      /* 0, or the status found before the body was read: 404, 405, 413 */
	unsigned allowed; /* with 405: bits 1u << verb */
};

enum http_cache {
	CACHE_NONE,   /* no-store: everything a person sees after sign-in */
	CACHE_CHECK,  /* no-cache: may be kept, must be asked for with its ETag */
	CACHE_FOREVER /* immutable: the name holds a hash of the bytes */
};

struct http_res {
	struct arena *a;
	int status;      /* 200 unless set */
	struct str type; /* HTTP_HTML unless set; no Content-Type where empty */
	enum http_cache cache;
	struct buf body;
	struct bytes file; /* sent instead of `body` where not BYTES_NONE; the server closes fd */
	struct buf head;   /* further header lines; written by http_set() */
	bool gzipped;      /* `body` is gzip already */
	bool last;         /* close the connection after this answer */
};

#define HTTP_HTML S("text/html; charset=utf-8")
#define HTTP_TEXT S("text/plain; charset=utf-8")
#define HTTP_JSON S("application/json")

/* The value of a header, the name in any case; the empty view where there is none. Headers that may
 * be sent once only are refused when repeated, so there is no second value to miss. */
struct str http_header(const struct http_req *q, struct str name);
/* First value of a query parameter, of a form field; the empty view where absent. */
struct str http_param(const struct http_req *q, struct str name);
struct str http_field(const struct http_req *q, struct str name);
/* Value number `i` (from 0) of a name that may repeat; false when there are fewer. */
bool http_nth(const struct http_pairs *p, struct str name, size_t i, struct str *out);
/* The first uploaded file of a field, or NULL. A file input left empty gives none. */
const struct http_file *http_file(const struct http_req *q, struct str field);
/* The route's argument number `i` as a positive number; false where it is none. */
bool http_arg_id(const struct http_req *q, size_t i, int64_t *id);
/* "10.1.2.3" or "2001:db8::1"; "-" on anonymous routes. */
struct str http_peer_text(const struct http_peer *p, struct arena *a);
/* True for a path of this site ("/…", not "//…"), safe as a redirect target. */
bool http_is_local(struct str to);
/* False where the browser says that a page of another host sent this (Origin, RFC 6454). The port
 * does not count: a gateway may drop it from Host. */
bool http_is_own(const struct http_req *q);

struct http_res http_res_in(struct arena *a);
/* Adds a header line. The name is a literal of ours; in the value control characters are dropped.
 */
void http_set(struct http_res *r, struct str name, struct str value);
/* 303 See Other. Anything but a path of this site becomes "/". */
void http_redirect(struct http_res *r, struct str to);
/* A download: the file takes the place of the body. `name` is what the browser proposes, in UTF-8
 * (RFC 6266). The server closes data.fd. */
void http_download(struct http_res *r, struct bytes data, struct str type, struct str name);
/* A short page in plain Chinese for a status, with a sentence that says what to do. What there was
 * of the answer is dropped. */
void http_fail(struct http_res *r, int status, struct str zh);
/* "Not Found" and the like; "Unknown" for statuses this server never sends. */
const char *http_reason(int status);
const char *http_verb_name(enum http_verb v);

#endif
