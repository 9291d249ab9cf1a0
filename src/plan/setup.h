/* setup.h — setting a campaign up: phases, goals, leading group, the start-up checklist (PLAN-04,
 * 27, 37, 39; ORG-05, ORG-07, ORG-09).
 *
 * The verbs need campaign.edit at the campaign's bureau, and a campaign that is not over; each is
 * one transaction and one log entry. Names and posts of the leading group are kept as entered, with
 * dates; who leaves it stays on record. */
#ifndef PLAN_SETUP_H
#define PLAN_SETUP_H

#include "plan/plan.h"

struct setup_phase {
	rid id;
	struct str name;
	struct day from, until;
	int64_t measures;
};
int setup_phases(struct ctx *cx, rid campaign, struct setup_phase **out);
/* The phases of the campaign's type, one after the other from its first day (PLAN-04). */
enum flow_code setup_template(struct ctx *cx, const struct campaign_row *c);
/* Phases, goals and added start-up items of c->model, moved to this campaign's period (PLAN-04). */
enum flow_code setup_like(struct ctx *cx, const struct campaign_row *c);
/* `id` RID_NONE: a new one. */
enum flow_code setup_put_phase(struct ctx *cx, rid campaign, const struct setup_phase *in);

struct setup_goal {
	rid id;
	struct str name;
	int64_t measures;
};
int setup_goals(struct ctx *cx, rid campaign, struct setup_goal **out);
enum flow_code setup_add_goal(struct ctx *cx, rid campaign, struct str name);
/* Removes a phase or a goal to which no measure belongs; FLOW_STATE otherwise. */
enum flow_code setup_drop(struct ctx *cx, rid campaign, bool goal, rid id);
/* Says to which goal and phase a measure of the campaign belongs; RID_NONE: to none. */
enum flow_code setup_attach(struct ctx *cx, rid measure, rid goal, rid phase);

struct setup_member {
	rid id, person; /* person: where the name is one of ours */
	struct str name, post, role;
	struct day from, until;
};
/* Head, deputies, members; also former ones, last. */
int setup_group(struct ctx *cx, rid campaign, struct setup_member **out);
enum flow_code setup_join(struct ctx *cx, rid campaign, const struct setup_member *in);
enum flow_code setup_leave(struct ctx *cx, rid campaign, rid member, struct day until);

/* One item of the start-up list as a record (PLAN-37, ORG-05). */
extern const struct kind startup_kind;
enum startup_state { STARTUP_OPEN, STARTUP_DONE, STARTUP_DROPPED };
struct startup_row {
	struct rec_head head; /* head.unit: the campaign's bureau */
	rid campaign;
	struct str label, hint;
	bool required;
	rid owner;
	struct day due_day, done_day;
	struct str note;
	rid done_by;
	struct str code; /* of data/startup.tsv; empty: added by hand */
	int64_t sort;
};

struct setup_item {
	rid id; /* RID_NONE: of the shipped list, which the campaign has not made its own */
	struct str code, label, hint;
	bool required;
	bool automatic; /* follows from the records, nobody ticks it */
	bool done, dropped;
	rid owner;
	struct day due; /* by when */
	struct day day; /* when it was done */
	rid by;
	struct str note; /* what was noted; for an automatic one that is open, what is missing */
	int64_t sort;
};
int setup_items(struct ctx *cx, const struct campaign_row *c, struct setup_item **out);
/* Makes the shipped list the campaign's own. A new campaign has it from the start, one of an older
 * database from its first change. */
enum flow_code setup_adopt(struct ctx *cx, rid campaign);
/* Adds one: label, required, owner, due. */
enum flow_code setup_add_item(struct ctx *cx, rid campaign, const struct setup_item *in);
/* Ticks one that is not automatic, by its code or the number of its record; with an empty day,
 * takes the tick back. */
enum flow_code setup_tick(
	struct ctx *cx, rid campaign, struct str code, struct day day, struct str note);
/* Required items that are open, as err_field("") each; their number. */
int setup_refuse(struct ctx *cx, const struct campaign_row *c);

#endif
