/* follow.c — see follow.h. Teams of a campaign come and go as leaders do.
 *
 * Everything is found by reading first: a tick at which nothing changed writes nothing. What has to
 * be written is then found again inside the transaction. */
#include "campaign/follow.h"
#include "base/bug.h"
#include "campaign/issue_int.h"
#include "campaign/subjects.h"
#include "core/note.h"
#include "core/rec.h"
#include "core/tree.h"
#include "duty/make.h"
#include "duty/pause.h"
#include "duty/turn.h"
#include "plan/squad.h"

enum { OCCURS = 1024 };

/* One owner of one line who comes or goes. */
struct move {
	const struct line *line;
	const struct part *part;
	struct duty_row *duty; /* who goes: his; who comes: one that still runs, or NULL */
	struct subject_fact fact;
	const struct occur **occurs; /* who comes: what he owes */
	size_t n_occurs;
	bool comes;
	bool whole; /* who goes: only periods that begin from that day on */
};
struct moves {
	struct move *at;
	size_t n, room;
};

static bool is_of(const struct duty_row *d, const struct part *p)
{
	return d->person.n == p->person.n && d->squad.n == p->squad.n;
}

/* ---- who goes ---- */

struct duties {
	struct duty_row **at;
	size_t n, room;
};

/* The running duties of the line, oldest first. */
static struct duties running(struct ctx *cx, const struct line *l)
{
	struct duties out = {0};
	VEC(rid) ids = {0};
	struct stmt *s = db_prep(cx->db,
		"SELECT id FROM duty WHERE measure = ? AND coalesce(now_text, text) = ? AND "
		"state IN ('active', 'standing') ORDER BY id");
	db_rid(s, 1, l->living);
	db_text(s, 2, l->text);
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &ids) = db_col_rid(s, 0);
	db_done(s);
	for (size_t i = 0; i < ids.n; i++)
		*vec_add(cx->a, &out) = rec_load(cx, &duty_kind, ids.at[i]);
	return out;
}

/* What is still to be handed in and not due before that day. */
static struct stmt *still_owed(struct ctx *cx, const struct move *m)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT id FROM due WHERE duty = ? AND state IN ('waiting', 'open', 'returned', "
		"'paused') AND (due_day IS NULL OR due_day >= ?) AND (? = 0 OR from_day >= ?) "
		"ORDER BY id");
	db_rid(s, 1, m->duty->head.id);
	db_day(s, 2, m->fact.day);
	db_int(s, 3, m->whole);
	db_day(s, 4, m->fact.day);
	return s;
}

/* What a unit owed for all its teams before there were any. What a handover left to the unit of a
 * leader stays there: a person decided that. */
static bool is_unowned(const struct line *l, const struct duty_row *d)
{
	return d->person.n == 0 && d->squad.n == 0 &&
	       (l->r->per_subject != SUBJECT_TEAM || l->n_parts == 0);
}

static void find_gone(
	struct ctx *cx, const struct line *l, const struct duties *d, struct moves *out)
{
	bool *seen = arena_array(cx->a, l->n_parts + 1, sizeof *seen);
	for (size_t i = 0; i < d->n; i++) {
		struct duty_row *duty = d->at[i];
		struct part *p = arena_new(cx->a, struct part);
		struct move go = {.line = l, .part = p, .duty = duty, .fact = {.day = DAY_NONE}};
		size_t k = 0;
		while (k < l->n_parts && !is_of(duty, &l->parts[k]))
			k++;
		if (is_unowned(l, duty))
			continue;
		*p = (struct part){.person = duty->person, .squad = duty->squad};
		if (p->person.n == 0 && p->squad.n == 0) {
			go.fact = (struct subject_fact){cx->today, S("已由各督导组分别承担")};
			go.whole = true;
		} else if (k == l->n_parts) {
			go.fact = subjects_left(cx, p, cx->today);
		} else if (seen[k]) { /* handed over to one who owed already */
			go.fact = (struct subject_fact){cx->today, S("同一名领导只计一份")};
		} else {
			seen[k] = true;
		}
		if (day_is_set(go.fact.day) && db_one_int(still_owed(cx, &go), 0))
			*vec_add(cx->a, out) = go;
	}
}

/* ---- who comes ---- */

/* Whether the period was ever asked of him, other than taken back because he had left. */
static bool was_asked(struct ctx *cx, const struct line *l, const struct part *p, struct str period)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT count(*) FROM due x JOIN duty d ON d.id = x.duty WHERE d.measure = ? AND "
		"coalesce(d.now_text, d.text) = ? AND (d.person = ? OR d.squad = ?) AND "
		"x.period = ? AND NOT "
		"(x.state = 'cancelled' AND EXISTS (SELECT 1 FROM due_step t WHERE t.due = x.id "
		"AND t.verb = 'leave'))");
	db_rid(s, 1, l->living);
	db_text(s, 2, l->text);
	db_rid(s, 3, p->person);
	db_rid(s, 4, p->squad);
	db_text(s, 5, period);
	return db_one_int(s, 0) > 0;
}

