/* phrase_count.c — how many: 不少于2次, 2期, 至少组织1次. See phrase.h.
 *
 *	count := [不少于 | 至少 | 不超过] N (次 | 场 | 期 | …)
 *
 * A count beside a period is the cadence's (phrase_often.c); alone it holds for the whole plan. */
#include "base/bug.h"
#include "base/scan.h"
#include "calendar/phrase_int.h"

static const struct {
	struct str word;
	enum rule_unit unit;
	bool event; /* counts without 不少于 before it */
} counted[] = {
	{SCAN_W("个工作日"), UNIT_WORKING_DAY, false},
	{SCAN_W("人次"), UNIT_PERSON, true},
	{SCAN_W("场次"), UNIT_EVENT, true},
	{SCAN_W("批次"), UNIT_EVENT, true},
	{SCAN_W("课时"), UNIT_ITEM, true},
	{SCAN_W("学时"), UNIT_ITEM, true},
	{SCAN_W("次"), UNIT_EVENT, true},
	{SCAN_W("场"), UNIT_EVENT, true},
	{SCAN_W("期"), UNIT_EVENT, true},
	{SCAN_W("轮"), UNIT_EVENT, true},
	{SCAN_W("堂"), UNIT_EVENT, true},
	{SCAN_W("回"), UNIT_EVENT, true},
	{SCAN_W("天"), UNIT_DAY, false},
	{SCAN_W("件"), UNIT_ITEM, false},
	{SCAN_W("篇"), UNIT_ITEM, false},
	{SCAN_W("条"), UNIT_ITEM, false},
	{SCAN_W("家"), UNIT_ITEM, false},
	{SCAN_W("名"), UNIT_ITEM, false},
	{SCAN_W("项"), UNIT_ITEM, false},
	{SCAN_W("起"), UNIT_ITEM, false},
	{SCAN_W("例"), UNIT_ITEM, false},
	{SCAN_W("户"), UNIT_ITEM, false},
	{SCAN_W("份"), UNIT_ITEM, false},
	{SCAN_W("批"), UNIT_ITEM, false},
	{SCAN_W("人"), UNIT_PERSON, false},
	{SCAN_W("个"), UNIT_ITEM, false},
	{SCAN_W("部"), UNIT_ITEM, false},
	{SCAN_W("台"), UNIT_ITEM, false},
	{SCAN_W("座"), UNIT_ITEM, false},
	{SCAN_W("处"), UNIT_ITEM, false},
	{SCAN_W("所"), UNIT_ITEM, false},
	{SCAN_W("套"), UNIT_ITEM, false},
	{SCAN_W("栋"), UNIT_ITEM, false},
	{SCAN_W("册"), UNIT_ITEM, false},
	{SCAN_W("本"), UNIT_ITEM, false},
	{SCAN_W("辆"), UNIT_ITEM, false},
	{SCAN_W("株"), UNIT_ITEM, false},
};

static bool not_a_count(struct str t, size_t from, size_t end)
{
	static const struct str before[] = {
		SCAN_W("第"),
		SCAN_W("最多跑"),
		SCAN_W("只进"),
		SCAN_W("近"),
		SCAN_W("上"),
		SCAN_W("一事"),
		SCAN_W("一网"),
		SCAN_W("只享受"),
		SCAN_W("共"),
	};
	static const struct str after[] = {
		SCAN_W("性"),
		SCAN_W("工程"),
		SCAN_W("办"),
		SCAN_W("方"),
		SCAN_W("以上"),
		SCAN_W("跑"),
		SCAN_W("评"),
		SCAN_W("告知"),
		SCAN_W("申请"),
	};
	return scan_ends(str_n(t.p, from), before, NELEM(before)) >= 0 ||
	       scan_starts(str_from(t, end), after, NELEM(after)) >= 0;
}

/* 至少组织1次: the mark may stand before the verb. */
static bool marked_before(struct str t, size_t from, size_t at)
{
	struct str between = str_n(t.p + from, at - from);
	return str_has(between, S("至少")) || str_has(between, S("不少于"));
}

