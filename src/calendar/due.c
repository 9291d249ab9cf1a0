/* due.c — the date of one occurrence and its derivation (expand.h). Every function that computes
 * also explains, so the two cannot differ. */
#include "base/bug.h"
#include "base/num.h"
#include "calendar/due_int.h"
#include "calendar/say.h"

static int year_of(const struct rule_date *d, const struct expand_env *env)
{
	if (d->year)
		return d->year;
	return (env->year ? env->year : day_ymd(env->start).y) + d->year_shift;
}

static bool is_year(int y)
{
	return y >= 1949 && y < 2199;
}

bool due_is_clamped(const struct rule_date *d, const struct expand_env *env)
{
	int y = year_of(d, env);
	return d->kind == DATE_FIXED && d->day != RULE_LAST_DAY && is_year(y) &&
	       d->day > day_month_length(y, d->month);
}

struct str due_clamped(struct arena *a, const struct rule_date *d, const struct expand_env *env)
{
	return str_fmt(a, "%d年没有%d月%d日，取该月最后一天", year_of(d, env), d->month, d->day);
}

struct str due_unknown(struct arena *a, const struct rule_date *d, const struct expand_env *env)
{
	if (d->kind == DATE_EVE)
		return str_fmt(a, "%d年%.*s的放假安排尚未公布，不能算出日期", year_of(d, env),
			STR_ARG(d->holiday));
	return S("日期超出可计算的范围");
}

static const char *said_day(struct why *why, struct day d)
{
	return why ? str_c(why->a, why_day_text(why->a, d, 0)) : "";
}

static const char *said_period(struct why *why, struct str label)
{
	return why ? str_c(why->a, period_words(why->a, label)) : "";
}

static struct day last_of_month(int y, int m)
{
	return day_month_end(day_of(y, m, 1));
}

static struct day fixed(const struct rule_date *d, const struct expand_env *env, struct why *why)
{
	int y = year_of(d, env);
	if (!is_year(y))
		return DAY_NONE;
	if (d->day == RULE_LAST_DAY || due_is_clamped(d, env)) {
		struct day end = last_of_month(y, d->month);
		if (d->day == RULE_LAST_DAY)
			why_say(why, WHY_RULE, end, "%d月底是%s", d->month, said_day(why, end));
		else
			why_say(why, WHY_CLAMPED, end, "%d年没有%d月%d日，取%s", y, d->month,
				d->day, said_day(why, end));
		return end;
	}
	struct day day = day_of(y, d->month, d->day);
	why_say(why, WHY_RULE, day, "规则定的日期是%s，含当天", said_day(why, day));
	return day;
}

/* Holidays fixed by the sun: known before the notice, but not how long they are. */
static struct day solar_eve(const struct work *work, struct str name, int y)
{
	static const struct {
		const char *word;
		int month;
	} rows[] = {{"元旦", 1}, {"劳动", 5}, {"五一", 5}, {"国庆", 10}, {"十一", 10}};
	for (size_t i = 0; i < NELEM(rows); i++)
		if (str_starts(name, str_of(rows[i].word)))
			return work_previous(work, day_add(day_of(y, rows[i].month, 1), -1));
	return DAY_NONE;
}

static struct day eve(const struct rule_date *d, const struct expand_env *env, struct why *why)
{
	int y = year_of(d, env);
	if (!is_year(y))
		return DAY_NONE;
	struct day day = work_eve(env->work, d->holiday, y);
	if (!day_is_set(day))
		day = solar_eve(env->work, d->holiday, y);
	if (day_is_set(day)) {
		why_say(why, WHY_RULE, day, "%d年%.*s放假前一天是%s", y, STR_ARG(d->holiday),
			said_day(why, day));
		struct work_look look = work_look(env->work, day_add(day, 1));
		why_cite(why, look.by ? look.by->cite : STR_NONE);
	}
	return day;
}

