/* answer.c — see answer.h. One table row per question code that changes something. */
#include "plan/answer.h"
#include "base/bug.h"
#include "base/num.h"
#include "base/scan.h"
#include "calendar/say.h"
#include "core/actor.h"
#include "core/rec.h"
#include "core/setting.h"
#include "core/tree.h"
#include "org/org.h"
#include "plan/answer_int.h"
#include "plan/correct_int.h"
#include "plan/named_list.h"
#include "plan/period.h"
#include "plan/subject.h"
#include "plan/timing.h"

/* The rule whose words the question points at; otherwise the measure's first. */
static const struct measure_rule *rule_asked(
	struct ctx *cx, const struct question_row *q, struct measure_rule **all)
{
	int n = plan_rules(cx, q->measure, all);
	for (int i = 0; i < n; i++)
		if (correct_overlaps((*all)[i].span, q))
			return &(*all)[i];
	return n ? &(*all)[0] : NULL;
}

/* How often: the period goes into the standing rule's open parameter. */
static enum flow_code answer_review(
	struct ctx *cx, const struct question_row *q, struct plan_row *p)
{
	struct measure_rule *all;
	const struct measure_rule *mr = rule_asked(cx, q, &all);
	struct rule r, typed;
	struct rule_error bad;
	if (mr == NULL || !rule_parse(cx->a, mr->rule, &r, &bad))
		return FLOW_OK;
	if (!correct_read_rule(cx, p, q->answer, &typed))
		return FLOW_INVALID;
	enum rule_every every = typed.kind == RULE_QUOTA ? typed.per : typed.every;
	if (every == EVERY_NONE) {
		err_field(cx->errs, S("answer"), "请写多久一次，如“每季度”“每半年”");
		return FLOW_INVALID;
	}
	struct rule_opens opens = rule_open_params(cx->a, &r);
	for (size_t i = 0; i < opens.n; i++)
		if (str_eq(opens.at[i].field, S("review_every")))
			rule_set_param(cx->a, &r, opens.at[i].name, rule_every_name(every), &bad);
	return correct_update_rule(cx, mr, &r);
}

static bool take_open(struct rule *r, struct str field)
{
	for (size_t i = 0; i < r->open.n; i++)
		if (str_eq(r->open.at[i].field, field)) {
			r->open.at[i] = r->open.at[--r->open.n];
			return true;
		}
	return false;
}

/* The first milestone without a date gets it, with its hour where that is open too. */
static bool fill_date(struct rule *r, const struct rule *typed)
{
	if (take_open(r, S("by"))) {
		r->by = typed->by;
		if (typed->time && take_open(r, S("time")))
			r->time = typed->time;
		return true;
	}
	for (size_t i = 0; i < r->n_parts; i++)
		if (fill_date(&r->parts[i], typed))
			return true;
	return false;
}

/* By when: a date goes into the milestone's open parameter; where there is none, the answer takes
 * the place of the rule. */
static enum flow_code answer_date(struct ctx *cx, const struct question_row *q, struct plan_row *p)
{
	struct measure_rule *all;
	const struct measure_rule *mr = q->measure.n ? rule_asked(cx, q, &all) : NULL;
	struct rule r, typed;
	struct rule_error bad;
	if (q->measure.n == 0)
		return FLOW_OK;
	if (!correct_read_rule(cx, p, q->answer, &typed))
		return FLOW_INVALID;
	if (mr == NULL)
		return correct_insert_rule(cx, q->measure, q->answer,
			(struct span){(uint32_t)q->span_at, (uint32_t)q->span_n}, &typed);
	if (!rule_parse(cx->a, mr->rule, &r, &bad) || rule_open_params(cx->a, &r).n == 0 ||
		typed.kind != RULE_MILESTONE)
		return correct_update_rule(cx, mr, &typed);
	fill_date(&r, &typed);
	return correct_update_rule(cx, mr, &r);
}

static bool has_number(struct str s)
{
	for (size_t i = 0; i < s.n; i = scan_step(s, i))
		if ((s.p[i] >= '0' && s.p[i] <= '9') || scan_is_numeral(scan_at(s, i)))
			return true;
	return false;
}

