/* handover.h — everything a person holds goes to a successor on one day, in one transaction, with a
 * receipt that names each item (ORG-14, ORG-28, ORG-31, SEC-07).
 *
 * What somebody can hold is said by sources: posts, pairings, role grants and proxies by org/, and
 * what a capability above org/ ties to a person by its own source, listed in run/registry.c. Past
 * accountability stays with the person then in post: records end the day before, new ones begin. */
#ifndef ORG_HANDOVER_H
#define ORG_HANDOVER_H

#include "core/flow.h"
#include "core/kind.h"

enum handover_why { HANDOVER_POST, HANDOVER_MOVE, HANDOVER_LEAVE }; /* 换岗, 调动, 离岗 */
enum handover_do { HANDOVER_GIVE, HANDOVER_END, HANDOVER_KEEP };    /* 移交, 结束, 保留 */

struct handover_source;

/* One thing a person holds. Texts live in the context's arena. */
struct handover_item {
	const struct handover_source *source;
	rid rec, unit;
	struct str title; /* 城关派出所 · 联络员 */
	struct day from;  /* since when; DAY_NONE where it has no beginning */
	bool own;         /* of the person, not of the post: rank, everybody's role */
	enum handover_do what;
	struct str result; /* what became of it */
	rid made;          /* the successor's new record; RID_NONE */
};

struct handover_in {
	rid person, successor; /* successor may be RID_NONE where nothing is given */
	struct day day;        /* the successor's first */
	enum handover_why why;
	rid to_unit; /* of a move */
	struct str note;
	/* What happens to an item, by its key; others take handover_usual(). */
	const struct handover_choice {
		struct str key;
		enum handover_do what;
	} * choices;
	int n_choices;
};

struct handover_source {
	const char *code, *label; /* post 任职 */
	/* What `person` holds on `day` or later; their number. Sets rec, unit, title, from, own. */
	int (*list)(struct ctx *cx, rid person, struct day day, struct handover_item **out);
	/* Gives or ends one item; sets `result` and `made`. err_field("") where it cannot. */
	enum flow_code (*act)(
		struct ctx *cx, const struct handover_in *in, struct handover_item *item);
};

/* post-17: the name of an item in a form. */
struct str handover_key(struct arena *a, const struct handover_item *i);
enum handover_do handover_usual(const struct handover_item *i, enum handover_why why);
/* Everything, in the order of the sources; `source` is set. */
int handover_list(struct ctx *cx, rid person, struct day day, struct handover_item **out);
/* How many things would be left behind. */
int handover_open(struct ctx *cx, rid person, struct day day);

struct handover_row {
	struct rec_head head; /* head.unit: where the person was */
	rid person, successor, to_unit;
	struct day day;
	int why;
	struct str note;
	int64_t n_items;
};
extern const struct kind handover_kind;

struct handover_out {
	rid id;
	struct handover_item *items;
	int n;
};
/* All of it or nothing. Permission org.edit at the person's unit. Role grants of the successor wait
 * for the security administrator, unless the actor is one. Who leaves is signed out and the account
 * locked, from that day on; who moves loses the roles of the old unit. */
enum flow_code handover_apply(
	struct ctx *cx, const struct handover_in *in, struct handover_out *out);
/* What it would do, tried out and undone. FLOW_INVALID where it would be refused. */
enum flow_code handover_try(struct ctx *cx, const struct handover_in *in, struct handover_out *out);

/* The items of a receipt, as they were written down. */
struct handover_line {
	struct str what, title, result;
};
int handover_lines(struct ctx *cx, rid handover, struct handover_line **out);

/* posts, pairings, role grants, proxies: org/'s own sources. */
extern const struct handover_source handover_posts, handover_pairings, handover_grants,
	handover_proxies;

#endif
