/* xlsx.c — the XML parts of a workbook: whatever they say, cells are in order and within the limits,
 * and the document made of them is in one piece. The input is sheet, strings and styles, separated
 * by a zero byte. */
#include "fuzz/fuzz.h"

#include "base/utf8.h"
#include "paper/book_doc.h"
#include "paper/limits.h"
#include "paper/xlsx_in.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct arena *a = arena_open(FUZZ_ARENA);
	struct draft d = draft_in(a, S("xlsx"));
	struct str rest = str_n((const char *)p, n);
	struct str sheet = str_cut(&rest, S("\0")), strings = str_cut(&rest, S("\0"));
	struct sheet s = {0};
	struct book book = {.sheets = &s, .n_sheets = 1};

	if (xlsx_read_xml(&d, sheet, strings, rest, &s)) {
		uint64_t next = 0;
		for (uint32_t i = 0; i < s.n_cells; i++) {
			AN(s.cells[i].row < LIMIT_ROWS && s.cells[i].col < LIMIT_COLUMNS);
			uint64_t place = (uint64_t)s.cells[i].row * LIMIT_COLUMNS + s.cells[i].col;
			AN(place >= next);
			next = place + 1;
		}
		book_doc(&d, &book);
		AN(utf8_is_valid(draft_doc(&d).text));
	} else {
		AN(d.error.n > 0);
	}
	arena_close(a);
	return 0;
}
