/* numbering.c — see numbering.h. */
#include "paper/numbering.h"

#include "base/num.h"
#include "base/utf8.h"
#include "paper/limits.h"
#include "paper/numfmt.h"

struct level {
	int start;
	int restart; /* restarts after this level or a higher one; 0 never, -1 as usual */
	enum numfmt fmt;
	struct str text; /* "（%1）" */
	bool arabic;     /* isLgl: every number in it in Arabic digits */
	bool no_gap;     /* suff="nothing" */
	struct str style;
};

struct list {
	int id;
	struct level levels[NUMBERING_LEVELS];
	struct str style_link, num_style_link; /* "the definition is where that style points" */
	int count[NUMBERING_LEVELS];
	bool begun[NUMBERING_LEVELS];
};

struct num {
	int id, list;
	int start[NUMBERING_LEVELS]; /* startOverride, -1 none */
	struct level *own[NUMBERING_LEVELS];
	bool used[NUMBERING_LEVELS];
};

struct numbering {
	struct draft *d;
	VEC(struct list *) lists;
	VEC(struct num) nums;
};

/* ---- reading ---- */

static int int_attr(struct xml *x, const char *name, int otherwise)
{
	int64_t n;
	return num_int(xml_attr(x, name), -1, 1000000, &n) ? (int)n : otherwise;
}

static bool is_off(struct str val)
{
	return str_eq(val, S("0")) || str_eq(val, S("false")) || str_eq(val, S("off"));
}

static void level_element(struct xml *x, struct level *l)
{
	if (xml_is(x, "start"))
		l->start = int_attr(x, "val", 1);
	else if (xml_is(x, "numFmt"))
		l->fmt = numfmt_of(xml_attr(x, "val"));
	else if (xml_is(x, "lvlText"))
		l->text = xml_attr(x, "val");
	else if (xml_is(x, "lvlRestart"))
		l->restart = int_attr(x, "val", -1);
	else if (xml_is(x, "isLgl"))
		l->arabic = !is_off(xml_attr(x, "val"));
	else if (xml_is(x, "suff"))
		l->no_gap = str_eq(xml_attr(x, "val"), S("nothing"));
	else if (xml_is(x, "pStyle"))
		l->style = xml_attr(x, "val");
}

/* The element `lvl` with all below it. */
static void read_level(struct xml *x, struct level *l)
{
	int depth = xml_depth(x);
	*l = (struct level){.start = 1, .restart = -1};
	for (enum mark m; (m = xml_next(x)) != MARK_DONE;) {
		if (m == MARK_END && xml_depth(x) == depth)
			return;
		if (m == MARK_START && xml_depth(x) == depth + 1)
			level_element(x, l);
	}
}

static int level_attr(struct xml *x)
{
	int i = int_attr(x, "ilvl", -1);
	return i >= 0 && i < NUMBERING_LEVELS ? i : -1;
}

static void read_list(struct numbering *n, struct xml *x)
{
	struct list *l = arena_new(n->d->a, struct list);
	struct level ignored;
	int depth = xml_depth(x);
	l->id = int_attr(x, "abstractNumId", -1);
	for (int i = 0; i < NUMBERING_LEVELS; i++)
		l->levels[i] = (struct level){.start = 1, .restart = -1, .fmt = NUMFMT_NONE};
	if (n->lists.n < LIMIT_STYLES)
		*vec_add(n->d->a, &n->lists) = l;
	for (enum mark m; (m = xml_next(x)) != MARK_DONE;) {
		if (m == MARK_END && xml_depth(x) == depth)
			return;
		if (m != MARK_START)
			continue;
		if (xml_is(x, "styleLink"))
			l->style_link = xml_attr(x, "val");
		else if (xml_is(x, "numStyleLink"))
			l->num_style_link = xml_attr(x, "val");
		else if (xml_is(x, "lvl")) {
			int i = level_attr(x);
			read_level(x, i < 0 ? &ignored : &l->levels[i]);
		}
	}
}

static void read_override(struct numbering *n, struct xml *x, struct num *u)
{
	int depth = xml_depth(x), i = level_attr(x);
	for (enum mark m; (m = xml_next(x)) != MARK_DONE;) {
		if (m == MARK_END && xml_depth(x) == depth)
			return;
		if (m != MARK_START || i < 0)
			continue;
		if (xml_is(x, "startOverride")) {
			u->start[i] = int_attr(x, "val", 1);
		} else if (xml_is(x, "lvl")) {
			u->own[i] = arena_new(n->d->a, struct level);
			read_level(x, u->own[i]);
		}
	}
}

