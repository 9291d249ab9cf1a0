/* entry.c — see entry.h. Every verb writes the entry and the item's count in one transaction. */
#include "duty/entry.h"
#include "base/bug.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "calendar/expand.h"
#include "calendar/work.h"
#include "core/rec.h"
#include "duty/cover.h"
#include "store/blob.h"
#include "store/sql.h"

enum { WHAT_MAX = 500, MOST = 99999 };

/* ---- the rule behind the number ---- */

static const struct rule *leaf(const struct rule *r, int64_t *n)
{
	if (r->kind != RULE_SEQ && r->kind != RULE_AND)
		return (*n)-- == 0 ? r : NULL;
	for (size_t i = 0; i < r->n_parts; i++) {
		const struct rule *found = leaf(&r->parts[i], n);
		if (found)
			return found;
	}
	return NULL;
}

const struct rule *entry_rule(struct ctx *cx, const struct due_row *d)
{
	const struct duty_row *duty = rec_load(cx, &duty_kind, d->duty);
	struct rule *r = arena_new(cx->a, struct rule);
	struct rule_error bad;
	int64_t node = d->node;
	if (duty == NULL || !rule_parse(cx->a, duty->text, r, &bad))
		return NULL;
	return leaf(r, &node);
}

int64_t entry_need(const struct due_row *d)
{
	if (d->kind == EXPAND_COVER)
		return d->whole > 0 ? d->whole : 1;
	return d->need > 0 ? d->need : 1;
}

/* ---- counting ---- */

enum count { COUNT_DAYS, COUNT_TARGETS, COUNT_SUM };

static enum count count_of(struct ctx *cx, const struct due_row *d)
{
	if (d->kind == EXPAND_COVER)
		return COUNT_TARGETS;
	const struct rule *r = entry_rule(cx, d);
	return r && (r->unit == UNIT_PERSON || r->unit == UNIT_ITEM) ? COUNT_SUM : COUNT_DAYS;
}

/* Entries that stood at the instant `end`; STAMP_NONE: that stand now. */
static int64_t count(struct ctx *cx, const struct due_row *d, struct stamp end)
{
	struct sql *q = sql_new(cx->a);
	switch (count_of(cx, d)) {
	case COUNT_DAYS:
		sql_lit(q, "SELECT count(DISTINCT day)");
		break;
	case COUNT_TARGETS:
		sql_lit(q, "SELECT count(DISTINCT target)");
		break;
	case COUNT_SUM:
		sql_lit(q, "SELECT coalesce(sum(n), 0)");
		break;
	}
	sql_lit(q, " FROM entry WHERE due = ");
	sql_rid(q, d->head.id);
	if (end.ms) {
		sql_lit(q, " AND made < ");
		sql_stamp(q, end);
		sql_lit(q, " AND (state = 'counted' OR changed >= ");
		sql_stamp(q, end);
		sql_lit(q, ")");
	} else {
		sql_lit(q, " AND state = 'counted'");
	}
	return db_one_int(db_prep_sql(cx->db, q), 0);
}

int64_t entry_done_then(struct ctx *cx, const struct due_row *d, struct day day)
{
	return entry_counts(d) ? count(cx, d, stamp_of_day(day_add(day, 1))) : 0;
}

enum flow_code entry_recount(struct ctx *cx, rid due)
{
	struct due_row *d = rec_need(cx, &due_kind, due), before;
	before = *d;
	if (d->kind == EXPAND_COVER) {
		struct cover c = cover_load(cx, d);
		d->done = c.covered;
		d->whole = cover_whole(cx, d, &c);
	} else {
		d->done = count(cx, d, STAMP_NONE);
	}
	if (d->done == before.done && d->whole == before.whole)
		return FLOW_OK;
	enum flow_code code = rec_update(cx, &due_kind, d);
	return code == FLOW_OK ? flow_seal(cx, &due_kind, &before, d, "count", STR_NONE) : code;
}

/* ---- adding ---- */

static void check_day(struct ctx *cx, const struct due_row *d, struct day day)
{
	char from[DAY_TEXT], until[DAY_TEXT];
	const struct rule *r = entry_rule(cx, d);
	if (!day_is_set(day))
		err_field(cx->errs, S("day"), "请填写日期，写成 2026-09-18 这样");
	else if (day.n > cx->today.n)
		err_field(cx->errs, S("day"), "日期不能在今天以后：办了再登记");
	else if ((day_is_set(d->from_day) && day.n < d->from_day.n) ||
		 (day_is_set(d->due_day) && day.n > d->due_day.n))
		err_field(cx->errs, S("day"), "这一期是 %s 到 %s，日期要在这中间",
			day_text(d->from_day, from), day_text(d->due_day, until));
	else if (r && r->unit == UNIT_WORKING_DAY && !work_is_day(cx->cal, day))
		err_field(cx->errs, S("day"), "%s 不是工作日；要求按工作日计数，休息日不计",
			day_text(day, from));
}

static void check_target(struct ctx *cx, const struct due_row *d, struct str target)
{
	if (d->kind != EXPAND_COVER)
		return;
	struct cover c = cover_load(cx, d);
	for (int i = 0; i < c.n; i++)
		if (str_eq(c.at[i].name, target))
			return;
	err_field(cx->errs, S("target"), "请从名单里选覆盖的对象；名单里没有的，先加进名单");
}

