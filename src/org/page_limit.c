/* page_limit.c — 办理时限: every running limit with its law, article and days in force; what nobody
 * has compared with the official text is marked (N32, domain 11). Changing one is the generated
 * form of its kind. */
#include "base/bug.h"
#include "core/actor.h"
#include "org/limit.h"
#include "org/param.h"
#include "web/ui.h"

/* 60日，最多延长 30日 */
static struct str length_words(struct page *pg, const struct limit_row *r)
{
	struct buf b = buf_in(pg->cx->a, 200);
	struct length length, extend;
	if (length_parse(r->length, &length))
		length_say(&b, length);
	if (r->extend.n && length_parse(r->extend, &extend)) {
		buf_str(&b, tr(pg->h->lang, "，可延长 "));
		length_say(&b, extend);
	}
	return buf_view(&b);
}

/* A local one must never look like law. */
static void draw_basis(struct page *pg, const struct limit_row *r)
{
	struct html *h = pg->h;
	h_lit(h, "<td>");
	if (r->origin == ORIGIN_LOCAL) {
		h_tr(h, "本局设置");
	} else {
		h_lit(h, "《");
		h_text(h, r->law);
		h_lit(h, "》");
		if (r->article.n)
			h_trf(h, "第%.*s条", STR_ARG(r->article));
	}
	if (!r->verified && (r->origin == ORIGIN_LAW || str_has(r->note, S("核对")))) {
		h_lit(h, " ");
		ui_chip(h, CHIP_ASK, tr(h->lang, "未核对"));
	}
	h_lit(h, "</td>");
}

static void draw_days(struct page *pg, const struct limit_row *r)
{
	struct html *h = pg->h;
	h_lit(h, "<td class=\"nw hide-m\">");
	if (day_is_set(r->from_day))
		h_day(h, r->from_day);
	if (day_is_set(r->until_day)) {
		h_lit(h, "—");
		h_day(h, r->until_day);
	}
	h_lit(h, "</td>");
}

static void draw_row(struct page *pg, const struct limit_row *r, bool edit)
{
	struct html *h = pg->h;
	ui_tr_begin(h, false);
	ui_td_link(h,
		edit ? str_fmt(pg->cx->a, "/k/time_limit/%lld", (long long)r->head.id.n)
		     : limit_url(pg->cx, r),
		r->name);
	ui_td(h, length_words(pg, r));
	h_elc(h, "td", "hide-m", r->start);
	draw_basis(pg, r);
	draw_days(pg, r);
	h_lit(h, "<td class=\"nw hide-m\">");
	h_link(h, limit_url(pg->cx, r), tr(h->lang, "算到哪天"));
	h_lit(h, "</td>");
	ui_tr_end(h);
}

static void draw_table(struct page *pg, struct limit_row **r, int n, struct str title, bool edit)
{
	struct html *h = pg->h;
	struct ui_col cols[] = {{.text = tr(h->lang, "时限")}, {.text = tr(h->lang, "多长")},
		{.text = tr(h->lang, "从什么算起"), .hide_small = true},
		{.text = tr(h->lang, "依据")}, {.text = tr(h->lang, "施行"), .hide_small = true},
		{.text = tr(h->lang, "计算"), .hide_small = true}};
	if (n == 0)
		return;
	ui_card_begin(h, &(struct ui_card){.title = title,
				 .count = trf(pg->cx->a, h->lang, "%lld 项", (long long)n)});
	ui_table_begin(h, &(struct ui_table){.label = title, .cols = cols, .n_cols = NELEM(cols)});
	for (int i = 0; i < n; i++)
		draw_row(pg, r[i], edit);
	ui_table_end(h);
	ui_card_end(h);
}

static void draw_actions(struct page *pg, void *arg)
{
	const bool *edit = arg;
	ui_action(pg->h, ICON_CALENDAR, S("/calendar/deadline"), tr(pg->h->lang, "算到哪天"));
	if (*edit)
		ui_action(pg->h, ICON_PLUS, S("/k/time_limit/new"), tr(pg->h->lang, "新增时限"));
}

static void limits(struct page *pg)
{
	struct html *h = pg->h;
	struct limit_row **r;
	int n = limit_all(pg->cx, &r), now = 0;
	bool edit = actor_may(pg->cx, "setting.edit", RID_NONE);
	while (now < n && r[now]->head.state == LIMIT_IN_FORCE)
		now++;
	page_open(pg,
		&(struct page_frame){.title = tr(h->lang, "办理时限"),
			.nav = edit ? S("/setting") : S("/calendar"),
			.lead = tr(h->lang,
				"法定的写明法律和条文，其余是本局设置。标“未核对”的，数字还没有同"
				"正式文本核对。"),
			.actions = draw_actions,
			.arg = &edit});
	if (edit)
		param_tabs(pg, "/limit");
	ui_stack_begin(h);
	draw_table(pg, r, now, tr(h->lang, "现行时限"), edit);
	draw_table(pg, r + now, n - now, tr(h->lang, "以前的时限"), edit);
	ui_stack_end(h);
	page_close(pg);
}

static const struct page_def limits_def = {.fn = limits};

const struct route limit_routes[] = {
	{.verb = VERB_GET, .pattern = "/limit", .fn = page_serve, .more = &limits_def},
	{0},
};
