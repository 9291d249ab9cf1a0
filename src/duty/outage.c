/* outage.c — see outage.h. Every verb writes the record, its log entry and a step in the item's
 * history in one transaction. */
#include "duty/outage.h"
#include "base/bug.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "calendar/expand.h"
#include "core/actor.h"
#include "core/rec.h"
#include "core/val.h"
#include "duty/turn.h"
#include "store/sql.h"

enum { WORDS_MAX = 500, MINUTE_MS = 60000 };

/* ---- the kind: its steps are the verbs below ---- */

static const char *const scope[] = {"unit", NULL};

static const struct field fields[] = {
	{FIELD(struct outage_row, due), .label = "应报事项", .type = F_REF, .ref = "due",
		.flags = F_IN_LIST | F_FILTER | F_INDEXED | F_COMPUTED},
	{FIELD(struct outage_row, from_at), .label = "中断时间", .type = F_STAMP,
		.flags = F_IN_LIST | F_COMPUTED},
	{FIELD(struct outage_row, until_at), .label = "恢复时间", .type = F_STAMP,
		.flags = F_IN_LIST | F_COMPUTED},
	{FIELD(struct outage_row, why), .label = "原因", .type = F_LONG, .max = WORDS_MAX,
		.flags = F_IN_LIST | F_SEARCH | F_COMPUTED},
	{FIELD(struct outage_row, done), .label = "怎么处理的", .type = F_LONG, .max = WORDS_MAX,
		.flags = F_SEARCH | F_COMPUTED},
};

static const struct state states[] = {
	{"open", "中断中"}, {"over", "已恢复"}, {"dropped", "登记有误，不计"}};

static struct str title(struct ctx *cx, const void *row)
{
	const struct outage_row *o = row;
	char day[DAY_TEXT];
	return str_fmt(cx->a, "%s 中断", day_text(stamp_day(o->from_at), day));
}

static struct str door(struct ctx *cx, const void *row, const char **label)
{
	*label = "应报事项";
	return str_fmt(cx->a, "/due/%lld", (long long)((const struct outage_row *)row)->due.n);
}

const struct kind outage_kind = {
	.name = "outage",
	.label = "服务中断",
	.table = "outage",
	.row_size = sizeof(struct outage_row),
	.fields = fields,
	.n_fields = NELEM(fields),
	.states = states,
	.n_states = NELEM(states),
	.read_perm = "due.read",
	.scope_units = scope,
	.order = "-from_at",
	.title = title,
	.door = door,
};

/* ---- who and when ---- */

bool outage_fits(const struct due_row *d)
{
	return d->kind == EXPAND_SERVICE;
}

bool outage_may(struct ctx *cx, const struct due_row *d)
{
	bool over = d->head.state == DUE_CANCELLED || d->head.state == DUE_ACCEPTED;
	if (cx->past || over || !outage_fits(d))
		return false;
	return due_may_report(cx, d) || actor_may(cx, "due.remind", d->to_unit);
}

static void check_words(struct ctx *cx, const char *field, struct str s, const char *empty)
{
	size_t n = utf8_count(s);
	if (n == 0 && empty)
		err_field(cx->errs, str_of(field), "%s", empty);
	else if (n > WORDS_MAX)
		err_field(cx->errs, str_of(field), "最多 %d 字，现在有 %zu 字", WORDS_MAX, n);
	else if (!utf8_is_valid(s))
		err_field(cx->errs, str_of(field), "有无法识别的字符，请重新输入");
}

static void check_until(struct ctx *cx, struct stamp from, struct stamp until)
{
	if (until.ms > cx->now.ms)
		err_field(cx->errs, S("until_day"), "恢复的时间不能在现在以后");
	else if (until.ms <= from.ms)
		err_field(cx->errs, S("until_day"), "恢复要在中断以后");
}

