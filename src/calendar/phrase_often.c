/* phrase_often.c — how often: cadences, counts, standing, immediate and vague words. See phrase.h.
 *
 *	cadence := (每 | 按 | 逐) period [day of the period] [前]        每月25日前, 每周五, 每年2月底前
 *	quota   := cadence … count in the same clause | 年内 … count | count
 *	count   := [不少于 | 至少 | 不超过] N (次 | 场 | 期 | …)
 *
 * 每旬 and 每两月 are cadences with their own period; 每学期 is a half-year (corpus guide 3). */
#include "base/bug.h"
#include "base/scan.h"
#include "calendar/phrase_int.h"

/* --- counts --- */

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
	struct phrase *p = phrase_add(r, PHRASE_QUOTA, *i, c.end);
	p->count = c.n;
	p->unit = c.unit;
	p->at_most = c.at_most;
	*i = c.end;
	return true;
}

/* --- cadences --- */

static const struct {
	struct str word;
	enum rule_every every;
	bool term;
} periods[] = {
	{SCAN_W("每个工作日"), EVERY_WORKDAY, false},
	{SCAN_W("每工作日"), EVERY_WORKDAY, false},
	{SCAN_W("每半个月"), EVERY_HALF_MONTH, false},
	{SCAN_W("每半月"), EVERY_HALF_MONTH, false},
	{SCAN_W("每两个星期"), EVERY_TWO_WEEK, false},
	{SCAN_W("每两周"), EVERY_TWO_WEEK, false},
	{SCAN_W("每2周"), EVERY_TWO_WEEK, false},
	{SCAN_W("每三个月"), EVERY_QUARTER, false},
	{SCAN_W("每3个月"), EVERY_QUARTER, false},
	{SCAN_W("每六个月"), EVERY_HALF_YEAR, false},
	{SCAN_W("每6个月"), EVERY_HALF_YEAR, false},
	{SCAN_W("每隔周"), EVERY_TWO_WEEK, false},
	{SCAN_W("每两个月"), EVERY_TWO_MONTH, false},
	{SCAN_W("每2个月"), EVERY_TWO_MONTH, false},
	{SCAN_W("每两月"), EVERY_TWO_MONTH, false},
	{SCAN_W("每双月"), EVERY_TWO_MONTH, false},
	{SCAN_W("每逢双月"), EVERY_TWO_MONTH, false},
	{SCAN_W("每半年度"), EVERY_HALF_YEAR, false},
	{SCAN_W("每半年"), EVERY_HALF_YEAR, false},
	{SCAN_W("按半年"), EVERY_HALF_YEAR, false},
	{SCAN_W("每学期"), EVERY_HALF_YEAR, true},
	{SCAN_W("每个季度"), EVERY_QUARTER, false},
	{SCAN_W("每季度"), EVERY_QUARTER, false},
	{SCAN_W("每季"), EVERY_QUARTER, false},
	{SCAN_W("按季度"), EVERY_QUARTER, false},
	{SCAN_W("按季"), EVERY_QUARTER, false},
	{SCAN_W("逐季"), EVERY_QUARTER, false},
	{SCAN_W("每个月"), EVERY_MONTH, false},
	{SCAN_W("每月度"), EVERY_MONTH, false},
	{SCAN_W("每月"), EVERY_MONTH, false},
	{SCAN_W("按月度"), EVERY_MONTH, false},
	{SCAN_W("按月"), EVERY_MONTH, false},
	{SCAN_W("逐月"), EVERY_MONTH, false},
	{SCAN_W("每旬"), EVERY_TEN_DAY, false},
	{SCAN_W("按旬"), EVERY_TEN_DAY, false},
	{SCAN_W("每个星期"), EVERY_WEEK, false},
	{SCAN_W("每星期"), EVERY_WEEK, false},
	{SCAN_W("每周"), EVERY_WEEK, false},
	{SCAN_W("按周"), EVERY_WEEK, false},
	{SCAN_W("逐周"), EVERY_WEEK, false},
	{SCAN_W("每天"), EVERY_DAY, false},
	{SCAN_W("每日"), EVERY_DAY, false},
	{SCAN_W("逐日"), EVERY_DAY, false},
	{SCAN_W("按日"), EVERY_DAY, false},
	{SCAN_W("每学年"), EVERY_YEAR, false},
	{SCAN_W("每年度"), EVERY_YEAR, false},
	{SCAN_W("每年"), EVERY_YEAR, false},
	{SCAN_W("按年度"), EVERY_YEAR, false},
};

