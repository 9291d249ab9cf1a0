/* docx_in.h — reads a .docx: paragraphs with their automatic numbers, tables with merged cells,
 * text boxes. Left out, with a note where it matters: headers and footers, deleted and hidden text,
 * footnotes, pictures, the table of contents. Requirement: PLAN-01. */
#ifndef PAPER_DOCX_IN_H
#define PAPER_DOCX_IN_H

#include "paper/pkg.h"

/* The document part of the package, named `part`, into the draft. */
bool docx_read(struct draft *d, struct pkg *p, const char *part);
/* The same from three parts' XML; for tests and fuzz targets. Empty views are missing parts. */
bool docx_read_xml(struct draft *d, struct str document, struct str styles, struct str numbering);

#endif
