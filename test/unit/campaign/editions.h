/* editions.h — for tests: a campaign with two editions of a plan, and units that agree to a later one
 * in their liaisons' names. */
#ifndef TEST_EDITIONS_H
#define TEST_EDITIONS_H

#include "campaign/consult.h"
#include "campaign/issue.h"
#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct item {
	const char *path, *heading, *lead, *resp, *rule;
};
struct making {
	rid campaign, plan, supersedes;
	struct day issue;
	const struct item *items;
	int n;
};

static inline enum flow_code put_unit(
	struct ctx *cx, rid measure, const char *role, const char *name)
{
	struct stmt *s = db_prep(cx->db, "INSERT INTO measure_unit (id, measure, role, sort, "
					 "phrase, unit) VALUES (?, ?, ?, 1, ?, ?)");
	rid unit = tree_find(cx, str_of(name), cx->today);
	assert_int_not_equal(unit.n, 0);
	db_rid(s, 1, db_new_id(cx->db));
	db_rid(s, 2, measure);
	db_text(s, 3, str_of(role));
	db_text(s, 4, str_of(name));
	db_rid(s, 5, unit);
	return flow_of_db(db_run(s));
}

static inline void put_measure(
	struct ctx *cx, const struct making *m, const struct plan_row *p, int seq)
{
	const struct item *it = &m->items[seq];
	struct measure_row *me = kind_row(&measure_kind, cx->a);
	me->head.unit = p->head.unit;
	me->plan = p->head.id;
	me->campaign = p->campaign;
	me->seq = seq;
	me->path = str_of(it->path);
	me->heading = str_of(it->heading);
	me->assigned = true;
	assert_int_equal(rec_insert(cx, &measure_kind, me), FLOW_OK);
	if (it->lead)
		assert_int_equal(put_unit(cx, me->head.id, "lead", it->lead), FLOW_OK);
	assert_int_equal(put_unit(cx, me->head.id, "resp", it->resp), FLOW_OK);
	struct stmt *s = db_prep(cx->db, "INSERT INTO measure_rule (id, measure, sort, phrase, "
					 "rule, source) VALUES (?, ?, 1, ?, ?, 'field')");
	db_rid(s, 1, db_new_id(cx->db));
	db_rid(s, 2, me->head.id);
	db_text(s, 3, str_of(it->rule));
	db_text(s, 4, str_of(it->rule));
	assert_int_equal(db_run(s), DB_OK);
}

static inline enum flow_code make(struct ctx *cx, void *arg)
{
	struct making *m = arg;
	if (m->campaign.n == 0) {
		struct campaign_row *c = kind_row(&campaign_kind, cx->a);
		c->head.unit = tree_top(cx);
		c->name = S("“整作风”专项工作");
		c->type = S("special");
		c->from_day = day_of(2026, 3, 1);
		c->until_day = day_of(2026, 12, 31);
		c->office = tree_find(cx, S("专项活动办公室"), cx->today);
		assert_int_equal(rec_insert(cx, &campaign_kind, c), FLOW_OK);
		m->campaign = c->head.id;
	}
	const struct plan_row *old = m->supersedes.n ? rec_load(cx, &plan_kind, m->supersedes)
						     : NULL;
	struct plan_row *p = kind_row(&plan_kind, cx->a);
	p->head.unit = tree_top(cx);
	p->head.state = PLAN_REVIEW;
	p->campaign = m->campaign;
	p->title = S("工作方案");
	p->year = 2026;
	p->edition = old ? old->edition + 1 : 1;
	p->issue_day = m->issue;
	p->supersedes = m->supersedes;
	assert_int_equal(rec_insert(cx, &plan_kind, p), FLOW_OK);
	m->plan = p->head.id;
	for (int i = 0; i < m->n; i++)
		put_measure(cx, m, p, i);
	return FLOW_OK;
}