/* The next period and all after it: one that had begun, or whose end has passed, is not asked for.
 */
static bool is_next(const struct ctx *cx, const struct occur *o, struct day since)
{
	return o->every != EVERY_NONE && !o->waits && o->from.n >= since.n && !issue_is_past(cx, o);
}

static void find_coming(struct ctx *cx, const struct issue *is, const struct line *l,
	const struct part *p, struct moves *out)
{
	struct subject_fact f = subjects_since(cx, p, cx->today);
	struct expand_env env = is->env;
	struct expansion *exp = arena_new(cx->a, struct expansion);
	if (!day_is_set(f.day) || f.day.n <= is->plan->issue_day.n)
		return; /* the issue has seen to him */
	struct move m = {.line = l, .part = p, .fact = f, .comes = true};
	env.issue = f.day;
	env.with_partial = false;
	expand_rule(cx->a, l->r, &env, exp);
	m.occurs = arena_array(cx->a, exp->items.n + 1, sizeof *m.occurs);
	for (size_t i = 0; i < exp->items.n && m.n_occurs < OCCURS; i++) {
		const struct occur *o = &exp->items.at[i];
		if (is_next(cx, o, f.day) && !was_asked(cx, l, p, o->label))
			m.occurs[m.n_occurs++] = o;
	}
	if (m.n_occurs)
		*vec_add(cx->a, out) = m;
}

static struct duty_row *own_of(const struct duties *d, const struct part *p)
{
	for (size_t i = 0; i < d->n; i++)
		if (is_of(d->at[i], p))
			return d->at[i];
	return NULL;
}

static void find_line(
	struct ctx *cx, const struct issue *is, const struct line *l, struct moves *out)
{
	struct duties d = running(cx, l);
	find_gone(cx, l, &d, out);
	for (size_t i = 0; i < l->n_parts; i++) {
		size_t before = out->n;
		find_coming(cx, is, l, &l->parts[i], out);
		if (out->n > before)
			out->at[before].duty = own_of(&d, &l->parts[i]);
	}
}

/* Plans in force that count something for each leader or each team. */
static void find(struct ctx *cx, struct moves *out)
{
	VEC(rid) plans = {0};
	struct stmt *s = db_prep(cx->db,
		"SELECT DISTINCT p.id FROM measure_rule r JOIN measure m ON m.id = r.measure JOIN "
		"plan p ON p.id = m.plan JOIN campaign c ON c.id = p.campaign WHERE "
		"p.state = 'issued' AND c.state NOT IN ('done', 'cancelled') AND "
		"(r.rule LIKE '%per_subject:leader%' OR r.rule LIKE '%per_subject:team%') "
		"ORDER BY p.id");
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &plans) = db_col_rid(s, 0);
	db_done(s);
	for (size_t i = 0; i < plans.n; i++) {
		struct issue *is = arena_new(cx->a, struct issue);
		is->sum = arena_new(cx->a, struct issue_sum);
		is->plan = rec_need(cx, &plan_kind, plans.at[i]);
		is->campaign = rec_need(cx, &campaign_kind, is->plan->campaign);
		issue_lines_living(cx, is, cx->today);
		for (size_t k = 0; k < is->lines.n; k++)
			find_line(cx, is, &is->lines.at[k], out);
	}
}

/* ---- writing ---- */

static enum flow_code take_back(struct ctx *cx, const struct move *m, struct due_row *d)
{
	struct due_row before = *d;
	d->head.state = DUE_CANCELLED;
	enum flow_code code = before.head.state == DUE_PAUSED ? pause_drop(cx, d->head.id)
							      : FLOW_OK;
	return code == FLOW_OK ? turn_save(cx, &before, d,
					 &(struct turn){.verb = "leave",
						 .note = str_cat(cx->a, m->fact.why,
							 S("，从这一期起不再要求"))})
			       : code;
}

/* The duty ends with its last item; what he still owes of the time before keeps it running. The
 * measure goes on: the next leader owes it. */
