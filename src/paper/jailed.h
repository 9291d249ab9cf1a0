/* jailed.h — the reader inside the jail: bytes in, message out. Never call it in the server's own
 * process; paper/read.c runs it in a child. Its own file so that fuzz targets can call it. */
#ifndef PAPER_JAILED_H
#define PAPER_JAILED_H

#include "base/buf.h"

/* Opens what reading `in` will need, before the doors close. */
void jailed_warm(struct str in);
/* `arg` is 'd' (document) or 'b' (book), then the file's name. */
void jailed_work(struct arena *a, struct str in, struct str arg, struct buf *out);

#endif
