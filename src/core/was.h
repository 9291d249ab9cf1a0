/* was.h — what the rows that administrators edit were before: settings, codes, roles, lights.
 *
 * Who changed which cell of which row, when and why. The log has each change under seal; the table
 * setting_was says at which entry, so that nobody has to walk the log for it. */
#ifndef CORE_WAS_H
#define CORE_WAS_H

#include "core/ctx.h"
#include "seal/seal.h"

/* Appends the entry of one change and remembers it under the key of its row, which is unique among
 * the rows of in->kind; `old` is the row's only value, empty where it has several cells. Inside
 * ctx_write(). */
enum flow_code was_note(struct ctx *cx, struct seal_in *in, struct str key, struct str old);

struct was {
	struct str key, reason, by; /* by: the person's name */
	struct stamp at;
	int64_t seal_no;
	struct str cells; /* seal_field() lines */
	bool made;        /* the row came into being */
};
/* The changes of the rows of a kind, newest first, at most WAS_MAX; `key` empty: of all rows. */
enum was_when { WAS_UNTIL_NOW, WAS_LATER }; /* than ctx.now: a past day is looked at */
enum { WAS_MAX = 1000 };
int was_list(struct ctx *cx, struct str kind, struct str key, enum was_when when, struct was **out);

#endif
