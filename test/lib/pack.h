/* pack.h — zip packages made on the spot, for tests. */
#ifndef TEST_PACK_H
#define TEST_PACK_H

#include "base/str.h"

struct pack_part {
	const char *name;
	struct str bytes;
};

/* The package of these parts, in `a`. */
struct str pack(struct arena *a, const struct pack_part *parts, size_t n);
/* A docx of these three parts; empty ones are left out. */
struct str pack_docx(struct arena *a, struct str document, struct str styles, struct str numbering);

#endif
