/* page_outage.c — interruptions of a service on the page of its item: what there was, how long in
 * all, and the forms to enter one, to say it is over, to take a wrong one out (T-44). Only outage.c
 * decides; nothing here judges the service. */
#include "base/bug.h"
#include "base/num.h"
#include "duty/outage.h"
#include "duty/page_int.h"
#include "web/ui_list.h"

static struct str typed(struct page *pg, const char *what, struct str name)
{
	return str_eq(http_field(pg->q, S("what")), str_of(what)) ? http_field(pg->q, name)
								  : STR_NONE;
}

static struct ui_field input(
	struct page *pg, const char *what, enum ui_input kind, const char *name, const char *label)
{
	struct str n = str_of(name);
	bool here = str_eq(http_field(pg->q, S("what")), str_of(what));
	return (struct ui_field){.input = kind,
		.name = n,
		.id = str_fmt(pg->cx->a, "%s_%s", what, name),
		.label = locale_find(pg->h->lang, str_of(label)),
		.value = typed(pg, what, n),
		.error = here ? err_of(pg->cx->errs, n) : STR_NONE,
		.half = kind == UI_DATE || kind == UI_TIME,
		.rows = 2,
		.max = kind == UI_LONG ? 500 : 0};
}

static void form_begin(struct page *pg, const struct due_row *d, const char *what)
{
	ui_form_begin(pg->h, &(struct ui_form){.action = page_due_act(pg, d, "outage")});
	page_tokens(pg);
	ui_hidden(pg->h, S("what"), str_of(what));
}

static void form_end(struct page *pg, struct ui_field *f, int n, const char *label)
{
	struct html *h = pg->h;
	ui_grid_begin(h);
	ui_fields(h, f, n);
	ui_buttons_begin(h);
	ui_button(h, &(struct ui_button){.text = locale_find(h->lang, str_of(label))});
	ui_buttons_end(h);
	ui_grid_end(h);
	ui_form_end(h);
}

static void draw_new(struct page *pg, const struct due_row *d)
{
	struct ui_field f[] = {
		input(pg, "new", UI_DATE, "from_day", "中断的日期"),
		input(pg, "new", UI_TIME, "from_time", "中断的钟点"),
		input(pg, "new", UI_DATE, "until_day", "恢复的日期"),
		input(pg, "new", UI_TIME, "until_time", "恢复的钟点"),
		input(pg, "new", UI_LONG, "why", "为什么中断"),
		input(pg, "new", UI_LONG, "done", "怎么处理的"),
	};
	bool sent = str_eq(http_field(pg->q, S("what")), S("new"));
	f[2].note = tr(pg->h->lang, "还没有恢复的不填");
	ui_fold_begin(pg->h, tr(pg->h->lang, "登记一次中断"), sent);
	if (sent)
		ui_errors(pg->h, f, NELEM(f));
	form_begin(pg, d, "new");
	form_end(pg, f, NELEM(f), "登记中断");
	ui_fold_end(pg->h);
}

static void draw_end(struct page *pg, const struct due_row *d, const struct outage_row *o)
{
	struct ui_field f[] = {
		input(pg, "end", UI_DATE, "until_day", "恢复的日期"),
		input(pg, "end", UI_TIME, "until_time", "恢复的钟点"),
		input(pg, "end", UI_LONG, "done", "怎么处理的"),
	};
	if (str_eq(http_field(pg->q, S("what")), S("end")))
		ui_errors(pg->h, f, NELEM(f));
	form_begin(pg, d, "end");
	ui_hidden(pg->h, S("id"), str_fmt(pg->cx->a, "%lld", (long long)o->head.id.n));
	form_end(pg, f, NELEM(f), "登记恢复");
}

static void draw_drop(struct page *pg, const struct due_row *d, const struct outage_row *o)
{
	struct html *h = pg->h;
	struct str id = str_fmt(pg->cx->a, "%lld", (long long)o->head.id.n);
	bool here = str_eq(http_field(pg->q, S("what")), S("drop")) &&
		    str_eq(http_field(pg->q, S("id")), id);
	struct ui_field f = {.input = UI_TEXT,
		.name = S("reason"),
		.id = str_cat(pg->cx->a, S("drop_"), id),
		.label = tr(h->lang, "为什么不计"),
		.value = here ? http_field(pg->q, S("reason")) : STR_NONE,
		.error = here ? err_of(pg->cx->errs, S("reason")) : STR_NONE,
		.max = 500};
	ui_fold_begin(h, tr(h->lang, "登记有误"), here);
	form_begin(pg, d, "drop");
	ui_hidden(h, S("id"), id);
	form_end(pg, &f, 1, "这一次不计");
	ui_fold_end(h);
}

static struct str span_words(struct page *pg, const struct outage_row *o)
{
	struct html *h = pg->h;
	struct arena *a = pg->cx->a;
	struct str from = locale_stamp(a, h->lang, o->from_at, h->today);
	int64_t until = o->until_at.ms ? o->until_at.ms : pg->cx->now.ms;
	struct str long_ = page_late_for(h, (until - o->from_at.ms) / 60000);
	if (o->until_at.ms == 0)
		return trf(a, h->lang, "%.*s起，已 %.*s", STR_ARG(from), STR_ARG(long_));
	struct str to = locale_stamp(a, h->lang, o->until_at, h->today);
	return trf(a, h->lang, "%.*s至%.*s，共 %.*s", STR_ARG(from), STR_ARG(to), STR_ARG(long_));
}

