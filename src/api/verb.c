/* verb.c — see verb.h. The rules are those of duty/report.c, entry.c and issue.c. TIME-30, PLAN-09,
 * PLAN-43. */
#include "api/verb.h"
#include "base/bug.h"
#include "base/num.h"
#include "campaign/issue.h"
#include "duty/entry.h"

enum { DAY_MINUTES = 1440 };

struct str verb_value(const struct verb_in *in, const char *name)
{
	for (size_t i = 0; i < in->values->n; i++)
		if (str_eq(in->values->at[i].name, str_of(name)))
			return in->values->at[i].text;
	return STR_NONE;
}

/* DAY_NONE where nothing was sent; err_field where it is no day. */
static struct day day_value(struct ctx *cx, const struct verb_in *in, const char *name)
{
	struct str text = verb_value(in, name);
	struct day day = DAY_NONE;
	if (text.n && !day_parse(text, &day))
		err_field(cx->errs, str_of(name), "日期要写成 2026-09-18 的样子");
	return day;
}

static enum flow_code sign(struct ctx *cx, const struct verb_in *in)
{
	return due_sign(cx, in->id);
}

static enum flow_code report(struct ctx *cx, const struct verb_in *in)
{
	struct report_out out;
	struct report_in r = {
		.due = in->id,
		.progress = verb_value(in, "progress"),
		.effect = verb_value(in, "effect"),
		.unchanged = str_eq(verb_value(in, "unchanged"), S("1")),
		.evidence = in->evidence,
		.n_evidence = in->n_evidence,
	};
	return due_report(cx, &r, &out);
}

static enum flow_code enter(struct ctx *cx, const struct verb_in *in)
{
	struct str n = verb_value(in, "n");
	struct entry_in e = {
		.due = in->id,
		.day = day_value(cx, in, "day"),
		.target = verb_value(in, "target"),
		.what = verb_value(in, "what"),
		.evidence = in->evidence,
		.n_evidence = in->n_evidence,
	};
	if (n.n && !num_int(n, 1, INT32_MAX, &e.n))
		err_field(cx->errs, S("n"), "数量要写成数字");
	return cx->errs->n ? FLOW_INVALID : entry_add(cx, &e);
}

static enum flow_code withdraw(struct ctx *cx, const struct verb_in *in)
{
	return entry_withdraw(cx, in->id, in->reason);
}

static enum flow_code issue(struct ctx *cx, const struct verb_in *in)
{
	struct issue_sum sum;
	return issue_plan(cx, &(struct issue_in){.plan = in->id}, &sum);
}

static enum flow_code accept(struct ctx *cx, const struct verb_in *in)
{
	return report_accept(cx, in->id, verb_value(in, "note"));
}

/* "17:00"; the day's end where nothing is given. */
static bool minute_of(struct str text, int *minute)
{
	*minute = DAY_MINUTES;
	return text.n == 0 || day_minute(text, minute);
}

static enum flow_code give_back(struct ctx *cx, const struct verb_in *in)
{
	struct day day = day_value(cx, in, "redo_day");
	int minute;
	if (!minute_of(verb_value(in, "redo_time"), &minute))
		err_field(cx->errs, S("redo_time"), "时刻要写成 17:00 的样子");
	if (cx->errs->n)
		return FLOW_INVALID;
	return report_return(cx, in->id, verb_value(in, "note"), day, minute);
}

static const struct verb verbs[] = {
	{"due", "sign", "签收", "sign for", {{0}}, sign, NULL},
	{"due", "report", "报送", "hand in a report",
		{{"progress", "动态进展", "what was done", F_LONG},
			{"effect", "工作成效", "what it achieved", F_LONG},
			{"unchanged", "与上期无变化", "nothing changed since the last period",
				F_BOOL},
			{"event_day", "佐证反映的事发生在", "when what the files show happened",
				F_DAY}},
		report, "event_day"},
	{"due", "enter", "登记一次", "enter an occurrence",
		{{"day", "日期", "the day it was done", F_DAY},
			{"target", "覆盖的对象", "what was covered", F_TEXT},
			{"what", "做了什么", "what was done", F_LONG},
			{"n", "数量", "persons or items", F_INT}},
		enter, "day"},
	{"entry", "withdraw", "撤销（理由写在 reason）", "take back; say why in reason", {{0}},
		withdraw, NULL},
	{"plan", "issue", "签发", "issue", {{0}}, issue, NULL},
	{"report", "accept", "接收", "accept", {{"note", "意见", "a remark", F_LONG}}, accept,
		NULL},
	{"report", "return", "退回", "give back",
		{{"note", "理由和要补什么", "why, and what is missing", F_LONG},
			{"redo_day", "重报期限", "to be handed in again by this day", F_DAY},
			{"redo_time", "钟点，例如 17:00", "time of that day, such as 17:00",
				F_TEXT}},
		give_back, NULL},
};

const struct verb *verb_at(int i)
{
	return i < (int)NELEM(verbs) ? &verbs[i] : NULL;
}

const struct verb *verb_find(const char *kind, struct str name)
{
	for (size_t i = 0; i < NELEM(verbs); i++)
		if (strcmp(verbs[i].kind, kind) == 0 && str_eq(name, str_of(verbs[i].name)))
			return &verbs[i];
	return NULL;
}
