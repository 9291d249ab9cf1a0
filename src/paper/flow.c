/* flow.c — see flow.h. */
#include "paper/flow.h"

#include "base/bug.h"
#include "base/map.h"
#include "base/utf8.h"
#include "paper/limits.h"

#include <math.h>
#include <stdlib.h>

struct flow flow_in(struct draft *d)
{
	return (struct flow){.d = d};
}

/* ---- characters into lines ---- */

/* Characters' widths between parts of a line that belong to different columns. */
static const float APART = 1.2f;

/* A piece of a line: characters that follow each other closely, in the order they came. */
struct run {
	float left, right, top, bottom;
	float em; /* width of its widest character: one Chinese character */
	size_t from, n;
};

/* True when `c` carries on the run: on its line, close behind its end. */
static bool carries_on(const struct run *r, const struct flow_char *c)
{
	float middle = (c->y1 + c->y2) / 2;
	return middle > r->top && middle < r->bottom && c->x1 > r->right - r->em * 0.5f &&
	       c->x1 < r->right + r->em * APART;
}

/* Boxes are as high as the font likes; only a narrow character says less than an em. */
static float em_of(const struct flow_char *c)
{
	float wide = c->x2 - c->x1, half = (c->y2 - c->y1) / 2;
	return wide > half ? wide : half;
}

static void widen(struct run *r, const struct flow_char *c)
{
	float wide = c->x2 - c->x1;
	r->em = wide > r->em ? wide : r->em;
	r->right = c->x2 > r->right ? c->x2 : r->right;
	r->top = c->y1 < r->top ? c->y1 : r->top;
	r->bottom = c->y2 > r->bottom ? c->y2 : r->bottom;
	r->n++;
}

static int by_middle(const void *x, const void *y)
{
	const struct run *a = x, *b = y;
	float ma = a->top + a->bottom, mb = b->top + b->bottom;
	if (ma != mb)
		return ma < mb ? -1 : 1;
	return a->left < b->left ? -1 : a->left > b->left;
}

static int by_left(const void *x, const void *y)
{
	const struct run *a = x, *b = y;
	return a->left < b->left ? -1 : a->left > b->left;
}

static struct run *find_runs(
	struct arena *a, const struct flow_char *chars, size_t n, size_t *n_runs)
{
	struct run *runs = arena_array(a, n, sizeof *runs);
	*n_runs = 0;
	for (size_t i = 0; i < n; i++) {
		const struct flow_char *c = &chars[i];
		struct run *last = *n_runs ? &runs[*n_runs - 1] : NULL;
		if (last && carries_on(last, c))
			widen(last, c);
		else
			runs[(*n_runs)++] = (struct run){
				c->x1, c->x2, c->y1, c->y2, em_of(c), i, 1};
	}
	return runs;
}

/* Blanks are seen as gaps: half a character between Chinese ones, less between Latin letters. */
static bool is_gap(const struct flow_char *a, const struct flow_char *b)
{
	float gap = b->x1 - a->x2;
	return gap > em_of(b) * (a->c < 0x80 && b->c < 0x80 ? 0.15f : 0.6f);
}

static void put_run(struct buf *b, const struct flow_char *chars, const struct run *r)
{
	for (size_t i = r->from; i < r->from + r->n; i++) {
		if (i > r->from && is_gap(&chars[i - 1], &chars[i]))
			buf_ch(b, ' ');
		utf8_put(b, chars[i].c);
	}
}

/* Runs of one line, by their left edges, into one line. */
static void add_line(struct flow *f, const struct flow_char *chars, struct run *runs, size_t n)
{
	struct buf b = buf_in(f->d->a, LIMIT_TEXT);
	struct flow_line line = {.page = f->n_pages};
	qsort(runs, n, sizeof *runs, by_left);
	line.left = runs[0].left;
	line.top = runs[0].top;
	line.bottom = runs[0].bottom;
	for (size_t i = 0; i < n; i++) {
		bool far = i && runs[i].left - line.right > runs[i].em * APART;
		if (far)
			buf_ch(&b, '\t');
		line.columns |= far;
		put_run(&b, chars, &runs[i]);
		line.em = runs[i].em > line.em ? runs[i].em : line.em;
		line.right = runs[i].right > line.right ? runs[i].right : line.right;
	}
	line.text = str_trim(buf_view(&b));
	if (line.text.n && f->lines.n < LIMIT_LINES)
		*vec_add(f->d->a, &f->lines) = line;
}

