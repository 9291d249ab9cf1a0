/* phrase_rule.c — see phrase_rule.h. One function per kind of phrase; then they are joined. */
#include "calendar/phrase_int.h"
#include "calendar/phrase_rule.h"
#include "base/bug.h"
#include "base/map.h"
#include "base/vec.h"
#include "calendar/rule_type.h"

struct maker {
	struct arena *a;
	const struct phrase_rule_env *env;
	struct map names; /* of open parameters so far */
};

static struct str one(struct arena *a, const struct rule_type *type, const void *v)
{
	struct buf b = buf_in(a, 256);
	type->print(&b, v);
	return buf_view(&b);
}

/* What a person is asked for, by field. */
static struct str name_for_people(struct str field)
{
	static const struct {
		const char *field, *name;
	} rows[] = {{"by", "完成日期"}, {"review_every", "回看周期"}, {"every", "频次"},
		{"within", "期限"}, {"trigger", "起算点"}, {"from", "开始日期"},
		{"until", "结束日期"}, {"time", "时刻"}, {"targets", "覆盖对象"},
		{"ranges", "时段"}, {"min_per", "次数"}};
	for (size_t i = 0; i < NELEM(rows); i++)
		if (str_eq(field, str_of(rows[i].field)))
			return str_of(rows[i].name);
	return STR_NONE;
}

static void leave_open(struct maker *m, struct rule *r, const char *field, struct str proposal)
{
	struct str name = m->env->of_plan ? name_for_people(str_of(field)) : STR_NONE;
	rule_leave_open(m->a, r,
		(struct rule_open){.field = str_of(field), .name = name, .proposal = proposal});
}

static struct rule_texts list(struct maker *m, struct str s)
{
	struct str *at = arena_new(m->a, struct str);
	*at = s;
	return (struct rule_texts){at, 1};
}

static bool has_any(struct str s, const char *const *words)
{
	for (; *words; words++)
		if (str_has(s, str_of(*words)))
			return true;
	return false;
}

/* ---- dates ---- */

/* The last day of its month, and not written as a day: 6月底, 上半年, not 6月30日. */
static bool is_end_of_month(struct when_day d, struct str written)
{
	return d.d >= 28 && d.d == when_month_length(d.y ? d.y : 2024, d.m) &&
	       !str_has(written, S("日"));
}

static struct rule_date date_of(const struct maker *m, struct when_day d, struct str written)
{
	struct rule_date out = {.kind = DATE_FIXED, .month = d.m, .day = d.d};
	if (d.y && d.y != m->env->year)
		out.year = d.y;
	if (is_end_of_month(d, written) || (d.m == 2 && d.d == 28 && str_has(written, S("底"))))
		out.day = RULE_LAST_DAY;
	return out;
}

/* What stands behind 至 of a range. */
static struct str behind_to(struct str word)
{
	static const char *const signs[] = {"至", "到", "-"};
	for (size_t i = 0; i < NELEM(signs); i++) {
		ptrdiff_t at = str_find(word, str_of(signs[i]), 0);
		if (at > 0)
			return str_from(word, (size_t)at);
	}
	return word;
}

/* 春节前, 国庆节前: the day before that holiday. */
static bool eve_of(const struct maker *m, const struct phrase *p, struct rule_date *out)
{
	static const char *const names[] = {"元旦", "春节", "清明节", "清明", "劳动节", "五一",
		"端午节", "端午", "中秋节", "中秋", "国庆节", "国庆", "十一"};
	for (size_t i = 0; i < NELEM(names); i++) {
		ptrdiff_t at = str_find(p->word, str_of(names[i]), 0);
		if (at < 0 || !str_ends(p->word, S("前")) || str_has(p->word, S("季")))
			continue;
		*out = (struct rule_date){.kind = DATE_EVE, .holiday = str_of(names[i])};
		if (p->to.y && p->to.y != m->env->year)
			out->year = p->to.y;
		return true;
	}
	return false;
}

/* ---- time of day: 17:00, 下午5:00, 下午X:00, 17时 ---- */

static int number_at(struct str s, size_t *i)
{
	int n = -1;
	while (*i < s.n && s.p[*i] >= '0' && s.p[*i] <= '9' && n < 100)
		n = (n < 0 ? 0 : n) * 10 + (s.p[(*i)++] - '0');
	return n;
}

