/* life.c — see life.h.
 *
 * A sequence opens part by part: the next one when everything of the parts before is accepted or
 * cancelled. What would have been due before that day is not asked for any more, nobody could have
 * met it; what had no date gets one now. */
#include "duty/life.h"
#include "base/bug.h"
#include "base/vec.h"
#include "core/rec.h"
#include "duty/make.h"
#include "duty/node.h"
#include "duty/reason.h"
#include "duty/turn.h"
#include "store/sql.h"

struct dues {
	struct due_row **at;
	size_t n, room;
};

/* ---- opening what waited ---- */

static struct dues waiting_of(struct ctx *cx, rid duty)
{
	struct sql *q = sql_new(cx->a);
	struct dues out = {0};
	sql_lit(q, "SELECT ");
	rec_columns(q, &due_kind);
	sql_lit(q, " FROM due WHERE state = 'waiting' AND duty = ");
	sql_rid(q, duty);
	sql_lit(q, " ORDER BY id");
	struct stmt *s = db_prep_sql(cx->db, q);
	while (db_step(s) == DB_ROW) {
		struct due_row *d = kind_row(&due_kind, cx->a);
		rec_read(cx, s, &due_kind, d);
		*vec_add(cx->a, &out) = d;
	}
	db_done(s);
	return out;
}

/* True where every item of the parts up to `part` is accepted or cancelled. */
static bool is_over(struct ctx *cx, rid duty, const struct rule *r, int part)
{
	struct stmt *s = db_prep(cx->db, "SELECT node FROM due WHERE duty = ? AND state NOT IN "
					 "('accepted', 'cancelled')");
	bool over = true;
	db_rid(s, 1, duty);
	while (over && db_step(s) == DB_ROW)
		over = node_part(r, db_col_int(s, 0)) > part;
	db_done(s);
	return over;
}

static enum flow_code open_one(struct ctx *cx, struct due_row *d)
{
	struct due_row before = *d;
	bool missed = day_is_set(d->due_day) && d->due_day.n < cx->today.n;
	d->head.state = missed ? DUE_CANCELLED : DUE_OPEN;
	return turn_save(cx, &before, d,
		&(struct turn){.verb = missed ? "skip" : "open",
			.note = missed ? S("开始时这一期已经过去，不再要求")
				       : S("前一部分已办结，从今天开始")});
}

struct expand_env life_env(struct ctx *cx, const struct plan_row *plan,
	const struct campaign_row *c, struct day opened)
{
	struct expand_env env = reason_env(cx, plan, c);
	env.issue = env.start = opened;
	return env;
}

static enum flow_code drop_one(struct ctx *cx, struct due_row *d)
{
	struct due_row before = *d;
	d->head.state = DUE_CANCELLED;
	return turn_save(cx, &before, d,
		&(struct turn){.verb = "skip", .note = S("活动结束前没有要办的期次")});
}

/* The waiting row stands for a part that nobody could date: it becomes the first of its
 * occurrences from today on, the others are new. */
static enum flow_code date_one(
	struct ctx *cx, const struct duty_row *duty, const struct rule *r, struct due_row *d)
{
	const struct plan_row *plan = rec_load(cx, &plan_kind, duty->plan);
	const struct campaign_row *c = rec_load(cx, &campaign_kind, duty->campaign);
	const struct rule *leaf = node_leaf(r, d->node);
	struct expansion exp = {0};
	enum flow_code code = FLOW_OK;
	AN(plan && c && leaf);
	struct expand_env env = life_env(cx, plan, c, cx->today);
	expand_rule(cx->a, leaf, &env, &exp);
	if (exp.items.n == 0)
		return drop_one(cx, d);
	for (size_t i = 0; i < exp.items.n && code == FLOW_OK; i++) {
		struct occur *o = &exp.items.at[i];
		o->node = (int)d->node;
		struct due_row *made = make_due(cx, duty, o), before = *d;
		if (i == 0)
			made->head = d->head;
		made->head.state = DUE_OPEN;
		code = turn_save(cx, i ? NULL : &before, made,
			&(struct turn){.verb = "open", .note = S("前一部分已办结，从今天开始")});
	}
	return code;
}

static enum flow_code stand(struct ctx *cx, struct duty_row *duty)
{
	struct duty_row before = *duty;
	duty->head.state = DUTY_STANDING;
	enum flow_code code = rec_update(cx, &duty_kind, duty);
	return code == FLOW_OK ? flow_seal(cx, &duty_kind, &before, duty, "stand", STR_NONE) : code;
}

