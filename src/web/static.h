/* static.h — assets compiled into the program: style sheets, scripts, icons.
 *
 * Names hold a hash of the bytes, so browsers keep them for ever; an asset without one is asked for
 * again with its ETag. Both forms are stored, nothing is compressed while serving. */
#ifndef WEB_STATIC_H
#define WEB_STATIC_H

#include "web/http.h"

/* One row of the generated table (tools/embed); `gz` is empty where compressing saves nothing. */
struct static_file {
	struct str name; /* "app.1f2e3d4c.css" */
	struct str type; /* "text/css; charset=utf-8" */
	struct str bytes, gz;
	struct str etag; /* with its quotes */
	bool hashed;
};

/* Answers GET and HEAD for `name`: 200, 304, or false where the table does not hold it. The table
 * is sorted by name, bytewise. */
bool static_serve(const struct static_file *table, size_t n, struct str name,
	const struct http_req *q, struct http_res *r);

#endif