static struct day anchored(struct day anchor, const char *name, const struct rule_date *d,
	const struct expand_env *env, struct why *why)
{
	if (!day_is_set(anchor))
		return DAY_NONE;
	why_say(why, WHY_TRIGGER, anchor, "%s是%s", name, said_day(why, anchor));
	return length_is_set(d->plus) ? count_add(env->work, anchor, d->plus, NULL, 0, why)
				      : anchor;
}

struct day expand_date(const struct rule_date *d, const struct expand_env *env, struct why *why)
{
	switch (d->kind) {
	case DATE_FIXED:
		return fixed(d, env, why);
	case DATE_EVE:
		return eve(d, env, why);
	case DATE_START:
		return anchored(env->start, "活动开始日", d, env, why);
	case DATE_END:
		return anchored(env->end, "活动结束日", d, env, why);
	case DATE_ISSUE:
		return anchored(
			day_is_set(env->issue) ? env->issue : env->start, "印发日", d, env, why);
	case DATE_NONE:
	case DATE_ITEM:
	case DATE_PLAN:
		return DAY_NONE;
	}
	BUG("no such kind of date");
}

/* ---- the day inside a period ---- */

/* The month of the period that the rule points at; the period itself where it is shorter. */
static struct period part_of(const struct occur *o, enum rule_due_month in)
{
	struct period p = o->period;
	if (o->every < EVERY_MONTH) {
		if (in == DUE_NEXT) {
			int length = day_diff(p.from, p.until);
			p.from = day_add(p.until, 1);
			p.until = day_add(p.from, length);
		}
		return p;
	}
	struct day in_month = in == DUE_FIRST  ? p.from
			      : in == DUE_NEXT ? day_add(p.until, 1)
					       : p.until;
	return (struct period){day_month_start(in_month), day_month_end(in_month)};
}

static struct day nth_day(const struct occur *o, const struct rule_due *d, struct why *why)
{
	struct period month = part_of(o, d->in);
	struct ymd c = day_ymd(month.from);
	if (d->n == RULE_LAST_DAY)
		return month.until;
	if (d->n <= day_month_length(c.y, c.m))
		return day_add(month.from, d->n - 1);
	why_say(why, WHY_CLAMPED, month.until, "%d月没有%d日，取最后一天", c.m, d->n);
	return month.until;
}

static struct day weekday_in(const struct occur *o, const struct rule_due *d)
{
	struct period p = o->period;
	struct day first = d->in == DUE_NEXT ? day_add(p.until, 1) : p.from;
	if (d->in == DUE_LAST) {
		int back = (day_weekday(p.until) - d->n + 7) % 7;
		return day_add(p.until, -back);
	}
	return day_add(first, (d->n - day_weekday(first) + 7) % 7);
}

static struct day workday_in(
	const struct occur *o, const struct rule_due *d, const struct work *work, struct why *why)
{
	struct period p = part_of(o, d->in);
	struct day day = work_nth(work, p.from, p.until, d->n);
	if (!day_is_set(day))
		return work_previous(work, p.until);
	if (d->n > 0) {
		int n = 0;
		for (struct day x = p.from; why && x.n <= day.n; x = day_add(x, 1)) {
			bool works = work_is_day(work, x);
			n += works;
			why_day(why, work, x, works ? n : 0, false);
		}
	}
	return day;
}

static struct day year_day(const struct occur *o, const struct rule_due *d, struct why *why)
{
	int y = day_ymd(o->period.until).y, length = day_month_length(y, d->month);
	if (d->n != RULE_LAST_DAY && d->n > length)
		why_say(why, WHY_CLAMPED, DAY_NONE, "%d年%d月没有%d日，取最后一天", y, d->month,
			d->n);
	return day_of(y, d->month, d->n > length ? length : d->n);
}

/* What is reported monthly and has no day of its own falls due on the campaign's (T-26); what has
 * to happen so many times a month has the whole month. */