/* The part of the rule that says `was` says `is` from now on. */
static bool put_date(struct rule *r, const struct rule_date *was, const struct rule *is)
{
	if (r->kind == RULE_MILESTONE && r->by.kind == was->kind && r->by.month == was->month &&
		r->by.day == was->day) {
		r->by = is->by;
		r->time = is->time ? is->time : r->time;
		return true;
	}
	for (size_t i = 0; i < r->n_parts; i++)
		if (put_date(&r->parts[i], was, is))
			return true;
	return false;
}

/* 哪个写错了: a date is put in the place of the one that was asked about; words alone leave it. */
static enum flow_code answer_wrong_date(
	struct ctx *cx, const struct question_row *q, struct plan_row *p)
{
	struct measure_rule *all;
	const struct measure_rule *mr = q->measure.n ? rule_asked(cx, q, &all) : NULL;
	struct timing_usual usual = timing_usual(cx);
	struct rule r, typed, was;
	struct rule_error bad;
	struct str text = plan_text(cx, p->head.id);
	if (mr == NULL || !has_number(q->answer) || !rule_parse(cx->a, mr->rule, &r, &bad))
		return FLOW_OK;
	if (!correct_read_rule(cx, p, str_trim(q->answer), &typed))
		return FLOW_INVALID;
	bool known = q->span_at >= 0 && q->span_at + q->span_n <= (int64_t)text.n &&
		     timing_typed(cx->a, str_n(text.p + q->span_at, (size_t)q->span_n),
			     (int)p->year, &usual, &was) &&
		     was.kind == RULE_MILESTONE;
	if (typed.kind == RULE_MILESTONE && known && put_date(&r, &was.by, &typed))
		return correct_update_rule(cx, mr, &r);
	if (r.n_parts == 0)
		return correct_update_rule(cx, mr, &typed);
	err_field(cx->errs, S("answer"), "请写一个日期，如“6月30日前”；更多的改动在措施的时限里改");
	return FLOW_INVALID;
}

/* 下午X：00: which hour. */
static enum flow_code answer_time(struct ctx *cx, const struct question_row *q, struct plan_row *p)
{
	struct measure_rule *all;
	const struct measure_rule *mr = q->measure.n ? rule_asked(cx, q, &all) : NULL;
	struct rule r;
	struct rule_error bad;
	(void)p;
	if (mr == NULL || !rule_parse(cx->a, mr->rule, &r, &bad))
		return FLOW_OK;
	struct rule_opens opens = rule_open_params(cx->a, &r);
	for (size_t i = 0; i < opens.n; i++)
		if (str_eq(opens.at[i].field, S("time")) &&
			!rule_set_param(cx->a, &r, opens.at[i].name, str_trim(q->answer), &bad)) {
			err_field(cx->errs, S("answer"), "请写钟点，如 17:00：%.*s",
				STR_ARG(bad.what));
			return FLOW_INVALID;
		}
	return correct_update_rule(cx, mr, &r);
}

/* 立行立改: so many days from issue, or a date. */
static enum flow_code answer_immediate(
	struct ctx *cx, const struct question_row *q, struct plan_row *p)
{
	struct measure_rule *all;
	const struct measure_rule *mr = q->measure.n ? rule_asked(cx, q, &all) : NULL;
	struct str days = str_trim(q->answer);
	struct rule r, typed;
	struct rule_error bad;
	if (mr == NULL || !rule_parse(cx->a, mr->rule, &r, &bad))
		return FLOW_OK;
	if (str_ends(days, S("内")))
		days = str_first(days, days.n - S("内").n);
	struct str from_issue = str_fmt(cx->a, "自印发之日起%.*s内", STR_ARG(days));
	struct timing_usual usual = {0, EVERY_QUARTER};
	bool counted = timing_typed(cx->a, from_issue, (int)p->year, &usual, &typed) &&
		       typed.kind == RULE_MILESTONE && typed.by.kind == DATE_ISSUE;
	if (!counted &&
		(!correct_read_rule(cx, p, q->answer, &typed) || typed.kind != RULE_MILESTONE)) {
		errs_clear(cx->errs);
		err_field(cx->errs, S("answer"), "请写天数或日期，如“15日”“5个工作日”“6月30日前”");
		return FLOW_INVALID;
	}
	return fill_date(&r, &typed) ? correct_update_rule(cx, mr, &r) : FLOW_OK;
}

