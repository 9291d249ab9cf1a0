/* letter_docx.h — a letter as a Word document people may go on writing in: styles, numbered
 * headings, a grid of 22 lines of 28 characters, the red rule as a border, 版记 in a frame at the
 * foot of the last page, page numbers in footers for odd and even pages.
 *
 * Fonts are named, not embedded: the reader's machine has the licensed ones or shows its own
 * substitutes. Lines are set as word processors do it, with half the space above the first line, so
 * they stand up to 2.3 mm lower than in the PDF. The same letter gives the same bytes (N39). */
#ifndef PAPER_LETTER_DOCX_H
#define PAPER_LETTER_DOCX_H

#include "paper/docx.h"
#include "paper/letter.h"

/* The file, in the arena. False with `why` where the letter is too long. */
bool letter_docx(struct arena *a, const struct letter *l, const struct docx_fonts *fonts,
	struct str *out, struct str *why);

#endif