static bool is_campaigns(const struct rule *r, const struct expand_env *env)
{
	if (r->due.kind == DUE_CAMPAIGN)
		return true;
	return env->month_due.kind != DUE_NONE && r->kind == RULE_RECUR &&
	       r->every == EVERY_MONTH && r->due.kind == DUE_NONE && r->min == 0;
}

/* The rule's own due, or the campaign's monthly one (T-26). */
static const struct rule_due *due_in_force(const struct rule *r, const struct expand_env *env)
{
	static const struct rule_due end = {.kind = DUE_PERIOD_END};
	const struct rule_due *d = is_campaigns(r, env) ? &env->month_due : &r->due;
	return d->kind == DUE_NONE || d->kind == DUE_CAMPAIGN ? &end : d;
}

static struct day day_in_period(const struct occur *o, const struct rule_due *d,
	const struct expand_env *env, struct why *why)
{
	switch (d->kind) {
	case DUE_DAY:
		return nth_day(o, d, why);
	case DUE_WEEKDAY:
		return weekday_in(o, d);
	case DUE_WORKDAY:
		return workday_in(o, d, env->work, why);
	case DUE_DATE:
		return year_day(o, d, why);
	case DUE_NONE:
	case DUE_PERIOD_END:
	case DUE_CAMPAIGN:
		return o->period.until;
	}
	BUG("no such kind of due");
}

static void explain_period(
	const struct occur *o, const struct rule_due *d, int time, struct why *why)
{
	if (!why)
		return;
	struct buf said = buf_in(why->a, 256);
	say_due(&said, o->every, d, time);
	why_say(why, WHY_PERIOD, o->period.until, "%s这一期从%s到%s", said_period(why, o->label),
		said_day(why, o->period.from), said_day(why, o->period.until));
	struct str rule = buf_view(&said);
	why_say(why, WHY_RULE, DAY_NONE, "规则是%.*s，含当天", STR_ARG(rule));
}

/* Convention: the last period is cut where the rule ends; 次月5日 of the last period is not. */
static struct day cut(
	const struct occur *o, const struct rule_due *d, struct day due, struct why *why)
{
	if (d->in == DUE_NEXT || due.n <= o->until.n)
		return due;
	why_say(why, WHY_CUT, o->until, "规则到%s为止，这一期提前到这一天",
		said_day(why, o->until));
	return o->until;
}

static struct day of_period(struct occur *o, const struct expand_env *env, struct why *why)
{
	const struct rule *r = o->rule;
	const struct rule_due *d = due_in_force(r, env);
	if (is_campaigns(r, env) && !r->time)
		o->minute = env->month_time ? env->month_time : o->minute;
	if (o->every == EVERY_CAMPAIGN) {
		why_say(why, WHY_RULE, o->until, "整个活动期，到%s为止", said_day(why, o->until));
		return o->until;
	}
	if (is_campaigns(r, env) && env->month_due.kind != DUE_NONE)
		why_say(why, WHY_RULE, DAY_NONE, "方案统一规定了按月报送的日子");
	explain_period(o, d, o->minute < 1440 ? o->minute : 0, why);
	return cut(o, d, day_in_period(o, d, env, why), why);
}

static struct day of_window(const struct occur *o, const struct expand_env *env, struct why *why)
{
	const struct rule *r = o->rule;
	if (!r->every) {
		struct day until = expand_date(&r->until, env, why);
		return day_is_set(o->from) ? until : DAY_NONE;
	}
	why_say(why, WHY_PERIOD, o->until, "%s这一期应在%s至%s之间", said_period(why, o->label),
		said_day(why, o->from), said_day(why, o->until));
	return length_is_set(r->grace) ? count_add(env->work, o->until, r->grace, NULL, 0, why)
				       : o->until;
}

