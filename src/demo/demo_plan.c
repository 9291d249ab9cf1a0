/* demo_plan.c — a plan of the demo is read in, its questions are answered and its rules put right,
 * as the office's clerk would. PLAN-09, PLAN-40. */
#include "base/bug.h"
#include "base/tsv.h"
#include "core/query.h"
#include "core/rec.h"
#include "demo/demo_int.h"
#include "paper/doc.h"
#include "plan/answer.h"
#include "sys/data.h"
#include "sys/log.h"

enum { QUESTIONS = 200 };

/* The answer written for a question of this kind; the reader's own proposal where there is none. */
static bool find_answer(
	struct ctx *cx, const struct question_row *q, struct str *answer, struct str *basis)
{
	static const char *const cols[] = {"code", "words", "answer", "basis", NULL};
	struct tsv t;
	AN(tsv_open(&t, cx->a, data_get("preset/county/answers.tsv"), cols));
	while (tsv_next(&t)) {
		if ((tsv_cell(&t, 0).n && !str_eq(tsv_cell(&t, 0), q->code)) ||
			!str_has(q->ask, tsv_cell(&t, 1)))
			continue;
		*answer = str_replace(cx->a, tsv_cell(&t, 2), S(" / "), S("\n")); /* a list */
		*basis = tsv_cell(&t, 3);
		return true;
	}
	log_error("demo", "no answer for %.*s", STR_ARG(q->code));
	return false;
}

static enum flow_code answer(struct ctx *cx, const struct question_row *q)
{
	struct input values[] = {{S("answer"), STR_NONE}, {S("basis"), STR_NONE}};
	if (!find_answer(cx, q, &values[0].text, &values[1].text))
		return FLOW_INVALID;
	struct flow_in in = {.kind = &question_kind,
		.step = kind_step(&question_kind, S("answer")),
		.id = q->head.id,
		.values = {values, 2}};
	struct flow_out out;
	return demo_told(cx, "answer", flow_apply(cx, &in, &out));
}

static enum flow_code answer_all(struct ctx *cx, rid plan)
{
	struct query q = {.kind = &question_kind, .per_page = QUESTIONS};
	enum flow_code code = FLOW_OK;
	void **rows;
	query_filter(cx, &q, S("plan"), str_fmt(cx->a, "%lld", (long long)plan.n));
	query_filter(cx, &q, S("state"), S("open"));
	int n = query_rows(cx, &q, &rows);
	for (int i = 0; i < n && code == FLOW_OK; i++)
		code = answer(cx, rows[i]);
	return code;
}

/* The second edition gives the coverage a month more. */
static struct str rule_of(struct ctx *cx, const struct demo_reading *in, struct str rule)
{
	return in->supersedes.n ? str_replace(cx->a, rule, S("by:08-end"), S("by:09-end")) : rule;
}

/* What a person corrects by hand in the reading: rows of the measure, and of which phrase; without
 * a phrase a rule is added. */
static enum flow_code correct(struct ctx *cx, const struct demo_reading *in, rid plan)
{
	static const char *const cols[] = {"heading", "phrase", "rule", NULL};
	enum flow_code code = FLOW_OK;
	struct tsv t;
	AN(tsv_open(&t, cx->a, data_get("preset/county/corrections.tsv"), cols));
	while (code == FLOW_OK && tsv_next(&t)) {
		struct stmt *s = db_prep(cx->db,
			"SELECT r.id, m.id FROM measure m JOIN measure_rule r ON r.measure = m.id "
			"WHERE m.plan = ? AND m.heading LIKE ? AND r.phrase LIKE ? ORDER BY r.id");
		db_rid(s, 1, plan);
		struct str heading = tsv_cell(&t, 0);
		db_text(s, 2, str_fmt(cx->a, "%%%.*s%%", STR_ARG(heading)));
		struct str phrase = tsv_cell(&t, 1);
		db_text(s, 3, str_fmt(cx->a, "%%%.*s%%", STR_ARG(phrase)));
		AN(db_step(s) == DB_ROW);
		rid rule = db_col_rid(s, 0), measure = db_col_rid(s, 1);
		db_done(s);
		if (tsv_cell(&t, 1).n)
			code = demo_told(cx, "drop", answer_drop_rule(cx, rule));
		if (code == FLOW_OK)
			code = demo_told(cx, "add",
				answer_add_rule(cx, measure, rule_of(cx, in, tsv_cell(&t, 2))));
	}
	return code;
}

enum flow_code demo_read(struct ctx *cx, const struct demo_reading *in, rid *plan)
{
	struct doc doc = doc_from_text(cx->a, data_get(arena_fmt(cx->a, "examples/%s", in->file)));
	struct plan_import pi = {.campaign = in->campaign,
		.doc = &doc,
		.source_name = str_of(in->file),
		.issue_day = in->issue_day,
		.supersedes = in->supersedes};
	enum flow_code code = demo_told(cx, "import", plan_import(cx, &pi));
	*plan = pi.plan;
	if (code == FLOW_OK)
		code = answer_all(cx, *plan);
	return code == FLOW_OK ? correct(cx, in, *plan) : code;
}
