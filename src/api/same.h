/* same.h — what makes two requests the same: for Idempotency-Key. */
#ifndef API_SAME_H
#define API_SAME_H

#include "web/page.h"

enum { SAME_KEY_MAX = 100 };

/* The key under which this account's request is remembered, apart from other accounts' and from the
 * tokens of forms; the empty view where it is longer than SAME_KEY_MAX. */
struct str same_key(struct page *pg, struct str key);
/* A digest of the request's address and of what it brings. Files count by name and content, not by
 * the boundary that a client makes up anew each time. False where the disk fails. */
bool same_digest(struct page *pg, struct str *out);

#endif
