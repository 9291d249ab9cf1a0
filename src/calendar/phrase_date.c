/* phrase_date.c — deadlines, ranges and spans counted from an event. See phrase.h.
 *
 *	deadline := [于 | 在 | 已于 | 最迟] when [time of day] [前]
 *	range    := [自 | 从] when [起] (至 | 到 | -) when [止] | when (起 | 以后 | 之后)
 *	span     := N (个工作日 | 日 | 天 | 个月 | 周 | 小时) [以] 内
 *
 * X前 includes X (domain 2.3). In a field every date counts. In prose a date counts when it is a
 * bound (前, 底, 内, 至) or opens its clause; dates before the campaign's year are narrative. */
#include "base/bug.h"
#include "base/scan.h"
#include "base/utf8.h"
#include "calendar/phrase_int.h"

static struct when_base base_of(const struct phrase_reader *r, int month)
{
	return (struct when_base){r->last_year, month};
}

static bool preceded(const struct phrase_reader *r, size_t i, const struct str *list, size_t n)
{
	struct str b = phrase_before(r, i);
	while (b.n && scan_is_blank(scan_at(b, scan_back(b, b.n))))
		b.n = scan_back(b, b.n);
	return scan_ends(b, list, n) >= 0;
}

/* 上午, 下午5:00, 17时 */
void phrase_eat_clock(struct str t, size_t *i)
{
	static const struct str half[] = {
		SCAN_W("上午"),
		SCAN_W("下午"),
		SCAN_W("中午"),
		SCAN_W("晚上"),
		SCAN_W("下班"),
	};
	size_t e = *i;
	int64_t n;
	bool part = scan_any(t, &e, half, NELEM(half)) >= 0;
	if (part)
		*i = e;
	scan_blank(t, &e);
	if (!when_blank(t, &e) && !scan_num(t, &e, &n))
		return;
	if (scan_eat(t, &e, S(":"))) {
		if (!scan_num(t, &e, &n) && !when_blank(t, &e))
			return;
	} else if (!scan_eat(t, &e, S("时")) && !scan_eat(t, &e, S("点"))) {
		return;
	}
	scan_eat(t, &e, S("整"));
	*i = e;
}

bool phrase_eat_to(struct str t, size_t *i)
{
	static const struct str to[] = {SCAN_W("起至"), SCAN_W("起到"), SCAN_W("开始至"),
		SCAN_W("开始到"), SCAN_W("至"), SCAN_W("到"), SCAN_W("--"), SCAN_W("-"),
		SCAN_W("—")};
	size_t e = *i;
	scan_blank(t, &e);
	if (scan_any(t, &e, to, NELEM(to)) < 0)
		return false;
	scan_blank(t, &e);
	*i = e;
	return true;
}

static bool year_range(const struct phrase_reader *r, size_t e, int first, size_t *i,
	struct when *w, struct when *w2)
{
	if (!when_read(r->t, &e, base_of(r, 0), w2) || !w2->year_given || w2->hi.y <= first)
		return false;
	w->lo = (struct when_day){first, 1, 1};
	w->grain = WHEN_YEAR;
	w->year_given = true;
	*i = e;
	return true;
}

/* 1-3月 and 6月1-7日: the first number borrows the unit of the second. `w` holds what was read
 * before the first number (a year, or a year and month), or nothing. */
static bool short_range(const struct phrase_reader *r, size_t *i, struct when *w, struct when *w2)
{
	size_t e = *i;
	int64_t n;
	bool days = w->month_given;
	if (!scan_num(r->t, &e, &n) || n < 1 || !phrase_eat_to(r->t, &e))
		return false;
	struct when_base base = {w->hi.y ? w->hi.y : r->last_year, days ? w->hi.m : 0};
	if (n >= FIRST_CALENDAR_YEAR) /* 2023-2025年 */
		return year_range(r, e, (int)n, i, w, w2);
	if (n > 31)
		return false;
	if (!when_read(r->t, &e, base, w2) || w2->year_given || w2->grain == WHEN_YEAR)
		return false;
	if (days) {
		if (w2->grain != WHEN_DAY || w2->month_given)
			return false;
		w->lo.d = (int)n;
	} else {
		if (!w2->month_given || n > 12)
			return false;
		w->lo = (struct when_day){base.year, (int)n, 1};
		w->grain = WHEN_MONTH;
	}
	*i = e;
	return true;
}

