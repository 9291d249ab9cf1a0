/* page_pair.c — 措施的接续: which measure goes on as which in a later edition, as the words say it or as
 * a person does; on the page of the difference, which follows from it (PLAN-40, N3). */
#include "base/bug.h"
#include "base/num.h"
#include "campaign/page_int.h"
#include "core/rec.h"
#include "plan/pairing.h"
#include "web/ui_page.h"

static struct str title_of(struct page *pg, const struct measure_row *m)
{
	struct str path = plan_short_path(pg->cx->a, m->path);
	return str_fmt(pg->cx->a, "%.*s %.*s", STR_ARG(path), STR_ARG(m->heading));
}

static struct str url_of(struct page *pg, const struct plan_row *p, rid measure)
{
	if (measure.n == 0)
		return str_fmt(pg->cx->a, "/plan/%lld/diff", (long long)p->head.id.n);
	return str_fmt(pg->cx->a, "/plan/%lld/diff?measure=%lld#pair", (long long)p->head.id.n,
		(long long)measure.n);
}

static bool counts(const struct measure_row *m)
{
	return m->assigned && m->head.state != MEASURE_CANCELLED;
}

/* ---- one measure, to be said ---- */

static struct str value_of(struct page *pg, rid was)
{
	return str_fmt(pg->cx->a, "%lld", (long long)was.n);
}

static int choices(struct page *pg, const struct pairing *l, int at, struct ui_option *out)
{
	struct html *h = pg->h;
	struct str sent = http_field(pg->q, S("was"));
	struct str now = !l->by_hand[at]      ? S("words")
			 : l->partner[at] < 0 ? S("new")
					      : value_of(pg, l->was[l->partner[at]]->head.id);
	int n = 0;
	if (sent.n)
		now = sent;
	out[n++] = (struct ui_option){.value = S("words"), .text = tr(h->lang, "按文字判断")};
	out[n++] = (struct ui_option){.value = S("new"), .text = tr(h->lang, "新的措施")};
	for (int k = 0; k < l->n_was; k++)
		if (counts(l->was[k]))
			out[n++] = (struct ui_option){.value = value_of(pg, l->was[k]->head.id),
				.text = title_of(pg, l->was[k])};
	for (int i = 0; i < n; i++)
		out[i].on = str_eq(out[i].value, now);
	return n;
}

static void draw_form(struct page *pg, const struct plan_row *p, const struct pairing *l, int at)
{
	struct html *h = pg->h;
	struct ui_option *options = arena_array(pg->cx->a, (size_t)l->n_was + 3, sizeof *options);
	struct ui_field f = {.input = UI_SELECT,
		.name = S("was"),
		.label = tr(h->lang, "接续上一版的哪一项"),
		.hint = tr(h->lang, "接续的，已报的和期限都跟过来；新的措施从头产生应报。"),
		.options = options,
		.n_options = choices(pg, l, at, options),
		.error = err_of(pg->cx->errs, S("was"))};
	ui_card_begin(h, &(struct ui_card){.title = title_of(pg, l->is[at]), .hot = true});
	h_lit(h, "<div id=\"pair\">");
	ui_body_begin(h);
	ui_errors(h, &f, 1);
	ui_form_begin(h, &(struct ui_form){.action = str_fmt(pg->cx->a, "/plan/%lld/pair",
						   (long long)p->head.id.n)});
	page_tokens(pg);
	ui_hidden(h, S("measure"), value_of(pg, l->is[at]->head.id));
	ui_field(h, &f);
	ui_buttons_begin(h);
	ui_button(h, &(struct ui_button){.text = tr(h->lang, "确定接续"), .primary = true});
	ui_button_link(h, url_of(pg, p, RID_NONE), tr(h->lang, "不改"));
	ui_buttons_end(h);
	ui_form_end(h);
	ui_body_end(h);
	h_lit(h, "</div>");
	ui_card_end(h);
}

/* ---- all of them ---- */

