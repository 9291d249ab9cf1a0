/* report.c — what a unit and a recipient do with a due item: sign for it, report, accept, return.
 *
 * Every verb checks the actor at the unit it concerns, writes the item, its step and its log entry,
 * and tells the other side, in one transaction. Time is the server's, taken once per unit of work
 * (TIME-30); the first submission's time and lateness are never overwritten (convention 3). */
#include "base/bug.h"
#include "base/utf8.h"
#include "calendar/expand.h"
#include "core/actor.h"
#include "core/rec.h"
#include "core/tree.h"
#include "duty/entry.h"
#include "duty/judge.h"
#include "duty/life.h"
#include "duty/list.h"
#include "duty/turn.h"

enum { TEXT_MAX = 2000, NOTE_MAX = 500 };

static struct due_row *seen_due(struct ctx *cx, rid id)
{
	return flow_may_see(cx, &due_kind, id) ? rec_load(cx, &due_kind, id) : NULL;
}

static void need_text(struct ctx *cx, struct str field, const char *label, struct str text)
{
	size_t n = utf8_count(str_trim(text));
	if (n == 0)
		err_field(cx->errs, field, "请填写“%s”", label);
	else if (n > TEXT_MAX)
		err_field(cx->errs, field, "“%s”最多 %d 字，现在有 %zu 字", label, TEXT_MAX, n);
	else if (!utf8_is_valid(text))
		err_field(cx->errs, field, "“%s”里有无法识别的字符，请重新输入", label);
}

/* ---- sign ---- */

static enum flow_code sign(struct ctx *cx, void *arg)
{
	struct due_row *d = seen_due(cx, *(rid *)arg), before;
	if (d == NULL)
		return FLOW_ABSENT;
	if (!due_may_report(cx, d))
		return FLOW_DENIED;
	if (d->signed_at.ms)
		return FLOW_STATE;
	before = *d;
	d->signed_at = cx->now;
	return turn_save(cx, &before, d, &(struct turn){.verb = "sign"});
}

enum flow_code due_sign(struct ctx *cx, rid due)
{
	return ctx_write(cx, sign, &due);
}

/* ---- report ---- */

struct report_job {
	const struct report_in *in;
	struct report_out *out;
};

static void check_report(struct ctx *cx, const struct report_in *in, const struct due_row *d)
{
	bool progress = d->asks & ASK_PROGRESS, effect = d->asks & (ASK_EFFECT | ASK_FINISH);
	if (progress && !in->unchanged)
		need_text(cx, S("progress"), "动态进展", in->progress);
	if (effect)
		need_text(cx, S("effect"), "工作成效", in->effect);
	/* The entries of a number that is reached say it all; one that is short says why. */
	if (!progress && !effect && !in->unchanged && !entry_met(d))
		need_text(cx, S("progress"), entry_counts(d) ? "没有完成的原因" : "完成情况",
			in->progress);
	if (in->unchanged && (d->asks & (ASK_FINISH | ASK_COUNT)))
		err_field(cx->errs, S("unchanged"),
			"完成类、次数类事项不能只报“无变化”，请写明完成情况");
	judge_report(cx, d, in);
	if (in->bad_day)
		err_field(cx->errs, S("event_day"), "日期要写成 2026-09-18 这样");
	for (int i = 0; i < in->n_evidence; i++) {
		const struct evidence_in *e = &in->evidence[i];
		if (day_is_set(e->event_day) && e->event_day.n > cx->today.n)
			err_field(cx->errs, S("event_day"), "“%.*s”的发生日期不能在今天以后",
				STR_ARG(e->name));
	}
}

static int64_t next_seq(struct ctx *cx, rid due)
{
	struct stmt *s = db_prep(cx->db, "SELECT count(*) + 1 FROM report WHERE due = ?");
	db_rid(s, 1, due);
	return db_one_int(s, 1);
}

static enum flow_code insert_report(
	struct ctx *cx, const struct report_in *in, const struct due_row *d, struct report_out *out)
{
	struct report_row *r = kind_row(&report_kind, cx->a);
	r->head.unit = d->head.unit;
	r->head.state = REPORT_SENT;
	r->due = d->head.id;
	r->seq = next_seq(cx, d->head.id);
	r->progress = str_trim(in->progress);
	r->effect = str_trim(in->effect);
	r->unchanged = in->unchanged;
	r->sent_at = cx->now;
	r->late_min = out->late_min;
	r->to_unit = d->to_unit;
	enum flow_code code = rec_insert(cx, &report_kind, r);
	out->report = r->head.id;
	for (int i = 0; i < in->n_evidence && code == FLOW_OK; i++)
		code = evidence_add(cx, r->head.id, &in->evidence[i]);
	return code == FLOW_OK ? flow_seal(cx, &report_kind, NULL, r, "send", STR_NONE) : code;
}

static enum flow_code drop_draft(struct ctx *cx, rid due)
{
	struct stmt *s = db_prep(cx->db, "DELETE FROM draft WHERE due = ?");
	db_rid(s, 1, due);
	return flow_of_db(db_run(s));
}

static enum flow_code may_report(struct ctx *cx, const struct report_in *in, struct due_row *d)
{
	if (d == NULL)
		return FLOW_ABSENT;
	if (!due_may_report(cx, d))
		return FLOW_DENIED;
	if (in->version && in->version != d->head.version)
		return FLOW_CONFLICT;
	if (!(STATE_BIT(d->head.state) & STATE_TAKES))
		return FLOW_STATE;
	check_report(cx, in, d);
	return cx->errs->n ? FLOW_INVALID : FLOW_OK;
}