/* 至次年3月 and 11月至3月 pass into the next year. */
static void order_years(const struct when *w, struct when *w2)
{
	if (w2->year_given || !w2->hi.y || w->lo.m == 0 || w2->lo.y != w->lo.y)
		return;
	if (when_before(w2->hi, w->lo)) {
		w2->lo.y++;
		w2->hi.y++;
	}
}

static bool range_read(const struct phrase_reader *r, size_t *i, struct when *w, struct when *w2)
{
	size_t e = *i;
	if (short_range(r, i, w, w2))
		return true;
	if (w->grain == WHEN_EVENT || !phrase_eat_to(r->t, &e))
		return false;
	struct when_base base = {w->hi.y ? w->hi.y : r->last_year, w->month_given ? w->hi.m : 0};
	if (!when_read(r->t, &e, base, w2) || w2->grain == WHEN_EVENT)
		return false;
	order_years(w, w2);
	*i = e;
	return true;
}

static bool is_past(const struct phrase_reader *r, const struct when *w)
{
	return w->year_given && !w->blank && r->year && w->hi.y < r->year;
}

static bool narrative(const struct phrase_reader *r, size_t from, size_t to, bool bound)
{
	static const struct str before[] = {
		SCAN_W("有效期至"),
		SCAN_W("有效期到"),
		SCAN_W("截至"),
		SCAN_W("截止到"),
		SCAN_W("较"),
		SCAN_W("比"),
		SCAN_W("自印发"),
	};
	static const struct str after[] = {
		SCAN_W("以来"),
		SCAN_W("印发"),
		SCAN_W("发布"),
		SCAN_W("起施行"),
		SCAN_W("的"),
		SCAN_W("同期"),
		SCAN_W("度"),
	};
	/* 2023年底前形成的拖欠: the date describes. */
	if (bound && str_has(utf8_first(phrase_after(r, to), 5), S("的")))
		return true;
	return preceded(r, from, before, NELEM(before)) ||
	       (!bound && scan_starts(phrase_after(r, to), after, NELEM(after)) >= 0);
}

static bool opens_clause(const struct phrase_reader *r, size_t from)
{
	static const struct str openers[] = {
		SCAN_W("于"),
		SCAN_W("在"),
		SCAN_W("到"),
		SCAN_W("至"),
		SCAN_W("力争"),
		SCAN_W("确保"),
		SCAN_W("定于"),
		SCAN_W("分别于"),
		SCAN_W("并于"),
		SCAN_W("并"),
	};
	struct str b = phrase_before(r, from);
	return scan_trim(b).n == 0 || preceded(r, from, openers, NELEM(openers));
}

/* 从…起, or a clause that begins with the date. */
static bool starts_here(const struct phrase_reader *r, size_t from)
{
	static const struct str since[] = {SCAN_W("从"), SCAN_W("自")};
	return opens_clause(r, from) || preceded(r, from, since, NELEM(since));
}

enum bound { BOUND_NONE, BOUND_BY, BOUND_FROM };

static enum bound eat_bound(struct str t, size_t *i)
{
	static const struct str by[] = {
		SCAN_W("之前"),
		SCAN_W("以前"),
		SCAN_W("前后"),
		SCAN_W("前"),
		SCAN_W("为止"),
	};
	static const struct str from[] = {
		SCAN_W("以后"),
		SCAN_W("之后"),
		SCAN_W("起"),
		SCAN_W("开始"),
		SCAN_W("后"),
	};
	size_t e = *i;
	scan_blank(t, &e);
	if (scan_any(t, &e, by, NELEM(by)) >= 0) {
		*i = e;
		return BOUND_BY;
	}
	if (scan_any(t, &e, from, NELEM(from)) >= 0) {
		*i = e;
		return BOUND_FROM;
	}
	return BOUND_NONE;
}

/* 7月、8月各1场: the second of two dates. */
static bool is_listed(const struct phrase_reader *r, size_t from)
{
	while (from > r->begin && scan_is_blank(scan_at(r->t, scan_back(r->t, from))))
		from = scan_back(r->t, from);
	if (r->out.n == 0 || !str_ends(phrase_before(r, from), S("、")))
		return false;
	const struct phrase *last = &r->out.at[r->out.n - 1];
	return last->kind == PHRASE_DEADLINE && last->to.m &&
	       last->word.p + last->word.n + S("、").n == r->t.p + from;
}

