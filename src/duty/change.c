/* change.c — see change.h: what a proposal must fulfil, and what its approval does to each due item
 * it reaches, in one transaction. Whether a proposal still fits is looked at again on approval. */
#include "duty/change.h"
#include "base/bug.h"
#include "base/vec.h"
#include "calendar/work.h"
#include "core/actor.h"
#include "core/note.h"
#include "core/rec.h"
#include "core/tree.h"
#include "duty/life.h"
#include "duty/pause.h"
#include "duty/remind.h"
#include "duty/turn.h"
#include "store/sql.h"

enum { PAUSE_MAX_DAYS = 366, APPROVERS = 2 };

struct dues {
	struct due_row **at;
	size_t n, room;
};

/* ---- what a change reaches ---- */

static unsigned states_for(int what)
{
	unsigned owed = STATE_BIT(DUE_OPEN) | STATE_BIT(DUE_RETURNED);
	if (what == CHANGE_CANCEL)
		return owed | STATE_BIT(DUE_WAITING) | STATE_BIT(DUE_PAUSED) |
		       STATE_BIT(DUE_BEFORE);
	return what == CHANGE_RESUME ? STATE_BIT(DUE_PAUSED) : owed;
}

static bool moves(const struct change_row *c)
{
	return c->what == CHANGE_LATER || c->what == CHANGE_SOONER;
}

static struct sql *reach_query(struct ctx *cx, const struct change_row *c)
{
	struct sql *q = sql_new(cx->a);
	sql_lit(q, "SELECT ");
	rec_columns(q, &due_kind);
	sql_lit(q, " FROM due WHERE ");
	if (c->reach == REACH_ITEM) {
		sql_lit(q, "id = ");
		sql_rid(q, c->due);
	} else if (c->reach == REACH_DUTY) {
		sql_lit(q, "duty = ");
		sql_rid(q, c->duty);
	} else {
		sql_lit(q, "measure = ");
		sql_rid(q, c->measure);
		sql_lit(q, " AND campaign = (SELECT campaign FROM measure WHERE id = ");
		sql_rid(q, c->measure);
		sql_lit(q, ")");
	}
	if (moves(c) && day_is_set(c->old_day)) {
		sql_lit(q, " AND due_day = ");
		sql_day(q, c->old_day);
	}
	sql_lit(q, " ORDER BY id");
	return q;
}

/* The items that are in a state to be changed so, as they stand now. */
static struct dues reached(struct ctx *cx, const struct change_row *c)
{
	struct dues out = {0};
	struct stmt *s = db_prep_sql(cx->db, reach_query(cx, c));
	while (db_step(s) == DB_ROW) {
		struct due_row *d = kind_row(&due_kind, cx->a);
		rec_read(cx, s, &due_kind, d);
		if (STATE_BIT(d->head.state) & states_for(c->what))
			*vec_add(cx->a, &out) = d;
	}
	db_done(s);
	return out;
}

/* ---- proposing ---- */

/* The unit a proposal must be made for: whoever owes, or the bureau for a whole measure. A record
 * the actor does not see is as good as none. */
static rid unit_of(struct ctx *cx, const struct change_row *c)
{
	const struct due_row *d;
	const struct duty_row *duty;
	const struct measure_row *m;
	switch ((enum change_reach)c->reach) {
	case REACH_ITEM:
		d = flow_may_see(cx, &due_kind, c->due) ? rec_load(cx, &due_kind, c->due) : NULL;
		return d ? d->head.unit : RID_NONE;
	case REACH_DUTY:
		duty = flow_may_see(cx, &duty_kind, c->duty) ? rec_load(cx, &duty_kind, c->duty)
							     : NULL;
		return duty ? duty->head.unit : RID_NONE;
	case REACH_MEASURE:
		m = flow_may_see(cx, &measure_kind, c->measure)
			    ? rec_load(cx, &measure_kind, c->measure)
			    : NULL;
		return m ? m->head.unit : RID_NONE;
	}
	BUG("reach of a change");
}

