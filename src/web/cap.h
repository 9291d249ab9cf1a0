/* cap.h — how many connections each address holds. Belongs to one thread.
 *
 * Of IPv6 the first 64 bits count: whoever has one address of such a network has all of them
 * (RFC 4291, 2.5.4). */
#ifndef WEB_CAP_H
#define WEB_CAP_H

#include "web/http.h"

struct cap;

/* A table for up to `connections` connections, `limit` for one address. `seed` is random, so that
 * nobody can choose addresses that collide. */
struct cap *cap_in(struct arena *a, size_t connections, uint32_t limit, uint64_t seed);
/* Counts one connection more; false at the limit. */
bool cap_take(struct cap *c, const struct http_peer *p);
/* Counts one less; it must have been taken. */
void cap_give(struct cap *c, const struct http_peer *p);

#endif
