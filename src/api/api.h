/* api.h — the JSON interface: every record kind under /api/v1, for programs of the bureau.
 *
 *	GET  /api/v1                    who is asking, and the kinds he may read
 *	GET  /api/v1/openapi.json       the description of all this, from the kinds' tables
 *	GET  /api/v1/KIND               a list: filters, order, pages by cursor
 *	GET  /api/v1/KIND/ID            one record, with its version as ETag
 *	POST /api/v1/KIND               a new record
 *	POST /api/v1/KIND/ID/STEP       a step of it, or a verb of its capability, files with it
 *	GET  /api/v1/KIND/ID/VIEW       what stands beside it: attachments, what an act would do
 *	GET  /api/v1/evidence/ID        an attachment as a download
 *
 * A program comes with a token (org/access.h) and may exactly what the token's person may: lists go
 * through core/query.h, changes through flow_apply() or the capability's verb; there is no rule
 * here. Every failure is one shape of JSON. Days are "YYYY-MM-DD", instants
 * "YYYY-MM-DDTHH:MM:SS+08:00". */
#ifndef API_API_H
#define API_API_H

#include "web/page.h"

extern const struct route api_routes[];

/* True for addresses that are answered in JSON. */
bool api_is_here(struct str path);
/* The router's refusals for them. */
void api_fail(struct http_req *q, struct http_res *r, void *worker, int status, struct str zh);

#endif