static void check_move(struct ctx *cx, const struct change_row *c, struct day was)
{
	if (!day_is_set(was))
		err_field(cx->errs, S("old_day"), "请填写要改的那个期限");
	if (!day_is_set(c->new_day))
		err_field(cx->errs, S("new_day"), "请填写新的期限");
	else if (c->new_day.n < cx->today.n)
		err_field(cx->errs, S("new_day"), "新的期限不能早于今天");
	else if (day_is_set(was) && c->what == CHANGE_LATER && c->new_day.n <= was.n)
		err_field(cx->errs, S("new_day"), "延期的新期限要晚于原期限");
	else if (day_is_set(was) && c->what == CHANGE_SOONER && c->new_day.n >= was.n)
		err_field(cx->errs, S("new_day"), "提前的新期限要早于原期限");
}

static void check_pause(struct ctx *cx, const struct change_row *c)
{
	if (str_trim(c->basis).n == 0)
		err_field(cx->errs, S("basis"), "暂停要写明依据");
	if (!day_is_set(c->from_day))
		err_field(cx->errs, S("from_day"), "请填写从哪天起暂停");
	if (!day_is_set(c->until_day))
		err_field(cx->errs, S("until_day"), "请填写暂停到哪天");
	if (!day_is_set(c->from_day) || !day_is_set(c->until_day))
		return;
	if (c->from_day.n < cx->today.n)
		err_field(cx->errs, S("from_day"), "暂停不能从今天以前算起");
	if (c->until_day.n < c->from_day.n)
		err_field(cx->errs, S("until_day"), "结束日期不能早于开始日期");
	else if (c->until_day.n - c->from_day.n > PAUSE_MAX_DAYS)
		err_field(cx->errs, S("until_day"), "一次暂停不能超过一年");
}

static bool waits_already(struct ctx *cx, const struct change_row *c)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT count(*) FROM due_change WHERE state = 'proposed' AND id <> ? AND "
		"((due = ? AND ? = 0) OR (duty = ? AND ? = 1) OR (measure = ? AND reach = "
		"'measure' AND ? = 2))");
	db_int(s, 1, c->head.id.n);
	db_rid(s, 2, c->due);
	db_int(s, 3, c->reach);
	db_rid(s, 4, c->duty);
	db_int(s, 5, c->reach);
	db_rid(s, 6, c->measure);
	db_int(s, 7, c->reach);
	return db_one_int(s, 0) > 0;
}

enum flow_code change_may_propose(struct ctx *cx, const void *before, const void *after)
{
	struct change_row c = *(const struct change_row *)after;
	(void)before;
	rid unit = unit_of(cx, &c);
	if (unit.n == 0)
		return FLOW_ABSENT;
	if (unit.n != c.head.unit.n)
		return FLOW_DENIED;
	if (c.reach == REACH_ITEM)
		c.old_day = DAY_NONE;
	struct dues d = reached(cx, &c);
	if (moves(&c))
		check_move(cx, &c, c.reach == REACH_ITEM && d.n ? d.at[0]->due_day : c.old_day);
	if (c.what == CHANGE_PAUSE)
		check_pause(cx, &c);
	if (d.n == 0)
		err_field(cx->errs, S(""), "没有可以这样变更的事项：只能变更还没有报送或办结的");
	if (waits_already(cx, &c))
		err_field(cx->errs, S(""), "这里已经有一件变更在等批准，请等批准或先撤回");
	return cx->errs->n ? FLOW_INVALID : FLOW_OK;
}

/* What the proposal is about, completed from the record it names. */
static void complete(struct change_row *c, const struct due_row *first)
{
	c->campaign = first->campaign;
	c->measure = first->measure;
	c->duty = c->reach == REACH_MEASURE ? RID_NONE : first->duty;
	c->due = c->reach == REACH_ITEM ? first->head.id : RID_NONE;
	if (!moves(c)) {
		c->old_day = c->new_day = DAY_NONE;
	} else if (c->reach == REACH_ITEM) {
		c->old_day = first->due_day;
	}
	if (c->what != CHANGE_PAUSE)
		c->from_day = c->until_day = DAY_NONE;
}

