/* token.h — what is handed out and comes back: the rows of sign-in sessions and of spent forms.
 *
 * Only rows. How tokens are made, hidden in cookies and compared is web/session.h. SEC-07. */
#ifndef CORE_TOKEN_H
#define CORE_TOKEN_H

#include "core/ctx.h"

struct session {
	rid account;
	struct str token_hash, secret; /* the token itself is kept nowhere */
	struct stamp until;
	bool https; /* only for token_session_add(): begun over TLS, as the gateway says */
};

/* The session whose token has this hash; false where there is none. */
bool token_session(struct ctx *cx, struct str token_hash, struct session *out);
/* The running sessions of an account, newest first; `until` is when each ends. */
struct session_line {
	struct str token_hash;
	struct stamp made, until;
};
int token_sessions(struct ctx *cx, rid account, struct session_line **out);
/* How many run, of all accounts, and how many of these began over TLS. */
int64_t token_session_count(struct ctx *cx, int64_t *https);
/* The following inside ctx_write(). */
enum flow_code token_session_add(struct ctx *cx, const struct session *s);
enum flow_code token_session_drop(struct ctx *cx, struct str token_hash);
enum flow_code token_session_drop_all(struct ctx *cx, rid account);
/* All of an account but this one. */
enum flow_code token_session_drop_others(struct ctx *cx, rid account, struct str token_hash);

/* The log number under which the form with this token was recorded before (0: it changed nothing);
 * -1 where it was not sent before. */
int64_t token_spent(struct ctx *cx, struct str token);
/* Remembers that it was. Inside ctx_write(), in the transaction of what the form asked for. */
enum flow_code token_spend(struct ctx *cx, struct str token, int64_t seal_no);
/* The same with a word about what it was spent on, so that a second use for something else can be
 * told from a repetition; and that word, empty where there is none. */
enum flow_code token_spend_on(struct ctx *cx, struct str token, struct str what, int64_t seal_no);
struct str token_spent_on(struct ctx *cx, struct str token);

#endif
