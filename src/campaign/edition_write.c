/* edition_write.c — a later edition takes effect: what goes on stays, what moves moves visibly,
 * what comes is written, what goes is cancelled with the edition as reason (PLAN-40, N3).
 *
 * Rows issued earlier keep every column that the log vouches for; what a later edition says about a
 * duty stands in now_plan, now_text and now_phrase, and a due item's moved day leaves first_day as
 * it is. */
#include "base/bug.h"
#include "base/map.h"
#include "campaign/consult.h"
#include "campaign/edition_int.h"
#include "core/actor.h"
#include "core/note.h"
#include "core/rec.h"
#include "duty/node.h"
#include "duty/turn.h"

struct writing {
	struct issue *is;
	struct edition_diff *diff;
	struct consult consult;
	struct str reason; /* 第 2 版《…》 */
};

/* For what changes at a unit: the edition, and how the unit answered (N3). */
static struct str because(struct ctx *cx, const struct writing *w, rid unit)
{
	struct str said = consult_say(cx, &w->consult, unit);
	return said.n ? str_fmt(cx->a, "%.*s；%.*s", STR_ARG(w->reason), STR_ARG(said)) : w->reason;
}

/* ---- due items ---- */

static enum flow_code change_due(
	struct ctx *cx, const struct writing *w, const struct edition_item *it)
{
	struct due_row *d = rec_need(cx, &due_kind, it->due), before;
	before = *d;
	if (day_is_set(it->now)) {
		d->due_day = it->now;
		d->due_min = it->now_min;
	} else {
		d->head.state = DUE_CANCELLED;
	}
	return turn_save(cx, &before, d,
		&(struct turn){.verb = "edition", .note = because(cx, w, d->head.unit)});
}

/* What waits for a milestone that is accepted already begins at once (SEQ). */
static bool is_awake(struct ctx *cx, const struct duty_row *d, const struct occur *o)
{
	struct stmt *s = db_prep(cx->db, "SELECT count(*) FROM due WHERE duty = ? AND kind = "
					 "'final' AND state = 'accepted' AND node < ?");
	db_rid(s, 1, d->head.id);
	db_int(s, 2, o->node);
	return db_one_int(s, 0) > 0;
}

static enum flow_code write_items(struct ctx *cx, const struct writing *w,
	const struct edition_line *e, const struct duty_row *duty)
{
	enum flow_code code = FLOW_OK;
	for (int i = 0; i < e->n_items && code == FLOW_OK; i++) {
		const struct edition_item *it = &e->items[i];
		if (it->occur == NULL) {
			code = change_due(cx, w, it);
			continue;
		}
		struct occur o = *it->occur;
		o.waits = o.waits && !is_awake(cx, duty, &o);
		code = issue_due(cx, w->is, duty, &o, issue_content(cx, e->line, &o));
	}
	return code;
}

/* ---- duties ---- */

static enum flow_code save_duty(struct ctx *cx, const struct writing *w,
	const struct duty_row *before, struct duty_row *now)
{
	enum flow_code code = rec_update(cx, &duty_kind, now);
	return code == FLOW_OK ? flow_seal(cx, &duty_kind, before, now, "edition",
					 because(cx, w, now->head.unit))
			       : code;
}

static enum flow_code move_recipient(struct ctx *cx, const struct duty_row *d)
{
	struct stmt *s = db_prep(cx->db,
		"UPDATE due SET to_unit = ?, version = version + 1, changed = ? WHERE duty = ? AND "
		"state IN ('waiting', 'open', 'returned', 'paused')");
	db_rid(s, 1, d->to_unit);
	db_stamp(s, 2, cx->now);
	db_rid(s, 3, d->head.id);
	return flow_of_db(db_run(s));
}

static enum flow_code carry_on(
	struct ctx *cx, const struct writing *w, const struct edition_line *e)
{
	struct duty_row before = *e->old, now = before;
	bool rule = !str_eq(node_text(e->old), e->line->text), to = e->to.n != e->was_to.n;
	enum flow_code code = FLOW_OK;
	now.to_unit = e->to;
	if (rule || e->n_items) {
		now.now_plan = w->is->plan->head.id;
		now.now_text = e->line->text;
		now.now_phrase = e->now;
	}
	if (now.head.state == DUTY_ENDED && e->added)
		now.head.state = DUTY_ACTIVE;
	if (rule || to || e->n_items)
		code = save_duty(cx, w, &before, &now);
	if (code == FLOW_OK && to)
		code = move_recipient(cx, &now);
	return code == FLOW_OK ? write_items(cx, w, e, &now) : code;
}

static enum flow_code cancel_duty(
	struct ctx *cx, const struct writing *w, const struct duty_row *old)
{
	struct duty_row before = *old, now = before;
	now.head.state = DUTY_CANCELLED;
	return save_duty(cx, w, &before, &now);
}

