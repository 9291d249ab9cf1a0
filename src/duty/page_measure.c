/* page_measure.c — one measure of a campaign: its words, its rules, what units added to it, and
 * what is owed for it (PLAN-15, PLAN-24). */
#include "base/bug.h"
#include "calendar/say.h"
#include "core/actor.h"
#include "core/rec.h"
#include "duty/page_int.h"
#include "plan/link.h"
#include "plan/named_list.h"

enum { DUES = 15 };

static void draw_rule(struct page *pg, const struct measure_rule *r)
{
	struct html *h = pg->h;
	struct rule rule;
	struct rule_error bad;
	h_lit(h, "<p class=\"song\">「");
	h_text(h, r->phrase);
	h_lit(h, "」</p><p>");
	if (rule_parse(pg->cx->a, r->rule, &rule, &bad))
		h_text(h, say_rule(pg->cx->a, &rule));
	h_lit(h, "</p>");
	ui_fold_begin(h, tr(h->lang, "规则写法"), false);
	h_elc(h, "p", "mono sm q2", r->rule);
	ui_fold_end(h);
}

/* What of above the measure answers (PLAN-01, PLAN-03). */
static void draw_clauses(struct page *pg, rid measure)
{
	struct measure_clause *c;
	int n = link_clauses(pg->cx, measure, &c);
	for (int i = 0; i < n; i++)
		h_el(pg->h, "p",
			trf(pg->cx->a, pg->h->lang, "落实《%.*s》%.*s", STR_ARG(c[i].title),
				STR_ARG(c[i].clause)));
}

static void draw_facets(struct page *pg, const struct measure_row *m)
{
	struct ui_kv kv[FACETS];
	int n = 0;
	for (int f = 0; f < FACETS; f++)
		if (m->facet[f].n)
			kv[n++] = (struct ui_kv){
				.key = locale_find(pg->h->lang, str_of(facet_name((enum facet)f))),
				.value = m->facet[f]};
	if (n)
		ui_kvs(pg->h, kv, n);
}

/* The lists its words name, which the plan does not print (PLAN-52). */
static void draw_lists(struct page *pg, const struct measure_row *m)
{
	struct named_list_row **l;
	struct str *line;
	int n = named_list_of_measure(pg->cx, m, &l);
	for (int i = 0; i < n; i++) {
		int lines = named_list_lines(pg->cx->a, l[i]->items, &line);
		ui_fold_begin(pg->h, named_list_kind.title(pg->cx, l[i]), false);
		h_lit(pg->h, "<ol>");
		for (int k = 0; k < lines; k++)
			h_el(pg->h, "li", line[k]);
		h_lit(pg->h, "</ol>");
		ui_fold_end(pg->h);
	}
}

struct str page_measure_url(struct page *pg, const struct measure_row *m, const char *tail)
{
	return str_fmt(pg->cx->a, "/campaign/%lld/measure/%lld%s", (long long)m->campaign.n,
		(long long)m->head.id.n, tail);
}

struct measure_row *page_measure_asked(struct page *pg)
{
	struct campaign_row *c = page_campaign_asked(pg);
	struct measure_row *m = NULL;
	int64_t id;
	if (c == NULL)
		return NULL;
	if (http_arg_id(pg->q, 1, &id))
		m = rec_load(pg->cx, &measure_kind, (rid){id});
	if (m && m->campaign.n == c->head.id.n)
		return m;
	page_absent(pg);
	return NULL;
}

static void draw_measure_page(struct page *pg, const struct measure_row *m)
{
	const struct campaign_row *c = rec_load(pg->cx, &campaign_kind, m->campaign);
	struct html *h = pg->h;
	struct measure_rule *r;
	struct due_line *at;
	AN(c);
	page_campaign_open(pg, c, "/measures");
	ui_cols_begin(h, COLS_5_5);
	bool may = actor_may(pg->cx, "due.change", m->head.unit) && m->assigned;
	ui_stack_begin(h);
	ui_card_begin(
		h, &(struct ui_card){.title = measure_kind.title(pg->cx, m),
			   .more = may ? tr(h->lang, "申请变更") : STR_NONE,
			   .more_url = str_fmt(pg->cx->a, "/campaign/%lld/measure/%lld/change",
				   (long long)c->head.id.n, (long long)m->head.id.n)});
	ui_body_begin(h);
	h_lit(h, "<div class=\"song\">");
	h_lines(h, m->text);
	h_lit(h, "</div>");
	int n = plan_rules(pg->cx, m->head.id, &r);
	for (int i = 0; i < n; i++)
		draw_rule(pg, &r[i]);
	draw_clauses(pg, m->head.id);
	draw_facets(pg, m);
	draw_lists(pg, m);
	page_measure_marks(pg, m);
	ui_body_end(h);
	ui_card_end(h);
	page_measure_leads(pg, m);
	page_measure_appraisals(pg, m);
	page_measure_parts(pg, m);
	page_measure_claims(pg, m);
	page_measure_tasks(pg, m);
	ui_stack_end(h);
	struct light_rules rules = light_load(pg->cx);
	struct due_filter f = {.perm = "due.read",
		.campaign = c->head.id,
		.measure = m->head.id,
		.from = DAY_NONE,
		.until = DAY_NONE,
		.newest = true,
		.per_page = DUES};
	n = due_list(pg->cx, &f, &rules, &at);
	ui_card_begin(
		h, &(struct ui_card){.title = tr(h->lang, "各单位应报"),
			   .count = due_count_say(pg->cx, due_count(pg->cx, &f)),
			   .more = actor_may(pg->cx, "due.read", RID_NONE) ? tr(h->lang, "全部")
									   : STR_NONE,
			   .more_url = str_fmt(pg->cx->a, "/due?view=all&measure=%lld",
				   (long long)m->head.id.n)});
	ui_list_begin(h);
	for (int i = 0; i < n && i < DUES; i++)
		ui_item(h, &(struct ui_item){.lamp = page_lamp(at[i].light.light),
				   .word = page_light_word(h, &at[i].d, &at[i].light),
				   .url = page_due_url(pg->cx->a, at[i].d.head.id),
				   .title = page_due_title(pg->cx->a, &at[i]),
				   .meta = at[i].unit_name});
	ui_list_end(h);
	ui_card_end(h);
	ui_cols_end(h);
	page_close(pg);
}

static void measure(struct page *pg)
{
	const struct measure_row *m = page_measure_asked(pg);
	if (m)
		draw_measure_page(pg, m);
}

void page_measure_done(struct page *pg, const struct measure_row *m, enum flow_code code)
{
	if (code == FLOW_OK) {
		page_done(pg, page_measure_url(pg, m, ""));
	} else if (code == FLOW_INVALID) {
		pg->r->status = 422;
		draw_measure_page(pg, m);
	} else {
		page_refuse(pg, code);
	}
}

static const struct page_def measure_def = {
	.fn = measure, .perm = "campaign.read", .flags = PAGE_AS_OF};

const struct route measure_routes[] = {
	{.verb = VERB_GET,
		.pattern = "/campaign/#id/measure/#m",
		.fn = page_serve,
		.more = &measure_def},
	{0},
};
