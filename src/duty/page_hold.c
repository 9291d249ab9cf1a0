/* page_hold.c — 落实到人: how far a campaign has come down to persons, unit by unit; the parts that
 * nobody is named for, nobody has claimed, or that stand in no work points and no assessment; and
 * where a unit says that they do. PLAN-10, PLAN-20, PLAN-22. */
#include "base/bug.h"
#include "base/num.h"
#include "core/tree.h"
#include "duty/hold.h"
#include "duty/inclusion.h"
#include "duty/page_int.h"
#include "paper/xlsx.h"

enum { LINES = 120, UNITS = 50, SHEET_LINES = 5000, CHUNK_BYTES = 128 << 20 };

static const struct {
	const char *code, *label;
} views[HOLD_VIEWS] = {
	[HOLD_ALL] = {"", "全部"},
	[HOLD_UNNAMED] = {"unnamed", "没有到人"},
	[HOLD_UNCLAIMED] = {"unclaimed", "没有认领"},
	[HOLD_NEITHER] = {"neither", "要点和考核都没有列入"},
	[HOLD_NO_POINTS] = {"points", "没有列入年度工作要点"},
	[HOLD_NO_ASSESSMENT] = {"assessment", "没有列入考核"},
};

/* What the address asks for. */
struct asked {
	rid unit; /* RID_NONE: all */
	enum hold_view view;
	int page; /* from 0 */
};

static struct asked asked(struct page *pg)
{
	struct asked in = {0};
	int64_t page = 1;
	for (int i = 0; i < HOLD_VIEWS; i++)
		if (str_eq(http_param(pg->q, S("view")), str_of(views[i].code)))
			in.view = (enum hold_view)i;
	num_int(http_param(pg->q, S("unit")), 1, INT64_MAX, &in.unit.n);
	num_int(http_param(pg->q, S("page")), 1, 100000, &page);
	in.page = (int)page - 1;
	return in;
}

static struct str here(struct page *pg, const struct campaign_row *c, const char *tail)
{
	return str_fmt(pg->cx->a, "/campaign/%lld/hold%s", (long long)c->head.id.n, tail);
}

static struct str share(struct page *pg, int64_t n, int64_t of)
{
	return of ? str_fmt(pg->cx->a, "%lld%%", (long long)(n * 100 / of)) : S("—");
}

/* ---- the whole and its units ---- */

static void draw_sum(
	struct page *pg, const struct asked *in, const struct hold *all, const struct hold_sum *s)
{
	struct html *h = pg->h;
	struct hold_measures m = hold_measures(all);
	struct ui_figure f[] = {
		{tr(h->lang, "措施到人"), share(pg, m.named, m.all),
			trf(pg->cx->a, h->lang, "%lld 项中 %lld 项", (long long)m.all,
				(long long)m.named)},
		{tr(h->lang, "任务到人"), share(pg, s->named, s->parts),
			trf(pg->cx->a, h->lang, "%lld 份中 %lld 份", (long long)s->parts,
				(long long)s->named)},
		{tr(h->lang, "已认领"), share(pg, s->claimed, s->parts),
			trf(pg->cx->a, h->lang, "%lld 份中 %lld 份", (long long)s->parts,
				(long long)s->claimed)},
	};
	ui_card_begin(
		h, &(struct ui_card){.title = tr(h->lang, "落实到人"),
			   .count = in->unit.n ? tree_unit_name(pg->cx, in->unit) : STR_NONE});
	ui_body_begin(h);
	ui_figures(h, f, NELEM(f));
	h_elc(h, "p", "q",
		tr(h->lang,
			"一份任务是一个单位在一项措施里的那部分；五定、认领、承办人或本单位计划里"
			"写明责任人的，算到人。各单位都到人的措施，算措施到人。"));
	ui_body_end(h);
	ui_card_end(h);
}

static void td_share(struct page *pg, int64_t n, int64_t of, bool hide)
{
	struct str part = share(pg, n, of);
	struct str text = str_fmt(pg->cx->a, "%lld · %.*s", (long long)n, STR_ARG(part));
	if (hide)
		h_elc(pg->h, "td", "rt nw hide-m", text);
	else
		h_elc(pg->h, "td", "rt nw", text);
}

