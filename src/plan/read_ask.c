/* read_ask.c — what must be asked before the plan can be issued (PLAN-09, 28, 52, TIME-27, N2).
 *
 * Every gap and every guess is a question with a code that never changes:
 *
 *	blank-deadline    X月 in a time field        blank-text     X, XX elsewhere
 *	blank-time        下午X：00
 *	no-lead           responsible, no lead       no-unit        a time, nobody responsible
 *	no-deadline       units, no time             time-unknown   no words of time we know
 *	open-list         等                         unit-open      有关单位, 相关部门
 *	unit-collective   全局各部门                 same-as-above  同上
 *	vague-frequency   定期, 经常, 常态化         vague-speed    及时, 尽快, 适时
 *	immediate         立行立改: how many days    review-period  长期坚持: how often
 *	no-year           dates without any year     year-guess     the year was inferred
 *	impossible-date   2月30日                    stage-order    first later than second
 *	before-issue      due before the plan        event-date     汛期前, 春节前
 *	no-trigger        N日内, from when           edge-date      6月中旬前, 6月前
 *	same-day          在组建…的同时              longest-gap, find-to-act  无死角…不拖延
 *	outcome           有明显改观: who judges     list-missing   “五自三为三步”
 *	cover-targets     全覆盖: of what
 *	declared-once     不再逐一列出: whom            number-repeated, number-skipped,
 *	number-damaged    L机动车, （S）                 no-measures
 */
#include "base/bug.h"
#include "base/map.h"
#include "base/scan.h"
#include "base/utf8.h"
#include "plan/read_int.h"

/* Why each question is asked; the code itself says what. */
static const struct {
	struct str code, why;
} reasons[] = {
	{SCAN_W("blank-text"), SCAN_W("原文留有空白，方案下发前必须填实。")},
	{SCAN_W("blank-deadline"), SCAN_W("原文留有空白，方案下发前必须填实。")},
	{SCAN_W("blank-time"), SCAN_W("原文留有空白，方案下发前必须填实。")},
	{SCAN_W("time-unknown"), SCAN_W("时限栏里的文字不是日期，也不是周期。")},
	{SCAN_W("event-date"), SCAN_W("时限挂在一件事上，日历里没有这件事的日期。")},
	{SCAN_W("no-trigger"), SCAN_W("原文只写了期限，没有写起算点。")},
	{SCAN_W("impossible-date"), SCAN_W("日历上没有这一天，暂按该月最后一天读。")},
	{SCAN_W("same-day"), SCAN_W("原文只说“同时”，没有写最迟多久。")},
	{SCAN_W("longest-gap"), SCAN_W("原文没有写间隔，“无死角”要有最长间隔才看得出来。")},
	{SCAN_W("find-to-act"), SCAN_W("原文没有写天数，“不拖延”要有期限才看得出来。")},
	{SCAN_W("edge-date"), SCAN_W("“前”可以指这一段的开头，也可以指末尾，暂按末尾读。")},
	{SCAN_W("immediate"), SCAN_W("原文没有写天数，时限未量化。")},
	{SCAN_W("review-period"), SCAN_W("长期任务没有终点，要定期回头看。")},
	{SCAN_W("outcome"), SCAN_W("完成与否要看效果，需要指标、依据和评定人。")},
	{SCAN_W("stage-order"), SCAN_W("同一任务的阶段应当由早到晚。")},
	{SCAN_W("before-issue"), SCAN_W("时限不能早于方案的日期。")},
	{SCAN_W("vague-speed"), SCAN_W("原文没有写天数；不填则只计时、不判逾期。")},
	{SCAN_W("vague-frequency"), SCAN_W("原文没有写次数，下发前须定下来。")},
	{SCAN_W("cover-targets"), SCAN_W("全覆盖要按对象逐个销账；不列对象就只看完成日期。")},
	{SCAN_W("same-as-above"), SCAN_W("单独下发时看不到上一项。")},
	{SCAN_W("unit-open"), SCAN_W("原文没有点名，无法自动确定。")},
	{SCAN_W("unit-collective"), SCAN_W("集体名称要展开成一个个单位，各自报送。")},
	{SCAN_W("open-list"), SCAN_W("“等”表示没有列完。")},
	{SCAN_W("no-lead"), SCAN_W("只写了责任单位；暂以排在第一位的为牵头。")},
	{SCAN_W("no-unit"), SCAN_W("没有单位就没有人报送。")},
	{SCAN_W("no-deadline"), SCAN_W("其他任务有时限，这一项没有。")},
	{SCAN_W("number-damaged"), SCAN_W("原文序号识别有误，按前后顺序推断。")},
	{SCAN_W("number-repeated"), SCAN_W("同一级里序号重复，已按两项分别读取。")},
	{SCAN_W("number-skipped"), SCAN_W("序号不连续，原文可能缺页或漏项。")},
	{SCAN_W("list-missing"), SCAN_W("方案提到了这份清单，文中没有列出。")},
	{SCAN_W("no-year"), SCAN_W("没有年份，日期无法确定。")},
	{SCAN_W("year-guess"), SCAN_W("标题、文号和落款都没有年份，按文中出现最多的年份推断。")},
	{SCAN_W("declared-once"), SCAN_W("单位只在一处写明，各项任务里没有重复。")},
	{SCAN_W("no-measures"), SCAN_W("文中没有责任单位、完成时限等内容。")},
};

