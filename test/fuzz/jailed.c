/* jailed.c — any file at all through the reader as the child runs it: the answer is always a message
 * that its parent accepts. The first byte chooses document or book. */
#include "fuzz/fuzz.h"

#include "paper/jailed.h"
#include "paper/limits.h"
#include "paper/msg.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct arena *a = arena_open(FUZZ_ARENA);
	struct buf out = buf_in(a, LIMIT_OUTPUT);
	struct msg m;

	if (n > 0) {
		struct str arg = p[0] & 1 ? S("bx.csv") : S("dx");
		jailed_work(a, str_n((const char *)p + 1, n - 1), arg, &out);
		AN(msg_get(a, buf_view(&out), &m));
	}
	arena_close(a);
	return 0;
}
