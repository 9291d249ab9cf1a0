/* xml.h — XML as a stream of events, from bytes nobody vouches for: libxml2's pull reader behind a
 * smaller face. No network, no DTD: a DOCTYPE or an entity reference ends the reading, so does
 * nesting beyond LIMIT_XML_DEPTH and what is not well-formed. Names come without their prefix. */
#ifndef PAPER_XML_H
#define PAPER_XML_H

#include "paper/draft.h"

/* An empty element gives a start and an end. */
enum mark { MARK_START, MARK_END, MARK_TEXT, MARK_DONE };

struct xml;

/* XML from memory; for tests and fuzz targets. */
struct xml *xml_of(struct draft *d, struct str in);
void xml_close(struct xml *x);
/* The next event. After an error it is MARK_DONE, and d->error says what is wrong. */
enum mark xml_next(struct xml *x);
/* The element of the event, without its prefix; valid until xml_next(). */
struct str xml_name(const struct xml *x);
/* Nesting: 1 for the root. */
int xml_depth(const struct xml *x);
/* MARK_TEXT: the characters; valid until xml_next(). */
struct str xml_text(const struct xml *x);
/* MARK_START: a copy of the attribute with that name, whatever its prefix; the empty view where
 * there is none. */
struct str xml_attr(struct xml *x, const char *name);
bool xml_has_attr(struct xml *x, const char *name);
/* MARK_START: goes on to behind the end of this element. */
void xml_skip(struct xml *x);

#define xml_is(x, lit) str_eq(xml_name(x), S(lit))

#endif
