/* actor.h — who acts: person, roles at units, and what they may do now.
 *
 * A grant is a role at a unit; it reaches the unit's whole subtree. Roles and their permission
 * words are rows (table role, shipped in data/roles.tsv, ORG-29). The three administrators (domain
 * 9.3) hold roles without any business permission; org/ refuses to give one person two of them. A
 * proxy during leave acts with the absent person's grants and stands in the log under its own name.
 */
#ifndef CORE_ACTOR_H
#define CORE_ACTOR_H

#include "core/ctx.h"

struct sql;

enum { ACTOR_MAX_GRANTS = 64, ACTOR_FEW_UNITS = 16 };

struct grant {
	struct str role;
	struct str perms; /* words separated by single blanks */
	rid unit;
	bool is_root;   /* the unit is the top of the tree: the grant reaches everything */
	rid for_person; /* proxy: whose grant it is; RID_NONE for one's own */
};

struct actor {
	rid account, person, unit; /* unit: where the person belongs */
	struct str login, name;
	struct str look, lang; /* light, dark, large; zh, en */
	bool must_change;      /* the password is only good for being changed (SEC-07) */
	bool is_system;        /* a job or the command line on the machine itself */
	struct grant *grants;
	int n_grants;
};

/* The system itself, for jobs and for commands run on the machine: may everything, and stands in
 * the log as such. */
const struct actor *actor_system(void);
/* Somebody who has not signed in: may nothing. */
const struct actor *actor_nobody(void);
/* The actor of an account with the grants valid today; NULL where there is none, it is not open,
 * or the person has left. */
const struct actor *actor_load(struct ctx *cx, rid account);

/* True where a grant with permission `perm` reaches `unit`. RID_NONE as unit: at any unit. While a
 * past day is looked at (ctx.past) only permissions to read reach a unit. */
bool actor_may(struct ctx *cx, const char *perm, rid unit);
/* Whether the actor has one of these words, parted by blanks, at any unit. */
bool actor_may_one(struct ctx *cx, const char *perms);
/* At how many units the actor holds the permission; -1 where it reaches everything, so that the
 * scope needs no condition. */
int actor_reach(struct ctx *cx, const char *perm);
/* True where the actor holds the role anywhere. */
bool actor_has_role(const struct actor *who, struct str role);

/* Appends the condition "one of these unit columns lies where the actor has `perm`", parenthesised
 * and always valid SQL: 1=1 for everything, 1=0 for nothing. `cols` are column names,
 * NULL-terminated. The one place where scope becomes SQL (ARCHITECTURE section 5). */
void actor_scope(struct ctx *cx, struct sql *q, const char *perm, const char *const *cols);

#endif
