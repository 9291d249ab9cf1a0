/* page_deadline.c — 算到哪天: one limit and the moment it began, the day it ends and why (N4, N6,
 * N32). Everything asked stands in the address, so an answer can be sent to somebody and printed;
 * nothing is kept. */
#include "base/bug.h"
#include "dates/deadline.h"
#include "dates/page.h"
#include "org/limit.h"
#include "web/ui.h"

enum { CODE_CHARS = 30, TEXT_CHARS = 60, STRIP = 14, STRIPS = 5, OPTIONS = 500 };

#define TYPED S("text") /* the choice beside the rows */

struct asked {
	struct str code, text, day, time;
	bool rolls;
	struct deadline_in in;
	const struct limit *limit;
	bool unchecked; /* nobody has compared the row with the law's text */
	struct deadline out;
	bool counted;
};

static struct str param(struct page *pg, const char *name)
{
	return str_trim(http_param(pg->q, str_of(name)));
}

/* ---- what is asked ---- */

static struct day day_asked(struct page *pg, const char *name)
{
	struct str s = param(pg, name);
	struct day d = DAY_NONE;
	if (s.n && !day_parse(s, &d))
		err_field(pg->cx->errs, str_of(name), "要写成 2026-09-18 这样的日期");
	return d;
}

static bool read_moment(struct page *pg, struct asked *q)
{
	struct day day = day_asked(pg, "day");
	if (!day_is_set(day)) {
		if (q->day.n == 0)
			err_field(pg->cx->errs, S("day"), "写明从哪一天算起");
		return false;
	}
	char text[DAY_TEXT];
	struct str clock = q->time.n ? q->time : S("00:00");
	struct str at = str_fmt(pg->cx->a, "%sT%.*s:00+08:00", day_text(day, text), STR_ARG(clock));
	q->in.has_time = q->time.n > 0;
	if (stamp_parse(at, &q->in.trigger))
		return true;
	err_field(pg->cx->errs, S("time"), "要写成 09:30 这样的时刻");
	return false;
}

static bool is_text(const struct asked *q)
{
	return q->code.n == 0 || str_eq(q->code, TYPED);
}

/* The row in force on the day of the trigger, or what was typed instead of one. */
static void find_limit(struct page *pg, struct asked *q)
{
	struct ctx *cx = pg->cx;
	struct limit *typed = arena_new(cx->a, struct limit);
	bool verified = true;
	if (!is_text(q)) {
		q->limit = limit_get(cx, q->code, stamp_day(q->in.trigger), &verified);
		q->unchecked = q->limit && !q->limit->is_local && !verified;
		if (q->limit == NULL)
			err_field(cx->errs, S("limit"),
				"起算那天没有这一时限：还没有施行，或者已经停用");
	} else if (q->text.n == 0) {
		err_field(cx->errs, S("text"), "选一项时限，或者写明多长，如 5个工作日");
	} else if (deadline_text(cx->a, q->text, q->rolls, typed)) {
		q->limit = typed;
	} else {
		err_field(cx->errs, S("text"), "没有读出多长，写成 5个工作日、15日、48小时这样");
	}
}

static struct asked *asked_of(struct page *pg)
{
	struct asked *q = arena_new(pg->cx->a, struct asked);
	q->code = param(pg, "limit");
	q->text = param(pg, "text");
	q->day = param(pg, "day");
	q->time = param(pg, "time");
	q->rolls = param(pg, "rolls").n > 0;
	q->in.extend = param(pg, "extend");
	q->in.pause_from = DAY_NONE;
	q->in.pause_until = DAY_NONE;
	/* A link from the list names the limit only: nothing is wrong yet. */
	if (q->day.n == 0 && q->text.n == 0)
		return q;
	bool dated = read_moment(pg, q);
	q->in.pause_from = day_asked(pg, "pause_from");
	q->in.pause_until = day_asked(pg, "pause_until");
	if (dated)
		find_limit(pg, q);
	if (pg->cx->errs->n == 0)
		q->counted = deadline_count(pg->cx->errs, q->limit, pg->cx->cal, &q->in, &q->out);
	return q;
}

