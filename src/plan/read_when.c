/* read_when.c — the campaign's year, and phrases to timings. See read_int.h, corpus guide 3.
 *
 * A date without a year means the campaign's: the year in the title, else the one the campaign is
 * said to take place in, else that of the document's number or date; failing these the year most
 * deadlines or most sentences name, which is a guess and asked about. A plan of several years has
 * none: its undated months stay --MM-DD. */
#include "base/bug.h"
#include "base/scan.h"
#include "calendar/phrase_rule.h"
#include "plan/read_int.h"

enum { FIRST_YEAR = 1990, LAST_YEAR = 2150 };

static bool year_at(struct str t, size_t i, int *y, size_t *end)
{
	int64_t n;
	size_t e = i;
	if (i > 0 && t.p[i - 1] >= '0' && t.p[i - 1] <= '9')
		return false;
	if (!scan_num(t, &e, &n) || n < FIRST_YEAR || n > LAST_YEAR)
		return false;
	*y = (int)n;
	*end = e;
	scan_blank(t, &e); /* 2023 年 */
	if (str_starts(str_from(t, e), S("年")))
		*end = e;
	return true;
}

static bool may_begin_year(struct str t, size_t i)
{
	return t.p[i] == '1' || t.p[i] == '2' || str_starts(str_from(t, i), S("二〇")) ||
	       str_starts(str_from(t, i), S("二零"));
}

/* The year a text names first, 0 for none; `several` where it names more than one, or a span. */
static int named_year(struct str t, bool *several)
{
	static const struct str spans[] = {
		SCAN_W("三年行动"),
		SCAN_W("五年"),
		SCAN_W("两年行动"),
		SCAN_W("三年攻坚"),
		SCAN_W("三年计划"),
		SCAN_W("三年规划"),
		SCAN_W("十四五"),
		SCAN_W("十五五"),
	};
	int first = 0, y;
	size_t e;
	int k = scan_has(t, spans, NELEM(spans));
	ptrdiff_t span = k < 0 ? -1 : str_find(t, spans[k], 0);
	bool own = false; /* 三年行动2026年工作清单: of the several years it is this one's */
	*several = false;
	for (size_t i = 0; i < t.n; i++) {
		if (!may_begin_year(t, i) || !year_at(t, i, &y, &e))
			continue;
		*several = *several || (first && y != first);
		if (!first) {
			first = y;
			own = (ptrdiff_t)i > span &&
			      str_starts(str_from(t, scan_back(t, e)), S("年"));
		}
		i = e - 1;
	}
	*several = *several || (span >= 0 && !own);
	return first;
}

/* 决定在2022年开展, 自2024年1月至12月开展 in the opening paragraphs. */
static int opening_year(const struct reader *r)
{
	static const struct str before[] = {SCAN_W("在"), SCAN_W("自"), SCAN_W("从"), SCAN_W("于")};
	static const struct str acts[] = {SCAN_W("开展"), SCAN_W("组织"), SCAN_W("实施"),
		SCAN_W("推进"), SCAN_W("启动"), SCAN_W("集中")};
	for (size_t k = 0; k < r->intro.n; k++) {
		struct str t = r->intro.at[k];
		for (size_t i = 0; i < t.n; i++) {
			int y;
			size_t e;
			struct str head = str_n(t.p, i);
			if (!may_begin_year(t, i) || !year_at(t, i, &y, &e) ||
				!str_starts(str_from(t, e), S("年")) ||
				scan_ends(head, before, NELEM(before)) < 0 ||
				str_ends(head, S("已于")))
				continue;
			struct str rest = str_from(t, e), clause = str_cut(&rest, S(","));
			if (scan_has(clause, acts, NELEM(acts)) >= 0)
				return y;
		}
	}
	return 0;
}

struct tally {
	int count[LAST_YEAR - FIRST_YEAR + 1];
};

