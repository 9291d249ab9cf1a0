/* pkg_int.h — what pkg.c (zip) and xml.c (XML) share; no business of other files. */
#ifndef PAPER_PKG_INT_H
#define PAPER_PKG_INT_H

#include "paper/pkg.h"

#include <stddef.h>
#include <stdint.h>

struct pkg {
	struct draft *d;
	struct zip *zip;
	size_t n; /* bytes inflated so far, all parts */
};

struct part {
	struct pkg *p;
	struct zip_file *file;
	uint64_t packed;
	size_t n; /* bytes inflated so far */
};

/* Opens a part after looking at its declared size. NULL where it is missing or must not be read. */
struct part *pkg_part(struct pkg *p, const char *name, bool must);
/* Up to `n` bytes, counted; 0 at the end, -1 with d->error past a ceiling or where it is broken. */
ptrdiff_t pkg_part_read(struct part *f, char *to, size_t n);
void pkg_part_close(struct part *f);

#endif