static enum flow_code open_part(
	struct ctx *cx, struct duty_row *duty, const struct rule *r, int part)
{
	struct dues w = waiting_of(cx, duty->head.id);
	enum flow_code code = FLOW_OK;
	bool standing = false;
	for (size_t i = 0; i < w.n && code == FLOW_OK; i++) {
		struct due_row *d = w.at[i];
		if (node_part(r, d->node) != part)
			continue;
		standing |= d->kind == EXPAND_REVIEW;
		code = d->kind == EXPAND_REVIEW && !day_is_set(d->due_day)
			       ? date_one(cx, duty, r, d)
			       : open_one(cx, d);
	}
	return code == FLOW_OK && standing ? stand(cx, duty) : code;
}

static enum flow_code open_next(struct ctx *cx, struct duty_row *duty, const struct due_row *d)
{
	struct rule r;
	struct rule_error bad;
	if (!rule_parse(cx->a, node_text(duty), &r, &bad) || r.kind != RULE_SEQ)
		return FLOW_OK;
	int part = node_part(&r, d->node);
	if (part + 1 >= (int)r.n_parts || !is_over(cx, duty->head.id, &r, part))
		return FLOW_OK;
	return open_part(cx, duty, &r, part + 1);
}

/* ---- duty and measure follow ---- */

static enum flow_code end_duty(struct ctx *cx, struct duty_row *duty, const struct due_row *d)
{
	struct duty_row before = *duty;
	struct stmt *s = db_prep(cx->db, "SELECT count(*), sum(CASE WHEN state = 'accepted' THEN 1 "
					 "ELSE 0 END), sum(CASE WHEN state NOT IN ('accepted', "
					 "'cancelled', 'before') THEN 1 ELSE 0 END) FROM due WHERE "
					 "duty = ?");
	int64_t done = 0, left = 1;
	db_rid(s, 1, duty->head.id);
	if (db_step(s) == DB_ROW) {
		done = db_col_int(s, 1);
		left = db_col_int(s, 2);
	}
	db_done(s);
	/* A standing duty stands after its last review of the campaign; cancelled, it is over. */
	bool stays = duty->head.state == DUTY_STANDING && d->head.state != DUE_CANCELLED;
	if (left || stays || duty->head.state > DUTY_STANDING)
		return FLOW_OK;
	duty->head.state = done ? DUTY_ENDED : DUTY_CANCELLED;
	enum flow_code code = rec_update(cx, &duty_kind, duty);
	return code == FLOW_OK
		       ? flow_seal(cx, &duty_kind, &before, duty, done ? "end" : "cancel", STR_NONE)
		       : code;
}

/* Active while one duty is; then standing, done, or cancelled with all of them. */
static int measure_state(struct ctx *cx, rid measure, int now)
{
	struct stmt *s = db_prep(
		cx->db, "SELECT state, count(*) FROM duty WHERE measure = ? GROUP BY state");
	int64_t n[DUTY_CANCELLED + 1] = {0};
	db_rid(s, 1, measure);
	while (db_step(s) == DB_ROW) {
		int state = kind_state(&duty_kind, db_col_text(s, 0));
		AN(state >= 0);
		n[state] = db_col_int(s, 1);
	}
	db_done(s);
	if (n[DUTY_ACTIVE] || (now != MEASURE_ACTIVE && now != MEASURE_STANDING))
		return now;
	if (n[DUTY_STANDING])
		return MEASURE_STANDING;
	if (n[DUTY_ENDED])
		return MEASURE_DONE;
	return n[DUTY_CANCELLED] ? MEASURE_CANCELLED : now;
}

static enum flow_code follow_measure(struct ctx *cx, rid id)
{
	struct measure_row *m = rec_need(cx, &measure_kind, id), before;
	before = *m;
	m->head.state = measure_state(cx, id, before.head.state);
	if (m->head.state == before.head.state)
		return FLOW_OK;
	enum flow_code code = rec_update(cx, &measure_kind, m);
	return code == FLOW_OK ? flow_seal(cx, &measure_kind, &before, m, "follow", STR_NONE)
			       : code;
}

bool life_was_issued(struct ctx *cx, rid measure)
{
	struct stmt *s = db_prep(cx->db, "SELECT 1 FROM duty WHERE measure = ? LIMIT 1");
	db_rid(s, 1, measure);
	return db_one_int(s, 0) != 0;
}

enum flow_code life_over(struct ctx *cx, const struct due_row *d)
{
	struct duty_row *duty = rec_need(cx, &duty_kind, d->duty);
	int was = duty->head.state;
	enum flow_code code = open_next(cx, duty, d);
	if (code == FLOW_OK)
		code = end_duty(cx, duty, d);
	return code == FLOW_OK && duty->head.state != was ? follow_measure(cx, d->measure) : code;
}
