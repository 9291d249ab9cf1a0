/* demo_mark.c — what is said about the demo's measures beside what they ask for: the theme each
 * belongs to, which go first and which are key, with the countermeasures. PLAN-13, PLAN-38. */
#include "base/bug.h"
#include "base/tsv.h"
#include "demo/demo_int.h"
#include "sys/data.h"
#include "sys/log.h"

static rid measure_named(struct ctx *cx, rid campaign, struct str heading)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT id FROM measure WHERE campaign = ? AND assigned = 1 AND "
		"state <> 'draft' AND heading = ?");
	db_rid(s, 1, campaign);
	db_text(s, 2, heading);
	return (rid){db_one_int(s, 0)};
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
	if (code != FLOW_OK)
		log_error("demo", "mark: %s %.*s", flow_code_name(code),
			STR_ARG(cx->errs->n ? cx->errs->at[0].text : STR_NONE));
	return code;
}