/* 到2025年, 2025年完成40个; not 2025年，…, which tells. */
static bool year_binds(const struct phrase_reader *r, size_t from, size_t to, const struct when *w)
{
	static const struct str verbs[] = {SCAN_W("完成"), SCAN_W("建成"), SCAN_W("新建"),
		SCAN_W("改造"), SCAN_W("实现"), SCAN_W("全面完成"), SCAN_W("基本完成")};
	if (!w->year_given)
		return false;
	return str_ends(phrase_before(r, from), S("到")) ||
	       (opens_clause(r, from) &&
		       scan_starts(phrase_after(r, to), verbs, NELEM(verbs)) >= 0);
}

/* Whether a single date in prose binds anybody. */
static bool date_binds(
	const struct phrase_reader *r, size_t from, size_t to, const struct when *w, enum bound b)
{
	if (r->mode == PHRASE_FIELD)
		return w->grain != WHEN_EVENT || b != BOUND_NONE ||
		       str_starts(phrase_after(r, to), S("期间"));
	if ((b != BOUND_BY && is_past(r, w)) || narrative(r, from, to, b == BOUND_BY))
		return false;
	if (w->grain == WHEN_EVENT)
		return b == BOUND_BY;
	if (w->grain == WHEN_YEAR && !w->edged)
		return b == BOUND_BY || year_binds(r, from, to, w);
	if (b == BOUND_FROM)
		return !str_starts(phrase_after(r, to), S("施行")) &&
		       !str_starts(phrase_after(r, to), S("停止")) && starts_here(r, from);
	if (b == BOUND_BY || w->edged)
		return true;
	size_t e = to;
	struct when next;
	bool listed = scan_eat(r->t, &e, S("、")) && when_read(r->t, &e, base_of(r, 0), &next);
	return listed || is_listed(r, from) || (opens_clause(r, from) && w->grain <= WHEN_HALF);
}

static void mark(struct phrase *p, const struct when *w)
{
	p->blank = p->blank || w->blank;
	p->impossible = p->impossible || w->impossible;
	p->year_given = p->year_given || w->year_given;
	p->event = p->event || w->grain == WHEN_EVENT;
	p->relative = p->relative || w->grain == WHEN_EVENT;
}

/* The phrase begins with the preposition that goes with it. */
static size_t with_preposition(const struct phrase_reader *r, size_t from)
{
	static const struct str words[] = {
		SCAN_W("分别于"),
		SCAN_W("已于"),
		SCAN_W("定于"),
		SCAN_W("于"),
		SCAN_W("在"),
		SCAN_W("自"),
		SCAN_W("从"),
		SCAN_W("到"),
		SCAN_W("最迟"),
	};
	struct str b = phrase_before(r, from);
	int k = scan_ends(b, words, NELEM(words));
	return k < 0 ? from : from - words[k].n;
}

static bool is_done(const struct phrase_reader *r, size_t from)
{
	static const struct str words[] = {
		SCAN_W("已于"), SCAN_W("已在"), SCAN_W("已经于"), SCAN_W("已")};
	return preceded(r, from, words, NELEM(words));
}

static bool add_range(struct phrase_reader *r, size_t from, size_t *i, const struct when *w,
	const struct when *w2)
{
	bool years = w->grain == WHEN_YEAR && w2->grain == WHEN_YEAR && !w2->edged;
	if (r->mode == PHRASE_PROSE && (years || is_past(r, w2) || narrative(r, from, *i, false)))
		return false;
	scan_eat(r->t, i, S("止"));
	struct phrase *p = phrase_add(r, PHRASE_RANGE, with_preposition(r, from), *i);
	p->from = w->lo;
	p->to = w2->hi;
	mark(p, w);
	mark(p, w2);
	return true;
}

