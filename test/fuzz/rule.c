/* rule.c — a rule that can be read prints as a text that reads back as the same rule. */
#include "fuzz/fuzz.h"

#include "calendar/rule.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct arena *a = arena_open(FUZZ_ARENA);
	struct str text = str_n((const char *)p, n);
	struct rule r, again;
	struct rule_error err;

	if (rule_parse(a, text, &r, &err)) {
		struct str once = rule_print(a, &r);
		AN(rule_parse(a, once, &again, &err));
		AN(str_eq(rule_print(a, &again), once));
		AN(rule_check(a, &r, &err));
	} else {
		AN(err.what.n > 0);
		AN(err.at <= n);
	}
	arena_close(a);
	return 0;
}
