/* answer_plan.c — see answer_int.h: answers that change the plan as a whole. */
#include "base/bug.h"
#include "base/num.h"
#include "base/scan.h"
#include "core/actor.h"
#include "core/rec.h"
#include "plan/answer_int.h"
#include "plan/correct_int.h"
#include "plan/period.h"

/* ---- year and period ---- */

enum flow_code answer_plan_year(struct ctx *cx, const struct question_row *q, struct plan_row *p)
{
	int64_t year;
	if (!num_int(str_trim(q->answer), 2000, 2199, &year)) {
		err_field(cx->errs, S("answer"), "请写四位数的年份，如 2026");
		return FLOW_INVALID;
	}
	p->year = year;
	return rec_update(cx, &plan_kind, p);
}

/* The campaign takes the plan's period; phases that are outside it now are for a person. */
enum flow_code answer_plan_period(struct ctx *cx, const struct question_row *q, struct plan_row *p)
{
	struct campaign_row *c = rec_need(cx, &campaign_kind, p->campaign), before;
	struct day from, until;
	if (!period_parse(cx->a, q->answer, (int)p->year, &from, &until) ||
		(day_is_set(until) && until.n < from.n)) {
		err_field(cx->errs, S("answer"),
			"请写成“2026年3月10日至2026年12月31日”；没有结束日期的写“2026年3月10日起”");
		return FLOW_INVALID;
	}
	if (from.n == c->from_day.n && until.n == c->until_day.n)
		return FLOW_OK;
	if (!actor_may(cx, "campaign.edit", c->head.unit))
		return FLOW_DENIED;
	before = *c;
	c->from_day = from;
	c->until_day = until;
	enum flow_code code = rec_update(cx, &campaign_kind, c);
	return code == FLOW_OK ? flow_seal(cx, &campaign_kind, &before, c, "edit", q->basis) : code;
}

/* ---- units that are named once for all ---- */

/* 各乡镇为上述各项任务的责任单位: who stands before the verb, and as what. */
static struct str declared(struct str line, enum plan_role *role)
{
	static const struct str verbs[] = {SCAN_W("均为"), SCAN_W("都为"), SCAN_W("同为"),
		SCAN_W("均是"), SCAN_W("都是"), SCAN_W("为"), SCAN_W("是")};
	static const struct str heads[] = {SCAN_W("备注："), SCAN_W("注："), SCAN_W("说明："),
		SCAN_W("备注:"), SCAN_W("注:"), SCAN_W("（"), SCAN_W("(")};
	struct str rest = str_trim(line);
	int k = scan_starts(rest, heads, NELEM(heads));
	rest = k < 0 ? rest : str_from(rest, heads[k].n);
	*role = str_has(rest, S("牵头"))   ? ROLE_LEAD
		: str_has(rest, S("配合")) ? ROLE_COOP
					   : ROLE_RESP;
	for (size_t i = 0; i < rest.n; i = scan_step(rest, i))
		if (scan_starts(str_from(rest, i), verbs, NELEM(verbs)) >= 0)
			return str_trim(str_first(rest, i));
	return STR_NONE;
}

static enum flow_code add_each(struct ctx *cx, const struct measure_row *m, enum plan_role role,
	struct str names, const struct plan_row *p)
{
	enum flow_code code = FLOW_OK;
	while (names.n && code == FLOW_OK) {
		struct str name = str_trim(str_cut(&names, S("、")));
		if (name.n)
			code = correct_insert_unit(cx, m->head.id, role, name, p);
	}
	return code;
}

enum flow_code answer_plan_declared(
	struct ctx *cx, const struct question_row *q, struct plan_row *p)
{
	static const struct str stays[] = {SCAN_W("不"), SCAN_W("否"), SCAN_W("无")};
	static const struct str adds[] = {SCAN_W("为每"), SCAN_W("是"), SCAN_W("加")};
	struct str said = str_trim(q->answer), text = plan_text(cx, p->head.id);
	enum plan_role role = ROLE_RESP;
	enum flow_code code = FLOW_OK;
	struct measure_row **m;
	if (scan_starts(said, stays, NELEM(stays)) >= 0)
		return FLOW_OK;
	AN(q->span_at >= 0 && q->span_at + q->span_n <= (int64_t)text.n);
	struct str names = declared(str_n(text.p + q->span_at, (size_t)q->span_n), &role);
	if (scan_starts(said, adds, NELEM(adds)) < 0)
		names = said;
	if (names.n == 0) {
		err_field(cx->errs, S("answer"),
			"原文里读不出是哪些单位，请用顿号隔开写出来，或写“不加”");
		return FLOW_INVALID;
	}
	int n = plan_measures(cx, p->head.id, &m);
	for (int i = 0; i < n && code == FLOW_OK; i++)
		if (m[i]->assigned && m[i]->head.state != MEASURE_CANCELLED)
			code = add_each(cx, m[i], role, names, p);
	return code;
}