static void tally_text(struct tally *t, struct str s)
{
	int y;
	size_t e;
	for (size_t i = 0; i < s.n; i++)
		if (may_begin_year(s, i) && year_at(s, i, &y, &e)) {
			t->count[y - FIRST_YEAR] += str_starts(str_from(s, e), S("年")) ||
						    (e < s.n && strchr(".-/", s.p[e]));
			i = e - 1;
		}
}

static int most_frequent(const struct tally *t)
{
	int best = 0;
	for (int k = 0; k <= LAST_YEAR - FIRST_YEAR; k++)
		if (t->count[k] && t->count[k] >= (best ? t->count[best - FIRST_YEAR] : 1))
			best = k + FIRST_YEAR;
	return best;
}

void when_decide_year(struct reader *r)
{
	struct reading *out = r->out;
	struct tally *fields = arena_new(r->a, struct tally), *all = arena_new(r->a, struct tally);
	bool several = false;
	struct str title = out->title.n ? fold_text(r->a, out->title).s : STR_NONE;
	int y = named_year(title, &several);
	out->years = several;
	if (several)
		return;
	if (!y)
		y = opening_year(r);
	if (!y)
		y = r->number_year ? r->number_year : r->issued.y;
	if (!y) {
		for (size_t k = 0; k < r->nodes.n; k++)
			for (size_t j = 0; j < r->nodes.at[k].raws.n; j++)
				tally_text(fields, r->nodes.at[k].raws.at[j].text);
		tally_text(all, r->t);
		y = most_frequent(fields);
		if (!y)
			y = most_frequent(all);
		r->year_guessed = y != 0;
	}
	out->year = y;
}

static struct str recurrence(enum rule_every e)
{
	static const struct {
		enum rule_every every;
		struct str word;
	} codes[] = {
		{EVERY_DAY, SCAN_W("daily")},
		{EVERY_WORKDAY, SCAN_W("daily")},
		{EVERY_WEEK, SCAN_W("weekly")},
		{EVERY_TWO_WEEK, SCAN_W("biweekly")},
		{EVERY_HALF_MONTH, SCAN_W("biweekly")},
		{EVERY_MONTH, SCAN_W("monthly")},
		{EVERY_QUARTER, SCAN_W("quarterly")},
		{EVERY_HALF_YEAR, SCAN_W("half-yearly")},
		{EVERY_YEAR, SCAN_W("yearly")},
	};
	for (size_t k = 0; k < NELEM(codes); k++)
		if (codes[k].every == e)
			return codes[k].word;
	return STR_NONE;
}

static struct str note_of(struct reader *r, const struct phrase *p)
{
	if (p->blank)
		return S("placeholder");
	if (p->done)
		return S("done");
	if (p->relative) {
		struct str said = read_source_of(r, p->text);
		return str_fmt(r->a, "relative: %.*s", STR_ARG(said));
	}
	if (p->impossible)
		return S("impossible date");
	if (p->kind == PHRASE_RANGE && p->from.m) {
		struct str from = phrase_date_text(r->a, p->from);
		return p->to.m ? str_fmt(r->a, "from %.*s", STR_ARG(from))
			       : str_fmt(r->a, "from %.*s; open end", STR_ARG(from));
	}
	if (p->every == EVERY_TEN_DAY)
		return S("every ten days; no code");
	if (p->every == EVERY_TWO_MONTH)
		return S("every two months; no code");
	if (p->every == EVERY_TWO_YEAR)
		return S("every two years; no code");
	if (p->school_term)
		return S("per school term");
	return p->at_most ? S("at most") : STR_NONE;
}

static bool same_time(const struct read_timing *a, const struct read_timing *b)
{
	return a->kind == b->kind && str_eq(a->date, b->date) &&
	       a->phrase.every == b->phrase.every && a->count == b->count &&
	       a->phrase.blank == b->phrase.blank && a->phrase.relative == b->phrase.relative &&
	       a->day_of_period == b->day_of_period &&
	       (!a->phrase.relative || str_eq(a->text, b->text));
}

