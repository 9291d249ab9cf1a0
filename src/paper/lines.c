/* lines.c — see lines.h. */
#include "paper/lines.h"

#include "base/bug.h"
#include "base/utf8.h"
#include "base/vec.h"

/* ---- characters ---- */

/* May not begin a line; those of the first row are closed on the left and leave their right half
 * blank, so half of one may stand outside the edge. */
static const char *const CLOSING = "，。、；：！？）》”’】〕〉」』］｝";
static const char *const NO_START = "—…～·%‰℃°)]},.;:!?";
static const char *const NO_END = "（《“‘【〔〈「『［｛([{￥$№";

static bool is_in(const char *set, uint32_t c)
{
	struct str s = str_of(set);
	for (size_t at = 0; at < s.n;)
		if (utf8_next(s, &at) == c)
			return true;
	return false;
}

/* Takes a whole cell of the grid. */
static bool is_wide(uint32_t c)
{
	return c >= 0x2E80 || (c >= 0x2460 && c <= 0x24FF) || (c >= 0x2160 && c <= 0x217F) ||
	       c == 0x2014 || c == 0x2018 || c == 0x2019 || c == 0x201C || c == 0x201D ||
	       c == 0x2026 || c == 0x00B7 || c == 0x2605 || c == 0x25A1;
}

static bool is_break_between(const struct line_char *x, const struct line_char *y)
{
	if (is_in(CLOSING, y->c) || is_in(NO_START, y->c) || is_in(NO_END, x->c))
		return false;
	if (x->c == ' ' || is_wide(x->c) || is_wide(y->c))
		return y->c != ' ';
	return false;
}

typedef VEC(struct line_char) chars_vec;

static struct line_char measure(
	struct faces *f, uint32_t c, enum face_role role, double size, double pitch)
{
	struct line_char out = {.c = c, .role = role, .wide = (float)pitch};
	if (!is_wide(c))
		out.wide = (float)(faces_glyph(f, role, c).wide * size);
	return out;
}

static void take(struct arena *a, struct faces *f, const struct lines_in *in, void *to)
{
	chars_vec *chars = to;
	for (int i = 0; i < in->n_runs; i++)
		for (size_t at = 0; at < in->runs[i].text.n;) {
			uint32_t c = utf8_next(in->runs[i].text, &at);
			if (c == '\t')
				c = ' ';
			if (c == '\n')
				*vec_add(a, chars) = (struct line_char){.c = c};
			else if (c >= ' ' && c != 0x7F && c != 0xFEFF)
				*vec_add(a, chars) = measure(
					f, c, in->runs[i].role, in->size, in->pitch);
		}
}

/* ---- one line ---- */

/* How many of the characters stand on a line of `room` points. */
static int count_fitting(const struct line_char *c, int n, double room, double pitch)
{
	static const double SLIP = 0.01;
	double x = 0;
	int i = 0;
	while (i < n && c[i].c != '\n' && x + c[i].wide <= room + SLIP)
		x += c[i++].wide;
	if (i == n || c[i].c == '\n')
		return i;
	bool closing = i > 1 && is_in(CLOSING, c[i].c) && x + c[i].wide / 2 <= room + pitch * 0.55;
	if (closing && (i + 1 == n || c[i + 1].c == '\n' || is_break_between(&c[i], &c[i + 1])))
		return i + 1;
	for (int k = i; k > 0; k--)
		if (is_break_between(&c[k - 1], &c[k]))
			return k;
	return i ? i : 1;
}

static bool is_gap(const struct line_char *x, const struct line_char *y)
{
	return is_wide(x->c) || is_wide(y->c) || x->c == ' ';
}

/* Places the characters; `room` is the length to fill, `fill` whether a short line is widened. */
static float place(struct line_char *c, int n, double room, bool fill)
{
	double x = 0, natural = 0;
	int gaps = 0;
	for (int i = 0; i < n; i++) {
		natural += c[i].wide;
		gaps += i > 0 && is_gap(&c[i - 1], &c[i]);
	}
	bool over = natural > room + 0.01;
	double end = over && is_in(CLOSING, c[n - 1].c) ? natural - c[n - 1].wide / 2 : natural;
	double each = gaps && (over || fill) ? (room - end) / gaps : 0;
	for (int i = 0; i < n; i++) {
		if (i > 0 && is_gap(&c[i - 1], &c[i]))
			x += each;
		c[i].x = (float)x;
		x += c[i].wide;
	}
	return (float)x;
}

static void shift(struct line_char *c, int n, double by)
{
	for (int i = 0; i < n; i++)
		c[i].x += (float)by;
}

int lines_break(struct arena *a, struct faces *f, const struct lines_in *in, struct line **out)
{
	chars_vec chars = {0};
	VEC(struct line) lines = {0};
	take(a, f, in, &chars);
	for (size_t at = 0; at < chars.n || lines.n == 0;) {
		struct line_char *c = chars.at + at;
		int left = (int)(chars.n - at);
		double indent = lines.n ? in->hang : in->indent, room = in->width - indent;
		int n = left ? count_fitting(c, left, room, in->pitch) : 0, keep = n;
		while (keep > 0 && c[keep - 1].c == ' ')
			keep--;
		bool last = n == left || c[n].c == '\n';
		float wide = keep ? place(c, keep, room, !last && !in->ragged) : 0;
		shift(c, keep, indent);
		*vec_add(a, &lines) = (struct line){c, keep, wide + (float)indent};
		at += (size_t)n;
		if (at < chars.n && chars.at[at].c == '\n')
			at++;
		while (!last && at < chars.n && chars.at[at].c == ' ')
			at++;
		if (chars.n == 0)
			break;
	}
	*out = lines.at;
	return (int)lines.n;
}

struct line lines_one(
	struct arena *a, struct faces *f, struct line_run run, double size, double pitch)
{
	const struct lines_in in = {.runs = &run, .n_runs = 1, .size = size, .pitch = pitch};
	chars_vec chars = {0};
	take(a, f, &in, &chars);
	struct line l = {chars.at, (int)chars.n, 0};
	if (chars.n)
		l.wide = place(chars.at, (int)chars.n, 1e9, false);
	return l;
}
