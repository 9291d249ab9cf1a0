/* num.h — numbers out of text, strictly. */
#ifndef BASE_NUM_H
#define BASE_NUM_H

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

/* The whole of `s` as a decimal integer with optional '-', no blanks, no '+', within [lo, hi]. */
bool num_int(struct str s, int64_t lo, int64_t hi, int64_t *out);
/* Chinese or Arabic (also full-width) numerals, 0 to 99 999 999: 十五, 二〇二六, 两, 一百一十三,
 * ２５. */
bool num_zh(struct str s, int64_t *out);

#endif
