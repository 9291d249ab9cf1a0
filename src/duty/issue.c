/* issue.c — a plan that has been checked becomes what everybody owes (PLAN-09, ORG-03, TIME-01).
 *
 * Two passes: the first expands every rule once and every group to its members as of the issue day
 * and counts; the second writes, with ids taken in one block, so that a single log entry can vouch
 * for all due items. A province of two million due items is written in this one transaction. */
#include "base/bug.h"
#include "base/vec.h"
#include "calendar/expand.h"
#include "core/actor.h"
#include "core/note.h"
#include "core/rec.h"
#include "core/tree.h"
#include "duty/make.h"
#include "duty/reason.h"
#include "duty/sum.h"
#include "org/org.h"

enum { UNITS_MAX = 4096, TICK = 20000, SCRATCH = 64 << 20, COUNT_EACH = 100000 };

/* One unit's part in a measure. */
struct part {
	rid unit, to, person;
	enum plan_role role;
	struct day due; /* a cooperating unit's own date (PLAN-29) */
	struct str what;
};

/* One rule of one measure: the same occurrences for each of its units. */
struct line {
	const struct measure_row *measure;
	const struct measure_rule *rule;
	struct str text; /* canonical text of the rule */
	struct expansion exp;
	bool standing; /* a standing task from the first day (TIME-26) */
	struct part *parts;
	size_t n_parts;
};

struct issue {
	const struct issue_in *in;
	struct issue_sum *sum;
	struct plan_row *plan;
	struct campaign_row *campaign;
	struct expand_env env;
	VEC(struct line) lines;
	rid next_duty, next_due;
	int64_t written;
	struct arena *scratch; /* for one line's writing: a province has 170 000 duties */
};

/* ---- who: leads, responsible and cooperating units of a measure ---- */

struct parts {
	struct part *at;
	size_t n, room;
	rid lead; /* the measure's lead unit, which accepts */
};

static void add_part(struct ctx *cx, struct parts *p, struct part add)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->at[i].unit.n == add.unit.n && p->at[i].person.n == add.person.n)
			return;
	*vec_add(cx->a, p) = add;
}

/* One unit or all members of a group as of the issue day. */
static size_t members(struct ctx *cx, const struct issue *is, const struct measure_unit *u,
	rid out[static UNITS_MAX])
{
	if (u->unit.n) {
		out[0] = u->unit;
		return 1;
	}
	return (size_t)org_group_members(cx, u->grp, is->plan->issue_day, out, UNITS_MAX);
}

/* The first lead receives; where it owes itself, or there is none, the campaign office does, for
 * nobody accepts his own report (SEC-08). */
static rid recipient(const struct issue *is, rid lead, rid unit)
{
	return lead.n && lead.n != unit.n ? lead : is->campaign->office;
}

