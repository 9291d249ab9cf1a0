/* fold.h — official text made plain enough to compare, with the way back to the source.
 *
 * Typists, Word, OCR and two scripts write the same word in many ways. Folding makes full-width
 * ASCII narrow, every dash a '-', the white circles a 〇, no-break and narrow blanks one ' ',
 * reads narrow quotes as “ and ” and a narrow stop between Chinese characters as 。, drops
 * zero-width characters and turns the traditional characters that matter in grammar words
 * and unit names into simplified ones. U+3000 stays: it separates columns and fields.
 *
 * Every byte of the folded text knows the byte of the source it came from, so a reader compares
 * folded text and still reports exact spans of the original. Not a transliteration: names keep
 * the form of the source. (PLAN-01 … traditional characters, full-width digits.) */
#ifndef BASE_FOLD_H
#define BASE_FOLD_H

#include "base/arena.h"
#include "base/str.h"

#include <stdint.h>

struct fold {
	struct str s;       /* folded, valid UTF-8 */
	struct str source;  /* what it was made from */
	const uint32_t *at; /* s.n + 1 entries: source byte of each folded byte */
};

/* Folds `source`, which must be shorter than 1 GiB and live as long as the result. Invalid bytes
 * become U+FFFD. */
struct fold fold_text(struct arena *a, struct str source);
/* The source of a part of f->s. */
struct str fold_source(const struct fold *f, struct str part);
/* Folded offset of the first folded byte that comes from source byte `at` or later. */
size_t fold_find(const struct fold *f, size_t at);

#endif
