/* limit.c — see limit.h. */
#include "calendar/limit.h"
#include "base/bug.h"
#include "base/tsv.h"

#include <limits.h>

enum {
	CODE,
	NAME,
	KIND,
	LAW,
	ARTICLE,
	LENGTH,
	LEAST,
	EXTEND,
	APPROVER,
	START,
	ROLLS,
	PAUSE,
	FROM,
	UNTIL,
	NOTE
};
static const char *const columns[] = {"code", "name", "kind", "law", "article", "length", "least",
	"extend", "approver", "start", "rolls", "pause", "from", "until", "note", NULL};

/* ---- rows ---- */

static bool read_optional_length(struct str s, struct length *out)
{
	*out = (struct length){LENGTH_NONE, 0};
	return !s.n || length_parse(s, out);
}

static bool read_optional_day(struct str s, struct day *out)
{
	*out = DAY_NONE;
	return !s.n || day_parse(s, out);
}

/* What is wrong with the row just read, in Chinese; NULL when nothing is. */
static const char *wrong_row(const struct tsv *t, struct limit *l)
{
	struct str kind = tsv_cell(t, KIND), rolls = tsv_cell(t, ROLLS);
	if (!l->code.n || !l->name.n || !l->start.n)
		return "code、name、start 不能空";
	if (!str_eq(kind, S("law")) && !str_eq(kind, S("local")))
		return "kind 应为 law 或 local";
	if (!length_parse(tsv_cell(t, LENGTH), &l->length))
		return "length 应为 30min、48h、15d、5wd、2w、3m 或 1y";
	if (!read_optional_length(tsv_cell(t, LEAST), &l->least) ||
		!read_optional_length(tsv_cell(t, EXTEND), &l->extend_by))
		return "least、extend 应为空或 30min、48h、15d、5wd、2w、3m、1y";
	if ((length_is_set(l->least) && l->least.unit != l->length.unit) ||
		(length_is_set(l->extend_by) && l->extend_by.unit != l->length.unit))
		return "least、extend 的单位应与 length 相同";
	if (!str_eq(rolls, S("0")) && !str_eq(rolls, S("1")))
		return "rolls 应为 0 或 1";
	if (!read_optional_day(tsv_cell(t, FROM), &l->from) ||
		!read_optional_day(tsv_cell(t, UNTIL), &l->until))
		return "from、until 应为空或 YYYY-MM-DD";
	if (str_eq(kind, S("law")) && (!l->law.n || !day_is_set(l->from)))
		return "kind 为 law 的要写明 law 和 from";
	return NULL;
}

static bool overlaps(const struct limit *x, const struct limit *y)
{
	int x_end = day_is_set(x->until) ? x->until.n : INT_MAX;
	int y_end = day_is_set(y->until) ? y->until.n : INT_MAX;
	return str_eq(x->code, y->code) && x->from.n <= y_end && y->from.n <= x_end;
}

bool limit_read(struct arena *a, struct str tsv, struct limits *out, struct str *why)
{
	struct tsv t;
	VEC(struct limit) rows = {0};
	*out = (struct limits){NULL, 0};
	for (bool ok = tsv_open(&t, a, tsv, columns); ok && tsv_next(&t);) {
		struct limit *l = vec_add(a, &rows);
		*l = (struct limit){.code = tsv_cell(&t, CODE),
			.name = tsv_cell(&t, NAME),
			.law = tsv_cell(&t, LAW),
			.article = tsv_cell(&t, ARTICLE),
			.approver = tsv_cell(&t, APPROVER),
			.start = tsv_cell(&t, START),
			.pause = tsv_cell(&t, PAUSE),
			.note = tsv_cell(&t, NOTE),
			.is_local = str_eq(tsv_cell(&t, KIND), S("local")),
			.rolls = str_eq(tsv_cell(&t, ROLLS), S("1"))};
		const char *wrong = wrong_row(&t, l);
		for (size_t i = 0; !wrong && i + 1 < rows.n; i++)
			wrong = overlaps(&rows.at[i], l) ? "同一 code 的有效日期重叠" : NULL;
		if (wrong) {
			*why = str_fmt(a, "第%d行：%s", t.line, wrong);
			return false;
		}
	}
	*why = t.why;
	*out = (struct limits){rows.at, rows.n};
	return !t.why.n;
}

static bool in_force(const struct limit *l, struct day d)
{
	return (!day_is_set(l->from) || d.n >= l->from.n) &&
	       (!day_is_set(l->until) || d.n <= l->until.n);
}

const struct limit *limit_find(const struct limits *all, struct str code, struct day day)
{
	for (size_t i = 0; i < all->n; i++)
		if (str_eq(all->at[i].code, code) && in_force(&all->at[i], day))
			return &all->at[i];
	return NULL;
}

struct str limit_basis(struct arena *a, const struct limit *l)
{
	if (l->is_local)
		return S("本局设置");
	if (!l->law.n)
		return STR_NONE;
	struct str law = str_starts(l->law, S("GB")) ? l->law
						     : str_fmt(a, "《%.*s》", STR_ARG(l->law));
	if (!l->article.n)
		return law;
	return str_fmt(a, "%.*s第%.*s条", STR_ARG(law), STR_ARG(l->article));
}

bool limit_allows(const struct limit *l, struct length measure)
{
	return measure.unit == l->length.unit && measure.n <= l->length.n &&
	       measure.n >= (length_is_set(l->least) ? l->least.n : 0);
}

/* ---- arithmetic ---- */

struct clock {
	const struct limit *l;
	const struct work *work;
	const struct limit_run *run;
	struct why *why;
};

