/* fuzz.h — what every fuzz target shares: one entry point, fed by libFuzzer or by replay/main.c.
 *
 * A target holds the code to more than "does not crash": it states what must be true of the result
 * with AN() and AZ(), which abort. */
#ifndef TEST_FUZZ_FUZZ_H
#define TEST_FUZZ_FUZZ_H

#include "base/arena.h"
#include "base/bug.h"
#include "base/str.h"

#include <stdint.h>

enum { FUZZ_ARENA = 512 << 20 };

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

#endif