/* 建立月调度机制 beside 每月5日前通报: how often is said already. */
static bool says_less(const struct read_timing *t, const struct read_timing *known)
{
	return t->prose && t->kind == PHRASE_CADENCE && !t->day_of_period && !t->date.n &&
	       (known->kind == PHRASE_CADENCE || known->kind == PHRASE_QUOTA) &&
	       known->phrase.every == t->phrase.every && !known->prose;
}

static void add_timing(struct reader *r, struct read_draft *d, const struct phrase *p, bool prose)
{
	struct read_timing t = {
		.text = read_source_of(r, p->text),
		.span = read_span(r, p->text),
		.kind = p->kind,
		.recurrence = recurrence(p->every),
		.day_of_period = p->day_of_period,
		.count = p->count,
		.note = note_of(r, p),
		.prose = prose,
		.phrase = *p,
	};
	if (!p->blank && !p->relative)
		t.date = phrase_date_text(r->a, p->to);
	enum { MOST = 100 };
	if (d->pub.timings.n >= MOST)
		return;
	for (size_t k = 0; k < d->pub.timings.n; k++)
		if (same_time(&d->pub.timings.at[k], &t) || says_less(&t, &d->pub.timings.at[k]))
			return;
	*vec_add(r->a, &d->pub.timings) = t;
}

/* 活动从1月开始，到12月结束，分三步走; 学习教育贯穿全年: what stands below has its own times. */
static bool spans_stages(const struct read_draft *d, const struct phrase *p, enum phrase_mode mode)
{
	const struct str head = d->title_text;
	bool is_head = p->word.n && p->word.n == head.n && p->word.p == head.p; /* 一、5月份 */
	return mode == PHRASE_PROSE && d->has_child && !d->has_units &&
	       (is_head || p->kind == PHRASE_RANGE || p->kind == PHRASE_STANDING);
}

static void take_text(
	struct reader *r, struct read_draft *d, struct str text, enum phrase_mode mode)
{
	struct phrases found = phrase_scan(r->a, text, mode, r->out->year);
	for (size_t k = 0; k < found.n; k++) {
		enum { MOST = 100 };
		if (found.at[k].kind == PHRASE_UNSPEC && d->vague.n < MOST)
			*vec_add(r->a, &d->vague) = found.at[k];
		else if (found.at[k].kind != PHRASE_UNSPEC && !spans_stages(d, &found.at[k], mode))
			add_timing(r, d, &found.at[k], mode == PHRASE_PROSE);
	}
}

/* The rule of each time by itself; what belongs together is joined in timing.c. */
static void give_rules(struct reader *r, struct read_draft *d)
{
	struct phrase_rule_env env = {.year = r->out->year};
	for (size_t k = 0; k < d->pub.timings.n; k++) {
		struct read_timing *t = &d->pub.timings.at[k];
		struct phrases one = {.at = &t->phrase, .n = 1, .room = 1};
		struct rule rule;
		if (phrase_rule(r->a, &one, &env, &rule))
			t->rule = rule_print(r->a, &rule);
	}
}

void when_take(struct reader *r, struct read_draft *d)
{
	for (size_t k = 0; k < d->raws.n; k++)
		take_text(r, d, d->raws.at[k].text, PHRASE_FIELD);
	for (size_t k = 0; k < d->pieces.n && d->pub.zone != READ_GOALS; k++)
		take_text(r, d, d->pieces.at[k].text, PHRASE_PROSE);
	/* 一、时间安排：3月至10月 is the campaign's, not a measure's. */
	if (d->schedule && d->pub.timings.n == 1 && d->pub.timings.at[0].kind == PHRASE_RANGE &&
		!d->has_units)
		d->pub.timings.n = 0;
	if (d->pub.timings.n && d->pub.source == READ_NONE)
		d->pub.source = READ_PROSE;
	give_rules(r, d);
}