int flow_page(struct flow *f, const struct flow_char *chars, size_t n)
{
	size_t n_runs, before = f->lines.n;
	struct run *runs = find_runs(f->d->a, chars, n, &n_runs);
	qsort(runs, n_runs, sizeof *runs, by_middle);
	for (size_t i = 0; i < n_runs;) {
		size_t k = i + 1;
		while (k < n_runs && runs[k].top + runs[k].bottom < 2 * runs[i].bottom)
			k++;
		add_line(f, chars, runs + i, k - i);
		i = k;
	}
	f->n_pages++;
	return (int)(f->lines.n - before);
}

/* ---- what is no text: page numbers, running heads ---- */

static const char *const MARKS[] = {"—", "–", "-", "－", "·", "~", "第", "页", "共", "/", "　", " ",
	"\t", ",", "，", "Page", "of"};

/* "12", "— 12 —", "- 3 -", "第3页 共9页", "3/9". */
static bool is_page_number(struct str text)
{
	bool digit = false;
	while (text.n) {
		size_t step = 0;
		for (size_t i = 0; i < NELEM(MARKS) && step == 0; i++)
			step = str_starts(text, str_of(MARKS[i])) ? strlen(MARKS[i]) : 0;
		if (text.p[0] >= '0' && text.p[0] <= '9')
			step = digit = true;
		if (step == 0)
			return false;
		text = str_from(text, step);
	}
	return digit;
}

/* The index behind the last line of the page that begins at `from`. */
static size_t page_end(const struct flow *f, size_t from)
{
	size_t to = from;
	while (to < f->lines.n && f->lines.at[to].page == f->lines.at[from].page)
		to++;
	return to;
}

static void count_text(struct map *seen, struct str text)
{
	intptr_t n = (intptr_t)map_get(seen, text);
	map_set(seen, text, (void *)(n + 1));
}

static void drop_repeated(struct flow *f, const struct map *seen, struct flow_line *l)
{
	enum { REPEATED = 3 };
	if (l->dropped || (intptr_t)map_get(seen, l->text) < REPEATED)
		return;
	l->dropped = true;
	draft_note(f->d, S("每页重复的页眉或页脚没有读入。"));
}

/* The number of the page is its last line, or else its first. The same words at the top or bottom
 * of at least three pages are no text either. */
static void drop_debris(struct flow *f)
{
	struct map seen = map_in(f->d->a);
	struct flow_line *at = f->lines.at;
	for (size_t from = 0, to; from < f->lines.n; from = to) {
		to = page_end(f, from);
		if (is_page_number(at[to - 1].text))
			at[to - 1].dropped = true;
		else
			at[from].dropped = is_page_number(at[from].text);
		count_text(&seen, at[from].text);
		count_text(&seen, at[to - 1].text);
	}
	for (size_t from = 0, to; from < f->lines.n; from = to) {
		to = page_end(f, from);
		drop_repeated(f, &seen, &at[from]);
		drop_repeated(f, &seen, &at[to - 1]);
	}
}

/* ---- lines into paragraphs ---- */

struct edges {
	float left, right; /* of the text area */
};

static int by_value(const void *x, const void *y)
{
	float a = *(const float *)x, b = *(const float *)y;
	return a < b ? -1 : a > b;
}

/* The tenth of the lines that reach furthest, on either side, tell the text area; single lines in
 * the margin do not. */
