/* book_doc.h — a workbook as a document for the plan reader: every visible sheet a table; merged
 * cells repeat their value, empty rows and columns are dropped, a row that is one merged cell stays
 * one cell. */
#ifndef PAPER_BOOK_DOC_H
#define PAPER_BOOK_DOC_H

#include "paper/book.h"
#include "paper/draft.h"

void book_doc(struct draft *d, const struct book *book);

#endif
