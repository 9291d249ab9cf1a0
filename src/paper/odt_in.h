/* odt_in.h — reads an OpenDocument text (.odt): paragraphs, headings, numbered lists, tables with
 * merged cells. Left out: deleted text, notes, pictures. Requirement: PLAN-01. */
#ifndef PAPER_ODT_IN_H
#define PAPER_ODT_IN_H

#include "paper/pkg.h"

bool odt_read(struct draft *d, struct pkg *p);
/* The same from content.xml and styles.xml; for tests and fuzz targets. */
bool odt_read_xml(struct draft *d, struct str content, struct str styles);

#endif