/* ---- the form ---- */

static struct str length_words(struct page *pg, struct str length)
{
	struct buf b = buf_in(pg->cx->a, 64);
	struct length l;
	if (length_parse(length, &l))
		length_say(&b, l);
	return buf_view(&b);
}

/* Each code once, with its newest words; those no longer in force behind, for an old date. */
static int options_of(struct page *pg, const struct asked *q, struct ui_option **out)
{
	struct limit_row **r;
	int all = limit_all(pg->cx, &r), n = 0;
	struct ui_option *o = arena_array(pg->cx->a, OPTIONS + 1, sizeof *o);
	o[n++] = (struct ui_option){
		.value = TYPED, .text = tr(pg->h->lang, "不在表里，自己写"), .on = is_text(q)};
	for (int i = 0; i < all && n < OPTIONS; i++) {
		bool twice = false;
		for (int k = 0; k < n && !twice; k++)
			twice = str_eq(o[k].value, r[i]->code);
		if (twice)
			continue;
		struct str length = length_words(pg, r[i]->length);
		o[n++] = (struct ui_option){.value = r[i]->code,
			.text = str_fmt(
				pg->cx->a, "%.*s · %.*s", STR_ARG(r[i]->name), STR_ARG(length)),
			.on = str_eq(q->code, r[i]->code)};
	}
	*out = o;
	return n;
}

static void draw_form(struct page *pg, const struct asked *q)
{
	struct html *h = pg->h;
	struct errs *e = pg->cx->errs;
	char today[DAY_TEXT];
	struct ui_option *limits, rolls = {.value = S("1"),
					  .text = tr(h->lang, "最后一天逢休息日顺延"),
					  .on = q->rolls};
	int n = options_of(pg, q, &limits);
	struct ui_field f[] = {
		{.input = UI_SELECT,
			.name = S("limit"),
			.label = tr(h->lang, "时限"),
			.options = limits,
			.n_options = n,
			.error = err_of(e, S("limit"))},
		{.input = UI_TEXT,
			.name = S("text"),
			.label = tr(h->lang, "多长"),
			.note = tr(h->lang, "不在表里的"),
			.value = q->text,
			.error = err_of(e, S("text")),
			.placeholder = S("5个工作日"),
			.max = TEXT_CHARS,
			.half = true},
		{.input = UI_CHECK,
			.name = S("rolls"),
			.label = tr(h->lang, "期满"),
			.note = tr(h->lang, "不在表里的"),
			.options = &rolls,
			.n_options = 1,
			.half = true},
		{.input = UI_DATE,
			.name = S("day"),
			.label = tr(h->lang, "从哪天算起"),
			.value = q->day.n ? q->day : str_of(day_text(pg->cx->today, today)),
			.error = err_of(e, S("day")),
			.half = true},
		{.input = UI_TIME,
			.name = S("time"),
			.label = tr(h->lang, "几点几分"),
			.note = tr(h->lang, "按小时算的要写"),
			.value = q->time,
			.error = err_of(e, S("time")),
			.half = true},
		{.input = UI_TEXT,
			.name = S("extend"),
			.label = tr(h->lang, "批准延长"),
			.note = tr(h->lang, "没有就不填"),
			.value = q->in.extend,
			.error = err_of(e, S("extend")),
			.placeholder = S("30日"),
			.max = TEXT_CHARS},
		{.input = UI_DATE,
			.name = S("pause_from"),
			.label = tr(h->lang, "不计入的时间，从"),
			.note = tr(h->lang, "没有就不填"),
			.value = param(pg, "pause_from"),
			.error = err_of(e, S("pause_from")),
			.half = true},
		{.input = UI_DATE,
			.name = S("pause_until"),
			.label = tr(h->lang, "到"),
			.note = tr(h->lang, "含这一天"),
			.value = param(pg, "pause_until"),
			.error = err_of(e, S("pause_until")),
			.half = true},
	};
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "算一个期限")});
	ui_body_begin(h);
	ui_errors(h, f, NELEM(f));
	ui_form_begin(h, &(struct ui_form){.action = S("/calendar/deadline"), .get = true});
	ui_grid_begin(h);
	ui_fields(h, f, NELEM(f));
	ui_buttons_begin(h);
	ui_button(h, &(struct ui_button){.text = tr(h->lang, "算到哪天"), .primary = true});
	ui_buttons_end(h);
	ui_grid_end(h);
	ui_form_end(h);
	ui_body_end(h);
	ui_card_end(h);
}

