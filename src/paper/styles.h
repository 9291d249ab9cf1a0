/* styles.h — what a docx's paragraph styles say that matters to a reader: is it a heading, a line
 * of a table of contents, is it numbered. Inheritance (basedOn) is followed. */
#ifndef PAPER_STYLES_H
#define PAPER_STYLES_H

#include "paper/xml.h"

struct style {
	bool heading;
	bool contents;        /* a line of the table of contents */
	int num;              /* numbering, 0 none */
	int level;            /* level of the numbering, -1 not said */
	struct str num_style; /* the style that said so */
};

struct styles;

/* Reads the styles part behind `x`; NULL is a document without styles. */
struct styles *styles_read(struct draft *d, struct xml *x);
/* The style `id`; the default paragraph style where `id` is empty. */
struct style styles_get(const struct styles *s, struct str id);

#endif