static bool clock_at(struct str s, size_t i, bool afternoon, int *minute)
{
	int h = number_at(s, &i), min = 0;
	if (h < 0)
		return false;
	if (i < s.n && s.p[i] == ':') {
		i++;
		min = number_at(s, &i);
	} else if (!str_starts(str_from(s, i), S("时")) && !str_starts(str_from(s, i), S("点")))
		return false;
	*minute = (afternoon && h < 12 ? h + 12 : h) * 60 + min;
	return min >= 0 && min < 60 && *minute > 0 && *minute <= 1440;
}

static void take_clock(struct maker *m, const struct phrase *p, struct rule *r)
{
	ptrdiff_t pm = str_find(p->text, S("下午"), 0);
	size_t i = pm < 0 ? 0 : (size_t)pm + 6;
	if (pm >= 0 && i < p->text.n && (p->text.p[i] == 'X' || p->text.p[i] == 'x')) {
		leave_open(m, r, "time", S("12:00..23:59"));
		return;
	}
	for (; i < p->text.n; i++) {
		bool digit = p->text.p[i] >= '0' && p->text.p[i] <= '9';
		if (digit && clock_at(p->text, i, pm >= 0, &r->time))
			return;
		while (digit && i + 1 < p->text.n && p->text.p[i + 1] >= '0' &&
			p->text.p[i + 1] <= '9')
			i++;
	}
	r->time = 0;
}

/* ---- content ---- */

static struct str behind_word(const struct phrase *p)
{
	const char *end = p->word.p + p->word.n;
	if (p->word.p < p->text.p || end > p->text.p + p->text.n)
		return STR_NONE;
	return str_trim(str_n(end, (size_t)(p->text.p + p->text.n - end)));
}

/* A label of a rule is short and on one line; running text is not one. */
static bool is_label(struct str s)
{
	enum { LONG = 300 };
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7F)
			return false;
	return s.n > 0 && s.n <= LONG;
}

static void add_text(struct maker *m, struct rule_texts *t, size_t *room, struct str s)
{
	s = str_trim(s);
	if (!is_label(s) || t->n == RULE_LIST_MAX)
		return;
	if (t->n == *room) {
		t->at = arena_grow(m->a, t->at, t->n * sizeof *t->at, (t->n + 8) * sizeof *t->at);
		*room = t->n + 8;
	}
	t->at[t->n++] = s;
}

/* 有动态进展和工作成效 → 动态进展, 工作成效; 完成数据分析和防范措施 → 数据分析, 防范措施; 完成. */
static struct rule_texts content_of(struct maker *m, const struct phrase *p)
{
	struct rule_texts out = {0};
	size_t room = 0;
	struct str s = behind_word(p);
	if (str_eq(s, S("完成")) || str_eq(s, S("前完成"))) {
		add_text(m, &out, &room, S("完成"));
		return out;
	}
	if (str_starts(s, S("完成")))
		s = str_from(s, 6);
	else if (str_starts(s, S("有")))
		s = str_from(s, 3);
	else
		return out;
	while (s.n) {
		struct str part = str_cut(&s, S("、"));
		struct str first = str_cut(&part, S("和"));
		add_text(m, &out, &room, first);
		add_text(m, &out, &room, part);
	}
	return out;
}

/* ---- kinds ---- */

/* 收到之日起 → 收到 */
static struct str bare_trigger(struct str s)
{
	static const char *const tails[] = {"起", "之日", "后", "之后", "以后", "时"};
	for (size_t i = 0; i < NELEM(tails); i++)
		if (str_ends(s, str_of(tails[i])) && s.n > str_of(tails[i]).n)
			s = str_first(s, s.n - str_of(tails[i]).n);
	if (str_starts(s, S("自")) || str_starts(s, S("从")) || str_starts(s, S("在")))
		s = str_from(s, 3);
	return str_trim(s);
}

