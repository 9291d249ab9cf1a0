/* letter_pdf.h — a letter as PDF: cairo draws what paper/sheet.h laid out, with the fonts of
 * paper/faces.h embedded as subsets and the text left readable for search.
 *
 * The file holds no time and no random id: its dates are the letter's own. The same letter, fonts
 * and cairo give the same bytes in every process (N39); because a machine's fonts and cairo change
 * over the years, what has been issued is kept as the bytes that were issued. */
#ifndef PAPER_LETTER_PDF_H
#define PAPER_LETTER_PDF_H

#include "paper/faces.h"
#include "paper/letter.h"

struct letter_pdf {
	struct str bytes; /* in the arena */
	int pages;
	struct face_sub subs[FACE_ROLES]; /* fonts that stand in for others */
	int n_subs;
	struct str missing; /* characters no installed font has; printed as blanks */
};

/* False with `why` in Chinese: the letter is too long, or libraries or fonts are missing. */
bool letter_pdf(struct arena *a, const struct letter *l, const struct docx_fonts *fonts,
	struct letter_pdf *out, struct str *why);

#endif
