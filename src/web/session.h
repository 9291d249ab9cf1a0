/* session.h — who is signed in. A random token in a cookie, its hash in a row.
 *
 * Two ends: an absolute one in the row, and one for idleness in a second, signed cookie, so that
 * looking at pages writes nothing to the database. Both lengths are rows (setting
 * session.hours, session.idle_minutes). SEC-07. */
#ifndef WEB_SESSION_H
#define WEB_SESSION_H

#include "core/token.h"
#include "web/http.h"

enum session_code { SESSION_OK, SESSION_NONE, SESSION_IDLE, SESSION_ENDED };

/* Reads the request's cookies. */
enum session_code session_load(struct ctx *cx, const struct http_req *q, struct session *out);
/* Opens one for out->account, fills the rest of `out` and sets the cookies. Inside ctx_write(). */
enum flow_code session_start(
	struct ctx *cx, struct session *out, const struct http_req *q, struct http_res *r);
/* Sets the idle cookie anew when it is older than a minute. */
void session_touch(
	struct ctx *cx, const struct session *s, const struct http_req *q, struct http_res *r);
/* Ends this one. Inside ctx_write(). All of an account: token_session_drop_all(). */
enum flow_code session_end(struct ctx *cx, const struct session *s, struct http_res *r);

/* The token every form of this session carries, and whether one that came back is it. */
struct str session_csrf(struct arena *a, const struct session *s);
bool session_csrf_ok(struct arena *a, const struct session *s, struct str token);

#endif
