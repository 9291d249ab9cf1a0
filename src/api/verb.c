/* verb.c — see verb.h. The rules are those of duty/report.c. TIME-30, PLAN-43. */
#include "api/verb.h"
#include "base/bug.h"
#include "base/num.h"
#include "duty/duty.h"

enum { DAY_MINUTES = 1440 };

static struct str get(const struct inputs *in, const char *name)
{
	for (size_t i = 0; i < in->n; i++)
		if (str_eq(in->at[i].name, str_of(name)))
			return in->at[i].text;
	return STR_NONE;
}

static enum flow_code sign(struct ctx *cx, rid id, const struct inputs *in)
{
	(void)in;
	return due_sign(cx, id);
}

static enum flow_code report(struct ctx *cx, rid id, const struct inputs *in)
{
	struct report_out out;
	struct report_in r = {
		.due = id,
		.progress = get(in, "progress"),
		.effect = get(in, "effect"),
		.unchanged = str_eq(get(in, "unchanged"), S("1")),
	};
	return due_report(cx, &r, &out);
}

static enum flow_code accept(struct ctx *cx, rid id, const struct inputs *in)
{
	return report_accept(cx, id, get(in, "note"));
}

/* "17:00"; the day's end where nothing is given. */
static bool minute_of(struct str text, int *minute)
{
	struct str rest = text;
	int64_t h, m;
	*minute = DAY_MINUTES;
	if (text.n == 0)
		return true;
	if (!num_int(str_cut(&rest, S(":")), 0, 24, &h) || rest.n != 2 ||
		!num_int(rest, 0, 59, &m) || h * 60 + m > DAY_MINUTES)
		return false;
	*minute = (int)(h * 60 + m);
	return true;
}

static enum flow_code give_back(struct ctx *cx, rid id, const struct inputs *in)
{
	struct day day = DAY_NONE;
	struct str text = get(in, "redo_day");
	int minute;
	if (text.n && !day_parse(text, &day))
		err_field(cx->errs, S("redo_day"), "日期要写成 2026-09-18 的样子");
	if (!minute_of(get(in, "redo_time"), &minute))
		err_field(cx->errs, S("redo_time"), "时刻要写成 17:00 的样子");
	if (cx->errs->n)
		return FLOW_INVALID;
	return report_return(cx, id, get(in, "note"), day, minute);
}

static const struct verb verbs[] = {
	{"due", "sign", "签收", "sign for", {{0}}, sign},
	{"due", "report", "报送", "hand in a report",
		{{"progress", "动态进展", "what was done", F_LONG},
			{"effect", "工作成效", "what it achieved", F_LONG},
			{"unchanged", "与上期无变化", "nothing changed since the last period",
				F_BOOL}},
		report},
	{"report", "accept", "接收", "accept", {{"note", "意见", "a remark", F_LONG}}, accept},
	{"report", "return", "退回", "give back",
		{{"note", "理由和要补什么", "why, and what is missing", F_LONG},
			{"redo_day", "重报期限", "to be handed in again by this day", F_DAY},
			{"redo_time", "钟点，例如 17:00", "time of that day, such as 17:00",
				F_TEXT}},
		give_back},
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
