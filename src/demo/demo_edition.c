/* demo_edition.c — on the last days a second edition of the demo's plan is being reviewed: the
 * units it affects are asked, some agree, two object, one of them is overruled, the others have not
 * answered yet (N3, PLAN-40). */
#include "base/bug.h"
#include "campaign/consult.h"
#include "core/tree.h"
#include "demo/demo_int.h"

/* Minutes of the morning, days until the edition is to be issued. */
enum { READ = 10, ASKED = 11, ANSWERS = 12, RULED = 20, DAYS = 6 };

static const struct {
	const char *login, *unit, *step, *words;
} answers[] = {
	{"990066", "东关派出所", "agree", ""},
	{"990050", "经侦大队", "agree", "由大队内勤报送。"},
	{"990086", "石岭派出所", "object",
		"每月20日正值辖区集市治安保卫，报送材料的两人都在一线，请仍按22日。"},
	{"990090", "青禾派出所", "object", "走访任务已经排到月底，不宜再调。"},
	{"990033", "警务保障室", "agree", ""},
};

/* The question to a unit; RID_NONE where the edition leaves it alone. */
static rid question_to(struct ctx *cx, rid plan, const char *unit)
{
	struct stmt *s = db_prep(cx->db, "SELECT id FROM consent WHERE plan = ? AND unit = ?");
	db_rid(s, 1, plan);
	db_rid(s, 2, tree_find(cx, str_of(unit), cx->today));
	return (rid){db_one_int(s, 0)};
}

static enum flow_code say(
	struct ctx *cx, rid question, const char *step, const char *field, const char *words)
{
	const struct input v[] = {{str_of(field), str_of(words)}};
	struct flow_out out;
	struct flow_in in = {.kind = &consent_kind,
		.step = kind_step(&consent_kind, str_of(step)),
		.id = question,
		.values = {v, 1}};
	return demo_told(cx, step, flow_apply(cx, &in, &out));
}

static enum flow_code answer_some(struct ctx *cx, rid plan, struct day day)
{
	enum flow_code code = FLOW_OK;
	for (size_t i = 0; i < NELEM(answers) && code == FLOW_OK; i++) {
		demo_morning(cx, answers[i].login, day, ANSWERS + (int)i);
		rid question = question_to(cx, plan, answers[i].unit);
		if (question.n)
			code = say(cx, question, answers[i].step, "words", answers[i].words);
	}
	demo_morning(cx, DEMO_SECOND, day, RULED);
	rid question = question_to(cx, plan, "青禾派出所");
	if (code == FLOW_OK && question.n)
		code = say(cx, question, "overrule", "ruling",
			"已与所里商定，月底前的走访由机关抽人支援，期限照新一版执行。");
	return code;
}

enum flow_code demo_edition(struct ctx *cx, struct day day)
{
	struct stmt *s = db_prep(cx->db, "SELECT id FROM campaign ORDER BY id LIMIT 1");
	struct demo_reading in = {.campaign = {db_one_int(s, 0)},
		.file = "plan-2026-v2.txt",
		.issue_day = day_add(day, DAYS)};
	int64_t asked;
	rid plan;
	demo_morning(cx, "xuwenxi", day, READ);
	in.supersedes = plan_current(cx, in.campaign);
	enum flow_code code = demo_read(cx, &in, &plan);
	if (code == FLOW_OK)
		code = demo_step(cx, &plan_kind, "submit", plan);
	demo_morning(cx, "xuwenxi", day, ASKED);
	if (code == FLOW_OK)
		code = demo_told(cx, "ask", consult_ask(cx, plan, day_add(day, DAYS - 1), &asked));
	return code == FLOW_OK ? answer_some(cx, plan, day) : code;
}
