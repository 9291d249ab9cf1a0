/* access.h — tokens for programs and secret addresses of calendars, made by a person for himself.
 *
 * A token acts as its account with the account's own roles, never with more; of the secret only a
 * hash is stored, so it is shown once. It ends by its day, by being revoked, or with its account.
 * Not for people signing in: that is core/token.h and web/session.h. SEC-07. */
#ifndef ORG_ACCESS_H
#define ORG_ACCESS_H

#include "core/flow.h"
#include "store/schema.h"

enum access_scope {
	ACCESS_READ,
	ACCESS_WRITE,    /* read and write */
	ACCESS_CALENDAR, /* the calendar feed, and nothing else */
	ACCESS_SCOPES
};
enum {
	ACCESS_MOST = 20,     /* living ones of an account */
	ACCESS_DAYS = 365,    /* the longest life of a token; a calendar address has no end */
	ACCESS_NAME_MAX = 40, /* characters */
	ACCESS_SECRET = 52    /* characters of the secret: "dbn_" and 48 hex digits */
};

struct access {
	rid id, account;
	struct str name;
	int scope; /* enum access_scope */
	struct stamp made, ended;
	struct day until_day, last_day; /* DAY_NONE: without end; never used */
};

extern const struct schema_part access_part;

struct access_in {
	struct str name;
	int scope, days; /* days 0: without end, for calendars only */
};
/* Makes one for the actor. The secret exists in `secret` only; sealed without it. */
enum flow_code access_make(struct ctx *cx, const struct access_in *in, struct str *secret);
/* Ends one of the actor's own; FLOW_ABSENT for any other, FLOW_STATE where it has ended. Sealed. */
enum flow_code access_end(struct ctx *cx, rid id);
/* The actor's, newest first, ended ones left out; their number. */
int access_list(struct ctx *cx, struct access **out);
/* Who comes with this secret; false where it is not good today. */
bool access_find(struct ctx *cx, struct str secret, struct access *out);
/* Remembers that it was used today; `last` is access.last_day, so that it writes once a day. */
enum flow_code access_used(struct ctx *cx, rid id, struct day last);

#endif
