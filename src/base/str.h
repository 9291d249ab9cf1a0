/* str.h — a view of bytes that somebody else owns.
 *
 * `struct str` is passed by value and never NUL-terminated by promise; text is UTF-8. Use str_c()
 * where a C library wants a terminated string. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct str {
	const char *p;
	size_t n;
};

/* A view of a string literal; refuses anything else at compile time. */
#define S(lit)   ((struct str){"" lit, sizeof(lit) - 1})
#define STR_NONE ((struct str){NULL, 0})
/* For printf: "%.*s", STR_ARG(s). It looks at `s` more than once: the compiler takes what has a
 * place, and no result of a call. */
#define STR_ARG(s) (int)(&(s))->n, (&(s))->p ? (&(s))->p : ""

/* A view of a NUL-terminated string; NULL becomes the empty view. */
struct str str_of(const char *c);
/* A view of `n` bytes. */
static inline struct str str_n(const char *p, size_t n)
{
	return (struct str){p, n};
}
/* A NUL-terminated copy in the arena. */
char *str_c(struct arena *a, struct str s);
/* A copy in the arena (also NUL-terminated behind the view). */
struct str str_dup(struct arena *a, struct str s);
/* Parts joined into one new view. */
struct str str_cat(struct arena *a, struct str x, struct str y);
/* Formatted text in the arena. */
struct str str_fmt(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* A number in decimal digits. */
struct str str_int(struct arena *a, int64_t n);

bool str_eq(struct str x, struct str y);
/* As memcmp, shorter first: <0, 0, >0. */
int str_cmp(struct str x, struct str y);
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
bool str_has(struct str s, struct str needle);
/* Byte offset of the first `needle` at or after `from`, or -1. */
ptrdiff_t str_find(struct str s, struct str needle, size_t from);
/* The part from byte `from`; empty when past the end. */
struct str str_from(struct str s, size_t from);
/* The first `n` bytes at the most. */
struct str str_first(struct str s, size_t n);
/* Without ASCII blanks, U+3000, U+00A0, U+FEFF and U+200B at both ends. */
struct str str_trim(struct str s);
/* Cuts `*rest` at the first `sep`: returns the part before, leaves the part after. Without `sep`
 * returns all and leaves the empty view. */
struct str str_cut(struct str *rest, struct str sep);
/* Every `from` replaced by `to`, in the arena; `s` itself where there is none. */
struct str str_replace(struct arena *a, struct str s, struct str from, struct str to);

#endif
