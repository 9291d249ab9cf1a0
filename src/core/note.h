/* note.h — a line for one person: something waits for you, something happened to your record.
 *
 * Written in the transaction of the change that causes it; mail and webhooks are sent later from
 * these rows by a job. `key` makes a note once-only: the same key for the same person is not
 * written again (a reminder does not repeat because a job ran twice). TIME-29. */
#ifndef CORE_NOTE_H
#define CORE_NOTE_H

#include "core/ctx.h"

struct note_line {
	rid id;
	struct str kind; /* of the record; with `rec` the place it leads to */
	rid rec;
	struct str text;
	struct stamp made, seen;
};

/* Who stands in for `person` today is told instead, and the text says for whom. */
enum flow_code note_send(
	struct ctx *cx, rid person, struct str kind, rid rec, struct str text, struct str key);
/* How many the actor has not looked at. */
int64_t note_unseen(struct ctx *cx);
/* The newest `max` of the actor, newest first; their number. */
int note_list(struct ctx *cx, int max, struct note_line **out);
/* Marks the actor's notes up to this one as looked at. Inside ctx_write(). */
enum flow_code note_see(struct ctx *cx, rid upto);

#endif