static enum flow_code end_duty(struct ctx *cx, const struct move *m)
{
	struct duty_row before = *m->duty, now = before;
	struct stmt *s = db_prep(cx->db,
		"SELECT coalesce(sum(CASE WHEN state IN ('accepted', 'cancelled', 'before') THEN 0 "
		"ELSE 1 END), 0), coalesce(sum(CASE WHEN state = 'accepted' THEN 1 ELSE 0 END), 0) "
		"FROM due WHERE duty = ?");
	int64_t left = 1, done = 0;
	db_rid(s, 1, before.head.id);
	if (db_step(s) == DB_ROW) {
		left = db_col_int(s, 0);
		done = db_col_int(s, 1);
	}
	db_done(s);
	if (left)
		return FLOW_OK;
	now.head.state = done ? DUTY_ENDED : DUTY_CANCELLED;
	enum flow_code code = rec_update(cx, &duty_kind, &now);
	return code == FLOW_OK ? flow_seal(cx, &duty_kind, &before, &now, "leave", m->fact.why)
			       : code;
}

static struct str name_of(struct ctx *cx, const struct part *p)
{
	if (p->squad.n)
		return rec_title(cx, &squad_kind, p->squad);
	return p->person.n ? tree_person_name(cx, p->person) : STR_NONE;
}

static enum flow_code go(struct ctx *cx, const struct move *m, int64_t *n)
{
	VEC(rid) ids = {0};
	enum flow_code code = FLOW_OK;
	struct stmt *s = still_owed(cx, m);
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &ids) = db_col_rid(s, 0);
	db_done(s);
	for (size_t i = 0; i < ids.n && code == FLOW_OK; i++)
		code = take_back(cx, m, rec_load(cx, &due_kind, ids.at[i]));
	*n += (int64_t)ids.n;
	if (code == FLOW_OK)
		code = end_duty(cx, m);
	if (code != FLOW_OK || ids.n == 0)
		return code;
	struct str name = name_of(cx, m->part);
	return turn_tell(cx, m->duty->to_unit, rec_load(cx, &due_kind, ids.at[0]),
		str_fmt(cx->a, "%.*s %.*s，不再要求 %zu 期", STR_ARG(name), STR_ARG(m->fact.why),
			ids.n));
}

static enum flow_code new_duty(struct ctx *cx, const struct move *m, struct duty_row **out)
{
	const struct line *l = m->line;
	struct duty_row *d = kind_row(&duty_kind, cx->a);
	d->head.unit = m->part->unit;
	d->head.state = DUTY_ACTIVE;
	d->campaign = l->measure->campaign;
	d->plan = l->measure->plan;
	d->measure = l->living;
	d->rule = l->rule->id;
	d->to_unit = m->part->to;
	d->person = m->part->person;
	d->squad = m->part->squad;
	d->role = (int)m->part->role;
	d->text = l->text;
	d->phrase = l->rule->phrase;
	enum flow_code code = rec_insert(cx, &duty_kind, d);
	*out = d;
	return code == FLOW_OK ? flow_seal(cx, &duty_kind, NULL, d, "join", m->fact.why) : code;
}

/* The leader himself, or who leads the team. */
static rid told(struct ctx *cx, const struct part *p)
{
	const struct squad_row *q = p->squad.n ? rec_load(cx, &squad_kind, p->squad) : NULL;
	return q ? q->leader : p->person;
}

static enum flow_code come(struct ctx *cx, const struct move *m, int64_t *n)
{
	struct duty_row *duty = m->duty;
	enum flow_code code = duty ? FLOW_OK : new_duty(cx, m, &duty);
	rid first = RID_NONE;
	struct str why = str_cat(cx->a, m->fact.why, S("，从下一期起计"));
	for (size_t i = 0; i < m->n_occurs && code == FLOW_OK; i++) {
		struct due_row *d = make_due(cx, duty, m->occurs[i]);
		code = turn_save(cx, NULL, d, &(struct turn){.verb = "join", .note = why});
		first = first.n ? first : d->head.id;
	}
	*n += (int64_t)m->n_occurs;
	return code == FLOW_OK
		       ? note_send(cx, told(cx, m->part), S("due"), first,
				 str_fmt(cx->a, "%.*s，新增应办 %zu 期：%.*s", STR_ARG(m->fact.why),
					 m->n_occurs, STR_ARG(m->line->measure->heading)),
				 STR_NONE)
		       : code;
}

static enum flow_code write(struct ctx *cx, void *arg)
{
	struct moves moves = {0};
	enum flow_code code = FLOW_OK;
	int64_t *n = arg;
	*n = 0;
	find(cx, &moves);
	for (size_t i = 0; i < moves.n && code == FLOW_OK; i++)
		code = moves.at[i].comes ? come(cx, &moves.at[i], n) : go(cx, &moves.at[i], n);
	return code;
}

enum flow_code follow_run(struct ctx *cx, int64_t *n)
{
	struct moves moves = {0};
	*n = 0;
	find(cx, &moves);
	return moves.n ? ctx_write(cx, write, n) : FLOW_OK;
}
