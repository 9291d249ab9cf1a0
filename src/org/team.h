/* team.h — the leadership team (班子成员): who belongs to it, and how the work is divided among them
 * by function and by area (ORG-06). Who is in post at the bureau itself is a member; the division
 * is the pairings: 分工联系 by function, 包片 and 包联 by area. */
#ifndef ORG_TEAM_H
#define ORG_TEAM_H

#include "core/ctx.h"

struct team_line {
	rid person;
	struct str name, posts;    /* 党委委员、副局长 */
	struct str function, area; /* names of units, by 、; empty: none */
};
int team_list(struct ctx *cx, struct team_line **out);

/* The leader in charge of a unit, through what is above it where the unit has none (ORG-06).
 * `from`: the unit he is in charge of. */
struct team_leader {
	rid person, from;
	struct str name, kind, from_name;
};
bool team_leader(struct ctx *cx, rid unit, struct team_leader *out);
/* Open units of ours, not the bureau and not its Party organisations, without any. */
struct team_bare {
	rid id;
	struct str name;
};
int team_without(struct ctx *cx, struct team_bare **out);

#endif
