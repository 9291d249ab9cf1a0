/* task.c — see task.h: the verbs. Reading is in task_read.c. */
#include "duty/task.h"
#include "base/bug.h"
#include "base/utf8.h"
#include "core/actor.h"
#include "core/note.h"
#include "core/rec.h"
#include "core/tree.h"
#include "duty/part.h"

enum { WHAT_MAX = 300, NOTE_MAX = 500 };

bool task_may_write(struct ctx *cx, rid measure, rid unit)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT count(*) FROM duty WHERE measure = ? AND unit = ? AND state <> "
		"'cancelled'");
	db_rid(s, 1, measure);
	db_rid(s, 2, unit);
	return db_one_int(s, 0) > 0 && actor_may(cx, "due.report", unit);
}

bool task_may_see(struct ctx *cx, const struct task_row *t)
{
	return (t->person.n && t->person.n == cx->who->person.n) ||
	       flow_may_see(cx, &task_kind, t->head.id);
}

bool task_may_close(struct ctx *cx, const struct task_row *t)
{
	return !cx->past && t->head.state == TASK_OPEN &&
	       (actor_may(cx, "due.report", t->head.unit) ||
		       (t->person.n && t->person.n == cx->who->person.n));
}

static enum flow_code save(struct ctx *cx, const struct task_row *before, struct task_row *t,
	const char *verb, struct str reason)
{
	enum flow_code code = rec_update(cx, &task_kind, t);
	return code == FLOW_OK ? flow_seal(cx, &task_kind, before, t, verb, reason) : code;
}

static void need_note(struct ctx *cx, struct str field, const char *what, struct str text)
{
	size_t n = utf8_count(str_trim(text));
	if (n == 0 || n > NOTE_MAX)
		err_field(cx->errs, field, "请写明%s（%d 字以内）", what, (int)NOTE_MAX);
}

/* A date of the unit's own, against the measure's (T-35). */
static void check_day(
	struct ctx *cx, struct str field, const struct measure_row *m, rid unit, struct day day)
{
	char mine[DAY_TEXT], theirs[DAY_TEXT];
	struct day last = part_last_day(cx, m, unit);
	if (!day_is_set(day))
		err_field(cx->errs, field, "请填写时限，写成 2026-09-18 这样");
	else if (day.n < cx->today.n)
		err_field(cx->errs, field, "时限不能早于今天");
	else if (day_is_set(last) && day.n > last.n)
		err_field(cx->errs, field, "%s 晚于措施的时限 %s：本单位的安排只能提前，不能推后",
			day_text(day, mine), day_text(last, theirs));
}

/* ---- writing ---- */

static rid recipient(struct ctx *cx, const struct measure_row *m, rid unit)
{
	rid lead = part_lead(cx, m->head.id);
	if (lead.n && lead.n != unit.n)
		return lead;
	const struct campaign_row *c = rec_need(cx, &campaign_kind, m->campaign);
	return c->office;
}

static void check(struct ctx *cx, const struct task_in *in, const struct measure_row *m)
{
	size_t n = utf8_count(str_trim(in->what));
	if (n == 0 || n > WHAT_MAX)
		err_field(cx->errs, S("what"), "请写明做什么（%d 字以内）", (int)WHAT_MAX);
	if (in->person.n == 0 || tree_person_name(cx, in->person).n == 0)
		err_field(cx->errs, S("person"), "请选择责任人：每一步都要落实到人");
	check_day(cx, S("due_day"), m, in->unit, in->day);
}

static enum flow_code add(struct ctx *cx, void *arg)
{
	const struct task_in *in = arg;
	const struct measure_row *m = rec_load(cx, &measure_kind, in->measure);
	if (m == NULL)
		return FLOW_ABSENT;
	if (!task_may_write(cx, in->measure, in->unit))
		return FLOW_DENIED;
	check(cx, in, m);
	if (cx->errs->n)
		return FLOW_INVALID;
	struct task_row *t = kind_row(&task_kind, cx->a);
	t->head.unit = in->unit;
	t->measure = in->measure;
	t->campaign = m->campaign;
	t->to_unit = recipient(cx, m, in->unit);
	t->what = str_trim(in->what);
	t->person = in->person;
	t->due_day = t->first_day = in->day;
	enum flow_code code = rec_insert(cx, &task_kind, t);
	return code == FLOW_OK ? flow_seal(cx, &task_kind, NULL, t, "add", STR_NONE) : code;
}

enum flow_code task_add(struct ctx *cx, const struct task_in *in)
{
	return ctx_write(cx, add, (void *)(uintptr_t)in);
}

static enum flow_code drop(struct ctx *cx, void *arg)
{
	struct task_row *t = rec_load(cx, &task_kind, *(rid *)arg), before;
	if (t == NULL || !flow_may_see(cx, &task_kind, t->head.id))
		return FLOW_ABSENT;
	if (!actor_may(cx, "due.report", t->head.unit))
		return FLOW_DENIED;
	if (t->head.state != TASK_DRAFT && t->head.state != TASK_RETURNED)
		return FLOW_STATE;
	before = *t;
	t->head.state = TASK_DROPPED;
	return save(cx, &before, t, "drop", STR_NONE);
}

enum flow_code task_drop(struct ctx *cx, rid task)
{
	return ctx_write(cx, drop, &task);
}

/* ---- to the lead and back ---- */

struct whole {
	rid measure, unit;
	bool send, ok;
	struct str note;
};

