/* person.h — finding people by what a clerk types. */
#ifndef ORG_PERSON_H
#define ORG_PERSON_H

#include "core/ctx.h"

/* How many people in post have this staff number, or else exactly this name; `id` where it is one.
 */
int person_find(struct ctx *cx, struct str words, rid *id);
/* The one person meant by a form's field; RID_NONE, with err_field(field) that says what to type,
 * where it is none or several. Empty words are RID_NONE without an error. */
rid person_asked(struct ctx *cx, struct str field, struct str words);

struct person_line {
	rid id, unit;
	struct str name, staff_no, title, unit_name, posts; /* 所长、联络员 */
	bool left;
};
struct person_filter {
	struct str words; /* part of a name, a staff number or a title; empty: all */
	rid under;        /* this unit and what is below it */
	bool left;        /* also those who have left */
	int page, per_page;
};
/* One page in the order of the tree and the names, within the actor's scope; `total` counts all. */
int person_list(
	struct ctx *cx, const struct person_filter *f, struct person_line **out, int64_t *total);

#endif
