/* levels.c — see levels.h. */
#include "campaign/levels.h"
#include "duty/life.h"

enum { THEMES = 400, THEME_DEPTH = 8 };

static bool is_wanted(const struct levels_in *in, const struct measure_row *m)
{
	return in->mark == MARK_ANY || (in->mark == MARK_PILOT ? m->pilot : m->key_task);
}

/* A cancelled measure stays where it had been issued (PLAN-40). */
static bool is_shown(struct ctx *cx, const struct measure_row *m)
{
	return m->head.state != MEASURE_CANCELLED || life_was_issued(cx, m->head.id);
}

static void add(struct level *sum, const struct level *l)
{
	sum->measures += l->measures;
	tally_plus(&sum->t, &l->t);
}

/* ---- by heading ---- */

static int place_of(const struct level *at, int n, rid measure)
{
	for (int i = n - 1; i >= 0; i--)
		if (at[i].m->head.id.n == measure.n)
			return i;
	return -1;
}

/* Every heading gets what stands below it, however deep. Parents come before their children. */
static void add_up(struct level *at, const int *parent, int i, const struct level *leaf)
{
	for (int p = parent[i]; p >= 0; p = parent[p])
		add(&at[p], leaf);
}

static void keep_used(struct levels *l)
{
	int n = 0;
	for (int i = 0; i < l->n; i++)
		if (l->at[i].leaf || l->at[i].measures)
			l->at[n++] = l->at[i];
	l->n = n;
}

static void by_heading(struct ctx *cx, struct levels *l, const struct level *leaf, int n)
{
	int *parent = arena_array(cx->a, (size_t)n + 1, sizeof *parent);
	l->at = arena_array(cx->a, (size_t)n + 1, sizeof *l->at);
	for (int i = 0; i < n; i++) {
		struct level *at = &l->at[l->n];
		parent[l->n] = place_of(l->at, l->n, leaf[i].m->parent);
		*at = leaf[i];
		at->no = plan_short_path(cx->a, leaf[i].m->path);
		at->depth = parent[l->n] < 0 ? 0 : l->at[parent[l->n]].depth + 1;
		if (at->depth + 1 > l->depth && !at->leaf)
			l->depth = at->depth + 1;
		l->n++;
	}
	/* A measure with parts of its own counts its own items and theirs. */
	for (int i = 0; i < n; i++)
		if (leaf[i].measures)
			add_up(l->at, parent, i, &leaf[i]);
}

/* ---- by theme ---- */

struct theme {
	struct str path;
	int parent; /* -1: topmost */
	struct level sum;
};
struct themes {
	struct theme at[THEMES];
	int n;
};

static int theme_at(struct themes *ts, struct str path, int parent, struct str title)
{
	for (int i = 0; i < ts->n; i++)
		if (str_eq(ts->at[i].path, path))
			return i;
	if (ts->n == THEMES)
		return parent;
	ts->at[ts->n] = (struct theme){.path = path,
		.parent = parent,
		.sum = {.title = title, .depth = parent < 0 ? 0 : ts->at[parent].sum.depth + 1}};
	return ts->n++;
}

/* The innermost level of “忠诚先锋/理论武装”; all that have none are together. */
static int theme_of(struct themes *ts, struct str theme)
{
	struct str rest = theme.n ? theme : S("未归入主题");
	const char *begin = rest.p;
	int at = -1;
	for (int depth = 0; rest.n && depth < THEME_DEPTH; depth++) {
		struct str title = str_trim(str_cut(&rest, S("/")));
		size_t n = (size_t)(title.p + title.n - begin);
		if (title.n)
			at = theme_at(ts, (struct str){begin, n}, at, title);
	}
	return at;
}

/* The measures in order, and to which theme each belongs. */
struct sorted {
	const struct level *leaf;
	const int *of;
	int n;
};

static void put_theme(struct ctx *cx, struct levels *l, const struct themes *ts, int theme,
	const struct sorted *s)
{
	const struct level *sum = &ts->at[theme].sum;
	l->at[l->n++] = *sum;
	l->depth = sum->depth + 1 > l->depth ? sum->depth + 1 : l->depth;
	for (int i = 0; i < s->n; i++) {
		if (s->of[i] != theme)
			continue;
		l->at[l->n] = s->leaf[i];
		l->at[l->n].no = plan_short_path(cx->a, s->leaf[i].m->path);
		l->at[l->n++].depth = sum->depth + 1;
	}
	for (int i = 0; i < ts->n; i++)
		if (ts->at[i].parent == theme)
			put_theme(cx, l, ts, i, s);
}

static void by_theme(struct ctx *cx, struct levels *l, const struct level *leaf, int n)
{
	struct themes *ts = arena_new(cx->a, struct themes);
	int *of = arena_array(cx->a, (size_t)n + 1, sizeof *of);
	for (int i = 0; i < n; i++) {
		of[i] = leaf[i].leaf ? theme_of(ts, leaf[i].m->theme) : -1;
		for (int t = of[i]; t >= 0; t = ts->at[t].parent)
			add(&ts->at[t].sum, &leaf[i]);
	}
	l->at = arena_array(cx->a, (size_t)(n + ts->n) + 1, sizeof *l->at);
	for (int i = 0; i < ts->n; i++)
		if (ts->at[i].parent < 0)
			put_theme(cx, l, ts, i, &(struct sorted){leaf, of, n});
}

struct levels *levels_load(struct ctx *cx, const struct levels_in *in)
{
	struct levels *l = arena_new(cx->a, struct levels);
	struct measure_row **m;
	struct tally_line *sums;
	int all = plan_measures(cx, plan_current(cx, in->campaign), &m), n = 0;
	int n_sums = tally_load(cx, in->campaign, in->year, &sums);
	struct level *leaf = arena_array(cx->a, (size_t)all + 1, sizeof *leaf);
	for (int i = 0; i < all; i++) {
		if (!is_shown(cx, m[i]) || (m[i]->assigned && !is_wanted(in, m[i])))
			continue;
		leaf[n] = (struct level){.title = m[i]->heading,
			.m = m[i],
			.leaf = m[i]->assigned,
			.measures = m[i]->assigned,
			.t = tally_find(sums, n_sums, m[i]->head.id)};
		add(&l->whole, &leaf[n]);
		n++;
	}
	if (in->by == BY_HEADING)
		by_heading(cx, l, leaf, n);
	else
		by_theme(cx, l, leaf, n);
	keep_used(l);
	return l;
}
