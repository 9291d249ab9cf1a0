/* issue_lines.c — what a plan asks of whom and when, before anything is written: every rule
 * expanded once, every group to its members as of the issue day (ORG-03, TIME-01, PLAN-29). Reads
 * only. */
#include "calendar/expand.h"
#include "campaign/issue_int.h"
#include "campaign/subjects.h"
#include "core/tree.h"
#include "duty/reason.h"
#include "org/org.h"
#include "plan/persons.h"
#include "plan/subject.h"
#include "plan/timing.h"

/* ---- who: leads, responsible and cooperating units of a measure ---- */

struct parts {
	struct part *at;
	size_t n, room;
	rid lead; /* the measure's lead unit, which accepts */
	rid measure;
};

static void add_part(struct ctx *cx, struct parts *p, struct part add)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->at[i].unit.n == add.unit.n && p->at[i].person.n == add.person.n &&
			p->at[i].squad.n == add.squad.n)
			return;
	*vec_add(cx->a, p) = add;
}

/* The first lead receives; where it owes itself, or there is none, the campaign office does, for
 * nobody accepts his own report (SEC-08). */
static rid recipient(const struct issue *is, rid lead, rid unit)
{
	return lead.n && lead.n != unit.n ? lead : is->campaign->office;
}

/* 班子成员, 分管领导, 各单位主要负责人: each owes his own (ORG-06, ORG-07). */
static void persons_of(
	struct ctx *cx, const struct issue *is, const struct measure_unit *u, struct parts *out)
{
	struct person_meant *at;
	int n = persons_on(cx, is->plan, u, is->plan->issue_day, &at);
	for (int i = 0; i < n; i++)
		add_part(cx, out,
			(struct part){.unit = at[i].unit,
				.to = recipient(is, out->lead, at[i].unit),
				.person = at[i].person,
				.role = u->role,
				.due = u->part_due,
				.what = u->part});
}

static void parts_of_role(struct ctx *cx, const struct issue *is, const struct measure_unit *u,
	int n, enum plan_role role, struct parts *out)
{
	rid *units = arena_array(cx->a, SUBJECT_UNITS, sizeof *units);
	for (int i = 0; i < n; i++) {
		if (u[i].role != role)
			continue;
		int k = subject_units(cx, is->plan->head.id, &u[i], is->plan->issue_day, units);
		for (int m = 0; m < k; m++)
			add_part(cx, out,
				(struct part){.unit = units[m],
					.to = recipient(is, out->lead, units[m]),
					.role = role,
					.due = u[i].part_due,
					.what = u[i].part});
		if (k == 0)
			persons_of(cx, is, &u[i], out);
	}
}

static rid first_lead(const struct measure_unit *u, int n)
{
	for (int i = 0; i < n; i++)
		if (u[i].role == ROLE_LEAD && u[i].unit.n)
			return u[i].unit;
	return RID_NONE;
}

/* Responsible units owe each their own; lead units the whole; a cooperating unit only an agreed
 * part. */
static struct parts parts_of(
	struct ctx *cx, const struct issue *is, const struct measure_unit *u, int n)
{
	struct parts out = {.lead = first_lead(u, n), .measure = n ? u[0].measure : RID_NONE};
	parts_of_role(cx, is, u, n, ROLE_RESP, &out);
	parts_of_role(cx, is, u, n, ROLE_LEAD, &out);
	return out;
}

/* A rule may name who acts: those instead of the responsible ones. */
static struct parts owners_of(
	struct ctx *cx, const struct issue *is, const struct rule *r, const struct parts *all)
{
	struct parts out = {.lead = all->lead};
	for (size_t i = 0; i < r->owner.n; i++) {
		struct measure_unit u = {.measure = all->measure,
			.phrase = r->owner.at[i],
			.role = ROLE_RESP,
			.unit = subject_find(cx, is->plan, r->owner.at[i]),
			.grp = org_group_find(cx, r->owner.at[i])};
		parts_of_role(cx, is, &u, 1, ROLE_RESP, &out);
	}
	return out.n ? out : *all;
}

/* A rule may name who receives (TIME-31): that unit instead of the lead, but not from itself. */
static struct parts received_by(
	struct ctx *cx, const struct issue *is, const struct rule *r, const struct parts *p)
{
	struct parts out = {.lead = p->lead};
	rid to = RID_NONE;
	for (size_t i = 0; i < r->to.n && to.n == 0; i++)
		to = subject_find(cx, is->plan, r->to.at[i]);
	if (to.n == 0)
		return *p;
	for (size_t i = 0; i < p->n; i++) {
		struct part *one = vec_add(cx->a, &out);
		*one = p->at[i];
		if (one->unit.n != to.n)
			one->to = to;
	}
	return out;
}

static struct parts living_of(struct ctx *cx, const struct issue *is, const struct rule *r)
{
	struct parts out = {0};
	struct part *at;
	int n = subjects_on(cx, is->campaign, r->per_subject, is->day, &at);
	for (int i = 0; i < n; i++)
		add_part(cx, &out, at[i]);
	return out;
}

/* ---- when: every rule of a measure, its parts apart ---- */

