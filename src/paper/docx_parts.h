/* docx_parts.h — the parts of a written docx that are the same in every document but for fonts. */
#ifndef PAPER_DOCX_PARTS_H
#define PAPER_DOCX_PARTS_H

#include "base/buf.h"
#include "paper/docx.h"

struct docx_part {
	const char *name;
	struct str bytes;
};

/* The names as given, the standard's own for those that are empty. */
struct docx_fonts docx_fonts_or_standard(const struct docx_fonts *f);
/* Numbers of the numberings in the numbering part: the first is the document's, each further one
 * (up to `n`) begins `level[i]` again at one. */
void docx_parts_numbering(struct buf *out, const int *levels, int n);
void docx_parts_styles(struct buf *out, const struct docx_fonts *fonts);
/* The fixed parts; returns how many (at most `room`). */
size_t docx_parts_fixed(struct docx_part *out, size_t room);
/* Text as XML character data; what XML cannot hold is dropped. */
void docx_parts_escape(struct buf *out, struct str text);

/* The package of these parts, in the arena: not compressed, without a time or a place in it, so
 * that the same parts are the same bytes whatever machine and zlib packed them. */
struct str docx_parts_zip(struct arena *a, const struct docx_part *parts, size_t n);

/* The grid of 22 lines, in twentieths of a point a line. 28 characters of 16 points stand in
 * 442.2 points because the default style sets them a quarter of a point closer: a grid of
 * characters would say the same to Word, but other word processors read it differently. */
#define DOCX_GRID "<w:docGrid w:type=\"lines\" w:linePitch=\"579\"/>"

#define DOCX_NS                                                                                    \
	"xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "                \
	"xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
#define DOCX_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

#endif