static bool count_at(struct str t, size_t at, bool marked, struct phrase_number *out)
{
	static const struct str least[] = {
		SCAN_W("不少于"),
		SCAN_W("不低于"),
		SCAN_W("不得少于"),
		SCAN_W("不得低于"),
		SCAN_W("至少"),
		SCAN_W("最少"),
		SCAN_W("少于"),
	};
	static const struct str most[] = {
		SCAN_W("不超过"),
		SCAN_W("不得超过"),
		SCAN_W("不多于"),
		SCAN_W("最多"),
		SCAN_W("至多"),
	};
	size_t e = at;
	int64_t n;
	if (!scan_num(t, &e, &n) || n < 1)
		return false;
	scan_blank(t, &e);
	struct str before = str_n(t.p, at);
	while (before.n && scan_is_blank(scan_at(before, scan_back(before, before.n))))
		before.n = scan_back(before, before.n);
	bool at_least = marked || scan_ends(before, least, NELEM(least)) >= 0;
	bool at_most = scan_ends(before, most, NELEM(most)) >= 0;
	for (size_t k = 0; k < NELEM(counted); k++) {
		size_t f = e;
		if (!scan_eat(t, &f, counted[k].word))
			continue;
		if (!(at_least || at_most) && (!counted[k].event || not_a_count(t, at, f)))
			return false;
		*out = (struct phrase_number){
			at, f, (int)n, counted[k].unit, at_least || at_most, at_most};
		return true;
	}
	return false;
}

bool phrase_find_count(const struct phrase_reader *r, size_t from, struct phrase_number *out)
{
	enum { FAR = 240 }; /* bytes: a count further on belongs to something else */
	struct str t = str_first(r->t, from + FAR);
	bool in_number = false;
	for (size_t i = from; i < t.n;) {
		uint32_t c = scan_at(t, i);
		if (c == 0x6BCF) /* 每: another period begins */
			return false;
		if (c == 0x300A || c == 0x201C) {
			size_t shut = scan_close(t, i);
			i = shut ? shut : scan_step(t, i);
			in_number = false;
			continue;
		}
		bool digit = (c >= '0' && c <= '9') || scan_is_numeral(c);
		if (digit && !in_number && count_at(t, i, marked_before(t, from, i), out))
			return true;
		in_number = digit || (in_number && c == '.');
		i = scan_step(t, i);
	}
	return false;
}

/* 累计开展24次: a report of what was done. */
static bool is_result(const struct phrase_reader *r, size_t i, int n)
{
	enum { LIKELY = 12 };
	static const struct str told[] = {
		SCAN_W("累计"),
		SCAN_W("已"),
		SCAN_W("获"),
		SCAN_W("以来"),
		SCAN_W("受理"),
		SCAN_W("荣"),
	};
	return n > LIKELY || scan_has(phrase_before(r, i), told, NELEM(told)) >= 0;
}

/* 7月、8月各举办1场: the count says no more than the dates before it. */
static bool is_share(const struct phrase_reader *r, size_t i)
{
	enum { NEAR = 24 };
	const struct phrase *last = r->out.n ? &r->out.at[r->out.n - 1] : NULL;
	const char *end = last ? last->word.p + last->word.n : NULL;
	return last && last->kind == PHRASE_DEADLINE && last->to.m && !last->blank &&
	       last->word.p >= r->t.p + r->begin && r->t.p + i - end < NEAR &&
	       str_starts(str_n(end, (size_t)(r->t.p + i - end)), S("各"));
}

bool phrase_count(struct phrase_reader *r, size_t *i)
{
	static const struct str marks[] = {
		SCAN_W("不少于"),
		SCAN_W("不低于"),
		SCAN_W("不得少于"),
		SCAN_W("至少"),
		SCAN_W("不超过"),
		SCAN_W("最少"),
	};
	struct phrase_number c;
	size_t e = *i;
	if (scan_any(r->t, &e, marks, NELEM(marks)) >= 0) {
		/* 至少组织1次减负集中治理: a verb may stand between. */
		enum { NEAR = 36 };
		if (!phrase_find_count(r, *i, &c) || c.at - e > NEAR)
			return false;
	} else {
		uint32_t first = scan_at(r->t, *i);
		/* Without a mark only written-out figures count: 一次 is mostly idiom. */
		if (!(first >= '0' && first <= '9') || !count_at(r->t, *i, false, &c) ||
			(r->mode == PHRASE_PROSE && is_result(r, *i, c.n)))
			return false;
	}
	if (is_share(r, *i)) {
		*i = c.end;
		return true;
	}
	struct phrase *p = phrase_add(r, PHRASE_QUOTA, *i, c.end);
	p->count = c.n;
	p->unit = c.unit;
	p->at_most = c.at_most;
	*i = c.end;
	return true;
}
