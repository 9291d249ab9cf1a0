/* part.c — see part.h. */
#include "duty/part.h"
#include "base/bug.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "calendar/expand.h"
#include "core/actor.h"
#include "core/rec.h"
#include "core/tree.h"
#include "duty/asof.h"
#include "duty/due.h"
#include "duty/reach.h"
#include "duty/turn.h"
#include "plan/subject.h"
#include "store/sql.h"

enum { WHAT_MAX = 300 };

/* ---- who leads, until when ---- */

rid part_lead(struct ctx *cx, rid measure)
{
	struct measure_unit *u;
	int n = plan_units(cx, measure, &u);
	for (int i = 0; i < n; i++)
		if (u[i].role == ROLE_LEAD && u[i].unit.n)
			return u[i].unit;
	return RID_NONE;
}

static struct day latest(struct ctx *cx, const struct measure_row *m, rid unit, bool final)
{
	struct sql *q = sql_new(cx->a);
	sql_lit(q, "SELECT max(d.due_day) FROM due d JOIN duty y ON y.id = d.duty "
		   "WHERE d.state <> 'cancelled' AND y.role <> 'coop' AND d.campaign = ");
	sql_rid(q, m->campaign);
	sql_lit(q, " AND d.measure = ");
	sql_rid(q, m->head.id);
	if (unit.n) {
		sql_lit(q, " AND d.unit = ");
		sql_rid(q, unit);
	}
	if (final)
		sql_lit(q, " AND d.kind = 'final'");
	struct stmt *s = db_prep_sql(cx->db, q);
	struct day day = db_step(s) == DB_ROW ? db_col_day(s, 0) : DAY_NONE;
	db_done(s);
	return day;
}

struct day part_last_day(struct ctx *cx, const struct measure_row *m, rid unit)
{
	struct day day = latest(cx, m, unit, true);
	if (!day_is_set(day))
		day = latest(cx, m, unit, false);
	if (day_is_set(day))
		return day;
	const struct campaign_row *c = rec_load(cx, &campaign_kind, m->campaign);
	return c ? c->until_day : DAY_NONE;
}

/* ---- the parts of a measure ---- */

struct lines {
	struct part_line *at;
	size_t n, room;
};

static struct part_line *line_of(struct ctx *cx, struct lines *l, rid unit)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->at[i].unit.n == unit.n && l->at[i].due == NULL)
			return &l->at[i];
	struct part_line *new = vec_add(cx->a, l);
	*new = (struct part_line){.unit = unit, .name = tree_unit_name(cx, unit)};
	return new;
}

static void add_named(struct ctx *cx, rid measure, struct lines *l)
{
	struct measure_unit *u;
	const struct measure_row *m = rec_load(cx, &measure_kind, measure);
	rid *units = arena_array(cx->a, SUBJECT_UNITS, sizeof *units);
	int n = m ? plan_units(cx, measure, &u) : 0;
	for (int i = 0; i < n; i++) {
		if (u[i].role != ROLE_COOP)
			continue;
		int k = subject_units(cx, m->plan, &u[i], cx->today, units);
		for (int j = 0; j < k; j++)
			line_of(cx, l, units[j]);
	}
}

int part_list(struct ctx *cx, rid measure, struct part_line **out)
{
	struct lines l = {0};
	VEC(rid) dues = {0};
	add_named(cx, measure, &l);
	struct sql *q = sql_new(cx->a);
	sql_lit(q, "SELECT d.id FROM ");
	asof_duties(cx, q);
	sql_lit(q, " y JOIN ");
	asof_from(cx, q);
	sql_lit(q, " d ON d.duty = y.id WHERE y.role = 'coop' AND d.state <> 'cancelled' AND "
		   "y.measure = ");
	sql_rid(q, measure);
	sql_lit(q, " ORDER BY d.due_day, d.id");
	struct stmt *s = db_prep_sql(cx->db, q);
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &dues) = db_col_rid(s, 0);
	db_done(s);
	for (size_t i = 0; i < dues.n; i++) {
		struct due_row *d = asof_load(cx, dues.at[i]);
		line_of(cx, &l, d->head.unit)->due = d;
	}
	*out = l.at;
	return (int)l.n;
}

int part_missing(const struct part_line *at, int n)
{
	int missing = 0;
	for (int i = 0; i < n; i++)
		missing += at[i].due == NULL || at[i].due->head.state == DUE_OPEN ||
			   at[i].due->head.state == DUE_RETURNED;
	return missing;
}

/* ---- agreeing one ---- */

static rid office_of(struct ctx *cx, const struct measure_row *m)
{
	const struct campaign_row *c = rec_need(cx, &campaign_kind, m->campaign);
	return c->office;
}

