/* page_report.c — what can be done with a due item: sign, report with evidence, keep a draft,
 * accept or return. The rules are report.c's; here are the forms and what they send. TIME-30,
 * PLAN-43. */
#include "base/bug.h"
#include "base/num.h"
#include "core/actor.h"
#include "core/rec.h"
#include "core/setting.h"
#include "core/tree.h"
#include "duty/draft.h"
#include "duty/entry.h"
#include "duty/event.h"
#include "duty/judge.h"
#include "duty/page_int.h"
#include "duty/upload.h"

enum { FIELDS = 5, QUICK_ROWS = 3, DAY_MINUTES = 1440 };

/* ---- the report form ---- */

/* What the form begins with: what was typed, else the draft, else what was given back and is to be
 * corrected. Last period's text is shown beside, never filled in as new. */
struct begun {
	struct str progress, effect, note; /* note: why it was given back */
	struct stamp saved;                /* of the draft */
};

static struct begun begun_of(struct page *pg, const struct due_row *d, bool typed)
{
	struct begun b = {0};
	struct draft draft;
	struct report_row **r;
	int n = d->head.state == DUE_RETURNED ? due_reports(pg->cx, d->head.id, &r) : 0;
	if (n) {
		b.progress = r[n - 1]->progress;
		b.effect = r[n - 1]->effect;
		b.note = r[n - 1]->review_note;
	}
	if (draft_load(pg->cx, d->head.id, &draft)) {
		b.progress = draft.progress;
		b.effect = draft.effect;
		b.saved = draft.saved;
	}
	if (typed) {
		b.progress = http_field(pg->q, S("progress"));
		b.effect = http_field(pg->q, S("effect"));
	}
	return b;
}

static struct ui_field text_field(
	struct page *pg, struct str name, struct str label, struct str value)
{
	return (struct ui_field){.input = UI_LONG,
		.name = name,
		.label = label,
		.note = tr(pg->h->lang, "写做了什么、有什么结果"),
		.rows = 5,
		.max = 2000,
		.value = value,
		.error = err_of(pg->cx->errs, name)};
}

static int make_fields(struct page *pg, const struct due_row *d, const struct begun *b, bool typed,
	struct ui_field *f)
{
	enum lang lang = pg->h->lang;
	bool effect = d->asks & (ASK_EFFECT | ASK_FINISH);
	int n = 0;
	if ((d->asks & ASK_PROGRESS) || !effect)
		f[n++] = text_field(pg, S("progress"),
			d->asks & ASK_PROGRESS ? tr(lang, "动态进展")
			: entry_counts(d)      ? tr(lang, "说明（次数不够的写明原因）")
					       : tr(lang, "完成情况"),
			b->progress);
	if (effect)
		f[n++] = text_field(pg, S("effect"), tr(lang, "工作成效"), b->effect);
	f[n++] = (struct ui_field){.input = UI_FILE,
		.name = S("files"),
		.label = tr(lang, "佐证"),
		.note = judge_needed(d) ? tr(lang, "评定要看依据，必附；不要求照片")
					: tr(lang, "可不附；不要求照片"),
		.hint = tr(lang, "可以一次选几个，也可以把文件拖到这里"),
		.many = true,
		.error = err_of(pg->cx->errs, S("files")),
		.half = true};
	f[n++] = (struct ui_field){.input = UI_DATE,
		.name = S("event_day"),
		.label = tr(lang, "佐证反映的事发生在"),
		.note = tr(lang, "不附佐证不用填"),
		.value = typed ? http_field(pg->q, S("event_day")) : STR_NONE,
		.error = err_of(pg->cx->errs, S("event_day")),
		.half = true};
	return n;
}

static void draw_last(struct page *pg, const struct due_row *d)
{
	struct html *h = pg->h;
	const struct report_row *r = due_last_report(pg->cx, d);
	if (r == NULL)
		return;
	h_lit(h, "<details class=\"fold\"><summary>");
	h_tr(h, "看上期报送");
	h_lit(h, " <span class=\"q sm\">");
	h_text(h, locale_stamp(pg->cx->a, h->lang, r->sent_at, h->today));
	h_lit(h, "</span><span class=\"caret\"></span></summary><div class=\"q2\">");
	if (r->unchanged)
		h_el(h, "p", tr(h->lang, "与上期无变化。"));
	page_report_text(h, tr(h->lang, "动态进展"), r->progress);
	page_report_text(h, tr(h->lang, "工作成效"), r->effect);
	h_lit(h, "</div></details>");
}

