/* issued.h — for tests: a campaign with one measure, read by nobody, checked and issued in the county
 * bureau of world.h. */
#ifndef TEST_ISSUED_H
#define TEST_ISSUED_H

#include "campaign/issue.h"
#include "duty/duty.h"
#include "world.h"

/* Who owes, and by which rule. */
struct issued {
	rid campaign, plan, measure;
	const char *resp, *rule;
};

static inline enum flow_code issued_unit(
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

static inline enum flow_code issued_make(struct ctx *cx, void *arg)
{
	struct issued *m = arg;
	struct campaign_row *c = kind_row(&campaign_kind, cx->a);
	c->head.unit = tree_top(cx);
	c->name = S("“整作风”专项工作");
	c->type = S("special");
	c->from_day = day_of(2026, 3, 1);
	c->until_day = day_of(2026, 12, 31);
	c->office = tree_find(cx, S("专项活动办公室"), cx->today);
	if (rec_insert(cx, &campaign_kind, c) != FLOW_OK)
		abort();
	struct plan_row *p = kind_row(&plan_kind, cx->a);
	p->head.unit = c->head.unit;
	p->head.state = PLAN_REVIEW;
	p->campaign = m->campaign = c->head.id;
	p->title = S("工作方案");
	p->year = 2026;
	p->issue_day = day_of(2026, 3, 1);
	if (rec_insert(cx, &plan_kind, p) != FLOW_OK)
		abort();
	struct measure_row *me = kind_row(&measure_kind, cx->a);
	me->head.unit = c->head.unit;
	me->plan = m->plan = p->head.id;
	me->campaign = c->head.id;
	me->heading = S("强化理论武装");
	me->assigned = true;
	if (rec_insert(cx, &measure_kind, me) != FLOW_OK)
		abort();
	m->measure = me->head.id;
	if (issued_unit(cx, m->measure, "lead", S("政治工作办公室")) != FLOW_OK)
		abort();
	if (issued_unit(cx, m->measure, "resp", str_of(m->resp)) != FLOW_OK)
		abort();
	struct stmt *s = db_prep(cx->db,
		"INSERT INTO measure_rule (id, measure, sort, phrase, rule, source) "
		"VALUES (?, ?, 1, '每月有动态进展，12月底前完成', ?, 'field')");
	db_rid(s, 1, db_new_id(cx->db));
	db_rid(s, 2, m->measure);
	db_text(s, 3, str_of(m->rule));
	return flow_of_db(db_run(s));
}

/* Makes and issues it, as the system. */
static inline void issued_open(struct test_world *t, struct issued *m)
{
	struct issue_sum sum;
	enum flow_code code = ctx_write(t->cx, issued_make, m);
	if (code == FLOW_OK)
		code = issue_plan(t->cx, &(struct issue_in){.plan = m->plan}, &sum);
	for (size_t i = 0; i < t->cx->errs->n; i++)
		fprintf(stderr, "%.*s\n", STR_ARG(t->cx->errs->at[i].text));
	if (code != FLOW_OK)
		abort();
}

/* The due item of a unit and period; the first where the period is "". */
static inline struct due_row *issued_due(struct test_world *t, const char *unit, const char *period)
{
	struct stmt *s = db_prep(t->db, "SELECT id FROM due WHERE unit = ? AND "
					"coalesce(period, '') LIKE ? ORDER BY due_day, id LIMIT 1");
	db_rid(s, 1, test_unit(t, unit));
	db_text(s, 2, *period ? str_of(period) : S("%"));
	struct due_row *d = rec_load(t->cx, &due_kind, (rid){db_one_int(s, 0)});
	if (d == NULL)
		abort();
	return d;
}

#endif
