/* cookie.h — cookies in and out. Always HttpOnly, SameSite=Lax, Path=/ (SEC-07). */
#ifndef WEB_COOKIE_H
#define WEB_COOKIE_H

#include "web/http.h"

enum { COOKIE_SESSION = -1, COOKIE_VALUE_MAX = 1024 };

/* The value of a cookie; the empty view where there is none. Where a name is sent twice the answer
 * is the empty view: one of the two was planted by somebody else. */
struct str cookie_get(const struct http_req *q, struct str name);
/* Sets a cookie for `seconds`, COOKIE_SESSION for the browser's session, 0 to remove it. `value` is
 * letters, digits, '-', '_', '.', '~' only (aborts otherwise): encode before. `secure` adds Secure.
 */
void cookie_set(struct http_res *r, struct str name, struct str value, int seconds, bool secure);

#endif
