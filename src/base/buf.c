/* buf.c — see buf.h. */
#include "base/buf.h"
#include "base/bug.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct buf buf_in(struct arena *a, size_t ceiling)
{
	return (struct buf){.a = a, .ceiling = ceiling};
}

static bool make_room(struct buf *b, size_t n)
{
	if (b->full || n > b->ceiling - b->n) {
		b->full = true;
		return false;
	}
	if (n <= b->room - b->n)
		return true;
	size_t room = b->room ? b->room * 2 : 256;
	if (room < b->n + n)
		room = b->n + n;
	if (room > b->ceiling)
		room = b->ceiling;
	b->p = arena_grow(b->a, b->p, b->room, room);
	b->room = room;
	return true;
}

void buf_put(struct buf *b, const void *p, size_t n)
{
	if (n == 0 || !make_room(b, n))
		return;
	memcpy(b->p + b->n, p, n);
	b->n += n;
}

void buf_str(struct buf *b, struct str s)
{
	buf_put(b, s.p, s.n);
}

void buf_ch(struct buf *b, char c)
{
	buf_put(b, &c, 1);
}

void buf_int(struct buf *b, int64_t n)
{
	char tmp[24], *p = tmp + sizeof tmp;
	uint64_t u = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
	do
		*--p = (char)('0' + u % 10);
	while (u /= 10);
	if (n < 0)
		*--p = '-';
	buf_put(b, p, (size_t)(tmp + sizeof tmp - p));
}

void buf_fmt(struct buf *b, const char *fmt, ...)
{
	char tmp[512];
	va_list ap;
	va_start(ap, fmt);
	int n = vsnprintf(tmp, sizeof tmp, fmt, ap);
	va_end(ap);
	AN(n >= 0);
	if ((size_t)n < sizeof tmp) {
		buf_put(b, tmp, (size_t)n);
		return;
	}
	char *big = arena_get(b->a, (size_t)n + 1);
	va_start(ap, fmt);
	vsnprintf(big, (size_t)n + 1, fmt, ap);
	va_end(ap);
	buf_put(b, big, (size_t)n);
}

static bool is_unreserved(uint8_t c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
	       c == '-' || c == '.' || c == '_' || c == '~';
}

void buf_url(struct buf *b, struct str s)
{
	static const char hex[] = "0123456789ABCDEF";
	for (size_t i = 0; i < s.n; i++) {
		uint8_t c = (uint8_t)s.p[i];
		char pct[3] = {'%', hex[c >> 4], hex[c & 15]};
		if (is_unreserved(c))
			buf_ch(b, (char)c);
		else
			buf_put(b, pct, sizeof pct);
	}
}

struct str buf_view(const struct buf *b)
{
	return str_n(b->p, b->n);
}
