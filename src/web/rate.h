/* rate.h — how often a token may ask: a bucket for each, filled by the minute. Shared by all
 * workers. A table of fixed size; where it is full, the token that has been quiet longest is
 * forgotten, which only gives it a full bucket again. */
#ifndef WEB_RATE_H
#define WEB_RATE_H

#include "base/arena.h"

#include <stdint.h>

struct rate;

/* `per_minute` requests in the long run, `burst` at once. */
struct rate *rate_in(struct arena *a, int per_minute, int burst);
/* Takes one request of `key` (not 0) at `now_ms` of a clock that only rises. 0 where it may go on,
 * otherwise the seconds to wait, at least 1. */
int rate_take(struct rate *r, int64_t key, int64_t now_ms);

#endif