/* 季度监测, 月通报, 周调度: the period itself as an adverb. */
static bool adverb(struct str t, size_t *i, enum rule_every *every)
{
	static const struct {
		struct str word;
		enum rule_every every;
	} bare[] = {
		{SCAN_W("季度"), EVERY_QUARTER},
		{SCAN_W("半年"), EVERY_HALF_YEAR},
		{SCAN_W("月度"), EVERY_MONTH},
		{SCAN_W("月"), EVERY_MONTH},
		{SCAN_W("周"), EVERY_WEEK},
		{SCAN_W("日"), EVERY_DAY},
		{SCAN_W("年"), EVERY_YEAR},
	};
	static const struct str acts[] = {
		SCAN_W("监测"),
		SCAN_W("通报"),
		SCAN_W("调度"),
		SCAN_W("点评"),
		SCAN_W("例会"),
		SCAN_W("评估"),
		SCAN_W("报告制"),
		SCAN_W("会商"),
		SCAN_W("研判"),
		SCAN_W("一次"),
		SCAN_W("一调度"),
		SCAN_W("一通报"),
		SCAN_W("一报"),
		SCAN_W("一总结"),
		SCAN_W("一小结"),
		SCAN_W("一汇报"),
		SCAN_W("一督导"),
		SCAN_W("一研判"),
		SCAN_W("一检查"),
		SCAN_W("1次"),
	};
	for (size_t k = 0; k < NELEM(bare); k++) {
		size_t e = *i;
		scan_eat(t, &e, S("一"));
		if (!scan_eat(t, &e, bare[k].word))
			continue;
		size_t f = e;
		if (scan_any(t, &f, acts, NELEM(acts)) < 0)
			return false;
		*every = bare[k].every;
		*i = e;
		return true;
	}
	return false;
}

static bool eat_weekday(struct str t, size_t *i, int *day)
{
	static const struct str days[] = {
		SCAN_W("一"),
		SCAN_W("二"),
		SCAN_W("三"),
		SCAN_W("四"),
		SCAN_W("五"),
		SCAN_W("六"),
		SCAN_W("日"),
		SCAN_W("天"),
		SCAN_W("末"),
	};
	static const struct str counts[] = {
		SCAN_W("次"),
		SCAN_W("场"),
		SCAN_W("期"),
		SCAN_W("轮"),
		SCAN_W("个"),
		SCAN_W("篇"),
		SCAN_W("批"),
		SCAN_W("条"),
		SCAN_W("例"),
		SCAN_W("调"),
		SCAN_W("报"),
		SCAN_W("通"),
	};
	size_t e = *i;
	int k = scan_any(t, &e, days, NELEM(days));
	if (k < 0 || (k < 6 && scan_starts(str_from(t, e), counts, NELEM(counts)) >= 0))
		return false;
	*day = k < 7 ? k + 1 : 7;
	*i = e;
	if (scan_eat(t, &e, S("、"))) { /* 每周一、周四 keeps the first */
		scan_eat(t, &e, S("周"));
		if (scan_any(t, &e, days, NELEM(days)) >= 0)
			*i = e;
	}
	return true;
}

/* 25日, X日; 5日、20日 keeps the first. */
static bool eat_day(struct str t, size_t *i, struct phrase *p)
{
	size_t e = *i;
	int64_t n = 0;
	bool blank = when_blank(t, &e);
	scan_blank(t, &e);
	if (!blank && !scan_num(t, &e, &n))
		return false;
	scan_blank(t, &e);
	if (n > 31 || !(scan_eat(t, &e, S("日")) || scan_eat(t, &e, S("号"))))
		return false;
	p->blank = p->blank || blank;
	p->day_of_period = (int)n;
	*i = e;
	size_t f = e;
	if (scan_eat(t, &f, S("、")) && scan_num(t, &f, &n) && scan_eat(t, &f, S("日")))
		*i = f;
	return true;
}

static void eat_month_detail(struct str t, size_t *i, struct phrase *p)
{
	static const struct str parts[] = {
		SCAN_W("月底"),
		SCAN_W("底"),
		SCAN_W("月末"),
		SCAN_W("末"),
		SCAN_W("月初"),
		SCAN_W("初"),
		SCAN_W("上旬"),
		SCAN_W("中旬"),
		SCAN_W("下旬"),
	};
	scan_eat(t, i, S("的"));
	if (scan_any(t, i, parts, NELEM(parts)) < 0)
		eat_day(t, i, p);
}