static void explain_trigger(const struct clock *c, struct day day, int minute)
{
	if (!c->why)
		return;
	struct str said = why_day_text(c->why->a, day, 0);
	/* Of a limit in days, midnight is a day without an hour. */
	if (minute || length_is_clock(c->l->length))
		said = str_fmt(
			c->why->a, "%.*s %02d:%02d", STR_ARG(said), minute / 60, minute % 60);
	why_say(c->why, WHY_TRIGGER, day, "%.*s：%.*s", STR_ARG(c->l->start), STR_ARG(said));
	struct buf length = buf_in(c->why->a, 64);
	length_say(&length, c->l->length);
	struct str span = buf_view(&length);
	why_say(c->why, WHY_RULE, DAY_NONE, "%.*s期限%.*s", STR_ARG(c->l->name), STR_ARG(span));
	why_cite(c->why, limit_basis(c->why->a, c->l));
}

/* The day of the event, which is not counted. */
static struct day day_zero(const struct clock *c)
{
	struct day day = stamp_day(c->run->trigger);
	int minute = stamp_minute(c->run->trigger);
	explain_trigger(c, day, minute);
	bool late = c->run->late_is_next_day && c->run->closing &&
		    (minute > c->run->closing || !work_is_day(c->work, day));
	if (!late)
		return day;
	struct day next = work_next(c->work, minute > c->run->closing ? day_add(day, 1) : day);
	why_say(c->why, WHY_TRIGGER, next, "在工作时间之外，按本局设置视为下一个工作日收到");
	return next;
}

/* Hours run through the night; a whole day of pause is a whole day more. */
static enum limit_result hours(const struct clock *c, struct day *due, int *minute)
{
	const struct limit_run *run = c->run;
	struct length all = c->l->length;
	all.n += length_is_set(run->extension) ? run->extension.n : 0;
	struct stamp end = {run->trigger.ms + length_ms(all)};
	for (struct day d = stamp_day(run->trigger); d.n <= stamp_day(end).n; d = day_add(d, 1)) {
		for (size_t i = 0; i < run->n_pauses; i++) {
			const struct count_pause *p = &run->pauses[i];
			if (d.n < p->from.n || (day_is_set(p->until) && d.n > p->until.n))
				continue;
			if (!day_is_set(p->until))
				return LIMIT_PAUSED;
			end.ms += DAY_MS;
			break;
		}
		if (d.n > day_of(2190, 1, 1).n)
			return LIMIT_OUT_OF_REACH;
	}
	*due = stamp_day(end);
	*minute = stamp_minute(end);
	why_length(c->why, *due, all);
	return LIMIT_OK;
}

static enum limit_result no_end(const struct clock *c)
{
	for (size_t i = 0; i < c->run->n_pauses; i++)
		if (!day_is_set(c->run->pauses[i].until))
			return LIMIT_PAUSED;
	return LIMIT_OUT_OF_REACH;
}

static enum limit_result days(const struct clock *c, struct day *due)
{
	const struct limit_run *run = c->run;
	struct day end = count_add(
		c->work, day_zero(c), c->l->length, run->pauses, run->n_pauses, c->why);
	if (day_is_set(end) && length_is_set(run->extension)) {
		why_say(c->why, WHY_EXTENDED, end, "经%.*s批准延长，从期满日起再算",
			STR_ARG(c->l->approver));
		why_cite(c->why, c->why ? limit_basis(c->why->a, c->l) : STR_NONE);
		end = count_add(c->work, end, run->extension, run->pauses, run->n_pauses, c->why);
	}
	*due = end;
	return day_is_set(end) ? LIMIT_OK : no_end(c);
}

static struct day rolled(const struct clock *c, struct day due)
{
	struct work_look look = work_look(c->work, due);
	if (look.works)
		return due;
	struct str name = work_say(&look, due);
	if (!c->l->rolls) {
		why_say(c->why, WHY_KEPT, due, "最后一天是%.*s，这类期限不顺延", STR_ARG(name));
		return due;
	}
	struct day next = work_next(c->work, due);
	if (c->why) {
		struct str to = why_day_text(c->why->a, next, day_ymd(due).y);
		why_say(c->why, WHY_MOVED, next, "最后一天是%.*s，顺延到%.*s（民法典第203条）",
			STR_ARG(name), STR_ARG(to));
		why_cite(c->why, look.by ? look.by->cite : STR_NONE);
	}
	return next;
}

static bool may_extend(const struct limit *l, struct length by)
{
	return !length_is_set(by) || (by.unit == l->extend_by.unit && by.n <= l->extend_by.n);
}

enum limit_result limit_due(const struct limit *l, const struct work *work,
	const struct limit_run *run, struct day *due, int *minute, struct why *why)
{
	struct clock c = {l, work, run, why};
	*due = DAY_NONE;
	*minute = run->closing ? run->closing : 1440;
	if (!in_force(l, stamp_day(run->trigger)))
		return LIMIT_NOT_IN_FORCE;
	if (!may_extend(l, run->extension))
		return LIMIT_TOO_LONG;
	bool by_hour = length_is_clock(l->length);
	if (by_hour)
		explain_trigger(&c, stamp_day(run->trigger), stamp_minute(run->trigger));
	enum limit_result r = by_hour ? hours(&c, due, minute) : days(&c, due);
	if (r != LIMIT_OK)
		return r;
	if (!by_hour)
		*due = rolled(&c, *due);
	why_result(why, work, *due, *minute);
	return LIMIT_OK;
}

int limit_left(const struct limit *l, const struct work *work, struct day today, struct day due)
{
	if (l->length.unit != LENGTH_WORKDAY)
		return day_diff(today, due);
	return today.n <= due.n ? work_count(work, day_add(today, 1), due)
				: -work_count(work, day_add(due, 1), today);
}
