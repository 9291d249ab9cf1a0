/* reason.c — see reason.h. The rule is expanded again, so an explanation cannot differ from what
 * was computed at issue without being seen. */
#include "duty/reason.h"
#include "calendar/expand.h"
#include "core/rec.h"
#include "core/tree.h"
#include "duty/event.h"
#include "duty/life.h"
#include "duty/node.h"
#include "plan/timing.h"

enum { LONG_TERM_YEARS = 2 };

/* The plan's day of monthly reports (T-26, TIME-04). */
static void month_of(struct ctx *cx, rid plan, struct expand_env *env)
{
	struct rule r;
	bool set = timing_month_day(cx, plan, &r);
	env->month_due = set ? r.due : (struct rule_due){0};
	env->month_time = set ? r.time : 0;
}

struct expand_env reason_env(
	struct ctx *cx, const struct plan_row *plan, const struct campaign_row *c)
{
	/* A long-term mechanism is written out for three calendar years at a time. */
	struct day open_end = day_of(day_ymd(c->from_day).y + LONG_TERM_YEARS, 12, 31);
	struct expand_env env = {
		.work = cx->cal,
		.start = c->from_day,
		.end = day_is_set(c->until_day) ? c->until_day : open_end,
		.issue = plan->issue_day,
		.year = (int)plan->year,
		.roll_back = c->roll_back,
		.with_partial = c->with_partial,
	};
	month_of(cx, plan->head.id, &env);
	return env;
}

/* The occurrence of this item in an expansion, due on that day, explained; NULL where there is
 * none. */
static const struct why *explain(struct ctx *cx, const struct rule *r, const struct expand_env *env,
	const struct due_row *d, int node, struct day day)
{
	struct expansion exp = {0};
	expand_rule(cx->a, r, env, &exp);
	for (size_t i = 0; i < exp.items.n; i++) {
		const struct occur *o = &exp.items.at[i];
		if (o->node == node && str_eq(o->label, d->period) && o->due.n == day.n)
			return expand_why(cx->a, o, env);
	}
	return NULL;
}

static const struct why *explain_event(struct ctx *cx, const struct rule *leaf,
	const struct expand_env *env, const struct event *e)
{
	struct day due;
	int minute;
	struct why *w = why_open(cx->a);
	return leaf && expand_event(leaf, env, e->at, &due, &minute, w) ? w : NULL;
}

/* The day on which the part of the sequence opened; DAY_NONE where it did not wait. */
static struct day opened_on(struct ctx *cx, rid due)
{
	struct due_step *s;
	int n = due_history(cx, due, &s);
	for (int i = 0; i < n; i++)
		if (str_eq(s[i].verb, S("open")))
			return stamp_day(s[i].at);
	return DAY_NONE;
}

/* By the rule as it was issued, or as a later edition has it; days counted from issue are counted
 * from the first one in both. */
static const struct why *derive_by(struct ctx *cx, const struct duty_row *duty,
	const struct due_row *d, bool now, struct day day)
{
	struct str text = now ? duty->now_text : duty->text;
	const struct plan_row *plan = rec_load(cx, &plan_kind, duty->plan);
	const struct campaign_row *c = rec_load(cx, &campaign_kind, duty->campaign);
	struct rule rule;
	struct rule_error bad;
	struct event e;
	if (plan == NULL || c == NULL || !rule_parse(cx->a, text, &rule, &bad))
		return NULL;
	struct expand_env env = reason_env(cx, plan, c);
	if (now)
		month_of(cx, duty->now_plan, &env);
	if (event_of(cx, d->head.id, &e))
		return explain_event(cx, node_leaf(&rule, d->node), &env, &e);
	const struct why *w = explain(cx, &rule, &env, d, (int)d->node, day);
	struct day opened = w ? DAY_NONE : opened_on(cx, d->head.id);
	if (!day_is_set(opened))
		return w;
	env.issue = env.start = opened;
	return explain(cx, node_leaf(&rule, d->node), &env, d, 0, day);
}

static const struct why *derive(
	struct ctx *cx, const struct duty_row *duty, const struct due_row *d, struct day day)
{
	const struct why *why = derive_by(cx, duty, d, false, day);
	return why || duty->now_text.n == 0 ? why : derive_by(cx, duty, d, true, day);
}

static void find_moves(struct ctx *cx, const struct due_row *d, struct reason *r)
{
	struct due_step *s;
	int n = due_history(cx, d->head.id, &s);
	struct day was = d->first_day;
	r->moves = arena_array(cx->a, (size_t)n + 1, sizeof *r->moves);
	for (int i = 0; i < n; i++) {
		if (s[i].due_day.n != was.n || str_eq(s[i].verb, S("pause")))
			r->moves[r->n_moves++] = (struct reason_move){
				s[i].verb, s[i].note, was, s[i].due_day, s[i].at, s[i].by};
		was = s[i].due_day;
	}
}

static struct str words_of(struct ctx *cx, struct day d)
{
	struct ymd y = day_ymd(d);
	return y.y == day_ymd(cx->today).y ? str_fmt(cx->a, "%d月%d日", y.m, y.d)
					   : str_fmt(cx->a, "%d年%d月%d日", y.y, y.m, y.d);
}

/* Who moved the day last, to when, and what it was as issued. */
static struct str last_move(struct ctx *cx, const struct due_row *d, const struct reason *r)
{
	int last = r->n_moves - 1;
	while (last >= 0 && r->moves[last].is.n == r->moves[last].was.n)
		last--;
	if (last < 0)
		return STR_NONE;
	const struct reason_move *m = &r->moves[last];
	struct str first = words_of(cx, d->first_day);
	struct str mover = m->by.n ? tree_person_name(cx, m->by) : S("系统");
	struct str is = words_of(cx, m->is);
	return str_fmt(cx->a, "原定%.*s；%.*s定为%.*s：%.*s", STR_ARG(first), STR_ARG(mover),
		STR_ARG(is), STR_ARG(m->note));
}

struct reason *reason_of(struct ctx *cx, const struct due_row *d)
{
	struct reason *r = arena_new(cx->a, struct reason);
	const struct duty_row *duty = rec_load(cx, &duty_kind, d->duty);
	if (duty == NULL)
		return r;
	r->phrase = duty->phrase;
	/* The day the rule gives now; after a return or a change it is the first one that can be
	 * derived, after a change of the calendar the new one. */
	r->why = derive(cx, duty, d, d->due_day);
	bool derived = r->why != NULL;
	if (r->why == NULL)
		r->why = derive(cx, duty, d, d->first_day);
	find_moves(cx, d, r);
	r->sentence = derived && r->why ? why_sentence(cx->a, r->why) : STR_NONE;
	if (d->due_day.n != d->first_day.n) {
		struct str move = last_move(cx, d, r);
		r->sentence = derived ? str_fmt(cx->a, "%.*s。%.*s", STR_ARG(move),
						STR_ARG(r->sentence))
				      : move;
	}
	return r;
}
