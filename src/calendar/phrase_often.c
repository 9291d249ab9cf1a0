/* phrase_often.c — how often. See phrase.h.
 *
 *	cadence := (每 | 按 | 逐) period [day of the period {、day}] [time of day] [前]
 *	        |  (双月 | 次月 | 季度首月) day [前]  |  period act           周调度、月通报
 *	quota   := cadence … count in the same clause
 *
 * 每旬 and 每两月 are cadences with their own period; 每学期 is a half-year (corpus guide 3). */
#include "base/bug.h"
#include "base/scan.h"
#include "calendar/phrase_int.h"

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
	{SCAN_W("每隔一周"), EVERY_TWO_WEEK, false},
	{SCAN_W("每隔周"), EVERY_TWO_WEEK, false},
	{SCAN_W("每双周"), EVERY_TWO_WEEK, false},
	{SCAN_W("隔周"), EVERY_TWO_WEEK, false},
	{SCAN_W("每三个月"), EVERY_QUARTER, false},
	{SCAN_W("每3个月"), EVERY_QUARTER, false},
	{SCAN_W("每六个月"), EVERY_HALF_YEAR, false},
	{SCAN_W("每6个月"), EVERY_HALF_YEAR, false},
	{SCAN_W("每两个月"), EVERY_TWO_MONTH, false},
	{SCAN_W("每2个月"), EVERY_TWO_MONTH, false},
	{SCAN_W("每两月"), EVERY_TWO_MONTH, false},
	{SCAN_W("每双月"), EVERY_TWO_MONTH, false},
	{SCAN_W("每逢双月"), EVERY_TWO_MONTH, false},
	{SCAN_W("每隔一个月"), EVERY_TWO_MONTH, false},
	{SCAN_W("每隔一月"), EVERY_TWO_MONTH, false},
	{SCAN_W("逢双月"), EVERY_TWO_MONTH, false},
	{SCAN_W("每半年度"), EVERY_HALF_YEAR, false},
	{SCAN_W("每半年"), EVERY_HALF_YEAR, false},
	{SCAN_W("按半年"), EVERY_HALF_YEAR, false},
	{SCAN_W("每个学期"), EVERY_HALF_YEAR, true},
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
	{SCAN_W("每10天"), EVERY_TEN_DAY, false},
	{SCAN_W("每十天"), EVERY_TEN_DAY, false},
	{SCAN_W("每15天"), EVERY_HALF_MONTH, false},
	{SCAN_W("每十五天"), EVERY_HALF_MONTH, false},
	{SCAN_W("每7天"), EVERY_WEEK, false},
	{SCAN_W("每七天"), EVERY_WEEK, false},
	{SCAN_W("按旬"), EVERY_TEN_DAY, false},
	{SCAN_W("每个星期"), EVERY_WEEK, false},
	{SCAN_W("每星期"), EVERY_WEEK, false},
	{SCAN_W("每周"), EVERY_WEEK, false},
	{SCAN_W("按周"), EVERY_WEEK, false},
	{SCAN_W("逐周"), EVERY_WEEK, false},
	{SCAN_W("每天"), EVERY_DAY, false},
	{SCAN_W("每晚"), EVERY_DAY, false},
	{SCAN_W("每日"), EVERY_DAY, false},
	{SCAN_W("逐日"), EVERY_DAY, false},
	{SCAN_W("按日"), EVERY_DAY, false},
	{SCAN_W("每两个年度"), EVERY_TWO_YEAR, false},
	{SCAN_W("每两年"), EVERY_TWO_YEAR, false},
	{SCAN_W("每2年"), EVERY_TWO_YEAR, false},
	{SCAN_W("每隔一年"), EVERY_TWO_YEAR, false},
	{SCAN_W("每隔年"), EVERY_TWO_YEAR, false},
	{SCAN_W("每学年"), EVERY_YEAR, false},
	{SCAN_W("每个年度"), EVERY_YEAR, false},
	{SCAN_W("每年度"), EVERY_YEAR, false},
	{SCAN_W("每年"), EVERY_YEAR, false},
	{SCAN_W("按年度"), EVERY_YEAR, false},
};

/* 季度监测, 月通报, 周调度, 半月一调度: the period itself as an adverb. A single character is one only
 * where nothing can stand before it that makes another word (节日检查, 上月通报). */
