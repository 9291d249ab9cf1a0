/* kind_appraisal.c — the judgement on how a unit did a measure as a record: tables and steps
 * (PLAN-44, SEC-08). */
#include "base/bug.h"
#include "core/actor.h"
#include "core/note.h"
#include "core/rec.h"
#include "core/tree.h"
#include "duty/appraisal.h"
#include "duty/turn.h"

static const struct field fields[] = {
	{FIELD(struct appraisal_row, campaign), .label = "专项活动", .type = F_REF,
		.ref = "campaign", .flags = F_FILTER | F_INDEXED | F_COMPUTED},
	{FIELD(struct appraisal_row, duty), .label = "责任事项", .type = F_REF, .ref = "duty",
		.flags = F_REQUIRED | F_INDEXED},
	{FIELD(struct appraisal_row, measure), .label = "措施", .type = F_REF, .ref = "measure",
		.flags = F_COMPUTED | F_IN_LIST | F_FILTER | F_INDEXED},
	{FIELD(struct appraisal_row, of_unit), .label = "评价的单位", .type = F_REF, .ref = "unit",
		.flags = F_COMPUTED | F_IN_LIST | F_FILTER | F_INDEXED},
	{FIELD(struct appraisal_row, on_time), .label = "过程按时", .type = F_INT,
		.flags = F_COMPUTED},
	{FIELD(struct appraisal_row, late), .label = "过程迟报", .type = F_INT,
		.flags = F_COMPUTED},
	{FIELD(struct appraisal_row, missing), .label = "过程未报", .type = F_INT,
		.flags = F_COMPUTED},
	{FIELD(struct appraisal_row, returned), .label = "过程退回次数", .type = F_INT,
		.flags = F_COMPUTED},
	{FIELD(struct appraisal_row, process), .label = "对过程的评价", .type = F_LONG, .max = 1000,
		.flags = F_REQUIRED},
	{FIELD(struct appraisal_row, outcome), .label = "对结果的评价", .type = F_LONG, .max = 1000,
		.flags = F_REQUIRED},
	{FIELD(struct appraisal_row, verdict), .label = "结论", .type = F_CODE, .set = "verdict",
		.flags = F_REQUIRED | F_IN_LIST | F_FILTER},
};

static const struct state states[] = {{"given", "有效"}, {"withdrawn", "已撤回"}};
static const char *const judges[] = {"duty", "process", "outcome", "verdict", NULL};

/* The unit's own people do not judge it; of the bureau itself there are no others. */
static bool is_own(struct ctx *cx, rid unit)
{
	rid mine = cx->who->unit;
	return mine.n == unit.n || (unit.n != tree_top(cx).n && tree_is_under(cx, mine, unit));
}

/* Blanks are no words. */
static void need_words(struct ctx *cx, const char *field, struct str text)
{
	if (text.n && str_trim(text).n == 0)
		err_field(cx->errs, str_of(field), "请写明评价，过程和结果都要写");
}

static enum flow_code may_judge(struct ctx *cx, const void *before, const void *after)
{
	const struct appraisal_row *r = after;
	const struct duty_row *d = r->duty.n ? rec_load(cx, &duty_kind, r->duty) : NULL;
	struct appraisal_facts f;
	(void)before;
	if (d == NULL)
		return FLOW_INVALID;
	appraisal_facts(cx, d->measure, d->head.unit, &f);
	if (f.to_unit.n == 0)
		return FLOW_ABSENT;
	if (f.to_unit.n != r->head.unit.n || cx->who->person.n == 0 || is_own(cx, d->head.unit))
		return FLOW_DENIED;
	need_words(cx, "process", r->process);
	need_words(cx, "outcome", r->outcome);
	if (appraisal_of(cx, d->measure, d->head.unit))
		err_field(cx->errs, S(""), "这个单位的这条措施已经评价过；要改的，先撤回原来的");
	appraisal_refuse(cx, &f);
	return cx->errs->n ? FLOW_INVALID : FLOW_OK;
}

static enum flow_code store_rest(struct ctx *cx, const struct appraisal_row *r)
{
	struct stmt *s = db_prep(cx->db,
		"UPDATE appraisal SET campaign = ?, on_time = ?, late = ?, missing = ?, "
		"returned = ?, measure = ?, of_unit = ? WHERE id = ?");
	db_rid(s, 1, r->campaign);
	db_int(s, 2, r->on_time);
	db_int(s, 3, r->late);
	db_int(s, 4, r->missing);
	db_int(s, 5, r->returned);
	db_rid(s, 6, r->measure);
	db_rid(s, 7, r->of_unit);
	db_rid(s, 8, r->head.id);
	return flow_of_db(db_run(s));
}

static struct str title(struct ctx *cx, const void *row)
{
	const struct appraisal_row *r = row;
	struct str measure = rec_title(cx, &measure_kind, r->measure);
	struct str unit = tree_unit_name(cx, r->of_unit);
	return str_fmt(cx->a, "%.*s · %.*s", STR_ARG(measure), STR_ARG(unit));
}

/* The figures as they stand now go along; the unit hears of it. */
static enum flow_code judged(struct ctx *cx, const void *before, void *after)
{
	struct appraisal_row *r = after;
	struct appraisal_facts f;
	const struct duty_row *d = rec_need(cx, &duty_kind, r->duty);
	(void)before;
	r->measure = d->measure;
	r->of_unit = d->head.unit;
	r->campaign = d->campaign;
	appraisal_facts(cx, r->measure, r->of_unit, &f);
	r->on_time = f.on_time;
	r->late = f.late;
	r->missing = f.missing;
	r->returned = f.returned;
	enum flow_code code = store_rest(cx, r);
	rid who = turn_liaison(cx, r->of_unit);
	if (code != FLOW_OK || who.n == 0)
		return code;
	struct str name = title(cx, r);
	return note_send(cx, who, S("appraisal"), r->head.id,
		str_fmt(cx->a, "有一条措施评价了：%.*s", STR_ARG(name)), STR_NONE);
}

static enum flow_code is_mine(struct ctx *cx, const void *before, const void *after)
{
	(void)before;
	return ((const struct appraisal_row *)after)->head.by.n == cx->who->person.n ? FLOW_OK
										     : FLOW_DENIED;
}

static const struct step steps[] = {
	{.name = "new",
		.label = "评价",
		.to = APPRAISAL_GIVEN,
		.perm = "due.accept",
		.fields = judges,
		.flags = STEP_NEW,
		.guard = may_judge,
		.after = judged},
	{.name = "withdraw",
		.label = "撤回评价",
		.from = STATE_BIT(APPRAISAL_GIVEN),
		.to = APPRAISAL_WITHDRAWN,
		.perm = "due.accept",
		.flags = STEP_REASON,
		.guard = is_mine},
};

static struct str door(struct ctx *cx, const void *row, const char **label)
{
	const struct appraisal_row *r = row;
	*label = "任务评价";
	return str_fmt(cx->a, "/campaign/%lld/measure/%lld/appraisal/%lld",
		(long long)r->campaign.n, (long long)r->measure.n, (long long)r->of_unit.n);
}

static const char *const scope[] = {"unit", "of_unit", NULL};

const struct kind appraisal_kind = {
	.name = "appraisal",
	.label = "任务评价",
	.table = "appraisal",
	.row_size = sizeof(struct appraisal_row),
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
	.door = door,
};
