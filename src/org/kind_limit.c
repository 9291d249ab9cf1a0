/* kind_limit.c — see limit.h: 办理时限 as a record kind.
 *
 * A revision keeps the old version with its last day, so a clock that started under it runs on with
 * it; a correction of a wrong row does not. Both need a reason and a basis. */
#include "base/bug.h"
#include "base/tsv.h"
#include "base/vec.h"
#include "calendar/length.h"
#include "core/flow.h"
#include "core/rec.h"
#include "core/shipped.h"
#include "org/limit.h"
#include "store/sql.h"
#include "sys/data.h"

enum { ROWS_MAX = 2000 };

static const struct choice origins[] = {{"law", "法定"}, {"local", "本局设置"}, {NULL, NULL}};

static const struct field fields[] = {
	{FIELD(struct limit_row, code), .label = "代码", .type = F_TEXT, .max = 30,
		.flags = F_REQUIRED | F_IN_LIST | F_INDEXED},
	{FIELD(struct limit_row, name), .label = "时限", .type = F_TEXT, .max = 60,
		.flags = F_REQUIRED | F_IN_LIST | F_SEARCH},
	{FIELD(struct limit_row, origin), .label = "依据种类", .type = F_ENUM, .choices = origins,
		.flags = F_IN_LIST | F_FILTER},
	{FIELD(struct limit_row, law), .label = "法律文件", .type = F_TEXT, .max = 80,
		.flags = F_IN_LIST},
	{FIELD(struct limit_row, article), .label = "条", .type = F_TEXT, .max = 20,
		.flags = F_IN_LIST},
	{FIELD(struct limit_row, length), .label = "多长", .type = F_LENGTH, .max = 20,
		.flags = F_REQUIRED | F_IN_LIST,
		.hint = "30分钟、48小时、15日、5个工作日、2周、3个月、1年；也可以写 30min、48h、15d、"
			"5wd、2w、3m、1y"},
	{FIELD(struct limit_row, least), .label = "最短", .type = F_LENGTH, .max = 20},
	{FIELD(struct limit_row, extend), .label = "最多延长", .type = F_LENGTH, .max = 20},
	{FIELD(struct limit_row, approver), .label = "谁批准延长", .type = F_TEXT, .max = 40},
	{FIELD(struct limit_row, start), .label = "从什么算起", .type = F_TEXT, .max = 40,
		.flags = F_REQUIRED},
	{FIELD(struct limit_row, pause), .label = "不计入的时间", .type = F_TEXT, .max = 60},
	{FIELD(struct limit_row, rolls), .label = "期满逢休息日顺延", .type = F_BOOL},
	{FIELD(struct limit_row, from_day), .label = "从哪天起", .type = F_DAY, .flags = F_IN_LIST},
	{FIELD(struct limit_row, until_day), .label = "到哪天止", .type = F_DAY},
	{FIELD(struct limit_row, verified), .label = "已核对原文", .type = F_BOOL,
		.flags = F_IN_LIST | F_FILTER | F_COMPUTED},
	{FIELD(struct limit_row, note), .label = "说明", .type = F_TEXT, .max = 200},
};

static const struct state states[] = {{"in_force", "现行"}, {"past", "旧的"}, {"ended", "不再用"}};

#define TERMS                                                                                      \
	"law", "article", "length", "least", "extend", "approver", "start", "pause", "rolls", "note"
static const char *const news[] = {"code", "name", "origin", TERMS, "from_day", NULL};
static const char *const revised[] = {TERMS, "from_day", NULL};
static const char *const corrected[] = {"name", "origin", TERMS, "from_day", NULL};
static const char *const ending[] = {"until_day", NULL};

/* ---- rules ---- */

/* The field's type lets nothing else in. */
static struct length length_of(struct str s)
{
	struct length l = {LENGTH_NONE, 0};
	AN(s.n == 0 || length_parse(s, &l));
	return l;
}

static void check(struct ctx *cx, const void *row)
{
	const struct limit_row *r = row;
	struct length length = length_of(r->length), least = length_of(r->least),
		      extend = length_of(r->extend);
	if (length_is_set(least) && least.unit != length.unit)
		err_field(cx->errs, S("least"), "单位要与时限相同，日和工作日不能换算");
	if (length_is_set(extend) && extend.unit != length.unit)
		err_field(cx->errs, S("extend"), "单位要与时限相同，日和工作日不能换算");
	if (r->origin == ORIGIN_LAW && r->law.n == 0)
		err_field(cx->errs, S("law"), "法定时限要写明法律文件；没有的选“本局设置”");
	if (r->origin == ORIGIN_LAW && !day_is_set(r->from_day))
		err_field(cx->errs, S("from_day"), "法定时限要写明从哪天起施行");
	if (day_is_set(r->from_day) && day_is_set(r->until_day) && r->until_day.n < r->from_day.n)
		err_field(cx->errs, S("until_day"), "不能早于起始日");
}

