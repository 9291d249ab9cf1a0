/* plan.h — campaigns, plans and measures as records: what duty/ and the screens use.
 *
 * A plan begins as a reading (read.h), is corrected by a person while its state is `reading`, is
 * looked at by a second person in `review`, and is issued; from then on only a later edition or a
 * recorded change (duty/) alters what is owed. PLAN-01…14, 27, 37, 39, 40, 51, 52; ORG-03, ORG-05.
 */
#ifndef PLAN_PLAN_H
#define PLAN_PLAN_H

#include "core/flow.h"
#include "core/kind.h"
#include "paper/doc.h"
#include "plan/facet.h"
#include "store/schema.h"

extern const struct kind campaign_kind, plan_kind, measure_kind, question_kind;
/* phase, goal, leading_group, startup, govdoc, plan_link, measure_clause, plan_text, measure_unit,
 * measure_leader, measure_rule. */
extern const struct schema_part plan_part;

enum campaign_state {
	CAMPAIGN_PLANNING,
	CAMPAIGN_RUNNING,
	CAMPAIGN_STANDING,
	CAMPAIGN_DONE,
	CAMPAIGN_CANCELLED,
	CAMPAIGN_STARTED /* under way, the start-up list not yet complete */
};
struct campaign_row {
	struct rec_head head; /* head.unit: the bureau that runs it */
	struct str name, type;
	struct day from_day, until_day; /* until_day unset: a long-term mechanism (PLAN-51) */
	rid office;                     /* the campaign office (ORG-04) */
	rid parent;                     /* special operation within another (PLAN-33) */
	rid model;                      /* it was set up after this one (PLAN-04) */
	bool pilot;
	/* Its dates (register 3.0, 4 and 5), settled when its plan is issued: a day off moves to
	 * the working day before; the period running at issue is owed too. */
	bool roll_back, with_partial;
};

enum plan_state { PLAN_READING, PLAN_REVIEW, PLAN_ISSUED, PLAN_SUPERSEDED, PLAN_WITHDRAWN };
struct plan_row {
	struct rec_head head;
	rid campaign;
	struct str title, number, issuer;
	int64_t year, edition;
	struct day issue_day;
	struct str source_name;
	rid supersedes;
	rid issued_by;
};

enum measure_state {
	MEASURE_DRAFT,
	MEASURE_ACTIVE,
	MEASURE_STANDING,
	MEASURE_DONE,
	MEASURE_CANCELLED,
	MEASURE_SUPERSEDED /* words of an earlier edition; `now` is the living record */
};
struct measure_row {
	struct rec_head head;
	rid plan, campaign, parent;
	int64_t seq;     /* order within the plan */
	struct str path; /* 二/（五）/1, as printed */
	struct str heading, text;
	int64_t span_at, span_n; /* bytes of the plan's text */
	rid goal, phase;
	struct str theme, origin; /* slogan layer (PLAN-14); code set task_origin (PLAN-16) */
	struct str facet[FACETS]; /* 目标、内容、措施、标准、要求 (PLAN-30) */
	bool pilot, key_task;     /* 先行先试, 重点推进 (PLAN-38) … */
	struct str counter;       /* … and the countermeasures for it */
	bool assigned;            /* carries a unit, a leader or a time; otherwise a heading */
	rid now; /* the record that goes on, where these are the words of an earlier edition */
};

struct question_row {
	struct rec_head head;
	rid plan, measure;
	struct str code; /* stable word of the reader: blank-deadline … */
	int64_t span_at, span_n;
	struct str ask, proposal, why;
	struct str answer, basis;
	rid answered_by;
};

enum plan_role { ROLE_LEAD, ROLE_RESP, ROLE_COOP, ROLES };
/* "lead", "resp", "coop", as stored. */
const char *plan_role_code(enum plan_role r);
extern const struct choice plan_roles[]; /* with their labels, in the order of the enum */

/* One named unit of a measure: what stands in the text, and what it was resolved to. */
struct measure_unit {
	rid id, measure;
	enum plan_role role;
	int sort;
	struct str phrase;
	struct span span;
	rid unit, grp;   /* one of them, or neither while unresolved */
	struct str part; /* a cooperating unit's agreed part (PLAN-29) */
	struct day part_due;
};

struct measure_rule {
	rid id, measure;
	int sort;
	struct str phrase;
	struct span span;
	struct str rule;   /* text form of calendar/rule.h; empty where a person must enter it */
	struct str source; /* field, prose, hand; whole (timing.h) */
};

/* The last two numbers of a path, for narrow places: 二/（五）/1 becomes （五）1. */
struct str plan_short_path(struct arena *a, struct str path);

/* The measures of a plan in order; their number. */
int plan_measures(struct ctx *cx, rid plan, struct measure_row ***out);
int plan_units(struct ctx *cx, rid measure, struct measure_unit **out);
int plan_rules(struct ctx *cx, rid measure, struct measure_rule **out);
/* The plan's text as it was read; empty where there is none. */
struct str plan_text(struct ctx *cx, rid plan);
/* The newest issued plan of a campaign; RID_NONE where there is none. */
rid plan_current(struct ctx *cx, rid campaign);

/* The unit a plan calls by this name on that day. “…”专项活动办公室 of no name in the tree is the
 * campaign's own office (ORG-04). RID_NONE where nobody is called so. */
rid plan_find_unit(struct ctx *cx, struct str name, struct day day, rid campaign);

/* Reads a document into a new plan of the campaign, with measures, units, rules and questions, in
 * one transaction. Names are resolved as of `issue_day`. Inside or outside ctx_write(). */
struct plan_import {
	rid campaign;
	const struct doc *doc;
	struct str source_name;
	struct day issue_day; /* DAY_NONE: not known yet, a hurdle */
	rid supersedes;       /* an earlier edition, or RID_NONE */
	bool new_campaign;    /* made for it: its period is asked about even where guessed */
	const struct reading *reading; /* of `doc`, where that was read already */
	rid plan;                      /* out */
};
enum flow_code plan_import(struct ctx *cx, struct plan_import *in);

#endif
