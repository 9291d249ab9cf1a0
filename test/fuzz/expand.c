/* expand.c — whatever rule can be read can be expanded, said and explained, and the derivation ends
 * on the date itself. */
#include "fuzz/fuzz.h"

#include "calendar/expand.h"
#include "calendar/say.h"

enum { MOST = 100 };

static void explain(struct arena *a, const struct expansion *x, const struct expand_env *env)
{
	for (size_t i = 0; i < x->items.n; i++) {
		const struct occur *o = &x->items.at[i];
		struct why *why = expand_why(a, o, env);
		AN(why->due.n == o->due.n);
		AN(why_sentence(a, why).n > 0);
		AN(!day_is_set(o->due) || why->provisional == o->provisional);
	}
}

static void follow(struct arena *a, const struct rule *r, const struct expand_env *env)
{
	struct day due;
	int minute;
	for (size_t i = 0; i < r->n_parts; i++)
		follow(a, &r->parts[i], env);
	if (r->kind == RULE_EVENT)
		expand_event(r, env, stamp_of_day(day_of(2026, 9, 18)), &due, &minute, why_open(a));
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct arena *a = arena_open(FUZZ_ARENA);
	struct work_row off = {day_of(2026, 10, 5), false, S("国庆节")};
	struct work_year year = {2026, S("x"), S("x"), &off, 1};
	struct expand_env env = {.work = work_of(a, &year, 1),
		.start = day_of(2026, 3, 1),
		.end = day_of(2027, 2, 28),
		.issue = day_of(2026, 3, 10),
		.most = MOST};
	struct rule r;
	struct rule_error err;
	struct expansion x;

	if (rule_parse(a, str_n((const char *)p, n), &r, &err)) {
		env.roll_back = n % 2;
		env.with_partial = n % 3 == 0;
		expand_rule(a, &r, &env, &x);
		AN(x.items.n <= MOST);
		AN(say_rule(a, &r).n > 0);
		explain(a, &x, &env);
		follow(a, &r, &env);
	}
	arena_close(a);
	return 0;
}