static enum flow_code revise_guard(struct ctx *cx, const void *before, const void *after)
{
	const struct limit_row *was = before, *is = after;
	if (!day_is_set(is->from_day) ||
		(day_is_set(was->from_day) && is->from_day.n <= was->from_day.n)) {
		err_field(cx->errs, S("from_day"), "写明从哪天起按新的；原来的写错了，请用“更正”");
		return FLOW_INVALID;
	}
	return FLOW_OK;
}

static enum flow_code set_verified(struct ctx *cx, void *after, bool yes)
{
	struct limit_row *r = after;
	struct stmt *s = db_prep(cx->db, "UPDATE time_limit SET verified = ? WHERE id = ?");
	r->verified = yes;
	db_int(s, 1, yes);
	db_rid(s, 2, r->head.id);
	return flow_of_db(db_run(s));
}

/* The old version stays, to the day before; the new one has to be checked again. */
static enum flow_code revise_after(struct ctx *cx, const void *before, void *after)
{
	struct limit_row *is = after, old = *(const struct limit_row *)before;
	old.head.id = RID_NONE;
	old.head.state = LIMIT_PAST;
	old.until_day = day_add(is->from_day, -1);
	enum flow_code code = rec_insert(cx, &limit_kind, &old);
	if (code == FLOW_OK)
		code = flow_seal(cx, &limit_kind, NULL, &old, "keep", STR_NONE);
	return code == FLOW_OK ? set_verified(cx, after, false) : code;
}

static enum flow_code verify_after(struct ctx *cx, const void *before, void *after)
{
	(void)before;
	return set_verified(cx, after, true);
}

static enum flow_code correct_after(struct ctx *cx, const void *before, void *after)
{
	(void)before;
	return set_verified(cx, after, false);
}

static const struct step steps[] = {
	{.name = "new",
		.label = "新增时限",
		.to = LIMIT_IN_FORCE,
		.perm = "setting.edit",
		.fields = news,
		.flags = STEP_NEW | STEP_REASON},
	{.name = "revise",
		.label = "修订（旧的留着）",
		.from = STATE_BIT(LIMIT_IN_FORCE),
		.to = -1,
		.perm = "setting.edit",
		.fields = revised,
		.flags = STEP_REASON,
		.guard = revise_guard,
		.after = revise_after},
	{.name = "correct",
		.label = "更正（写错了）",
		.from = STATE_BIT(LIMIT_IN_FORCE),
		.to = -1,
		.perm = "setting.edit",
		.fields = corrected,
		.flags = STEP_REASON,
		.after = correct_after},
	{.name = "verify",
		.label = "已核对原文",
		.from = STATE_BIT(LIMIT_IN_FORCE),
		.to = -1,
		.perm = "setting.edit",
		.flags = STEP_REASON,
		.after = verify_after},
	{.name = "end",
		.label = "不再用",
		.from = STATE_BIT(LIMIT_IN_FORCE),
		.to = LIMIT_ENDED,
		.perm = "setting.edit",
		.fields = ending,
		.flags = STEP_REASON},
};

static struct str title(struct ctx *cx, const void *row)
{
	(void)cx;
	return ((const struct limit_row *)row)->name;
}

struct str limit_url(struct ctx *cx, const struct limit_row *r)
{
	struct buf b = buf_in(cx->a, 400);
	buf_lit(&b, "/calendar/deadline?limit=");
	buf_url(&b, r->code);
	return buf_view(&b);
}

static struct str door(struct ctx *cx, const void *row, const char **label)
{
	*label = "算到哪天";
	return limit_url(cx, row);
}

static const char *const scope[] = {"unit", NULL};

const struct kind limit_kind = {
	.name = "time_limit",
	.label = "办理时限",
	.table = "time_limit",
	.level = LEVEL_OPEN,
	.row_size = sizeof(struct limit_row),
	.fields = fields,
	.n_fields = NELEM(fields),
	.states = states,
	.n_states = NELEM(states),
	.steps = steps,
	.n_steps = NELEM(steps),
	.read_perm = "setting.edit",
	.scope_units = scope,
	.order = "code",
	.title = title,
	.check = check,
	.door = door,
};

/* ---- reading ---- */

static struct sql *versions(struct ctx *cx)
{
	struct sql *q = sql_new(cx->a);
	sql_lit(q, "SELECT ");
	rec_columns(q, &limit_kind);
	sql_lit(q, " FROM time_limit WHERE ");
	return q;
}

