/* demo_mark.c — what is said about the demo's measures beside what they ask for: the theme each
 * belongs to, which go first and which are key, with the countermeasures; what stands in a
 * station's work points and assessment. PLAN-13, PLAN-22, PLAN-38. */
#include "base/bug.h"
#include "base/tsv.h"
#include "core/tree.h"
#include "demo/demo_int.h"
#include "duty/inclusion.h"
#include "sys/data.h"

static rid measure_named(struct ctx *cx, rid campaign, struct str heading)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT id FROM measure WHERE campaign = ? AND assigned = 1 AND "
		"state <> 'draft' AND heading = ?");
	db_rid(s, 1, campaign);
	db_text(s, 2, heading);
	return (rid){db_one_int(s, 0)};
}

static bool owes(struct ctx *cx, rid measure, rid unit)
{
	struct stmt *s = db_prep(cx->db, "SELECT count(*) FROM duty WHERE measure = ? AND unit = ? "
					 "AND state <> 'cancelled'");
	db_rid(s, 1, measure);
	db_rid(s, 2, unit);
	return db_one_int(s, 0) > 0;
}

static enum flow_code mark_one(struct ctx *cx, rid measure, struct tsv *t)
{
	struct flow_out out;
	const struct input v[] = {{S("theme"), tsv_cell(t, 1)}, {S("pilot"), tsv_cell(t, 2)},
		{S("key_task"), tsv_cell(t, 3)}, {S("counter"), tsv_cell(t, 4)}};
	struct flow_in in = {.kind = &measure_kind,
		.step = kind_step(&measure_kind, S("mark")),
		.id = measure,
		.values = {v, NELEM(v)}};
	return flow_apply(cx, &in, &out);
}

/* A station has put much of what it owes into its work points, half of that into its assessment
 * too (PLAN-22). */
static enum flow_code include(struct ctx *cx, rid campaign, const char *login, const char *unit)
{
	struct measure_row **m;
	enum flow_code code = FLOW_OK;
	int n = plan_measures(cx, plan_current(cx, campaign), &m);
	demo_at(cx, login, "2026-03-13T10:00:00+08:00");
	for (int i = 0; i < n && code == FLOW_OK; i++) {
		struct inclusion_in in = {.measure = m[i]->head.id,
			.unit = tree_find(cx, str_of(unit), cx->today),
			.place = IN_POINTS,
			.in = true};
		if (i % 3 == 0 || !owes(cx, in.measure, in.unit))
			continue;
		code = inclusion_set(cx, &in);
		in.place = IN_ASSESSMENT;
		if (code == FLOW_OK && i % 2)
			code = inclusion_set(cx, &in);
	}
	return code;
}

enum flow_code demo_mark(struct ctx *cx, rid campaign)
{
	static const char *const cols[] = {
		"heading", "theme", "pilot", "key_task", "counter", NULL};
	enum flow_code code = FLOW_OK;
	struct tsv t;
	AN(tsv_open(&t, cx->a, data_get("preset/county/marks.tsv"), cols));
	demo_at(cx, "xuwenxi", "2026-03-13T09:00:00+08:00");
	while (code == FLOW_OK && tsv_next(&t)) {
		rid measure = measure_named(cx, campaign, tsv_cell(&t, 0));
		if (measure.n)
			code = mark_one(cx, measure, &t);
	}
	if (code == FLOW_OK)
		code = include(cx, campaign, "linzhiyuan", "城关派出所");
	return demo_told(cx, "mark", code);
}