static void ask(struct reader *r, int node, struct str code, struct span span, struct str text,
	struct str propose)
{
	struct str why = STR_NONE;
	for (size_t k = 0; k < NELEM(reasons); k++)
		if (str_eq(reasons[k].code, code))
			why = reasons[k].why;
	AN(why.n);
	if (r->questions.n < READ_MAX_QUESTIONS)
		*vec_add(r->a, &r->questions) = (struct read_question){
			code, node, span, text, propose, why};
}

static struct str quote(struct reader *r, struct str s)
{
	enum { LONGEST = 30 };
	struct str head = utf8_first(s, LONGEST);
	return str_fmt(r->a, "“%.*s%s”", STR_ARG(head), head.n < s.n ? "…" : "");
}

/* --- times --- */

/* The clause a word stands in: 接到举报后及时核实. */
static struct str clause_of(const struct reader *r, struct str word)
{
	enum { FAR = 60 };
	static const struct str marks[] = {SCAN_W(","), SCAN_W("。"), SCAN_W(";"), SCAN_W(":"),
		SCAN_W("\n"), SCAN_W("("), SCAN_W(")"), SCAN_W("|"), SCAN_W("\t")};
	size_t at = (size_t)(word.p - r->t.p), from = at, to = at + word.n;
	while (from > 0 && at - from < FAR &&
		scan_starts(str_from(r->t, scan_back(r->t, from)), marks, NELEM(marks)) < 0)
		from = scan_back(r->t, from);
	while (to < r->t.n && to - at < FAR &&
		scan_starts(str_from(r->t, to), marks, NELEM(marks)) < 0)
		to = scan_step(r->t, to);
	return read_source_of(r, scan_trim(str_n(r->t.p + from, to - from)));
}

/* What comes in one by one is counted from its coming, not from the plan. */
static bool is_case(struct str clause)
{
	static const struct str words[] = {SCAN_W("诉求"), SCAN_W("投诉"), SCAN_W("举报"),
		SCAN_W("信访"), SCAN_W("申请"), SCAN_W("线索"), SCAN_W("案"), SCAN_W("隐患"),
		SCAN_W("险情"), SCAN_W("答复"), SCAN_W("上报"), SCAN_W("报告"), SCAN_W("办结"),
		SCAN_W("核实"), SCAN_W("处置"), SCAN_W("到岗"), SCAN_W("到场"), SCAN_W("回应")};
	return scan_has(clause, words, NELEM(words)) >= 0;
}

