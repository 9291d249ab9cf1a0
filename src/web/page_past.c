/* page_past.c — a page as of a past day: what ?as_of changes, and the banner that says so (N7). */
#include "base/bug.h"
#include "web/form.h"
#include "web/page_int.h"
#include "web/ui.h"

static bool can(const struct page *pg)
{
	const struct page_def *def = pg->q->route ? pg->q->route->more : NULL;
	return def && (def->flags & PAGE_AS_OF) && pg->session;
}

void page_look_back(struct page *pg)
{
	struct day day;
	char text[DAY_TEXT];
	struct ctx *cx = pg->cx;
	if (!day_parse(http_param(pg->q, S("as_of")), &day) || day.n >= cx->today.n)
		return;
	cx->past = true;
	cx->today = day;
	cx->now = (struct stamp){stamp_of_day(day_add(day, 1)).ms - 1};
	pg->h->today = day;
	pg->h->keep = str_fmt(cx->a, "as_of=%s", day_text(day, text));
}

/* The other parameters of the address: what is looked at stays. */
static bool stays(const struct http_pair *p)
{
	return !str_eq(p->name, S("as_of")) && !str_eq(p->name, S("done")) &&
	       !str_eq(p->name, S("page"));
}

static struct str now_url(struct page *pg)
{
	struct buf b = buf_in(pg->cx->a, 16 * 1024);
	char sep = '?';
	buf_str(&b, pg->q->path);
	for (size_t i = 0; i < pg->q->params.n; i++) {
		const struct http_pair *p = &pg->q->params.at[i];
		if (!stays(p))
			continue;
		buf_ch(&b, sep);
		sep = '&';
		form_escape(&b, p->name);
		buf_ch(&b, '=');
		form_escape(&b, p->value);
	}
	return b.full ? pg->q->path : buf_view(&b);
}

static void draw_choice(struct page *pg)
{
	struct html *h = pg->h;
	char text[DAY_TEXT];
	struct ui_field f = {.input = UI_DATE,
		.name = S("as_of"),
		.label = tr(h->lang, "看哪一天终了时的状态"),
		.value = pg->cx->past ? str_of(day_text(pg->cx->today, text)) : STR_NONE};
	ui_form_begin(h, &(struct ui_form){.action = pg->q->path, .get = true});
	for (size_t i = 0; i < pg->q->params.n; i++)
		if (stays(&pg->q->params.at[i]))
			ui_hidden(h, pg->q->params.at[i].name, pg->q->params.at[i].value);
	ui_field(h, &f);
	ui_buttons_begin(h);
	ui_button(h, &(struct ui_button){.text = tr(h->lang, "看")});
	if (pg->cx->past)
		ui_button_link(h, now_url(pg), tr(h->lang, "回到现在"));
	ui_buttons_end(h);
	ui_form_end(h);
}

void page_past(struct page *pg)
{
	struct html *h = pg->h;
	if (!can(pg) || pg->q->verb == VERB_POST)
		return;
	struct str keep = h->keep;
	h->keep = STR_NONE; /* from here the way leads back to today */
	if (pg->cx->past) {
		struct str day = locale_weekday(
			pg->cx->a, h->lang, pg->cx->today, day_add(pg->cx->today, 400));
		ui_note(h, NOTE_YELLOW, tr(h->lang, "过去的状态"),
			trf(pg->cx->a, h->lang,
				"这一页是 *%.*s* 终了时的样子，不是现在的；只能看，不能办理。"
				"单位和人员的名称、亮灯规则、日历、方案的文字和分工是现在的。",
				STR_ARG(day)));
	}
	h_lit(h, "<details class=\"past\"");
	h_at_if(h, "open", pg->cx->past);
	h_lit(h, "><summary>");
	h_tr(h, "看过去某一天的状态");
	h_lit(h, "<span class=\"caret\"></span></summary>");
	draw_choice(pg);
	h_lit(h, "</details>");
	h->keep = keep;
}