/* ---- the answer ---- */

static struct ui_strip_day strip_day(struct page *pg, const struct why *w, const struct why_day *d)
{
	return (struct ui_strip_day){.day = d->day,
		.off = d->kind == WORK_WEEKEND || d->kind == WORK_HOLIDAY,
		.makeup = d->kind == WORK_MAKEUP,
		.end = d->day.n == w->due.n,
		.count = d->n,
		.words = d->paused                 ? tr(pg->h->lang, "不计")
			 : d->kind == WORK_HOLIDAY ? d->name
						   : STR_NONE};
}

/* Two weeks a strip, so that a phone can show them; a limit of months is not drawn day by day. */
static int strips_of(struct page *pg, const struct why *w, struct ui_why *out)
{
	size_t n = w->days.n;
	if (n > (size_t)STRIP * STRIPS)
		return 0;
	int strips = 0;
	for (size_t i = 0; i < n; i += STRIP) {
		size_t k, many = n - i < STRIP ? n - i : STRIP;
		struct ui_strip_day *d = arena_array(pg->cx->a, many, sizeof *d);
		for (k = 0; k < many; k++)
			d[k] = strip_day(pg, w, &w->days.at[i + k]);
		struct str first = locale_day(pg->cx->a, pg->h->lang, d[0].day, pg->cx->today);
		struct str last = locale_day(
			pg->cx->a, pg->h->lang, d[many - 1].day, pg->cx->today);
		out[strips++] = (struct ui_why){.step = tr(pg->h->lang, "逐日"),
			.text = str_fmt(pg->cx->a, "%.*s — %.*s", STR_ARG(first), STR_ARG(last)),
			.days = d,
			.n_days = (int)many};
	}
	return strips;
}

static struct str step_word(enum lang lang, enum why_kind kind)
{
	switch (kind) {
	case WHY_TRIGGER:
		return tr(lang, "起算");
	case WHY_RULE:
		return tr(lang, "时限");
	case WHY_PAUSE:
		return tr(lang, "不计");
	case WHY_EXTENDED:
		return tr(lang, "延长");
	case WHY_MOVED:
	case WHY_KEPT:
		return tr(lang, "期满");
	case WHY_PROVISIONAL:
		return tr(lang, "暂定");
	case WHY_RESULT:
		return tr(lang, "结果");
	case WHY_PERIOD:
	case WHY_LENGTH:
	case WHY_CLAMPED:
	case WHY_CUT:
	case WHY_KIND_END:
		break;
	}
	return tr(lang, "数法");
}

static void draw_why(struct page *pg, const struct why *w)
{
	struct ui_why *at = arena_array(pg->cx->a, w->steps.n + STRIPS, sizeof *at);
	int n = 0;
	for (size_t i = 0; i < w->steps.n; i++) {
		const struct why_step *s = &w->steps.at[i];
		bool result = s->kind == WHY_RESULT;
		if (result)
			n += strips_of(pg, w, at + n);
		at[n++] = (struct ui_why){.step = step_word(pg->h->lang, s->kind),
			.text = s->text,
			.detail = s->cite,
			.result = result};
	}
	ui_why(pg->h, at, n);
}

