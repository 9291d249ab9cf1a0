/* docx.c — the three XML parts of a Word file: whatever they say, lines and cells stay inside the
 * text. The input is document, styles and numbering, separated by a zero byte. */
#include "fuzz/fuzz.h"

#include "base/utf8.h"
#include "paper/docx_in.h"

static void spans_are_inside(const struct doc *doc)
{
	for (int i = 0; i < doc->n_lines; i++) {
		const struct doc_line *l = &doc->lines[i];
		AN((size_t)l->span.at + l->span.n <= doc->text.n);
		for (int k = 0; k < l->n_cells; k++)
			AN((size_t)l->cells[k].at + l->cells[k].n <= doc->text.n);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct arena *a = arena_open(FUZZ_ARENA);
	struct draft d = draft_in(a, S("docx"));
	struct str rest = str_n((const char *)p, n);
	struct str document = str_cut(&rest, S("\0")), styles = str_cut(&rest, S("\0"));

	if (docx_read_xml(&d, document, styles, rest)) {
		struct doc doc = draft_doc(&d);
		AN(utf8_is_valid(doc.text));
		spans_are_inside(&doc);
	} else {
		AN(d.error.n > 0);
	}
	arena_close(a);
	return 0;
}
