/* task.h — a unit's own plan for a measure: dated steps, each with a named person (PLAN-11, 21).
 *
 * The unit writes the steps and sends them; the lead approves or gives them back as a whole. No
 * step lies later than the measure itself (T-35). Approved steps are what daily clearing closes or
 * carries over with a reason (PLAN-25). */
#ifndef DUTY_TASK_H
#define DUTY_TASK_H

#include "duty/duty.h"

extern const struct kind task_kind;

enum task_state { TASK_DRAFT, TASK_SENT, TASK_RETURNED, TASK_OPEN, TASK_DONE, TASK_DROPPED };
struct task_row {
	struct rec_head head; /* head.unit: whose step */
	rid measure, campaign, to_unit;
	struct str what;
	rid person;
	struct day due_day, first_day; /* first_day: as approved, before it was carried over */
	int64_t carried;
	struct stamp done_at;
	struct str note; /* result, or the reason of the last return or carrying over */
};

struct task_in {
	rid measure, unit, person;
	struct str what;
	struct day day;
};
/* The unit's own: due.report there, on a measure it owes something for. */
enum flow_code task_add(struct ctx *cx, const struct task_in *in);
/* Strikes out a step that is not approved yet. */
enum flow_code task_drop(struct ctx *cx, rid task);
/* Sends every step that is not with the lead yet. */
enum flow_code task_send(struct ctx *cx, rid measure, rid unit);
/* The lead's answer to everything sent; a return needs words. Never by who wrote the steps. */
enum flow_code task_review(struct ctx *cx, rid measure, rid unit, bool ok, struct str note);
/* Closes an approved step; the unit, or the named person. */
enum flow_code task_done(struct ctx *cx, rid task, struct str result);
/* Moves it to another day with a reason; never past the measure's day. */
enum flow_code task_carry(struct ctx *cx, rid task, struct day day, struct str reason);

/* Steps of a unit for a measure, by day; their number. */
int task_list(struct ctx *cx, rid measure, rid unit, struct task_row ***out);
bool task_may_write(struct ctx *cx, rid measure, rid unit);
/* Within the scope, or the named person. */
bool task_may_see(struct ctx *cx, const struct task_row *t);
bool task_may_close(struct ctx *cx, const struct task_row *t);

/* How far the units of a measure (RID_NONE: of a campaign) are with their own plans. */
struct task_sum {
	rid unit;
	struct str name;
	int measures, planned; /* it owes for so many; has an approved or sent plan for so many */
	int open, sent, done, late; /* steps */
};
int task_sums(struct ctx *cx, rid campaign, rid measure, struct task_sum **out);

/* The approved steps of one day within the actor's scope (PLAN-25). */
struct task_day {
	struct task_row **left, **done; /* due by that day and open; closed on it */
	int n_left, n_done;
};
struct task_day task_day(struct ctx *cx, struct day day);

#endif