static void draw_units(struct page *pg, const struct campaign_row *c, const struct asked *in,
	const struct hold *all)
{
	struct html *h = pg->h;
	struct hold_unit *at;
	struct ui_col cols[] = {{.text = tr(h->lang, "单位")},
		{.text = tr(h->lang, "任务"), .right = true},
		{.text = tr(h->lang, "到人"), .right = true},
		{.text = tr(h->lang, "认领"), .right = true, .hide_small = true},
		{.text = tr(h->lang, "年度工作要点"), .right = true, .hide_small = true},
		{.text = tr(h->lang, "考核"), .right = true, .hide_small = true}};
	int n = hold_units(pg->cx, all, (struct hold_range){(int64_t)in->page * UNITS, UNITS}, &at);
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "各单位")});
	ui_table_begin(h, &(struct ui_table){.label = tr(h->lang, "各单位"),
				  .cols = cols,
				  .n_cols = NELEM(cols),
				  .dense = true});
	for (int i = 0; i < n; i++) {
		const struct hold_sum *s = &at[i].sum;
		ui_tr_begin(h, false);
		ui_td_link(h,
			str_fmt(pg->cx->a, "/campaign/%lld/hold?unit=%lld", (long long)c->head.id.n,
				(long long)at[i].unit.n),
			at[i].name);
		ui_td_int(h, s->parts);
		td_share(pg, s->named, s->parts, false);
		td_share(pg, s->claimed, s->parts, true);
		td_share(pg, s->points, s->parts, true);
		td_share(pg, s->assessment, s->parts, true);
		ui_tr_end(h);
	}
	ui_table_end(h);
	ui_card_end(h);
}

/* ---- the parts ---- */

/* In or out as a button, where the actor speaks for the unit; as a word elsewhere. */
static void td_mark(struct page *pg, const struct campaign_row *c, const struct hold_line *l,
	enum inclusion_where place)
{
	struct html *h = pg->h;
	bool in = place == IN_POINTS ? l->points : l->assessment;
	bool may = actor_may(pg->cx, "due.report", l->unit);
	h_lit(h, "<td>");
	h_text(h, in ? tr(h->lang, "已列入") : may ? STR_NONE : tr(h->lang, "没有"));
	if (may) {
		ui_form_begin(h, &(struct ui_form){.action = here(pg, c, "")});
		page_tokens(pg);
		ui_hidden(h, S("measure"), str_fmt(pg->cx->a, "%lld", (long long)l->measure.n));
		ui_hidden(h, S("unit"), str_fmt(pg->cx->a, "%lld", (long long)l->unit.n));
		ui_hidden(h, S("place"), place == IN_POINTS ? S("points") : S("assessment"));
		ui_button(h,
			&(struct ui_button){.text = in ? tr(h->lang, "移出") : tr(h->lang, "列入"),
				.name = S("act"),
				.value = in ? S("out") : S("in")});
		ui_form_end(h);
	}
	h_lit(h, "</td>");
}

static void draw_line(struct page *pg, const struct campaign_row *c, const struct hold_line *l)
{
	struct html *h = pg->h;
	ui_tr_begin(h, false);
	struct str path = plan_short_path(pg->cx->a, l->path);
	ui_td_link(h,
		str_fmt(pg->cx->a, "/campaign/%lld/measure/%lld", (long long)c->head.id.n,
			(long long)l->measure.n),
		str_fmt(pg->cx->a, "%.*s %.*s", STR_ARG(path), STR_ARG(l->heading)));
	ui_td(h, l->unit_name);
	h_lit(h, "<td class=\"nw\">");
	ui_lamp(h, l->person.n ? LAMP_GREEN : LAMP_OPEN,
		l->person.n ? l->person : tr(h->lang, "没有到人"));
	h_lit(h, "</td>");
	h_elc(h, "td", "nw hide-m", l->claimed ? tr(h->lang, "已认领") : tr(h->lang, "没有认领"));
	td_mark(pg, c, l, IN_POINTS);
	td_mark(pg, c, l, IN_ASSESSMENT);
	ui_tr_end(h);
}

