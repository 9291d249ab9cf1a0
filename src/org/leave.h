/* leave.h — leave and who stands in: entered by the person himself, or by the org clerk for others
 * (N36). The deputy acts with the absent person's roles under his own name. */
#ifndef ORG_LEAVE_H
#define ORG_LEAVE_H

#include "core/ctx.h"

struct leave_in {
	rid person, deputy;
	struct str from, until, why; /* days as typed */
};
/* FLOW_DENIED for somebody else without org.edit. Errors by the fields of the kind. Inside
 * ctx_write(), as is the next. */
enum flow_code leave_enter(struct ctx *cx, const struct leave_in *in);
/* Back early: one's own, or with org.edit. */
enum flow_code leave_end(struct ctx *cx, rid proxy);

struct leave_line {
	rid id, person;
	struct str person_name, deputy_name, why;
	struct day from, until;
};
/* Running and future ones: of the actor and those he stands in for, or all in his scope. */
int leave_list(struct ctx *cx, bool all, struct leave_line **out);

#endif