static const char monthly[] = "AND[RECUR{every:month,content:[动态进展],until:12-end},"
			      "MILESTONE{by:12-end,content:[完成]}]";

static const struct item first[] = {
	{"一", "强化理论武装", "政治工作办公室", "城关派出所", monthly},
	{"二", "畅通举报和反映问题渠道", NULL, "柳河派出所", "MILESTONE{by:06-30}"},
	{"三", "强化正向激励", NULL, "城关派出所", "MILESTONE{by:11-end}"},
	{"四", "减轻基层负担", NULL, "柳河派出所", "RECUR{every:quarter,content:[动态进展]}"},
};
static const struct item second[] = {
	{"一", "完善容错纠错机制", NULL, "城关派出所", "RECUR{every:month,content:[动态进展]}"},
	{"二", "强化理论武装", "政治工作办公室", "城关派出所", monthly},
	{"三", "强化正向激励", NULL, "城关派出所", "MILESTONE{by:10-end}"},
	{"四", "减轻基层工作负担", NULL, "城关派出所", "RECUR{every:quarter,content:[动态进展]}"},
};

static inline struct making begin(struct test_world *t)
{
	struct making m = {.issue = day_of(2026, 3, 1), .items = first, .n = 4};
	struct issue_sum sum;
	test_open(t, "2026-03-01T09:00:00+08:00");
	assert_int_equal(ctx_write(t->cx, make, &m), FLOW_OK);
	assert_int_equal(issue_plan(t->cx, &(struct issue_in){.plan = m.plan}, &sum), FLOW_OK);
	return m;
}

static inline rid next(
	struct test_world *t, struct making *m, const struct item *items, const char *at)
{
	rid was = m->plan;
	test_time(t, at);
	test_now(t);
	m->supersedes = was;
	m->issue = t->cx->today;
	m->items = items;
	assert_int_equal(ctx_write(t->cx, make, m), FLOW_OK);
	return was;
}

/* In the name of whoever is that unit's liaison. */
static inline struct ctx *as_liaison(struct test_world *t, rid unit)
{
	struct ctx *cx = test_now(t);
	struct stmt *s = db_prep(t->db, "SELECT id FROM account WHERE person = ?");
	db_rid(s, 1, tree_post_holder(cx, unit, S("liaison"), cx->today));
	cx->who = actor_load(cx, (rid){db_one_int(s, 0)});
	assert_non_null(cx->who);
	return cx;
}

/* One step of an answer; who acts is the context's. */
static inline enum flow_code answer(
	struct ctx *cx, rid consent, const char *step, const char *words)
{
	const struct input v[] = {{S("words"), str_of(words)}, {S("ruling"), str_of(words)}};
	struct flow_out out;
	struct flow_in in = {.kind = &consent_kind,
		.step = kind_step(&consent_kind, str_of(step)),
		.id = consent,
		.values = {v, sizeof v / sizeof *v}};
	return flow_apply(cx, &in, &out);
}

static inline struct consult *consult_of(struct test_world *t, rid plan)
{
	struct edition_diff d;
	struct ctx *cx = test_now(t);
	struct consult *c = arena_new(cx->a, struct consult);
	assert_int_equal(edition_compare(cx, plan, &d), FLOW_OK);
	consult_load(cx, plan, &d, c);
	return c;
}

/* Everybody is asked and agrees; nothing where nobody is affected. */
static inline void agree_all(struct test_world *t, rid plan)
{
	int64_t asked;
	struct consult *c = consult_of(t, plan);
	if (c->n == 0)
		return;
	assert_int_equal(consult_ask(test_now(t), plan, t->cx->today, &asked), FLOW_OK);
	c = consult_of(t, plan);
	for (size_t i = 0; i < c->n; i++)
		assert_int_equal(
			answer(as_liaison(t, c->at[i].unit), c->at[i].row->head.id, "agree", ""),
			FLOW_OK);
	test_now(t);
}

#endif
