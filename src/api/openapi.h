/* openapi.h — the description of the JSON interface as OpenAPI 3.1, printed from the tables of the
 * kinds and of the verbs, so that it cannot say anything else than what is served. */
#ifndef API_OPENAPI_H
#define API_OPENAPI_H

#include "base/buf.h"
#include "core/kind.h"

/* The whole document. Public: it holds no data. */
void openapi_print(const struct kinds *kinds, struct buf *out);

#endif
