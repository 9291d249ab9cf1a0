/* phrase.c — see phrase.h.
 *
 * The text is cut into clauses at ，；。： and brackets. Inside a clause the reader goes from left
 * to right and tries, at each character where a number or word begins: a cadence, a span counted
 * from an event, a date, a standing or immediate word, a bare count, a vague word. A phrase never
 * crosses its clause. Each character is looked at a bounded number of times: the cost is linear. */
#include "calendar/phrase.h"
#include "base/bug.h"
#include "base/scan.h"
#include "base/vec.h"
#include "calendar/phrase_int.h"

static bool ends_clause(struct str t, size_t i)
{
	switch (scan_at(t, i)) {
	case ',':
	case ';':
	case '!':
	case '?':
	case '(':
	case ')':
	case '\n':
	case '|':
	case '\t':
	case 0x3002: /* 。 */
	case 0x3010:
	case 0x3011:
		return true;
	case ':': /* 17:00 and X:00 are times of day */
		return i + 1 >= t.n || !(t.p[i + 1] >= '0' && t.p[i + 1] <= '9');
	default:
		return false;
	}
}

struct phrase *phrase_add(struct phrase_reader *r, enum phrase_kind kind, size_t from, size_t to)
{
	struct phrase *p = vec_add(r->a, &r->out);
	p->kind = kind;
	p->word = p->text = str_n(r->t.p + from, to - from);
	return p;
}

struct str phrase_before(const struct phrase_reader *r, size_t i)
{
	return str_n(r->t.p + r->begin, i - r->begin);
}

struct str phrase_after(const struct phrase_reader *r, size_t i)
{
	return str_n(r->t.p + i, r->t.n - i);
}

/* Titles and quoted names hold dates that bind nobody; quoted dates such as “五一” are short. */
static bool skip_quoted(const struct phrase_reader *r, size_t *i)
{
	enum { SHORT = 14 };
	uint32_t c = scan_at(r->t, *i);
	if (c != 0x300A && c != 0x201C)
		return false;
	size_t e = scan_close(r->t, *i);
	if (!e || (c == 0x201C && e - *i <= SHORT && r->mode == PHRASE_FIELD))
		return false;
	*i = e;
	return true;
}

/* Behind the character at `i`, and behind the whole number where one begins there, so that a
 * number is never read from its middle. */
static size_t pass(struct str t, size_t i)
{
	uint32_t c = scan_at(t, i);
	if (c >= '0' && c <= '9') {
		while (i < t.n && ((t.p[i] >= '0' && t.p[i] <= '9') || t.p[i] == '.'))
			i++;
		return i;
	}
	while (i < t.n && scan_is_numeral(c)) {
		i = scan_step(t, i);
		c = scan_at(t, i);
		if (!scan_is_numeral(c))
			return i;
	}
	return scan_step(t, i);
}

/* Every character with which a phrase can begin, sorted: a digit, X, or one of
 * these. The first character of every word table of the phrase reader stands here. */
static const uint16_t beginnings[] = {
	0x00D7,
	0x201C,
	0x2169,
	0x2573,
	0x25A1,
	0x2715,
	0x3007,
	0x4E00,
	0x4E03,
	0x4E09,
	0x4E0A,
	0x4E0B,
	0x4E0D,
	0x4E24,
	0x4E2D,
	0x4E3B,
	0x4E5D,
	0x4E8C,
	0x4E94,
	0x4ECA,
	0x4F1A,
	0x4F9B,
	0x5143,
	0x515A,
	0x5165,
	0x5168,
	0x516B,
	0x516D,
	0x51AC,
	0x524D,
	0x5341,
	0x534A,
	0x5355,
	0x5373,
	0x53CA,
	0x53CC,
	0x5468,
	0x56DB,
	0x56FD,
	0x5728,
	0x575A,
	0x590F,
	0x59CB,
	0x5B63,
	0x5B9A,
	0x5BD2,
	0x5C3D,
	0x5E38,
	0x5E74,
	0x5F00,
	0x5F53,
	0x6301,
	0x6309,
	0x65B0,
	0x65E5,
	0x65EC,
	0x660E,
	0x6625,
	0x6691,
	0x6700,
	0x6708,
	0x672C,
	0x6765,
	0x67D0,
	0x6839,
	0x6B21,
	0x6BCF,
	0x6C5B,
	0x6D3B,
	0x6E05,
	0x767E,
	0x79CB,
	0x7ACB,
	0x7AEF,
	0x7B2C,
	0x7ECF,
	0x7FCC,
	0x8003,
	0x81F3,
	0x8282,
	0x8D2F,
	0x8FB9,
	0x8FC5,
	0x8FD1,
	0x9002,
	0x9010,
	0x9022,
	0x957F,
	0x9632,
	0x9650,
	0x9694,
	0x96E8,
	0x96F6,
	0x9A6C,
	0x9AD8,
};

