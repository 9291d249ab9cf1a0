/* doc.c — text that is already UTF-8 (pasted, or a test) as a document: every line is a line.
 *
 * Tables in plain text are not looked for here: tabs, pipes and columns mean a table only where a
 * reader knows the column heads (plan/read_table.c). */
#include "paper/doc.h"
#include "base/vec.h"

struct doc doc_from_text(struct arena *a, struct str text)
{
	VEC(struct doc_line) lines = {0};
	for (size_t at = 0; at < text.n;) {
		const char *p = text.p + at, *e = memchr(p, '\n', text.n - at);
		size_t n = e ? (size_t)(e - p) : text.n - at;
		struct doc_line *l = vec_add(a, &lines);
		l->table = -1;
		l->span = (struct span){
			(uint32_t)at, (uint32_t)(n && p[n - 1] == '\r' ? n - 1 : n)};
		at += n + (e != NULL);
	}
	return (struct doc){.text = text,
		.lines = lines.at,
		.n_lines = (int)lines.n,
		.format = S("paste"),
		.charset = S("UTF-8")};
}
