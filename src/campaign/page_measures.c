/* page_measures.c — the measures of a campaign under their headings or themes, with totals at every
 * level, and the same as a sheet (PLAN-13, PLAN-14, PLAN-38). */
#include "base/bug.h"
#include "campaign/levels.h"
#include "campaign/page_int.h"
#include "campaign/years.h"
#include "paper/xlsx.h"

enum { FACTS = 40, CRUMBS = 6 };

/* What the address asks for; anything else means all. */
static struct levels_in asked(struct page *pg, const struct campaign_row *c)
{
	struct str mark = http_param(pg->q, S("mark"));
	return (struct levels_in){.campaign = c->head.id,
		.by = str_eq(http_param(pg->q, S("by")), S("theme")) ? BY_THEME : BY_HEADING,
		.mark = str_eq(mark, S("pilot")) ? MARK_PILOT
			: str_eq(mark, S("key")) ? MARK_KEY
						 : MARK_ANY,
		.year = years_asked(pg, c)};
}

static struct str here(struct page *pg, const struct campaign_row *c, const char *tail)
{
	return str_fmt(pg->cx->a, "/campaign/%lld/measures%s", (long long)c->head.id.n, tail);
}

/* The page or its sheet, with everything that was chosen. */
static struct ui_query chosen(struct page *pg, const struct campaign_row *c, const char *tail)
{
	static const char *const names[] = {"by", "mark", "year"};
	struct ui_param *at = arena_array(pg->cx->a, NELEM(names), sizeof *at);
	for (size_t i = 0; i < NELEM(names); i++)
		at[i] = (struct ui_param){str_of(names[i]), http_param(pg->q, str_of(names[i]))};
	return (struct ui_query){.path = here(pg, c, tail), .params = at, .n = NELEM(names)};
}

static void draw_filters(struct page *pg, const struct campaign_row *c)
{
	struct html *h = pg->h;
	struct ui_query q = chosen(pg, c, "");
	struct ui_choice bys[] = {{S("theme"), tr(h->lang, "按主题"), -1}};
	struct ui_choice marks[] = {
		{S("pilot"), tr(h->lang, "先行先试"), -1}, {S("key"), tr(h->lang, "重点推进"), -1}};
	struct ui_filter f[3] = {{S("by"), tr(h->lang, "层级"), bys, NELEM(bys)},
		{S("mark"), tr(h->lang, "标记"), marks, NELEM(marks)}};
	int n = 2;
	n += years_filter(pg, c, &f[n]);
	ui_filters(h, &q, f, n, STR_NONE, STR_NONE);
}

/* ---- totals ---- */

static void td_number(struct html *h, int64_t n, const char *class_)
{
	h_lit(h, "<td class=\"rt nw ");
	h_text(h, str_of(class_));
	h_lit(h, "\">");
	if (n)
		h_int(h, n);
	else
		h_lit(h, "—");
	h_lit(h, "</td>");
}

static void draw_total(struct page *pg, const struct level *l, struct str title)
{
	static const enum light lights[] = {LIGHT_RED, LIGHT_YELLOW, LIGHT_GREEN, LIGHT_BLUE};
	struct html *h = pg->h;
	ui_tr_begin(h, false);
	h_lit(h, "<td>");
	for (int i = 0; i < l->depth && i < CRUMBS; i++)
		h_lit(h, "　");
	if (l->no.n) {
		h_text(h, l->no);
		h_lit(h, " ");
	}
	h_text(h, title);
	h_lit(h, "</td>");
	td_number(h, l->measures, "hide-m");
	td_number(h, l->t.all, "");
	td_number(h, l->t.on_time, "hide-m");
	td_number(h, l->t.late, "");
	for (size_t i = 0; i < NELEM(lights); i++)
		td_number(h, l->t.n[lights[i]],
			lights[i] == LIGHT_GREEN || lights[i] == LIGHT_YELLOW ? "hide-m" : "");
	ui_tr_end(h);
}

