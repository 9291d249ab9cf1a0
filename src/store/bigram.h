/* bigram.h — Chinese text into index words: overlapping pairs.
 *
 * A run of Han characters gives its overlapping pairs (监督检查 → 监督 督检 检查), when indexing
 * also its last character alone, so that a search for one character by prefix finds it everywhere.
 * In a query a run of one character gives that character. Other letters and digits form one
 * lower-cased word. Full-width forms count as their ASCII twins. The same pairs serve FTS5 and
 * PostgreSQL. */
#ifndef STORE_BIGRAM_H
#define STORE_BIGRAM_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>

enum { BIGRAM_WORD = 64 }; /* bytes of a word at most; longer ones are cut */

/* One word at bytes from…to of the text. Non-zero stops the walk. */
typedef int bigram_fn(void *arg, const char *word, int n, int from, int to);
/* Calls `fn` for every word of `text`; returns what stopped it, or 0. */
int bigram_each(struct str text, bool query, bigram_fn *fn, void *arg);
/* True where the last word of a query is one Han character, which must be searched as a prefix. */
bool bigram_ends_alone(struct str query);

#endif