/* Why it came back, and what of the answer is kept already: both true before anything is typed. */
static void draw_begun(struct page *pg, const struct begun *b)
{
	struct html *h = pg->h;
	if (b->note.n)
		ui_note(h, NOTE_RED, tr(h->lang, "退回"), b->note);
	if (b->saved.ms) {
		struct str saved = locale_stamp(pg->cx->a, h->lang, b->saved, h->today);
		ui_note(h, NOTE_BLUE, tr(h->lang, "草稿"),
			trf(pg->cx->a, h->lang,
				"存于 %.*s，还没有提交；只有您自己看得到，附件不存。",
				STR_ARG(saved)));
	}
}

/* What the outcome is judged by, for who hands in and for who judges (PLAN-28). */
static void draw_standard(struct page *pg, const struct due_row *d)
{
	struct str standard = judge_standard(pg->cx, d);
	if (judge_needed(d))
		ui_note(pg->h, NOTE_BLUE, tr(pg->h->lang, "由责任单位以外的人评定"),
			standard.n
				? trf(pg->cx->a, pg->h->lang, "评定标准：%.*s", STR_ARG(standard))
				: tr(pg->h->lang, "方案核对时没有写标准，评定意见里写明依据。"));
}

static void draw_buttons(struct page *pg, const struct due_row *d)
{
	struct html *h = pg->h;
	ui_buttons_begin(h);
	ui_button(h, &(struct ui_button){.text = tr(h->lang, "提交报送"),
			     .name = S("act"),
			     .value = S("send"),
			     .primary = true});
	if (!(d->asks & (ASK_FINISH | ASK_COUNT)))
		ui_button(h, &(struct ui_button){.text = tr(h->lang, "与上期无变化"),
				     .name = S("act"),
				     .value = S("same"),
				     .unchecked = true});
	ui_button(h, &(struct ui_button){.text = tr(h->lang, "存草稿"),
			     .name = S("act"),
			     .value = S("draft"),
			     .unchecked = true});
	ui_buttons_end(h);
}

/* `from`: the page to come back to, "desk" or empty for the item's own. */
static void draw_form(struct page *pg, const struct due_row *d, bool typed, struct str from)
{
	struct html *h = pg->h;
	struct ui_field f[FIELDS];
	struct begun b = begun_of(pg, d, typed);
	int n = make_fields(pg, d, &b, typed, f);
	for (int i = 0; i < n; i++)
		if (from.n && f[i].input == UI_LONG)
			f[i].rows = QUICK_ROWS;
	draw_standard(pg, d);
	draw_begun(pg, &b);
	ui_errors(h, f, n);
	ui_form_begin(h, &(struct ui_form){.action = page_due_act(pg, d, "report"),
				 .version = str_int(pg->cx->a, d->head.version),
				 .files = true});
	page_tokens(pg);
	if (from.n)
		ui_hidden(h, S("from"), from);
	ui_grid_begin(h);
	ui_fields(h, f, n);
	draw_buttons(pg, d);
	ui_grid_end(h);
	ui_form_end(h);
	draw_last(pg, d);
}

static void draw_report_form(struct page *pg, const struct due_row *d, bool typed)
{
	struct html *h = pg->h;
	ui_card_begin(h,
		&(struct ui_card){.title = d->head.state == DUE_RETURNED ? tr(h->lang, "修改重报")
									 : tr(h->lang, "报送"),
			.hot = true});
	ui_body_begin(h);
	draw_form(pg, d, typed, typed ? http_field(pg->q, S("from")) : STR_NONE);
	ui_body_end(h);
	ui_card_end(h);
}

bool page_quick_fits(struct page *pg, const struct due_row *d)
{
	return (STATE_BIT(d->head.state) & STATE_OWED) && !entry_counts(d) &&
	       !event_is_template(d) && due_may_report(pg->cx, d);
}