static bool from_within(struct maker *m, const struct phrase *p, struct rule *r)
{
	static const char *const issue[] = {"印发", "发布", "公布", "下发", NULL};
	struct length l = p->within;
	if (l.n > LENGTH_MAX)
		return false;
	if (has_any(p->trigger, issue) && !length_is_clock(l)) {
		*r = (struct rule){.kind = RULE_MILESTONE,
			.by = {.kind = DATE_ISSUE, .plus = l},
			.content = content_of(m, p)};
		return true;
	}
	*r = (struct rule){.kind = RULE_EVENT, .within = l};
	if (is_label(bare_trigger(p->trigger)))
		r->trigger = list(m, bare_trigger(p->trigger));
	else if (m->env->of_plan && is_label(p->text))
		r->trigger = list(m, p->text);
	else
		leave_open(m, r, "trigger", STR_NONE);
	return true;
}

/* 在7月下旬 is a window of ten days; 7月下旬前 is a deadline. */
static bool from_ten_days(struct maker *m, const struct phrase *p, struct rule *r)
{
	if (!str_has(p->word, S("旬")) || str_has(p->word, S("前")) || !p->to.m)
		return false;
	struct rule_date until = date_of(m, p->to, S("日")), from = until;
	from.day = p->to.d > 20 ? 21 : p->to.d > 10 ? 11 : 1;
	*r = (struct rule){.kind = RULE_WINDOW, .from = from, .until = until};
	return true;
}

static bool is_random(struct str text)
{
	static const char *const visits[] = {"暗访", "明查", "抽查", NULL};
	static const char *const often[] = {"不定期", "不定时", "随机", "常态", "日常", NULL};
	static const char *const rounds[] = {"督查", "检查", "巡查", "督导", "回访", NULL};
	static const char *const unsaid[] = {"不定期", "不定时", "随机", "不打招呼", NULL};
	return (has_any(text, visits) && has_any(text, often)) ||
	       (has_any(text, rounds) && has_any(text, unsaid));
}

static bool from_random(struct maker *m, struct rule *r)
{
	*r = (struct rule){.kind = RULE_RANDOM, .unannounced = true};
	leave_open(m, r, "min_per", STR_NONE);
	return true;
}

/* What no date grammar knows but a rule is: round the clock, same day, a limit set on each item. */
static bool from_unknown(struct maker *m, const struct phrase *p, struct rule *r)
{
	if (is_random(p->text))
		return from_random(m, r);
	if (str_has(p->text, S("24小时")) && !str_has(p->text, S("内"))) {
		*r = (struct rule){.kind = RULE_CONTINUOUS, .hours = {0, 1440, false}};
		return true;
	}
	static const char *const same_day[] = {"当日办", "当天办", "即日办", "当日完成", NULL};
	bool workday = str_has(p->text, S("工作日办结"));
	if (workday || has_any(p->text, same_day)) {
		*r = (struct rule){.kind = RULE_EVENT,
			.trigger = list(m, S("受理申请")),
			.within = {workday ? LENGTH_WORKDAY : LENGTH_DAY, 0},
			.content = list(m, S("办结"))};
		return true;
	}
	if (str_has(p->text, S("时限"))) {
		*r = (struct rule){.kind = RULE_MILESTONE, .by = {.kind = DATE_ITEM}};
		return true;
	}
	return false;
}

/* 全覆盖: one obligation for each target; which they are is asked (T-13, T-47). */
static void cover(struct maker *m, const struct phrase *p, struct rule *r)
{
	r->kind = RULE_COVER;
	r->min = 1;
	struct rule_texts said = is_label(p->targets) ? list(m, p->targets)
						      : (struct rule_texts){0};
	leave_open(m, r, "targets", said.n ? one(m->a, &rule_type_texts, &said) : STR_NONE);
}

static bool from_deadline(struct maker *m, const struct phrase *p, struct rule *r)
{
	if (p->done)
		return false;
	if (length_is_set(p->within))
		return from_within(m, p, r);
	if (p->unknown)
		return from_unknown(m, p, r);
	if (from_ten_days(m, p, r))
		return true;
	if (p->event && (str_has(p->text, S("期间")) || str_has(p->text, S("前后")))) {
		*r = (struct rule){.kind = RULE_PERIOD};
		leave_open(m, r, "ranges", STR_NONE);
		return true;
	}
	*r = (struct rule){.kind = RULE_MILESTONE, .content = content_of(m, p)};
	take_clock(m, p, r);
	if (eve_of(m, p, &r->by))
		return true;
	if (str_has(p->word, S("时间节点"))) {
		r->by = (struct rule_date){.kind = DATE_PLAN};
		return true;
	}
	if (p->to.m && !p->blank)
		r->by = date_of(m, p->to, p->word);
	if (p->cover)
		cover(m, p, r);
	if (!p->to.m || p->blank)
		leave_open(m, r, "by", STR_NONE);
	else if (p->impossible || p->vague) /* a person confirms */
		leave_open(m, r, "by", one(m->a, &rule_type_date, &r->by));
	return true;
}

