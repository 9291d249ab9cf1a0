/* txt.h — plain text of unknown encoding into UTF-8. The decision is strict and the same every
 * time: byte order mark; then UTF-16 by its shape; then valid UTF-8; then valid GB18030; then
 * whichever of the two is nearly right, with the wrong bytes replaced by U+FFFD and a note. */
#ifndef PAPER_TXT_H
#define PAPER_TXT_H

#include "paper/draft.h"

/* Loads the conversion tables; before the doors close. */
void txt_warm(void);
/* `in` as UTF-8 in d->a; sets d->charset, notes what was mended. False with d->error where `in` is
 * no text. */
bool txt_decode(struct draft *d, struct str in, struct str *utf8);
/* Every line of `in` becomes a line of the draft. */
bool txt_read(struct draft *d, struct str in);

#endif
