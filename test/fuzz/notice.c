/* notice.c — a pasted holiday notice: what is read without a grave problem is a calendar that can
 * count. */
#include "fuzz/fuzz.h"

#include "calendar/notice.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct arena *a = arena_open(FUZZ_ARENA);
	struct notice out = {0};

	notice_read(a, str_n((const char *)p, n), 0, &out);
	AN(out.problems.n <= NOTICE_PROBLEMS_MAX);
	for (size_t i = 0; i < out.problems.n; i++)
		AN(out.problems.at[i].what.n > 0);
	arena_close(a);
	return 0;
}