static enum flow_code store_rest(struct ctx *cx, const struct change_row *c)
{
	struct stmt *s = db_prep(cx->db,
		"UPDATE due_change SET campaign = ?, measure = ?, duty = ?, due = ?, old_day = ?, "
		"new_day = ?, from_day = ?, until_day = ?, decided_by = ?, decided_at = ?, items = "
		"? WHERE id = ?");
	db_rid(s, 1, c->campaign);
	db_rid(s, 2, c->measure);
	db_rid(s, 3, c->duty);
	db_rid(s, 4, c->due);
	db_day(s, 5, c->old_day);
	db_day(s, 6, c->new_day);
	db_day(s, 7, c->from_day);
	db_day(s, 8, c->until_day);
	db_rid(s, 9, c->decided_by);
	db_stamp(s, 10, c->decided_at);
	db_int(s, 11, c->items);
	db_rid(s, 12, c->head.id);
	return flow_of_db(db_run(s));
}

/* The leader who has the unit in charge decides; all who may are shown it on their desks. */
static enum flow_code tell_approver(struct ctx *cx, const struct change_row *c)
{
	rid who[APPROVERS];
	enum flow_code code = FLOW_OK;
	int n = remind_people(cx, REMIND_LEADER, c->head.unit, RID_NONE, who, APPROVERS);
	struct str unit = tree_unit_name(cx, c->head.unit);
	struct str title = change_kind.title(cx, c);
	struct str text = str_fmt(
		cx->a, "%.*s 申请变更，等您批准：%.*s", STR_ARG(unit), STR_ARG(title));
	for (int i = 0; i < n && code == FLOW_OK; i++)
		if (who[i].n != c->head.by.n)
			code = note_send(cx, who[i], S("change"), c->head.id, text, STR_NONE);
	return code;
}

enum flow_code change_proposed(struct ctx *cx, const void *before, void *after)
{
	struct change_row *c = after, probe = *c;
	(void)before;
	if (c->reach == REACH_ITEM)
		probe.old_day = DAY_NONE;
	struct dues d = reached(cx, &probe);
	AN(d.n);
	complete(c, d.at[0]);
	c->items = (int64_t)d.n;
	enum flow_code code = store_rest(cx, c);
	return code == FLOW_OK ? tell_approver(cx, c) : code;
}

/* ---- deciding ---- */

static struct str day_words(struct ctx *cx, struct day d)
{
	struct ymd y = day_ymd(d);
	return y.y == day_ymd(cx->today).y ? str_fmt(cx->a, "%d月%d日", y.m, y.d)
					   : str_fmt(cx->a, "%d年%d月%d日", y.y, y.m, y.d);
}

struct str change_words(struct ctx *cx, const struct change_row *c)
{
	const char *what = change_whats[c->what].label;
	if (moves(c) && day_is_set(c->old_day) && day_is_set(c->new_day)) {
		struct str was = day_words(cx, c->old_day);
		struct str is = day_words(cx, c->new_day);
		return str_fmt(cx->a, "%s：%.*s 改为 %.*s", what, STR_ARG(was), STR_ARG(is));
	}
	if (c->what == CHANGE_PAUSE && day_is_set(c->from_day) && day_is_set(c->until_day)) {
		struct str from = day_words(cx, c->from_day);
		struct str until = day_words(cx, c->until_day);
		return str_fmt(cx->a, "%s：%.*s 至 %.*s", what, STR_ARG(from), STR_ARG(until));
	}
	return str_of(what);
}

enum flow_code change_may_approve(struct ctx *cx, const void *before, const void *after)
{
	const struct change_row *c = after;
	(void)before;
	if (moves(c) && c->new_day.n < cx->today.n)
		err_field(cx->errs, S(""), "新的期限已经过去，请不批准并让对方重新申请");
	if (c->what == CHANGE_PAUSE && c->until_day.n < cx->today.n)
		err_field(cx->errs, S(""), "暂停的时间已经过去，请不批准并让对方重新申请");
	if (reached(cx, c).n == 0)
		err_field(cx->errs, S(""), "这些事项已经报送或办结，不用再变更");
	return cx->errs->n ? FLOW_INVALID : FLOW_OK;
}

