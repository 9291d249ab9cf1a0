/* unit_list.h — the units as a screen shows them: the tree in its order with who answers for each.
 */
#ifndef ORG_UNIT_LIST_H
#define ORG_UNIT_LIST_H

#include "core/ctx.h"

struct unit_line {
	rid id, parent;
	int depth; /* 0: no parent in the actor's scope */
	struct str name, short_name, kind;
	struct str head, liaison; /* names; empty: vacant (ORG-07, ORG-09) */
	int64_t persons;
	bool outside; /* an external body: nobody of ours answers for it */
	bool paired;  /* a leader is paired with it today (ORG-13) */
};
/* Every unit the actor may see, children behind their parent. */
int unit_list(struct ctx *cx, struct unit_line **out);

/* Who is in post at a unit today. */
struct unit_post {
	rid person;
	struct str name, post;
	struct day from;
};
int unit_list_posts(struct ctx *cx, rid unit, struct unit_post **out);

struct unit_pairing {
	rid leader, unit;
	struct str leader_name, unit_name, kind;
	struct day from;
	bool skips_level;
};
/* Pairings in force today, by leader; of one unit where `unit` is set. */
int unit_list_pairings(struct ctx *cx, rid unit, struct unit_pairing **out);

#endif