static bool may_begin(uint32_t c)
{
	if (c < 0x80)
		return (c >= '0' && c <= '9') || c == 'X' || c == 'x' || c == '_' || c == '*';
	size_t lo = 0, hi = NELEM(beginnings);
	while (lo < hi) {
		size_t mid = (lo + hi) / 2;
		if (beginnings[mid] == c)
			return true;
		if (beginnings[mid] < c)
			lo = mid + 1;
		else
			hi = mid;
	}
	return false;
}

static bool take(struct phrase_reader *r, size_t *i)
{
	if (!may_begin(scan_at(r->t, *i)))
		return false;

	return phrase_named(r, i) || phrase_cadence(r, i) || phrase_within(r, i) ||
	       phrase_date(r, i) || phrase_word(r, i) || phrase_count(r, i);
}

/* In a field the phrase's text is the whole clause, or its share of it. */
static void widen(struct phrase_reader *r, size_t first)
{
	size_t from = r->begin;
	for (size_t k = first; k < r->out.n; k++) {
		struct phrase *p = &r->out.at[k];
		size_t to = r->t.n;
		if (k + 1 < r->out.n)
			to = (size_t)(r->out.at[k + 1].word.p - r->t.p);
		/* The next one was found where this one begins, or before: each has its words. */
		if (to <= from) {
			p->text = p->word;
			continue;
		}
		p->text = scan_trim(str_n(r->t.p + from, to - from));
		if (str_ends(p->text, S("并")))
			p->text = scan_trim(str_n(p->text.p, p->text.n - 3));
		from = to;
	}
}

static void read_clause(struct phrase_reader *r)
{
	size_t first = r->out.n;
	for (size_t i = r->begin; i < r->t.n;) {
		if (skip_quoted(r, &i) || take(r, &i))
			continue;
		i = pass(r->t, i);
	}
	if (r->mode != PHRASE_FIELD)
		return;
	if (r->out.n == first)
		phrase_field_rest(r);
	widen(r, first);
}

/* A field must be a time; one without any known words is kept for a person to read. */
static void keep_unknown(struct phrase_reader *r, struct str text)
{
	struct str all = scan_trim(text);
	for (size_t k = 0; k < r->out.n; k++)
		if (r->out.at[k].kind != PHRASE_UNSPEC)
			return;
	if (r->mode != PHRASE_FIELD || all.n == 0)
		return;
	struct phrase *p = vec_add(r->a, &r->out);
	p->kind = PHRASE_DEADLINE;
	p->word = p->text = all;
	p->relative = p->unknown = true;
}

static void drop_start_year(struct phrases *out)
{
	/* 2023年起，每年6月底前 and 6月起每月: the start belongs to the cadence behind it. */
	size_t n = 0;
	for (size_t k = 0; k < out->n; k++) {
		struct phrase *p = &out->at[k], *next = k + 1 < out->n ? p + 1 : NULL;
		bool begins = p->kind == PHRASE_RANGE && p->to.m == 0 && !p->blank && next &&
			      (next->kind == PHRASE_CADENCE || next->kind == PHRASE_QUOTA);
		if (begins &&
			(next->every == EVERY_YEAR || next->word.p == p->word.p + p->word.n)) {
			next->from = p->from;
			continue;
		}
		out->at[n++] = *p;
	}
	out->n = n;
}

