/* verb.h — what can be done with a record beyond the steps of its kind: the verbs of the
 * capabilities, as one table from which they are called and described. */
#ifndef API_VERB_H
#define API_VERB_H

#include "core/flow.h"

struct evidence_in; /* duty/duty.h */

struct verb_field {
	const char *name, *zh, *en;
	enum field_type type; /* F_LONG, F_BOOL, F_DAY; F_TEXT for a time of day "HH:MM" */
};
enum { VERB_FIELDS = 4 };

struct verb_in {
	rid id;
	const struct inputs *values;
	struct str reason;
	const struct evidence_in *evidence; /* of a verb that takes files */
	int n_evidence;
};

struct verb {
	const char *kind, *name, *zh, *en;
	struct verb_field fields[VERB_FIELDS]; /* ends with a NULL name, unless full */
	enum flow_code (*run)(struct ctx *cx, const struct verb_in *in);
	/* Takes multipart/form-data with attachments too; the field that says when what they show
	 * happened. */
	const char *files_day;
};

/* The verb of that kind and name, or NULL. */
const struct verb *verb_find(const char *kind, struct str name);
/* One of its values as typed; the empty view where it was not sent. */
struct str verb_value(const struct verb_in *in, const char *name);
/* All of them, in order; NULL past the end. */
const struct verb *verb_at(int i);

#endif
