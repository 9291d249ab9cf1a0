/* reason.c — see reason.h. The rule is expanded again, so an explanation cannot differ from what
 * was computed at issue without being seen. */
#include "duty/reason.h"
#include "calendar/expand.h"
#include "core/rec.h"
#include "core/setting.h"
#include "core/tree.h"

enum { LONG_TERM_YEARS = 2 };

struct expand_env reason_env(
	struct ctx *cx, const struct plan_row *plan, const struct campaign_row *c)
{
	/* A long-term mechanism is written out for three calendar years at a time. */
	struct day open_end = day_of(day_ymd(c->from_day).y + LONG_TERM_YEARS, 12, 31);
	return (struct expand_env){
		.work = cx->cal,
		.start = c->from_day,
		.end = day_is_set(c->until_day) ? c->until_day : open_end,
		.issue = plan->issue_day,
		.year = (int)plan->year,
		.roll_back = setting_int(cx, S("due.rollover")) != 0,
	};
}

static const struct why *derive(
	struct ctx *cx, const struct duty_row *duty, const struct due_row *d, struct day day)
{
	const struct plan_row *plan = rec_load(cx, &plan_kind, duty->plan);
	const struct campaign_row *c = rec_load(cx, &campaign_kind, duty->campaign);
	struct rule rule;
	struct rule_error bad;
	struct expansion exp = {0};
	if (plan == NULL || c == NULL || !rule_parse(cx->a, duty->text, &rule, &bad))
		return NULL;
	struct expand_env env = reason_env(cx, plan, c);
	expand_rule(cx->a, &rule, &env, &exp);
	for (size_t i = 0; i < exp.items.n; i++) {
		const struct occur *o = &exp.items.at[i];
		if (o->node == d->node && str_eq(o->label, d->period) && o->due.n == day.n)
			return expand_why(cx->a, o, &env);
	}
	return NULL;
}

/* After a return the day is one a person set: who, when, and what it was before. */
static struct str set_by_hand(struct ctx *cx, const struct due_row *d)
{
	char was[DAY_TEXT], now[DAY_TEXT];
	struct due_step *s;
	int n = due_history(cx, d->head.id, &s);
	for (int i = n - 1; i >= 0; i--)
		if (s[i].due_day.n == d->due_day.n &&
			(i == 0 || s[i - 1].due_day.n != d->due_day.n))
			return str_fmt(cx->a, "原定 %s；%.*s 定为 %s：%.*s",
				day_text(d->first_day, was),
				STR_ARG(s[i].by.n ? tree_person_name(cx, s[i].by) : S("系统")),
				day_text(d->due_day, now), STR_ARG(s[i].note));
	return STR_NONE;
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
	r->sentence = derived && r->why ? why_sentence(cx->a, r->why) : STR_NONE;
	if (d->due_day.n != d->first_day.n)
		r->sentence = derived ? str_fmt(cx->a, "%.*s。%.*s", STR_ARG(set_by_hand(cx, d)),
						STR_ARG(r->sentence))
				      : set_by_hand(cx, d);
	return r;
}
