/* expand.c — see expand.h. The tree is walked once; dates come from due.c. */
#include "calendar/expand.h"
#include "base/bug.h"
#include "calendar/due_int.h"

struct walk {
	struct arena *a;
	const struct expand_env *env;
	struct expansion *out;
	int node;
	bool waits;       /* inside a later part of a SEQ */
	struct day after; /* the planned end of the part before; DAY_NONE */
	struct day last;  /* the latest due date seen in the part being walked */
};

struct str expand_kind_name(enum expand_kind k)
{
	static const char *const names[EXPAND_KIND_END] = {"periodic", "final", "review", "quota",
		"cover", "window", "event", "service", "draw", "range"};
	return str_of(names[k]);
}

struct str expand_kind_label(enum expand_kind k)
{
	static const char *const labels[EXPAND_KIND_END] = {
		"每期", "完成", "回看", "计数", "覆盖", "时段", "事件", "服务", "抽查", "时期"};
	return str_of(labels[k]);
}

static void problem(struct walk *w, struct str what)
{
	for (size_t i = 0; i < w->out->problems.n; i++)
		if (str_eq(w->out->problems.at[i], what))
			return;
	*vec_add(w->a, &w->out->problems) = what;
}

static struct day later(struct day x, struct day y)
{
	return !day_is_set(y) || (day_is_set(x) && x.n >= y.n) ? x : y;
}

static bool is_full(const struct walk *w)
{
	size_t most = w->env->most ? w->env->most : EXPAND_MAX;
	w->out->cut |= w->out->items.n >= most;
	return w->out->cut;
}

/* Computes the due date and keeps the occurrence. */
static void add(struct walk *w, const struct rule *r, struct occur o)
{
	if (is_full(w))
		return;
	o.rule = r;
	o.node = w->node;
	o.waits = w->waits;
	due_of(&o, w->env, NULL);
	w->last = later(w->last, o.due);
	*vec_add(w->a, &w->out->items) = o;
}

static struct day date_or_problem(struct walk *w, const struct rule_date *d)
{
	struct day day = expand_date(d, w->env, NULL);
	bool may_miss = d->kind == DATE_NONE || d->kind == DATE_ITEM || d->kind == DATE_PLAN;
	if (!day_is_set(day) && !may_miss)
		problem(w, due_unknown(w->a, d, w->env));
	else if (due_is_clamped(d, w->env))
		problem(w, due_clamped(w->a, d, w->env));
	return day;
}

/* ---- periods ---- */

/* Where a recurrence runs: from and until of the rule, not before issue or the part before. */
struct span {
	struct day lo, hi;
};

static struct span span_of(struct walk *w, const struct rule *r)
{
	const struct expand_env *e = w->env;
	struct day lo = r->from.kind ? date_or_problem(w, &r->from) : e->start;
	struct day hi = r->until.kind ? date_or_problem(w, &r->until) : e->end;
	lo = later(later(lo, e->issue), w->after);
	return (struct span){lo, hi};
}

/* The day from which a period's obligation can be worked on: a quarter-end meeting opens late. */
static struct day opening(const struct walk *w, const struct rule *r, struct period p)
{
	if (!length_is_set(r->last))
		return p.from;
	if (r->last.unit == LENGTH_WORKDAY)
		return work_nth(w->env->work, p.from, p.until, -(r->last.n ? r->last.n : 1));
	struct day d = day_add(count_back(w->env->work, p.until, r->last), 1);
	return d.n < p.from.n ? p.from : d;
}

/* Convention 5: owed is the first period that begins after issue. A daily task does not begin on
 * the day of issue. */
static bool begins_late_enough(
	const struct walk *w, enum rule_every e, struct day from, struct day lo)
{
	bool daily = e == EVERY_DAY || e == EVERY_WORKDAY;
	return from.n > lo.n || (from.n == lo.n && !(daily && lo.n == w->env->issue.n));
}