static void draw_table(
	struct page *pg, const struct campaign_row *c, const struct hold_line *at, int n)
{
	struct html *h = pg->h;
	struct ui_col cols[] = {{.text = tr(h->lang, "措施")}, {.text = tr(h->lang, "单位")},
		{.text = tr(h->lang, "责任人")}, {.text = tr(h->lang, "认领"), .hide_small = true},
		{.text = tr(h->lang, "年度工作要点")}, {.text = tr(h->lang, "考核")}};
	ui_table_begin(h, &(struct ui_table){.label = tr(h->lang, "任务"),
				  .cols = cols,
				  .n_cols = NELEM(cols),
				  .dense = true});
	for (int i = 0; i < n; i++)
		draw_line(pg, c, &at[i]);
	ui_table_end(h);
}

static void draw_parts(struct page *pg, const struct campaign_row *c, const struct asked *in,
	const struct hold *parts, const struct hold_sum *sum)
{
	struct html *h = pg->h;
	struct hold_line *at;
	struct ui_param params[] = {{S("view"), http_param(pg->q, S("view"))},
		{S("unit"), http_param(pg->q, S("unit"))}};
	struct ui_query q = {.path = here(pg, c, ""), .params = params, .n = NELEM(params)};
	struct ui_query sheet = {.path = here(pg, c, ".xlsx"), .params = params, .n = 2};
	struct ui_choice choices[HOLD_VIEWS - 1];
	for (int i = 1; i < HOLD_VIEWS; i++)
		choices[i - 1] = (struct ui_choice){str_of(views[i].code),
			locale_find(h->lang, str_of(views[i].label)),
			hold_count(sum, (enum hold_view)i)};
	struct ui_filter f = {S("view"), tr(h->lang, "只看"), choices, NELEM(choices)};
	int64_t all = hold_count(sum, in->view);
	int n = hold_list(pg->cx, parts, in->view,
		(struct hold_range){(int64_t)in->page * LINES, LINES}, &at);
	ui_card_begin(
		h, &(struct ui_card){.title = tr(h->lang, "任务"),
			   .count = str_fmt(pg->cx->a, "%lld", (long long)all),
			   .more = tr(h->lang, "导出表格"),
			   .more_url = ui_query_with(pg->cx->a, &sheet, S("page"), STR_NONE)});
	ui_filters(h, &q, &f, 1, STR_NONE, STR_NONE);
	if (n == 0)
		ui_empty(h, tr(h->lang, "没有这样的任务"), STR_NONE);
	else
		draw_table(pg, c, at, n);
	if (all > LINES)
		ui_pager(h, &(struct ui_pager){.query = &q,
				    .first = (int64_t)in->page * LINES + 1,
				    .last = (int64_t)in->page * LINES + n,
				    .total = all,
				    .page = in->page + 1,
				    .pages = (int)((all + LINES - 1) / LINES)});
	ui_card_end(h);
}

static void hold(struct page *pg)
{
	struct campaign_row *c = page_campaign_asked(pg);
	if (c == NULL)
		return;
	struct asked in = asked(pg);
	struct hold *parts = hold_load(pg->cx, c->head.id, in.unit);
	struct hold_sum sum = hold_sum(parts);
	page_campaign_open(pg, c, "/hold");
	ui_stack_begin(pg->h);
	draw_sum(pg, &in, parts, &sum);
	draw_parts(pg, c, &in, parts, &sum);
	if (in.unit.n == 0)
		draw_units(pg, c, &in, parts);
	ui_stack_end(pg->h);
	page_close(pg);
}

/* ---- the sheet ---- */

static void sheet_begin(struct page *pg, struct xlsx *x)
{
	enum lang lang = pg->h->lang;
	const struct xlsx_col cols[] = {{tr(lang, "编号"), 6}, {tr(lang, "措施"), 24},
		{tr(lang, "单位"), 12}, {tr(lang, "责任人"), 8}, {tr(lang, "认领"), 6},
		{tr(lang, "年度工作要点"), 8}, {tr(lang, "考核"), 6}};
	xlsx_sheet(x, tr(lang, "落实到人"), cols, NELEM(cols));
}

