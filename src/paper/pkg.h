/* pkg.h — a zip package (docx, xlsx, odt) in memory, its parts as streams of XML events.
 *
 * Everything here is hostile until shown otherwise: declared sizes and ratios are checked before a
 * part is opened and bytes are counted again as they inflate; a DOCTYPE or an entity reference ends
 * the reading; names of parts are only compared, never used as paths. Runs in the jailed child. */
#ifndef PAPER_PKG_H
#define PAPER_PKG_H

#include "paper/draft.h"

struct pkg;

/* Opens the package in `in`. NULL with d->error where it is broken, encrypted or a bomb. */
struct pkg *pkg_open(struct draft *d, struct str in);
void pkg_close(struct pkg *p);
bool pkg_has(const struct pkg *p, const char *part);
/* The whole of a small part, at most `most` bytes; the empty view where there is none. */
struct str pkg_small(struct pkg *p, const char *part, size_t most);
/* What `part`'s relationships name as the target of a relationship whose type ends with `type`
 * ("/styles") or whose id is `id`; NULL where there is none. As a part name. */
const char *pkg_target(struct pkg *p, const char *part, struct str type, struct str id);

/* ---- XML ---- */

enum mark { MARK_START, MARK_END, MARK_TEXT, MARK_DONE };

struct xml;

/* The part as XML; NULL where there is no such part (d->error says so only when `must`). */
struct xml *pkg_xml(struct pkg *p, const char *part, bool must);
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