static void add_single(
	struct phrase_reader *r, size_t from, size_t to, const struct when *w, enum bound b)
{
	struct phrase *p = phrase_add(
		r, b == BOUND_FROM ? PHRASE_RANGE : PHRASE_DEADLINE, with_preposition(r, from), to);
	mark(p, w);
	if (b == BOUND_FROM)
		p->from = w->lo;
	else
		p->to = w->hi;
	p->done = b != BOUND_FROM && is_done(r, from);
	p->vague = b == BOUND_BY && !w->blank && w->grain != WHEN_DAY && (w->vague || !w->edged) &&
		   w->grain != WHEN_EVENT;
}

/* 全年, 年内 and 上半年 may count rather than bound: 年内组织2期, 上半年、下半年各1次. */
static bool period_count(struct phrase_reader *r, size_t from, size_t *i, const struct when *w)
{
	struct phrase_number c;
	struct when other;
	size_t e = *i;
	enum rule_every every = EVERY_YEAR;
	if (w->grain == WHEN_HALF) {
		if (!scan_eat(r->t, &e, S("、")) || !when_read(r->t, &e, base_of(r, 0), &other) ||
			other.grain != WHEN_HALF || !scan_eat(r->t, &e, S("各")))
			return false;
		every = EVERY_HALF_YEAR;
	} else if (w->grain != WHEN_YEAR || !w->edged || w->lo.m == w->hi.m) {
		return false;
	}
	if (!phrase_find_count(r, e, &c))
		return false;
	struct phrase *p = phrase_add(r, PHRASE_QUOTA, from, c.end);
	p->every = every;
	p->count = c.n;
	p->unit = c.unit;
	p->at_most = c.at_most;
	*i = c.end;
	return true;
}

static bool whole_year(struct phrase_reader *r, size_t from, size_t to)
{
	if (!str_ends(str_n(r->t.p + from, to - from), S("全年")))
		return false;
	if (r->mode == PHRASE_FIELD && !phrase_has_kind(r, PHRASE_STANDING))
		phrase_add(r, PHRASE_STANDING, from, to);
	return true;
}

/* XX下午X:00前: a day left blank before a time of day. */
static bool blank_moment(struct phrase_reader *r, size_t *i)
{
	size_t e = *i;
	if (!when_blank(r->t, &e))
		return false;
	size_t f = e;
	phrase_eat_clock(r->t, &f);
	if (f == e || eat_bound(r->t, &f) != BOUND_BY)
		return false;
	phrase_add(r, PHRASE_DEADLINE, with_preposition(r, *i), f)->blank = true;
	*i = f;
	return true;
}

static bool no_unit_yet(struct phrase_reader *r, size_t *i)
{
	struct when w = {0}, w2;
	size_t e = *i;
	if (!short_range(r, &e, &w, &w2) || !add_range(r, *i, &e, &w, &w2))
		return false;
	*i = e;
	return true;
}

/* N个工作日, N日, N分钟; 半个月 is 15 days, 半年 six months, 半小时 thirty minutes. */
static bool eat_length(struct str t, size_t *i, int64_t n, struct length *out)
{
	static const struct {
		struct str word;
		struct length one, half; /* half: none where nobody says so */
	} units[] = {
		{SCAN_W("个工作日"), {LENGTH_WORKDAY, 1}, {0}},
		{SCAN_W("工作日"), {LENGTH_WORKDAY, 1}, {0}},
		{SCAN_W("个月"), {LENGTH_MONTH, 1}, {LENGTH_DAY, 15}},
		{SCAN_W("月"), {0}, {LENGTH_DAY, 15}},
		{SCAN_W("个小时"), {LENGTH_HOUR, 1}, {LENGTH_MINUTE, 30}},
		{SCAN_W("小时"), {LENGTH_HOUR, 1}, {LENGTH_MINUTE, 30}},
		{SCAN_W("分钟"), {LENGTH_MINUTE, 1}, {0}},
		{SCAN_W("个星期"), {LENGTH_WEEK, 1}, {0}},
		{SCAN_W("星期"), {LENGTH_WEEK, 1}, {0}},
		{SCAN_W("日"), {LENGTH_DAY, 1}, {0}},
		{SCAN_W("天"), {LENGTH_DAY, 1}, {0}},
		{SCAN_W("周"), {LENGTH_WEEK, 1}, {0}},
		{SCAN_W("年"), {LENGTH_YEAR, 1}, {LENGTH_MONTH, 6}},
	};
	for (size_t k = 0; k < NELEM(units); k++) {
		size_t e = *i;
		if (!scan_eat(t, &e, units[k].word))
			continue;
		*out = n < 0 ? units[k].half : units[k].one;
		out->n *= n < 0 ? 1 : (int)n;
		*i = e;
		return length_is_set(*out);
	}
	return false;
}

