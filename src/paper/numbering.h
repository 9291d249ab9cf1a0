/* numbering.h — the automatic numbers of a docx, rebuilt.
 *
 * A paragraph points at a numbering and a level; the number it shows depends on every numbered
 * paragraph before it. This file reads the numbering part and counts (ECMA-376 part 1, 17.9). The
 * paragraphs come from paper/docx_in.c, styles from paper/styles.h. */
#ifndef PAPER_NUMBERING_H
#define PAPER_NUMBERING_H

#include "paper/xml.h"

enum { NUMBERING_LEVELS = 9 };

struct numbering;

/* Reads the part behind `x` (NULL: a document without automatic numbers). */
struct numbering *numbering_read(struct draft *d, struct xml *x);
/* The level (0 to 8) of `num` that belongs to the style, or -1. */
int numbering_level_of(struct numbering *n, int num, struct str style);
/* A paragraph with number `num` at `level` comes: counts it and returns its number as it stands in
 * print, "（二）" or "3. ", with what separates it from the text. Empty for bullets and for unknown
 * numbers. */
struct str numbering_next(struct numbering *n, int num, int level);

#endif
