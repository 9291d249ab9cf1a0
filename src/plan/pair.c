/* pair.c — see pair.h. What a person said, then four passes, the surest first; each measure is
 * taken once. */
#include "plan/pair.h"
#include "base/map.h"
#include "base/utf8.h"

enum {
	ALIKE_HERE = 40,  /* under the same number */
	ALIKE_THERE = 75, /* anywhere else */
	LOOK_CHARS = 120  /* of a text without a heading */
};

struct pairing_of {
	struct arena *a;
	struct pair_side was, is;
	bool *used, *settled; /* of `was`; of `is`: a person has said what it is */
	int *partner;
};

/* ---- likeness ---- */

static int grams(struct arena *a, struct str s, struct map *out)
{
	uint32_t before = 0;
	int n = 0;
	size_t at = 0;
	while (at < s.n) {
		uint32_t c = utf8_next(s, &at);
		if (c == ' ' || c == '\n' || c == '\t')
			continue;
		uint32_t two[2] = {before, c};
		struct str key = {(const char *)two, sizeof two};
		int *count = map_get(out, key);
		if (count == NULL) {
			count = arena_new(a, int);
			map_set(out, key, count);
		}
		++*count;
		n++;
		before = c;
	}
	return n;
}

int pair_alike(struct arena *a, struct str x, struct str y)
{
	struct map left = map_in(a), right = map_in(a);
	int n = grams(a, x, &left) + grams(a, y, &right), common = 0;
	for (size_t i = 0; i < left.n; i++) {
		const int *mine = left.at[i].value, *other = map_get(&right, left.at[i].key);
		common += other == NULL ? 0 : *mine < *other ? *mine : *other;
	}
	return n ? 200 * common / n : 100;
}

/* What a measure is known by: its heading, or how it begins. */
static struct str words_of(const struct measure_row *m)
{
	if (m->heading.n && !str_starts(m->heading, S("（无标题")))
		return m->heading;
	return utf8_first(m->text, LOOK_CHARS);
}

/* ---- passes ---- */

static bool is_free(const struct measure_row *m)
{
	return m->head.state != MEASURE_CANCELLED;
}

static const struct measure_row *by_id(struct pair_side s, rid id)
{
	for (int i = 0; id.n && i < s.n; i++)
		if (s.at[i]->head.id.n == id.n)
			return s.at[i];
	return NULL;
}

static struct str key_in_place(struct arena *a, struct pair_side s, const struct measure_row *m)
{
	const struct measure_row *above = by_id(s, m->parent);
	struct str outer = above ? words_of(above) : STR_NONE;
	struct str own = words_of(m);
	return str_fmt(a, "%.*s\n%.*s", STR_ARG(outer), STR_ARG(own));
}

static struct str key_words(struct arena *a, struct pair_side s, const struct measure_row *m)
{
	(void)a;
	(void)s;
	return words_of(m);
}

static struct str key_number(struct arena *a, struct pair_side s, const struct measure_row *m)
{
	(void)a;
	(void)s;
	return m->path;
}

static void take(struct pairing_of *p, int was, int is)
{
	p->partner[is] = was;
	p->used[was] = true;
}

/* Of several with one key, the first of one side goes to the first of the other. */
static void pass(struct pairing_of *p,
	struct str (*key)(struct arena *a, struct pair_side s, const struct measure_row *m),
	int alike)
{
	struct map first = map_in(p->a);
	int *next = arena_array(p->a, (size_t)p->was.n + 1, sizeof *next);
	for (int i = p->was.n - 1; i >= 0; i--) {
		int *here = arena_new(p->a, int), *after;
		*here = i;
		if (p->used[i] || !is_free(p->was.at[i]))
			continue;
		after = map_set(&first, key(p->a, p->was, p->was.at[i]), here);
		next[i] = after ? *after : -1;
	}
	for (int i = 0; i < p->is.n; i++) {
		const int *at;
		if (p->partner[i] >= 0 || p->settled[i] || !is_free(p->is.at[i]))
			continue;
		at = map_get(&first, key(p->a, p->is, p->is.at[i]));
		for (int k = at ? *at : -1; k >= 0; k = next[k]) {
			if (p->used[k] || pair_alike(p->a, words_of(p->was.at[k]),
						  words_of(p->is.at[i])) < alike)
				continue;
			take(p, k, i);
			break;
		}
	}
}

/* What is left and reads almost the same, wherever it stands. */
static void pass_alike(struct pairing_of *p)
{
	for (int i = 0; i < p->is.n; i++) {
		int best = -1, most = ALIKE_THERE - 1;
		bool open = p->partner[i] < 0 && !p->settled[i] && is_free(p->is.at[i]);
		for (int k = 0; open && k < p->was.n; k++) {
			if (p->used[k] || !is_free(p->was.at[k]))
				continue;
			int alike = pair_alike(p->a, words_of(p->was.at[k]), words_of(p->is.at[i]));
			if (alike > most) {
				most = alike;
				best = k;
			}
		}
		if (best >= 0)
			take(p, best, i);
	}
}

static void take_said(struct pairing_of *p, const int *said)
{
	for (int i = 0; said && i < p->is.n; i++) {
		p->settled[i] = said[i] != PAIR_BY_WORDS;
		if (said[i] >= 0 && !p->used[said[i]])
			take(p, said[i], i);
	}
}

void pair_measures(
	struct arena *a, struct pair_side was, struct pair_side is, const int said[], int partner[])
{
	struct pairing_of p = {.a = a,
		.was = was,
		.is = is,
		.used = arena_array(a, (size_t)was.n + 1, sizeof *p.used),
		.settled = arena_array(a, (size_t)is.n + 1, sizeof *p.settled),
		.partner = partner};
	for (int i = 0; i < is.n; i++)
		partner[i] = -1;
	take_said(&p, said);
	pass(&p, key_in_place, 0);
	pass(&p, key_words, 0);
	pass(&p, key_number, ALIKE_HERE);
	pass_alike(&p);
}
