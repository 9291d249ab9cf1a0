/* read.h — any document a user brings, into text the plan reader works on, or rows an import works
 * on.
 *
 * What the file is, is found by its content. It is opened in a jailed child only (sys/jail.h);
 * whatever is wrong with it — broken, encrypted, too big, another type, an attack — comes back as
 * one Chinese sentence that says what is wrong and what to do. Same bytes, same result. Ceilings:
 * paper/limits.h. Requirements: PLAN-01, N40. */
#ifndef PAPER_READ_H
#define PAPER_READ_H

#include "paper/book.h"
#include "paper/doc.h"

struct paper_hint {
	struct str name;   /* the file's name; used where content cannot tell */
	struct str office; /* LibreOffice's program (setting `soffice`); empty: do not use it */
};

/* Reads txt, csv, docx, xlsx, pdf with text, odt; and doc, wps, rtf, xls, et where LibreOffice is
 * installed. False: `error` is the sentence for the user. Everything lies in `a`, which should have
 * room for several times the text (64 MB is plenty). */
bool paper_read(struct arena *a, struct str bytes, const struct paper_hint *hint, struct doc *out,
	struct str *error);
/* The same for a regular file or memfd, read from its start; the descriptor stays the caller's. */
bool paper_read_fd(
	struct arena *a, int fd, const struct paper_hint *hint, struct doc *out, struct str *error);
/* Reads xlsx or csv as sheets of cells for an import; xls and et where LibreOffice is installed. */
bool paper_read_book(struct arena *a, struct str bytes, const struct paper_hint *hint,
	struct book *out, struct str *error);

/* main() calls this before anything else; it does not return when the process was started as a
 * jailed reader. */
void paper_child(int argc, char **argv);

#endif