/* No two at a time: they would be counted twice. */
static void check_apart(struct ctx *cx, const struct outage_in *in)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT count(*) FROM outage WHERE due = ? AND state <> 'dropped' AND from_at < ? "
		"AND (until_at IS NULL OR until_at > ?)");
	db_rid(s, 1, in->due);
	db_stamp(s, 2, in->until.ms ? in->until : (struct stamp){INT64_MAX / 2});
	db_stamp(s, 3, in->from);
	if (db_one_int(s, 0))
		err_field(cx->errs, S("from_day"),
			"这段时间已经登记了一次中断；还没有恢复的，先登记恢复");
}

static void check_new(struct ctx *cx, const struct outage_in *in)
{
	if (in->from.ms == 0)
		err_field(cx->errs, S("from_day"), "请填写从什么时候起中断");
	else if (in->from.ms > cx->now.ms)
		err_field(cx->errs, S("from_day"), "中断的时间不能在现在以后");
	else if (in->until.ms)
		check_until(cx, in->from, in->until);
	check_words(cx, "why", in->why, "请写明为什么中断");
	check_words(cx, "done", in->done, in->until.ms ? "请写明采取了什么措施、怎么恢复的" : NULL);
	if (cx->errs->n == 0)
		check_apart(cx, in);
}

/* ---- writing ---- */

static struct str when(struct ctx *cx, struct stamp at)
{
	char day[DAY_TEXT];
	int64_t minute = (at.ms - stamp_of_day(stamp_day(at)).ms) / MINUTE_MS;
	return str_fmt(cx->a, "%s %02d:%02d", day_text(stamp_day(at), day), (int)(minute / 60),
		(int)(minute % 60));
}

static enum flow_code note_it(
	struct ctx *cx, const struct due_row *d, const char *verb, struct str note)
{
	return turn_add(cx, d, &(struct turn){.verb = verb, .note = note});
}

static enum flow_code add(struct ctx *cx, void *arg)
{
	struct outage_in in = *(const struct outage_in *)arg;
	const struct due_row *d = flow_may_see(cx, &due_kind, in.due)
					  ? rec_load(cx, &due_kind, in.due)
					  : NULL;
	if (d == NULL)
		return FLOW_ABSENT;
	if (!outage_may(cx, d))
		return outage_fits(d) ? FLOW_DENIED : FLOW_STATE;
	in.why = str_trim(in.why);
	in.done = str_trim(in.done);
	check_new(cx, &in);
	if (cx->errs->n)
		return FLOW_INVALID;
	struct outage_row *o = kind_row(&outage_kind, cx->a);
	o->head.unit = d->head.unit;
	o->head.state = in.until.ms ? OUTAGE_OVER : OUTAGE_OPEN;
	o->due = d->head.id;
	o->from_at = in.from;
	o->until_at = in.until;
	o->why = in.why;
	o->done = in.done;
	enum flow_code code = rec_insert(cx, &outage_kind, o);
	if (code == FLOW_OK)
		code = flow_seal(cx, &outage_kind, NULL, o, "add", STR_NONE);
	struct str from = when(cx, in.from);
	return code == FLOW_OK ? note_it(cx, d, "outage",
					 str_fmt(cx->a, "%.*s 起中断：%.*s", STR_ARG(from),
						 STR_ARG(in.why)))
			       : code;
}

enum flow_code outage_add(struct ctx *cx, const struct outage_in *in)
{
	return ctx_write(cx, add, (void *)(uintptr_t)in);
}

/* The record and its item, where the actor may act on it; NULL with the code. */
static struct outage_row *asked(
	struct ctx *cx, rid id, const struct due_row **d, enum flow_code *code)
{
	struct outage_row *o = flow_may_see(cx, &outage_kind, id) ? rec_load(cx, &outage_kind, id)
								  : NULL;
	*d = o ? rec_load(cx, &due_kind, o->due) : NULL;
	*code = *d == NULL ? FLOW_ABSENT : outage_may(cx, *d) ? FLOW_OK : FLOW_DENIED;
	return *code == FLOW_OK ? o : NULL;
}

