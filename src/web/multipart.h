/* multipart.h — multipart/form-data (RFC 7578, RFC 2046 5.1), strictly, in constant memory.
 *
 * The body lies in memory or in one unnamed temporary file; an uploaded file becomes a span of it,
 * so its bytes are never copied and never held in memory. Not for other multipart types; nested
 * parts and transfer encodings are refused. */
#ifndef WEB_MULTIPART_H
#define WEB_MULTIPART_H

#include "web/form.h"

enum { MULTIPART_HEAD_MAX = 4096, MULTIPART_WINDOW = 64 * 1024 };

/* The boundary named by a Content-Type value; false where it is no multipart/form-data or the
 * boundary is not 1 to 70 allowed characters. */
bool multipart_boundary(struct str type, struct str *boundary);
/* Parses `body` into fields and files; both lists live in `a`. */
enum form_err multipart_read(struct arena *a, const struct bytes *body, struct str boundary,
	struct http_pairs *fields, struct http_files *files);
/* A label fit for people out of what a browser sent as file name: the last path part, no control
 * characters, none of <>:"/\|?*, no leading dot, at most 200 bytes cut between characters; "未命名"
 * where nothing is left. */
struct str multipart_file_name(struct arena *a, struct str sent);

#endif
