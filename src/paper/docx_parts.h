/* docx_parts.h — the parts of a written docx that are the same in every document but for fonts. */
#ifndef PAPER_DOCX_PARTS_H
#define PAPER_DOCX_PARTS_H

#include "base/buf.h"
#include "paper/docx.h"

struct docx_part {
	const char *name;
	struct str bytes;
};

/* Numbers of the numberings in the numbering part: the first is the document's, each further one
 * (up to `n`) begins `level[i]` again at one. */
void docx_parts_numbering(struct buf *out, const int *levels, int n);
void docx_parts_styles(struct buf *out, const struct docx_fonts *fonts);
/* The fixed parts; returns how many (at most `room`). */
size_t docx_parts_fixed(struct docx_part *out, size_t room);
/* Text as XML character data; what XML cannot hold is dropped. */
void docx_parts_escape(struct buf *out, struct str text);

#define DOCX_NS                                                                                    \
	"xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "                \
	"xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
#define DOCX_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

#endif