/* What phrase_named.c leaves open: how soon, and how far apart. */
static void ask_own(struct reader *r, int k, const struct read_timing *t)
{
	struct str q = quote(r, t->text);
	if (t->phrase.own == PHRASE_TOGETHER)
		ask(r, k, S("same-day"), t->span,
			str_fmt(r->a, "%.*s 最迟在多长时间以内？", STR_ARG(q)), S("当天"));
	if (t->phrase.own != PHRASE_NO_GAP)
		return;
	ask(r, k, S("longest-gap"), t->span,
		str_fmt(r->a, "%.*s 对同一个单位，两次督察之间最长隔多久？", STR_ARG(q)), STR_NONE);
	ask(r, k, S("find-to-act"), t->span,
		str_fmt(r->a, "%.*s 发现问题以后，多长时间以内处置？", STR_ARG(q)), STR_NONE);
}

static void ask_timing(struct reader *r, int k, const struct read_timing *t)
{
	const struct phrase *p = &t->phrase;
	struct str q = quote(r, t->text);
	ask_own(r, k, t);
	if (p->blank)
		ask(r, k, t->prose ? S("blank-text") : S("blank-deadline"), t->span,
			str_fmt(r->a, "%.*s 没有填写，是哪一天？", STR_ARG(q)), STR_NONE);
	else if (str_has(t->rule, S("time:param:")))
		ask(r, k, S("blank-time"), t->span,
			str_fmt(r->a, "%.*s 没有填写，是几点？", STR_ARG(q)), STR_NONE);
	if (p->unknown)
		ask(r, k, S("time-unknown"), t->span,
			str_fmt(r->a, "时限 %.*s 是什么意思？请填写日期或周期。", STR_ARG(q)),
			STR_NONE);
	else if (p->event && !str_has(t->rule, S("eve/"))) /* 国庆节前 is in the calendar */
		ask(r, k, S("event-date"), t->span, str_fmt(r->a, "%.*s 对应哪一天？", STR_ARG(q)),
			STR_NONE);
	else if (p->relative && !p->trigger.n && length_is_set(p->within))
		ask(r, k, S("no-trigger"), t->span,
			str_fmt(r->a, "%.*s 从什么时候起算？", STR_ARG(q)),
			is_case(clause_of(r, p->word)) ? S("收到或发现") : S("自方案印发之日起算"));
	if (p->impossible)
		ask(r, k, S("impossible-date"), t->span,
			str_fmt(r->a, "%.*s 这一天不存在，应是哪一天？", STR_ARG(q)), t->date);
	if (p->vague)
		ask(r, k, S("edge-date"), t->span, str_fmt(r->a, "%.*s 到哪一天为止？", STR_ARG(q)),
			t->date);
	if (p->cover)
		ask(r, k, S("cover-targets"), t->span,
			str_fmt(r->a, "%.*s 要覆盖哪些对象？请用顿号隔开。", STR_ARG(q)),
			p->targets.n ? read_source_of(r, p->targets) : S("不列对象"));
	if (t->kind == PHRASE_IMMEDIATE)
		ask(r, k, S("immediate"), t->span, str_fmt(r->a, "%.*s 给几天？", STR_ARG(q)),
			STR_NONE);
	if (t->kind == PHRASE_STANDING)
		ask(r, k, S("review-period"), t->span,
			str_fmt(r->a, "%.*s 多久检查一次？", STR_ARG(q)), S("每季度"));
	if (phrase_is_outcome(t->text))
		ask(r, k, S("outcome"), t->span,
			str_fmt(r->a, "%.*s 由谁按什么标准评定？", STR_ARG(q)),
			S("由责任单位以外的人评定"));
}

static bool is_dated(const struct read_timing *t)
{
	return t->kind == PHRASE_DEADLINE && t->date.n && !t->phrase.done;
}

/* Of two deadlines of one field the first must not be the later one; none may pass before the plan
 * is issued. */
static void ask_order(struct reader *r, int k, const struct read_node *n)
{
	const struct read_timing *last = NULL;
	for (size_t i = 0; i < n->timings.n; i++) {
		const struct read_timing *t = &n->timings.at[i];
		if (!is_dated(t))
			continue;
		if (last && !t->prose && !last->prose &&
			when_before(t->phrase.to, last->phrase.to)) {
			struct str before = quote(r, last->text);
			struct str after = quote(r, t->text);
			ask(r, k, S("stage-order"), t->span,
				str_fmt(r->a, "前一步 %.*s 晚于后一步 %.*s，哪个写错了？",
					STR_ARG(before), STR_ARG(after)),
				STR_NONE);
		}
		last = t;
		if (r->issued.m && t->phrase.to.y && when_before(t->phrase.to, r->issued)) {
			struct str said = quote(r, t->text);
			ask(r, k, S("before-issue"), t->span,
				str_fmt(r->a, "%.*s 早于方案印发日期，年份是否写错？",
					STR_ARG(said)),
				STR_NONE);
		}
	}
}

