/* answer_length.c — see answer_int.h: how long, for the rules of phrase_named.c. */
#include "base/bug.h"
#include "calendar/length.h"
#include "plan/answer_int.h"
#include "plan/correct_int.h"

/* 当天, 3日, 5个工作日, 三个月, with or without 内. */
static bool read_length(struct ctx *cx, struct str said, struct length *out)
{
	static const char *const same_day[] = {"当天", "当日", "同日", "同一天", "同时"};
	struct str s = str_trim(said);
	if (str_ends(s, S("以内")))
		s = str_first(s, s.n - S("以内").n);
	else if (str_ends(s, S("内")))
		s = str_first(s, s.n - S("内").n);
	for (size_t i = 0; i < NELEM(same_day); i++)
		if (str_eq(s, str_of(same_day[i]))) {
			*out = (struct length){LENGTH_DAY, 0};
			return true;
		}
	return length_read(cx->a, s, out) || length_read(cx->a, str_cat(cx->a, s, S("内")), out);
}

static enum flow_code put(struct ctx *cx, const struct question_row *q, struct str name)
{
	struct measure_rule *all;
	struct length l;
	struct buf text = buf_in(cx->a, 32);
	int n = q->measure.n ? plan_rules(cx, q->measure, &all) : 0;
	if (!read_length(cx, q->answer, &l)) {
		err_field(cx->errs, S("answer"), "请写多长时间，如“当天”“3日”“5个工作日”“三个月”");
		return FLOW_INVALID;
	}
	length_print(&text, l);
	for (int i = 0; i < n; i++) {
		struct rule r;
		struct rule_error bad;
		if (!correct_overlaps(all[i].span, q) || !rule_parse(cx->a, all[i].rule, &r, &bad))
			continue;
		/* Beside others in one field it has a number behind its name. */
		struct rule_opens opens = rule_open_params(cx->a, &r);
		for (size_t k = 0; k < opens.n; k++)
			if (str_starts(opens.at[k].name, name) &&
				rule_set_param(cx->a, &r, opens.at[k].name, buf_view(&text), &bad))
				return correct_update_rule(cx, &all[i], &r);
	}
	return FLOW_OK;
}

enum flow_code answer_length_within(
	struct ctx *cx, const struct question_row *q, struct plan_row *p)
{
	(void)p;
	return put(cx, q, S("within"));
}

enum flow_code answer_length_gap(struct ctx *cx, const struct question_row *q, struct plan_row *p)
{
	(void)p;
	return put(cx, q, S("interval"));
}