static enum flow_code report(struct ctx *cx, void *arg)
{
	struct report_job *j = arg;
	struct due_row *d = seen_due(cx, j->in->due), before;
	enum flow_code code = may_report(cx, j->in, d);
	if (code != FLOW_OK)
		return code;
	before = *d;
	j->out->late_min = day_is_set(d->due_day) && d->head.state != DUE_BEFORE
				   ? expand_minutes_late(d->due_day, (int)d->due_min, cx->now)
				   : 0;
	if ((code = insert_report(cx, j->in, d, j->out)) != FLOW_OK)
		return code;
	d->head.state = DUE_REPORTED;
	d->reported_at = cx->now;
	if (d->first_at.ms == 0) {
		d->first_at = cx->now;
		d->late_min = j->out->late_min;
	}
	if (d->signed_at.ms == 0)
		d->signed_at = cx->now;
	code = turn_save(
		cx, &before, d, &(struct turn){.verb = "report", .report = j->out->report});
	if (code == FLOW_OK)
		code = drop_draft(cx, d->head.id);
	if (code != FLOW_OK)
		return code;
	struct str who = tree_unit_name(cx, d->head.unit), what = due_kind.title(cx, d);
	return turn_tell(
		cx, d->to_unit, d, str_fmt(cx->a, "%.*s 报送了 %.*s", STR_ARG(who), STR_ARG(what)));
}

enum flow_code due_report(struct ctx *cx, const struct report_in *in, struct report_out *out)
{
	struct report_job j = {in, out};
	*out = (struct report_out){0};
	return ctx_write(cx, report, &j);
}

/* ---- accept and return ---- */

struct review_job {
	rid report;
	struct str note;
	bool accept;
	struct day redo_day;
	int redo_min;
};

static void check_return(struct ctx *cx, const struct review_job *j)
{
	if (str_trim(j->note).n == 0)
		err_field(cx->errs, S("note"), "请写明退回的理由和要补什么");
	if (utf8_count(j->note) > NOTE_MAX)
		err_field(cx->errs, S("note"), "退回理由最多 %d 字", NOTE_MAX);
	if (!day_is_set(j->redo_day))
		err_field(cx->errs, S("redo_day"), "请填写重报期限");
	else if (j->redo_day.n < cx->today.n)
		err_field(cx->errs, S("redo_day"), "重报期限不能早于今天");
}

static enum flow_code may_review(
	struct ctx *cx, const struct review_job *j, const struct report_row *r)
{
	if (r == NULL || !flow_may_see(cx, &report_kind, j->report))
		return FLOW_ABSENT;
	if (!actor_may(cx, "due.accept", r->to_unit))
		return FLOW_DENIED;
	/* Nobody accepts what he handed in himself (SEC-08). */
	if (r->head.by.n && r->head.by.n == cx->who->person.n)
		return FLOW_DENIED;
	if (r->head.state != REPORT_SENT)
		return FLOW_STATE;
	if (!j->accept)
		check_return(cx, j);
	return cx->errs->n ? FLOW_INVALID : FLOW_OK;
}

static enum flow_code review_report(
	struct ctx *cx, const struct review_job *j, struct report_row *r)
{
	struct report_row before = *r;
	r->head.state = j->accept ? REPORT_ACCEPTED : REPORT_RETURNED;
	r->reviewed_by = cx->who->person;
	r->reviewed_at = cx->now;
	r->review_note = str_trim(j->note);
	if (!j->accept) {
		r->redo_day = j->redo_day;
		r->redo_min = j->redo_min;
	}
	enum flow_code code = rec_update(cx, &report_kind, r);
	return code == FLOW_OK ? flow_seal(cx, &report_kind, &before, r,
					 j->accept ? "accept" : "return", j->note)
			       : code;
}

static enum flow_code review(struct ctx *cx, void *arg)
{
	struct review_job *j = arg;
	struct report_row *r = rec_load(cx, &report_kind, j->report);
	enum flow_code code = may_review(cx, j, r);
	if (code != FLOW_OK)
		return code;
	struct due_row *d = rec_need(cx, &due_kind, r->due), before;
	before = *d;
	if (j->accept && (code = judge_accept(cx, d, j->note)) != FLOW_OK)
		return code;
	if ((code = review_report(cx, j, r)) != FLOW_OK)
		return code;
	d->head.state = j->accept ? DUE_ACCEPTED : DUE_RETURNED;
	if (j->accept) {
		d->accepted_at = cx->now;
	} else {
		d->due_day = j->redo_day;
		d->due_min = j->redo_min;
	}
	code = turn_save(cx, &before, d,
		&(struct turn){.verb = j->accept ? "accept" : "return",
			.report = r->head.id,
			.note = j->note});
	if (code == FLOW_OK && j->accept)
		code = life_over(cx, d);
	struct str what = rec_title(cx, &due_kind, d->head.id);
	return code == FLOW_OK ? turn_tell(cx, d->head.unit, d,
					 j->accept ? str_fmt(cx->a, "已接收：%.*s", STR_ARG(what))
						   : str_fmt(cx->a, "退回：%.*s。%.*s",
							     STR_ARG(what), STR_ARG(j->note)))
			       : code;
}

enum flow_code report_accept(struct ctx *cx, rid id, struct str note)
{
	struct review_job j = {.report = id, .note = note, .accept = true};
	return ctx_write(cx, review, &j);
}

enum flow_code report_return(
	struct ctx *cx, rid id, struct str note, struct day redo_day, int redo_min)
{
	struct review_job j = {
		.report = id, .note = note, .redo_day = redo_day, .redo_min = redo_min};
	return ctx_write(cx, review, &j);
}