static void sheet_put(struct page *pg, struct xlsx *x, const struct hold_line *l)
{
	enum lang lang = pg->h->lang;
	xlsx_text(x, l->path);
	xlsx_text(x, l->heading);
	xlsx_text(x, l->unit_name);
	xlsx_text(x, l->person);
	xlsx_text(x, l->claimed ? tr(lang, "已认领") : STR_NONE);
	xlsx_text(x, l->points ? tr(lang, "已列入") : STR_NONE);
	xlsx_text(x, l->assessment ? tr(lang, "已列入") : STR_NONE);
	xlsx_row(x);
}

/* Piece after piece, each in memory of its own. */
static void sheet_all(
	struct page *pg, const struct hold *parts, enum hold_view view, struct xlsx *x)
{
	struct ctx cx = *pg->cx;
	struct hold_range range = {0, SHEET_LINES};
	struct hold_line *at;
	int n = SHEET_LINES;
	cx.a = arena_open(CHUNK_BYTES);
	for (; n == SHEET_LINES; range.from += n) {
		n = hold_list(&cx, parts, view, range, &at);
		for (int i = 0; i < n; i++)
			sheet_put(pg, x, &at[i]);
		arena_reset(cx.a);
	}
	arena_close(cx.a);
}

static void hold_sheet(struct page *pg)
{
	struct campaign_row *c = page_campaign_asked(pg);
	if (c == NULL)
		return;
	struct asked in = asked(pg);
	struct look look = {.kind = &duty_kind, .filter = S("hold")};
	struct xlsx *x = xlsx_open(pg->cx->a);
	if (x == NULL) {
		page_refuse(pg, FLOW_WORLD);
		return;
	}
	sheet_begin(pg, x);
	sheet_all(pg, hold_load(pg->cx, c->head.id, in.unit), in.view, x);
	struct str sheet = tr(pg->h->lang, "落实到人");
	page_send_sheet(pg, &look, xlsx_close(x),
		page_sheet_name(
			pg, str_fmt(pg->cx->a, "%.*s %.*s", STR_ARG(c->name), STR_ARG(sheet))));
}

/* ---- act ---- */

static enum flow_code do_set(struct ctx *cx, void *arg)
{
	return inclusion_set(cx, arg);
}

static void hold_act(struct page *pg)
{
	struct campaign_row *c = page_campaign_asked(pg);
	struct inclusion_in in = {.in = str_eq(http_field(pg->q, S("act")), S("in")),
		.place = str_eq(http_field(pg->q, S("place")), S("points")) ? IN_POINTS
									    : IN_ASSESSMENT};
	if (c == NULL)
		return;
	num_int(http_field(pg->q, S("measure")), 1, INT64_MAX, &in.measure.n);
	num_int(http_field(pg->q, S("unit")), 1, INT64_MAX, &in.unit.n);
	enum flow_code code = page_write(pg, do_set, &in);
	if (code == FLOW_OK)
		page_done(pg, str_fmt(pg->cx->a, "/campaign/%lld/hold?unit=%lld",
				      (long long)c->head.id.n, (long long)in.unit.n));
	else
		page_refuse(pg, code == FLOW_INVALID ? FLOW_STATE : code);
}

static const struct route_param hold_params[] = {
	{.name = "view", .max = 12}, {.name = "unit", .max = 20}, {.name = "page", .max = 6}, {0}};
static const struct route_param act_params[] = {{.name = "measure", .max = 20},
	{.name = "unit", .max = 20}, {.name = "place", .max = 12}, {.name = "act", .max = 4}, {0}};
static const struct page_def hold_def = {.fn = hold, .perm = "due.read", .flags = PAGE_AS_OF};
static const struct page_def sheet_def = {
	.fn = hold_sheet, .perm = "due.read", .flags = PAGE_AS_OF};
static const struct page_def act_def = {.fn = hold_act, .perm = "due.report"};

const struct route hold_routes[] = {
	{.verb = VERB_GET,
		.pattern = "/campaign/#id/hold",
		.fn = page_serve,
		.more = &hold_def,
		.params = hold_params},
	{.verb = VERB_GET,
		.pattern = "/campaign/#id/hold.xlsx",
		.fn = page_serve,
		.more = &sheet_def,
		.params = hold_params},
	{.verb = VERB_POST,
		.pattern = "/campaign/#id/hold",
		.fn = page_serve,
		.more = &act_def,
		.params = act_params},
	{0},
};
