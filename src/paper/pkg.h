/* pkg.h — a zip package (docx, xlsx, odt) in memory, its parts as streams of XML events.
 *
 * Everything here is hostile until shown otherwise: declared sizes and ratios are checked before a
 * part is opened and bytes are counted again as they inflate; names of parts are only compared,
 * never used as paths. Runs in the jailed child. */
#ifndef PAPER_PKG_H
#define PAPER_PKG_H

#include "paper/xml.h"

struct pkg;

/* Opens the package in `in`. NULL with d->error where it is broken, encrypted or a bomb. */
struct pkg *pkg_open(struct draft *d, struct str in);
void pkg_close(struct pkg *p);
bool pkg_has(const struct pkg *p, const char *part);
/* The whole of a small part, at most `most` bytes; the empty view where there is none. */
struct str pkg_small(struct pkg *p, const char *part, size_t most);
/* The part as XML; NULL where there is no such part (d->error says so only when `must`). */
struct xml *pkg_xml(struct pkg *p, const char *part, bool must);
/* What `part`'s relationships name as the target of a relationship whose type ends with `type`
 * ("/styles") or whose id is `id`; NULL where there is none. As a part name. */
const char *pkg_target(struct pkg *p, const char *part, struct str type, struct str id);

#endif