static void add_line(struct ctx *cx, struct issue *is, const struct measure_row *m,
	const struct measure_rule *mr, const struct rule *r, struct parts parts)
{
	struct line *l = vec_add(cx->a, &is->lines);
	l->measure = m;
	l->living = m->head.id;
	l->rule = mr;
	l->r = r;
	l->text = rule_print(cx->a, r);
	l->parts = parts.at;
	l->n_parts = parts.n;
	expand_rule(cx->a, r, &is->env, &l->exp);
	is->sum->duties += (int64_t)l->n_parts;
	is->sum->dues += (int64_t)(l->n_parts * l->exp.items.n);
}

/* AND is several rules that run at once; each is a duty of its own with its own owners. SEQ stays
 * together: its second part waits for the first. */
static void plan_rule(struct ctx *cx, struct issue *is, const struct measure_row *m,
	const struct measure_rule *mr, const struct rule *r, const struct parts *all)
{
	if (r->kind == RULE_AND) {
		for (size_t i = 0; i < r->n_parts; i++)
			plan_rule(cx, is, m, mr, &r->parts[i], all);
		return;
	}
	bool living = subjects_are_living(r->per_subject);
	if (is->living && !living)
		return;
	struct parts parts = living ? living_of(cx, is, r) : owners_of(cx, is, r, all);
	const struct rule *says_to = r->kind == RULE_SEQ && r->to.n == 0 ? &r->parts[0] : r;
	add_line(cx, is, m, mr, r, received_by(cx, is, says_to, &parts));
}

static void plan_parts(struct ctx *cx, struct issue *is, const struct measure_row *m,
	const struct measure_unit *u, int n)
{
	for (int i = 0; i < n; i++) {
		if (u[i].role != ROLE_COOP || !day_is_set(u[i].part_due))
			continue;
		struct ymd d = day_ymd(u[i].part_due);
		struct rule *r = arena_new(cx->a, struct rule);
		*r = (struct rule){.kind = RULE_MILESTONE,
			.by = {.kind = DATE_FIXED, .year = d.y, .month = d.m, .day = d.d}};
		struct measure_rule *mr = arena_new(cx->a, struct measure_rule);
		*mr = (struct measure_rule){.measure = m->head.id, .phrase = u[i].part};
		struct parts parts = {.lead = first_lead(u, n)};
		parts_of_role(cx, is, &u[i], 1, ROLE_COOP, &parts);
		add_line(cx, is, m, mr, r, parts);
	}
}

/* What sets the day of all monthly reports is no report itself. */
static bool is_whole(const struct measure_rule *mr, const struct rule *r)
{
	return str_eq(mr->source, S(TIMING_WHOLE)) && timing_is_whole(mr->phrase, r);
}

static void plan_measure(struct ctx *cx, struct issue *is, const struct measure_row *m)
{
	struct measure_unit *u;
	struct measure_rule *mr;
	int n = plan_units(cx, m->head.id, &u), n_rules = plan_rules(cx, m->head.id, &mr);
	struct parts all = {0};
	if (!is->living)
		all = parts_of(cx, is, u, n);
	is->sum->measures++;
	if ((int64_t)all.n > is->sum->units)
		is->sum->units = (int64_t)all.n;
	for (int i = 0; i < n_rules; i++) {
		struct rule *r = arena_new(cx->a, struct rule);
		struct rule_error why;
		/* Only a preview comes here with one that cannot be read: it is a hurdle. */
		if (rule_parse(cx->a, mr[i].rule, r, &why) && !is_whole(&mr[i], r))
			plan_rule(cx, is, m, &mr[i], r, &all);
	}
	if (!is->living)
		plan_parts(cx, is, m, u, n);
}

/* Into the span of days that are to come, or among what is past. */
static void count_occur(
	struct ctx *cx, struct issue *is, const struct line *l, const struct occur *o)
{
	struct issue_sum *sum = is->sum;
	if (issue_is_past(cx, o)) {
		issue_add_gone(cx, &sum->gone, l, o, (int64_t)l->n_parts);
		return;
	}
	if (!day_is_set(o->due))
		return;
	if (!day_is_set(sum->first_due) || o->due.n < sum->first_due.n)
		sum->first_due = o->due;
	if (!day_is_set(sum->last_due) || o->due.n > sum->last_due.n)
		sum->last_due = o->due;
}

static void plan_all(struct ctx *cx, struct issue *is)
{
	struct measure_row **m;
	int n = plan_measures(cx, is->plan->head.id, &m);
	is->env = reason_env(cx, is->plan, is->campaign);
	for (int i = 0; i < n; i++)
		if (m[i]->assigned && m[i]->head.state != MEASURE_CANCELLED)
			plan_measure(cx, is, m[i]);
}

void issue_lines(struct ctx *cx, struct issue *is)
{
	is->day = is->plan->issue_day;
	plan_all(cx, is);
	is->sum->first_due = is->sum->last_due = DAY_NONE;
	for (size_t i = 0; i < is->lines.n; i++)
		for (size_t k = 0; k < is->lines.at[i].exp.items.n; k++)
			count_occur(cx, is, &is->lines.at[i], &is->lines.at[i].exp.items.at[k]);
}

void issue_lines_living(struct ctx *cx, struct issue *is, struct day day)
{
	is->day = day;
	is->living = true;
	plan_all(cx, is);
}
