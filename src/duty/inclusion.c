/* inclusion.c — see inclusion.h. */
#include "duty/inclusion.h"
#include "base/bug.h"

static const char *const scope[] = {"unit", NULL};
static const struct choice places[] = {
	{"points", "年度工作要点"}, {"assessment", "绩效考核"}, {NULL, NULL}};

static const struct field fields[] = {
	{FIELD(struct inclusion_row, measure), .label = "措施", .type = F_REF, .ref = "measure",
		.flags = F_REQUIRED | F_IN_LIST | F_FILTER | F_INDEXED},
	{FIELD(struct inclusion_row, place), .label = "列入", .type = F_ENUM, .choices = places,
		.flags = F_IN_LIST | F_FILTER},
};

static const struct state states[] = {{"listed", "已列入"}, {"out", "已移出"}};

static bool owes(struct ctx *cx, const struct inclusion_row *r)
{
	struct stmt *s = db_prep(cx->db, "SELECT count(*) FROM duty WHERE measure = ? AND unit = ? "
					 "AND state <> 'cancelled'");
	db_rid(s, 1, r->measure);
	db_rid(s, 2, r->head.unit);
	return db_one_int(s, 0) > 0;
}

/* The record by which the measure stands there; RID_NONE where it does not. */
static rid standing(struct ctx *cx, rid measure, rid unit, int place)
{
	struct stmt *s = db_prep(cx->db, "SELECT id FROM inclusion WHERE measure = ? AND unit = ? "
					 "AND place = ? AND state = 'listed'");
	db_rid(s, 1, measure);
	db_rid(s, 2, unit);
	db_text(s, 3, str_of(places[place].code));
	return (rid){db_one_int(s, 0)};
}

static enum flow_code may_list(struct ctx *cx, const void *before, const void *after)
{
	const struct inclusion_row *r = after;
	(void)before;
	if (!owes(cx, r))
		err_field(cx->errs, S("measure"), "这项措施不由本单位负责");
	else if (standing(cx, r->measure, r->head.unit, r->place).n)
		err_field(cx->errs, S("measure"), "已经列入");
	return cx->errs->n ? FLOW_INVALID : FLOW_OK;
}

static const char *const new_fields[] = {"measure", "place", NULL};

static const struct step steps[] = {
	{.name = "new",
		.label = "列入",
		.to = INCLUSION_LISTED,
		.perm = "due.report",
		.fields = new_fields,
		.flags = STEP_NEW,
		.guard = may_list},
	{.name = "out",
		.label = "移出",
		.from = STATE_BIT(INCLUSION_LISTED),
		.to = INCLUSION_OUT,
		.perm = "due.report"},
};

static struct str title(struct ctx *cx, const void *row)
{
	(void)cx;
	return str_of(places[((const struct inclusion_row *)row)->place].label);
}

const struct kind inclusion_kind = {
	.name = "inclusion",
	.label = "列入要点与考核",
	.table = "inclusion",
	.row_size = sizeof(struct inclusion_row),
	.fields = fields,
	.n_fields = NELEM(fields),
	.states = states,
	.n_states = NELEM(states),
	.steps = steps,
	.n_steps = NELEM(steps),
	.read_perm = "due.read",
	.scope_units = scope,
	.order = "-id",
	.title = title,
};

enum flow_code inclusion_set(struct ctx *cx, const struct inclusion_in *in)
{
	struct flow_out out;
	rid now = standing(cx, in->measure, in->unit, in->place);
	const struct input values[] = {
		{S("measure"), str_fmt(cx->a, "%lld", (long long)in->measure.n)},
		{S("place"), str_of(places[in->place].code)}};
	struct flow_in put = {.kind = &inclusion_kind,
		.step = kind_step(&inclusion_kind, in->in ? S("new") : S("out")),
		.id = now,
		.unit = in->unit};
	if (in->in == (now.n != 0))
		return FLOW_OK;
	if (in->in)
		put.values = (struct inputs){values, NELEM(values)};
	return flow_apply(cx, &put, &out);
}