static int load(struct ctx *cx, struct sql *q, struct limit_row ***out)
{
	VEC(struct limit_row *) rows = {0};
	struct stmt *s = db_prep_sql(cx->db, q);
	while (rows.n < ROWS_MAX && db_step(s) == DB_ROW) {
		struct limit_row *r = kind_row(&limit_kind, cx->a);
		rec_read(cx, s, &limit_kind, r);
		*vec_add(cx->a, &rows) = r;
	}
	db_done(s);
	*out = rows.at;
	return (int)rows.n;
}

int limit_all(struct ctx *cx, struct limit_row ***out)
{
	struct sql *q = versions(cx);
	sql_lit(q, "1 = 1 ORDER BY CASE state WHEN 'in_force' THEN 0 ELSE 1 END, origin, code, "
		   "from_day DESC");
	return load(cx, q, out);
}

static const struct limit *as_limit(struct ctx *cx, const struct limit_row *r)
{
	struct limit *l = arena_new(cx->a, struct limit);
	*l = (struct limit){.code = r->code,
		.name = r->name,
		.is_local = r->origin == ORIGIN_LOCAL,
		.law = r->law,
		.article = r->article,
		.approver = r->approver,
		.start = r->start,
		.rolls = r->rolls,
		.pause = r->pause,
		.from = r->from_day,
		.until = r->until_day,
		.note = r->note};
	l->length = length_of(r->length);
	l->least = length_of(r->least);
	l->extend_by = length_of(r->extend);
	return l;
}

const struct limit *limit_get(struct ctx *cx, struct str code, struct day day, bool *verified)
{
	struct sql *q = versions(cx);
	struct limit_row **r;
	sql_lit(q, "code = ");
	sql_text(q, code);
	sql_lit(q, " AND (from_day IS NULL OR from_day <= ");
	sql_day(q, day);
	sql_lit(q, ") AND (until_day IS NULL OR until_day >= ");
	sql_day(q, day);
	sql_lit(q, ") ORDER BY coalesce(from_day, '0') DESC LIMIT 1");
	if (load(cx, q, &r) == 0)
		return NULL;
	if (verified)
		*verified = r[0]->verified;
	return as_limit(cx, r[0]);
}

/* ---- the shipped rows ---- */

enum {
	CODE,
	NAME,
	KIND,
	LAW,
	ARTICLE,
	LENGTH,
	LEAST,
	EXTEND,
	APPROVER,
	START,
	ROLLS,
	PAUSE,
	FROM,
	UNTIL,
	VERIFIED,
	NOTE
};
static const char *const columns[] = {"code", "name", "kind", "law", "article", "length", "least",
	"extend", "approver", "start", "rolls", "pause", "from", "until", "verified", "note", NULL};

static struct day day_cell(const struct tsv *t, int i)
{
	struct day d = DAY_NONE;
	AN(tsv_cell(t, i).n == 0 || day_parse(tsv_cell(t, i), &d));
	return d;
}

static struct limit_row *row_of(struct ctx *cx, const struct tsv *t)
{
	struct limit_row *r = kind_row(&limit_kind, cx->a);
	r->code = tsv_cell(t, CODE);
	r->name = tsv_cell(t, NAME);
	r->origin = str_eq(tsv_cell(t, KIND), S("law")) ? ORIGIN_LAW : ORIGIN_LOCAL;
	r->law = tsv_cell(t, LAW);
	r->article = tsv_cell(t, ARTICLE);
	r->length = tsv_cell(t, LENGTH);
	r->least = tsv_cell(t, LEAST);
	r->extend = tsv_cell(t, EXTEND);
	r->approver = tsv_cell(t, APPROVER);
	r->start = tsv_cell(t, START);
	r->rolls = str_eq(tsv_cell(t, ROLLS), S("1"));
	r->pause = tsv_cell(t, PAUSE);
	r->from_day = day_cell(t, FROM);
	r->until_day = day_cell(t, UNTIL);
	r->verified = str_eq(tsv_cell(t, VERIFIED), S("yes"));
	r->note = tsv_cell(t, NOTE);
	return r;
}

enum flow_code limit_offer(struct ctx *cx, const struct shipped *s, int *n_new)
{
	struct tsv t;
	enum flow_code code = FLOW_OK;
	AN(tsv_open(&t, cx->a, data_get("limits.tsv"), columns));
	*n_new = 0;
	while (code == FLOW_OK && tsv_next(&t)) {
		struct str limit = tsv_cell(&t, CODE);
		struct str from = tsv_cell(&t, FROM);
		struct str key = str_fmt(cx->a, "%.*s %.*s", STR_ARG(limit), STR_ARG(from));
		if (shipped_has(cx, s, "limits", key))
			continue;
		++*n_new;
		if (cx->writing)
			code = rec_insert(cx, &limit_kind, row_of(cx, &t));
		if (cx->writing && code == FLOW_OK)
			code = shipped_mark(cx, "limits", key);
	}
	AZ(t.why.n);
	return code;
}
