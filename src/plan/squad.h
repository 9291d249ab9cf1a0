/* squad.h — 督导组: the inspection teams of a campaign, each with its leader, members and period
 * (ORG-17, ORG-18). What a team owes by the month is a duty like any other (TIME-15).
 *
 * Not the teams of other campaigns and not what they inspect. A team that ends stays on record. */
#ifndef PLAN_SQUAD_H
#define PLAN_SQUAD_H

#include "org/handover.h"
#include "plan/plan.h"

extern const struct kind squad_kind;
enum squad_state { SQUAD_ACTIVE, SQUAD_ENDED };
struct squad_row {
	struct rec_head head; /* head.unit: the office that keeps it */
	rid campaign;
	struct str name, mandate;
	rid leader;
	struct str members; /* one a line, with where he comes from: 退居二线, 抽调, 特邀监督员 */
	struct day from_day, until_day;
};

/* The teams of a campaign, those that stand first; their number. */
int squad_list(struct ctx *cx, rid campaign, struct squad_row ***out);
/* How many stand on that day. */
int64_t squad_count(struct ctx *cx, rid campaign, struct day day);

/* Teams that a person leads. */
extern const struct handover_source squad_handover;

#endif
