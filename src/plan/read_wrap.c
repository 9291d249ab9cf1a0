/* read_wrap.c — lines that were broken where the page ended, put together again. See read_int.h.
 *
 * Text taken from a page or pasted from one has a line end inside sentences and names. A line goes
 * on in the next one when a bracket is still open, or when the document is set to a width, the line
 * is full, its sentence is not at an end and the next one does not begin anything: no indent, no
 * number, no label. Page numbers between them go away with the line end. Lines of a document that
 * keeps one paragraph to a line are left alone.
 *
 * The line ends leave the folded text, so that a name broken over two lines is one name; its span
 * in the source still covers both. */
#include "base/bug.h"
#include "base/scan.h"
#include "plan/read_int.h"

#include <string.h>

enum { NARROWEST = 16, WIDEST = 60, FEWEST = 4 }; /* characters, full lines */

static struct str source_line(const struct reader *r, int i)
{
	return doc_slice(r->doc, r->doc->lines[i].span);
}

/* In half characters, as the page had it, with indent and wide digits: a page is set to a width,
 * not to a number of characters. */
static size_t width_of(const struct reader *r, int i)
{
	struct str s = source_line(r, i);
	size_t n = 0;
	if (r->lines[i].n == 0)
		return 0;
	while (s.n && scan_is_blank(scan_at(s, scan_back(s, s.n))))
		s.n = scan_back(s, s.n);
	for (size_t k = 0; k < s.n; k = scan_step(s, k))
		n += (unsigned char)s.p[k] < 0x80 ? 1 : 2;
	return n;
}

static bool is_row(const struct reader *r, int i)
{
	struct str line = r->lines[i];
	return r->doc->lines[i].kind == LINE_ROW || str_has(line, S("\t")) || str_has(line, S("|"));
}

static bool ends_sentence(struct str s)
{
	static const struct str ends[] = {SCAN_W("。"), SCAN_W("!"), SCAN_W("?"), SCAN_W(":")};
	return scan_ends(s, ends, NELEM(ends)) >= 0;
}

static bool is_indented(struct str source)
{
	size_t blanks = 0;
	for (size_t i = 0; i < source.n && scan_is_blank(scan_at(source, i));)
		blanks += scan_at(source, i) == 0x3000 ? 2 : 1, i = scan_step(source, i);
	return blanks >= 2;
}

/* … 完 / 成时限：: the label began in the line above, behind a blank. */
static bool goes_on_as_label(const struct reader *r, int i)
{
	enum { MOST = 2, ROOM = 64 };
	struct label l;
	struct str line = r->lines[i], above = i > 0 ? r->lines[i - 1] : STR_NONE;
	size_t from = above.n, n = 0;
	char word[ROOM];
	while (from > 0 && n <= MOST && scan_at(above, scan_back(above, from)) >= 0x4E00)
		from = scan_back(above, from), n++;
	uint32_t before = from ? scan_at(above, scan_back(above, from)) : 0;
	if (n == 0 || n > MOST ||
		(!scan_is_blank(before) && before != ';' && before != '(' && before != ',') ||
		!label_find(line, 0, &l) || l.at != 0 || l.word.n + above.n - from >= ROOM)
		return false;
	memcpy(word, above.p + from, above.n - from);
	memcpy(word + above.n - from, l.word.p, l.word.n);
	return label_kind(str_n(word, above.n - from + l.word.n)) == l.kind;
}

/* Whether something of its own begins here. */
static bool begins(const struct reader *r, int i)
{
	struct mark m;
	struct str line = r->lines[i];
	return line.n == 0 || is_row(r, i) || (line_is_field(line) && !goes_on_as_label(r, i)) ||
	       mark_read(line, 1, 1, &m) || is_indented(source_line(r, i)) ||
	       str_starts(line, S("附件"));
}

static bool is_open(struct str line)
{
	bool open = false;
	for (size_t k = 0; k < line.n;) {
		size_t shut = line.p[k] == '(' ? scan_close(line, k) : 0;
		open = open || (line.p[k] == '(' && !shut);
		k = shut ? shut : scan_step(line, k);
	}
	return open;
}

/* What speaks for a page of that width. */
struct evidence {
	int lines, full; /* full: lines that reach the edge and go on */
	int odd;         /* lines that go on without reaching it */
	int begun, indented;
};

