/* page_report.c — what a unit does with a due item: sign, report with evidence, keep a draft. What
 * becomes of the report is page_review.c's; the rules are report.c's. TIME-30, PLAN-43. */
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

enum { FIELDS = 5, QUICK_ROWS = 3 };

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

void page_due_standard(struct page *pg, const struct due_row *d)
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
	page_due_standard(pg, d);
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

void page_due_acts(struct page *pg, const struct due_row *d, bool typed)
{
	/* What waits for events is not reported itself: each event makes an item. */
	bool owed = (STATE_BIT(d->head.state) & STATE_TAKES) && !event_is_template(d);
	if (owed && due_may_report(pg->cx, d)) {
		draw_sign(pg, d);
		draw_report_form(pg, d, typed);
	}
	if (d->head.state == DUE_REPORTED && actor_may(pg->cx, "due.accept", d->to_unit))
		page_review_form(pg, d, typed);
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

void page_due_done(struct page *pg, struct due_row *d, enum flow_code code, bool typed)
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
	page_due_show(pg, d, typed);
}

static enum flow_code do_sign(struct ctx *cx, void *arg)
{
	return due_sign(cx, *(rid *)arg);
}

void page_sign(struct page *pg)
{
	struct due_row *d = page_due_asked(pg);
	if (d)
		page_due_done(pg, d, page_write(pg, do_sign, &d->head.id), true);
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
		page_due_done(pg, d, code, true);
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