static enum flow_code end(struct ctx *cx, void *arg)
{
	const struct outage_in *in = arg;
	const struct due_row *d;
	enum flow_code code;
	struct outage_row *o = asked(cx, in->outage, &d, &code), before;
	if (o == NULL)
		return code;
	if (o->head.state != OUTAGE_OPEN)
		return FLOW_STATE;
	if (in->until.ms == 0)
		err_field(cx->errs, S("until_day"), "请填写什么时候恢复");
	else
		check_until(cx, o->from_at, in->until);
	check_words(cx, "done", str_trim(in->done), "请写明采取了什么措施、怎么恢复的");
	if (cx->errs->n)
		return FLOW_INVALID;
	before = *o;
	o->head.state = OUTAGE_OVER;
	o->until_at = in->until;
	o->done = str_trim(in->done);
	code = rec_update(cx, &outage_kind, o);
	if (code == FLOW_OK)
		code = flow_seal(cx, &outage_kind, &before, o, "restore", STR_NONE);
	struct str until = when(cx, in->until);
	return code == FLOW_OK ? note_it(cx, d, "restore",
					 str_fmt(cx->a, "%.*s 恢复：%.*s", STR_ARG(until),
						 STR_ARG(o->done)))
			       : code;
}

enum flow_code outage_end(struct ctx *cx, const struct outage_in *in)
{
	return ctx_write(cx, end, (void *)(uintptr_t)in);
}

struct dropping {
	rid outage;
	struct str reason;
};

static enum flow_code drop(struct ctx *cx, void *arg)
{
	const struct dropping *in = arg;
	const struct due_row *d;
	enum flow_code code;
	struct outage_row *o = asked(cx, in->outage, &d, &code), before;
	if (o == NULL)
		return code;
	if (o->head.state == OUTAGE_DROPPED)
		return FLOW_STATE;
	check_words(cx, "reason", str_trim(in->reason), "请写明为什么不计");
	if (cx->errs->n)
		return FLOW_INVALID;
	before = *o;
	o->head.state = OUTAGE_DROPPED;
	code = rec_update(cx, &outage_kind, o);
	return code == FLOW_OK
		       ? flow_seal(cx, &outage_kind, &before, o, "withdraw", str_trim(in->reason))
		       : code;
}

enum flow_code outage_drop(struct ctx *cx, rid outage, struct str reason)
{
	return ctx_write(cx, drop, &(struct dropping){outage, reason});
}

/* ---- reading ---- */

int outage_list(struct ctx *cx, rid due, struct outage_row ***out)
{
	struct sql *q = sql_new(cx->a);
	VEC(struct outage_row *) rows = {0};
	sql_lit(q, "SELECT ");
	rec_columns(q, &outage_kind);
	sql_lit(q, " FROM outage WHERE due = ");
	sql_rid(q, due);
	sql_lit(q, " AND made <= ");
	sql_stamp(q, cx->now);
	sql_lit(q, " ORDER BY from_at DESC, id DESC");
	struct stmt *s = db_prep_sql(cx->db, q);
	while (db_step(s) == DB_ROW) {
		struct outage_row *o = kind_row(&outage_kind, cx->a);
		rec_read(cx, s, &outage_kind, o);
		*vec_add(cx->a, &rows) = o;
	}
	db_done(s);
	*out = rows.at;
	return (int)rows.n;
}

/* Minutes of it that fall behind `first`. */
static int64_t minutes(const struct ctx *cx, const struct outage_row *o, struct stamp first)
{
	int64_t from = o->from_at.ms > first.ms ? o->from_at.ms : first.ms;
	int64_t until = o->until_at.ms ? o->until_at.ms : cx->now.ms;
	return until > from ? (until - from) / MINUTE_MS : 0;
}

struct outage_sum outage_add_up(const struct ctx *cx, struct outage_row *const *at, int n)
{
	struct outage_sum sum = {0};
	struct stamp month = stamp_of_day(day_month_start(cx->today));
	for (int i = 0; i < n; i++) {
		if (at[i]->head.state == OUTAGE_DROPPED)
			continue;
		int64_t now = minutes(cx, at[i], month);
		sum.n++;
		sum.open += at[i]->head.state == OUTAGE_OPEN;
		sum.minutes += minutes(cx, at[i], (struct stamp){0});
		sum.month_n += now > 0;
		sum.month_minutes += now;
	}
	return sum;
}
