/* lines.h — text becomes lines as Chinese official print wants them: full-width characters on a
 * grid, no comma at the beginning and no opening bracket at the end of a line (避头尾), numbers and
 * Latin words whole, lines filled to the edge. Lengths are points. */
#ifndef PAPER_LINES_H
#define PAPER_LINES_H

#include "paper/faces.h"

#include <stdbool.h>

struct line_char {
	uint32_t c;
	enum face_role role;
	float x, wide; /* from the line's beginning */
};

struct line {
	const struct line_char *chars;
	int n;
	float wide; /* to the end of the last character */
};

struct line_run {
	struct str text; /* a line feed begins a new line */
	enum face_role role;
};

struct lines_in {
	const struct line_run *runs;
	int n_runs;
	double size, pitch;         /* of a full-width character: height, advance */
	double indent, hang, width; /* of the first line, of the others; of all */
	bool ragged;                /* lines are not filled to the edge */
};

/* The lines, in the arena; returns how many, at least one. */
int lines_break(struct arena *a, struct faces *f, const struct lines_in *in, struct line **out);
/* One line without breaking; `pitch` as above. */
struct line lines_one(
	struct arena *a, struct faces *f, struct line_run run, double size, double pitch);

#endif
