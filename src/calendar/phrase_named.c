/* phrase_named.c — wordings with a reading of their own, which no grammar of dates gives: what is
 * to be done together with something else (T-79), and inspections without gaps (T-96).
 *
 * How soon, and how far apart, the words do not say: it stays an open parameter. */
#include "base/bug.h"
#include "base/scan.h"
#include "calendar/phrase_int.h"

enum { LABEL_MAX = 40 };

static bool is_label(struct str s)
{
	static const struct str bad[] = {SCAN_W("“"), SCAN_W("\""), SCAN_W("\\")};
	size_t n = scan_count(s, LABEL_MAX + 1);
	return n >= 2 && n <= LABEL_MAX && scan_has(s, bad, NELEM(bad)) < 0;
}

/* 在组建专案组、专项工作组的同时建立临时党支部. What is only rhetoric (在抓好工作的同时，…) forms nothing, or
 * stops behind the words. */
static bool together(struct phrase_reader *r, size_t *i)
{
	static const struct str forms[] = {
		SCAN_W("组建"), SCAN_W("成立"), SCAN_W("设立"), SCAN_W("新建"), SCAN_W("组成")};
	size_t e = *i;
	if (!scan_eat(r->t, &e, S("在")))
		return false;
	struct str rest = phrase_after(r, e);
	ptrdiff_t at = str_find(rest, S("的同时"), 0);
	if (at <= 0 || scan_starts(rest, forms, NELEM(forms)) < 0)
		return false;
	struct str trigger = str_first(rest, (size_t)at);
	struct str what = scan_trim(str_from(rest, (size_t)at + S("的同时").n));
	if (!is_label(trigger) || !is_label(what))
		return false;
	size_t end = (size_t)(what.p + what.n - r->t.p);
	struct phrase *p = phrase_add(r, PHRASE_DEADLINE, *i, end);
	p->own = PHRASE_TOGETHER;
	p->relative = true;
	p->trigger = trigger;
	p->targets = what;
	*i = end;
	return true;
}

/* 按照“无死角”、“无盲点”、“不拖延”的要求: all three ask something; 无死角 alone is said of everything. */
static bool without_gap(struct phrase_reader *r, size_t *i)
{
	size_t e = *i;
	if (!scan_eat(r->t, &e, S("按照")) && !scan_eat(r->t, &e, S("按")))
		return false;
	struct str rest = phrase_after(r, e);
	ptrdiff_t at = str_find(rest, S("要求"), 0);
	struct str words = at > 0 ? str_first(rest, (size_t)at) : rest;
	if (scan_count(words, LABEL_MAX + 1) > LABEL_MAX || !str_has(words, S("无死角")) ||
		!str_has(words, S("不拖延")))
		return false;
	size_t end = e + words.n + (at > 0 ? S("要求").n : 0);
	struct phrase *p = phrase_add(r, PHRASE_DEADLINE, *i, end);
	p->own = PHRASE_NO_GAP;
	p->relative = true;
	*i = end;
	return true;
}

bool phrase_named(struct phrase_reader *r, size_t *i)
{
	return together(r, i) || without_gap(r, i);
}

bool phrase_named_rule(struct arena *a, const struct phrase *p, struct rule *out)
{
	struct rule_error bad;
	struct str text =
		p->own == PHRASE_NO_GAP
			? S("AND[COVER{within:param:interval,targets:[各单位],content:[督察]},"
			    "EVENT{trigger:[发现问题],within:param:within,content:[处置]}]")
			: str_fmt(a,
				  "EVENT{trigger:[\"%.*s\"],within:param:within(0d),"
				  "content:[\"%.*s\"]}",
				  STR_ARG(p->trigger), STR_ARG(p->targets));
	return rule_parse(a, text, out, &bad);
}