/* N日内: from the plan's issue it is a date; from anything else, that event. */
static enum flow_code answer_trigger(
	struct ctx *cx, const struct question_row *q, struct plan_row *p)
{
	struct measure_rule *all;
	const struct measure_rule *mr = q->measure.n ? rule_asked(cx, q, &all) : NULL;
	struct rule r;
	struct rule_error bad;
	(void)p;
	if (mr == NULL || !rule_parse(cx->a, mr->rule, &r, &bad) || r.kind != RULE_EVENT)
		return FLOW_OK;
	if (str_has(q->answer, S("印发")) && !length_is_clock(r.within)) {
		r = (struct rule){.kind = RULE_MILESTONE,
			.by = {.kind = DATE_ISSUE, .plus = r.within},
			.content = r.content};
	} else {
		r.trigger = (struct rule_texts){(struct str *)&q->answer, 1};
		if (!rule_check(cx->a, &r, &bad)) {
			err_field(cx->errs, S("answer"), "请写一件事，如“收到交办单”");
			return FLOW_INVALID;
		}
	}
	return correct_update_rule(cx, mr, &r);
}

/* A time field that says 定期 or 不定期抽查 has a rule already, whose period is open. */
static enum flow_code fill_frequency(
	struct ctx *cx, const struct question_row *q, const struct rule *typed, bool *filled)
{
	struct measure_rule *all;
	enum rule_every every = typed->kind == RULE_QUOTA ? typed->per : typed->every;
	int n = plan_rules(cx, q->measure, &all);
	for (int i = 0; every && i < n; i++) {
		struct rule r;
		struct rule_error bad;
		if (!correct_overlaps(all[i].span, q) || !rule_parse(cx->a, all[i].rule, &r, &bad))
			continue;
		struct rule_opens opens = rule_open_params(cx->a, &r);
		for (size_t k = 0; k < opens.n; k++) {
			bool rate = str_eq(opens.at[k].field, S("min_per"));
			struct str name = rule_every_name(every);
			struct str value = rate ? str_fmt(cx->a, "%d/%.*s",
							  typed->min ? typed->min : 1,
							  STR_ARG(name))
						: rule_every_name(every);
			if (rate || str_eq(opens.at[k].field, S("every")))
				*filled |= rule_set_param(cx->a, &r, opens.at[k].name, value, &bad);
		}
		if (*filled)
			return correct_update_rule(cx, &all[i], &r);
	}
	return FLOW_OK;
}

/* 定期 becomes a rule of its own, owed by the lead unit, which is who acts regularly. */
static enum flow_code answer_frequency(
	struct ctx *cx, const struct question_row *q, struct plan_row *p)
{
	struct rule r;
	struct measure_unit *u;
	if (q->measure.n == 0)
		return FLOW_OK;
	if (!correct_read_rule(cx, p, q->answer, &r))
		return FLOW_INVALID;
	bool filled = false;
	enum flow_code code = fill_frequency(cx, q, &r, &filled);
	if (filled || code != FLOW_OK)
		return code;
	int n = plan_units(cx, q->measure, &u);
	struct str *owner = arena_array(cx->a, (size_t)n + 1, sizeof *owner);
	for (int i = 0; i < n; i++)
		if (u[i].role == ROLE_LEAD)
			owner[r.owner.n++] = u[i].phrase;
	r.owner.at = owner;
	return correct_insert_rule(cx, q->measure, q->answer,
		(struct span){(uint32_t)q->span_at, (uint32_t)q->span_n}, &r);
}

static bool ends_clause(uint32_t c)
{
	switch (c) {
	case 0:
	case ',':
	case ';':
	case ':':
	case '\n':
	case 0x3002: /* 。 */
	case 0xFF0C:
	case 0xFF1A:
	case 0xFF1B:
		return true;
	default:
		return false;
	}
}

/* The words around those asked about, up to the next comma: 接到举报后及时核实. `head` ends where the
 * words asked about begin. */
