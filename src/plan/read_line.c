/* read_line.c — one paragraph of a node: its fields, its brackets, and the prose that is left.
 *
 *	paragraph := { prose | bracket | label value }
 *	value     runs to the next label, to the end of the bracket it stands in, or of the
 *	paragraph
 *
 * An unlabelled bracket is taken when it is a list of units or a time and nothing else;
 * otherwise it is part of the prose (（市、区）, （含技工院校）). A bracket of units at the end
 * of the paragraph closes the node: a later paragraph without a number is another matter. */
#include "base/bug.h"
#include "base/scan.h"
#include "plan/read_int.h"

void line_source(struct read_draft *d, enum read_source s)
{
	if (d->pub.source == READ_NONE || d->pub.source == READ_PROSE)
		d->pub.source = s;
}

/* 县民政局、王××: what is a unit and what is a person in one value. */
static void take_mixed(struct reader *r, struct read_draft *d, struct str value)
{
	for (size_t b = 0, i = 0; b < value.n; b = i = scan_step(value, i)) {
		while (i < value.n) {
			uint32_t c = scan_at(value, i);
			size_t shut = scan_close(value, i);
			if (c == 0x3001 || c == ',' || c == ';' || c == '/' || scan_is_blank(c))
				break;
			i = shut ? shut : scan_step(value, i);
		}
		struct str part = scan_trim(str_n(value.p + b, i - b));
		if (names_is_unit(part))
			names_take(r, d, part, READ_RESPONSIBLE, false);
		else if (part.n)
			people_take(r, d, part);
	}
}

void line_field(struct reader *r, struct read_draft *d, enum label_kind kind, struct str value,
	enum read_source source)
{
	static const enum read_role roles[] = {
		[LABEL_LEAD] = READ_LEAD,
		[LABEL_RESPONSIBLE] = READ_RESPONSIBLE,
		[LABEL_COOPERATING] = READ_COOPERATING,
	};
	switch (kind) {
	case LABEL_LEAD:
	case LABEL_RESPONSIBLE:
	case LABEL_COOPERATING:
		names_take(r, d, value, roles[kind], false);
		break;
	case LABEL_LEADERS:
		people_take(r, d, value);
		break;
	case LABEL_MIXED:
		take_mixed(r, d, value);
		break;
	case LABEL_TIME:
		d->has_time_field = true;
		if (!names_is_nobody(value))
			*vec_add(r->a, &d->raws) = (struct read_raw){value, true};
		break;
	case LABEL_NONE:
	case LABEL_START:
	case LABEL_NUMBER:
	case LABEL_TASK:
	case LABEL_GROUP:
	case LABEL_OTHER:
		return;
	}
	d->closed = true;
	line_source(d, source);
}

bool line_is_field(struct str text)
{
	struct label l;
	size_t i = 0;
	static const struct str openers[] = {SCAN_W("("), SCAN_W("【"), SCAN_W("-"), SCAN_W("●")};
	enum { FAR = 90 };
	if (scan_starts(text, openers, NELEM(openers)) >= 0)
		i = scan_step(text, 0);
	return label_find(str_first(text, FAR), 0, &l) && l.at <= i;
}

static void add_prose(struct reader *r, struct read_draft *d, struct str text)
{
	if (scan_trim(text).n)
		*vec_add(r->a, &d->pieces) = (struct read_piece){scan_trim(text), false};
}

/* Whether nothing but marks stands behind `i`. */
static bool at_end(struct str text, size_t i)
{
	return scan_trim(str_from(text, i)).n == 0;
}

/* A bracket without a label; true where it was a list of units or a time. */
static bool take_bracket(
	struct reader *r, struct read_draft *d, struct str text, size_t open, size_t shut)
{
	enum { LONGEST = 900 };
	size_t in = scan_step(text, open), out = scan_back(text, shut);
	struct str content = scan_trim(str_n(text.p + in, out - in));
	if (content.n == 0 || content.n > LONGEST || scan_count(content, 3) < 2)
		return false;
	if (phrase_is_whole(r->a, content)) {
		*vec_add(r->a, &d->raws) = (struct read_raw){content, false};
		line_source(d, READ_INLINE);
		return true;
	}
	/* Behind a word inside a sentence a short bracket explains the word. */
	size_t end = open;
	while (end > 0 && scan_is_blank(scan_at(text, scan_back(text, end))))
		end = scan_back(text, end);
	uint32_t before = scan_at(text, scan_back(text, end));
	bool ended = open == 0 || before == 0x3002 || before == ';' || before == ')' ||
		     before == 0x201D;
	if (!at_end(text, shut) && !ended && scan_at(text, shut) != 0x3002)
		return false;
	if (!ended && scan_count(content, 4) < 4)
		return false;
	if (!names_take(r, d, content, READ_RESPONSIBLE, true))
		return false;
	line_source(d, READ_INLINE);
	d->closed = d->closed || at_end(text, shut);
	return true;
}

