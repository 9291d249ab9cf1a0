/* imported.h — for tests: a campaign of the county bureau of world.h with a plan that was read from a
 * text and waits to be checked. */
#ifndef TEST_IMPORTED_H
#define TEST_IMPORTED_H

#include "core/query.h"
#include "plan/plan.h"
#include "world.h"

static inline enum flow_code imported_campaign(struct ctx *cx, void *arg)
{
	struct campaign_row *c = kind_row(&campaign_kind, cx->a);
	c->head.unit = tree_top(cx);
	c->name = S("“整作风”专项工作");
	c->type = S("special");
	c->from_day = day_of(2026, 3, 1);
	c->until_day = day_of(2026, 12, 31);
	c->office = tree_find(cx, S("专项活动办公室"), cx->today);
	enum flow_code code = rec_insert(cx, &campaign_kind, c);
	*(rid *)arg = c->head.id;
	return code;
}

/* The plan; issued, it will be, on 1 March 2026. */
static inline rid imported_plan(struct test_world *t, struct str text)
{
	rid campaign;
	struct doc doc = doc_from_text(t->a, text);
	if (ctx_write(test_now(t), imported_campaign, &campaign) != FLOW_OK)
		abort();
	struct plan_import in = {.campaign = campaign,
		.doc = &doc,
		.source_name = S("方案.txt"),
		.issue_day = day_of(2026, 3, 1)};
	if (plan_import(test_now(t), &in) != FLOW_OK)
		abort();
	return in.plan;
}

/* The one question of this kind. */
static inline struct question_row *imported_question(
	struct test_world *t, rid plan, const char *code)
{
	struct query q = {.kind = &question_kind, .per_page = 50};
	void **rows;
	query_filter(test_now(t), &q, S("plan"), str_fmt(t->a, "%lld", (long long)plan.n));
	query_filter(t->cx, &q, S("code"), str_of(code));
	if (query_rows(t->cx, &q, &rows) != 1)
		abort();
	return rows[0];
}

#endif