static void draw_totals(struct page *pg, const struct campaign_row *c, const struct levels *l)
{
	struct html *h = pg->h;
	struct ui_col cols[] = {{.text = tr(h->lang, "层级")},
		{.text = tr(h->lang, "措施"), .right = true, .hide_small = true},
		{.text = tr(h->lang, "应报"), .right = true},
		{.text = tr(h->lang, "按时报"), .right = true, .hide_small = true},
		{.text = tr(h->lang, "迟报"), .right = true},
		{.text = tr(h->lang, "红"), .right = true},
		{.text = tr(h->lang, "黄"), .right = true, .hide_small = true},
		{.text = tr(h->lang, "绿"), .right = true, .hide_small = true},
		{.text = tr(h->lang, "办结"), .right = true}};
	struct ui_query q = chosen(pg, c, ".xlsx");
	struct str sheet = ui_query_with(pg->cx->a, &q, S("by"), http_param(pg->q, S("by")));
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "各级合计"),
				 .more = tr(h->lang, "导出表格"),
				 .more_url = sheet});
	draw_filters(pg, c);
	ui_table_begin(h, &(struct ui_table){.label = tr(h->lang, "各级合计"),
				  .cols = cols,
				  .n_cols = NELEM(cols),
				  .dense = true});
	for (int i = 0; i < l->n; i++)
		if (!l->at[i].leaf)
			draw_total(pg, &l->at[i], locale_find(h->lang, l->at[i].title));
	draw_total(pg, &l->whole, tr(h->lang, "合计"));
	ui_table_end(h);
	ui_card_end(h);
}

/* ---- the measures ---- */

static struct str role_word(struct page *pg, enum plan_role role, bool first_lead)
{
	static const char *const words[ROLES] = {"牵头", "责任", "配合"};
	return first_lead ? tr(pg->h->lang, "第一牵头")
			  : locale_find(pg->h->lang, str_of(words[role]));
}

static void add_units(struct page *pg, rid measure, struct ui_fact *facts, int *n, int most)
{
	static const enum chip chips[ROLES] = {CHIP_LEAD, CHIP_RESP, CHIP};
	struct measure_unit *u;
	int k = plan_units(pg->cx, measure, &u), leads = 0, first = *n;
	for (int i = 0; i < k; i++)
		leads += u[i].role == ROLE_LEAD;
	for (int role = 0; role < ROLES; role++)
		for (int i = 0; i < k && *n < most; i++) {
			if ((int)u[i].role != role)
				continue;
			bool lead = role == ROLE_LEAD && leads > 1 && *n == first;
			struct str word = role_word(pg, u[i].role, lead);
			facts[(*n)++] = (struct ui_fact){
				chips[role], str_fmt(pg->cx->a, "%.*s %.*s", STR_ARG(word),
						     STR_ARG(u[i].phrase))};
		}
}

/* 应报 24 · 按时报 20 · 迟报 1 · 红 2 */
static struct str in_words(struct page *pg, const struct tally *t)
{
	const struct {
		struct str word;
		int64_t n;
	} parts[] = {{tr(pg->h->lang, "应报"), t->all}, {tr(pg->h->lang, "按时报"), t->on_time},
		{tr(pg->h->lang, "迟报"), t->late}, {tr(pg->h->lang, "红"), t->n[LIGHT_RED]},
		{tr(pg->h->lang, "黄"), t->n[LIGHT_YELLOW]}};
	struct str out = STR_NONE;
	for (size_t i = 0; i < NELEM(parts); i++)
		if (parts[i].n)
			out = str_fmt(pg->cx->a, "%.*s%s%.*s %lld", STR_ARG(out),
				out.n ? " · " : "", STR_ARG(parts[i].word), (long long)parts[i].n);
	return out;
}

static int add_marks(struct page *pg, const struct measure_row *m, struct ui_fact *facts)
{
	int n = 0;
	/* What is over or stands says so; a cancelled one stays in the list (PLAN-24, PLAN-40). */
	if (m->assigned && m->head.state > MEASURE_ACTIVE)
		facts[n++] = (struct ui_fact){CHIP,
			locale_find(pg->h->lang, str_of(measure_kind.states[m->head.state].label))};
	if (m->pilot)
		facts[n++] = (struct ui_fact){CHIP_CADENCE, tr(pg->h->lang, "先行先试")};
	if (m->key_task)
		facts[n++] = (struct ui_fact){CHIP_CADENCE, tr(pg->h->lang, "重点推进")};
	return n;
}

static void draw_measure(struct page *pg, const struct campaign_row *c, const struct level *l)
{
	const struct measure_row *m = l->m;
	struct ui_fact facts[FACTS];
	struct measure_rule *r;
	int n = add_marks(pg, m, facts), k = plan_rules(pg->cx, m->head.id, &r);
	add_units(pg, m->head.id, facts, &n, FACTS - 10);
	for (int i = 0; i < k && n < FACTS; i++)
		facts[n++] = (struct ui_fact){CHIP_DUE, r[i].phrase};
	ui_reading(pg->h, &(struct ui_reading){.no = l->no,
				  .title = l->title,
				  .note = in_words(pg, &l->t),
				  .url = str_fmt(pg->cx->a, "/campaign/%lld/measure/%lld",
					  (long long)c->head.id.n, (long long)m->head.id.n),
				  .facts = facts,
				  .n_facts = n});
}

