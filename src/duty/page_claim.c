/* page_claim.c — who has taken up a measure and which of the five fixings are there, on the page of
 * the measure with the form to claim, and on the due item. PLAN-17, PLAN-20. Later steps of a claim
 * are on its own page (/k/claim). */
#include "base/bug.h"
#include "base/num.h"
#include "core/actor.h"
#include "core/rec.h"
#include "core/tree.h"
#include "duty/claim.h"
#include "duty/page_int.h"

static struct str claim_url(struct page *pg, const struct claim_row *c)
{
	return str_fmt(pg->cx->a, "/k/claim/%lld", (long long)c->head.id.n);
}

/* 五定 5/5, or what is missing. */
static struct str five_word(struct page *pg, const struct claim_row *c)
{
	unsigned have = claim_fixed(c);
	struct str missing = STR_NONE;
	for (int i = 0; i < FIXINGS; i++) {
		struct str one = locale_find(pg->h->lang, str_of(claim_fixings[i]));
		if (have & STATE_BIT(i))
			continue;
		missing = missing.n
				  ? str_fmt(pg->cx->a, "%.*s、%.*s", STR_ARG(missing), STR_ARG(one))
				  : one;
	}
	return missing.n ? trf(pg->cx->a, pg->h->lang, "还缺 %.*s", STR_ARG(missing))
			 : tr(pg->h->lang, "五定齐全");
}

static enum lamp lamp_of(struct page *pg, const struct claim_row *c)
{
	if (c->head.state == CLAIM_DONE)
		return LAMP_BLUE;
	if (day_is_set(c->due_day) && c->due_day.n < pg->cx->today.n)
		return LAMP_RED;
	return c->head.state == CLAIM_ACTIVE ? LAMP_GREEN : LAMP_YELLOW;
}

/* Who took it for the unit, and who answers for it. */
static struct str people_words(struct page *pg, const struct claim_row *c)
{
	struct str taker = tree_person_name(pg->cx, c->head.by);
	struct str person = tree_person_name(pg->cx, c->person);
	return trf(pg->cx->a, pg->h->lang, "%.*s 认领，%.*s 负责", STR_ARG(taker), STR_ARG(person));
}

static void draw_line(struct page *pg, const struct claim_line *l)
{
	struct html *h = pg->h;
	const struct claim_row *c = l->claim;
	ui_tr_begin(h, false);
	ui_td(h, l->name);
	h_lit(h, "<td class=\"nw\">");
	if (c)
		ui_lamp(h, lamp_of(pg, c), five_word(pg, c));
	else
		ui_lamp(h, LAMP_OPEN, tr(h->lang, "还没有认领"));
	h_lit(h, "</td>");
	struct str matter = c == NULL     ? STR_NONE
			    : c->matter.n ? c->matter
					  : tr(h->lang, "整项措施");
	if (c && flow_may_see(pg->cx, &claim_kind, c->head.id))
		ui_td_link(h, claim_url(pg, c), matter);
	else
		ui_td(h, matter);
	h_elc(h, "td", "hide-m", c ? people_words(pg, c) : STR_NONE);
	ui_tr_end(h);
}

/* ---- the form ---- */

/* A unit the actor heads that owes for the measure; the first, for hardly anybody heads two. */
static rid headed(struct page *pg, const struct claim_line *at, int n)
{
	for (int i = 0; i < n; i++)
		if (actor_may(pg->cx, "due.report", at[i].unit) &&
			claim_is_head(pg->cx, at[i].unit))
			return at[i].unit;
	return RID_NONE;
}

static struct ui_field input(struct page *pg, enum ui_input type, struct str name, struct str label)
{
	return (struct ui_field){.input = type,
		.name = name,
		.id = str_fmt(pg->cx->a, "claim_%.*s", STR_ARG(name)),
		.label = label,
		.value = http_field(pg->q, name),
		.error = err_of(pg->cx->errs, name)};
}

