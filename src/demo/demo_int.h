/* demo_int.h — between demo.c (the campaign) and demo_life.c (what units then do). */
#ifndef DEMO_DEMO_INT_H
#define DEMO_DEMO_INT_H

#include "core/actor.h"
#include "demo/demo.h"
#include "duty/duty.h"

/* The second person of the campaign office: reviews and issues. */
#define DEMO_SECOND "990014"

/* From now on this person acts at this instant; NULL is the system. */
void demo_at(struct ctx *cx, const char *login, const char *iso);
const struct actor *demo_actor(struct ctx *cx, struct str login);
/* `code` again; what was refused goes to the log under `what`. */
enum flow_code demo_told(struct ctx *cx, const char *what, enum flow_code code);
/* One step of a record that edits nothing. */
enum flow_code demo_step(struct ctx *cx, const struct kind *k, const char *name, rid id);
/* As the context's actor, a plan of examples/ read in, its questions answered (demo_plan.c). */
struct demo_reading {
	rid campaign, supersedes;
	const char *file;
	struct day issue_day;
};
enum flow_code demo_read(struct ctx *cx, const struct demo_reading *in, rid *plan);
/* A second edition is being reviewed; what the units it affects say to it (demo_edition.c, N3). */
enum flow_code demo_edition(struct ctx *cx, struct day day);
/* How two units did a finished measure (demo_appraisal.c, PLAN-44). */
enum flow_code demo_appraisal(struct ctx *cx, struct day day);
/* Acts on that morning; a morning's story never goes back in time. */
void demo_morning(struct ctx *cx, const char *login, struct day day, int minute);
/* What happens around the reports on the morning of `day`: reminders, changes asked and decided,
 * a pause, pressing on what is late (demo_follow.c). `next`: from 0, kept by the caller. */
enum flow_code demo_follow(struct ctx *cx, const struct demo_in *in, struct day day, int *next);
/* What the office and the units say about measures: themes, pilots and key tasks, what stands in a
 * unit's yearly work points and assessment (demo_mark.c). */
enum flow_code demo_mark(struct ctx *cx, rid campaign);
/* The inspection teams of the campaign, before its plan is issued (demo_team.c). */
enum flow_code demo_teams(struct ctx *cx, rid campaign);
/* Later: a third team; a leader hands a station over to another, with the pairing. */
enum flow_code demo_team_later(struct ctx *cx, struct day day);
enum flow_code demo_pair_again(struct ctx *cx, struct day day);
/* A service was interrupted, and is again. */
enum flow_code demo_outage(struct ctx *cx, struct day day);
/* Lets every unit act until in->until. */
enum flow_code demo_life(struct ctx *cx, const struct demo_in *in);

#endif