static struct str left_words(struct page *pg, const struct asked *q)
{
	int left = limit_left(q->limit, pg->cx->cal, pg->cx->today, q->out.due);
	bool worked = q->limit->length.unit == LENGTH_WORKDAY;
	if (left < 0)
		return trf(
			pg->cx->a, pg->h->lang, worked ? "已过 %d 个工作日" : "已过 %d 天", -left);
	return trf(pg->cx->a, pg->h->lang, worked ? "剩 %d 个工作日" : "剩 %d 天", left);
}

static void draw_answer(struct page *pg, const struct asked *q)
{
	struct html *h = pg->h;
	struct arena *a = pg->cx->a;
	struct str basis = limit_basis(a, q->limit), day = why_day_text(a, q->out.due, 0);
	struct buf length = buf_in(a, 64);
	length_say(&length, q->limit->length);
	if (q->out.minute < 1440)
		day = str_fmt(
			a, "%.*s %02d:%02d", STR_ARG(day), q->out.minute / 60, q->out.minute % 60);
	struct str span = buf_view(&length);
	struct ui_kv kv[] = {
		{.key = tr(h->lang, "到哪天"), .value = str_fmt(a, "*%.*s*", STR_ARG(day))},
		{.key = tr(h->lang, "时限"),
			.value = is_text(q) ? span
					    : str_fmt(a, "%.*s · %.*s", STR_ARG(q->limit->name),
						      STR_ARG(span))},
		{.key = tr(h->lang, "依据"),
			.value = basis.n ? basis : tr(h->lang, "按所填，没有引用时限表")},
		{.key = tr(h->lang, "今天起"), .value = left_words(pg, q)},
	};
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "为什么是这一天"), .id = S("why")});
	ui_body_begin(h);
	ui_kvs(h, kv, NELEM(kv));
	if (q->out.why->provisional)
		ui_note(h, NOTE_YELLOW, tr(h->lang, "暂定"),
			tr(h->lang, "那一年的放假安排尚未公布，公布后要重新算"));
	if (q->unchecked)
		ui_note(h, NOTE_YELLOW, tr(h->lang, "未核对"),
			tr(h->lang, "这一时限的数字还没有同正式文本核对"));
	if (q->limit->note.n)
		ui_note(h, NOTE, tr(h->lang, "说明"), q->limit->note);
	draw_why(pg, q->out.why);
	ui_body_end(h);
	ui_card_end(h);
}

static void deadline(struct page *pg)
{
	struct html *h = pg->h;
	struct asked *q = asked_of(pg);
	struct ui_link crumbs[] = {{S("/calendar"), tr(h->lang, "日历与时限规则")},
		{S("/limit"), tr(h->lang, "办理时限")}};
	page_open(
		pg, &(struct page_frame){.title = tr(h->lang, "算到哪天"),
			    .nav = S("/calendar"),
			    .crumbs = crumbs,
			    .n_crumbs = NELEM(crumbs),
			    .lead = tr(h->lang,
				    "选一项时限，写明从什么时候算起。只算不存，网址可以发给别人，也"
				    "可以打印。")});
	ui_stack_begin(h);
	if (q->counted)
		draw_answer(pg, q);
	draw_form(pg, q);
	ui_stack_end(h);
	page_close(pg);
}

static const struct page_def deadline_def = {.fn = deadline};
static const struct route_param deadline_params[] = {{.name = "limit", .max = CODE_CHARS * 4},
	{.name = "text", .max = TEXT_CHARS * 4}, {.name = "rolls", .max = 4},
	{.name = "day", .max = 20}, {.name = "time", .max = 10},
	{.name = "extend", .max = TEXT_CHARS * 4}, {.name = "pause_from", .max = 20},
	{.name = "pause_until", .max = 20}, {0}};

const struct route deadline_routes[] = {
	{.verb = VERB_GET,
		.pattern = "/calendar/deadline",
		.fn = page_serve,
		.more = &deadline_def,
		.params = deadline_params},
	{0},
};