static void draw_form(struct page *pg, const struct measure_row *m, rid unit)
{
	struct html *h = pg->h;
	struct ui_field f[] = {
		input(pg, UI_TEXT, S("matter"), tr(h->lang, "事项或难题")),
		input(pg, UI_SELECT, S("person"), tr(h->lang, "定责任")),
		input(pg, UI_DATE, S("due_day"), tr(h->lang, "定时限")),
		input(pg, UI_TEXT, S("goal"), tr(h->lang, "定目标")),
		input(pg, UI_TEXT, S("task"), tr(h->lang, "定任务")),
		input(pg, UI_LONG, S("steps"), tr(h->lang, "定措施")),
	};
	f[0].note = tr(h->lang, "认领整项措施的不填");
	f[1].none = tr(h->lang, "请选择");
	page_person_field(pg, unit, http_field(pg->q, S("person")), &f[1]);
	f[1].half = f[2].half = true;
	f[5].rows = 2;
	ui_errors(h, f, NELEM(f));
	page_errors(pg);
	ui_form_begin(h, &(struct ui_form){.action = page_measure_url(pg, m, "/claim")});
	page_tokens(pg);
	ui_hidden(h, S("unit"), str_fmt(pg->cx->a, "%lld", (long long)unit.n));
	ui_grid_begin(h);
	ui_fields(h, f, NELEM(f));
	ui_buttons_begin(h);
	ui_button(h, &(struct ui_button){.text = tr(h->lang, "认领"),
			     .why = tr(h->lang, "五定可以以后补齐；齐了才能开始办理")});
	ui_buttons_end(h);
	ui_grid_end(h);
	ui_form_end(h);
}

void page_measure_claims(struct page *pg, const struct measure_row *m)
{
	struct html *h = pg->h;
	struct claim_line *at;
	int n = claim_lines(pg->cx, m, &at), open = 0;
	rid unit = headed(pg, at, n);
	for (int i = 0; i < n; i++)
		open += at[i].claim == NULL;
	if (n == 0)
		return;
	struct ui_col cols[] = {{.text = tr(h->lang, "单位")}, {.text = tr(h->lang, "五定")},
		{.text = tr(h->lang, "认领事项")},
		{.text = tr(h->lang, "责任人"), .hide_small = true}};
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "认领与五定"),
				 .count = open ? trf(pg->cx->a, h->lang, "%d 家还没有认领", open)
					       : tr(h->lang, "都已认领")});
	ui_table_begin(h, &(struct ui_table){.label = tr(h->lang, "认领与五定"),
				  .cols = cols,
				  .n_cols = NELEM(cols),
				  .dense = true});
	for (int i = 0; i < n; i++)
		draw_line(pg, &at[i]);
	ui_table_end(h);
	if (unit.n) {
		ui_body_begin(h);
		draw_form(pg, m, unit);
		ui_body_end(h);
	}
	ui_card_end(h);
}

void page_due_claims(struct page *pg, const struct due_row *d)
{
	struct html *h = pg->h;
	struct claim_row **c;
	int n = claim_list(pg->cx, d->measure, d->head.unit, &c);
	if (n == 0)
		return;
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "认领与五定")});
	h_lit(h, "<ul class=\"lst\">");
	for (int i = 0; i < n; i++)
		ui_brief(
			h, &(struct ui_brief){.lamp = lamp_of(pg, c[i]),
				   .word = five_word(pg, c[i]),
				   .url = claim_url(pg, c[i]),
				   .title = c[i]->matter.n ? c[i]->matter : tr(h->lang, "整项措施"),
				   .meta = people_words(pg, c[i])});
	h_lit(h, "</ul>");
	ui_card_end(h);
}

/* ---- act ---- */

static void claim_form(struct page *pg)
{
	static const char *const names[] = {"matter", "person", "goal", "task", "steps", "due_day"};
	struct measure_row *m = page_measure_asked(pg);
	struct input values[NELEM(names) + 2];
	if (m == NULL)
		return;
	for (size_t i = 0; i < NELEM(names); i++)
		values[i] = (struct input){str_of(names[i]), http_field(pg->q, str_of(names[i]))};
	values[NELEM(names)] = (struct input){
		S("measure"), str_fmt(pg->cx->a, "%lld", (long long)m->head.id.n)};
	values[NELEM(names) + 1] = (struct input){S("how"), S("self")};
	struct flow_in in = {.kind = &claim_kind,
		.step = kind_step(&claim_kind, S("new")),
		.values = {values, NELEM(values)}};
	struct flow_out out;
	num_int(http_field(pg->q, S("unit")), 1, INT64_MAX, &in.unit.n);
	page_measure_done(pg, m, page_step(pg, &in, &out));
}

static const struct page_def claim_def = {.fn = claim_form, .perm = "due.report"};
static const struct route_param claim_params[] = {
	{.name = "unit", .max = 20},
	{.name = "matter", .max = 1024},
	{.name = "person", .max = 20},
	{.name = "goal", .max = 2048},
	{.name = "task", .max = 2048},
	{.name = "steps", .max = 8192},
	{.name = "due_day", .max = 10},
	{0},
};

const struct route claim_routes[] = {
	{.verb = VERB_POST,
		.pattern = "/campaign/#id/measure/#m/claim",
		.fn = page_serve,
		.more = &claim_def,
		.params = claim_params},
	{0},
};
