/* odt.c — the XML parts of an OpenDocument text, separated by a zero byte: lines and cells stay
 * inside the text. */
#include "fuzz/fuzz.h"

#include "base/utf8.h"
#include "paper/odt_in.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct arena *a = arena_open(FUZZ_ARENA);
	struct draft d = draft_in(a, S("odt"));
	struct str rest = str_n((const char *)p, n);
	struct str content = str_cut(&rest, S("\0"));

	if (odt_read_xml(&d, content, rest)) {
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
