/* auth.c — see auth.h. */
#include "api/auth.h"
#include "api/answer.h"
#include "core/actor.h"
#include "org/access.h"
#include "sys/clock.h"
#include "web/rate.h"

#include <strings.h>

/* "Bearer dbn_…"; the word in any case (RFC 9110 11.1). */
static struct str bearer(const struct http_req *q)
{
	struct str rest = http_header(q, S("authorization"));
	struct str word = str_cut(&rest, S(" "));
	bool is = word.n == 6 && strncasecmp(word.p, "bearer", word.n) == 0;
	return is ? str_trim(rest) : STR_NONE;
}

bool auth_in(struct page *pg, bool writes)
{
	struct access t;
	if (!access_find(pg->cx, bearer(pg->q), &t) || t.scope == ACCESS_CALENDAR) {
		answer_error(pg, ANSWER_TOKEN);
		return false;
	}
	int wait_s = rate_take(pg->app->rate, t.id.n, clock_ticks());
	if (wait_s) {
		http_set(pg->r, S("Retry-After"), str_fmt(pg->cx->a, "%d", wait_s));
		answer_error(pg, ANSWER_RATE);
		return false;
	}
	const struct actor *who = actor_load(pg->cx, t.account);
	if (who == NULL) {
		answer_error(pg, ANSWER_TOKEN);
		return false;
	}
	pg->cx->who = who;
	pg->token = t.id;
	pg->token_day = t.last_day;
	if (writes && t.scope != ACCESS_WRITE) {
		answer_error(pg, ANSWER_READ_ONLY);
		return false;
	}
	return true;
}

/* A day that cannot be written now is written with the next request. */
void auth_used(struct page *pg)
{
	if (pg->token.n)
		access_used(pg->cx, pg->token, pg->token_day);
}
