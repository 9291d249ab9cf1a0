/* http_write.h — the head of an answer: status line, our headers, the security headers. */
#ifndef WEB_HTTP_WRITE_H
#define WEB_HTTP_WRITE_H

#include "base/day.h"
#include "web/http.h"

enum { HTTP_DATE = 30, HTTP_REFUSAL = 4096 /* bytes that a refusal takes at most */ };

/* "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110 5.6.7). */
void http_date(struct stamp t, char out[static HTTP_DATE]);
/* True where an answer to `verb` with `status` carries bytes. */
bool http_has_body(enum http_verb verb, int status);
/* Writes the head. `size` is that of the body, also for HEAD, where it is not sent. */
void http_write_head(struct buf *out, const struct http_res *r, uint64_t size, bool keep_alive,
	const char *date);
/* A whole answer for requests refused before a worker saw them, as a page in both languages that
 * says what to do; the connection closes. */
void http_write_refusal(struct buf *out, int status, const char *date);

#endif
