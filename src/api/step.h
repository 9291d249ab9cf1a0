/* step.h — changing: a step of a kind, or a verb, by JSON.
 *
 * A step of an existing record names the version it saw (If-Match: "3", or "version": 3); where
 * somebody was faster the answer holds both. With Idempotency-Key the same request sent again
 * changes nothing and is answered with what stands now. */
#ifndef API_STEP_H
#define API_STEP_H

#include "web/page.h"

/* POST /api/v1/KIND and /api/v1/KIND/ID/STEP. */
void step_new(struct page *pg);
void step_take(struct page *pg);

#endif
