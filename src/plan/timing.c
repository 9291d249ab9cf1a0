/* timing.c — see timing.h. */
#include "plan/timing.h"
#include "base/bug.h"

enum { PARTS_MAX = 16, IMMEDIATE_DAYS = 15 };

static struct rule_texts one_text(struct arena *a, struct str s)
{
	struct str *at = arena_new(a, struct str);
	*at = s;
	return (struct rule_texts){at, 1};
}

/* What must be handed in: the two kinds of text the sources ask for by name (PLAN-23). */
static struct rule_texts content_of(struct arena *a, struct str text, bool final)
{
	struct str *at = arena_array(a, 3, sizeof *at);
	size_t n = 0;
	if (str_has(text, S("动态进展")))
		at[n++] = S("动态进展");
	if (str_has(text, S("工作成效")))
		at[n++] = S("工作成效");
	if (final && n == 0)
		at[n++] = S("完成");
	return (struct rule_texts){at, n};
}

static struct rule_date date_of(const struct phrase *p, struct when_day d)
{
	bool last = d.d == when_month_length(d.y, d.m);
	return (struct rule_date){.kind = DATE_FIXED,
		.year = p->year_given ? d.y : 0,
		.month = d.m,
		.day = last ? RULE_LAST_DAY : d.d};
}

static struct rule milestone(struct arena *a, const struct phrase *p)
{
	struct rule r = {.kind = RULE_MILESTONE, .content = content_of(a, p->text, true)};
	if (p->to.m)
		r.by = date_of(p, p->to);
	else
		rule_leave_open(a, &r, (struct rule_open){.field = S("by"), .name = S("完成日期")});
	return r;
}

static struct rule range(struct arena *a, const struct phrase *p)
{
	struct rule r = milestone(a, p);
	if (p->from.m == 0 || p->to.m == 0)
		return r;
	return (struct rule){.kind = RULE_WINDOW,
		.from = date_of(p, p->from),
		.until = date_of(p, p->to),
		.content = content_of(a, p->text, true)};
}

static struct rule recur(struct arena *a, const struct phrase *p)
{
	struct rule r = {
		.kind = RULE_RECUR, .every = p->every, .content = content_of(a, p->text, false)};
	if (p->day_of_period)
		r.due = (struct rule_due){.kind = p->every == EVERY_WEEK ? DUE_WEEKDAY : DUE_DAY,
			.in = p->next_month ? DUE_NEXT : DUE_LAST,
			.n = p->day_of_period};
	return r;
}

static struct rule quota(const struct phrase *p)
{
	struct rule r = {.kind = RULE_QUOTA,
		.per = p->every ? p->every : EVERY_CAMPAIGN,
		.unit = p->unit ? p->unit : UNIT_EVENT};
	if (p->at_most)
		r.max = p->count;
	else
		r.min = p->count ? p->count : 1;
	return r;
}

static struct rule standing(struct arena *a)
{
	struct rule r = {.kind = RULE_STANDING};
	rule_leave_open(a, &r,
		(struct rule_open){.field = S("review_every"),
			.name = S("回看周期"),
			.proposal = S("quarter")});
	return r;
}

/* 立行立改 has no number: the proposal is the office's own default, confirmed by a person. */
static struct rule immediate(void)
{
	return (struct rule){.kind = RULE_MILESTONE,
		.by = {.kind = DATE_ISSUE, .plus = {LENGTH_DAY, IMMEDIATE_DAYS}}};
}

static struct rule event(struct arena *a, const struct phrase *p)
{
	struct rule r = {
		.kind = RULE_EVENT, .trigger = one_text(a, p->trigger.n ? p->trigger : p->text)};
	if (p->within)
		r.within = (struct length){
			str_has(p->text, S("工作日")) ? LENGTH_WORKDAY : LENGTH_DAY, p->within};
	else
		rule_leave_open(
			a, &r, (struct rule_open){.field = S("within"), .name = S("办理时限")});
	return r;
}

/* RULE_NONE where the phrase binds nobody. */
static struct rule rule_of(struct arena *a, const struct phrase *p)
{
	if (p->done)
		return (struct rule){0};
	switch (p->kind) {
	case PHRASE_DEADLINE:
		return p->relative ? event(a, p) : milestone(a, p);
	case PHRASE_RANGE:
		return p->relative ? event(a, p) : range(a, p);
	case PHRASE_CADENCE:
		return p->every ? recur(a, p) : (struct rule){0};
	case PHRASE_QUOTA:
		return quota(p);
	case PHRASE_STANDING:
		return standing(a);
	case PHRASE_IMMEDIATE:
		return immediate();
	case PHRASE_UNSPEC:
		return (struct rule){0};
	}
	BUG("phrase kind");
}

