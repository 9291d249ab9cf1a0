/* sniff.h — what a file is, by its content. The name is only a hint, used where content cannot tell
 * (.csv and .txt are both text). Looks at the bytes, opens nothing. */
#ifndef PAPER_SNIFF_H
#define PAPER_SNIFF_H

#include "base/str.h"

enum sniff_kind {
	SNIFF_REFUSED, /* `why` says what it is and what to do */
	SNIFF_TEXT,
	SNIFF_CSV,
	SNIFF_ZIP, /* docx, xlsx, odt or something else: paper/pkg.h looks inside */
	SNIFF_PDF,
	SNIFF_OFFICE_TEXT,  /* .doc, .wps, .rtf: LibreOffice makes a docx of it */
	SNIFF_OFFICE_SHEET, /* .xls, .et: LibreOffice makes an xlsx of it */
};

struct sniff {
	enum sniff_kind kind;
	struct str why;
};

struct sniff sniff_bytes(struct str in, struct str name);

#endif
