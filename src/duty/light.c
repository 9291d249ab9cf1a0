/* light.c — see light.h. */
#include "duty/light.h"
#include "base/bug.h"
#include "base/num.h"
#include "base/vec.h"
#include "calendar/expand.h"
#include "duty/entry.h"

static const char *const codes[LIGHTS] = {"none", "blue", "green", "grey", "yellow", "red"};

const char *light_code(enum light l)
{
	return codes[l];
}

static enum light light_of_code(struct str code)
{
	for (int l = 0; l < LIGHTS; l++)
		if (str_eq(code, str_of(codes[l])))
			return (enum light)l;
	BUG("light_rule names an unknown light");
}

struct light_rules light_load(struct ctx *cx)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT code, light, applies, test, value, n, unit, text FROM light_rule "
		"ORDER BY sort");
	VEC(struct light_rule) rows = {0};
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &rows) = (struct light_rule){
			.code = str_dup(cx->a, db_col_text(s, 0)),
			.light = light_of_code(db_col_text(s, 1)),
			.applies = str_dup(cx->a, db_col_text(s, 2)),
			.test = str_dup(cx->a, db_col_text(s, 3)),
			.value = str_dup(cx->a, db_col_text(s, 4)),
			.n = (int)db_col_int(s, 5),
			.unit = str_dup(cx->a, db_col_text(s, 6)),
			.text = str_dup(cx->a, db_col_text(s, 7)),
		};
	db_done(s);
	return (struct light_rules){rows.at, (int)rows.n};
}

/* ---- one rule against one item ---- */

struct look {
	const struct light_in *in;
	const struct work *work;
	struct stamp now;
	struct day today;
};

bool light_applies(struct str applies, const struct light_in *in)
{
	if (str_eq(applies, S("*")))
		return true;
	if (str_eq(applies, S("redo")))
		return in->state == DUE_RETURNED;
	return str_eq(applies, str_of(in->kind)) || str_eq(applies, str_of(in->every));
}

static int64_t minutes_late(const struct look *l)
{
	if (!day_is_set(l->in->due_day))
		return 0;
	return expand_minutes_late(l->in->due_day, (int)l->in->due_min, l->now);
}

/* Working days after today up to the due day, which counts; the due day itself is 0. */
static int left(const struct look *l, bool workdays)
{
	if (!day_is_set(l->in->due_day))
		return INT32_MAX;
	if (!workdays)
		return day_diff(l->today, l->in->due_day);
	return work_count(l->work, day_add(l->today, 1), l->in->due_day);
}

/* How many percentage points a quota is behind the share of its time that has passed (序时进度). */
static int behind(const struct look *l)
{
	const struct light_in *in = l->in;
	if (in->need <= 0 || !day_is_set(in->from_day) || !day_is_set(in->due_day))
		return 0;
	int all = day_diff(in->from_day, in->due_day) + 1, gone = day_diff(in->from_day, l->today);
	if (gone <= 0 || all <= 0)
		return 0;
	int64_t time = (int64_t)(gone < all ? gone : all) * 100 / all;
	int64_t done = in->done * 100 / in->need;
	return time > done ? (int)(time - done) : 0;
}

static bool fits(const struct light_rule *r, const struct look *l)
{
	if (!light_applies(r->applies, l->in))
		return false;
	/* Nothing is late, near or behind for a time before it was asked for. */
	if (l->in->state == DUE_BEFORE && !str_eq(r->test, S("state")))
		return false;
	if (str_eq(r->test, S("otherwise")))
		return true;
	if (str_eq(r->test, S("state")))
		return str_eq(r->value, str_of(due_kind.states[l->in->state].code));
	if (str_eq(r->test, S("overdue")))
		return l->in->state != DUE_WAITING && minutes_late(l) > (int64_t)r->n * 24 * 60;
	if (str_eq(r->test, S("not_begun")))
		return l->in->state == DUE_WAITING ||
		       (day_is_set(l->in->from_day) && l->today.n < l->in->from_day.n);
	if (str_eq(r->test, S("met")))
		return l->in->need > 0 && l->in->done >= l->in->need;
	if (str_eq(r->test, S("behind")))
		return behind(l) >= r->n;
	AN(str_eq(r->test, S("left")));
	return left(l, str_eq(r->unit, S("workday"))) <= r->n;
}

struct light_out light_of(const struct light_rules *rules, const struct light_in *in,
	const struct work *work, struct stamp now)
{
	struct look l = {in, work, now, stamp_day(now)};
	for (int i = 0; i < rules->n; i++) {
		const struct light_rule *r = &rules->at[i];
		if (!fits(r, &l))
			continue;
		struct light_out out = {.light = r->light, .rule = r};
		if (day_is_set(in->due_day))
			out.days = r->light == LIGHT_RED && minutes_late(&l) > 0
					   ? day_diff(in->due_day, l.today)
					   : left(&l, true);
		return out;
	}
	return (struct light_out){0};
}

/* ---- now and then ---- */

/* A month's label is 2026-09, a quarter's 2026Q3: the thresholds differ. */
static const char *every_of(const struct due_row *d)
{
	if (str_has(d->period, S("Q")))
		return "quarterly";
	return d->period.n == 7 ? "monthly" : "";
}

struct light_in light_now(const struct due_row *d)
{
	return (struct light_in){
		.state = (enum due_state)d->head.state,
		.kind = due_kinds[d->kind].code,
		.every = every_of(d),
		.from_day = d->from_day,
		.due_day = d->due_day,
		.due_min = d->due_min,
		.done = d->done,
		.need = entry_counts(d) ? entry_need(d) : 0,
	};
}

bool light_then(struct ctx *cx, const struct due_row *d, struct day day, struct light_in *out)
{
	int64_t end = stamp_of_day(day_add(day, 1)).ms;
	if (d->head.made.ms >= end)
		return false;
	*out = light_now(d);
	out->due_day = d->first_day;
	out->done = entry_done_then(cx, d, day);
	struct due_step *step;
	int n = due_history(cx, d->head.id, &step);
	out->state = d->head.state == DUE_WAITING ? DUE_WAITING : DUE_OPEN;
	for (int i = 0; i < n; i++) /* its turn came later */
		if (str_eq(step[i].verb, S("open")) || str_eq(step[i].verb, S("skip")))
			out->state = DUE_WAITING;
	for (int i = 0; i < n && step[i].at.ms < end; i++) {
		out->state = (enum due_state)step[i].state;
		out->due_day = step[i].due_day;
		out->due_min = step[i].due_min;
	}
	return true;
}