static void take_prose(struct reader *r, struct read_draft *d, struct str text)
{
	size_t from = 0;
	for (size_t i = 0; i < text.n;) {
		uint32_t c = scan_at(text, i);
		size_t shut = c == '(' || c == 0x3010 ? scan_close(text, i) : 0;
		if (!shut) {
			i = scan_step(text, i);
			continue;
		}
		if (take_bracket(r, d, text, i, shut)) {
			add_prose(r, d, str_n(text.p + from, i - from));
			from = shut;
		}
		i = shut;
	}
	add_prose(r, d, str_from(text, from));
}

/* Where the bracket that holds byte `at` closes; `text.n` outside brackets. */
static size_t bracket_end(struct str text, size_t from, size_t at, size_t *open)
{
	for (size_t i = from; i < at;) {
		uint32_t c = scan_at(text, i);
		size_t shut = c == '(' || c == 0x3010 ? scan_close(text, i) : 0;
		if (shut > at) {
			*open = i;
			return scan_back(text, shut);
		}
		if (!shut && (c == '(' || c == 0x3010)) {
			*open = i; /* never closed: it holds the rest */
			return text.n;
		}
		i = shut ? shut : scan_step(text, i);
	}
	*open = SIZE_MAX;
	return text.n;
}

/* A bracket that was opened on an earlier label's side leaves its closing mark behind. */
static struct str without_stray(struct str v)
{
	v = scan_trim(v);
	if ((str_ends(v, S(")")) && !str_has(v, S("("))) ||
		(str_ends(v, S("】")) && !str_has(v, S("【"))))
		v = scan_trim(str_n(v.p, scan_back(v, v.n)));
	return v;
}

/* （A局等负责；完成时限：…）: what stands in the bracket before its first label. */
static void take_unlabelled(
	struct reader *r, struct read_draft *d, struct str text, size_t from, size_t to)
{
	if (names_take(r, d, scan_trim(str_n(text.p + from, to - from)), READ_RESPONSIBLE, true))
		line_source(d, READ_INLINE);
}

/* A value left empty, or broken off behind a 、, goes on in the next line. */
static void remember_open(
	struct read_draft *d, enum label_kind kind, struct str raw, struct str value)
{
	static const struct str more[] = {SCAN_W("、"), SCAN_W(","), SCAN_W("和")};
	d->open_label = LABEL_NONE;
	if (kind != LABEL_OTHER &&
		(value.n == 0 || scan_ends(str_trim(raw), more, NELEM(more)) >= 0))
		d->open_label = kind;
}

bool line_continue(struct reader *r, struct read_draft *d, struct str text)
{
	enum { LONGEST = 120 };
	enum label_kind kind = d->open_label;
	d->open_label = LABEL_NONE;
	if (kind == LABEL_NONE || scan_count(text, LONGEST) >= LONGEST)
		return false;
	struct str value = without_stray(text);
	if (kind == LABEL_TIME && !phrase_is_whole(r->a, value))
		return false;
	line_field(r, d, kind, value, READ_BLOCK);
	remember_open(d, kind, text, value);
	return true;
}

void line_take(struct reader *r, struct read_draft *d, struct str text)
{
	struct label l, next;
	size_t done = 0, box = 0; /* box: where the bracket around the last label closes */
	bool found = label_find(text, 0, &l);
	while (found) {
		size_t open = SIZE_MAX, end = box;
		bool inside = l.at < box;
		if (!inside)
			end = bracket_end(text, done, l.at, &open);
		bool boxed = inside || open != SIZE_MAX;
		box = boxed ? end : 0;
		/* 成员单位：… on a line of its own lists a leading group. */
		if (!boxed && str_eq(l.word, S("成员单位")))
			l.kind = LABEL_OTHER;
		found = label_find(text, l.end, &next);
		size_t to = found && next.at < end ? next.at : end;
		struct str value = without_stray(str_n(text.p + l.end, to - l.end));
		bool first = open != SIZE_MAX && open >= done;
		take_prose(r, d, str_n(text.p + done, (first ? open : l.at) - done));
		if (first && l.at > scan_step(text, open))
			take_unlabelled(r, d, text, scan_step(text, open), l.at);
		done = l.end;
		if (l.kind != LABEL_OTHER) {
			line_field(r, d, l.kind, value, boxed ? READ_INLINE : READ_BLOCK);
			remember_open(d, l.kind, str_n(text.p + l.end, to - l.end), value);
			done = to;
		}
		d->after_other = l.kind == LABEL_OTHER;
		d->lists = !found && scan_trim(value).n == 0 && label_is_how(l.word);
		if (boxed && to == end && to < text.n)
			done = scan_step(text, to);
		l = next;
	}
	take_prose(r, d, str_from(text, done));
}

