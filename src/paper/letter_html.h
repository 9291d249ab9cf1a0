/* letter_html.h — a letter as one HTML file that prints like the others: its style is inside, it
 * needs no script and no network. Page numbers come from the browser's page margin boxes; a browser
 * older than those prints none. The same letter gives the same bytes (N39). */
#ifndef PAPER_LETTER_HTML_H
#define PAPER_LETTER_HTML_H

#include "paper/docx.h"
#include "paper/letter.h"

/* The file, in the arena. False with `why` where the letter is too long. */
bool letter_html(struct arena *a, const struct letter *l, const struct docx_fonts *fonts,
	struct str *out, struct str *why);

#endif
