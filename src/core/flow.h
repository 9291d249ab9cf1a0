/* flow.h — the one function that changes a record's state.
 *
 * load, compare version → is the step allowed from this state → may the actor take it → parse and
 * validate only the fields it edits → the kind's rules → guard → write, version + 1 → after → seal
 * entry with the field differences → commit; all in one transaction (ARCHITECTURE section 5). What
 * the fields, the rules and the guard find wrong is said at once, each field once. The web pages,
 * the JSON interface, commands and jobs all come here and hold no rule of their own. */
#ifndef CORE_FLOW_H
#define CORE_FLOW_H

#include "core/kind.h"
#include "seal/seal.h"

/* Inputs of a form, a JSON object or a command line: name → text as typed. */
struct inputs {
	const struct input {
		struct str name, text;
	} * at;
	size_t n;
};

struct flow_in {
	const struct kind *kind;
	const struct step *step;
	rid id;          /* RID_NONE for a STEP_NEW */
	rid unit;        /* of a new record */
	int64_t version; /* the one the user saw; 0 = whatever is stored (jobs) */
	struct inputs values;
	struct str reason;
};

struct flow_out {
	/* as stored now; on FLOW_INVALID with what was typed, on FLOW_CONFLICT as stored */
	void *row;
	rid id;
};

/* Takes one step of one record, in a transaction of its own or in the running one. */
enum flow_code flow_apply(struct ctx *cx, const struct flow_in *in, struct flow_out *out);
/* Whether the actor would be allowed to take the step now (for buttons); looks at state, permission
 * and the second-person rule, not at guards. */
bool flow_may(struct ctx *cx, const struct kind *k, const struct step *step, const void *row);
/* True where the actor may see the record: read permission at one of its scope units, and the
 * kind's own narrowing. */
bool flow_may_see(struct ctx *cx, const struct kind *k, rid id);

/* For verbs that write by hand, inside ctx_write(). flow_seal: one change of a record; `before`
 * NULL for a new one; rows of the kind. flow_note: an entry that is no difference of fields; `at`
 * and `actor` are set here. Both leave the entry's number in ctx.sealed. */
enum flow_code flow_seal(struct ctx *cx, const struct kind *k, const void *before,
	const void *after, const char *verb, struct str reason);
enum flow_code flow_note(struct ctx *cx, struct seal_in *in);

#endif