/* Whether more than a closing bracket follows the sentence. */
static bool goes_on(struct str rest)
{
	rest = scan_trim(rest);
	uint32_t c = scan_at(rest, 0);
	return rest.n > 3 && !((c == '(' || c == 0x3010) && scan_close(rest, 0) >= rest.n - 3);
}

/* A run-in heading goes to its full stop, a measure that is one sentence to its first comma. */
static size_t heading_length(struct str s, size_t *sentence)
{
	enum { RUN_IN = 30, SHORTEST = 4, TITLE = 12 };
	size_t comma = 0;
	for (size_t i = 0, n = 0; i < s.n; n++) {
		uint32_t c = scan_at(s, i);
		if (c == 0x3002 || c == ';' || c == '\n') {
			bool more = goes_on(str_from(s, i));
			*sentence = i;
			return comma && (n > RUN_IN || !more) ? comma : i;
		}
		if (c == ':' && n >= 2 && n <= TITLE && scan_trim(str_from(s, i)).n) {
			*sentence = s.n;
			return i;
		}
		if (c == ',' && !comma && n >= SHORTEST)
			comma = i;
		size_t shut = scan_close(s, i);
		i = shut ? shut : scan_step(s, i);
	}
	*sentence = s.n;
	return comma && scan_count(s, RUN_IN + 1) > RUN_IN ? comma : s.n;
}

/* （市、区） belongs to its word; a date or a list of units behind a heading does not. */
static bool is_detached(struct reader *r, struct str in)
{
	size_t run = 0;
	for (size_t i = 0; i < in.n; i = scan_step(in, i)) {
		run = scan_at(in, i) == 0x3001 ? 0 : run + 1;
		if (run > 2)
			return true;
	}
	return phrase_is_whole(r->a, in);
}

void line_heading(struct reader *r, struct read_draft *d, struct str text)
{
	struct label l;
	struct str s = text;
	if (label_find(text, 0, &l)) {
		if (l.kind == LABEL_OTHER && l.at == 0)
			s = str_from(text, l.end);
		else if (l.at > 0)
			s = str_n(text.p, l.at);
	}
	size_t sentence = 0;
	size_t front = scan_at(s, 0) == '(' ? scan_close(s, 0) : 0; /* （县住建局）排查… */
	if (front && scan_trim(str_from(s, front)).n && is_detached(r, str_n(s.p + 1, front - 2)))
		s = str_from(s, front);
	while (s.n && scan_trim(s).n && scan_trim(s).p != s.p)
		s = str_from(s, scan_step(s, 0));
	size_t n = heading_length(s, &sentence);
	if (n < sentence && phrase_is_whole(r->a, str_n(s.p, n))) { /* 2025年，新建… */
		ptrdiff_t comma = str_find(s, S(","), scan_step(s, n));
		n = comma > 0 && (size_t)comma < sentence ? (size_t)comma : sentence;
	}
	d->sentence = scan_trim(str_n(s.p, sentence));
	s = scan_trim(str_n(s.p, n));
	enum { BRACKETS = 3 };
	for (int k = 0; k < BRACKETS && (str_ends(s, S(")")) || str_ends(s, S("】"))); k++) {
		size_t open = 0, shut = 0;
		for (size_t i = 0; i < s.n; i = shut ? shut : scan_step(s, i)) {
			shut = scan_close(s, i);
			if (shut == s.n)
				open = i;
		}
		size_t in = open ? scan_step(s, open) : 0;
		if (!open || !is_detached(r, str_n(s.p + in, scan_back(s, s.n) - in)))
			break;
		s = scan_trim(str_n(s.p, open));
	}
	if (str_ends(s, S("(")) || str_ends(s, S("【")))
		s = scan_trim(str_n(s.p, scan_back(s, s.n)));
	d->title_text = s;
	d->pub.heading = read_source_of(r, s);
	d->pub.heading_span = read_span(r, s);
}
