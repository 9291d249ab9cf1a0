/* txt.c — a text file of any encoding becomes valid UTF-8 whose lines are inside it, or is refused
 * with a reason. */
#include "fuzz/fuzz.h"

#include "base/utf8.h"
#include "paper/txt.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct arena *a = arena_open(FUZZ_ARENA);
	struct draft d = draft_in(a, S("txt"));

	if (txt_read(&d, str_n((const char *)p, n))) {
		struct doc doc = draft_doc(&d);
		AN(utf8_is_valid(doc.text));
		for (int i = 0; i < doc.n_lines; i++)
			AN((size_t)doc.lines[i].span.at + doc.lines[i].span.n <= doc.text.n);
	} else {
		AN(d.error.n > 0);
	}
	arena_close(a);
	return 0;
}