static void draw_one(struct page *pg, const struct due_row *d, const struct outage_row *o)
{
	struct html *h = pg->h;
	static const struct {
		enum lamp lamp;
		const char *word;
	} says[] = {[OUTAGE_OPEN] = {LAMP_YELLOW, "中断中"},
		[OUTAGE_OVER] = {LAMP_GREEN, "已恢复"},
		[OUTAGE_DROPPED] = {LAMP_GREY, "不计"}};
	struct str meta = o->done.n ? str_fmt(pg->cx->a, "%.*s · %.*s", STR_ARG(o->why),
					      STR_ARG(o->done))
				    : o->why;
	ui_item_begin(h, &(struct ui_item){.lamp = says[o->head.state].lamp,
				 .word = locale_find(h->lang, str_of(says[o->head.state].word)),
				 .title = span_words(pg, o),
				 .meta = meta});
	if (outage_may(pg->cx, d) && o->head.state == OUTAGE_OPEN)
		draw_end(pg, d, o);
	if (outage_may(pg->cx, d) && o->head.state != OUTAGE_DROPPED)
		draw_drop(pg, d, o);
	ui_item_end(h);
}

static void draw_sum(struct page *pg, const struct outage_sum *sum)
{
	struct html *h = pg->h;
	struct arena *a = pg->cx->a;
	if (sum->open)
		ui_note(h, NOTE_YELLOW, STR_NONE, tr(h->lang, "有一次中断还没有恢复。"));
	h_lit(h, "<p class=\"q2\">");
	struct str month = page_late_for(h, sum->month_minutes);
	struct str all = page_late_for(h, sum->minutes);
	ui_bold(h,
		trf(a, h->lang,
			"本月中断 *%lld* 次，共 %.*s；累计 *%lld* 次，共 %.*s。"
			"是否达到要求，由接收的人判断。",
			(long long)sum->month_n, STR_ARG(month), (long long)sum->n, STR_ARG(all)));
	h_lit(h, "</p>");
}

void page_outages(struct page *pg, const struct due_row *d)
{
	struct html *h = pg->h;
	struct outage_row **at;
	if (!outage_fits(d))
		return;
	int n = outage_list(pg->cx, d->head.id, &at);
	struct outage_sum sum = outage_add_up(pg->cx, at, n);
	ui_card_begin(
		h, &(struct ui_card){.title = tr(h->lang, "服务中断"),
			   .count = trf(pg->cx->a, h->lang, "累计 %lld 次", (long long)sum.n)});
	if (n == 0)
		ui_empty(h, tr(h->lang, "没有登记过中断"),
			tr(h->lang,
				"服务中断了就登记：从什么时候到什么时候，为什么，怎么处理的。"));
	ui_body_begin(h);
	if (n)
		draw_sum(pg, &sum);
	if (outage_may(pg->cx, d) && sum.open == 0)
		draw_new(pg, d);
	ui_body_end(h);
	ui_list_begin(h);
	for (int i = 0; i < n; i++)
		draw_one(pg, d, at[i]);
	ui_list_end(h);
	ui_card_end(h);
}

/* ---- acts ---- */

static struct stamp moment(struct page *pg, struct str day_name, struct str time_name)
{
	struct day day;
	int minute;
	struct str t = str_first(http_field(pg->q, time_name), 5); /* seconds may follow */
	if (!day_parse(http_field(pg->q, day_name), &day) || !day_minute(t, &minute))
		return STAMP_NONE;
	return (struct stamp){stamp_of_day(day).ms + (int64_t)minute * 60000};
}

struct act {
	struct outage_in in;
	struct str what, reason;
};

static enum flow_code do_act(struct ctx *cx, void *arg)
{
	const struct act *a = arg;
	if (str_eq(a->what, S("new")))
		return outage_add(cx, &a->in);
	if (str_eq(a->what, S("end")))
		return outage_end(cx, &a->in);
	return str_eq(a->what, S("drop")) ? outage_drop(cx, a->in.outage, a->reason) : FLOW_ABSENT;
}

static void act(struct page *pg)
{
	struct due_row *d = page_due_asked(pg);
	if (d == NULL)
		return;
	struct act a = {.what = http_field(pg->q, S("what")),
		.reason = http_field(pg->q, S("reason")),
		.in = {.due = d->head.id,
			.from = moment(pg, S("from_day"), S("from_time")),
			.until = moment(pg, S("until_day"), S("until_time")),
			.why = http_field(pg->q, S("why")),
			.done = http_field(pg->q, S("done"))}};
	num_int(http_field(pg->q, S("id")), 1, INT64_MAX, &a.in.outage.n);
	enum flow_code code = page_write(pg, do_act, &a);
	if (code == FLOW_OK) {
		page_done(pg, page_due_url(pg->cx->a, d->head.id));
	} else if (code == FLOW_INVALID) {
		pg->r->status = 422;
		page_due_show(pg, d, false);
	} else {
		page_refuse(pg, code);
	}
}

static const struct page_def act_def = {.fn = act, .perm = "due.read"};
static const struct route_param params[] = {{.name = "what", .max = 8}, {.name = "id", .max = 20},
	{.name = "from_day", .max = 10}, {.name = "from_time", .max = 8},
	{.name = "until_day", .max = 10}, {.name = "until_time", .max = 8},
	{.name = "why", .max = 4096}, {.name = "done", .max = 4096},
	{.name = "reason", .max = 4096}, {0}};

const struct route outage_routes[] = {
	{.verb = VERB_POST,
		.pattern = "/due/#id/outage",
		.fn = page_serve,
		.more = &act_def,
		.params = params},
	{0},
};
