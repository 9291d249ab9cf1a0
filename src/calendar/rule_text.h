/* rule_text.h — texts inside a rule's text form.
 *
 * A text stands bare unless it holds a sign of the form or blanks at its ends; then it stands in
 * double quotes with \" and \\. Control characters are refused: a rule is one readable line.
 */
#ifndef CALENDAR_RULE_TEXT_H
#define CALENDAR_RULE_TEXT_H

#include "base/buf.h"
#include "base/str.h"

/* The part of `s` from `*at` to the next `,`, `]`, `}` or `)` outside quotes and brackets, trimmed;
 * `*at` moves to that sign, or to the end. */
struct str rule_text_span(struct str s, size_t *at);
/* The byte behind the closing quote of the quoted text at `at`; the end where there is none. */
size_t rule_text_behind_quote(struct str s, size_t at);
/* One text, bare or quoted, copied into the arena. */
bool rule_text_read(struct arena *a, struct str s, struct str *out);
/* Writes a text bare where it can be, otherwise quoted. */
void rule_text_print(struct buf *out, struct str s);

#endif