static void draw_level(struct page *pg, const struct campaign_row *c, const struct level *l)
{
	if (l->m) {
		draw_measure(pg, c, l);
		return;
	}
	struct str title = locale_find(pg->h->lang, l->title);
	struct str totals = in_words(pg, &l->t);
	ui_list_date(pg->h, str_fmt(pg->cx->a, "*%.*s* · %.*s", STR_ARG(title), STR_ARG(totals)));
}

void page_measures(struct page *pg)
{
	struct campaign_row *c = page_campaign_asked(pg);
	if (c == NULL)
		return;
	struct levels_in in = asked(pg, c);
	struct levels *l = levels_load(pg->cx, &in);
	page_campaign_open(pg, c, "/measures");
	ui_stack_begin(pg->h);
	draw_totals(pg, c, l);
	ui_card_begin(pg->h, &(struct ui_card){.title = tr(pg->h->lang, "措施")});
	if (l->n == 0)
		ui_empty(pg->h,
			in.mark ? tr(pg->h->lang, "没有这样标记的措施")
				: tr(pg->h->lang, "还没有签发的方案"),
			in.mark ? STR_NONE
				: tr(pg->h->lang,
					  "在“方案导入”里导入、核对、签发以后，这里就有了。"));
	h_lit(pg->h, "<ul class=\"lst\">");
	for (int i = 0; i < l->n; i++)
		draw_level(pg, c, &l->at[i]);
	h_lit(pg->h, "</ul>");
	ui_card_end(pg->h);
	ui_stack_end(pg->h);
	page_close(pg);
}

/* ---- the sheet ---- */

static void sheet_begin(struct page *pg, struct xlsx *x)
{
	enum lang lang = pg->h->lang;
	const struct xlsx_col cols[] = {
		{tr(lang, "级别"), 4},
		{tr(lang, "编号"), 6},
		{tr(lang, "层级或措施"), 28},
		{tr(lang, "措施数"), 5},
		{tr(lang, "应报"), 5},
		{tr(lang, "按时报"), 5},
		{tr(lang, "迟报"), 5},
		{tr(lang, "红"), 4},
		{tr(lang, "黄"), 4},
		{tr(lang, "绿"), 4},
		{tr(lang, "灰"), 4},
		{tr(lang, "办结"), 5},
		{tr(lang, "未开始"), 5},
		{tr(lang, "先行先试"), 6},
		{tr(lang, "重点推进"), 6},
		{tr(lang, "对策措施"), 24},
	};
	xlsx_sheet(x, tr(lang, "各级合计"), cols, NELEM(cols));
}

static void sheet_put(struct page *pg, struct xlsx *x, const struct level *l, int64_t depth)
{
	static const enum light lights[] = {
		LIGHT_RED, LIGHT_YELLOW, LIGHT_GREEN, LIGHT_GREY, LIGHT_BLUE, LIGHT_NONE};
	enum lang lang = pg->h->lang;
	xlsx_int(x, depth);
	xlsx_text(x, l->m ? l->m->path : l->no);
	xlsx_text(x, l->m ? l->title : locale_find(lang, l->title));
	xlsx_int(x, l->measures);
	xlsx_int(x, l->t.all);
	xlsx_int(x, l->t.on_time);
	xlsx_int(x, l->t.late);
	for (size_t i = 0; i < NELEM(lights); i++)
		xlsx_int(x, l->t.n[lights[i]]);
	xlsx_text(x, l->m && l->m->pilot ? tr(lang, "是") : STR_NONE);
	xlsx_text(x, l->m && l->m->key_task ? tr(lang, "是") : STR_NONE);
	xlsx_text(x, l->m ? l->m->counter : STR_NONE);
	xlsx_row(x);
}

void page_sheet_measures(struct page *pg)
{
	struct campaign_row *c = page_campaign_asked(pg);
	if (c == NULL)
		return;
	struct levels_in in = asked(pg, c);
	struct levels *l = levels_load(pg->cx, &in);
	struct look look = {.kind = &campaign_kind, .record = c->head.id, .filter = S("measures")};
	struct xlsx *x = xlsx_open(pg->cx->a);
	if (x == NULL) {
		page_refuse(pg, FLOW_WORLD);
		return;
	}
	sheet_begin(pg, x);
	for (int i = 0; i < l->n; i++)
		sheet_put(pg, x, &l->at[i], l->at[i].depth + 1);
	l->whole.title = tr(pg->h->lang, "合计");
	sheet_put(pg, x, &l->whole, 0);
	struct str sheet = tr(pg->h->lang, "各级合计");
	page_send_sheet(pg, &look, xlsx_close(x),
		page_sheet_name(
			pg, str_fmt(pg->cx->a, "%.*s %.*s", STR_ARG(c->name), STR_ARG(sheet))));
}