bool part_may_agree(struct ctx *cx, const struct measure_row *m)
{
	rid lead = part_lead(cx, m->head.id);
	return (m->head.state == MEASURE_ACTIVE || m->head.state == MEASURE_STANDING) &&
	       ((lead.n && actor_may(cx, "due.accept", lead)) ||
		       actor_may(cx, "due.accept", office_of(cx, m)));
}

struct agree {
	const struct part_in *in;
	rid *due;
};

static void check(struct ctx *cx, const struct part_in *in, const struct measure_row *m)
{
	char last_text[DAY_TEXT];
	size_t n = utf8_count(str_trim(in->what));
	struct day last = part_last_day(cx, m, RID_NONE);
	if (in->unit.n == 0 || tree_unit_name(cx, in->unit).n == 0)
		err_field(cx->errs, S("unit"), "请选择配合单位");
	else if (in->unit.n == part_lead(cx, m->head.id).n)
		err_field(cx->errs, S("unit"), "牵头单位不能同时是配合单位");
	if (n == 0 || n > WHAT_MAX)
		err_field(cx->errs, S("part"), "请写明配合做什么（%d 字以内）", (int)WHAT_MAX);
	if (!day_is_set(in->day))
		err_field(cx->errs, S("part_day"), "请填写交付日期，写成 2026-09-18 这样");
	else if (in->day.n < cx->today.n)
		err_field(cx->errs, S("part_day"), "交付日期不能早于今天");
	else if (day_is_set(last) && in->day.n > last.n)
		err_field(cx->errs, S("part_day"), "配合部分不能晚于措施的时限：请定在 %s 或更早",
			day_text(last, last_text));
}

static enum flow_code put_duty(
	struct ctx *cx, const struct part_in *in, const struct measure_row *m, struct duty_row *y)
{
	struct ymd d = day_ymd(in->day);
	rid lead = part_lead(cx, m->head.id);
	struct rule r = {.kind = RULE_MILESTONE,
		.by = {.kind = DATE_FIXED, .year = d.y, .month = d.m, .day = d.d}};
	y->head.unit = in->unit;
	y->campaign = m->campaign;
	y->plan = m->plan;
	y->measure = m->head.id;
	y->to_unit = lead.n ? lead : office_of(cx, m);
	y->role = ROLE_COOP;
	y->text = rule_print(cx->a, &r);
	y->phrase = str_trim(in->what);
	enum flow_code code = rec_insert(cx, &duty_kind, y);
	return code == FLOW_OK ? flow_seal(cx, &duty_kind, NULL, y, "agree", STR_NONE) : code;
}

static enum flow_code put_due(
	struct ctx *cx, const struct part_in *in, const struct duty_row *y, struct due_row *d)
{
	d->head.unit = y->head.unit;
	d->head.state = DUE_OPEN;
	d->duty = y->head.id;
	d->campaign = y->campaign;
	d->measure = y->measure;
	d->to_unit = y->to_unit;
	d->kind = EXPAND_FINAL;
	d->asks = ASK_PROGRESS;
	d->content = y->phrase;
	d->from_day = cx->today;
	d->due_day = d->first_day = in->day;
	d->due_min = DUE_DAY_MINUTES;
	return turn_save(cx, NULL, d, &(struct turn){.verb = "agree"});
}

static enum flow_code agree(struct ctx *cx, void *arg)
{
	struct agree *a = arg;
	const struct measure_row *m = rec_load(cx, &measure_kind, a->in->measure);
	if (m == NULL || !reach_campaign(cx, m->campaign))
		return FLOW_ABSENT;
	if (!part_may_agree(cx, m))
		return FLOW_DENIED;
	check(cx, a->in, m);
	if (cx->errs->n)
		return FLOW_INVALID;
	struct duty_row *y = kind_row(&duty_kind, cx->a);
	struct due_row *d = kind_row(&due_kind, cx->a);
	enum flow_code code = put_duty(cx, a->in, m, y);
	if (code == FLOW_OK)
		code = put_due(cx, a->in, y, d);
	*a->due = d->head.id;
	if (code != FLOW_OK)
		return code;
	struct str asker = tree_unit_name(cx, y->to_unit);
	return turn_tell(cx, d->head.unit, d,
		str_fmt(cx->a, "%.*s请本单位配合“%.*s”：%.*s", STR_ARG(asker), STR_ARG(m->heading),
			STR_ARG(y->phrase)));
}

enum flow_code part_agree(struct ctx *cx, const struct part_in *in, rid *due)
{
	struct agree a = {in, due};
	*due = RID_NONE;
	return ctx_write(cx, agree, &a);
}