static void eat_quarter_detail(struct str t, size_t *i, struct phrase *p)
{
	static const struct str parts[] = {
		SCAN_W("最后一个月"),
		SCAN_W("末月"),
		SCAN_W("末"),
		SCAN_W("首月"),
		SCAN_W("第一个月"),
		SCAN_W("底"),
		SCAN_W("初"),
	};
	scan_eat(t, i, S("的"));
	if (scan_any(t, i, parts, NELEM(parts)) < 0)
		return;
	scan_eat(t, i, S("的"));
	if (!eat_day(t, i, p))
		scan_eat(t, i, S("底"));
}

static void eat_year_detail(struct str t, size_t *i, struct phrase *p)
{
	struct when w;
	size_t e = *i;
	scan_eat(t, &e, S("的"));
	if (!when_read(t, &e, (struct when_base){0}, &w) || w.year_given || w.grain == WHEN_EVENT ||
		w.grain == WHEN_YEAR)
		return;
	p->to = w.hi;
	p->blank = p->blank || w.blank;
	do {
		*i = e;
		scan_eat(t, &e, S("前"));
	} while ((scan_eat(t, &e, S("、")) || scan_eat(t, &e, S("和"))) &&
		 when_read(t, &e, (struct when_base){0}, &w) && !w.year_given);
}

/* 每季度结束后10日内 */
static void eat_after_end(struct str t, size_t *i)
{
	static const struct str ends[] = {SCAN_W("结束后"), SCAN_W("终了后"), SCAN_W("后")};
	static const struct str units[] = {SCAN_W("个工作日"), SCAN_W("日"), SCAN_W("天")};
	size_t e = *i;
	int64_t n;
	if (scan_any(t, &e, ends, NELEM(ends)) < 0 || !scan_num(t, &e, &n) ||
		scan_any(t, &e, units, NELEM(units)) < 0)
		return;
	scan_eat(t, &e, S("以"));
	if (scan_eat(t, &e, S("内")))
		*i = e;
}

static void eat_detail(struct str t, size_t *i, struct phrase *p)
{
	if (p->every == EVERY_WEEK)
		eat_weekday(t, i, &p->day_of_period);
	else if (p->every == EVERY_MONTH || p->every == EVERY_TWO_MONTH)
		eat_month_detail(t, i, p);
	else if (p->every == EVERY_QUARTER)
		eat_quarter_detail(t, i, p);
	else if (p->every == EVERY_YEAR || p->every == EVERY_HALF_YEAR)
		eat_year_detail(t, i, p);
	static const struct str by[] = {SCAN_W("之前"), SCAN_W("以前"), SCAN_W("前")};
	if (scan_any(t, i, by, NELEM(by)) < 0)
		eat_after_end(t, i);
}

/* 按月报送内容于当月22日前报送: the day stands later in the clause. */
static void find_day(const struct phrase_reader *r, size_t from, struct phrase *p)
{
	static const struct str months[] = {SCAN_W("当月"), SCAN_W("次月"), SCAN_W("下月")};
	enum { FAR = 150 };
	struct str t = str_first(r->t, from + FAR);
	for (size_t k = 0; k < NELEM(months); k++) {
		ptrdiff_t at = str_find(t, months[k], from);
		size_t e = at < 0 ? 0 : (size_t)at + months[k].n;
		if (at < 0 || !eat_day(t, &e, p))
			continue;
		p->next_month = k > 0;
		scan_eat(t, &e, S("前"));
		p->word.n = (size_t)(r->t.p + e - p->word.p);
		p->text.n = p->word.n;
		return;
	}
}

/* 每人每年: a rule for the beneficiary, not for a unit. */
static bool per_person(const struct phrase_reader *r, size_t i)
{
	static const struct str heads[] = {
		SCAN_W("每人"),
		SCAN_W("每户"),
		SCAN_W("每家"),
		SCAN_W("每生"),
		SCAN_W("每吨"),
		SCAN_W("每亩"),
		SCAN_W("人均"),
	};
	return scan_ends(phrase_before(r, i), heads, NELEM(heads)) >= 0;
}

static bool eat_period(const struct phrase_reader *r, size_t *i, enum rule_every *every, bool *term)
{
	uint32_t c = scan_at(r->t, *i);
	if (c == 0x6BCF || c == 0x6309 || c == 0x9010) { /* 每 按 逐 */
		for (size_t k = 0; k < NELEM(periods); k++) {
			if (!scan_eat(r->t, i, periods[k].word))
				continue;
			*every = periods[k].every;
			*term = periods[k].term;
			return true;
		}
		return false;
	}
	return adverb(r->t, i, every);
}

