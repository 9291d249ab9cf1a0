/* page_resolve.c — 没有找到的单位: every unknown name of a plan with how often it is said, answered once
 * (ORG-03, PLAN-09). */
#include "base/bug.h"
#include "core/actor.h"
#include "plan/page_int.h"
#include "plan/resolve.h"

static void draw_name(
	struct page *pg, const struct plan_row *p, const struct resolve_name *r, int i)
{
	struct html *h = pg->h;
	bool sent = str_eq(http_field(pg->q, S("phrase")), r->phrase);
	struct ui_field f = {.input = UI_TEXT,
		.name = S("name"),
		.id = str_fmt(pg->cx->a, "r_%d", i),
		.label = trf(pg->cx->a, h->lang, "“%.*s”（%lld 处）是哪个单位或单位组？",
			STR_ARG(r->phrase), (long long)r->n),
		.value = sent ? http_field(pg->q, S("name")) : r->guess,
		.error = sent ? err_of(pg->cx->errs, S("name")) : STR_NONE,
		.max = 100};
	h_lit(h, "<li>");
	ui_form_begin(h, &(struct ui_form){.action = str_fmt(pg->cx->a, "/plan/%lld/resolve",
						   (long long)p->head.id.n)});
	page_tokens(pg);
	ui_hidden(h, S("phrase"), r->phrase);
	ui_field(h, &f);
	ui_buttons_begin(h);
	ui_button(h, &(struct ui_button){.text = tr(h->lang, "全部按此认定"), .small = true});
	ui_buttons_end(h);
	ui_form_end(h);
	h_lit(h, "</li>");
}

void page_resolve_draw(struct page *pg, const struct plan_row *p)
{
	struct html *h = pg->h;
	struct resolve_name *r;
	bool may = p->head.state == PLAN_READING && !pg->cx->past &&
		   actor_may(pg->cx, "plan.edit", p->head.unit);
	int n = may ? resolve_open(pg->cx, p->head.id, &r) : 0;
	if (n == 0)
		return;
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "没有找到的单位"),
				 .id = S("units"),
				 .count = trf(pg->cx->a, h->lang, "%d 个名称", n)});
	h_lit(h, "<ul class=\"lst tight\">");
	for (int i = 0; i < n; i++)
		draw_name(pg, p, &r[i], i);
	h_lit(h, "</ul>");
	ui_card_end(h);
}

struct said {
	rid plan;
	struct str phrase, name;
};

static enum flow_code do_put(struct ctx *cx, void *arg)
{
	const struct said *s = arg;
	return resolve_put(cx, s->plan, s->phrase, s->name);
}

void page_resolve_act(struct page *pg)
{
	struct plan_row *p = page_plan_asked(pg);
	if (p == NULL)
		return;
	struct said s = {p->head.id, http_field(pg->q, S("phrase")), http_field(pg->q, S("name"))};
	enum flow_code code = page_write(pg, do_put, &s);
	if (code == FLOW_OK) {
		page_done(pg, str_fmt(pg->cx->a, "/plan/%lld", (long long)p->head.id.n));
	} else if (code == FLOW_INVALID) {
		pg->r->status = 422;
		page_plan_show(pg, p, false);
	} else {
		page_refuse(pg, code);
	}
}