void page_quick_form(struct page *pg, const struct due_row *d)
{
	draw_form(pg, d, false, S("desk"));
}

static void draw_sign(struct page *pg, const struct due_row *d)
{
	struct html *h = pg->h;
	if (d->signed_at.ms)
		return;
	h_lit(h, "<form method=\"post\" class=\"hs\"");
	h_at_url(h, "action", page_due_act(pg, d, "sign"));
	h_lit(h, ">");
	page_tokens(pg);
	ui_button(h, &(struct ui_button){.text = tr(h->lang, "签收"),
			     .why = tr(h->lang, "表示本单位已看到这一项；报送时自动签收")});
	h_lit(h, "</form>");
}

/* ---- the review form ---- */

enum { LOOK_AHEAD = 200 };

/* The one behind this in the list of what waits for the actor, else the first; RID_NONE where this
 * was the only one. */
static rid next_to_review(struct page *pg, const struct due_row *d)
{
	struct due_line *at;
	struct light_rules none = {0};
	struct due_filter f = page_review_filter(LOOK_AHEAD);
	int n = due_list(pg->cx, &f, &none, &at);
	rid first = RID_NONE;
	for (int i = 0; i < n; i++) {
		const struct due_row *o = &at[i].d;
		if (o->head.id.n == d->head.id.n)
			continue;
		bool behind = o->due_day.n > d->due_day.n ||
			      (o->due_day.n == d->due_day.n && o->head.id.n > d->head.id.n);
		if (behind)
			return o->head.id;
		first = first.n ? first : o->head.id;
	}
	return first;
}

static void draw_review(struct page *pg, const struct due_row *d, bool typed)
{
	struct html *h = pg->h;
	struct report_row **r;
	int n = due_reports(pg->cx, d->head.id, &r);
	struct day redo = work_add(
		pg->cx->cal, pg->cx->today, (int)setting_int(pg->cx, S("due.return_days")));
	char redo_text[DAY_TEXT];
	if (n == 0)
		return;
	struct ui_field f[] = {
		{.input = UI_LONG,
			.name = S("note"),
			.label = tr(h->lang, "意见"),
			.note = judge_needed(d) ? tr(h->lang, "评定意见，必填：对照标准看到了什么")
						: tr(h->lang, "退回时必填：缺什么、怎么补"),
			.rows = 3,
			.max = 500,
			.value = typed ? http_field(pg->q, S("note")) : STR_NONE,
			.error = err_of(pg->cx->errs, S("note"))},
		{.input = UI_DATE,
			.name = S("redo_day"),
			.label = tr(h->lang, "重报期限"),
			.value = typed ? http_field(pg->q, S("redo_day"))
				       : str_dup(pg->cx->a, str_of(day_text(redo, redo_text))),
			.hint = tr(h->lang, "本局设置的默认期限，可以改"),
			.half = true,
			.error = err_of(pg->cx->errs, S("redo_day"))},
		{.input = UI_TIME,
			.name = S("redo_time"),
			.label = tr(h->lang, "钟点"),
			.value = typed ? http_field(pg->q, S("redo_time"))
				       : setting_text(pg->cx, S("due.hour")),
			.half = true,
			.error = err_of(pg->cx->errs, S("redo_time"))},
	};
	struct due_filter rest = page_review_filter(2);
	rid next = next_to_review(pg, d);
	int64_t left = due_count(pg->cx, &rest) - 1;
	struct str others = due_count_say(pg->cx, left);
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "接收或退回"),
				 .hot = true,
				 .count = next.n ? trf(pg->cx->a, h->lang, "还有 %.*s 项等您接收",
							   STR_ARG(others))
						 : STR_NONE,
				 .more = next.n ? tr(h->lang, "先放着，看下一项") : STR_NONE,
				 .more_url = page_due_url(pg->cx->a, next)});
	ui_body_begin(h);
	draw_standard(pg, d);
	ui_errors(h, f, NELEM(f));
	ui_form_begin(h, &(struct ui_form){.action = page_due_act(pg, d, "review")});
	page_tokens(pg);
	ui_hidden(h, S("report"), str_int(pg->cx->a, r[n - 1]->head.id.n));
	ui_grid_begin(h);
	ui_fields(h, f, NELEM(f));
	ui_buttons_begin(h);
	ui_button(h, &(struct ui_button){.text = tr(h->lang, "接收"),
			     .name = S("act"),
			     .value = S("accept"),
			     .primary = true,
			     .unchecked = true});
	ui_button(h, &(struct ui_button){
			     .text = tr(h->lang, "退回"), .name = S("act"), .value = S("return")});
	ui_buttons_end(h);
	ui_grid_end(h);
	ui_form_end(h);
	ui_body_end(h);
	ui_card_end(h);
}