static struct occur occur_in(const struct walk *w, enum expand_kind kind, enum rule_every e,
	struct period p, struct span s)
{
	struct occur o = {.kind = kind, .every = e, .period = p, .from = p.from, .until = p.until};
	o.from = later(o.from, s.lo);
	o.until = o.until.n > s.hi.n ? s.hi : o.until;
	o.label = period_label(w->a, e, p);
	return o;
}

static void add_period(struct walk *w, const struct rule *r, struct occur o)
{
	size_t before = w->out->items.n;
	if (length_is_set(r->last))
		o.from = later(o.from, opening(w, r, o.period));
	add(w, r, o);
	/* A running period whose day has passed is not owed: nobody could have met it. */
	if (w->out->items.n > before && o.from.n > o.period.from.n) {
		const struct occur *added = &w->out->items.at[before];
		if (day_is_set(added->due) && added->due.n < o.from.n)
			w->out->items.n = before;
	}
}

/* Civil days end in 2199; nobody plans that far. */
static bool is_in_reach(struct span s)
{
	return day_is_set(s.lo) && day_is_set(s.hi) && day_ymd(s.lo).y >= 1950 &&
	       day_ymd(s.hi).y <= 2150;
}

static void add_periods(
	struct walk *w, const struct rule *r, enum expand_kind kind, enum rule_every e)
{
	struct span s = span_of(w, r);
	if (!is_in_reach(s))
		problem(w, S("起止日期不明，或超出可计算的范围"));
	if (!is_in_reach(s) || s.hi.n < s.lo.n)
		return;
	if (e == EVERY_CAMPAIGN) {
		add(w, r, occur_in(w, kind, e, (struct period){s.lo, s.hi}, s));
		return;
	}
	struct period first = period_of(e, s.lo, w->env->start), p = first;
	bool any = false, partial = w->env->with_partial;
	for (; p.from.n <= s.hi.n && !is_full(w); p = period_next(e, p, w->env->start)) {
		struct day open = opening(w, r, p);
		if (e == EVERY_WORKDAY && !work_is_day(w->env->work, p.from))
			continue;
		if (!day_is_set(open) || open.n > s.hi.n ||
			(!partial && !begins_late_enough(w, e, open, s.lo)))
			continue;
		any = true;
		add_period(w, r, occur_in(w, kind, e, p, s));
	}
	/* A year's task in a campaign of ten months would otherwise never be owed. */
	if (!any && first.until.n > first.from.n)
		add_period(w, r, occur_in(w, kind, e, first, s));
}

/* ---- kinds ---- */

static void add_milestone(struct walk *w, const struct rule *r)
{
	struct day by = date_or_problem(w, &r->by);
	add(w, r, (struct occur){.kind = EXPAND_FINAL, .from = w->env->start, .until = by});
	if (day_is_set(by) && day_is_set(w->env->issue) && by.n < w->env->issue.n) {
		struct str day = why_day_text(w->a, by, 0);
		problem(w, str_fmt(w->a, "期限%.*s早于印发日", STR_ARG(day)));
	}
}

static void add_cover(struct walk *w, const struct rule *r)
{
	struct day by = date_or_problem(w, &r->by);
	for (size_t i = 0; i < r->targets.n; i++)
		add(w, r,
			(struct occur){.kind = EXPAND_COVER,
				.label = r->targets.at[i],
				.from = w->env->start,
				.until = by});
}

static void add_window(struct walk *w, const struct rule *r)
{
	if (r->every) {
		add_periods(w, r, EXPAND_WINDOW, r->every);
		return;
	}
	struct day from = date_or_problem(w, &r->from), until = date_or_problem(w, &r->until);
	if (day_is_set(from) && day_is_set(until) && until.n < from.n)
		problem(w, S("时间段的结束早于开始"));
	add(w, r, (struct occur){.kind = EXPAND_WINDOW, .from = from, .until = until});
}

