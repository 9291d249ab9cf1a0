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

static bool take(struct phrase_reader *r, size_t *i)
{
	return phrase_cadence(r, i) || phrase_within(r, i) || phrase_date(r, i) ||
	       phrase_word(r, i) || phrase_count(r, i);
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