/* Convention 4. A counter ends with its period and never moves. */
static struct day rolled(
	const struct occur *o, struct day due, const struct expand_env *env, struct why *why)
{
	struct work_look look = work_look(env->work, due);
	if (look.works || o->kind == EXPAND_QUOTA || o->kind == EXPAND_DRAW)
		return due;
	const char *name = why ? str_c(why->a, work_say(&look, due)) : "";
	if (!env->roll_back) {
		why_say(why, WHY_KEPT, due, "这一天是%s，方案没有开启顺移，日期不动", name);
		why_cite(why, look.by ? look.by->cite : STR_NONE);
		return due;
	}
	struct day moved = work_previous(env->work, due);
	why_say(why, WHY_MOVED, moved, "这一天是%s，提前到最近的工作日%s", name,
		said_day(why, moved));
	why_cite(why, look.by ? look.by->cite : STR_NONE);
	return moved;
}

void due_of(struct occur *o, const struct expand_env *env, struct why *why)
{
	const struct rule *r = o->rule;
	o->minute = r->time ? r->time : 1440;
	o->due = DAY_NONE;
	switch (o->kind) {
	case EXPAND_PERIODIC:
	case EXPAND_REVIEW:
	case EXPAND_QUOTA:
	case EXPAND_DRAW:
		if (day_is_set(o->until))
			o->due = of_period(o, env, why);
		break;
	case EXPAND_FINAL:
	case EXPAND_COVER:
		o->due = expand_date(&r->by, env, why);
		break;
	case EXPAND_WINDOW:
		o->due = of_window(o, env, why);
		break;
	case EXPAND_EVENT:
	case EXPAND_SERVICE:
	case EXPAND_RANGE:
	case EXPAND_KIND_END:
		break;
	}
	if (!day_is_set(o->due))
		return;
	o->due = rolled(o, o->due, env, why);
	o->provisional = !work_is_published(env->work, o->due);
	why_result(why, env->work, o->due, o->minute);
}

struct why *expand_why(struct arena *a, const struct occur *o, const struct expand_env *env)
{
	struct why *why = why_open(a);
	struct occur again = *o;
	if (o->waits)
		why_say(why, WHY_TRIGGER, o->from, "前一阶段验收后开始，现按前一阶段的期限计划");
	due_of(&again, env, why);
	if (!day_is_set(again.due))
		why_say(why, WHY_RULE, DAY_NONE, "到期日在事件发生或逐件确定时算出");
	return why;
}

/* ---- events ---- */

static struct day after_trigger(
	const struct rule *r, const struct expand_env *env, struct stamp t, struct why *why)
{
	struct day day = stamp_day(t);
	bool same_workday = r->within.unit == LENGTH_WORKDAY && !r->within.n;
	/* 当个工作日: what comes in after closing time belongs to the next working day. */
	if (same_workday && r->hours.close && stamp_minute(t) > r->hours.close) {
		why_say(why, WHY_TRIGGER, day, "在下班时间之后，按下一个工作日办");
		day = day_add(day, 1);
	}
	return count_add(env->work, day, r->within, NULL, 0, why);
}

bool expand_event(const struct rule *r, const struct expand_env *env, struct stamp trigger,
	struct day *due, int *minute, struct why *why)
{
	if (!length_is_set(r->within))
		return false;
	struct day day = stamp_day(trigger);
	int now = stamp_minute(trigger);
	why_say(why, WHY_TRIGGER, day, "触发：%s %02d:%02d", said_day(why, day), now / 60,
		now % 60);
	if (length_is_clock(r->within)) {
		struct stamp end = {trigger.ms + length_ms(r->within)};
		*due = stamp_day(end);
		*minute = stamp_minute(end);
		why_length(why, *due, r->within);
	} else {
		bool to_closing = r->within.n == 0 && r->hours.close;
		*due = after_trigger(r, env, trigger, why);
		*minute = to_closing ? r->hours.close : 1440;
	}
	if (!day_is_set(*due))
		return false;
	why_result(why, env->work, *due, *minute);
	return true;
}

int64_t expand_minutes_late(struct day due, int minute, struct stamp when)
{
	int64_t late = (int64_t)day_diff(due, stamp_day(when)) * 1440 + stamp_minute(when) - minute;
	return late > 0 ? late : 0;
}
