/* tree.h — the organisation as a tree (ORG-01), and who is who in it.
 *
 * Reading only; org/ edits. The closure table unit_up(unit, anc) holds every unit with each of its
 * ancestors and itself, so that a subtree is one index range on both engines. */
#ifndef CORE_TREE_H
#define CORE_TREE_H

#include "core/ctx.h"

struct unit_info {
	rid id, parent;
	struct str name, short_name, code, level, kind;
};

/* False where there is none. Texts live in the context's arena. */
bool tree_unit(struct ctx *cx, rid id, struct unit_info *out);
/* True where `anc` is `unit` itself or above it. */
bool tree_is_under(struct ctx *cx, rid unit, rid anc);
/* The top unit of the bureau; RID_NONE while there is none. */
rid tree_top(struct ctx *cx);
/* The unit of that name, short name, or alias valid on `day`; RID_NONE where none or several fit.
 */
rid tree_find(struct ctx *cx, struct str name, struct day day);
/* The principal head (一把手, ORG-07): whoever holds a post of the code set head_post there; and who
 * holds one certain post ('liaison' …, ORG-09). RID_NONE while it is empty. Leave is not followed:
 * tree_acting_for() does that. */
rid tree_head(struct ctx *cx, rid unit, struct day day);
rid tree_post_holder(struct ctx *cx, rid unit, struct str post, struct day day);
/* The person who stands in for `person` on that day, or `person` (N36). */
rid tree_acting_for(struct ctx *cx, rid person, struct day day);
struct str tree_person_name(struct ctx *cx, rid person);
struct str tree_unit_name(struct ctx *cx, rid unit);
/* The supervising unit, to which lateness is escalated (ORG-11); RID_NONE at the top. */
rid tree_parent(struct ctx *cx, rid unit);

#endif