static struct str clause_asked(struct ctx *cx, const struct question_row *q, struct str *head)
{
	const struct measure_row *m = rec_load(cx, &measure_kind, q->measure);
	int64_t at = m ? q->span_at - m->span_at : -1;
	*head = STR_NONE;
	if (at < 0 || q->span_n < 1 || at + q->span_n > (int64_t)m->text.n)
		return STR_NONE;
	size_t from = (size_t)at, to = from + (size_t)q->span_n;
	while (from > 0 && !ends_clause(scan_at(m->text, scan_back(m->text, from))))
		from = scan_back(m->text, from);
	while (to < m->text.n && !ends_clause(scan_at(m->text, to)))
		to = scan_step(m->text, to);
	*head = str_trim(str_n(m->text.p + from, (size_t)at - from));
	return str_trim(str_n(m->text.p + from, to - from));
}

/* 接到举报后 starts the clock at that; without such words the clause itself names the event. */
static struct str trigger_of(struct str clause, struct str head)
{
	static const struct str ends[] = {SCAN_W("之后"), SCAN_W("后"), SCAN_W("时")};
	int k = scan_ends(head, ends, NELEM(ends));
	return k >= 0 && head.n > ends[k].n ? str_first(head, head.n - ends[k].n) : clause;
}

/* 及时, 尽快: so long after the event (convention 8), or a date. Words without a number (不设期限,
 * 按信访工作制度办理) are signed as they are and set no limit. */
static enum flow_code answer_speed(struct ctx *cx, const struct question_row *q, struct plan_row *p)
{
	struct str said = str_trim(q->answer), head, clause;
	struct rule typed;
	struct rule_error bad;
	if (q->measure.n == 0 || !has_number(said))
		return FLOW_OK;
	struct str within = str_ends(said, S("内")) ? said : str_cat(cx->a, said, S("内"));
	struct timing_usual usual = timing_usual(cx);
	bool counted = timing_typed(cx->a, within, (int)p->year, &usual, &typed) &&
		       typed.kind == RULE_EVENT;
	if (!counted && !correct_read_rule(cx, p, said, &typed)) {
		errs_clear(cx->errs);
		err_field(cx->errs, S("answer"),
			"请写多长时间以内，如“24小时”“3日”“5个工作日”，或写“不设期限”");
		return FLOW_INVALID;
	}
	clause = clause_asked(cx, q, &head);
	if (counted) {
		struct str *trigger = arena_new(cx->a, struct str);
		*trigger = trigger_of(clause.n ? clause : q->ask, head);
		typed = (struct rule){
			.kind = RULE_EVENT, .trigger = {trigger, 1}, .within = typed.within};
		if (!rule_check(cx->a, &typed, &bad))
			*trigger = S("事项发生");
	}
	return correct_insert_rule(cx, q->measure, clause.n ? clause : said,
		(struct span){(uint32_t)q->span_at, (uint32_t)q->span_n}, &typed);
}

/* The open targets of a covering rule; without targets it is a plain date. */
static bool fill_targets(struct rule *r, const struct rule_texts *targets)
{
	for (size_t i = 0; i < r->open.n; i++) {
		if (!str_eq(r->open.at[i].field, S("targets")))
			continue;
		r->open.at[i] = r->open.at[--r->open.n];
		r->targets = *targets;
		if (targets->n == 0) {
			r->kind = RULE_MILESTONE;
			r->min = 0;
		}
		return true;
	}
	for (size_t i = 0; i < r->n_parts; i++)
		if (fill_targets(&r->parts[i], targets))
			return true;
	return false;
}

/* 全覆盖: each target is an obligation of its own. */
static enum flow_code answer_cover(struct ctx *cx, const struct question_row *q, struct plan_row *p)
{
	struct measure_rule *all;
	const struct measure_rule *mr = q->measure.n ? rule_asked(cx, q, &all) : NULL;
	struct rule r;
	struct rule_error bad;
	struct str rest = str_trim(q->answer);
	struct rule_texts targets = {arena_array(cx->a, RULE_LIST_MAX, sizeof *targets.at), 0};
	(void)p;
	if (mr == NULL || !rule_parse(cx->a, mr->rule, &r, &bad))
		return FLOW_OK;
	if (str_starts(rest, S("不列")))
		rest = STR_NONE;
	while (rest.n && targets.n < RULE_LIST_MAX)
		targets.at[targets.n++] = str_trim(str_cut(&rest, S("、")));
	if (!fill_targets(&r, &targets))
		return FLOW_OK;
	if (rest.n || !rule_check(cx->a, &r, &bad)) {
		err_field(cx->errs, S("answer"),
			"请用顿号隔开写出对象，最多%d个；对象更多的，先编成组，或写“不列对象”",
			RULE_LIST_MAX);
		return FLOW_INVALID;
	}
	return correct_update_rule(cx, mr, &r);
}