static void parts_of_role(struct ctx *cx, const struct issue *is, const struct measure_unit *u,
	int n, enum plan_role role, struct parts *out)
{
	rid *units = arena_array(cx->a, UNITS_MAX, sizeof *units);
	for (int i = 0; i < n; i++) {
		if (u[i].role != role)
			continue;
		size_t k = members(cx, is, &u[i], units);
		for (size_t m = 0; m < k; m++)
			add_part(cx, out,
				(struct part){.unit = units[m],
					.to = recipient(is, out->lead, units[m]),
					.role = role,
					.due = u[i].part_due,
					.what = u[i].part});
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
	struct parts out = {.lead = first_lead(u, n)};
	parts_of_role(cx, is, u, n, ROLE_RESP, &out);
	parts_of_role(cx, is, u, n, ROLE_LEAD, &out);
	return out;
}

/* A rule may name who acts: that unit instead of the responsible ones. */
static struct parts owners_of(
	struct ctx *cx, const struct issue *is, const struct rule *r, const struct parts *all)
{
	struct parts out = {.lead = all->lead};
	for (size_t i = 0; i < r->owner.n; i++) {
		rid unit = tree_find(cx, r->owner.at[i], is->plan->issue_day);
		if (unit.n)
			add_part(cx, &out,
				(struct part){.unit = unit,
					.to = recipient(is, all->lead, unit),
					.role = ROLE_RESP});
	}
	return out.n ? out : *all;
}

/* A quota of each paired leader is owed by the leader's own unit, once per leader (TIME-14). */
static struct parts leaders_of(struct ctx *cx, const struct issue *is)
{
	struct parts out = {0};
	struct stmt *s = db_prep(cx->db,
		"SELECT DISTINCT p.leader, w.unit FROM pairing p JOIN person w ON w.id = p.leader "
		"WHERE p.from_day <= ? AND (p.until_day IS NULL OR p.until_day >= ?) ORDER BY 1");
	db_day(s, 1, is->plan->issue_day);
	db_day(s, 2, is->plan->issue_day);
	while (db_step(s) == DB_ROW)
		add_part(cx, &out,
			(struct part){.unit = db_col_rid(s, 1),
				.to = is->campaign->office,
				.person = db_col_rid(s, 0),
				.role = ROLE_RESP});
	db_done(s);
	return out;
}

/* ---- when: every rule of a measure, its parts apart ---- */

static void add_line(struct ctx *cx, struct issue *is, const struct measure_row *m,
	const struct measure_rule *mr, const struct rule *r, struct parts parts)
{
	struct line *l = vec_add(cx->a, &is->lines);
	l->measure = m;
	l->rule = mr;
	l->standing = r->kind == RULE_STANDING;
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
	struct parts parts = r->per_subject == SUBJECT_LEADER ? leaders_of(cx, is)
							      : owners_of(cx, is, r, all);
	add_line(cx, is, m, mr, r, parts);
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

static void plan_measure(struct ctx *cx, struct issue *is, const struct measure_row *m)
{
	struct measure_unit *u;
	struct measure_rule *mr;
	int n = plan_units(cx, m->head.id, &u), n_rules = plan_rules(cx, m->head.id, &mr);
	struct parts all = parts_of(cx, is, u, n);
	is->sum->measures++;
	if ((int64_t)all.n > is->sum->units)
		is->sum->units = (int64_t)all.n;
	for (int i = 0; i < n_rules; i++) {
		struct rule *r = arena_new(cx->a, struct rule);
		struct rule_error why;
		/* Only a preview comes here with one that cannot be read: it is a hurdle. */
		if (rule_parse(cx->a, mr[i].rule, r, &why))
			plan_rule(cx, is, m, &mr[i], r, &all);
	}
	plan_parts(cx, is, m, u, n);
}

/* ---- what is written ---- */

static struct str content_of(struct ctx *cx, const struct line *l, const struct occur *o)
{
	struct str named = make_content(cx, o->rule);
	return named.n ? named : l->rule->phrase;
}

static enum flow_code write_duty(
	struct ctx *cx, struct issue *is, const struct line *l, const struct part *p, rid *id)
{
	struct duty_row *d = kind_row(&duty_kind, cx->a);
	d->head.id = *id = is->next_duty;
	is->next_duty.n++;
	d->head.unit = p->unit;
	d->head.state = l->standing ? DUTY_STANDING : DUTY_ACTIVE;
	d->campaign = is->campaign->head.id;
	d->plan = is->plan->head.id;
	d->measure = l->measure->head.id;
	d->rule = l->rule->id;
	d->to_unit = p->to;
	d->person = p->person;
	d->role = str_of(plan_role_code(p->role));
	d->text = l->text;
	d->phrase = l->rule->phrase;
	return rec_insert(cx, &duty_kind, d);
}

/* d->phrase holds the words of this occurrence. By hand: this statement runs two million times for
 * a province. */
static struct stmt *due_insert(struct ctx *cx)
{
	return db_prep(cx->db,
		"INSERT INTO due (id, unit, state, version, made, changed, made_by, duty, "
		"campaign, "
		"measure, to_unit, period, kind, asks, need, content, from_day, due_day, due_min, "
		"first_day, late_min, provisional, node) VALUES "
		"(?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)");
}

static enum flow_code write_due(struct ctx *cx, struct issue *is, struct stmt *s,
	const struct duty_row *d, const struct occur *o)
{
	db_rid(s, 1, is->next_due);
	is->next_due.n++;
	db_rid(s, 2, d->head.unit);
	db_text(s, 3, o->waits ? S("waiting") : S("open"));
	db_stamp(s, 4, cx->now);
	db_stamp(s, 5, cx->now);
	db_rid(s, 6, cx->who->person);
	db_rid(s, 7, d->head.id);
	db_rid(s, 8, d->campaign);
	db_rid(s, 9, d->measure);
	db_rid(s, 10, d->to_unit);
	db_text(s, 11, o->label);
	db_text(s, 12, str_of(due_kinds[o->kind].code));
	db_int(s, 13, make_asks(o));
	db_int(s, 14, o->rule->min);
	db_text(s, 15, d->phrase);
	db_day(s, 16, o->from);
	db_day(s, 17, o->due);
	db_int(s, 18, o->minute);
	db_day(s, 19, o->due);
	db_int(s, 20, o->provisional);
	db_int(s, 21, o->node);
	if (is->in->tick && ++is->written % TICK == 0)
		is->in->tick(is->in->tick_arg, is->written, is->sum->dues);
	return flow_of_db(db_run(s));
}

static enum flow_code write_line(struct ctx *outer, struct issue *is, const struct line *l)
{
	struct ctx here = *outer, *cx = &here;
	enum flow_code code = FLOW_OK;
	arena_reset(is->scratch);
	here.a = is->scratch;
	struct stmt *s = due_insert(cx);
	struct str *content = arena_array(cx->a, l->exp.items.n + 1, sizeof *content);
	for (size_t i = 0; i < l->exp.items.n; i++)
		content[i] = content_of(cx, l, &l->exp.items.at[i]);
	for (size_t p = 0; p < l->n_parts && code == FLOW_OK; p++) {
		struct duty_row d = {.campaign = is->campaign->head.id,
			.measure = l->measure->head.id,
			.to_unit = l->parts[p].to};
		d.head.unit = l->parts[p].unit;
		code = write_duty(cx, is, l, &l->parts[p], &d.head.id);
		for (size_t i = 0; i < l->exp.items.n && code == FLOW_OK; i++) {
			d.phrase = content[i];
			code = write_due(cx, is, s, &d, &l->exp.items.at[i]);
		}
	}
	return code;
}

static const char *const duty_sealed[] = {
	"id",
	"unit",
	"campaign",
	"plan",
	"measure",
	"rule",
	"role",
	"text",
	"phrase",
	NULL,
};
static const char *const due_sealed[] = {
	"id",
	"unit",
	"duty",
	"campaign",
	"measure",
	"period",
	"kind",
	"asks",
	"need",
	"content",
	"from_day",
	"first_day",
	"node",
	NULL,
};

static enum flow_code seal_rows(struct ctx *cx, const struct issue *is, const char *table,
	const char *const *cols, rid first, rid next)
{
	if (first.n == next.n)
		return FLOW_OK;
	struct seal_in in = {.at = cx->now,
		.actor = cx->who->account,
		.kind = table,
		.record = is->plan->head.id,
		.version = is->plan->head.version,
		.verb = "issue"};
	struct seal_rows rows = {table, cols, first, {next.n - 1}};
	return flow_of_db(seal_append_bulk(cx->db, &in, &rows, NULL));
}

/* A part of them at a time, for they are sorted in memory. */
static enum flow_code count_in(struct ctx *cx, const struct issue *is, rid *counted)
{
	if (counted->n == is->next_due.n)
		return FLOW_OK;
	rid first = *counted;
	*counted = is->next_due;
	return sum_add(cx, first, (rid){is->next_due.n - 1});
}

static enum flow_code write_all(struct ctx *cx, struct issue *is)
{
	enum flow_code code = FLOW_OK;
	rid duty = is->sum->duties ? db_new_ids(cx->db, is->sum->duties) : RID_NONE;
	rid due = is->sum->dues ? db_new_ids(cx->db, is->sum->dues) : RID_NONE, counted = due;
	is->next_duty = duty;
	is->next_due = due;
	if (is->sum->dues > 100000)
		db_bulk(cx->db);
	is->scratch = arena_open(SCRATCH);
	for (size_t i = 0; i < is->lines.n && code == FLOW_OK; i++) {
		code = write_line(cx, is, &is->lines.at[i]);
		bool last = i + 1 == is->lines.n;
		if (code == FLOW_OK && (last || is->next_due.n - counted.n >= COUNT_EACH))
			code = count_in(cx, is, &counted);
	}
	arena_close(is->scratch);
	if (code == FLOW_OK)
		code = seal_rows(cx, is, "duty", duty_sealed, duty, is->next_duty);
	if (code == FLOW_OK)
		code = seal_rows(cx, is, "due", due_sealed, due, is->next_due);
	return code;
}

/* ---- the plan itself ---- */

static enum flow_code may_issue(struct ctx *cx, struct issue *is)
{
	is->plan = rec_load(cx, &plan_kind, is->in->plan);
	if (is->plan == NULL || !flow_may_see(cx, &plan_kind, is->in->plan))
		return FLOW_ABSENT;
	is->campaign = rec_load(cx, &campaign_kind, is->plan->campaign);
	AN(is->campaign);
	if (!actor_may(cx, "plan.issue", is->plan->head.unit))
		return FLOW_DENIED;
	if (is->plan->head.state != PLAN_REVIEW && !is->in->dry)
		return FLOW_STATE;
	if (is->plan->head.by.n && is->plan->head.by.n == cx->who->person.n)
		err_field(cx->errs, S(""), "方案要由核对人以外的人签发");
	struct plan_hurdle *h;
	int n = plan_hurdles(cx, is->in->plan, &h);
	for (int i = 0; i < n; i++)
		err_field(cx->errs, S(""), "%.*s", STR_ARG(h[i].text));
	return cx->errs->n ? FLOW_INVALID : FLOW_OK;
}

static void expand_all(struct ctx *cx, struct issue *is)
{
	struct measure_row **m;
	int n = plan_measures(cx, is->in->plan, &m);
	is->env = reason_env(cx, is->plan, is->campaign);
	for (int i = 0; i < n; i++)
		if (m[i]->assigned && m[i]->head.state != MEASURE_CANCELLED)
			plan_measure(cx, is, m[i]);
	is->sum->first_due = is->sum->last_due = DAY_NONE;
	for (size_t i = 0; i < is->lines.n; i++) {
		const struct line *l = &is->lines.at[i];
		for (size_t k = 0; k < l->exp.items.n; k++) {
			struct day d = l->exp.items.at[k].due;
			if (!day_is_set(d))
				continue;
			if (!day_is_set(is->sum->first_due) || d.n < is->sum->first_due.n)
				is->sum->first_due = d;
			if (!day_is_set(is->sum->last_due) || d.n > is->sum->last_due.n)
				is->sum->last_due = d;
		}
	}
}

static enum flow_code set_states(struct ctx *cx, struct issue *is)
{
	struct plan_row was = *is->plan;
	is->plan->head.state = PLAN_ISSUED;
	is->plan->issued_by = cx->who->person;
	enum flow_code code = rec_update(cx, &plan_kind, is->plan);
	if (code == FLOW_OK)
		code = flow_seal(cx, &plan_kind, &was, is->plan, "issue", STR_NONE);
	if (code != FLOW_OK)
		return code;
	struct stmt *s = db_prep(cx->db,
		"UPDATE measure SET state = CASE WHEN EXISTS (SELECT 1 FROM duty d WHERE d.measure "
		"= measure.id AND d.state = 'standing') AND NOT EXISTS (SELECT 1 FROM duty d WHERE "
		"d.measure = measure.id AND d.state = 'active') THEN 'standing' ELSE 'active' END, "
		"version = version + 1, changed = ? WHERE plan = ? AND state = 'draft'");
	db_stamp(s, 1, cx->now);
	db_rid(s, 2, is->in->plan);
	code = flow_of_db(db_run(s));
	if (code != FLOW_OK || is->campaign->head.state != CAMPAIGN_PLANNING)
		return code;
	struct campaign_row before = *is->campaign;
	is->campaign->head.state = CAMPAIGN_RUNNING;
	code = rec_update(cx, &campaign_kind, is->campaign);
	return code == FLOW_OK
		       ? flow_seal(cx, &campaign_kind, &before, is->campaign, "start", STR_NONE)
		       : code;
}

static enum flow_code issue_plan(struct ctx *cx, void *arg)
{
	struct issue *is = arg;
	*is->sum = (struct issue_sum){0};
	is->lines.n = 0;
	is->written = 0;
	enum flow_code code = may_issue(cx, is);
	if (code != FLOW_OK)
		return code;
	expand_all(cx, is);
	code = write_all(cx, is);
	return code == FLOW_OK ? set_states(cx, is) : code;
}

enum flow_code duty_issue(struct ctx *cx, const struct issue_in *in, struct issue_sum *out)
{
	struct issue is = {.in = in, .sum = out};
	if (!in->dry)
		return ctx_write(cx, issue_plan, &is);
	*out = (struct issue_sum){0};
	enum flow_code code = may_issue(cx, &is);
	if (code == FLOW_OK || code == FLOW_INVALID)
		expand_all(cx, &is);
	return code;
}
