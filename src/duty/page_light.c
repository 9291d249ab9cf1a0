/* page_light.c — 亮灯规则 for everybody who sees a light: which rule gives which colour, in their
 * order; a light on a due item leads here (PLAN-26). They are changed elsewhere (sheet.c). */
#include "base/bug.h"
#include "duty/light.h"
#include "duty/page_int.h"

struct str page_light_when(struct ctx *cx, const struct light_rule *r)
{
	/* Tests that have no threshold: test and value. */
	static const struct choice plain[] = {{"state accepted", "已接收"},
		{"state before", "启用系统以前就到期"}, {"state cancelled", "已撤销"},
		{"state paused", "已暂停"}, {"state reported", "已报送，等接收"},
		{"state returned", "被退回，还没有重报"}, {"met ", "规定的数量已经做够"},
		{"not_begun ", "还没有到开始的日子"}, {"otherwise ", "其余"}, {NULL, NULL}};
	struct str key = str_fmt(cx->a, "%.*s %.*s", STR_ARG(r->test), STR_ARG(r->value));
	if (str_eq(r->test, S("overdue")))
		return r->n ? trf(cx->a, cx->lang, "逾期超过 %lld 天", (long long)r->n)
			    : tr(cx->lang, "过了期限");
	if (str_eq(r->test, S("behind")))
		return trf(cx->a, cx->lang, "比时间进度落后 %lld 个百分点以上", (long long)r->n);
	if (str_eq(r->test, S("left")) && str_eq(r->unit, S("workday")))
		return trf(cx->a, cx->lang, "剩余不超过 %lld 个工作日", (long long)r->n);
	if (str_eq(r->test, S("left")))
		return trf(cx->a, cx->lang, "剩余不超过 %lld 天", (long long)r->n);
	for (const struct choice *c = plain; c->code; c++)
		if (str_eq(key, str_of(c->code)))
			return locale_find(cx->lang, str_of(c->label));
	return key;
}

void page_lights(struct page *pg)
{
	struct html *h = pg->h;
	struct light_rules rules = light_load(pg->cx);
	struct ui_col cols[] = {{.text = tr(h->lang, "灯")}, {.text = tr(h->lang, "什么时候")}};
	page_open(pg, &(struct page_frame){.title = tr(h->lang, "亮灯规则"),
			      .nav = S("/due"),
			      .lead = tr(h->lang, "从上到下，第一条成立的规则决定颜色。")});
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "亮灯规则")});
	ui_table_begin(h, &(struct ui_table){.label = tr(h->lang, "亮灯规则"),
				  .cols = cols,
				  .n_cols = NELEM(cols),
				  .dense = true});
	for (int i = 0; i < rules.n; i++) {
		const struct light_rule *r = &rules.at[i];
		h_lit(h, "<tr id=\"");
		h_text(h, r->code);
		h_lit(h, "\"><td class=\"nw\">");
		ui_lamp(h, page_lamp(r->light), r->text);
		h_lit(h, "</td>");
		ui_td(h, page_light_when(pg->cx, r));
		ui_tr_end(h);
	}
	ui_table_end(h);
	ui_card_end(h);
	page_close(pg);
}
