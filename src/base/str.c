/* str.c — see str.h. */
#include "base/str.h"
#include "base/bug.h"

#include <stdarg.h>
#include <stdio.h>

struct str str_of(const char *c)
{
	return c ? str_n(c, strlen(c)) : STR_NONE;
}

char *str_c(struct arena *a, struct str s)
{
	return arena_copy(a, s.p, s.n);
}

struct str str_dup(struct arena *a, struct str s)
{
	return str_n(arena_copy(a, s.p, s.n), s.n);
}

struct str str_cat(struct arena *a, struct str x, struct str y)
{
	char *to = arena_get(a, x.n + y.n + 1);
	if (x.n)
		memcpy(to, x.p, x.n);
	if (y.n)
		memcpy(to + x.n, y.p, y.n);
	return str_n(to, x.n + y.n);
}

struct str str_fmt(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	int n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	AN(n >= 0);
	char *to = arena_get(a, (size_t)n + 1);
	va_start(ap, fmt);
	vsnprintf(to, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return str_n(to, (size_t)n);
}

struct str str_int(struct arena *a, int64_t n)
{
	return str_fmt(a, "%lld", (long long)n);
}

bool str_eq(struct str x, struct str y)
{
	return x.n == y.n && (x.n == 0 || memcmp(x.p, y.p, x.n) == 0);
}

int str_cmp(struct str x, struct str y)
{
	size_t n = x.n < y.n ? x.n : y.n;
	int c = n ? memcmp(x.p, y.p, n) : 0;
	if (c)
		return c;
	return x.n < y.n ? -1 : x.n > y.n;
}

bool str_starts(struct str s, struct str prefix)
{
	return s.n >= prefix.n && str_eq(str_first(s, prefix.n), prefix);
}

bool str_ends(struct str s, struct str suffix)
{
	return s.n >= suffix.n && str_eq(str_from(s, s.n - suffix.n), suffix);
}

bool str_has(struct str s, struct str needle)
{
	return str_find(s, needle, 0) >= 0;
}

ptrdiff_t str_find(struct str s, struct str needle, size_t from)
{
	if (from > s.n || needle.n > s.n - from)
		return -1;
	if (needle.n == 0)
		return (ptrdiff_t)from;
	const char *hit = memmem(s.p + from, s.n - from, needle.p, needle.n);
	return hit ? hit - s.p : -1;
}

struct str str_from(struct str s, size_t from)
{
	if (from >= s.n)
		return str_n(s.p ? s.p + s.n : NULL, 0);
	return str_n(s.p + from, s.n - from);
}

struct str str_first(struct str s, size_t n)
{
	return str_n(s.p, n < s.n ? n : s.n);
}

static const struct str blanks[] = {
	{" ", 1},
	{"\t", 1},
	{"\r", 1},
	{"\n", 1},
	{"\f", 1},
	{"\v", 1},
	{"\xe3\x80\x80", 3},
	{"\xc2\xa0", 2},
	{"\xef\xbb\xbf", 3},
	{"\xe2\x80\x8b", 3},
};

static size_t blank_at(struct str s, bool at_end)
{
	for (size_t i = 0; i < NELEM(blanks); i++)
		if (at_end ? str_ends(s, blanks[i]) : str_starts(s, blanks[i]))
			return blanks[i].n;
	return 0;
}

struct str str_trim(struct str s)
{
	size_t n;
	while ((n = blank_at(s, false)))
		s = str_from(s, n);
	while ((n = blank_at(s, true)))
		s = str_first(s, s.n - n);
	return s;
}

struct str str_cut(struct str *rest, struct str sep)
{
	ptrdiff_t at = sep.n ? str_find(*rest, sep, 0) : -1;
	struct str head = *rest;
	if (at < 0) {
		*rest = str_from(*rest, rest->n);
		return head;
	}
	*rest = str_from(*rest, (size_t)at + sep.n);
	return str_first(head, (size_t)at);
}

struct str str_replace(struct arena *a, struct str s, struct str from, struct str to)
{
	if (from.n == 0 || !str_has(s, from))
		return s;
	size_t hits = 0;
	for (ptrdiff_t at = 0; (at = str_find(s, from, (size_t)at)) >= 0; at += (ptrdiff_t)from.n)
		hits++;
	char *out = arena_get(a, s.n - hits * from.n + hits * to.n + 1);
	size_t n = 0;
	while (str_has(s, from)) {
		struct str head = str_cut(&s, from);
		memcpy(out + n, head.p, head.n);
		n += head.n;
		if (to.n)
			memcpy(out + n, to.p, to.n);
		n += to.n;
	}
	if (s.n)
		memcpy(out + n, s.p, s.n);
	return str_n(out, n + s.n);
}