/* 从1月开始，到12月结束 is one range. */
static void join_ranges(struct phrases *out)
{
	static const struct str to[] = {SCAN_W("到"), SCAN_W("至")};
	enum { COMMA = 1 };
	size_t n = 0;
	for (size_t k = 0; k < out->n; k++) {
		struct phrase p = out->at[k];
		const struct phrase *next = k + 1 < out->n ? &out->at[k + 1] : NULL;
		if (p.kind == PHRASE_RANGE && p.from.m && !p.to.m && next &&
			next->kind == PHRASE_DEADLINE && next->to.m && !next->blank &&
			scan_starts(next->word, to, NELEM(to)) >= 0 &&
			next->word.p - (p.word.p + p.word.n) <= COMMA) {
			p.to = next->to;
			p.word = str_n(p.word.p, (size_t)(next->word.p + next->word.n - p.word.p));
			p.text = str_n(p.text.p, (size_t)(next->text.p + next->text.n - p.text.p));
			k++;
		}
		out->at[n++] = p;
	}
	out->n = n;
}

/* 对所联系企业进行…: what a covering visit covers. */
static struct str covered(struct str s)
{
	static const struct str acts[] = {SCAN_W("开展"), SCAN_W("进行"), SCAN_W("实施"),
		SCAN_W("组织"), SCAN_W("逐"), SCAN_W("实现"), SCAN_W("实行"), SCAN_W("做到"),
		SCAN_W("的"), SCAN_W("走访"), SCAN_W("排查"), SCAN_W("检查"), SCAN_W("普查"),
		SCAN_W("摸排"), SCAN_W("回访"), SCAN_W("巡查"), SCAN_W("督导"), SCAN_W("培训"),
		SCAN_W(","), SCAN_W("完成")};
	enum { LONGEST = 90 };
	ptrdiff_t at = str_find(s, S("对"), 0);
	if (at < 0)
		return STR_NONE;
	size_t from = (size_t)at + 3;
	for (size_t i = from; i < s.n && i - from < LONGEST; i = scan_step(s, i))
		if (i > from && scan_starts(str_from(s, i), acts, NELEM(acts)) >= 0)
			return scan_trim(str_n(s.p + from, i - from));
	return STR_NONE;
}

/* 8月5日前对联系企业进行覆盖式走访; X月底前集中学习，做到全覆盖: the deadline holds for each target.
 * The words stand in the sentence of the date, after it and before the next date. */
static void mark_cover(struct str text, struct phrases *out)
{
	static const struct str words[] = {SCAN_W("全覆盖"), SCAN_W("覆盖式"), SCAN_W("覆盖率100%"),
		SCAN_W("覆盖率达100%"), SCAN_W("覆盖率达到100%"), SCAN_W("覆盖面100%"),
		SCAN_W("覆盖面达100%"), SCAN_W("覆盖面达到100%")};
	enum { FAR = 300 };
	for (size_t k = 0; k < out->n; k++) {
		struct phrase *p = &out->at[k];
		if (p->kind != PHRASE_DEADLINE || p->done || p->unknown || p->own || p->within.unit)
			continue;
		size_t from = (size_t)(p->word.p + p->word.n - text.p), to = from;
		size_t stop = k + 1 < out->n ? (size_t)(out->at[k + 1].word.p - text.p) : text.n;
		while (to < stop && to - from < FAR && scan_at(text, to) != 0x3002 &&
			scan_at(text, to) != ';' && scan_at(text, to) != '\n')
			to = scan_step(text, to);
		struct str rest = str_n(text.p + from, to - from);
		p->cover = scan_has(rest, words, NELEM(words)) >= 0;
		p->targets = p->cover ? covered(rest) : STR_NONE;
	}
}

