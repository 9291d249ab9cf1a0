/* near.h — which known word did the user mean? For "did you mean …" in messages; never to guess
 * and go on. */
#ifndef BASE_NEAR_H
#define BASE_NEAR_H

#include "base/str.h"

/* The word of `words[0..n)` with the smallest number of edits (insert, delete, replace, swap of
 * neighbours) from `s`; NULL where none is within a third of its length (at least one edit). */
const char *near_word(struct str s, const char *const *words, size_t n);

#endif
