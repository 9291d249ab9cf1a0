/* msg.h — what the jailed reader says to the parent, as bytes.
 *
 * The child was looking at foreign bytes, so the parent trusts nothing: every length, offset, order
 * and encoding is checked before a struct is handed on; one wrong byte refuses the whole message.
 * The form is private to one build of the program (native byte order, no version): both ends are
 * the same executable. Layout: magic, kind, then 32-bit counts, length-prefixed strings, arrays;
 * see msg.c. */
#ifndef PAPER_MSG_H
#define PAPER_MSG_H

#include "base/buf.h"
#include "paper/book.h"
#include "paper/doc.h"

enum msg_kind {
	MSG_DOC = 1,
	MSG_BOOK,
	MSG_ERROR,  /* text: what is wrong and what to do, in Chinese */
	MSG_OFFICE, /* LibreOffice has to convert it first; text: "docx" or "xlsx" */
};

void msg_put_doc(struct buf *out, const struct doc *doc);
void msg_put_book(struct buf *out, const struct book *book);
void msg_put_text(struct buf *out, enum msg_kind kind, struct str text);

struct msg {
	enum msg_kind kind;
	struct doc doc;
	struct book book;
	struct str text;
};
/* The message in `in`; strings are views of `in`, arrays lie in `a`. False where it is not one. */
bool msg_get(struct arena *a, struct str in, struct msg *out);

#endif
