/* scan.h — small steps over folded UTF-8 text (base/fold.h), for readers written by hand.
 *
 * Every function takes the text and a byte position; those that eat move the position only when
 * they succeed. Not a tokenizer and not a grammar: those are calendar/phrase.c and plan/read*.c. */
#ifndef BASE_SCAN_H
#define BASE_SCAN_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* An entry of a constant word table: static const struct str t[] = {SCAN_W("甲"), …}; */
#define SCAN_W(lit)                                                                                \
	{                                                                                          \
		"" lit, sizeof(lit) - 1                                                            \
	}

/* Start of the character before byte `i`; 0 at the beginning. */
size_t scan_back(struct str t, size_t i);
/* Start of the character after the one at `i`; t.n at the end. */
size_t scan_step(struct str t, size_t i);
/* The code point at `i`, 0 at the end. */
uint32_t scan_at(struct str t, size_t i);
bool scan_is_blank(uint32_t c); /* ' ', tab, line ends, form feed, U+3000 */
/* Eats one literal. */
bool scan_eat(struct str t, size_t *i, struct str lit);
/* Eats the first entry that fits; its index, or -1. Longer entries must stand first. */
int scan_any(struct str t, size_t *i, const struct str *list, size_t n);
/* Eats blanks; true where there was one. */
bool scan_blank(struct str t, size_t *i);
/* Eats an Arabic number of at most nine digits, or a Chinese numeral (一百一十三, 两, 二〇二六). */
bool scan_num(struct str t, size_t *i, int64_t *out);
/* Whether `c` may be part of a Chinese numeral, 〇 and 两 included. */
bool scan_is_numeral(uint32_t c);
/* Index of the entry that `s` ends with, or -1. */
int scan_ends(struct str s, const struct str *list, size_t n);
/* Index of the entry that `s` begins with, or -1. */
int scan_starts(struct str s, const struct str *list, size_t n);
/* Index of an entry that occurs in `s`, or -1. */
int scan_has(struct str s, const struct str *list, size_t n);
/* Blanks and the punctuation marks that join parts of a list, removed at both ends. */
struct str scan_trim(struct str s);
/* Byte behind the bracket that matches the opening one at `i` (round, 【】, 〔〕, “”, 《》, 「」),
 * or 0 where it never closes within `t`. */
size_t scan_close(struct str t, size_t i);
/* Code points, up to `most`. */
size_t scan_count(struct str s, size_t most);

#endif