static bool from_range(struct maker *m, const struct phrase *p, struct rule *r)
{
	bool from = p->from.m && !p->blank, until = p->to.m && !p->blank;
	*r = (struct rule){.kind = RULE_WINDOW};
	if (from)
		r->from = date_of(m, p->from, S("日"));
	else if (str_has(p->word, S("即日起")))
		r->from = (struct rule_date){.kind = DATE_ISSUE};
	if (until)
		r->until = date_of(m, p->to, behind_to(p->word));
	if (p->blank) {
		leave_open(m, r, "from", STR_NONE);
		leave_open(m, r, "until", STR_NONE);
		return true;
	}
	if (p->event && !from && !until) { /* 汛期结束后 */
		*r = (struct rule){.kind = RULE_MILESTONE};
		leave_open(m, r, "by", STR_NONE);
		return true;
	}
	if (until && !r->from.kind)
		*r = (struct rule){.kind = RULE_MILESTONE, .by = r->until};
	if (!until) {
		*r = (struct rule){.kind = RULE_STANDING, .from = r->from};
		leave_open(m, r, "review_every", rule_every_name(m->env->review));
	}
	return true;
}

/* 每季度结束后10日内, 每月后5个工作日内: periods end with a month, so that is a day of the next. */
static bool after_end(const struct phrase *p, struct rule_due *d)
{
	ptrdiff_t end = str_find(p->word, S("后"), 0);
	size_t at = (size_t)end + 3;
	if (end < 0 || p->every < EVERY_MONTH)
		return false;
	int n = number_at(p->word, &at);
	if (n < 1 || n > 31)
		return false;
	bool works = str_starts(str_from(p->word, at), S("个工作日"));
	*d = (struct rule_due){.kind = works ? DUE_WORKDAY : DUE_DAY, .in = DUE_NEXT, .n = n};
	return true;
}

static struct rule_due due_of_cadence(const struct maker *m, const struct phrase *p)
{
	struct rule_due d = {0};
	if (p->every == EVERY_YEAR && p->to.m) {
		struct rule_date by = date_of(m, p->to, p->word);
		return (struct rule_due){.kind = DUE_DATE, .month = by.month, .n = by.day};
	}
	if (p->workday)
		return (struct rule_due){.kind = DUE_WORKDAY,
			.in = p->next_month ? DUE_NEXT : DUE_LAST,
			.n = p->workday};
	if (p->month_end)
		return (struct rule_due){.kind = DUE_DAY,
			.in = p->first_month ? DUE_FIRST : DUE_LAST,
			.n = RULE_LAST_DAY};
	if (!p->day_of_period) {
		if (after_end(p, &d))
			return d;
		if (p->every == EVERY_MONTH && str_starts(p->word, S("按月")))
			d.kind = DUE_CAMPAIGN;
		return d;
	}
	d.kind = p->every == EVERY_WEEK || p->every == EVERY_TWO_WEEK ? DUE_WEEKDAY : DUE_DAY;
	d.in = p->next_month ? DUE_NEXT : p->first_month ? DUE_FIRST : DUE_LAST;
	d.n = p->day_of_period;
	/* A day of the month inside a shorter period says nothing we can keep. */
	return d.kind == DUE_DAY && p->every < EVERY_MONTH ? (struct rule_due){0} : d;
}

static bool from_cadence(struct maker *m, const struct phrase *p, struct rule *r)
{
	if (!p->every)
		return false;
	*r = (struct rule){.kind = RULE_RECUR,
		.every = p->every,
		.due = due_of_cadence(m, p),
		.content = content_of(m, p)};
	if (p->from.m)
		r->from = date_of(m, p->from, S("日"));
	take_clock(m, p, r);
	return true;
}

