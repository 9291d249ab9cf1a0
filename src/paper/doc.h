/* doc.h — a document as the plan reader sees it: one text and the lines in it.
 *
 * Whatever the file was (txt, docx, xlsx, pdf, pasted), it becomes one UTF-8 text in which every
 * paragraph and every table row is a line, so that a place in the source is always a byte span of
 * `text`, and the screen can show the text untouched beside what was read. Automatic numbers of
 * Word are rebuilt and stand in the text like typed ones. In a table row the cells are separated by
 * one tab; merged cells repeat the value above or left of them. */
#ifndef PAPER_DOC_H
#define PAPER_DOC_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

struct span {
	uint32_t at, n; /* bytes of doc.text */
};

enum doc_line_kind { LINE_PARA, LINE_ROW };

struct doc_line {
	enum doc_line_kind kind;
	struct span span;
	int table;          /* LINE_ROW: which table, from 0; otherwise -1 */
	struct span *cells; /* LINE_ROW */
	int n_cells;
	bool heading; /* the file marks it as a heading or title style */
};

struct doc {
	struct str text;
	struct doc_line *lines;
	int n_lines;
	struct str format;  /* "txt", "docx", "xlsx", "pdf", "odt", "paste" */
	struct str charset; /* of a txt: "UTF-8", "GB18030", "UTF-16LE" … */
	struct str *notes;  /* what the user should know: parts left out, characters mended */
	int n_notes;
};

/* UTF-8 text, already decoded, as a document. `text` must outlive it; invalid bytes do no harm. */
struct doc doc_from_text(struct arena *a, struct str text);

static inline struct str doc_slice(const struct doc *d, struct span s)
{
	return str_n(d->text.p + s.at, s.n);
}

#endif