static bool may_be_adverb(const struct phrase_reader *r, size_t i, struct str word)
{
	enum { ONE_CHARACTER = 3 };
	static const struct str before[] = {
		SCAN_W("实行"),
		SCAN_W("坚持"),
		SCAN_W("建立"),
		SCAN_W("落实"),
		SCAN_W("严格"),
		SCAN_W("推行"),
		SCAN_W("执行"),
		SCAN_W("按照"),
		SCAN_W("采取"),
		SCAN_W("开展"),
		SCAN_W("、"),
		SCAN_W("“"),
	};
	static const struct str never[] = {SCAN_W("第"), SCAN_W("上"), SCAN_W("前"), SCAN_W("近"),
		SCAN_W("本"), SCAN_W("下"), SCAN_W("当")};
	struct str b = phrase_before(r, i);
	if (scan_trim(b).n == 0)
		return true;
	uint32_t last = scan_at(b, scan_back(b, b.n));
	if (scan_is_numeral(last) || (last >= '0' && last <= '9'))
		return false;
	return word.n == ONE_CHARACTER ? scan_ends(b, before, NELEM(before)) >= 0
				       : scan_ends(b, never, NELEM(never)) < 0;
}

/* 每季度首月15日前报送季度分析: the clause has said how often. */
static bool said_before(const struct phrase_reader *r, enum rule_every every)
{
	enum { FAR = 8 };
	for (size_t k = r->out.n; k > 0 && r->out.n - k < FAR; k--) {
		const struct phrase *p = &r->out.at[k - 1];
		if (p->word.p < r->t.p + r->begin)
			return false;
		if (p->every == every)
			return true;
	}
	return false;
}

