/* deadline.c — see deadline.h. */
#include "dates/deadline.h"
#include "base/fold.h"
#include "calendar/phrase_rule.h"

/* The limit inside a sentence: 收到之日起5个工作日内书面答复. */
static const struct rule *first_event(const struct rule *r)
{
	if (r->kind == RULE_EVENT)
		return r;
	for (size_t i = 0; i < r->n_parts; i++) {
		const struct rule *found = first_event(&r->parts[i]);
		if (found)
			return found;
	}
	return NULL;
}

bool deadline_text(struct arena *a, struct str text, bool rolls, struct limit *out)
{
	*out = (struct limit){.name = S("所填"),
		.start = S("起算"),
		.rolls = rolls,
		.from = DAY_NONE,
		.until = DAY_NONE};
	if (length_read(a, text, &out->length))
		return true;
	struct phrase_rule_env env = {0};
	struct rule rule;
	struct fold folded = fold_text(a, text);
	struct phrases found = phrase_scan(a, folded.s, PHRASE_FIELD, 0);
	if (!phrase_rule(a, &found, &env, &rule))
		return false;
	const struct rule *event = first_event(&rule);
	if (event == NULL || !length_is_set(event->within))
		return false;
	out->length = event->within;
	if (event->trigger.n)
		out->start = event->trigger.at[0];
	return true;
}

static bool check_pause(struct errs *e, const struct deadline_in *in)
{
	bool from = day_is_set(in->pause_from), until = day_is_set(in->pause_until);
	if (until && !from)
		err_field(e, S("pause_from"), "写明从哪天起不计");
	else if (from && !until)
		err_field(e, S("pause_until"), "还没有恢复计时的，说不出到哪一天");
	else if (from && in->pause_until.n < in->pause_from.n)
		err_field(e, S("pause_until"), "不能早于不计的第一天");
	else
		return true;
	return false;
}

static bool check_extend(struct errs *e, const struct limit *l, struct str text, struct length *out)
{
	*out = (struct length){LENGTH_NONE, 0};
	if (text.n == 0)
		return true;
	if (!length_read(e->a, text, out)) {
		err_field(e, S("extend"), "写数字和单位，如 30日、5个工作日");
		return false;
	}
	if (out->unit == l->extend_by.unit && out->n <= l->extend_by.n)
		return true;
	struct buf b = buf_in(e->a, 64);
	length_say(&b, l->extend_by);
	struct str most = buf_view(&b);
	if (most.n)
		err_field(e, S("extend"), "这一时限最多延长%.*s", STR_ARG(most));
	else
		err_field(e, S("extend"), "这一时限没有写可以延长");
	return false;
}

static void refuse(struct errs *e, enum limit_result r)
{
	switch (r) {
	case LIMIT_NOT_IN_FORCE:
		err_field(e, S("day"), "起算那天，这一时限还没有施行或者已经停用");
		return;
	case LIMIT_PAUSED:
		err_field(e, S("pause_until"), "还没有恢复计时的，说不出到哪一天");
		return;
	case LIMIT_TOO_LONG:
		err_field(e, S("extend"), "这一时限不能延长这么久");
		return;
	case LIMIT_OUT_OF_REACH:
	case LIMIT_OK:
		break;
	}
	err_field(e, S("day"), "算到2190年以后去了，请核对");
}

bool deadline_count(struct errs *e, const struct limit *limit, const struct work *work,
	const struct deadline_in *in, struct deadline *out)
{
	struct count_pause pause = {in->pause_from, in->pause_until, limit->pause, STR_NONE};
	struct limit_run run = {.trigger = in->trigger, .pauses = &pause};
	size_t before = e->n;
	if (length_is_clock(limit->length) && !in->has_time)
		err_field(e, S("time"), "按小时、分钟算的时限，要写几点几分起算");
	check_extend(e, limit, in->extend, &run.extension);
	if (check_pause(e, in))
		run.n_pauses = day_is_set(in->pause_from);
	if (pause.reason.n == 0)
		pause.reason = S("按所填");
	if (e->n > before)
		return false;
	*out = (struct deadline){.limit = limit, .why = why_open(e->a)};
	enum limit_result r = limit_due(limit, work, &run, &out->due, &out->minute, out->why);
	if (r != LIMIT_OK)
		refuse(e, r);
	return r == LIMIT_OK;
}