static enum flow_code write_edition_line(
	struct ctx *cx, const struct writing *w, const struct edition_line *e)
{
	struct duty_row fresh = {0};
	enum flow_code code = FLOW_OK;
	if (e->what == EDITION_SAME || e->what == EDITION_MOVED)
		return carry_on(cx, w, e);
	if (e->old)
		code = cancel_duty(cx, w, e->old);
	if (code == FLOW_OK && e->line)
		code = issue_duty(cx, w->is, e->line, e->part, &fresh);
	return code == FLOW_OK ? write_items(cx, w, e, &fresh) : code;
}

/* ---- telling ---- */

struct tally {
	rid unit;
	int64_t moved, added, cancelled;
};

static struct tally *tally_of(struct ctx *cx, struct map *m, rid unit)
{
	struct str key = str_fmt(cx->a, "%lld", (long long)unit.n);
	struct tally *t = map_get(m, key);
	if (t == NULL) {
		t = arena_new(cx->a, struct tally);
		t->unit = unit;
		map_set(m, key, t);
	}
	return t;
}

static void count_line(struct ctx *cx, struct map *m, const struct edition_line *e)
{
	for (int i = 0; i < e->n_items; i++) {
		const struct edition_item *it = &e->items[i];
		bool mine_now = it->occur && e->what == EDITION_UNIT;
		struct tally *t = tally_of(
			cx, m, mine_now || e->was_unit.n == 0 ? e->unit : e->was_unit);
		t->added += it->occur != NULL;
		t->moved += it->occur == NULL && day_is_set(it->now);
		t->cancelled += it->occur == NULL && !day_is_set(it->now);
	}
}

static enum flow_code tell_unit(struct ctx *cx, const struct writing *w, const struct tally *t)
{
	rid who = turn_liaison(cx, t->unit);
	return who.n == 0 ? FLOW_OK
			  : note_send(cx, who, S("campaign"), w->is->campaign->head.id,
				    str_fmt(cx->a,
					    "%.*s印发：你单位应报改期 %lld 项，新增 %lld "
					    "项，取消 %lld 项",
					    STR_ARG(w->reason), (long long)t->moved,
					    (long long)t->added, (long long)t->cancelled),
				    STR_NONE);
}

/* One line for the liaison of every unit that owes something else from now on. */
static enum flow_code tell(struct ctx *cx, const struct writing *w)
{
	struct map units = map_in(cx->a);
	enum flow_code code = FLOW_OK;
	for (size_t i = 0; i < w->diff->n; i++)
		count_line(cx, &units, &w->diff->at[i]);
	for (size_t i = 0; i < units.n && code == FLOW_OK; i++)
		code = tell_unit(cx, w, units.at[i].value);
	return code;
}

/* ---- the whole ---- */

static enum flow_code supersede(struct ctx *cx, const struct writing *w)
{
	struct plan_row before = *w->diff->was, now = before;
	now.head.state = PLAN_SUPERSEDED;
	enum flow_code code = rec_update(cx, &plan_kind, &now);
	return code == FLOW_OK ? flow_seal(cx, &plan_kind, &before, &now, "supersede", w->reason)
			       : code;
}

/* What must be decided and answered before anything is written; all that is missing at once. */
static enum flow_code settle(struct ctx *cx, struct writing *w)
{
	const struct issue *is = w->is;
	issue_past_decided(cx, is, &w->diff->gone);
	consult_load(cx, is->plan->head.id, w->diff, &w->consult);
	enum flow_code code = consult_settled(cx, &w->consult, is->in->silent);
	return code == FLOW_OK ? consult_close(cx, &w->consult, is->in->silent) : code;
}

enum flow_code edition_write(struct ctx *cx, struct issue *is)
{
	struct edition_diff diff;
	struct pairing ms;
	struct writing w = {.is = is,
		.diff = &diff,
		.reason = str_fmt(cx->a, "第 %lld 版《%.*s》", (long long)is->plan->edition,
			STR_ARG(is->plan->title))};
	enum flow_code code = edition_find(cx, is, &ms, &diff);
	if (code == FLOW_OK)
		code = settle(cx, &w);
	if (code != FLOW_OK)
		return code;
	is->past_words = issue_past_words(cx, is->in, &diff.gone);
	int64_t duties = diff.lines[EDITION_NEW] + diff.lines[EDITION_UNIT];
	struct issue_blocks first = issue_take(cx, is, duties, diff.added);
	is->sum->duties = duties;
	is->sum->dues = diff.added;
	for (size_t i = 0; i < diff.n && code == FLOW_OK; i++) {
		struct ctx here = issue_scratch(cx, is);
		code = write_edition_line(&here, &w, &diff.at[i]);
	}
	enum flow_code sealed = issue_seal(cx, is, first);
	is->sum->dues = is->next_due.n - first.due.n;
	if (code == FLOW_OK)
		code = sealed;
	if (code == FLOW_OK)
		code = edition_measures(cx, is, &ms);
	if (code == FLOW_OK)
		code = supersede(cx, &w);
	return code == FLOW_OK ? tell(cx, &w) : code;
}
