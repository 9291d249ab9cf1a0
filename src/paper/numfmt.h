/* numfmt.h — numbers of lists in the forms word processors know (ECMA-376 part 1, 17.18.59), as far
 * as Chinese documents use them. */
#ifndef PAPER_NUMFMT_H
#define PAPER_NUMFMT_H

#include "base/buf.h"

enum numfmt {
	NUMFMT_DECIMAL,
	NUMFMT_DECIMAL_ZERO,  /* 01 */
	NUMFMT_FULL_WIDTH,    /* １ */
	NUMFMT_CIRCLE,        /* ① */
	NUMFMT_PAREN,         /* ⑴ */
	NUMFMT_STOP,          /* ⒈ */
	NUMFMT_CHINESE,       /* 一百零一 */
	NUMFMT_CHINESE_LEGAL, /* 壹佰零壹 */
	NUMFMT_CHINESE_DIGIT, /* 一〇一 */
	NUMFMT_STEM,          /* 甲 */
	NUMFMT_BRANCH,        /* 子 */
	NUMFMT_UPPER_LETTER,
	NUMFMT_LOWER_LETTER,
	NUMFMT_UPPER_ROMAN,
	NUMFMT_LOWER_ROMAN,
	NUMFMT_BULLET, /* a sign, no number */
	NUMFMT_NONE,
};

/* The form by the file's word for it, "chineseCounting"; unknown words count as decimal. */
enum numfmt numfmt_of(struct str word);
/* Writes `n` (1 to 9999; others in Arabic digits). */
void numfmt_put(struct buf *out, enum numfmt fmt, int n);

#endif