void page_due_acts(struct page *pg, const struct due_row *d, bool typed)
{
	/* What waits for events is not reported itself: each event makes an item. */
	bool owed = (STATE_BIT(d->head.state) & STATE_TAKES) && !event_is_template(d);
	if (owed && due_may_report(pg->cx, d)) {
		draw_sign(pg, d);
		draw_report_form(pg, d, typed);
	}
	if (d->head.state == DUE_REPORTED && actor_may(pg->cx, "due.accept", d->to_unit))
		draw_review(pg, d, typed);
	page_follow_acts(pg, d, typed);
}

/* ---- acts ---- */

/* Somebody was faster and there is nothing left to hand in: what stands there and what was typed,
 * side by side, so that nothing typed is lost. */
static void draw_stale(struct page *pg, const struct due_row *d)
{
	struct html *h = pg->h;
	struct report_row **r;
	int n = due_reports(pg->cx, d->head.id, &r);
	struct ui_link crumb = {page_due_url(pg->cx->a, d->head.id), tr(h->lang, "应报事项")};
	struct ui_change both[] = {
		{tr(h->lang, "动态进展"), n ? r[n - 1]->progress : STR_NONE,
			http_field(pg->q, S("progress"))},
		{tr(h->lang, "工作成效"), n ? r[n - 1]->effect : STR_NONE,
			http_field(pg->q, S("effect"))},
	};
	bool effect = both[1].before.n || both[1].after.n;
	page_open(pg, &(struct page_frame){.title = tr(h->lang, "别人刚报过了"),
			      .nav = S("/due"),
			      .crumbs = &crumb,
			      .n_crumbs = 1});
	ui_note(h, NOTE_YELLOW, tr(h->lang, "没有提交"),
		tr(h->lang, "您打开以后，这一项已经有人报送。两份都在下面，要补充的请与他商量，"
			    "或等退回后再报。"));
	ui_changes(h, tr(h->lang, "现在的"), tr(h->lang, "您填的"), both, effect ? 2 : 1);
	page_close(pg);
}

/* A stale page: the newest item with the form as it was typed, or both texts. */
static void answer_stale(struct page *pg, rid id)
{
	struct due_row *now = rec_load(pg->cx, &due_kind, id);
	pg->r->status = 409;
	if (!(STATE_BIT(now->head.state) & STATE_TAKES)) {
		draw_stale(pg, now);
		return;
	}
	err_field(pg->cx->errs, S("progress"),
		"您打开以后这一项有变动（期限或状态），您写的还在，请核对后再提交");
	page_due_show(pg, now, true);
}

/* After a verb: on to the item, back to its form, or a page that says why not. */
static void answer(struct page *pg, struct due_row *d, enum flow_code code)
{
	if (code == FLOW_OK) {
		page_done(pg, page_due_url(pg->cx->a, d->head.id));
		return;
	}
	if (code != FLOW_INVALID) {
		page_refuse(pg, code);
		return;
	}
	pg->r->status = 422;
	page_due_show(pg, d, true);
}

static enum flow_code do_sign(struct ctx *cx, void *arg)
{
	return due_sign(cx, *(rid *)arg);
}

void page_sign(struct page *pg)
{
	struct due_row *d = page_due_asked(pg);
	if (d)
		answer(pg, d, page_write(pg, do_sign, &d->head.id));
}

static enum flow_code do_report(struct ctx *cx, void *arg)
{
	struct report_out out;
	return due_report(cx, arg, &out);
}

