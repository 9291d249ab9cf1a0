/* look.c — see look.h. */
#include "core/look.h"
#include "core/actor.h"
#include "core/flow.h"
#include "core/token.h"

enum { PAYLOAD_MAX = 16 * 1024 };

static bool is_daily(const struct look *l)
{
	return l->way == LOOK_FEED && l->kind->level == LEVEL_INNER;
}

bool look_asked(const struct look *l)
{
	if (l->kind == NULL || l->kind->level == LEVEL_OPEN)
		return false;
	return l->way != LOOK_SEE || l->kind->level == LEVEL_GUARDED;
}

/* Under which the first look of a day is remembered, beside the tokens of forms. */
static struct str day_key(struct ctx *cx, const struct look *l)
{
	char day[DAY_TEXT];
	return str_fmt(cx->a, "look %lld %s %s", (long long)cx->who->account.n, l->kind->name,
		day_text(cx->today, day));
}

static enum flow_code seal(struct ctx *cx, const struct look *l)
{
	static const char *const verbs[] = {
		[LOOK_SEE] = "look", [LOOK_TAKE] = "export", [LOOK_FEED] = "feed"};
	struct buf payload = buf_in(cx->a, PAYLOAD_MAX);
	if (l->filter.n && !is_daily(l))
		seal_field(&payload, "filter", STR_NONE, l->filter);
	if (l->rows && !is_daily(l))
		seal_field(&payload, "rows", STR_NONE, str_fmt(cx->a, "%lld", (long long)l->rows));
	return flow_note(cx, &(struct seal_in){.kind = l->kind->name,
				     .record = is_daily(l) ? RID_NONE : l->record,
				     .verb = verbs[l->way],
				     .payload = buf_view(&payload)});
}

static enum flow_code seal_job(struct ctx *cx, void *arg)
{
	const struct look *l = arg;
	if (!is_daily(l))
		return seal(cx, l);
	struct str key = day_key(cx, l);
	int64_t seq = 0;
	if (token_spent(cx, key) >= 0)
		return FLOW_OK;
	struct ctx inner = *cx;
	inner.sealed = &seq;
	enum flow_code code = seal(&inner, l);
	return code == FLOW_OK ? token_spend(cx, key, seq) : code;
}

enum flow_code look_seal(struct ctx *cx, const struct look *l)
{
	struct look copy = *l;
	if (!look_asked(l) || (is_daily(l) && token_spent(cx, day_key(cx, l)) >= 0))
		return FLOW_OK;
	return ctx_write(cx, seal_job, &copy);
}
