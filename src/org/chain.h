/* chain.h — the chain of responsibility of a unit (责任链条): body answerable → leader chiefly
 * responsible → leader directly responsible → department → person, and its gaps (ORG-10; PLAN-10).
 *
 * One in force for each unit. The leader chiefly responsible is whoever heads the unit, unless
 * somebody else is written down; nothing else is assumed. Who has left counts as a gap. */
#ifndef ORG_CHAIN_H
#define ORG_CHAIN_H

#include "core/flow.h"
#include "org/handover.h"

extern const struct kind chain_kind;
extern const struct handover_source handover_chains;

enum chain_link { CHAIN_BODY, CHAIN_CHIEF, CHAIN_DEPUTY, CHAIN_DEPT, CHAIN_PERSON, CHAIN_LINKS };
/* 责任主体 … in the order of the chain. */
extern const char *const chain_links[CHAIN_LINKS];

struct chain_row {
	struct rec_head head; /* head.unit: whose chain */
	struct str body;      /* the Party committee or group that answers */
	rid chief, deputy, dept, person;
};

struct chain_line {
	rid unit, chain; /* chain RID_NONE: nothing written down */
	struct str name;
	struct str at[CHAIN_LINKS]; /* names; empty: a gap */
	bool follows;               /* the chief is the head in post, nobody else is written down */
	int gaps;
};
/* Every unit of ours that is open, in the order of the tree, within the actor's scope. */
int chain_list(struct ctx *cx, struct chain_line **out);
/* One of them; false for an external body, a closed unit, or one out of scope. */
bool chain_load(struct ctx *cx, rid unit, struct chain_line *out);

#endif
