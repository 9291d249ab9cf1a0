/* utf8.h — Unicode code points in and out of UTF-8, and the foldings Chinese text needs. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/buf.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

enum { UTF8_BAD = 0xFFFD };

/* The code point at byte `*at`, which moves behind it. Invalid bytes give UTF8_BAD and move by one.
 * `*at` must be below s.n. */
uint32_t utf8_next(struct str s, size_t *at);
/* Writes one code point; surrogates and values above U+10FFFF become U+FFFD. */
void utf8_put(struct buf *b, uint32_t c);
/* True where every byte belongs to a valid, shortest-form sequence. */
bool utf8_is_valid(struct str s);
/* Number of code points (an invalid byte counts as one). */
size_t utf8_count(struct str s);
/* The first `n` code points. */
struct str utf8_first(struct str s, size_t n);
/* A copy with every invalid byte replaced by U+FFFD; `s` itself where it is valid. */
struct str utf8_mend(struct arena *a, struct str s);
/* Full-width ASCII (U+FF01–FF5E) to ASCII and U+3000 to a blank; everything else unchanged. */
uint32_t utf8_narrow(uint32_t c);
/* utf8_narrow over a whole text. */
struct str utf8_narrow_text(struct arena *a, struct str s);
/* Han ideographs, including extensions A–H and compatibility forms; also 〇. */
bool utf8_is_han(uint32_t c);

#endif