static void read_num(struct numbering *n, struct xml *x)
{
	struct num u = {.id = int_attr(x, "numId", -1), .list = -1};
	int depth = xml_depth(x);
	for (int i = 0; i < NUMBERING_LEVELS; i++)
		u.start[i] = -1;
	for (enum mark m; (m = xml_next(x)) != MARK_DONE;) {
		if (m == MARK_END && xml_depth(x) == depth)
			break;
		if (m == MARK_START && xml_is(x, "abstractNumId"))
			u.list = int_attr(x, "val", -1);
		else if (m == MARK_START && xml_is(x, "lvlOverride"))
			read_override(n, x, &u);
	}
	if (n->nums.n < LIMIT_STYLES)
		*vec_add(n->d->a, &n->nums) = u;
}

struct numbering *numbering_read(struct draft *d, struct xml *x)
{
	struct numbering *n = arena_new(d->a, struct numbering);
	n->d = d;
	for (enum mark m; x && (m = xml_next(x)) != MARK_DONE;) {
		if (m == MARK_START && xml_is(x, "abstractNum"))
			read_list(n, x);
		else if (m == MARK_START && xml_is(x, "num"))
			read_num(n, x);
	}
	return n;
}

/* ---- counting ---- */

static struct num *find_num(struct numbering *n, int id)
{
	for (size_t i = 0; i < n->nums.n; i++)
		if (n->nums.at[i].id == id)
			return &n->nums.at[i];
	return NULL;
}

static struct list *find_list(struct numbering *n, int id)
{
	struct list *l = NULL;
	for (size_t i = 0; i < n->lists.n; i++)
		if (n->lists.at[i]->id == id)
			l = n->lists.at[i];
	if (l == NULL || l->num_style_link.n == 0)
		return l;
	for (size_t i = 0; i < n->lists.n; i++)
		if (str_eq(n->lists.at[i]->style_link, l->num_style_link))
			return n->lists.at[i];
	return l;
}

static const struct level *level_of(const struct num *u, const struct list *l, int i)
{
	return u->own[i] ? u->own[i] : &l->levels[i];
}

int numbering_level_of(struct numbering *n, int num, struct str style)
{
	struct num *u = find_num(n, num);
	struct list *l = u ? find_list(n, u->list) : NULL;
	for (int i = 0; l && i < NUMBERING_LEVELS; i++)
		if (str_eq(level_of(u, l, i)->style, style))
			return i;
	return -1;
}

static void count(struct num *u, struct list *l, int level)
{
	const struct level *v = level_of(u, l, level);
	bool fresh = !u->used[level] && u->start[level] >= 0;
	if (fresh || !l->begun[level])
		l->count[level] = u->start[level] >= 0 ? u->start[level] : v->start;
	else if (l->count[level] < 1000000)
		l->count[level]++;
	l->begun[level] = u->used[level] = true;
	for (int i = 0; i < level; i++)
		if (!l->begun[i]) { /* a level that was skipped shows its start */
			l->count[i] = level_of(u, l, i)->start;
			l->begun[i] = true;
		}
	for (int i = level + 1; i < NUMBERING_LEVELS; i++) {
		int after = level_of(u, l, i)->restart;
		if (after < 0 || level < after)
			l->begun[i] = false;
	}
}

/* Wide marks need no blank behind them, typed numbers have none either; "1." and "第一章" do. */
static void put_gap(struct buf *out, const struct level *v)
{
	struct str s = buf_view(out);
	uint32_t last = 0;
	for (size_t at = 0; at < s.n;)
		last = utf8_next(s, &at);
	bool wide_mark = (last >= 0x3001 && last <= 0x301F) || (last >= 0xFF00 && last < 0xFFF0) ||
			 (last >= 0x2460 && last <= 0x24FF) || (last >= 0x3251 && last <= 0x32BF);
	if (last && !v->no_gap && !wide_mark && last != ' ')
		buf_ch(out, ' ');
}

struct str numbering_next(struct numbering *n, int num, int level)
{
	struct num *u = find_num(n, num);
	struct list *l = u ? find_list(n, u->list) : NULL;
	if (l == NULL || level < 0 || level >= NUMBERING_LEVELS)
		return STR_NONE;
	count(u, l, level);
	const struct level *v = level_of(u, l, level);
	if (v->fmt == NUMFMT_BULLET)
		return STR_NONE;
	struct buf out = buf_in(n->d->a, 1024);
	for (size_t i = 0; i < v->text.n; i++) {
		int k = i + 1 < v->text.n && v->text.p[i] == '%' ? v->text.p[i + 1] - '1' : -1;
		if (k < 0 || k >= NUMBERING_LEVELS) {
			buf_ch(&out, v->text.p[i]);
			continue;
		}
		numfmt_put(&out, v->arabic ? NUMFMT_DECIMAL : level_of(u, l, k)->fmt, l->count[k]);
		i++;
	}
	put_gap(&out, v);
	return buf_view(&out);
}
