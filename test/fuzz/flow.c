/* flow.c — characters placed anywhere on pages, as a hostile PDF may: all of them come out, as valid
 * text. Eight bytes a character: place, size, code; a zero code begins a page. */
#include "fuzz/fuzz.h"

#include "base/utf8.h"
#include "paper/flow.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct arena *a = arena_open(FUZZ_ARENA);
	struct draft d = draft_in(a, S("pdf"));
	struct flow f = flow_in(&d);
	struct flow_char *chars = arena_array(a, n / 8 + 1, sizeof *chars);
	size_t k = 0;

	for (size_t i = 0; i + 8 <= n; i += 8) {
		float x = (float)(p[i] * 256 + p[i + 1]) / 64,
		      y = (float)(p[i + 2] * 256 + p[i + 3]) / 64;
		uint32_t c = (uint32_t)(p[i + 6] * 256 + p[i + 7]);
		if (c == 0) {
			flow_page(&f, chars, k);
			k = 0;
		} else {
			chars[k++] = (struct flow_char){x, y, x + (float)p[i + 4] / 8 + 0.1f,
				y + (float)p[i + 5] / 8 + 0.1f, c};
		}
	}
	flow_page(&f, chars, k);
	flow_end(&f);
	AN(utf8_is_valid(draft_doc(&d).text));
	arena_close(a);
	return 0;
}