static bool takes(const struct whole *w, const struct task_row *t)
{
	if (w->send)
		return t->head.state == TASK_DRAFT || t->head.state == TASK_RETURNED;
	return t->head.state == TASK_SENT;
}

static void change(const struct whole *w, struct task_row *t)
{
	if (w->send) {
		t->head.state = TASK_SENT;
		return;
	}
	t->head.state = w->ok ? TASK_OPEN : TASK_RETURNED;
	t->note = str_trim(w->note);
}

static struct str news(struct ctx *cx, const struct whole *w)
{
	struct str what = rec_title(cx, &measure_kind, w->measure);
	struct str unit = tree_unit_name(cx, w->unit);
	struct str note = str_trim(w->note);
	if (w->send)
		return str_fmt(cx->a, "%.*s报来了工作计划：%.*s", STR_ARG(unit), STR_ARG(what));
	if (w->ok)
		return str_fmt(cx->a, "工作计划已同意：%.*s", STR_ARG(what));
	return str_fmt(cx->a, "工作计划退回：%.*s。%.*s", STR_ARG(what), STR_ARG(note));
}

static enum flow_code tell(struct ctx *cx, const struct whole *w, const struct task_row *t)
{
	rid unit = w->send ? t->to_unit : w->unit;
	rid who = tree_post_holder(cx, unit, S("liaison"), cx->today);
	if (who.n == 0)
		who = tree_head(cx, unit, cx->today);
	if (who.n == 0)
		return FLOW_OK;
	return note_send(cx, who, S("task"), t->head.id, news(cx, w), STR_NONE);
}

static enum flow_code may(struct ctx *cx, const struct whole *w, struct task_row **t, int n)
{
	bool any = false;
	for (int i = 0; i < n; i++) {
		if (!takes(w, t[i]))
			continue;
		any = true;
		if (!actor_may(cx, w->send ? "due.report" : "due.accept",
			    w->send ? w->unit : t[i]->to_unit))
			return FLOW_DENIED;
		/* Nobody approves what he wrote himself (SEC-08). */
		if (!w->send && t[i]->head.by.n && t[i]->head.by.n == cx->who->person.n)
			return FLOW_DENIED;
	}
	return any ? FLOW_OK : FLOW_STATE;
}

static enum flow_code pass(struct ctx *cx, void *arg)
{
	const struct whole *w = arg;
	struct task_row **t, before, *last = NULL;
	int n = task_list(cx, w->measure, w->unit, &t);
	enum flow_code code = may(cx, w, t, n);
	if (code != FLOW_OK)
		return code;
	if (!w->send && !w->ok)
		need_note(cx, S("note"), "退回的理由", w->note);
	if (cx->errs->n)
		return FLOW_INVALID;
	for (int i = 0; i < n && code == FLOW_OK; i++) {
		if (!takes(w, t[i]))
			continue;
		before = *t[i];
		last = t[i];
		change(w, t[i]);
		code = save(cx, &before, t[i],
			w->send ? "send"
			: w->ok ? "approve"
				: "return",
			w->note);
	}
	if (code != FLOW_OK)
		return code;
	AN(last); /* may() found one */
	return tell(cx, w, last);
}

enum flow_code task_send(struct ctx *cx, rid measure, rid unit)
{
	struct whole w = {.measure = measure, .unit = unit, .send = true};
	return ctx_write(cx, pass, &w);
}

enum flow_code task_review(struct ctx *cx, rid measure, rid unit, bool ok, struct str note)
{
	struct whole w = {.measure = measure, .unit = unit, .ok = ok, .note = note};
	return ctx_write(cx, pass, &w);
}

/* ---- day by day ---- */

struct closing {
	rid task;
	bool done;
	struct day day;
	struct str text;
};

static void check_closing(struct ctx *cx, const struct closing *c, const struct task_row *t)
{
	const struct measure_row *m = rec_load(cx, &measure_kind, t->measure);
	if (c->done) {
		need_note(cx, S("result"), "完成情况", c->text);
		return;
	}
	need_note(cx, S("reason"), "结转的原因", c->text);
	if (day_is_set(c->day) && c->day.n <= t->due_day.n)
		err_field(cx->errs, S("to_day"), "结转要定在现在的时限以后");
	else if (m)
		check_day(cx, S("to_day"), m, t->head.unit, c->day);
}

static enum flow_code close_or_carry(struct ctx *cx, void *arg)
{
	const struct closing *c = arg;
	struct task_row *t = rec_load(cx, &task_kind, c->task), before;
	if (t == NULL || !task_may_see(cx, t))
		return FLOW_ABSENT;
	if (t->head.state != TASK_OPEN)
		return FLOW_STATE;
	if (!task_may_close(cx, t))
		return FLOW_DENIED;
	check_closing(cx, c, t);
	if (cx->errs->n)
		return FLOW_INVALID;
	before = *t;
	t->note = str_trim(c->text);
	if (c->done) {
		t->head.state = TASK_DONE;
		t->done_at = cx->now;
	} else {
		t->due_day = c->day;
		t->carried++;
	}
	return save(cx, &before, t, c->done ? "done" : "carry", c->text);
}

enum flow_code task_done(struct ctx *cx, rid task, struct str result)
{
	struct closing c = {.task = task, .done = true, .text = result};
	return ctx_write(cx, close_or_carry, &c);
}

enum flow_code task_carry(struct ctx *cx, rid task, struct day day, struct str reason)
{
	struct closing c = {.task = task, .day = day, .text = reason};
	return ctx_write(cx, close_or_carry, &c);
}
