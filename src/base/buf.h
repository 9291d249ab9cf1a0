/* buf.h — bytes that grow, in an arena, under a ceiling.
 *
 * Writing past the ceiling sets `full` and drops the rest: the owner looks at it once at the end.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

struct buf {
	struct arena *a;
	char *p;
	size_t n, room, ceiling;
	bool full;
};

/* An empty buffer that may grow to `ceiling` bytes in `a`. */
struct buf buf_in(struct arena *a, size_t ceiling);
void buf_put(struct buf *b, const void *p, size_t n);
void buf_str(struct buf *b, struct str s);
void buf_ch(struct buf *b, char c);
void buf_int(struct buf *b, int64_t n);
void buf_fmt(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* One part of an address, percent-encoded: the unreserved characters of RFC 3986 stay. */
void buf_url(struct buf *b, struct str s);
/* What was written so far; valid until the next write. */
struct str buf_view(const struct buf *b);
#define buf_lit(b, lit) buf_put((b), "" lit, sizeof(lit) - 1)

#endif
