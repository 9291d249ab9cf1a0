/* contact.h — the form of the first responsible person and the liaison (信息表) of each lead unit of
 * a campaign: filled from the tree, printed in the office's wording, and the arrival of its signed
 * paper (ORG-08, ORG-09, DOC-10).
 *
 * Nobody types the form: who heads a unit and who is its liaison is what org/ knows today. What is
 * kept is that a paper came, when, who took it in, and whom it named, so that a later change of
 * post is seen. Who may read the organisation at a unit sees its form. */
#ifndef PLAN_CONTACT_H
#define PLAN_CONTACT_H

#include "org/org.h"
#include "paper/wording.h"
#include "plan/plan.h"

extern const struct kind contact_kind;
enum contact_state { CONTACT_ARRIVED, CONTACT_BACK };

/* A paper that came. head.unit: whose form; head.by, head.made: who ticked it, and when. */
struct contact_row {
	struct rec_head head;
	rid campaign;
	struct day arrived_day;
	struct str note;
	rid chief, liaison; /* whom the tree named when it came */
};

struct contact_form {
	rid unit;
	struct str name;
	const struct person_row *chief, *liaison; /* in post today; NULL: vacant */
	const struct contact_row *paper;          /* NULL: has not come */
	bool changed;                             /* somebody else is in post since it came */
};

/* The lead units of the campaign's plan in force that the actor may see; their number. */
int contact_list(struct ctx *cx, rid campaign, struct contact_form **out);
/* One of them; false for any other unit. */
bool contact_load(struct ctx *cx, rid campaign, rid unit, struct contact_form *out);
/* The forms of one unit: one for each campaign under way whose plan names it, not as one of a
 * group, as a lead unit; their number. */
struct contact_of_unit {
	rid campaign;
	struct str campaign_name;
	struct contact_form form;
	struct day due;
	bool asked; /* the office collects the papers: it has set a day, or some have come */
};
int contact_of(struct ctx *cx, rid unit, struct contact_of_unit **out);
/* By when the papers are owed: the day of that item of the start-up list; DAY_NONE where open. */
struct day contact_due(struct ctx *cx, rid campaign);
/* The form as a letter, dated today. False with what is wrong in `errs`. */
bool contact_letter(struct ctx *cx, struct str campaign, const struct contact_form *f,
	struct letter *out, struct wording_errs *errs);

/* Takes the paper in: needs campaign.edit at the campaign and at the unit. err_field by field. */
enum flow_code contact_take(
	struct ctx *cx, rid campaign, rid unit, struct str day, struct str note);

#endif