static enum flow_code apply_pause(struct ctx *cx, const struct change_row *c, struct due_row *d)
{
	struct day from = c->from_day.n < cx->today.n ? cx->today : c->from_day;
	struct pause p = {.change = c->head.id,
		.from_day = from,
		.until_day = c->until_day,
		.reason = c->why,
		.basis = c->basis};
	return pause_set(cx, d, &p);
}

/* What the history says: old and new day, why, and the two persons. */
static struct str note_of(struct ctx *cx, const struct change_row *c)
{
	struct str what = change_words(cx, c);
	struct str asker = tree_person_name(cx, c->head.by);
	struct str approver = tree_person_name(cx, cx->who->person);
	return str_fmt(cx->a, "%.*s。理由：%.*s（申请：%.*s，批准：%.*s）", STR_ARG(what),
		STR_ARG(c->why), STR_ARG(asker), STR_ARG(approver));
}

static enum flow_code apply_one(struct ctx *cx, const struct change_row *c, struct due_row *d)
{
	struct due_row before = *d;
	struct turn t = {.verb = "change", .note = note_of(cx, c)};
	enum flow_code code;
	d->changes++;
	if (c->what == CHANGE_RESUME)
		return pause_end(cx, d);
	if (moves(c)) {
		d->due_day = c->new_day;
		d->provisional = !work_is_published(cx->cal, c->new_day);
	}
	if (c->what == CHANGE_CANCEL) {
		t.verb = "cancel";
		d->head.state = DUE_CANCELLED;
	}
	if ((code = turn_save(cx, &before, d, &t)) != FLOW_OK)
		return code;
	if (c->what == CHANGE_PAUSE)
		return apply_pause(cx, c, d);
	if (c->what != CHANGE_CANCEL)
		return FLOW_OK;
	code = pause_drop(cx, d->head.id);
	return code == FLOW_OK ? life_over(cx, d) : code;
}

static enum flow_code tell_unit(struct ctx *cx, const struct change_row *c, const struct due_row *d)
{
	struct str title = rec_title(cx, &due_kind, d->head.id);
	struct str change = change_words(cx, c);
	return turn_tell(cx, d->head.unit, d,
		str_fmt(cx->a, "已批准变更：%.*s，%.*s", STR_ARG(title), STR_ARG(change)));
}

enum flow_code change_approved(struct ctx *cx, const void *before, void *after)
{
	struct change_row *c = after;
	struct dues d = reached(cx, c);
	enum flow_code code = FLOW_OK;
	rid told = RID_NONE;
	/* From the last to the first: a cancelled first part must not open what follows it. */
	for (size_t i = d.n; i-- > 0 && code == FLOW_OK;) {
		struct due_row *now = rec_need(cx, &due_kind, d.at[i]->head.id);
		if (!(STATE_BIT(now->head.state) & states_for(c->what)))
			continue;
		code = apply_one(cx, c, now);
		if (code == FLOW_OK && now->head.unit.n != told.n)
			code = tell_unit(cx, c, now);
		told = now->head.unit;
	}
	c->items = (int64_t)d.n;
	return code == FLOW_OK ? change_decided(cx, before, after) : code;
}

/* Who decided and when; the proposer hears of it unless it was his own act. */
enum flow_code change_decided(struct ctx *cx, const void *before, void *after)
{
	struct change_row *c = after;
	(void)before;
	c->decided_by = cx->who->person;
	c->decided_at = cx->now;
	enum flow_code code = store_rest(cx, c);
	if (code != FLOW_OK || c->head.by.n == 0 || c->head.by.n == cx->who->person.n)
		return code;
	struct str title = change_kind.title(cx, c);
	struct str text = str_fmt(cx->a, "%s：%.*s%s%.*s", change_kind.states[c->head.state].label,
		STR_ARG(title), c->answer.n ? "。意见：" : "", STR_ARG(c->answer));
	return note_send(cx, c->head.by, S("change"), c->head.id, text, STR_NONE);
}
