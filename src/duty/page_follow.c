/* page_follow.c — two small acts on a due item: pressing on what is late (催办), and entering that
 * the event happened on which an item waits. The rules are urge.c's and event.c's. TIME-29. */
#include "base/bug.h"
#include "duty/event.h"
#include "duty/page_int.h"
#include "duty/urge.h"

enum { EVENTS = 20, FIELDS = 3 };

/* ---- pressing ---- */

static void draw_urge(struct page *pg, const struct due_row *d, bool typed)
{
	struct html *h = pg->h;
	bool done = urge_is_done(pg->cx, d->head.id);
	struct ui_field f = {.input = UI_TEXT,
		.name = S("words"),
		.label = tr(h->lang, "催办的话"),
		.note = tr(h->lang, "可不填"),
		.max = 200,
		.value = typed ? http_field(pg->q, S("words")) : STR_NONE,
		.error = err_of(pg->cx->errs, S("words"))};
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "催办")});
	ui_body_begin(h);
	if (done && pg->cx->errs->n == 0) {
		ui_note(h, NOTE, STR_NONE, tr(h->lang, "今天已经催办。每项一天只催办一次。"));
	} else {
		ui_errors(h, &f, 1);
		ui_form_begin(h, &(struct ui_form){.action = page_due_act(pg, d, "urge")});
		page_tokens(pg);
		ui_fields(h, &f, 1);
		ui_buttons_begin(h);
		ui_button(h, &(struct ui_button){.text = tr(h->lang, "催办"),
				     .why = tr(h->lang, "通知联络员和单位负责人，记入经过")});
		ui_buttons_end(h);
		ui_form_end(h);
	}
	ui_body_end(h);
	ui_card_end(h);
}

/* ---- an event ---- */

static void draw_event_form(struct page *pg, const struct due_row *d, bool typed)
{
	struct html *h = pg->h;
	struct ui_field f[FIELDS] = {
		{.input = UI_TEXT,
			.name = S("what"),
			.label = tr(h->lang, "发生了什么"),
			.note = tr(h->lang, "100 字以内"),
			.max = 100,
			.required = true,
			.value = typed ? http_field(pg->q, S("what")) : STR_NONE,
			.error = err_of(pg->cx->errs, S("what"))},
		{.input = UI_DATE,
			.name = S("event_day"),
			.label = tr(h->lang, "发生的日期"),
			.value = typed ? http_field(pg->q, S("event_day")) : STR_NONE,
			.error = err_of(pg->cx->errs, S("event_day")),
			.required = true,
			.half = true},
		{.input = UI_TIME,
			.name = S("event_time"),
			.label = tr(h->lang, "钟点"),
			.value = typed ? http_field(pg->q, S("event_time")) : STR_NONE,
			.required = true,
			.half = true},
	};
	ui_errors(h, f, FIELDS);
	ui_form_begin(h, &(struct ui_form){.action = page_due_act(pg, d, "event")});
	page_tokens(pg);
	ui_grid_begin(h);
	ui_fields(h, f, FIELDS);
	ui_buttons_begin(h);
	ui_button(h, &(struct ui_button){.text = tr(h->lang, "登记事件"),
			     .primary = true,
			     .why = tr(h->lang, "期限从事件发生算起，产生一项应报")});
	ui_buttons_end(h);
	ui_grid_end(h);
	ui_form_end(h);
}

static void draw_event(struct page *pg, const struct due_row *d, bool typed)
{
	struct html *h = pg->h;
	struct event *e;
	int n = event_list(pg->cx, d->head.id, EVENTS, &e);
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "按事件确定期限"), .hot = true});
	ui_body_begin(h);
	if (event_may_enter(pg->cx, d))
		draw_event_form(pg, d, typed);
	ui_body_end(h);
	if (n == 0)
		ui_empty(h, tr(h->lang, "还没有登记过事件"), STR_NONE);
	ui_list_begin_tight(h);
	for (int i = 0; i < n; i++)
		ui_brief(h, &(struct ui_brief){.url = page_due_url(pg->cx->a, e[i].due),
				    .title = e[i].what,
				    .meta = locale_stamp(pg->cx->a, h->lang, e[i].at, h->today)});
	ui_list_end(h);
	ui_card_end(h);
}

void page_follow_acts(struct page *pg, const struct due_row *d, bool typed)
{
	if (urge_may(pg->cx, d))
		draw_urge(pg, d, typed);
	if (event_is_template(d) && d->head.state == DUE_OPEN)
		draw_event(pg, d, typed);
}

/* ---- acts ---- */

/* On to `to`, back to the form, or a page that says why not. */
static void answer(struct page *pg, struct due_row *d, enum flow_code code, rid to)
{
	if (code == FLOW_OK)
		page_done(pg, page_due_url(pg->cx->a, to));
	else
		page_due_done(pg, d, code, true);
}

struct urge_in {
	rid due;
	struct str words;
};

static enum flow_code do_urge(struct ctx *cx, void *arg)
{
	const struct urge_in *in = arg;
	return urge_send(cx, in->due, in->words);
}

static void urge(struct page *pg)
{
	struct due_row *d = page_due_asked(pg);
	if (d == NULL)
		return;
	struct urge_in in = {d->head.id, http_field(pg->q, S("words"))};
	answer(pg, d, page_write(pg, do_urge, &in), d->head.id);
}

struct event_in {
	rid template, made;
	struct stamp at;
	struct str what;
};

static enum flow_code do_event(struct ctx *cx, void *arg)
{
	struct event_in *in = arg;
	return event_enter(cx, in->template, in->at, in->what, &in->made);
}

/* The two inputs as an instant; STAMP_NONE where one is no date or no time. */
static struct stamp moment_of(struct page *pg)
{
	struct day day;
	int minute;
	struct str t = str_first(http_field(pg->q, S("event_time")), 5); /* seconds may follow */
	if (!day_parse(http_field(pg->q, S("event_day")), &day) || !day_minute(t, &minute))
		return STAMP_NONE;
	return (struct stamp){stamp_of_day(day).ms + (int64_t)minute * 60000};
}

static void enter(struct page *pg)
{
	struct due_row *d = page_due_asked(pg);
	if (d == NULL)
		return;
	struct event_in in = {
		.template = d->head.id, .at = moment_of(pg), .what = http_field(pg->q, S("what"))};
	enum flow_code code = page_write(pg, do_event, &in);
	/* A form sent twice made one item; the second answer leads to where it is listed. */
	answer(pg, d, code, in.made.n ? in.made : d->head.id);
}

static const struct page_def urge_def = {.fn = urge, .perm = "due.remind"};
static const struct page_def event_def = {.fn = enter, .perm = "due.read"};

static const struct route_param urge_params[] = {{.name = "words", .max = 2048}, {0}};
static const struct route_param event_params[] = {{.name = "what", .max = 2048},
	{.name = "event_day", .max = 10}, {.name = "event_time", .max = 8}, {0}};

const struct route follow_routes[] = {
	{.verb = VERB_POST,
		.pattern = "/due/#id/urge",
		.fn = page_serve,
		.more = &urge_def,
		.params = urge_params},
	{.verb = VERB_POST,
		.pattern = "/due/#id/event",
		.fn = page_serve,
		.more = &event_def,
		.params = event_params},
	{0},
};