/* 每月, 按季, 半月一调度; not 年内, 全年. */
static bool says_period(struct str word)
{
	static const char *const heads[] = {"每", "于每", "在每", "按", "逐", "隔", "逢", "一",
		"周", "月", "季", "旬", "半", "双", NULL};
	for (const char *const *h = heads; *h; h++)
		if (str_starts(word, str_of(*h)))
			return true;
	return false;
}

/* 每半年至少一次 recurs; 每月2个工作日, 年内2次, at most, and what each leader owes are counters. */
static bool from_quota(struct maker *m, const struct phrase *p, struct rule *r)
{
	bool events = p->unit == UNIT_EVENT || p->unit == UNIT_NONE;
	if (p->count < 1)
		return false;
	if (p->every && events && !p->at_most && !p->subject &&
		(says_period(p->word) || p->to.m || p->day_of_period)) {
		*r = (struct rule){.kind = RULE_RECUR,
			.every = p->every,
			.min = p->count,
			.due = due_of_cadence(m, p)};
		return true;
	}
	*r = (struct rule){.kind = RULE_QUOTA,
		.per = p->every ? p->every : EVERY_CAMPAIGN,
		.unit = p->unit,
		.per_subject = p->subject};
	*(p->at_most ? &r->max : &r->min) = p->count;
	if (p->to.m)
		r->until = date_of(m, p->to, p->word);
	return true;
}

static bool from_word(struct maker *m, const struct phrase *p, struct rule *r)
{
	*r = (struct rule){.kind = RULE_UNSPEC, .word = str_trim(p->word)};
	leave_open(m, r, "every", STR_NONE);
	return true;
}

static bool from_standing(struct maker *m, const struct phrase *p, struct rule *r)
{
	static const char *const usual[] = {"常态", "经常", "日常", NULL};
	if (is_random(p->text))
		return from_random(m, r);
	if (has_any(p->word, usual))
		return from_word(m, p, r);
	*r = (struct rule){.kind = RULE_STANDING};
	bool throughout = str_has(p->word, S("贯穿")); /* a month without an entry is flagged */
	if (throughout) {
		r->from = (struct rule_date){.kind = DATE_START};
		r->until = (struct rule_date){.kind = DATE_END};
	}
	leave_open(
		m, r, "review_every", rule_every_name(throughout ? EVERY_MONTH : m->env->review));
	return true;
}

/* 立行立改 in a plan: from its issue, so many days as a person confirms. */
static bool from_at_once(struct maker *m, struct rule *r)
{
	struct rule_date by = {.kind = DATE_ISSUE, .plus = m->env->at_once};
	*r = (struct rule){.kind = RULE_MILESTONE};
	leave_open(m, r, "by", length_is_set(by.plus) ? one(m->a, &rule_type_date, &by) : STR_NONE);
	return true;
}

/* 接到举报后及时核实: what comes before decides when the clock starts. */
static struct str before_word(const struct phrase *p)
{
	static const char *const ends[] = {"后", "时", "之日起"};
	struct str head = str_n(p->text.p, (size_t)(p->word.p - p->text.p));
	for (size_t i = 0; i < NELEM(ends); i++)
		if (str_ends(head, str_of(ends[i])) && head.n > str_of(ends[i]).n)
			return bare_trigger(head);
	return STR_NONE;
}

/* Convention 8: 及时, 立即 … never become a number. */
static bool from_soon(struct maker *m, const struct phrase *p, struct rule *r)
{
	if (m->env->of_plan)
		return p->kind == PHRASE_IMMEDIATE && from_at_once(m, r);
	*r = (struct rule){.kind = RULE_EVENT};
	struct str said = before_word(p);
	if (is_label(said))
		r->trigger = list(m, said);
	else if (p->kind == PHRASE_IMMEDIATE)
		r->trigger = list(m, S("发现问题"));
	else
		leave_open(m, r, "trigger", STR_NONE);
	leave_open(m, r, "within",
		p->kind == PHRASE_IMMEDIATE && length_is_set(m->env->at_once)
			? one(m->a, &rule_type_length, &m->env->at_once)
			: STR_NONE);
	return true;
}

