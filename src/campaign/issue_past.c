/* issue_past.c — what was due before the plan was issued (PLAN-09, TIME-30).
 *
 * A plan is often signed weeks after the first of its dates. Nobody could report what nobody had
 * been asked for: such an occurrence is never open and never late. Whether it is taken over or not
 * asked for at all is decided by the person who issues, and the decision stands in the log. */
#include "calendar/expand.h"
#include "campaign/issue_int.h"

enum { WHY_MAX = 500 };

bool issue_is_past(const struct ctx *cx, const struct occur *o)
{
	return day_is_set(o->due) && !o->waits &&
	       expand_minutes_late(o->due, o->minute, cx->now) > 0;
}

void issue_add_gone(struct ctx *cx, struct issue_gones *g, const struct line *l,
	const struct occur *o, int64_t units)
{
	bool once = o->every == EVERY_NONE;
	struct issue_gone *last = g->n ? &g->at[g->n - 1] : NULL;
	if (units == 0)
		return;
	g->dues += units;
	g->once += once ? units : 0;
	bool same = last && last->measure == l->measure && last->once == once &&
		    str_eq(last->phrase, l->rule->phrase);
	if (!same) {
		last = vec_add(cx->a, g);
		*last = (struct issue_gone){.measure = l->measure,
			.phrase = l->rule->phrase,
			.once = once,
			.first = o->due,
			.last = o->due};
	}
	last->dues += units;
	last->units = units > last->units ? units : last->units;
	last->first = o->due.n < last->first.n ? o->due : last->first;
	last->last = o->due.n > last->last.n ? o->due : last->last;
}

enum flow_code issue_past_decided(
	struct ctx *cx, const struct issue *is, const struct issue_gones *g)
{
	if (g->dues == 0)
		return FLOW_OK;
	if (is->in->past <= PAST_OPEN || is->in->past >= ISSUE_PASTS)
		err_field(cx->errs, S("past"),
			"有 %lld 项应报在签发以前就到期了，请选不记还是作为系统启用前的事项带入",
			(long long)g->dues);
	if (str_trim(is->in->why).n == 0)
		err_field(cx->errs, S("why"), "请写明这样处理的理由");
	else if (is->in->why.n > WHY_MAX * 4)
		err_field(cx->errs, S("why"), "理由最多 %d 字", WHY_MAX);
	return cx->errs->n ? FLOW_INVALID : FLOW_OK;
}

struct str issue_past_words(struct ctx *cx, const struct issue_in *in, const struct issue_gones *g)
{
	if (g->dues == 0)
		return STR_NONE;
	int64_t taken = in->past == PAST_SKIP ? g->once : g->dues;
	struct str why = str_trim(in->why);
	return str_fmt(cx->a,
		"签发前已到期 %lld 项：%lld 项作为系统启用前的事项带入，不计逾期；%lld 项不记。"
		"理由：%.*s",
		(long long)g->dues, (long long)taken, (long long)(g->dues - taken), STR_ARG(why));
}
