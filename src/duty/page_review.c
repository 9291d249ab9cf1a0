/* page_review.c — what the receiver does with a report: accept it, or return it with a new time.
 * The rules are report.c's. TIME-30, PLAN-28. */
#include "base/bug.h"
#include "base/num.h"
#include "calendar/work.h"
#include "core/setting.h"
#include "duty/judge.h"
#include "duty/page_int.h"

enum { LOOK_AHEAD = 200, DAY_MINUTES = 1440 };

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

void page_review_form(struct page *pg, const struct due_row *d, bool typed)
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
	page_due_standard(pg, d);
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

/* ---- the act ---- */

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
		page_due_done(pg, d, code, true);
}