bool phrase_is_outcome(struct str words)
{
	static const struct str outcomes[] = {
		SCAN_W("明显改观"),
		SCAN_W("明显成效"),
		SCAN_W("明显改善"),
		SCAN_W("明显提升"),
		SCAN_W("显著成效"),
		SCAN_W("见到成效"),
		SCAN_W("取得实效"),
		SCAN_W("明显好转"),
	};
	return scan_has(words, outcomes, NELEM(outcomes)) >= 0;
}

struct phrases phrase_scan(struct arena *a, struct str text, enum phrase_mode mode, int year)
{
	struct phrase_reader r = {.a = a, .mode = mode, .year = year, .last_year = year};
	for (size_t b = 0, e = 0; b < text.n; b = e = scan_step(text, e)) {
		while (e < text.n && !ends_clause(text, e)) {
			size_t shut = scan_at(text, e) == 0x300A ? scan_close(text, e) : 0;
			e = shut ? shut : scan_step(text, e);
		}
		r.t = str_n(text.p, e);
		r.begin = b;
		r.whole = text;
		read_clause(&r);
		if (mode == PHRASE_PROSE && scan_at(text, e) == 0x3002)
			r.last_year = year;
	}
	drop_start_year(&r.out);
	join_ranges(&r.out);
	mark_cover(text, &r.out);
	keep_unknown(&r, text);
	return r.out;
}

bool phrase_is_whole(struct arena *a, struct str text)
{
	static const struct str around[] = {
		SCAN_W("完成"),
		SCAN_W("全部"),
		SCAN_W("基本"),
		SCAN_W("并"),
		SCAN_W("、"),
		SCAN_W("前"),
		SCAN_W("底"),
		SCAN_W("整改"),
		SCAN_W("到位"),
		SCAN_W("推进"),
		SCAN_W("坚持"),
		SCAN_W("实施"),
		SCAN_W("落实"),
		SCAN_W("启动"),
		SCAN_W("开展"),
		SCAN_W("长期"),
		SCAN_W("报送"),
		SCAN_W("内"),
		SCAN_W("分别"),
		SCAN_W("于"),
		SCAN_W("在"),
		SCAN_W("自"),
		SCAN_W("从"),
		SCAN_W("到"),
		SCAN_W("-"),
		SCAN_W("止"),
		SCAN_W("起"),
		SCAN_W("上午"),
		SCAN_W("下午"),
		SCAN_W("各"),
		SCAN_W("已"),
		SCAN_W("力争"),
		SCAN_W("确保"),
		SCAN_W("时限"),
		SCAN_W("至"),
	};
	enum { LONG = 120 };
	struct str all = scan_trim(text);
	if (all.n == 0 || all.n > LONG)
		return false;
	struct phrases found = phrase_scan(a, all, PHRASE_FIELD, 0);
	size_t i = 0, known = 0;
	for (size_t k = 0; k <= found.n; k++) {
		const struct phrase *p = k < found.n ? &found.at[k] : NULL;
		size_t stop = p ? (size_t)(p->word.p - all.p) : all.n;
		if (p && (p->unknown || p->kind == PHRASE_UNSPEC))
			return false;
		while (i < stop && (scan_any(all, &i, around, NELEM(around)) >= 0 ||
					   ends_clause(all, i) || scan_is_blank(scan_at(all, i))))
			i += ends_clause(all, i) || scan_blank(all, &i);
		if (i < stop)
			return false;
		if (p) {
			i = stop + p->word.n;
			known++;
		}
	}
	return known > 0;
}

struct str phrase_date_text(struct arena *a, struct when_day d)
{
	if (!d.m)
		return STR_NONE;
	return d.y ? str_fmt(a, "%04d-%02d-%02d", d.y, d.m, d.d)
		   : str_fmt(a, "--%02d-%02d", d.m, d.d);
}