bool phrase_cadence(struct phrase_reader *r, size_t *i)
{
	size_t from = *i, e = *i;
	enum rule_every every = EVERY_NONE;
	bool term = false;
	if (!eat_period(r, &e, &every, &term))
		return false;
	if (per_person(r, from)) {
		*i = r->t.n;
		return true;
	}
	struct phrase got = {.kind = PHRASE_CADENCE, .every = every, .school_term = term};
	eat_detail(r->t, &e, &got);
	static const struct str in[] = {SCAN_W("于"), SCAN_W("在")};
	int k = scan_ends(phrase_before(r, from), in, NELEM(in));
	if (k >= 0)
		from -= in[k].n;
	got.word = got.text = str_n(r->t.p + from, e - from);
	struct phrase_number c;
	if (phrase_find_count(r, e, &c) && every != EVERY_TEN_DAY && every != EVERY_TWO_MONTH) {
		got.kind = PHRASE_QUOTA;
		got.count = c.n;
		got.unit = c.unit;
		got.at_most = c.at_most;
		got.word.n = got.text.n = c.end - from;
		e = c.end;
	} else if (!got.day_of_period && every == EVERY_MONTH) {
		find_day(r, e, &got);
		e = (size_t)(got.word.p - r->t.p) + got.word.n;
	}
	struct phrase *p = phrase_add(r, got.kind, from, e);
	*p = got;
	*i = e;
	return true;
}

/* --- words --- */

static bool has_kind(const struct phrase_reader *r, enum phrase_kind kind)
{
	enum { FAR = 16 };
	for (size_t k = r->out.n; k > 0 && r->out.n - k < FAR; k--) {
		const struct phrase *p = &r->out.at[k - 1];
		if (p->word.p < r->t.p + r->begin)
			return false;
		if (p->kind == kind)
			return true;
	}
	return false;
}

static bool standing(struct phrase_reader *r, size_t *i)
{
	static const struct str firm[] = {
		SCAN_W("长期坚持"),
		SCAN_W("长效坚持"),
		SCAN_W("长期推进"),
		SCAN_W("长期落实"),
		SCAN_W("常年推进"),
		SCAN_W("常年坚持"),
		SCAN_W("常抓不懈"),
		SCAN_W("持续长期"),
		SCAN_W("坚持长期"),
		SCAN_W("贯穿始终"),
	};
	static const struct str loose[] = {
		SCAN_W("长期"),
		SCAN_W("长效"),
		SCAN_W("持续"),
		SCAN_W("常态化"),
		SCAN_W("常态"),
		SCAN_W("常年"),
		SCAN_W("贯穿"),
		SCAN_W("始终"),
		SCAN_W("日常"),
		SCAN_W("经常性"),
		SCAN_W("不间断"),
	};
	static const struct str links[] = {
		SCAN_W("并"),
		SCAN_W("之后"),
		SCAN_W("后续"),
		SCAN_W("并且"),
		SCAN_W("然后"),
	};
	size_t e = *i;
	if (scan_any(r->t, &e, firm, NELEM(firm)) < 0) {
		if (r->mode != PHRASE_FIELD || scan_any(r->t, &e, loose, NELEM(loose)) < 0 ||
			has_kind(r, PHRASE_CADENCE) || has_kind(r, PHRASE_QUOTA))
			return false;
	}
	if (has_kind(r, PHRASE_STANDING)) {
		*i = e;
		return true;
	}
	bool sequel = scan_ends(scan_trim(phrase_before(r, *i)), links, NELEM(links)) >= 0;
	struct phrase *p = phrase_add(r, PHRASE_STANDING, *i, e);
	p->sequel = sequel;
	*i = e;
	return true;
}

