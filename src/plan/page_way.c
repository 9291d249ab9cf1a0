/* page_way.c — where a plan stands between reading and issue: the steps, what still stands in the
 * way, each with the place where it is put right (PLAN-09, PLAN-52). */
#include "base/bug.h"
#include "core/actor.h"
#include "core/flow.h"
#include "plan/hurdle.h"
#include "plan/page_int.h"

static struct str url_of(struct page *pg, const struct plan_row *p, const char *tail)
{
	return str_fmt(pg->cx->a, "/plan/%lld%s", (long long)p->head.id.n, tail);
}

/* Title, number, issuer, day of issue. */
static struct str edit_url(struct page *pg, const struct plan_row *p)
{
	return str_fmt(pg->cx->a, "/k/plan/%lld/edit?back=/plan/%lld", (long long)p->head.id.n,
		(long long)p->head.id.n);
}

static void step_button(struct page *pg, const struct plan_row *p, const char *step,
	const char *label, struct str why)
{
	struct html *h = pg->h;
	ui_form_begin(h, &(struct ui_form){.action = url_of(pg, p, "/step")});
	page_tokens(pg);
	ui_hidden(h, S("step"), str_of(step));
	ui_button(h, &(struct ui_button){.text = locale_find(h->lang, str_of(label)),
			     .primary = true,
			     .disabled = why.n > 0,
			     .why = why});
	ui_form_end(h);
}

/* A step that asks for a reason has a page of its own. */
static void reasoned(struct page *pg, const struct plan_row *p, enum icon icon, const char *name)
{
	const struct step *step = kind_step(&plan_kind, str_of(name));
	if (flow_may(pg->cx, &plan_kind, step, p))
		ui_action(pg->h, icon,
			str_fmt(pg->cx->a, "/k/plan/%lld/%s?back=/plan/%lld",
				(long long)p->head.id.n, name, (long long)p->head.id.n),
			locale_find(pg->h->lang, str_of(step->label)));
}

static struct str hurdle_url(struct page *pg, const struct plan_row *p, const struct plan_hurdle *u)
{
	if (u->question.n)
		return str_fmt(pg->cx->a, "/plan/%lld?q=%lld#ask", (long long)p->head.id.n,
			(long long)u->question.n);
	if (u->measure.n)
		return str_fmt(pg->cx->a, "/plan/%lld/measure/%lld", (long long)p->head.id.n,
			(long long)u->measure.n);
	return edit_url(pg, p);
}

/* One list of what stands between here and issuing, each with the way to its place. Questions have
 * their own list beside the text: here they are one line. */
static void draw_hurdles(
	struct page *pg, const struct plan_row *p, const struct plan_hurdle *u, int n)
{
	struct html *h = pg->h;
	int asked = 0, names = 0;
	struct str first = STR_NONE;
	for (int i = 0; i < n; i++) {
		names += u[i].name.n > 0;
		if (u[i].question.n && asked++ == 0)
			first = hurdle_url(pg, p, &u[i]);
	}
	ui_card_begin(
		h, &(struct ui_card){.title = trf(pg->cx->a, h->lang, "签发前还有 %d 件事", n)});
	h_lit(h, "<ul class=\"lst tight\">");
	if (asked)
		ui_brief(h, &(struct ui_brief){.lamp = LAMP_NONE,
				    .url = first,
				    .title = trf(pg->cx->a, h->lang, "%d 个问题要答", asked)});
	if (names)
		ui_brief(h, &(struct ui_brief){.lamp = LAMP_NONE,
				    .url = S("#units"),
				    .title = trf(pg->cx->a, h->lang, "%d 处单位没有找到", names)});
	for (int i = 0; i < n; i++)
		if (u[i].question.n == 0 && u[i].name.n == 0)
			ui_brief(h, &(struct ui_brief){.lamp = LAMP_NONE,
					    .url = hurdle_url(pg, p, &u[i]),
					    .title = u[i].text});
	h_lit(h, "</ul>");
	ui_card_end(h);
}

void page_way_draw(struct page *pg, const struct plan_row *p)
{
	static const char *const names[] = {"读取", "核对", "复核", "签发"};
	struct html *h = pg->h;
	struct plan_hurdle *hurdles;
	struct str steps[NELEM(names)];
	int at = p->head.state == PLAN_READING ? 1 : p->head.state == PLAN_REVIEW ? 2 : 4;
	int n = p->head.state == PLAN_READING ? plan_hurdles(pg->cx, p->head.id, &hurdles) : 0;
	for (size_t i = 0; i < NELEM(names); i++)
		steps[i] = locale_find(h->lang, str_of(names[i]));
	ui_steps(h, steps, NELEM(steps), at);
	h_lit(h, "<div class=\"hs wrapx mt2 mb2\">");
	if (page_plan_may_edit(pg, p))
		step_button(pg, p, "submit", "提交复核",
			n ? trf(pg->cx->a, h->lang, "还差 %d 处", n) : STR_NONE);
	if (p->head.state == PLAN_REVIEW && actor_may(pg->cx, "plan.issue", p->head.unit))
		ui_action_primary(h, ICON_CHECK, url_of(pg, p, "/issue"), tr(h->lang, "去签发"));
	reasoned(pg, p, ICON_HISTORY, "back");
	reasoned(pg, p, ICON_TRASH, "withdraw");
	if (p->supersedes.n)
		ui_action(
			h, ICON_LIST_CHECK, url_of(pg, p, "/diff"), tr(h->lang, "与上一版的差别"));
	if (page_plan_may_edit(pg, p))
		ui_action(h, ICON_PENCIL, edit_url(pg, p), tr(h->lang, "标题、文号、印发日期"));
	ui_action(h, ICON_LINK, url_of(pg, p, "/links"), tr(h->lang, "上级方案和依据"));
	ui_action(h, ICON_FILE_TEXT, url_of(pg, p, "/document.docx"),
		tr(h->lang, "公文版式（Word）"));
	ui_action(
		h, ICON_PRINTER, url_of(pg, p, "/document.html"), tr(h->lang, "公文版式（打印）"));
	h_lit(h, "</div>");
	if (n)
		draw_hurdles(pg, p, hurdles, n);
}
