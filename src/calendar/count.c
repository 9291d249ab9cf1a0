/* count.c — see count.h. */
#include "calendar/count.h"
#include "base/bug.h"

struct counter {
	const struct work *work;
	const struct count_pause *pauses;
	size_t n_pauses;
	struct why *why;
};

static const struct count_pause *pause_of(const struct counter *c, struct day d)
{
	for (size_t i = 0; i < c->n_pauses; i++) {
		const struct count_pause *p = &c->pauses[i];
		if (d.n >= p->from.n && (!day_is_set(p->until) || d.n <= p->until.n))
			return p;
	}
	return NULL;
}

static bool is_too_late(struct day d)
{
	return d.n > day_of(2199, 12, 1).n;
}

/* Day by day; `works` counts only working days. */
static struct day walk(const struct counter *c, struct day d, int n, bool works)
{
	for (int done = 0; done < n;) {
		d = day_add(d, 1);
		const struct count_pause *p = pause_of(c, d);
		bool counts = !p && (!works || work_is_day(c->work, d));
		if ((p && !day_is_set(p->until)) || is_too_late(d))
			return DAY_NONE;
		done += counts;
		why_day(c->why, c->work, d, counts ? done : 0, p != NULL);
	}
	return d;
}

/* Months run over the pauses; then as many days more as were paused within. */
static struct day months(const struct counter *c, struct day from, int n)
{
	if (n > 12 * 300 || day_ymd(from).y + n / 12 >= 2199)
		return DAY_NONE;
	struct day end = day_add_months(from, n);
	for (struct day d = day_add(from, 1); d.n <= end.n; d = day_add(d, 1)) {
		const struct count_pause *p = pause_of(c, d);
		if (p && !day_is_set(p->until))
			return DAY_NONE;
		if (is_too_late(end))
			return DAY_NONE;
		end = day_add(end, p != NULL);
	}
	return end;
}

static struct day add(const struct counter *c, struct day from, struct length l)
{
	switch (l.unit) {
	case LENGTH_DAY:
		return walk(c, from, l.n, false);
	case LENGTH_WORKDAY:
		return l.n ? walk(c, from, l.n, true) : work_next(c->work, from);
	case LENGTH_WEEK:
		return walk(c, from, l.n * 7, false);
	case LENGTH_MONTH:
		return months(c, from, l.n);
	case LENGTH_YEAR:
		return months(c, from, l.n * 12);
	case LENGTH_MINUTE:
	case LENGTH_HOUR:
	case LENGTH_NONE:
		break;
	}
	BUG("this length is not counted in days");
}

static void say_pauses(const struct counter *c, struct day from, struct day end)
{
	for (size_t i = 0; c->why && i < c->n_pauses; i++) {
		const struct count_pause *p = &c->pauses[i];
		if (day_is_set(p->until) && (p->until.n <= from.n || p->from.n > end.n))
			continue;
		struct str begins = why_day_text(c->why->a, p->from, day_ymd(from).y);
		struct str ends = day_is_set(p->until)
					  ? why_day_text(c->why->a, p->until, day_ymd(from).y)
					  : S("尚未恢复");
		why_say(c->why, WHY_PAUSE, p->until, "%.*s至%.*s中止（%.*s），不计",
			STR_ARG(begins), STR_ARG(ends), STR_ARG(p->reason));
		why_cite(c->why, p->basis);
	}
}

/* What a run of days is called: days of one weekend or one holiday stand together. */
static struct str run_name(const struct work *work, struct day d)
{
	struct work_look look = work_look(work, d);
	return look.kind == WORK_WEEKEND ? S("周末") : work_say(&look, d);
}

static void say_run(struct buf *b, struct day from, struct day until, struct str name, bool counts)
{
	struct ymd f = day_ymd(from), u = day_ymd(until);
	if (b->n)
		buf_lit(b, "，");
	buf_fmt(b, "%d月%d日", f.m, f.d);
	if (until.n > from.n && f.m == u.m)
		buf_fmt(b, "至%d日", u.d);
	else if (until.n > from.n)
		buf_fmt(b, "至%d月%d日", u.m, u.d);
	buf_str(b, name);
	buf_str(b, counts ? S("计入") : S("不计"));
}

/* 9月19日周末不计，9月20日调休上班计入: every day that is not as its weekday says. */
static void say_days(const struct counter *c, struct day from, struct day end)
{
	enum { CLAUSE = 480 };
	struct buf b = buf_in(c->why->a, CLAUSE);
	for (struct day d = day_add(from, 1); d.n <= end.n && b.n + 90 < CLAUSE;) {
		struct work_look look = work_look(c->work, d);
		struct day last = d;
		if (look.kind == WORK_WEEKDAY) {
			d = day_add(d, 1);
			continue;
		}
		struct str name = run_name(c->work, d);
		while (last.n < end.n && str_eq(run_name(c->work, day_add(last, 1)), name))
			last = day_add(last, 1);
		say_run(&b, d, last, name, look.works);
		d = day_add(last, 1);
	}
	if (b.n) {
		struct str days = buf_view(&b);
		why_say(c->why, WHY_LENGTH, end, "%.*s", STR_ARG(days));
	}
}

struct day count_add(const struct work *work, struct day from, struct length l,
	const struct count_pause *pauses, size_t n_pauses, struct why *why)
{
	struct counter c = {work, pauses, n_pauses, why};
	struct day end = add(&c, from, l);
	if (!why)
		return end;
	struct buf said = buf_in(why->a, 64);
	length_say(&said, l);
	say_pauses(&c, from, day_is_set(end) ? end : day_of(2199, 12, 31));
	if (!day_is_set(end)) {
		struct str length = buf_view(&said);
		why_say(why, WHY_LENGTH, end, "%.*s，期限中止，尚不能算出到期日", STR_ARG(length));
		return end;
	}
	struct str length = buf_view(&said);
	struct str day = why_day_text(why->a, end, day_ymd(from).y);
	why_say(why, WHY_LENGTH, end, "%.*s%s，到%.*s", STR_ARG(length),
		l.unit == LENGTH_WORKDAY && l.n ? "，当天不算，只数工作日"
		: l.n                           ? "，当天不算"
						: "",
		STR_ARG(day));
	if (l.unit == LENGTH_WORKDAY)
		say_days(&c, from, end);
	return end;
}

struct day count_back(const struct work *work, struct day d, struct length l)
{
	switch (l.unit) {
	case LENGTH_DAY:
		return day_add(d, -l.n);
	case LENGTH_WEEK:
		return day_add(d, -l.n * 7);
	case LENGTH_WORKDAY:
		for (int n = l.n; n > 0; n -= work_is_day(work, d))
			d = day_add(d, -1);
		return d;
	case LENGTH_MONTH:
		return day_ymd(d).y - l.n / 12 < 1902 ? DAY_NONE : day_add_months(d, -l.n);
	case LENGTH_YEAR:
		return day_ymd(d).y - l.n < 1902 ? DAY_NONE : day_add_months(d, -l.n * 12);
	case LENGTH_MINUTE:
	case LENGTH_HOUR:
	case LENGTH_NONE:
		break;
	}
	BUG("this length is not counted in days");
}
