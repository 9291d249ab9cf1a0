/* jailmsg.c — what a taken-over reader could say to its parent: either it is refused, or every span,
 * cell and area of it is inside its bounds. */
#include "fuzz/fuzz.h"

#include "base/utf8.h"
#include "paper/limits.h"
#include "paper/msg.h"

static void doc_is_sound(const struct doc *doc)
{
	size_t from = 0;
	AN(utf8_is_valid(doc->text));
	for (int i = 0; i < doc->n_lines; i++) {
		const struct doc_line *l = &doc->lines[i];
		size_t at = l->span.at, end = at + l->span.n;
		AN(at >= from && end <= doc->text.n);
		AN(utf8_is_valid(doc_slice(doc, l->span)));
		for (int k = 0; k < l->n_cells; k++) {
			AN(l->cells[k].at >= at);
			at = (size_t)l->cells[k].at + l->cells[k].n;
			AN(at <= end && utf8_is_valid(doc_slice(doc, l->cells[k])));
		}
		from = end;
	}
}

static void book_is_sound(const struct book *book)
{
	for (uint32_t i = 0; i < book->n_sheets; i++) {
		const struct sheet *s = &book->sheets[i];
		AN(utf8_is_valid(s->name));
		for (uint32_t k = 0; k < s->n_cells; k++)
			AN(s->cells[k].row < LIMIT_ROWS && s->cells[k].col < LIMIT_COLUMNS);
		for (uint32_t k = 0; k < s->n_merges; k++)
			AN(s->merges[k].col <= s->merges[k].last_col &&
				s->merges[k].last_col < LIMIT_COLUMNS);
		for (uint32_t k = 0; k < s->n_widths; k++)
			AN(s->widths[k].col < LIMIT_COLUMNS);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct arena *a = arena_open(FUZZ_ARENA);
	struct msg m;

	if (msg_get(a, str_n((const char *)p, n), &m)) {
		doc_is_sound(&m.doc);
		book_is_sound(&m.book);
	}
	arena_close(a);
	return 0;
}
