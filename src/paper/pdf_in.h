/* pdf_in.h — reads the text layer of a PDF: characters with their places become lines, lines become
 * paragraphs again. Page numbers and repeated headers and footers are dropped. A scanned PDF has no
 * text and is refused with advice. poppler is opened only here (sys/lib.h says why). PLAN-01. */
#ifndef PAPER_PDF_IN_H
#define PAPER_PDF_IN_H

#include "paper/draft.h"

/* Opens poppler; before the doors close. */
void pdf_warm(void);
bool pdf_read(struct draft *d, struct str in);

#endif
