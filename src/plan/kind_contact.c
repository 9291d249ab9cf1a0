/* kind_contact.c — the paper of a lead unit's 信息表 that came, as a record kind: ticked by the
 * campaign office, sent back with a reason, never deleted (ORG-08). */
#include "base/bug.h"
#include "core/rec.h"
#include "core/tree.h"
#include "plan/contact.h"
#include "plan/setup_int.h"

static const struct field fields[] = {
	{FIELD(struct contact_row, campaign), .label = "专项活动", .type = F_REF, .ref = "campaign",
		.flags = F_REQUIRED | F_IN_LIST | F_FILTER | F_INDEXED},
	{FIELD(struct contact_row, arrived_day), .label = "收到日期", .type = F_DAY,
		.flags = F_REQUIRED | F_IN_LIST},
	{FIELD(struct contact_row, note), .label = "说明", .type = F_TEXT, .max = 200},
	{FIELD(struct contact_row, chief), .label = "表上的第一责任人", .type = F_REF,
		.ref = "person", .flags = F_COMPUTED},
	{FIELD(struct contact_row, liaison), .label = "表上的联络员", .type = F_REF,
		.ref = "person", .flags = F_COMPUTED},
};

static const struct state states[] = {{"arrived", "已收到"}, {"back", "已退回"}};
static const char *const takes[] = {"campaign", "arrived_day", "note", NULL};
static const char *const scope[] = {"unit", NULL};

static enum flow_code open_campaign(struct ctx *cx, const void *before, const void *after)
{
	(void)before;
	return setup_may(cx, ((const struct contact_row *)after)->campaign);
}

static enum flow_code takeable(struct ctx *cx, const void *before, const void *after)
{
	const struct contact_row *c = after;
	struct contact_form f;
	if (day_is_set(c->arrived_day) && c->arrived_day.n > cx->today.n)
		err_field(cx->errs, S("arrived_day"), "收到日期不能晚于今天");
	if (c->campaign.n && !contact_load(cx, c->campaign, c->head.unit, &f))
		err_field(cx->errs, S(""), "这个单位在方案里不牵头，不用报这张表");
	else if (c->campaign.n && f.paper && f.paper->head.id.n != c->head.id.n)
		err_field(cx->errs, S(""), "这个单位的表已经收到；要重报的，先退回原来的");
	return cx->errs->n ? FLOW_INVALID : open_campaign(cx, before, after);
}

/* Whom the paper names is whoever is in post as it comes. */
static enum flow_code name_them(struct ctx *cx, const void *before, void *after)
{
	struct contact_row *c = after;
	(void)before;
	c->chief = tree_head(cx, c->head.unit, cx->today);
	c->liaison = tree_post_holder(cx, c->head.unit, S("liaison"), cx->today);
	struct stmt *s = db_prep(cx->db, "UPDATE contact SET chief = ?, liaison = ? WHERE id = ?");
	db_rid(s, 1, c->chief);
	db_rid(s, 2, c->liaison);
	db_rid(s, 3, c->head.id);
	return flow_of_db(db_run(s));
}

static const struct step steps[] = {
	{.name = "new",
		.label = "登记收到",
		.to = CONTACT_ARRIVED,
		.perm = "campaign.edit",
		.fields = takes,
		.flags = STEP_NEW,
		.guard = takeable,
		.after = name_them},
	{.name = "back",
		.label = "退回这一份",
		.from = STATE_BIT(CONTACT_ARRIVED),
		.to = CONTACT_BACK,
		.perm = "campaign.edit",
		.flags = STEP_REASON,
		.guard = open_campaign},
};

static struct str title(struct ctx *cx, const void *row)
{
	const struct contact_row *c = row;
	struct str unit = tree_unit_name(cx, c->head.unit);
	return str_fmt(cx->a, "%.*s · 信息表", STR_ARG(unit));
}

static struct str door(struct ctx *cx, const void *row, const char **label)
{
	const struct contact_row *c = row;
	*label = "信息表";
	return str_fmt(cx->a, "/campaign/%lld/contact/%lld", (long long)c->campaign.n,
		(long long)c->head.unit.n);
}

const struct kind contact_kind = {
	.name = "contact",
	.label = "信息表",
	.table = "contact",
	.row_size = sizeof(struct contact_row),
	.fields = fields,
	.n_fields = NELEM(fields),
	.states = states,
	.n_states = NELEM(states),
	.steps = steps,
	.n_steps = NELEM(steps),
	.read_perm = "campaign.read",
	.scope_units = scope,
	.order = "id",
	.title = title,
	.door = door,
};