static bool eat_some_time(struct str t, size_t *i)
{
	int64_t n;
	struct length len;
	scan_blank(t, i);
	if (!scan_num(t, i, &n) || n < 1 || n > 100)
		return false;
	scan_blank(t, i);
	return eat_length(t, i, n, &len);
}

/* 两周内 */
static bool eat_span(struct str t, size_t *i)
{
	return eat_some_time(t, i) && (scan_eat(t, i, S("内")) || scan_eat(t, i, S("以内")));
}

/* 春节前一周, 会前3日: so long before. */
static bool eat_ahead(struct str t, size_t *i)
{
	size_t e = *i;
	if (!eat_some_time(t, &e) || str_starts(str_from(t, e), S("内")))
		return false;
	*i = e;
	return true;
}

/* 10/31前, 4.30前 in a field. */
static bool short_date(struct phrase_reader *r, size_t *i)
{
	size_t e = *i;
	int64_t m, d;
	if (r->mode != PHRASE_FIELD || !scan_num(r->t, &e, &m) || m < 1 || m > 12 || e >= r->t.n ||
		(r->t.p[e] != '/' && r->t.p[e] != '.'))
		return false;
	e++;
	if (!scan_num(r->t, &e, &d) || d < 1 || d > when_month_length(r->last_year, (int)m) ||
		!scan_eat(r->t, &e, S("前")))
		return false;
	struct phrase *p = phrase_add(r, PHRASE_DEADLINE, *i, e);
	p->to = (struct when_day){r->last_year, (int)m, (int)d};
	*i = e;
	return true;
}

/* 上、下半年各1次 */
static bool both_halves(struct phrase_reader *r, size_t *i)
{
	static const struct str halves[] = {SCAN_W("上、下半年各"), SCAN_W("上下半年各")};
	struct phrase_number c;
	size_t e = *i;
	if (scan_any(r->t, &e, halves, NELEM(halves)) < 0 || !phrase_find_count(r, e, &c))
		return false;
	struct phrase *p = phrase_add(r, PHRASE_QUOTA, *i, c.end);
	p->every = EVERY_HALF_YEAR;
	p->count = c.n;
	p->unit = c.unit;
	p->at_most = c.at_most;
	*i = c.end;
	return true;
}

/* 会前3日, 节前一周, 春运前: a moment that only the office can date, known by the 前 behind it. */
static bool before_moment(struct phrase_reader *r, size_t *i)
{
	static const struct str moments[] = {SCAN_W("会议召开前"), SCAN_W("节假日前"),
		SCAN_W("春运前"), SCAN_W("活动前"), SCAN_W("会前"), SCAN_W("节前"), SCAN_W("考前")};
	enum { NAMED = 3 }; /* the others are such a moment only with a length behind them */
	size_t e = *i;
	int k = scan_any(r->t, &e, moments, NELEM(moments));
	if (k < 0 || (!eat_ahead(r->t, &e) && k >= NAMED))
		return false;
	struct phrase *p = phrase_add(r, PHRASE_DEADLINE, with_preposition(r, *i), e);
	p->event = p->relative = true;
	*i = e;
	return true;
}

bool phrase_date(struct phrase_reader *r, size_t *i)
{
	size_t from = *i, e = *i;
	struct when w = {0}, w2;
	if (short_date(r, i) || both_halves(r, i))
		return true;
	if (!when_read(r->t, &e, base_of(r, 0), &w))
		return no_unit_yet(r, i) || blank_moment(r, i) || before_moment(r, i);
	if (w.year_given && !w.blank)
		r->last_year = w.hi.y;
	if (period_count(r, from, &e, &w) || whole_year(r, from, e)) {
		*i = e;
		return true;
	}
	phrase_eat_clock(r->t, &e);
	if (range_read(r, &e, &w, &w2)) {
		phrase_eat_clock(r->t, &e);
		*i = e;
		if (w2.year_given && !w2.blank)
			r->last_year = w2.hi.y;
		eat_bound(r->t, &e);
		add_range(r, from, &e, &w, &w2);
		*i = e;
		return true;
	}
	enum bound b = eat_bound(r->t, &e);
	if (w.grain == WHEN_EVENT && b == BOUND_BY)
		eat_ahead(r->t, &e);
	*i = e;
	size_t within = e;
	if (w.grain == WHEN_EVENT && b == BOUND_FROM && eat_span(r->t, &within))
		return true; /* 开学后两周内: the span says it */
	if (date_binds(r, from, e, &w, b))
		add_single(r, from, e, &w, b);
	return true;
}