static bool adverb(const struct phrase_reader *r, size_t *i, enum rule_every *every)
{
	static const struct {
		struct str word;
		enum rule_every every;
	} bare[] = {
		{SCAN_W("季度"), EVERY_QUARTER},
		{SCAN_W("季"), EVERY_QUARTER},
		{SCAN_W("半年"), EVERY_HALF_YEAR},
		{SCAN_W("半月"), EVERY_HALF_MONTH},
		{SCAN_W("月度"), EVERY_MONTH},
		{SCAN_W("月"), EVERY_MONTH},
		{SCAN_W("旬"), EVERY_TEN_DAY},
		{SCAN_W("双周"), EVERY_TWO_WEEK},
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
		SCAN_W("评比"),
		SCAN_W("考核"),
		SCAN_W("排名"),
		SCAN_W("讲评"),
		SCAN_W("督查"),
		SCAN_W("小结"),
		SCAN_W("报告制"),
		SCAN_W("会商"),
		SCAN_W("研判"),
		SCAN_W("分析"),
		SCAN_W("一次"),
		SCAN_W("一调度"),
		SCAN_W("一通报"),
		SCAN_W("一报"),
		SCAN_W("一总结"),
		SCAN_W("一小结"),
		SCAN_W("一汇报"),
		SCAN_W("一督导"),
		SCAN_W("一督查"),
		SCAN_W("一研判"),
		SCAN_W("一检查"),
		SCAN_W("一排查"),
		SCAN_W("一考核"),
		SCAN_W("一排名"),
		SCAN_W("一评比"),
		SCAN_W("一分析"),
		SCAN_W("一讲评"),
		SCAN_W("一盘点"),
		SCAN_W("一更新"),
		SCAN_W("一会商"),
		SCAN_W("1次"),
	};
	struct str t = r->t;
	for (size_t k = 0; k < NELEM(bare); k++) {
		size_t e = *i;
		bool once = scan_eat(t, &e, S("一"));
		if (!scan_eat(t, &e, bare[k].word))
			continue;
		size_t f = e;
		if (scan_any(t, &f, acts, NELEM(acts)) < 0)
			continue;
		if (!once && !may_be_adverb(r, *i, bare[k].word))
			return false;
		if (!once && said_before(r, bare[k].every))
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
	static const struct str week[] = {SCAN_W("周"), SCAN_W("星期")};
	size_t e = *i;
	scan_eat(t, &e, S("的"));
	bool named = scan_any(t, &e, week, NELEM(week)) >= 0;
	int k = scan_any(t, &e, days, NELEM(days));
	if (k < 0 || (!named && k < 6 && scan_starts(str_from(t, e), counts, NELEM(counts)) >= 0))
		return false;
	*day = k < 7 ? k + 1 : 7;
	*i = e;
	return true;
}

/* 25日, X日, 25日至28日 */
static bool eat_day(struct str t, size_t *i, struct phrase *p)
{
	size_t e = *i;
	int64_t n = 0;
	bool blank = when_blank(t, &e);
	scan_blank(t, &e);
	if (!blank && !scan_num(t, &e, &n))
		return false;
	scan_blank(t, &e);
	if (n > 31)
		return false;
	size_t f = e;
	bool unit = scan_eat(t, &f, S("日")) || scan_eat(t, &f, S("号"));
	if (unit)
		e = f;
	int64_t last;
	if (phrase_eat_to(t, &f) && scan_num(t, &f, &last) && last > n && last <= 31 &&
		scan_eat(t, &f, S("日"))) {
		n = last;
		e = f;
	} else if (!unit) {
		return false;
	}
	p->blank = p->blank || blank;
	p->day_of_period = (int)n;
	*i = e;
	return true;
}

/* 最后一个工作日, 第3个工作日, 前5个工作日内 of a month */
static bool eat_workday(struct str t, size_t *i, struct phrase *p)
{
	size_t e = *i;
	int64_t n = 1;
	bool last = scan_eat(t, &e, S("最后"));
	bool which = !last && (scan_eat(t, &e, S("第")) || scan_eat(t, &e, S("前")));
	if (!last && !which && scan_eat(t, &e, S("首")))
		which = true;
	else
		scan_num(t, &e, &n);
	if (!scan_eat(t, &e, S("个工作日")) || n < 1 || n > 20)
		return false;
	size_t f = e;
	scan_eat(t, &f, S("以"));
	bool within = scan_eat(t, &f, S("内"));
	if (!last && !which && !within) /* 每月2个工作日 counts days */
		return false;
	p->workday = last ? -1 : (int)n;
	*i = within ? f : e;
	return true;
}

/* 月底, 中旬: the last day of that part; false where none is named. */
static bool eat_month_part(struct str t, size_t *i, struct phrase *p)
{
	static const struct {
		struct str word;
		int day; /* 0: the month's last */
	} parts[] = {
		{SCAN_W("月底"), 0},
		{SCAN_W("底"), 0},
		{SCAN_W("月末"), 0},
		{SCAN_W("末"), 0},
		{SCAN_W("月初"), 10},
		{SCAN_W("初"), 10},
		{SCAN_W("上旬"), 10},
		{SCAN_W("月中"), 20},
		{SCAN_W("中旬"), 20},
		{SCAN_W("下旬"), 0},
	};
	for (size_t k = 0; k < NELEM(parts); k++)
		if (scan_eat(t, i, parts[k].word)) {
			p->day_of_period = parts[k].day;
			return true;
		}
	return false;
}

static bool eat_month_detail(struct str t, size_t *i, struct phrase *p)
{
	scan_eat(t, i, S("的"));
	return eat_month_part(t, i, p) || eat_workday(t, i, p) || eat_day(t, i, p);
}

static void eat_quarter_detail(struct str t, size_t *i, struct phrase *p)
{
	static const struct str parts[] = {
		SCAN_W("首月"),
		SCAN_W("第一个月"),
		SCAN_W("最后一个月"),
		SCAN_W("末月"),
		SCAN_W("末"),
		SCAN_W("底"),
		SCAN_W("初"),
	};
	enum { FIRST = 2 };
	scan_eat(t, i, S("的"));
	int k = scan_any(t, i, parts, NELEM(parts));
	if (k < 0)
		return;
	p->first_month = k < FIRST;
	scan_eat(t, i, S("的"));
	if (!eat_day(t, i, p))
		scan_eat(t, i, S("底"));
}

static bool eat_year_detail(struct str t, size_t *i, struct phrase *p)
{
	struct when w;
	size_t e = *i;
	scan_eat(t, &e, S("的"));
	if (!when_read(t, &e, (struct when_base){0}, &w) || w.year_given || w.grain == WHEN_EVENT ||
		w.grain == WHEN_YEAR)
		return false;
	p->to = w.hi;
	p->blank = p->blank || w.blank;
	*i = e;
	return true;
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

static bool eat_by(struct str t, size_t *i)
{
	static const struct str by[] = {SCAN_W("之前"), SCAN_W("以前"), SCAN_W("前")};
	phrase_eat_clock(t, i);
	return scan_any(t, i, by, NELEM(by)) >= 0;
}

static void eat_detail(struct str t, size_t *i, struct phrase *p)
{
	if (p->every == EVERY_WEEK || p->every == EVERY_TWO_WEEK)
		eat_weekday(t, i, &p->day_of_period);
	else if (p->every == EVERY_MONTH || p->every == EVERY_TWO_MONTH)
		eat_month_detail(t, i, p);
	else if (p->every == EVERY_QUARTER)
		eat_quarter_detail(t, i, p);
	else if (p->every == EVERY_YEAR || p->every == EVERY_HALF_YEAR)
		eat_year_detail(t, i, p);
	if (!eat_by(t, i))
		eat_after_end(t, i);
}

/* 每月5日、20日前, 每周二和周四, 每年1月、7月: another day of the same period is a phrase of its own. */
static void more_days(struct phrase_reader *r, const struct phrase *first, size_t *i)
{
	static const struct str joins[] = {SCAN_W("、"), SCAN_W("和"), SCAN_W("及")};
	enum { MOST = 12 };
	for (int k = 0; k < MOST; k++) {
		struct phrase p = {.kind = PHRASE_CADENCE, .every = first->every};
		size_t e = *i, from;
		if (scan_any(r->t, &e, joins, NELEM(joins)) < 0)
			return;
		from = e;
		bool day = false;
		if (p.every == EVERY_WEEK || p.every == EVERY_TWO_WEEK)
			day = eat_weekday(r->t, &e, &p.day_of_period);
		else if (p.every == EVERY_MONTH || p.every == EVERY_TWO_MONTH)
			day = eat_month_detail(r->t, &e, &p);
		else if (p.every == EVERY_YEAR)
			day = eat_year_detail(r->t, &e, &p);
		if (!day)
			return;
		eat_by(r->t, &e);
		p.word = p.text = str_n(r->t.p + from, e - from);
		*phrase_add(r, p.kind, from, e) = p;
		*i = e;
	}
}

/* 每年1月、7月各1次: the count holds for each of the phrases from `first` on. */
static void count_each(struct phrase_reader *r, size_t first, size_t *i)
{
	struct phrase_number c;
	if (!str_starts(phrase_after(r, *i), S("各")) || !phrase_find_count(r, *i, &c))
		return;
	for (size_t k = first; k < r->out.n; k++) {
		r->out.at[k].kind = PHRASE_QUOTA;
		r->out.at[k].count = c.n;
		r->out.at[k].unit = c.unit;
	}
	*i = c.end;
}

/* 按月报送内容于当月22日前报送: the day stands later in the clause. */
static void find_day(const struct phrase_reader *r, size_t from, struct phrase *p)
{
	static const struct str months[] = {
		SCAN_W("当月"), SCAN_W("次月"), SCAN_W("下月"), SCAN_W("每月")};
	enum { FAR = 150, OWN = 3 };
	struct str t = str_first(r->t, from + FAR);
	bool again = str_starts(p->word, S("每"));
	for (size_t k = 0; k < NELEM(months) - again; k++) {
		ptrdiff_t at = str_find(t, months[k], from);
		size_t e = at < 0 ? 0 : (size_t)at + months[k].n;
		if (at < 0 || !eat_day(t, &e, p))
			continue;
		p->next_month = k > 0 && k < OWN;
		eat_by(t, &e);
		p->word.n = (size_t)(r->t.p + e - p->word.p);
		p->text.n = p->word.n;
		return;
	}
}

/* 每户每年补贴: a rule for the beneficiary, not for a unit. */
static bool per_beneficiary(const struct phrase_reader *r, size_t i)
{
	static const struct str heads[] = {
		SCAN_W("每户"),
		SCAN_W("每家"),
		SCAN_W("每生"),
		SCAN_W("每吨"),
		SCAN_W("每亩"),
		SCAN_W("人均"),
	};
	return scan_ends(phrase_before(r, i), heads, NELEM(heads)) >= 0;
}

/* Whose counter it is: 班子成员每人每月, 每名干部每年, 领导干部每年, 各督导组每月N天. */
static enum rule_subject subject_of(const struct phrase_reader *r, size_t i, enum rule_unit unit)
{
	static const struct str leaders[] = {
		SCAN_W("领导干部"),
		SCAN_W("班子成员"),
		SCAN_W("党组成员"),
		SCAN_W("党委成员"),
		SCAN_W("党委委员"),
		SCAN_W("局领导"),
		SCAN_W("县领导"),
		SCAN_W("市领导"),
		SCAN_W("区领导"),
		SCAN_W("镇领导"),
		SCAN_W("乡领导"),
		SCAN_W("院领导"),
		SCAN_W("校领导"),
		SCAN_W("分管领导"),
		SCAN_W("包联领导"),
		SCAN_W("带班领导"),
	};
	static const struct str each[] = {SCAN_W("每人"), SCAN_W("每名"), SCAN_W("每位")};
	static const struct str told[] = {SCAN_W("向"), SCAN_W("报"), SCAN_W("听取")};
	struct str b = phrase_before(r, i);
	for (size_t k = 0; k < NELEM(leaders); k++) {
		ptrdiff_t at = str_find(b, leaders[k], 0);
		if (at >= 0 && scan_has(str_n(b.p, (size_t)at), told, NELEM(told)) < 0)
			return SUBJECT_LEADER;
	}
	if (scan_has(b, each, NELEM(each)) >= 0)
		return SUBJECT_OFFICER;
	bool days = unit == UNIT_DAY || unit == UNIT_WORKING_DAY;
	return days && str_ends(scan_trim(b), S("组")) ? SUBJECT_TEAM : SUBJECT_NONE;
}

/* 双月10日前, 单月底, 次月5日前, 季度首月10日前 recur without 每. */
static bool eat_position(const struct phrase_reader *r, size_t *i, struct phrase *p)
{
	static const struct {
		struct str word;
		enum rule_every every;
		bool next, first;
	} heads[] = {
		{SCAN_W("双月"), EVERY_TWO_MONTH, false, false},
		{SCAN_W("单月"), EVERY_TWO_MONTH, false, true},
		{SCAN_W("次月"), EVERY_MONTH, true, false},
		{SCAN_W("季度首月"), EVERY_QUARTER, false, true},
		{SCAN_W("季度末月"), EVERY_QUARTER, false, false},
		{SCAN_W("季末月"), EVERY_QUARTER, false, false},
	};
	for (size_t k = 0; k < NELEM(heads); k++) {
		size_t e = *i;
		if (!scan_eat(r->t, &e, heads[k].word))
			continue;
		p->every = heads[k].every;
		size_t f = e;
		scan_eat(r->t, &f, S("的"));
		if (!eat_day(r->t, &f, p) && !eat_workday(r->t, &f, p)) {
			if (heads[k].next || !eat_month_part(r->t, &f, p))
				return false;
			p->month_end = heads[k].first && !p->day_of_period;
		}
		p->next_month = heads[k].next;
		p->first_month = heads[k].first;
		eat_by(r->t, &f);
		*i = f;
		return true;
	}
	return false;
}

/* 每4小时, 每隔两个小时: so many times a day. Hours that do not part a day are no such count. */
static bool eat_hours(struct str t, size_t *i, struct phrase *p)
{
	size_t e = *i;
	int64_t n = 0;
	if (!scan_eat(t, &e, S("每")))
		return false;
	scan_eat(t, &e, S("隔"));
	if (!scan_num(t, &e, &n))
		n = 1;
	scan_eat(t, &e, S("个"));
	if (!scan_eat(t, &e, S("小时")) || n < 1 || n > 24 || 24 % n)
		return false;
	p->every = EVERY_DAY;
	p->count = (int)(24 / n);
	p->unit = UNIT_EVENT;
	*i = e;
	return true;
}

/* 季度末, 月底 as the whole field: a table's way of saying every quarter, every month. */
static bool eat_bare_end(const struct phrase_reader *r, size_t *i, struct phrase *p)
{
	static const struct {
		struct str word;
		enum rule_every every;
	} ends[] = {
		{SCAN_W("季度末"), EVERY_QUARTER},
		{SCAN_W("季度底"), EVERY_QUARTER},
		{SCAN_W("季末"), EVERY_QUARTER},
		{SCAN_W("半年末"), EVERY_HALF_YEAR},
		{SCAN_W("半年底"), EVERY_HALF_YEAR},
		{SCAN_W("月底"), EVERY_MONTH},
		{SCAN_W("月末"), EVERY_MONTH},
	};
	if (r->mode != PHRASE_FIELD || scan_trim(phrase_before(r, *i)).n || r->begin)
		return false;
	for (size_t k = 0; k < NELEM(ends); k++) {
		size_t e = *i;
		if (!scan_eat(r->t, &e, ends[k].word))
			continue;
		eat_by(r->t, &e);
		if (scan_trim(str_from(r->whole, e)).n)
			return false;
		p->every = ends[k].every;
		*i = e;
		return true;
	}
	return false;
}

static bool eat_period(const struct phrase_reader *r, size_t *i, struct phrase *p)
{
	if (eat_hours(r->t, i, p) || eat_bare_end(r, i, p))
		return true;
	for (size_t k = 0; k < NELEM(periods); k++) {
		if (!scan_eat(r->t, i, periods[k].word))
			continue;
		p->every = periods[k].every;
		p->school_term = periods[k].term;
		eat_detail(r->t, i, p);
		return true;
	}
	if (eat_position(r, i, p))
		return true;
	if (!adverb(r, i, &p->every))
		return false;
	eat_detail(r->t, i, p);
	return true;
}

/* 每年提高5个百分点: a target, not a task. */
static bool is_growth(struct str rest)
{
	static const struct str verbs[] = {
		SCAN_W("提高"),
		SCAN_W("增长"),
		SCAN_W("递增"),
		SCAN_W("提升"),
		SCAN_W("下降"),
		SCAN_W("降低"),
		SCAN_W("减少"),
		SCAN_W("递减"),
		SCAN_W("压减"),
		SCAN_W("增加"),
	};
	enum { NEAR = 60 };
	struct str near = str_first(rest, NEAR);
	return scan_has(str_first(near, 24), verbs, NELEM(verbs)) >= 0 &&
	       (str_has(near, S("%")) || str_has(near, S("百分点")));
}

/* Ten days, two months and two years have no code of their own: once is the cadence itself. */
static bool counts(const struct phrase *p, const struct phrase_number *c)
{
	return (p->every != EVERY_TEN_DAY && p->every != EVERY_TWO_MONTH &&
		       p->every != EVERY_TWO_YEAR) ||
	       c->n > 1;
}

bool phrase_cadence(struct phrase_reader *r, size_t *i)
{
	static const struct str in[] = {SCAN_W("于"), SCAN_W("在")};
	size_t from = *i, e = *i, first = r->out.n;
	struct phrase got = {.kind = PHRASE_CADENCE};
	struct phrase_number c;
	if (!eat_period(r, &e, &got))
		return false;
	if (per_beneficiary(r, from)) {
		*i = r->t.n;
		return true;
	}
	if (is_growth(phrase_after(r, e))) {
		*i = e;
		return true;
	}
	int k = scan_ends(phrase_before(r, from), in, NELEM(in));
	size_t begin = k < 0 ? from : from - in[k].n;
	got.word = got.text = str_n(r->t.p + begin, e - begin);
	*phrase_add(r, got.kind, begin, e) = got;
	more_days(r, &got, &e);
	if (r->out.n > first + 1) {
		count_each(r, first, &e);
		*i = e;
		return true;
	}
	struct phrase *p = &r->out.at[first];
	if (got.count) { /* 每4小时巡查一次: the once is in the count */
		p->kind = PHRASE_QUOTA;
		*i = e;
		return true;
	}
	if (phrase_find_count(r, e, &c) && counts(p, &c)) {
		p->kind = PHRASE_QUOTA;
		p->count = c.n;
		p->unit = c.unit;
		p->at_most = c.at_most;
		p->word.n = p->text.n = c.end - begin;
		p->subject = subject_of(r, from, c.unit);
		*i = c.end;
		return true;
	}
	if (str_ends(phrase_before(r, from), S("每人"))) { /* 每人每月补贴 */
		r->out.n = first;
		*i = r->t.n;
		return true;
	}
	if (!p->day_of_period && !p->workday && p->every == EVERY_MONTH) {
		find_day(r, e, p);
		e = (size_t)(p->word.p - r->t.p) + p->word.n;
	}
	*i = e;
	return true;
}
