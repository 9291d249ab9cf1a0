/* err.h — what the user must correct: all of it together, by field.
 *
 * The first family of errors. Messages are sentences in the user's words that say what to do; they
 * are shown above the form and again at the field, and what was typed is kept. */
#ifndef CORE_ERR_H
#define CORE_ERR_H

#include "base/arena.h"
#include "base/str.h"

struct err_item {
	struct str field; /* name of the input; empty for the whole form */
	struct str text;
};

struct errs {
	struct arena *a;
	struct err_item *at;
	size_t n, room;
};

enum { ERR_MAX = 200 }; /* a sheet with more mistakes than this is the wrong sheet */

/* An empty list in `a`. */
struct errs *errs_new(struct arena *a);
/* Adds one; past ERR_MAX nothing is added. */
void err_field(struct errs *e, struct str field, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* The first message of `field`, or the empty view. */
struct str err_of(const struct errs *e, struct str field);
/* Of the errors from number `from` on, which were found although the ones before them were: keeps
 * those of fields nothing was said about. What was said of the whole form is dropped: it may only
 * follow from a field that is wrong. */
void errs_join(struct errs *e, size_t from);
/* Forgets everything (a transaction is tried again). */
void errs_clear(struct errs *e);

#endif