static struct evidence weigh(const struct reader *r, size_t widest)
{
	enum { SLACK = 4 };
	struct evidence e = {0};
	int odd = 0;
	for (int i = 0; i + 1 < r->n_lines; i++) {
		if (is_row(r, i) || r->lines[i].n == 0)
			continue;
		bool begin = begins(r, i);
		e.lines++;
		e.begun += begin;
		e.indented += begin && is_indented(source_line(r, i));
		if (begin) { /* titles and signatures stand before and behind */
			e.odd += odd;
			odd = 0;
		}
		if (ends_sentence(r->lines[i]) || begins(r, i + 1))
			continue;
		bool reaches = width_of(r, i) + SLACK >= widest;
		e.full += reaches;
		odd += !reaches && e.begun > 0;
	}
	return e;
}

/* The width the document is set to, in half characters; 0 where it is not. Few lines suffice where
 * none contradicts them: one where paragraphs are indented, otherwise two. */
static size_t set_width(const struct reader *r)
{
	size_t widest = 0;
	for (int i = 0; i < r->n_lines; i++) {
		size_t n = is_row(r, i) ? 0 : width_of(r, i);
		widest = n > widest ? n : widest;
	}
	if (widest < 2 * NARROWEST || widest > 2 * WIDEST)
		return 0;
	struct evidence e = weigh(r, widest);
	bool many = e.full >= FEWEST && e.full * 8 >= e.lines;
	bool few = e.odd == 0 && e.begun > 2 && e.full >= (e.indented * 3 >= e.begun * 2 ? 1 : 2);
	return many || few ? widest : 0;
}

/* The next line that is not empty or a page number. */
static int next_text(const struct reader *r, int i)
{
	enum { FAR = 3 };
	for (int k = i + 1; k < r->n_lines && k <= i + FAR; k++)
		if (r->lines[k].n)
			return k;
	return r->n_lines;
}

/* The line that `i` goes on in, or -1. */
static int goes_on_in(const struct reader *r, int i, size_t width)
{
	struct str line = r->lines[i];
	struct mark m;
	if (line.n == 0 || is_row(r, i))
		return -1;
	int next = next_text(r, i);
	if (next >= r->n_lines || is_row(r, next))
		return -1;
	/* A page number stands between them: only where the page is set to a width. */
	if (next > i + 1 && !(width && source_line(r, i + 1).n))
		return -1;
	if (width && width_of(r, i) + 6 >= width && !ends_sentence(line) && !begins(r, next))
		return next;
	return is_open(line) && str_has(r->lines[next], S(")")) && next == i + 1 &&
			       !line_is_field(r->lines[next]) &&
			       !mark_read(r->lines[next], 1, 0, &m)
		       ? next
		       : -1;
}

/* The folded text without the bytes between the lines of a run. */
static void cut_out(struct reader *r, const int *onto)
{
	struct str was = r->t;
	char *s = arena_array(r->a, was.n + 1, 1);
	uint32_t *at = arena_array(r->a, was.n + 2, sizeof *at);
	size_t n = 0, from = 0;
	for (int i = 0; i <= r->n_lines; i++) {
		bool last = i == r->n_lines;
		if (!last && onto[i] < 0)
			continue;
		size_t to = last ? was.n : (size_t)(r->lines[i].p + r->lines[i].n - was.p);
		memcpy(s + n, was.p + from, to - from);
		memcpy(at + n, r->f.at + from, (to - from) * sizeof *at);
		n += to - from;
		from = last ? to : (size_t)(r->lines[onto[i]].p - was.p);
	}
	at[n] = r->f.at[was.n];
	r->f.s = r->t = str_n(s, n);
	r->f.at = at;
}

const int *wrap_join(struct reader *r)
{
	size_t width = set_width(r);
	int *onto = arena_array(r->a, (size_t)r->n_lines + 1, sizeof *onto), joined = 0;
	for (int i = 0; i < r->n_lines; i++) {
		onto[i] = goes_on_in(r, i, width);
		joined += onto[i] >= 0;
	}
	if (joined == 0)
		return NULL;
	cut_out(r, onto);
	return onto;
}