static void draw_row(
	struct page *pg, const struct plan_row *p, const struct pairing *l, int i, bool may)
{
	struct html *h = pg->h;
	ui_tr_begin(h, false);
	ui_td(h, title_of(pg, l->is[i]));
	ui_td(h, l->partner[i] < 0 ? tr(h->lang, "新的措施") : title_of(pg, l->was[l->partner[i]]));
	h_lit(h, "<td class=\"nw\">");
	h_text(h, l->by_hand[i] ? tr(h->lang, "人定") : tr(h->lang, "按文字"));
	h_lit(h, " ");
	if (may)
		ui_button_link(h, url_of(pg, p, l->is[i]->head.id), tr(h->lang, "改"));
	h_lit(h, "</td>");
	ui_tr_end(h);
}

static void draw_gone(struct page *pg, const struct pairing *l)
{
	struct html *h = pg->h;
	bool *used = arena_array(pg->cx->a, (size_t)l->n_was + 1, sizeof *used);
	for (int i = 0; i < l->n_is; i++)
		if (l->partner[i] >= 0)
			used[l->partner[i]] = true;
	for (int k = 0; k < l->n_was; k++) {
		if (used[k] || !counts(l->was[k]))
			continue;
		ui_tr_begin(h, false);
		ui_td_quiet(h, tr(h->lang, "没有接续，取消"));
		ui_td(h, title_of(pg, l->was[k]));
		ui_td(h, STR_NONE);
		ui_tr_end(h);
	}
}

static void draw_table(struct page *pg, const struct plan_row *p, const struct pairing *l)
{
	struct html *h = pg->h;
	struct ui_col cols[] = {{.text = tr(h->lang, "这一版的措施")},
		{.text = tr(h->lang, "接续上一版的")}, {.text = tr(h->lang, "怎么定的")}};
	bool may = pairing_may(pg->cx, p);
	int hand = 0;
	for (int i = 0; i < l->n_is; i++)
		hand += l->by_hand[i];
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "措施的接续"),
				 .count = trf(pg->cx->a, h->lang, "人定 %d 项", hand)});
	ui_table_begin(h,
		&(struct ui_table){
			.label = tr(h->lang, "措施的接续"), .cols = cols, .n_cols = NELEM(cols)});
	for (int i = 0; i < l->n_is; i++)
		if (counts(l->is[i]))
			draw_row(pg, p, l, i, may);
	draw_gone(pg, l);
	ui_table_end(h);
	ui_card_end(h);
}

void page_pair_draw(struct page *pg, const struct plan_row *p)
{
	struct pairing l;
	int64_t asked = 0;
	struct str field = http_field(pg->q, S("measure"));
	num_int(field.n ? field : http_param(pg->q, S("measure")), 1, INT64_MAX, &asked);
	pairing_load(pg->cx, p, &l);
	for (int i = 0; asked && i < l.n_is; i++)
		if (l.is[i]->head.id.n == asked && counts(l.is[i]) && pairing_may(pg->cx, p))
			draw_form(pg, p, &l, i);
	draw_table(pg, p, &l);
}

/* ---- the act ---- */

struct said {
	rid measure, was;
	bool words;
};

static enum flow_code do_say(struct ctx *cx, void *arg)
{
	const struct said *s = arg;
	return s->words ? pairing_clear(cx, s->measure) : pairing_put(cx, s->measure, s->was);
}

void page_pair_act(struct page *pg)
{
	struct said s = {0};
	int64_t id;
	struct str was = http_field(pg->q, S("was"));
	bool known = http_arg_id(pg->q, 0, &id) && flow_may_see(pg->cx, &plan_kind, (rid){id}) &&
		     num_int(http_field(pg->q, S("measure")), 1, INT64_MAX, &s.measure.n);
	s.words = str_eq(was, S("words"));
	if (!known ||
		(!s.words && !str_eq(was, S("new")) && !num_int(was, 1, INT64_MAX, &s.was.n))) {
		page_absent(pg);
		return;
	}
	enum flow_code code = page_write(pg, do_say, &s);
	if (code == FLOW_OK) {
		page_done(pg, str_fmt(pg->cx->a, "/plan/%lld/diff", (long long)id));
	} else if (code == FLOW_INVALID) {
		pg->r->status = 422;
		page_edition(pg);
	} else {
		page_refuse(pg, code);
	}
}
