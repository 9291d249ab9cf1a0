/* flow.h — placed characters of pages into lines and paragraphs. Knows nothing of PDF: a rectangle
 * and a code point per character is all it sees, so it can be tested without files.
 *
 * A Chinese official text indents the first line of a paragraph and fills the others to the right
 * edge; so a line that is full is continued by a next one that is not indented. Units are those of
 * the page (points), y grows downwards. */
#ifndef PAPER_FLOW_H
#define PAPER_FLOW_H

#include "paper/draft.h"

struct flow_char {
	float x1, y1, x2, y2;
	uint32_t c;
};

struct flow_line {
	float left, right, top, bottom;
	float em;        /* width of a Chinese character in it */
	struct str text; /* parts far from each other are separated by a tab */
	int page;        /* from 0 */
	bool columns;    /* it has such parts */
	bool dropped;
};

struct flow {
	struct draft *d;
	VEC(struct flow_line) lines;
	int n_pages;
};

struct flow flow_in(struct draft *d);
/* The characters of the next page, in any order that keeps neighbours together. Returns how many
 * lines came of it. */
int flow_page(struct flow *f, const struct flow_char *chars, size_t n);
/* The paragraphs go into the draft. */
void flow_end(struct flow *f);

#endif
