/* phrase.c — any text read as a time gives no rule, or one that is whole. */
#include "fuzz/fuzz.h"

#include "base/fold.h"
#include "calendar/phrase_rule.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct arena *a = arena_open(FUZZ_ARENA);
	struct fold text = fold_text(a, str_n((const char *)p, n));
	struct phrase_rule_env env = {2026, {LENGTH_DAY, 15}, EVERY_QUARTER, false};
	for (int mode = PHRASE_FIELD; mode <= PHRASE_PROSE; mode++) {
		struct phrases found = phrase_scan(a, text.s, (enum phrase_mode)mode, env.year);
		struct rule r;
		struct rule_error err;
		if (phrase_rule(a, &found, &env, &r))
			AN(rule_check(a, &r, &err));
	}
	arena_close(a);
	return 0;
}
