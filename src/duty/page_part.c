/* page_part.c — what cooperating units have agreed to do: on the page of the measure with the form
 * to agree another, on the page of a due item as a warning before it is handed in. PLAN-29. */
#include "base/bug.h"
#include "base/num.h"
#include "core/rec.h"
#include "duty/page_int.h"
#include "duty/part.h"
#include "org/org.h"

static void draw_line(struct page *pg, const struct light_rules *rules, const struct part_line *l)
{
	struct html *h = pg->h;
	ui_tr_begin(h, false);
	ui_td(h, l->name);
	if (l->due == NULL) {
		h_lit(h, "<td class=\"nw\">");
		ui_lamp(h, LAMP_OPEN, tr(h->lang, "还没有约定"));
		h_lit(h, "</td>");
		ui_td(h, STR_NONE);
		ui_td(h, STR_NONE);
		ui_tr_end(h);
		return;
	}
	struct light_in in = light_now(l->due);
	struct light_out light = light_of(rules, &in, pg->cx->cal, pg->cx->now);
	h_lit(h, "<td class=\"nw\">");
	ui_lamp(h, page_lamp(light.light), page_light_word(h, l->due, &light));
	h_lit(h, "</td>");
	if (flow_may_see(pg->cx, &due_kind, l->due->head.id))
		ui_td_link(h, page_due_url(pg->cx->a, l->due->head.id), l->due->content);
	else
		ui_td(h, l->due->content);
	h_lit(h, "<td class=\"rt nw\">");
	h_day(h, l->due->due_day);
	if (l->due->signed_at.ms == 0) {
		h_lit(h, " ");
		ui_chip(h, CHIP, tr(h->lang, "未签收"));
	}
	h_lit(h, "</td>");
	ui_tr_end(h);
}

static void draw_lines(struct page *pg, const struct part_line *at, int n)
{
	struct html *h = pg->h;
	struct light_rules rules = light_load(pg->cx);
	struct ui_col cols[] = {{.text = tr(h->lang, "单位")}, {.text = tr(h->lang, "灯")},
		{.text = tr(h->lang, "配合做什么")}, {.text = tr(h->lang, "交付"), .right = true}};
	ui_table_begin(
		h, &(struct ui_table){
			   .label = tr(h->lang, "配合单位"), .cols = cols, .n_cols = NELEM(cols)});
	for (int i = 0; i < n; i++)
		draw_line(pg, &rules, &at[i]);
	ui_table_end(h);
}

static struct str count_words(struct page *pg, const struct part_line *at, int n)
{
	int missing = part_missing(at, n);
	return missing ? trf(pg->cx->a, pg->h->lang, "%d 家，还差 %d 家", n, missing)
		       : trf(pg->cx->a, pg->h->lang, "%d 家，都交了", n);
}

/* ---- on the due item ---- */

void page_due_parts(struct page *pg, const struct due_row *d)
{
	struct html *h = pg->h;
	struct part_line *at;
	int n = part_list(pg->cx, d->measure, &at);
	for (int i = 0; i < n; i++)
		if (at[i].due && at[i].due->head.id.n == d->head.id.n)
			return; /* this is one of the parts itself */
	if (n == 0)
		return;
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "配合单位"),
				 .count = count_words(pg, at, n)});
	draw_lines(pg, at, n);
	ui_card_end(h);
}

/* ---- on the measure ---- */

static void draw_form(struct page *pg, const struct measure_row *m)
{
	struct html *h = pg->h;
	bool typed = pg->q->verb == VERB_POST && str_ends(pg->q->path, S("/part"));
	struct page_ref units = {.kind = &unit_kind,
		.open = true,
		.chosen = typed ? http_field(pg->q, S("unit")) : STR_NONE};
	struct ui_field f[] = {
		{.name = S("unit"),
			.label = tr(h->lang, "配合单位"),
			.none = tr(h->lang, "请选择"),
			.error = err_of(pg->cx->errs, S("unit")),
			.half = true},
		{.input = UI_DATE,
			.name = S("part_day"),
			.label = tr(h->lang, "交付日期"),
			.note = tr(h->lang, "不能晚于措施的时限"),
			.value = typed ? http_field(pg->q, S("part_day")) : STR_NONE,
			.error = err_of(pg->cx->errs, S("part_day")),
			.half = true},
		{.input = UI_TEXT,
			.name = S("part"),
			.label = tr(h->lang, "配合做什么"),
			.max = 300,
			.value = typed ? http_field(pg->q, S("part")) : STR_NONE,
			.error = err_of(pg->cx->errs, S("part"))},
	};
	page_ref_field(pg, &units, &f[0]);
	ui_errors(h, f, NELEM(f));
	ui_form_begin(h, &(struct ui_form){.action = page_measure_url(pg, m, "/part")});
	page_tokens(pg);
	ui_grid_begin(h);
	ui_fields(h, f, NELEM(f));
	ui_buttons_begin(h);
	ui_button(h, &(struct ui_button){.text = tr(h->lang, "约定"),
			     .why = tr(h->lang, "配合单位会收到通知，在应报事项里签收、报送")});
	ui_buttons_end(h);
	ui_grid_end(h);
	ui_form_end(h);
}

void page_measure_parts(struct page *pg, const struct measure_row *m)
{
	struct html *h = pg->h;
	struct part_line *at;
	int n = part_list(pg->cx, m->head.id, &at);
	bool may = m->assigned && part_may_agree(pg->cx, m);
	if (n == 0 && !may)
		return;
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "配合单位"),
				 .count = n ? count_words(pg, at, n) : STR_NONE});
	if (n)
		draw_lines(pg, at, n);
	if (may) {
		ui_body_begin(h);
		draw_form(pg, m);
		ui_body_end(h);
	}
	ui_card_end(h);
}

/* ---- act ---- */

static enum flow_code do_agree(struct ctx *cx, void *arg)
{
	rid due;
	return part_agree(cx, arg, &due);
}

static void part_form(struct page *pg)
{
	struct measure_row *m = page_measure_asked(pg);
	if (m == NULL)
		return;
	struct part_in in = {
		.measure = m->head.id, .what = http_field(pg->q, S("part")), .day = DAY_NONE};
	num_int(http_field(pg->q, S("unit")), 1, INT64_MAX, &in.unit.n);
	day_parse(http_field(pg->q, S("part_day")), &in.day);
	page_measure_done(pg, m, page_write(pg, do_agree, &in));
}

static const struct page_def part_def = {.fn = part_form, .perm = "due.accept"};
static const struct route_param part_params[] = {
	{.name = "unit", .max = 20},
	{.name = "part", .max = 2048},
	{.name = "part_day", .max = 10},
	{0},
};

const struct route part_routes[] = {
	{.verb = VERB_POST,
		.pattern = "/campaign/#id/measure/#m/part",
		.fn = page_serve,
		.more = &part_def,
		.params = part_params},
	{0},
};
