/* made.h — for the tests of duty/: a campaign with one measure, issued, and its due items. */
#ifndef TEST_UNIT_DUTY_MADE_H
#define TEST_UNIT_DUTY_MADE_H

#include "campaign/issue.h"
#include "duty/duty.h"
#include "world.h"

struct made {
	const char *lead, *resp, *coop, *rule; /* coop may be NULL */
	rid campaign, plan, measure;
};

static inline enum flow_code made_unit(
	struct ctx *cx, rid measure, const char *role, struct str name)
{
	struct stmt *s = db_prep(cx->db,
		"INSERT INTO measure_unit (id, measure, role, sort, phrase, unit, grp) "
		"VALUES (?, ?, ?, 1, ?, ?, ?)");
	struct stmt *g = db_prep(cx->db, "SELECT grp FROM unit_group_name WHERE name = ?");
	db_text(g, 1, name);
	rid grp = {db_one_int(g, 0)};
	db_rid(s, 1, db_new_id(cx->db));
	db_rid(s, 2, measure);
	db_text(s, 3, str_of(role));
	db_text(s, 4, name);
	db_rid(s, 5, grp.n ? RID_NONE : tree_find(cx, name, cx->today));
	db_rid(s, 6, grp);
	return flow_of_db(db_run(s));
}

static inline enum flow_code made_rows(struct ctx *cx, void *arg)
{
	struct made *m = arg;
	struct campaign_row *c = kind_row(&campaign_kind, cx->a);
	struct plan_row *p = kind_row(&plan_kind, cx->a);
	struct measure_row *me = kind_row(&measure_kind, cx->a);
	c->head.unit = p->head.unit = me->head.unit = tree_top(cx);
	c->name = S("“整作风”专项工作");
	c->type = S("special");
	c->from_day = day_of(2026, 3, 1);
	c->until_day = day_of(2026, 12, 31);
	c->office = tree_find(cx, S("专项活动办公室"), cx->today);
	if (rec_insert(cx, &campaign_kind, c) != FLOW_OK)
		return FLOW_WORLD;
	p->head.state = PLAN_REVIEW;
	p->campaign = me->campaign = m->campaign = c->head.id;
	p->title = S("工作方案");
	p->year = 2026;
	p->issue_day = day_of(2026, 3, 2); /* pairings begin */
	if (rec_insert(cx, &plan_kind, p) != FLOW_OK)
		return FLOW_WORLD;
	me->plan = m->plan = p->head.id;
	me->heading = S("落实领导包联");
	me->assigned = true;
	if (rec_insert(cx, &measure_kind, me) != FLOW_OK)
		return FLOW_WORLD;
	m->measure = me->head.id;
	enum flow_code code = made_unit(cx, m->measure, "lead", str_of(m->lead));
	if (code == FLOW_OK)
		code = made_unit(cx, m->measure, "resp", str_of(m->resp));
	if (code == FLOW_OK && m->coop)
		code = made_unit(cx, m->measure, "coop", str_of(m->coop));
	struct stmt *s = db_prep(cx->db,
		"INSERT INTO measure_rule (id, measure, sort, phrase, rule, source) "
		"VALUES (?, ?, 1, '按方案', ?, 'field')");
	db_rid(s, 1, db_new_id(cx->db));
	db_rid(s, 2, m->measure);
	db_text(s, 3, str_of(m->rule));
	return code == FLOW_OK ? flow_of_db(db_run(s)) : code;
}

/* A world on 2 March 2026 with the measure issued. */
static inline void made_open(struct test_world *t, struct made *m)
{
	struct issue_sum sum;
	test_open(t, "2026-03-02T09:00:00+08:00");
	if (ctx_write(t->cx, made_rows, m) != FLOW_OK ||
		issue_plan(t->cx, &(struct issue_in){.plan = m->plan}, &sum) != FLOW_OK)
		abort();
}

/* A unit's item of a period, as stored now; NULL where there is none. */
static inline struct due_row *made_due(struct test_world *t, const char *unit, const char *period)
{
	struct stmt *s = db_prep(t->db,
		"SELECT id FROM due WHERE unit = ? AND coalesce(period, '') = ? ORDER BY id");
	rid id = test_unit(t, unit);
	db_rid(s, 1, id);
	if (*period)
		db_text(s, 2, str_of(period));
	else
		s = db_prep(t->db, "SELECT id FROM due WHERE unit = ? AND period IS NULL "
				   "ORDER BY id");
	if (*period == 0)
		db_rid(s, 1, id);
	return rec_load(t->cx, &due_kind, (rid){db_one_int(s, 0)});
}

#endif
