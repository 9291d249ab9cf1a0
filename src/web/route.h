/* route.h — from method and path to a handler, by constant tables.
 *
 * Patterns are made of literal parts, ":name" (one part, any text), "#name" (one part, digits only)
 * and a final "*name" (the rest, one part or more). A literal part is tried before '#', that before
 * ':', that before '*', and the choice is never taken back, so a lookup costs O(length of the
 * path). Two routes that could never be told apart abort at start. GET serves HEAD as well.
 *
 * A route declares every query parameter and form field it understands; anything else is refused
 * with 400 before the handler runs. */
#ifndef WEB_ROUTE_H
#define WEB_ROUTE_H

#include "web/http.h"

enum route_flag {
	ROUTE_ANON = 1, /* no peer, cookie, user agent or referrer reaches the handler or the log */
	ROUTE_RAW = 2   /* the body is no form (JSON): it is left for the handler */
};

enum route_param_flag {
	PARAM_MANY = 1,  /* may repeat */
	PARAM_FILE = 2,  /* an uploaded file */
	PARAM_STARTS = 4 /* `name` is a beginning: "answer." covers "answer.17" */
};

/* A query parameter or form field. `max` is in bytes of the decoded value; 0 means 256. */
struct route_param {
	const char *name;
	uint32_t max;
	unsigned flags;
};

typedef void route_fn(struct http_req *q, struct http_res *r, void *worker);
/* Declares fields of generated pages, whose names come from a kind's table: fills `out`. */
typedef bool route_declare_fn(const struct http_req *q, struct str name, struct route_param *out);

struct route {
	enum http_verb verb;
	const char *pattern;
	route_fn *fn;
	const struct route_param *params; /* ends with a NULL name; may be NULL */
	route_declare_fn *declare;        /* asked for names `params` does not hold; may be NULL */
	uint32_t max_body;                /* bytes; 0 means 64 KB, and none for GET and DELETE */
	unsigned flags;
	const void *more; /* for the layer above: page, permission */
};

struct route_set;

/* Compiles tables, each ended by a NULL pattern, into `a`. `common` (may be NULL) are parameters
 * every route knows, such as the once-only token. `fail` renders refusals; NULL means http_fail().
 */
typedef void route_fail_fn(
	struct http_req *q, struct http_res *r, void *worker, int status, struct str zh);
struct route_set *route_build(struct arena *a, const struct route *const *tables, size_t n,
	const struct route_param *common, route_fail_fn *fail);

/* Finds the route: fills q->route and q->args, or q->refused (404, 405) and q->allowed. Returns the
 * number of body bytes the route takes. Pure: may run in any thread. */
uint64_t route_admit(struct http_req *q, const struct route_set *set);
/* Parses parameters and form, checks them against the declaration, calls the handler or `fail`. */
void route_serve(const struct route_set *set, struct http_req *q, struct http_res *r, void *worker);

#endif