/* Who: names parted by 、 take the place of the words asked about. */
static enum flow_code answer_units(struct ctx *cx, const struct question_row *q, struct plan_row *p)
{
	struct measure_unit *u;
	enum plan_role role = ROLE_RESP;
	struct str rest = q->answer;
	enum flow_code code = FLOW_OK;
	int n = q->measure.n ? plan_units(cx, q->measure, &u) : 0;
	for (int i = 0; i < n && code == FLOW_OK; i++) {
		if (!correct_overlaps(u[i].span, q))
			continue;
		role = u[i].role;
		code = correct_delete_unit(cx, q->measure, &u[i]);
	}
	while (q->measure.n && rest.n && code == FLOW_OK)
		code = correct_insert_unit(
			cx, q->measure, role, str_trim(str_cut(&rest, S("、"))), p);
	return code;
}

/* 等: who else is meant, beside those named. */
static enum flow_code answer_others(
	struct ctx *cx, const struct question_row *q, struct plan_row *p)
{
	static const char *const nobody[] = {"只按", "没有", "无", "不含", "已列"};
	struct measure_unit *u;
	enum plan_role role = ROLE_RESP;
	struct str rest = str_trim(q->answer);
	enum flow_code code = FLOW_OK;
	int n = q->measure.n ? plan_units(cx, q->measure, &u) : 0;
	for (size_t i = 0; i < NELEM(nobody); i++)
		if (str_starts(rest, str_of(nobody[i])))
			return FLOW_OK;
	for (int i = 0; i < n; i++)
		if (correct_overlaps(u[i].span, q))
			role = u[i].role;
	while (n && rest.n && code == FLOW_OK)
		code = correct_insert_unit(
			cx, q->measure, role, str_trim(str_cut(&rest, S("、"))), p);
	return code;
}

static enum flow_code answer_lead(struct ctx *cx, const struct question_row *q, struct plan_row *p)
{
	if (str_eq(q->answer, S("无")) || q->measure.n == 0)
		return FLOW_OK; /* PLAN-07: the responsible unit reports and owns */
	return correct_insert_unit(cx, q->measure, ROLE_LEAD, str_trim(q->answer), p);
}

static const struct {
	const char *code;
	enum flow_code (*apply)(struct ctx *cx, const struct question_row *q, struct plan_row *p);
} effects[] = {
	{"review-period", answer_review},
	{"blank-deadline", answer_date},
	{"blank-text", answer_date},
	{"time-unknown", answer_date},
	{"event-date", answer_date},
	{"impossible-date", answer_date},
	{"edge-date", answer_date},
	{"stage-order", answer_wrong_date},
	{"before-issue", answer_wrong_date},
	{"blank-time", answer_time},
	{"no-deadline", answer_date},
	{"vague-frequency", answer_frequency},
	{"vague-speed", answer_speed},
	{"cover-targets", answer_cover},
	{"list-missing", named_list_answer},
	{"immediate", answer_immediate},
	{"same-day", answer_length_within},
	{"find-to-act", answer_length_within},
	{"longest-gap", answer_length_gap},
	{"no-trigger", answer_trigger},
	{"same-as-above", answer_units},
	{"unit-open", answer_units},
	{"unit-collective", answer_units},
	{"person-nobody", answer_units},
	{"open-list", answer_others},
	{"no-unit", answer_units},
	{"no-lead", answer_lead},
	{"no-year", answer_plan_year},
	{"year-guess", answer_plan_year},
	{"campaign-period", answer_plan_period},
	{"declared-once", answer_plan_declared},
};

enum flow_code answer_apply(struct ctx *cx, const struct question_row *q)
{
	struct plan_row *p = rec_need(cx, &plan_kind, q->plan);
	if (p->head.state != PLAN_READING)
		return FLOW_STATE;
	for (size_t i = 0; i < NELEM(effects); i++)
		if (str_eq(q->code, str_of(effects[i].code)))
			return effects[i].apply(cx, q, p);
	return FLOW_OK;
}