static void add_standing(struct walk *w, const struct rule *r)
{
	/* After a part without a date of its own nobody can plan when it begins. */
	if (w->waits && !day_is_set(w->after) && !r->from.kind) {
		add(w, r,
			(struct occur){.kind = EXPAND_REVIEW, .from = DAY_NONE, .until = DAY_NONE});
		return;
	}
	add_periods(w, r, EXPAND_REVIEW, r->review_every);
}

static void add_ranges(struct walk *w, const struct rule *r)
{
	for (size_t i = 0; i < r->ranges.n; i++) {
		const struct rule_range *g = &r->ranges.at[i];
		struct day from = date_or_problem(w, &g->from);
		struct day until = date_or_problem(w, &g->until);
		if (!day_is_set(from) || !day_is_set(until))
			continue;
		if (until.n < from.n)
			problem(w, str_fmt(w->a, "%.*s的结束早于开始", STR_ARG(g->name)));
		if (length_is_set(r->before))
			from = count_back(w->env->work, from, r->before);
		if (length_is_set(r->after))
			until = count_add(w->env->work, until, r->after, NULL, 0, NULL);
		add(w, r,
			(struct occur){.kind = EXPAND_RANGE,
				.label = g->name,
				.from = from,
				.until = until});
	}
}

static void add_template(struct walk *w, const struct rule *r, enum expand_kind kind)
{
	add(w, r, (struct occur){.kind = kind, .from = w->env->start, .until = w->env->end});
}

static void add_leaf(struct walk *w, const struct rule *r)
{
	switch (r->kind) {
	case RULE_RECUR:
	case RULE_UNSPEC:
		add_periods(w, r, EXPAND_PERIODIC, r->every);
		return;
	case RULE_MILESTONE:
		add_milestone(w, r);
		return;
	case RULE_QUOTA:
		add_periods(w, r, EXPAND_QUOTA, r->per);
		return;
	case RULE_STANDING:
		add_standing(w, r);
		return;
	case RULE_COVER:
		add_cover(w, r);
		return;
	case RULE_WINDOW:
		add_window(w, r);
		return;
	case RULE_EVENT:
		add_template(w, r, EXPAND_EVENT);
		return;
	case RULE_CONTINUOUS:
		add_template(w, r, EXPAND_SERVICE);
		return;
	case RULE_RANDOM:
		if (r->min_per.n)
			add_periods(w, r, EXPAND_DRAW, r->min_per.per);
		return;
	case RULE_PERIOD:
		add_ranges(w, r);
		return;
	case RULE_COMPARE: /* these two are looked at, not owed */
	case RULE_TARGET:
		return;
	case RULE_NONE:
	case RULE_SEQ:
	case RULE_AND:
	case RULE_KIND_END:
		break;
	}
	BUG("no such kind of rule");
}

static void walk_node(struct walk *w, const struct rule *r);

/* Each part begins when the one before is accepted; planned: when that is due. */
static void walk_seq(struct walk *w, const struct rule *r)
{
	bool waits = w->waits;
	struct day after = w->after, last = w->last;
	for (size_t i = 0; i < r->n_parts; i++) {
		w->last = DAY_NONE;
		walk_node(w, &r->parts[i]);
		w->after = w->last;
		w->waits = true;
		last = later(last, w->last);
	}
	w->waits = waits;
	w->after = after;
	w->last = last;
}

static void walk_node(struct walk *w, const struct rule *r)
{
	if (r->kind == RULE_SEQ) {
		walk_seq(w, r);
		return;
	}
	if (r->kind == RULE_AND) {
		for (size_t i = 0; i < r->n_parts; i++)
			walk_node(w, &r->parts[i]);
		return;
	}
	if (r->open.n)
		w->out->n_open++;
	else
		add_leaf(w, r);
	w->node++;
}

void expand_rule(
	struct arena *a, const struct rule *r, const struct expand_env *env, struct expansion *out)
{
	struct walk w = {.a = a, .env = env, .out = out, .after = DAY_NONE, .last = DAY_NONE};
	*out = (struct expansion){.n_open = 0};
	walk_node(&w, r);
}
