/* sheet_int.h — between the files that lay a letter out: strips of the text area, top to bottom.
 *
 * A strip is what no page break may cut: a line, a row of a table. Its pieces are placed
 * relative to its upper edge and the text area's left edge. */
#ifndef PAPER_SHEET_INT_H
#define PAPER_SHEET_INT_H

#include "paper/sheet.h"

struct strip {
	double high;                           /* to the next strip */
	double ink;                            /* what of it must be inside the text area */
	size_t texts, n_texts, rules, n_rules; /* pieces of the strip, in struct strips */
	int header;     /* the strip that is repeated where a page begins here, or -1 */
	bool with_next; /* may not be the last of a page */
	bool new_page;
	bool to_grid; /* begins on the grid of lines again */
};

struct strips {
	struct arena *a;
	struct faces *faces;
	const struct letter *l;
	VEC(struct strip) list;
	VEC(struct sheet_text) texts;
	VEC(struct sheet_rule) rules;
};

struct strip *strips_add(struct strips *s, double high, double ink);
/* Characters into the newest strip; `y` is the upper edge of a character. */
void strips_text(struct strips *s, const struct line *line, double x, double y, double size);
void strips_rule(struct strips *s, const struct sheet_rule *rule);
/* The body with its annexes, the statement of annexes, the signature and the note. */
void strips_body(struct strips *s);
void strips_table(struct strips *s, const struct letter_table *t);

/* The red head on page one; returns where the title begins, from the text area's upper edge. */
double sheet_head(struct arena *a, struct faces *f, const struct letter *l, struct sheet *out);
/* 版记 on page `page`: its height, and drawing it. */
double sheet_colophon_high(struct arena *a, struct faces *f, const struct letter *l);
void sheet_colophon(
	struct arena *a, struct faces *f, const struct letter *l, int page, struct sheet *out);
/* Where the baseline of a character box is, below its upper edge. */
double sheet_base(double size);
/* A line at a place of the page. */
void sheet_put(struct arena *a, struct sheet *out, const struct sheet_text *text);

#endif