static struct edges find_edges(const struct flow *f)
{
	float *left = arena_array(f->d->a, f->lines.n, sizeof *left);
	float *right = arena_array(f->d->a, f->lines.n, sizeof *right);
	size_t n = 0;
	for (size_t i = 0; i < f->lines.n; i++)
		if (!f->lines.at[i].dropped) {
			left[n] = f->lines.at[i].left;
			right[n++] = f->lines.at[i].right;
		}
	if (n == 0)
		return (struct edges){0};
	qsort(left, n, sizeof *left, by_value);
	qsort(right, n, sizeof *right, by_value);
	return (struct edges){left[n / 20], right[n - 1 - n / 20]};
}

/* Bytes of the numeral at the start of `s`, 0 where there is none. */
static size_t numeral_at(struct str s)
{
	static const char HAN[] = "一二三四五六七八九十百";
	if (s.n && s.p[0] >= '0' && s.p[0] <= '9')
		return 1;
	for (size_t i = 0; s.n >= 3 && i + 3 < sizeof HAN; i += 3)
		if (memcmp(s.p, HAN + i, 3) == 0)
			return 3;
	return 0;
}

/* 一、 （一） 1. 1、 ① 第一: the line begins something. */
static bool begins_numbered(struct str s)
{
	size_t at = 0;
	uint32_t c = utf8_next(s, &at);
	if (c == 0x7B2C || (c >= 0x2460 && c <= 0x249B))
		return true;
	bool bracket = c == 0xFF08 || c == '(', number = false;
	if (bracket)
		s = str_from(s, at);
	for (size_t n; (n = numeral_at(s)) > 0; s = str_from(s, n))
		number = true;
	if (bracket)
		return number && (str_starts(s, S("）")) || str_starts(s, S(")")));
	return number &&
	       (str_starts(s, S("、")) || str_starts(s, S(".")) || str_starts(s, S("．")));
}

/* The lines of a title: one above the other around the middle, above everything else. */
static bool is_title_pair(
	const struct edges *e, const struct flow_line *a, const struct flow_line *b)
{
	float middle = e->left + e->right, em = a->em;
	float off_a = a->left + a->right - middle, off_b = b->left + b->right - middle;
	bool centred = fabsf(off_a) < em / 2 && fabsf(off_b) < em / 2;
	float ratio = (b->bottom - b->top) / (a->bottom - a->top);
	return a->page == 0 && b->page == 0 && centred && ratio > 0.95f && ratio < 1.05f &&
	       b->left > e->left + em && b->right < e->right - em && b->top - a->bottom < 2 * em;
}

/* Whether `b` is the same paragraph as `a`, the line before it. */
static bool goes_on(const struct edges *e, const struct flow_line *a, const struct flow_line *b)
{
	bool full = a->right > e->right - 2 * a->em, indented = b->left > e->left + 1.2f * a->em;
	if (!full || indented || a->columns || b->columns)
		return false;
	bool ended = str_ends(a->text, S("。")) || str_ends(a->text, S("：")) ||
		     str_ends(a->text, S("；"));
	bool far = a->page == b->page && b->top - a->bottom > 2 * a->em;
	return !far && !(ended && begins_numbered(b->text));
}

static bool is_ascii_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static void put_line(struct buf *para, struct str text)
{
	if (para->n && is_ascii_word(para->p[para->n - 1]) && is_ascii_word(text.p[0]))
		buf_ch(para, ' ');
	buf_str(para, text);
}

void flow_end(struct flow *f)
{
	drop_debris(f);
	struct edges e = find_edges(f);
	struct buf para = buf_in(f->d->a, LIMIT_TEXT);
	const struct flow_line *last = NULL;
	bool title = true;
	for (size_t i = 0; i < f->lines.n; i++) {
		const struct flow_line *l = &f->lines.at[i];
		if (l->dropped)
			continue;
		title = title && last && is_title_pair(&e, last, l);
		if (last && !title && !goes_on(&e, last, l)) {
			draft_para(f->d, buf_view(&para), false);
			para.n = 0;
		}
		title = title || last == NULL;
		put_line(&para, l->text);
		last = l;
	}
	if (last)
		draft_para(f->d, buf_view(&para), false);
}