static bool immediate(struct phrase_reader *r, size_t *i)
{
	static const struct str firm[] = {
		SCAN_W("立行立改"),
		SCAN_W("即知即改"),
		SCAN_W("立查立改"),
		SCAN_W("立知立改"),
		SCAN_W("立整立改"),
		SCAN_W("立改立行"),
		SCAN_W("即查即改"),
		SCAN_W("即行即改"),
		SCAN_W("立说立行"),
		SCAN_W("即改即行"),
		SCAN_W("即日起"),
	};
	static const struct str loose[] = {
		SCAN_W("立即"),
		SCAN_W("马上"),
		SCAN_W("即刻"),
		SCAN_W("即时"),
		SCAN_W("即日"),
		SCAN_W("边查边改"),
		SCAN_W("边学边改"),
		SCAN_W("立改"),
	};
	size_t from = *i, e = *i;
	if (scan_any(r->t, &e, firm, NELEM(firm)) < 0 &&
		(r->mode != PHRASE_FIELD || scan_any(r->t, &e, loose, NELEM(loose)) < 0))
		return false;
	size_t f = e;
	struct when w;
	*i = e;
	if (scan_eat(r->t, &f, S("至")) || scan_eat(r->t, &f, S("到"))) {
		if (when_read(r->t, &f, (struct when_base){r->last_year, 0}, &w)) {
			struct phrase *p = phrase_add(r, PHRASE_RANGE, from, f);
			p->to = w.hi;
			p->blank = w.blank;
			p->impossible = w.impossible;
			*i = f;
			return true;
		}
	}
	if (!has_kind(r, PHRASE_IMMEDIATE))
		phrase_add(r, PHRASE_IMMEDIATE, from, e);
	return true;
}

/* Often or soon without a number (TIME-27; section 3, convention 8). */
static bool vague_word(struct phrase_reader *r, size_t *i)
{
	static const struct str words[] = {
		SCAN_W("不定期"),
		SCAN_W("定期"),
		SCAN_W("经常性"),
		SCAN_W("经常"),
		SCAN_W("常态化"),
		SCAN_W("常态性"),
		SCAN_W("常态"),
		SCAN_W("及时"),
		SCAN_W("适时"),
		SCAN_W("尽快"),
		SCAN_W("近期"),
		SCAN_W("第一时间"),
		SCAN_W("迅速"),
		SCAN_W("限期"),
		SCAN_W("适当时候"),
		SCAN_W("根据工作需要"),
	};
	static const struct str not_time[] = {SCAN_W("项目"), SCAN_W("账户"), SCAN_W("存款")};
	size_t e = *i;
	if (scan_any(r->t, &e, words, NELEM(words)) < 0)
		return false;
	if (scan_starts(phrase_after(r, e), not_time, NELEM(not_time)) < 0)
		phrase_add(r, PHRASE_UNSPEC, *i, e);
	*i = e;
	return true;
}

bool phrase_word(struct phrase_reader *r, size_t *i)
{
	return standing(r, i) || immediate(r, i) || vague_word(r, i);
}

static bool ordinal_week(struct str clause)
{
	size_t i = 0;
	int64_t n;
	return scan_eat(clause, &i, S("第")) && scan_num(clause, &i, &n) &&
	       (scan_eat(clause, &i, S("周")) || scan_eat(clause, &i, S("个月")) ||
		       scan_eat(clause, &i, S("阶段")));
}

void phrase_field_rest(struct phrase_reader *r)
{
	static const struct str done[] = {
		SCAN_W("已完成"),
		SCAN_W("已整改"),
		SCAN_W("已办结"),
		SCAN_W("已落实"),
		SCAN_W("已销号"),
		SCAN_W("整改完成"),
		SCAN_W("完成整改"),
		SCAN_W("已全部完成"),
		SCAN_W("已基本完成"),
	};
	static const struct str tied[] = {
		SCAN_W("后"),
		SCAN_W("前"),
		SCAN_W("期间"),
		SCAN_W("同步"),
		SCAN_W("要求"),
		SCAN_W("节点"),
		SCAN_W("进度"),
		SCAN_W("需要"),
	};
	struct str clause = scan_trim(str_n(r->t.p + r->begin, r->t.n - r->begin));
	size_t from = (size_t)(clause.p - r->t.p);
	if (clause.n == 0)
		return;
	if (scan_has(clause, done, NELEM(done)) >= 0) {
		/* 2024年3月（已完成） */
		if (r->out.n && r->out.at[r->out.n - 1].kind == PHRASE_DEADLINE) {
			r->out.at[r->out.n - 1].done = true;
			return;
		}
		phrase_add(r, PHRASE_DEADLINE, from, from + clause.n)->done = true;
	} else if (r->out.n == 0 && r->t.n == r->whole.n &&
		   (ordinal_week(clause) || scan_ends(clause, tied, NELEM(tied)) >= 0)) {
		struct phrase *p = phrase_add(r, PHRASE_DEADLINE, from, from + clause.n);
		p->relative = true;
		p->event = !ordinal_week(clause);
	}
}