static bool from_vague(struct maker *m, const struct phrase *p, struct rule *r)
{
	static const char *const soon[] = {
		"及时", "迅速", "尽快", "第一时间", "立即", "随时", NULL};
	if (str_has(p->word, S("限期"))) {
		*r = (struct rule){.kind = RULE_MILESTONE, .by = {.kind = DATE_ITEM}};
		return true;
	}
	if (has_any(p->word, soon))
		return from_soon(m, p, r);
	if (str_has(p->word, S("不定期")) || is_random(p->text))
		return from_random(m, r);
	return from_word(m, p, r);
}

/* Words that give no rule: a date that a person fills in. */
static bool by_hand(struct maker *m, const struct phrase *p, struct rule *r)
{
	if (!m->env->of_plan || p->done)
		return false;
	*r = (struct rule){.kind = RULE_MILESTONE};
	leave_open(m, r, "by", STR_NONE);
	return true;
}

static bool rule_of(struct maker *m, const struct phrase *p, struct rule *r)
{
	if (p->own)
		return phrase_named_rule(m->a, p, r);
	switch (p->kind) {
	case PHRASE_DEADLINE:
		return from_deadline(m, p, r) || by_hand(m, p, r);
	case PHRASE_RANGE:
		return from_range(m, p, r) || by_hand(m, p, r);
	case PHRASE_CADENCE:
		return from_cadence(m, p, r);
	case PHRASE_QUOTA:
		return from_quota(m, p, r);
	case PHRASE_STANDING:
		return from_standing(m, p, r);
	case PHRASE_IMMEDIATE:
		return from_soon(m, p, r);
	case PHRASE_UNSPEC:
		return from_vague(m, p, r);
	}
	BUG("no such kind of phrase");
}

/* ---- joining ---- */

/* A field that is only partly understood keeps what was; the rest is the reader's question. 6月、12月
 * 各1次 counts nothing beyond its dates. */
static bool says_nothing_new(const struct phrases *list, size_t i)
{
	const struct phrase *p = &list->at[i], *before = i ? p - 1 : NULL;
	if (p->unknown)
		return list->n > 1;
	return p->kind == PHRASE_QUOTA && !p->every && before && before->kind == PHRASE_DEADLINE &&
	       str_ends(before->text, S("各"));
}

/* 每月有动态进展，12月底前完成: the progress reports end with the measure. */
static void end_recurrences(struct rule *parts, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		const struct rule *by = &parts[i];
		for (size_t k = 0; by->kind == RULE_MILESTONE && by->by.kind == DATE_FIXED && k < i;
			k++)
			if (parts[k].kind == RULE_RECUR && parts[k].until.kind == DATE_NONE)
				parts[k].until = by->by;
	}
}

/* Two phrases are two questions: the same name would be one answer for both. */
static void name_apart(struct maker *m, struct rule *r, size_t part)
{
	for (size_t i = 0; i < r->open.n; i++) {
		struct rule_open *o = &r->open.at[i];
		if (map_set(&m->names, o->name, m))
			o->name = str_fmt(m->a, "%.*s%zu", STR_ARG(o->name), part + 1);
	}
}

bool phrase_rule(struct arena *a, const struct phrases *phrases, const struct phrase_rule_env *env,
	struct rule *out)
{
	struct maker m = {a, env, map_in(a)};
	VEC(struct rule) now = {0}, after = {0};
	for (size_t i = 0; i < phrases->n && now.n + after.n + 2 < RULE_NODES_MAX; i++) {
		const struct phrase *p = &phrases->at[i];
		struct rule r;
		if (says_nothing_new(phrases, i) || !rule_of(&m, p, &r))
			continue;
		name_apart(&m, &r, now.n + after.n);
		if (p->sequel && now.n)
			*vec_add(a, &after) = r;
		else
			*vec_add(a, &now) = r;
	}
	if (!now.n)
		return false;
	end_recurrences(now.at, now.n);
	*out = rule_join(RULE_AND, now.at, now.n);
	if (after.n) {
		struct rule *both = arena_array(a, 2, sizeof *both);
		both[0] = *out;
		both[1] = rule_join(RULE_AND, after.at, after.n);
		*out = rule_join(RULE_SEQ, both, 2);
	}
	struct rule_error err; /* a field of a hundred clauses is no rule */
	return rule_check(a, out, &err);
}
