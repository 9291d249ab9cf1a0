/* plan.c — any bytes as a plan: the reading lies inside the text, names and times are cut from it,
 * and reading twice gives the same. */
#include "fuzz/fuzz.h"

#include "base/utf8.h"
#include "paper/doc.h"
#include "plan/read.h"

static void is_cut_from(struct str text, struct span s, struct str part)
{
	AN((size_t)s.at + s.n <= text.n);
	AN(str_eq(str_n(text.p + s.at, s.n), part));
}

static void node_is_inside(struct str text, const struct read_node *n)
{
	AN((size_t)n->span.at + n->span.n <= text.n);
	for (int role = 0; role < READ_ROLES; role++)
		for (size_t i = 0; i < n->names[role].n; i++)
			is_cut_from(text, n->names[role].at[i].span, n->names[role].at[i].text);
	for (size_t i = 0; i < n->timings.n; i++)
		is_cut_from(text, n->timings.at[i].span, n->timings.at[i].text);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct arena *a = arena_open(FUZZ_ARENA);
	struct str text = str_n((const char *)p, n);
	struct doc d = doc_from_text(a, text);
	struct reading *r = read_plan(a, &d);
	struct buf one = buf_in(a, FUZZ_ARENA / 4), two = buf_in(a, FUZZ_ARENA / 4);

	for (int k = 0; k < r->n_nodes; k++) {
		AN(r->nodes[k].parent < k);
		node_is_inside(text, &r->nodes[k]);
	}
	for (int k = 0; k < r->n_questions; k++) {
		AN(r->questions[k].node < r->n_nodes);
		AN((size_t)r->questions[k].span.at + r->questions[k].span.n <= text.n);
	}
	read_json(r, &one);
	read_json(read_plan(a, &d), &two);
	AN(str_eq(buf_view(&one), buf_view(&two)));
	AN(utf8_is_valid(buf_view(&one)));
	arena_close(a);
	return 0;
}
