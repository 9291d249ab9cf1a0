/* demo_appraisal.c — the lead unit judges how two units did a measure that is finished: process and
 * outcome in words (PLAN-44). */
#include "base/bug.h"
#include "core/tree.h"
#include "demo/demo_int.h"
#include "duty/appraisal.h"

enum { JUDGED = 21, MOST = 2 };

static const char *const words[MOST][3] = {
	{"报送按时，内容具体，一次就接收了。", "清单内的事项都已办结，佐证齐全，群众反映有好转。",
		"met"},
	{"报送按时，但第一次写得不全，退回以后才补齐。",
		"任务完成，但成效写得笼统，部分做法还没有固定下来。", "mostly"},
};

static enum flow_code judge(struct ctx *cx, rid measure, rid unit, const char *const *say)
{
	struct appraisal_facts f;
	appraisal_facts(cx, measure, unit, &f);
	const struct input v[] = {{S("duty"), str_int(cx->a, f.duty.n)},
		{S("process"), str_of(say[0])}, {S("outcome"), str_of(say[1])},
		{S("verdict"), str_of(say[2])}};
	struct flow_out out;
	struct flow_in in = {.kind = &appraisal_kind,
		.step = kind_step(&appraisal_kind, S("new")),
		.unit = f.to_unit,
		.values = {v, NELEM(v)}};
	return demo_told(cx, "judge", flow_apply(cx, &in, &out));
}

enum flow_code demo_appraisal(struct ctx *cx, struct day day)
{
	rid measure[MOST], unit[MOST];
	enum flow_code code = FLOW_OK;
	int n = 0;
	demo_morning(cx, "zhoumingche", day, JUDGED);
	struct stmt *s = db_prep(cx->db,
		"SELECT d.measure, d.unit FROM due d WHERE d.to_unit = ? AND d.kind = 'final' AND "
		"d.state = 'accepted' AND d.unit <> d.to_unit AND NOT EXISTS (SELECT 1 FROM due o "
		"WHERE o.measure = d.measure AND o.unit = d.unit AND o.kind = 'final' AND o.state "
		"NOT IN ('accepted', 'cancelled', 'before')) GROUP BY d.measure, d.unit "
		"ORDER BY d.measure, d.unit");
	db_rid(s, 1, tree_find(cx, S("督察法制大队"), cx->today));
	while (n < MOST && db_step(s) == DB_ROW) {
		measure[n] = db_col_rid(s, 0);
		unit[n++] = db_col_rid(s, 1);
	}
	db_done(s);
	for (int i = 0; i < n && code == FLOW_OK; i++)
		code = judge(cx, measure[i], unit[i], words[i]);
	return code;
}