static void check(struct ctx *cx, const struct entry_in *in, const struct due_row *d)
{
	size_t n = utf8_count(str_trim(in->what));
	check_day(cx, d, in->day);
	check_target(cx, d, in->target);
	if (n == 0)
		err_field(cx->errs, S("what"), "请写明做了什么");
	else if (n > WHAT_MAX)
		err_field(cx->errs, S("what"), "最多 %d 字，现在有 %zu 字", (int)WHAT_MAX, n);
	if (in->n < 0 || in->n > MOST)
		err_field(cx->errs, S("n"), "数量要在 1 到 %d 之间", (int)MOST);
	for (int i = 0; i < in->n_evidence; i++)
		if (in->evidence[i].event_day.n > cx->today.n)
			err_field(cx->errs, S("day"), "佐证的发生日期不能在今天以后");
}

static struct due_row *asked(struct ctx *cx, rid due, enum flow_code *code)
{
	struct due_row *d = flow_may_see(cx, &due_kind, due) ? rec_load(cx, &due_kind, due) : NULL;
	*code = FLOW_OK;
	if (d == NULL)
		*code = FLOW_ABSENT;
	else if (!due_may_report(cx, d))
		*code = FLOW_DENIED;
	else if (!entry_counts(d) || (d->head.state != DUE_OPEN && d->head.state != DUE_RETURNED))
		*code = FLOW_STATE;
	return d;
}

static enum flow_code add(struct ctx *cx, void *arg)
{
	const struct entry_in *in = arg;
	enum flow_code code;
	struct due_row *d = asked(cx, in->due, &code);
	if (code != FLOW_OK)
		return code;
	check(cx, in, d);
	if (cx->errs->n)
		return FLOW_INVALID;
	const struct duty_row *duty = rec_load(cx, &duty_kind, d->duty);
	struct entry_row *e = kind_row(&entry_kind, cx->a);
	e->head.unit = d->head.unit;
	e->due = d->head.id;
	e->day = in->day;
	e->person = duty ? duty->person : RID_NONE;
	e->target = d->kind == EXPAND_COVER ? in->target : STR_NONE;
	e->what = str_trim(in->what);
	e->n = in->n ? in->n : 1;
	if ((code = rec_insert(cx, &entry_kind, e)) != FLOW_OK)
		return code;
	for (int i = 0; i < in->n_evidence && code == FLOW_OK; i++)
		code = evidence_add(cx, e->head.id, &in->evidence[i]);
	if (code == FLOW_OK)
		code = flow_seal(cx, &entry_kind, NULL, e, "add", STR_NONE);
	return code == FLOW_OK ? entry_recount(cx, d->head.id) : code;
}

enum flow_code entry_add(struct ctx *cx, const struct entry_in *in)
{
	return ctx_write(cx, add, (void *)(uintptr_t)in);
}

/* ---- taking back ---- */

struct take_back {
	rid entry;
	struct str reason;
};

static enum flow_code withdraw(struct ctx *cx, void *arg)
{
	const struct take_back *t = arg;
	enum flow_code code;
	struct entry_row *e = rec_load(cx, &entry_kind, t->entry), before;
	if (e == NULL)
		return FLOW_ABSENT;
	asked(cx, e->due, &code);
	if (code != FLOW_OK)
		return code;
	if (e->head.state != ENTRY_COUNTED)
		return FLOW_STATE;
	size_t n = utf8_count(str_trim(t->reason));
	if (n == 0 || n > WHAT_MAX)
		err_field(cx->errs, S("reason"), "请写明撤销的理由（%d 字以内）", (int)WHAT_MAX);
	if (cx->errs->n)
		return FLOW_INVALID;
	before = *e;
	e->head.state = ENTRY_WITHDRAWN;
	if ((code = rec_update(cx, &entry_kind, e)) != FLOW_OK)
		return code;
	code = flow_seal(cx, &entry_kind, &before, e, "withdraw", t->reason);
	return code == FLOW_OK ? entry_recount(cx, e->due) : code;
}

enum flow_code entry_withdraw(struct ctx *cx, rid entry, struct str reason)
{
	struct take_back t = {entry, reason};
	return ctx_write(cx, withdraw, &t);
}

/* ---- reading ---- */

int entry_list(struct ctx *cx, rid due, struct entry_row ***out)
{
	struct sql *q = sql_new(cx->a);
	VEC(struct entry_row *) rows = {0};
	sql_lit(q, "SELECT ");
	rec_columns(q, &entry_kind);
	sql_lit(q, " FROM entry WHERE due = ");
	sql_rid(q, due);
	sql_lit(q, " ORDER BY day, id");
	struct stmt *s = db_prep_sql(cx->db, q);
	while (db_step(s) == DB_ROW) {
		struct entry_row *e = kind_row(&entry_kind, cx->a);
		rec_read(cx, s, &entry_kind, e);
		if (cx->past && e->head.made.ms > cx->now.ms)
			continue;
		if (cx->past && e->head.changed.ms > cx->now.ms)
			e->head.state = ENTRY_COUNTED;
		*vec_add(cx->a, &rows) = e;
	}
	db_done(s);
	*out = rows.at;
	return (int)rows.n;
}
