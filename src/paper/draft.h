/* draft.h — a document while a reader is still reading it: text, lines, rows and notes are added in
 * order; the result is a struct doc (paper/doc.h). Ceilings are kept here: past one of them `error`
 * says so and nothing more is added. Runs in the jailed child; not for the parent. */
#ifndef PAPER_DRAFT_H
#define PAPER_DRAFT_H

#include "base/buf.h"
#include "base/vec.h"
#include "paper/doc.h"

struct draft {
	struct arena *a;
	struct buf text;
	VEC(struct doc_line) lines;
	VEC(struct str) notes;
	size_t n_cells;
	int n_tables;
	struct str error; /* what is wrong and what to do; empty while all is well */
	struct str format, charset;
};

struct draft draft_in(struct arena *a, struct str format);
/* The first error wins. Always returns false, so that a reader can `return draft_fail(…)`. */
bool draft_fail(struct draft *d, struct str why);
/* Something the user should know; the same note twice is one note. */
void draft_note(struct draft *d, struct str note);

/* A paragraph. Line breaks in it begin new lines; control characters are dropped, the ends are kept
 * as they are. Empty paragraphs are lines too: they separate blocks. */
void draft_para(struct draft *d, struct str text, bool heading);
/* The next table; rows added from now on belong to it. */
void draft_table(struct draft *d);
/* A row. Tabs and line breaks in a cell become a blank. */
void draft_row(struct draft *d, const struct str *cells, int n);

/* The document. The draft is spent. */
struct doc draft_doc(struct draft *d);

#endif
