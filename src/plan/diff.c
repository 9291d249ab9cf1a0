/* diff.c — see diff.h. */
#include "plan/diff.h"
#include "base/bug.h"
#include "base/map.h"
#include "base/vec.h"

enum { LIST_MAX = 64 * 1024 };

struct lines {
	struct diff_line *at;
	size_t n, room;
};

static const struct {
	const char *code, *label;
} words[DIFF_KINDS] = {
	[DIFF_ADDED] = {"added", "新增"},
	[DIFF_REMOVED] = {"removed", "删去"},
	[DIFF_NUMBER] = {"number", "编号"},
	[DIFF_HEADING] = {"heading", "文字"},
	[DIFF_LEAD] = {"lead", "牵头单位"},
	[DIFF_RESPONSIBLE] = {"responsible", "责任单位"},
	[DIFF_COOPERATING] = {"cooperating", "配合单位"},
	[DIFF_LEADERS] = {"leaders", "责任领导"},
	[DIFF_TIMES] = {"times", "时限"},
};

const char *diff_code(enum diff_what w)
{
	AN((unsigned)w < DIFF_KINDS);
	return words[w].code;
}

const char *diff_label(enum diff_what w)
{
	AN((unsigned)w < DIFF_KINDS);
	return words[w].label;
}

/* ---- pairing ---- */

/* Heading and place, so that two measures of one heading are two. */
static struct str key_of(struct arena *a, const struct reading *r, const struct read_node *n)
{
	struct str above = n->parent >= 0 ? r->nodes[n->parent].heading : STR_NONE;
	return str_fmt(a, "%.*s\n%.*s", STR_ARG(above), STR_ARG(n->heading));
}

/* For every item of `is` the index of its partner in `was`, -1 where it is new; `used` marks the
 * partners. */
static int *pair(struct arena *a, const struct reading *was, const struct reading *is, bool *used)
{
	struct map by_key = map_in(a), by_path = map_in(a);
	int *partner = arena_array(a, (size_t)is->n_nodes + 1, sizeof *partner);
	for (int i = was->n_nodes - 1; i >= 0; i--) {
		if (!was->nodes[i].item)
			continue;
		map_set(&by_key, key_of(a, was, &was->nodes[i]), &was->nodes[i]);
		map_set(&by_path, was->nodes[i].path, &was->nodes[i]);
	}
	for (int pass = 0; pass < 2; pass++) {
		for (int i = 0; i < is->n_nodes; i++) {
			const struct read_node *n = &is->nodes[i], *old;
			if (pass == 0)
				partner[i] = -1;
			if (!n->item || partner[i] >= 0)
				continue;
			old = pass ? map_get(&by_path, n->path)
				   : map_get(&by_key, key_of(a, is, n));
			if (old == NULL || used[old - was->nodes])
				continue;
			partner[i] = (int)(old - was->nodes);
			used[partner[i]] = true;
		}
	}
	return partner;
}

/* ---- comparing ---- */

static struct str names_text(struct arena *a, const struct read_names *l)
{
	struct buf b = buf_in(a, LIST_MAX);
	for (size_t i = 0; i < l->n; i++) {
		if (i)
			buf_lit(&b, "、");
		buf_str(&b, l->at[i].full);
	}
	return buf_view(&b);
}

static struct str times_text(struct arena *a, const struct read_timings *l)
{
	struct buf b = buf_in(a, LIST_MAX);
	for (size_t i = 0; i < l->n; i++) {
		if (i)
			buf_lit(&b, "；");
		buf_str(&b, l->at[i].text);
	}
	return buf_view(&b);
}

static void add(struct arena *a, struct lines *l, struct diff_line line)
{
	*vec_add(a, l) = line;
}

static void compare(
	struct arena *a, struct lines *l, const struct read_node *was, const struct read_node *is)
{
	const struct {
		enum diff_what what;
		struct str old, now;
	} sides[] = {
		{DIFF_NUMBER, was->path, is->path},
		{DIFF_HEADING, was->heading, is->heading},
		{DIFF_LEAD, names_text(a, &was->names[READ_LEAD]),
			names_text(a, &is->names[READ_LEAD])},
		{DIFF_RESPONSIBLE, names_text(a, &was->names[READ_RESPONSIBLE]),
			names_text(a, &is->names[READ_RESPONSIBLE])},
		{DIFF_COOPERATING, names_text(a, &was->names[READ_COOPERATING]),
			names_text(a, &is->names[READ_COOPERATING])},
		{DIFF_LEADERS, names_text(a, &was->names[READ_LEADERS]),
			names_text(a, &is->names[READ_LEADERS])},
		{DIFF_TIMES, times_text(a, &was->timings), times_text(a, &is->timings)},
	};
	for (unsigned i = 0; i < NELEM(sides); i++)
		if (!str_eq(sides[i].old, sides[i].now))
			add(a, l,
				(struct diff_line){
					sides[i].what, was, is, sides[i].old, sides[i].now});
}

size_t plan_diff(struct arena *a, const struct reading *was, const struct reading *is,
	struct diff_line **out)
{
	struct lines l = {0};
	bool *used = arena_array(a, (size_t)was->n_nodes + 1, sizeof *used);
	const int *partner = pair(a, was, is, used);
	for (int i = 0; i < is->n_nodes; i++) {
		const struct read_node *n = &is->nodes[i];
		if (n->item && partner[i] >= 0)
			compare(a, &l, &was->nodes[partner[i]], n);
		else if (n->item)
			add(a, &l, (struct diff_line){.what = DIFF_ADDED, .is = n});
	}
	for (int i = 0; i < was->n_nodes; i++)
		if (was->nodes[i].item && !used[i])
			add(a, &l, (struct diff_line){.what = DIFF_REMOVED, .was = &was->nodes[i]});
	*out = l.at;
	return l.n;
}