/* The clause before the present one, or nothing where a sentence ends between them. */
static struct str clause_before(const struct phrase_reader *r)
{
	enum { FAR = 120 };
	size_t end = r->begin ? scan_back(r->whole, r->begin) : 0, i = end;
	if (!end || scan_at(r->whole, end) != ',')
		return STR_NONE;
	while (i > 0 && end - i < FAR) {
		size_t back = scan_back(r->whole, i);
		uint32_t c = scan_at(r->whole, back);
		if (c == ',' || c == ';' || c == 0x3002 || c == ':' || c == '(' || c == '\n')
			break;
		i = back;
	}
	return scan_trim(str_n(r->whole.p + i, end - i));
}

/* 收到线索后5日内, 发现火情10分钟内: what the span is counted from, when the text says it. */
static struct str trigger_before(const struct phrase_reader *r, size_t from)
{
	static const struct str ends[] = {
		SCAN_W("之日起"), SCAN_W("之后"), SCAN_W("起"), SCAN_W("后"), SCAN_W("时")};
	static const struct str heads[] = {
		SCAN_W("发现"), SCAN_W("接到"), SCAN_W("接"), SCAN_W("收到"), SCAN_W("发生")};
	struct str b = scan_trim(phrase_before(r, from)), own = phrase_before(r, from);
	if (b.n == 0)
		b = own = clause_before(r);
	return scan_ends(b, ends, NELEM(ends)) >= 0 || scan_starts(b, heads, NELEM(heads)) >= 0
		       ? own
		       : STR_NONE;
}

bool phrase_within(struct phrase_reader *r, size_t *i)
{
	/* 压缩至2个工作日以内 is a target for a service, not a date for a measure. */
	static const struct str targets[] = {
		SCAN_W("压缩至"),
		SCAN_W("压缩到"),
		SCAN_W("缩短至"),
		SCAN_W("缩短到"),
		SCAN_W("压减至"),
		SCAN_W("压减到"),
		SCAN_W("控制在"),
		SCAN_W("减少到"),
		SCAN_W("不超过"),
	};
	enum { HALF = -1 };
	size_t e = *i;
	int64_t n = 0;
	struct length within;
	bool blank = when_blank(r->t, &e);
	if (!blank && scan_eat(r->t, &e, S("半")))
		n = HALF;
	else if (!blank && !scan_num(r->t, &e, &n))
		return false;
	scan_blank(r->t, &e);
	if (r->mode == PHRASE_PROSE && preceded(r, *i, targets, NELEM(targets)))
		return false;
	if (n >= FIRST_CALENDAR_YEAR || !eat_length(r->t, &e, n, &within))
		return false;
	if (within.unit == LENGTH_YEAR && r->mode != PHRASE_FIELD)
		return false;
	scan_blank(r->t, &e);
	if (!scan_eat(r->t, &e, S("以")))
		scan_eat(r->t, &e, S("之"));
	if (!scan_eat(r->t, &e, S("内")))
		return false;
	struct str trigger = trigger_before(r, *i);
	const struct phrase *last = r->out.n ? &r->out.at[r->out.n - 1] : NULL;
	if (last && last->trigger.n && last->word.p >= r->t.p + r->begin)
		trigger = last->trigger; /* 接到线索后24小时内分办、10个工作日内办结 */
	bool adjacent = trigger.n && trigger.p + trigger.n == r->t.p + *i;
	struct phrase *p = phrase_add(r, PHRASE_DEADLINE, *i - (adjacent ? trigger.n : 0), e);
	p->relative = true;
	p->blank = blank;
	p->within = within;
	p->trigger = trigger;
	*i = e;
	return true;
}