/* Back to the desk for who reports from there: what is next stands first now. */
static struct str back_url(struct page *pg, const struct due_row *d, bool open)
{
	bool desk = str_eq(http_field(pg->q, S("from")), S("desk"));
	if (!desk)
		return page_due_url(pg->cx->a, d->head.id);
	return open ? str_fmt(pg->cx->a, "/?open=%lld#due-%lld", (long long)d->head.id.n,
			      (long long)d->head.id.n)
		    : S("/");
}

static void keep_draft(struct page *pg, struct due_row *d)
{
	struct draft draft = {.due = d->head.id,
		.progress = http_field(pg->q, S("progress")),
		.effect = http_field(pg->q, S("effect"))};
	if (draft_save(pg->cx, &draft) != FLOW_OK)
		page_refuse(pg, FLOW_WORLD);
	else
		http_redirect(pg->r, back_url(pg, d, true));
}

void page_report(struct page *pg)
{
	struct due_row *d = page_due_asked(pg);
	struct evidence_in evidence[UPLOAD_FILES];
	struct day day = DAY_NONE;
	int64_t version = 0;
	if (d == NULL)
		return;
	struct str act = http_field(pg->q, S("act"));
	if (str_eq(act, S("draft"))) {
		keep_draft(pg, d);
		return;
	}
	num_int(http_field(pg->q, S("version")), 1, INT64_MAX, &version);
	struct report_in in = {
		.due = d->head.id,
		.version = version,
		.progress = http_field(pg->q, S("progress")),
		.effect = http_field(pg->q, S("effect")),
		.unchanged = str_eq(act, S("same")),
		.evidence = evidence,
	};
	struct str happened = http_field(pg->q, S("event_day"));
	in.bad_day = happened.n && !day_parse(happened, &day);
	/* Files of a form that is refused anyway are not stored. */
	enum flow_code code = in.bad_day
				      ? FLOW_OK
				      : upload_keep(pg, S("files"), day, evidence, &in.n_evidence);
	if (code == FLOW_OK)
		code = page_write(pg, do_report, &in);
	if (code == FLOW_CONFLICT)
		answer_stale(pg, d->head.id);
	else if (code == FLOW_OK)
		page_done(pg, back_url(pg, d, false));
	else
		answer(pg, d, code);
}

struct review_in {
	rid report;
	bool accept;
	struct str note;
	struct day day;
	int minute;
};

static enum flow_code do_review(struct ctx *cx, void *arg)
{
	const struct review_in *in = arg;
	if (in->accept)
		return report_accept(cx, in->report, in->note);
	return report_return(cx, in->report, in->note, in->day, in->minute);
}

/* "17:00"; nothing, and midnight, are the day's end. */
static bool minute_of(struct str t, int *minute)
{
	bool good = t.n == 0 || day_minute(str_first(t, 5), minute); /* a browser may add seconds */
	if (t.n == 0 || *minute == 0)
		*minute = DAY_MINUTES;
	return good;
}

void page_review(struct page *pg)
{
	struct due_row *d = page_due_asked(pg);
	struct review_in in = {.day = DAY_NONE};
	if (d == NULL)
		return;
	if (!num_int(http_field(pg->q, S("report")), 1, INT64_MAX, &in.report.n)) {
		page_absent(pg);
		return;
	}
	in.accept = str_eq(http_field(pg->q, S("act")), S("accept"));
	in.note = http_field(pg->q, S("note"));
	day_parse(http_field(pg->q, S("redo_day")), &in.day);
	rid next = next_to_review(pg, d); /* while this one still has its place in the list */
	enum flow_code code = FLOW_INVALID;
	if (minute_of(http_field(pg->q, S("redo_time")), &in.minute))
		code = page_write(pg, do_review, &in);
	else
		err_field(pg->cx->errs, S("redo_time"), "时刻要写成 17:00 的样子");
	if (code == FLOW_OK && next.n)
		page_done(pg, page_due_url(pg->cx->a, next));
	else
		answer(pg, d, code);
}

/* ---- an attachment ---- */

void page_evidence(struct page *pg)
{
	int64_t id;
	enum flow_code code = FLOW_ABSENT;
	if (http_arg_id(pg->q, 0, &id))
		code = upload_send(pg, (rid){id});
	if (code == FLOW_ABSENT)
		page_absent(pg);
	else if (code != FLOW_OK)
		page_refuse(pg, code);
}
