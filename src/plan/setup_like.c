/* setup_like.c — a campaign after the model of another (PLAN-04): its phases moved to the new
 * period, its goals, and what was added to its start-up list by hand. No person, no date of the
 * list and no tick comes along: they were of that campaign. */
#include "base/bug.h"
#include "core/rec.h"
#include "plan/setup.h"

/* Each as far from the beginning as it was; what would begin after the end is left out. */
static enum flow_code copy_phases(
	struct ctx *cx, const struct campaign_row *c, const struct campaign_row *model)
{
	struct setup_phase *all;
	int n = setup_phases(cx, model->head.id, &all);
	int shift = day_diff(model->from_day, c->from_day);
	enum flow_code code = FLOW_OK;
	if (n == 0)
		return setup_template(cx, c);
	for (int i = 0; i < n && code == FLOW_OK; i++) {
		struct setup_phase p = {.name = all[i].name,
			.from = day_add(all[i].from, shift),
			.until = day_is_set(all[i].until) ? day_add(all[i].until, shift)
							  : DAY_NONE};
		if (day_is_set(c->until_day) && p.from.n > c->until_day.n)
			break;
		if (day_is_set(c->until_day) && day_is_set(p.until) && p.until.n > c->until_day.n)
			p.until = c->until_day;
		code = setup_put_phase(cx, c->head.id, &p);
	}
	return code;
}

static enum flow_code copy_goals(struct ctx *cx, rid to, rid from)
{
	struct setup_goal *all;
	int n = setup_goals(cx, from, &all);
	enum flow_code code = FLOW_OK;
	for (int i = 0; i < n && code == FLOW_OK; i++)
		code = setup_add_goal(cx, to, all[i].name);
	return code;
}

static enum flow_code copy_items(
	struct ctx *cx, const struct campaign_row *c, const struct campaign_row *model)
{
	struct setup_item *all;
	int n = setup_items(cx, model, &all);
	enum flow_code code = setup_adopt(cx, c->head.id);
	for (int i = 0; i < n && code == FLOW_OK; i++) {
		struct setup_item add = {.label = all[i].label,
			.required = all[i].required,
			.due = DAY_NONE,
			.day = DAY_NONE};
		if (all[i].code.n == 0 && !all[i].dropped)
			code = setup_add_item(cx, c->head.id, &add);
	}
	return code;
}

enum flow_code setup_like(struct ctx *cx, const struct campaign_row *c)
{
	const struct campaign_row *model = rec_need(cx, &campaign_kind, c->model);
	enum flow_code code = copy_phases(cx, c, model);
	if (code == FLOW_OK)
		code = copy_goals(cx, c->head.id, model->head.id);
	return code == FLOW_OK ? copy_items(cx, c, model) : code;
}
