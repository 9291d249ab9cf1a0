/* issue_int.h — what the files of issuing share: the lines of a plan (measure × rule × units with
 * their occurrences) and the rows they become. */
#ifndef CAMPAIGN_ISSUE_INT_H
#define CAMPAIGN_ISSUE_INT_H

#include "base/vec.h"
#include "calendar/expand.h"
#include "campaign/issue.h"
#include "duty/duty.h"

/* One unit's part in a measure. */
struct part {
	rid unit, to, person, squad; /* person, squad: of what one leader or one team owes */
	enum plan_role role;
	struct day due; /* a cooperating unit's own date (PLAN-29) */
	struct str what;
};

/* One rule of one measure: the same occurrences for each of its units. */
struct line {
	const struct measure_row *measure;
	rid living; /* the measure it belongs to once issued: where it goes on, the earlier one */
	const struct measure_rule *rule;
	const struct rule *r;
	struct str text; /* canonical text of the rule */
	struct expansion exp;
	struct part *parts;
	size_t n_parts;
};

struct issue {
	const struct issue_in *in;
	struct issue_sum *sum;
	struct plan_row *plan;
	struct campaign_row *campaign;
	struct expand_env env;
	struct day day; /* owners are found as of it */
	bool living;    /* only what follows the pairings while the plan runs */
	VEC(struct line) lines;
	rid next_duty, next_due; /* of the blocks taken for what is written */
	rid counted;             /* due items before this one are in the sums */
	int64_t written;
	struct str past_words; /* what was decided about what is past, for the log */
	struct arena *scratch; /* for one line's writing: a province has 170 000 duties */
};

/* Whether its time is over now; what waits for something else has no time of its own yet. */
bool issue_is_past(const struct ctx *cx, const struct occur *o);
/* One past occurrence more, of a line for so many units. */
void issue_add_gone(struct ctx *cx, struct issue_gones *g, const struct line *l,
	const struct occur *o, int64_t units);
/* The refusal where something is past and nothing was decided; FLOW_OK otherwise. */
enum flow_code issue_past_decided(
	struct ctx *cx, const struct issue *is, const struct issue_gones *g);
/* The decision in words, for the log; empty where nothing is past. */
struct str issue_past_words(struct ctx *cx, const struct issue_in *in, const struct issue_gones *g);

/* Every line of the plan, and the figures of is->sum (issue_lines.c). */
void issue_lines(struct ctx *cx, struct issue *is);
/* Only the lines owed by leaders who are paired, and who owes them on `day`. */
void issue_lines_living(struct ctx *cx, struct issue *is, struct day day);

/* Writing (issue_write.c); inside ctx_write(). Blocks of ids are taken first, sealed at the end. */
struct issue_blocks {
	rid duty, due; /* first of each */
};
struct issue_blocks issue_take(struct ctx *cx, struct issue *is, int64_t duties, int64_t dues);
/* Counts what was written into the sums, now and then and at the end. */
enum flow_code issue_count(struct ctx *cx, struct issue *is, bool last);
/* `cx` with the emptied scratch space as its arena, between issue_take() and issue_seal(). */
struct ctx issue_scratch(const struct ctx *cx, struct issue *is);
enum flow_code issue_seal(struct ctx *cx, struct issue *is, struct issue_blocks first);
enum flow_code issue_duty(struct ctx *cx, struct issue *is, const struct line *l,
	const struct part *p, struct duty_row *out);
/* Nothing where the occurrence is past and not taken over. */
enum flow_code issue_due(struct ctx *cx, struct issue *is, const struct duty_row *d,
	const struct occur *o, struct str content);
/* What a report of this occurrence is about, in words. */
struct str issue_content(struct ctx *cx, const struct line *l, const struct occur *o);
/* Everything of a first edition. */
enum flow_code issue_all(struct ctx *cx, struct issue *is);

#endif