static bool is_speed(struct str word)
{
	static const struct str words[] = {
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
	return scan_starts(word, words, NELEM(words)) >= 0;
}

/* （二）定期调度。各单位每月…: a heading's word that the text below puts in numbers. */
static bool is_explained(const struct read_draft *d, struct str word)
{
	const struct str head = d->title_text;
	if (word.p < head.p || word.p >= head.p + head.n)
		return false;
	for (size_t k = 0; k < d->pub.timings.n; k++)
		if (d->pub.timings.at[k].phrase.every || d->pub.timings.at[k].date.n)
			return true;
	return false;
}

/* 限期整改 beside 整改时限：6月30日前. What comes in one by one (意见限期办理) has days of its own. */
static bool is_dated_by_field(const struct reader *r, const struct read_draft *d, struct str word)
{
	if (!str_starts(str_n(word.p, (size_t)(r->t.p + r->t.n - word.p)), S("限期整改")))
		return false;
	for (size_t k = 0; d->has_time_field && k < d->pub.timings.n; k++)
		if (!d->pub.timings.at[k].prose && d->pub.timings.at[k].date.n)
			return true;
	return false;
}

/* One question for each word of an item: the answer is the same wherever it stands there. */
static void ask_vague(struct reader *r, int k, const struct read_draft *d)
{
	for (size_t i = 0; i < d->vague.n; i++) {
		struct str word = d->vague.at[i].word;
		bool again = false;
		for (size_t j = 0; j < i; j++)
			again = again || str_eq(d->vague.at[j].word, word);
		if (again || is_explained(d, word) || is_dated_by_field(r, d, word))
			continue;
		if (is_speed(word)) {
			struct str said = quote(r, clause_of(r, word));
			ask(r, k, S("vague-speed"), read_span(r, word),
				str_fmt(r->a, "%.*s 是指几天以内？", STR_ARG(said)), S("不设期限"));
		} else
			ask(r, k, S("vague-frequency"), read_span(r, word),
				str_fmt(r->a, "“%.*s”是多久一次？", STR_ARG(word)), S("每月一次"));
	}
}

/* --- units --- */

/* A collective or open name is asked about once: the answer is the same for every measure. */
static bool asked_before(struct reader *r, struct str name)
{
	return map_set(&r->asked, name, r) != NULL;
}

static void ask_names(struct reader *r, int k, const struct read_node *n)
{
	for (int role = 0; role < READ_ROLES; role++) {
		for (size_t i = 0; i < n->names[role].n; i++) {
			const struct read_name *x = &n->names[role].at[i];
			struct str q = quote(r, x->text);
			if (str_eq(x->text, S("同上")))
				ask(r, k, S("same-as-above"), x->span, S("“同上”指谁？"),
					S("与上一项相同"));
			if (x->open && !asked_before(r, x->text))
				ask(r, k, S("unit-open"), x->span,
					str_fmt(r->a, "%.*s 是哪些单位？", STR_ARG(q)), STR_NONE);
			if (x->collective && !asked_before(r, x->text))
				ask(r, k, S("unit-collective"), x->span,
					str_fmt(r->a, "%.*s 包括哪些单位？", STR_ARG(q)),
					S("按下发当日的单位分组展开"));
			if (x->and_others)
				ask(r, k, S("open-list"), x->span,
					str_fmt(r->a, "%.*s 后面的“等”还包括谁？", STR_ARG(q)),
					S("只按已列出的单位"));
		}
	}
}

/* （一）教育惠民　牵头单位：A: what stands below it is most likely A's too. */
static const struct read_name *unit_above(const struct reader *r, int parent)
{
	if (parent < 0)
		return NULL;
	const struct read_node *up = &r->nodes.at[parent].pub;
	for (int role = READ_LEAD; role <= READ_RESPONSIBLE; role++)
		if (up->names[role].n)
			return &up->names[role].at[0];
	return NULL;
}

/* What a plan says of its tasks somewhere is missing where it does not. */
struct used {
	bool leads, times;
};

static void ask_gaps(struct reader *r, int k, const struct read_node *n, struct used used)
{
	bool lead = n->names[READ_LEAD].n, responsible = n->names[READ_RESPONSIBLE].n;
	const struct read_names *all = &n->names[READ_RESPONSIBLE];
	const struct read_name *first = responsible ? &all->at[0] : NULL;
	/* In a plan without leads one unit by itself reports and owns the measure (PLAN-07). */
	bool alone = !used.leads && all->n == 1 && !first->and_others;
	const struct read_name *above = unit_above(r, n->parent);
	if (responsible && !lead && !alone && n->source != READ_PROSE) {
		struct str said = quote(r, n->heading);
		ask(r, k, S("no-lead"), first->span,
			str_fmt(r->a, "%.*s 没有写牵头单位，由谁牵头？", STR_ARG(said)),
			above ? above->text : first->text);
	}
	if (!lead && !responsible && n->timings.n) {
		struct str said = quote(r, n->heading);
		ask(r, k, S("no-unit"), n->heading_span,
			str_fmt(r->a, "%.*s 有时限，没有责任单位，由谁负责？", STR_ARG(said)),
			above ? above->text : STR_NONE);
	}
	if ((lead || responsible) && !n->timings.n && used.times && !r->nodes.at[k].dated_below) {
		struct str said = quote(r, n->heading);
		ask(r, k, S("no-deadline"), n->heading_span,
			str_fmt(r->a, "%.*s 没有写完成时限，何时完成？", STR_ARG(said)), STR_NONE);
	}
}

/* --- numbers --- */

/* Per kind of number: a repeated or skipped one, among the children of one node, or along the whole
 * text where numbers run on across sections. */
static void ask_numbers(struct reader *r)
{
	for (size_t k = 0; k < r->nodes.n; k++) {
		const struct read_draft *d = &r->nodes.at[k];
		if (d->repaired) {
			struct str said = quote(r, d->pub.heading);
			ask(r, (int)k, S("number-damaged"), d->pub.heading_span,
				str_fmt(r->a, "%.*s 的序号是否为 %.*s？", STR_ARG(said),
					STR_ARG(d->pub.token)),
				d->pub.token);
		}
		if (d->number == 0 || d->before < 0 || d->shape == SHAPE_FIRSTLY)
			continue;
		const struct read_draft *prev = &r->nodes.at[d->before];
		bool same = prev->pub.parent == d->pub.parent;
		if (d->number == prev->number && same && !d->merged)
			ask(r, (int)k, S("number-repeated"), d->pub.heading_span,
				str_fmt(r->a, "序号 %.*s 出现两次，是否有误？",
					STR_ARG(d->pub.token)),
				STR_NONE);
		else if (d->number > prev->number + 1 && (same || d->number <= prev->number + 3))
			ask(r, (int)k, S("number-skipped"), d->pub.heading_span,
				str_fmt(r->a, "序号由 %.*s 跳到 %.*s，中间是否漏了内容？",
					STR_ARG(prev->pub.token), STR_ARG(d->pub.token)),
				STR_NONE);
	}
}

/* --- lists that are named but not printed --- */

static void ask_lists(struct reader *r)
{
	enum { MOST = 200 };
	struct map seen = map_in(r->a);
	int node = -1;
	struct str word;
	for (size_t i = 0; seen.n < MOST && list_next(r->t, &i, &word);) {
		struct span at = read_span(r, word);
		while (node + 1 < (int)r->nodes.n && r->nodes.at[node + 1].pub.span.at <= at.at)
			node++;
		if (!map_set(&seen, word, r)) {
			struct str said = read_source_of(r, word);
			ask(r, node, S("list-missing"), at,
				str_fmt(r->a, "%.*s 具体是哪些？请逐条录入。", STR_ARG(said)),
				STR_NONE);
		}
	}
}

/* --- the whole plan --- */

static void ask_year(struct reader *r, bool undated)
{
	if (r->out->years)
		return;
	if (!r->out->year && undated)
		ask(r, -1, S("no-year"), r->out->title_span, S("方案没有写年份，是哪一年的？"),
			STR_NONE);
	else if (r->year_guessed)
		ask(r, -1, S("year-guess"), r->out->title_span,
			str_fmt(r->a, "方案是否为 %d 年的？", r->out->year),
			str_fmt(r->a, "%d", r->out->year));
}

/* X市, XX in the title and opening, outside any time. */
static void ask_blanks_in(struct reader *r, struct str text)
{
	for (size_t i = 0; i < text.n;) {
		size_t e = i;
		bool blank = text.p[i] == 'X' && when_blank(text, &e);
		uint32_t before = i ? scan_at(text, scan_back(text, i)) : 0;
		if (blank && !(before < 0x80 && before > ' ')) {
			size_t to = scan_step(text, e);
			struct str said = read_source_of(r, str_n(text.p + i, to - i));
			ask(r, -1, S("blank-text"), read_span(r, str_n(text.p + i, to - i)),
				str_fmt(r->a, "“%.*s”是占位符，应填什么？", STR_ARG(said)),
				STR_NONE);
			return;
		}
		i = blank ? e : scan_step(text, i);
	}
}

/* 各县（市、区）为各项任务的责任单位，不再逐一列出: nobody finds them at the measure. */
static void ask_declared(struct reader *r)
{
	static const struct str words[] = {
		SCAN_W("不再逐一列出"),
		SCAN_W("不再列出"),
		SCAN_W("不逐一列出"),
		SCAN_W("不再一一列出"),
		SCAN_W("不再单独列出"),
		SCAN_W("不再重复列出"),
		SCAN_W("不一一列出"),
		SCAN_W("不另列出"),
	};
	for (int i = 0; i < r->n_lines; i++) {
		if (!str_has(r->lines[i], S("列出")) ||
			scan_has(r->lines[i], words, NELEM(words)) < 0)
			continue;
		struct str said = quote(r, r->lines[i]);
		ask(r, -1, S("declared-once"), read_span(r, r->lines[i]),
			str_fmt(r->a, "%.*s 是否为每一项任务都加上这些单位？", STR_ARG(said)),
			S("为每一项任务加上"));
	}
}

void ask_all(struct reader *r)
{
	struct used used = {0};
	bool undated = false, any = false;
	for (size_t k = 0; k < r->nodes.n; k++) {
		const struct read_timings *t = &r->nodes.at[k].pub.timings;
		used.times = used.times || t->n;
		used.leads = used.leads || r->nodes.at[k].pub.names[READ_LEAD].n;
		int parent = r->nodes.at[k].pub.parent;
		if (parent >= 0 && t->n)
			r->nodes.at[parent].dated_below = true;
		for (size_t i = 0; i < t->n; i++)
			undated = undated || (t->at[i].date.n && !t->at[i].phrase.to.y);
	}
	r->asked = map_in(r->a);
	ask_year(r, undated);
	if (r->out->title.n)
		ask_blanks_in(r, scan_trim(r->lines[0]));
	for (size_t k = 0; k < r->intro.n; k++)
		ask_blanks_in(r, r->intro.at[k]);
	for (size_t k = 0; k < r->nodes.n; k++) {
		const struct read_draft *d = &r->nodes.at[k];
		const struct read_node *n = &d->pub;
		bool attached = n->timings.n;
		for (int role = 0; role < READ_ROLES; role++)
			attached = attached || n->names[role].n;
		if (!attached)
			continue;
		any = true;
		for (size_t i = 0; i < n->timings.n; i++)
			ask_timing(r, (int)k, &n->timings.at[i]);
		ask_order(r, (int)k, n);
		ask_names(r, (int)k, n);
		ask_gaps(r, (int)k, n, used);
		ask_vague(r, (int)k, d);
	}
	ask_declared(r);
	ask_numbers(r);
	ask_lists(r);
	if (!any)
		ask(r, -1, S("no-measures"), r->out->title_span,
			S("没有读到带单位或时限的任务，是否选错了文件？"), STR_NONE);
}