/* A cadence beside one deadline runs until it: 「每月有动态进展，12月底前完成」 (T-01). */
static void bound_by_deadline(struct rule *parts, size_t n)
{
	const struct rule *end = NULL;
	for (size_t i = 0; i < n; i++)
		if (parts[i].kind == RULE_MILESTONE && parts[i].by.kind == DATE_FIXED)
			end = &parts[i];
	for (size_t i = 0; end && i < n; i++)
		if (parts[i].kind == RULE_RECUR)
			parts[i].until = end->by;
}

/* Parts in order; one that begins when the one before is done makes a sequence with it. */
static struct rule join(struct arena *a, struct rule *parts, const bool *sequel, size_t n)
{
	struct rule *top = arena_array(a, n, sizeof *top);
	size_t k = 0;
	for (size_t i = 0; i < n; i++) {
		bool follows = i && sequel[i] && top[k - 1].kind == RULE_MILESTONE;
		if (!follows) {
			top[k++] = parts[i];
			continue;
		}
		struct rule *two = arena_array(a, 2, sizeof *two);
		two[0] = top[k - 1];
		two[1] = parts[i];
		top[k - 1] = rule_join(RULE_SEQ, two, 2);
	}
	bound_by_deadline(top, k);
	return rule_join(RULE_AND, top, k);
}

static struct timing_rule rule_of_fields(
	struct arena *a, const struct doc *d, const struct read_node *n)
{
	struct rule parts[PARTS_MAX];
	bool sequel[PARTS_MAX];
	size_t k = 0;
	struct timing_rule out = {0};
	uint32_t end = 0;
	for (size_t i = 0; i < n->timings.n && k < PARTS_MAX; i++) {
		const struct read_timing *t = &n->timings.at[i];
		if (t->prose)
			continue;
		if (out.span.n == 0)
			out.span = t->span;
		if (t->span.at + t->span.n > end)
			end = t->span.at + t->span.n;
		out.span.n = end - out.span.at;
		parts[k] = rule_of(a, &t->phrase);
		sequel[k] = t->phrase.sequel || t->kind == PHRASE_STANDING;
		if (parts[k].kind != RULE_NONE)
			k++;
	}
	out.phrase = out.span.n ? doc_slice(d, out.span) : STR_NONE;
	if (k) {
		struct rule whole = join(a, parts, sequel, k);
		out.rule = rule_print(a, &whole);
	}
	return out;
}

int timing_rules(
	struct arena *a, const struct doc *d, const struct read_node *n, struct timing_rule *out)
{
	int k = 0;
	struct timing_rule field = rule_of_fields(a, d, n);
	if (field.span.n)
		out[k++] = field;
	for (size_t i = 0; i < n->timings.n; i++) {
		const struct read_timing *t = &n->timings.at[i];
		if (!t->prose)
			continue;
		struct rule r = rule_of(a, &t->phrase);
		out[k++] = (struct timing_rule){.phrase = t->text,
			.span = t->span,
			.rule = r.kind == RULE_NONE ? STR_NONE : rule_print(a, &r),
			.prose = true};
	}
	return k;
}

bool timing_typed(struct arena *a, struct str text, int year, struct rule *out)
{
	struct rule_error bad;
	struct rule parts[PARTS_MAX];
	bool sequel[PARTS_MAX];
	size_t k = 0;
	if (rule_parse(a, text, out, &bad))
		return true;
	struct phrases p = phrase_scan(a, text, PHRASE_FIELD, year);
	for (size_t i = 0; i < p.n && k < PARTS_MAX; i++) {
		if (p.at[i].unknown || p.at[i].impossible || p.at[i].blank)
			return false;
		parts[k] = rule_of(a, &p.at[i]);
		sequel[k] = p.at[i].sequel || p.at[i].kind == PHRASE_STANDING;
		if (parts[k].kind != RULE_NONE)
			k++;
	}
	if (k == 0)
		return false;
	*out = join(a, parts, sequel, k);
	return true;
}
