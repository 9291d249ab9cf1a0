/* page_text.c — the plan's text as it is, with what was read in it: lines under names and times, a
 * number at every doubt (UI.md 02). */
#include "base/bug.h"
#include "base/vec.h"
#include "plan/page_int.h"
#include "web/ui_doc.h"

#include <stdlib.h>

struct mark {
	uint32_t at, n;
	enum ui_span_kind kind;
	int question;
};
struct marks {
	struct mark *at;
	size_t n, room;
};

static void add_mark(struct ctx *cx, struct marks *m, struct span s, enum ui_span_kind kind, int q)
{
	if (s.n)
		*vec_add(cx->a, m) = (struct mark){s.at, s.n, kind, q};
}

static void marks_of_measure(struct ctx *cx, struct marks *m, rid measure)
{
	static const enum ui_span_kind kinds[ROLES] = {SPAN_LEAD, SPAN_RESP, SPAN_RESP};
	struct measure_unit *u;
	struct measure_rule *r;
	int n = plan_units(cx, measure, &u);
	for (int i = 0; i < n; i++)
		add_mark(cx, m, u[i].span, kinds[u[i].role], 0);
	n = plan_rules(cx, measure, &r);
	for (int i = 0; i < n; i++)
		add_mark(cx, m, r[i].span, str_has(r[i].rule, S("RECUR")) ? SPAN_CADENCE : SPAN_DUE,
			0);
}

static int by_place(const void *x, const void *y)
{
	const struct mark *a = x, *b = y;
	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return b->question - a->question; /* a doubt wins over what it is about */
}

/* Sorted, and of two that overlap the later one gives way. */
static void put_in_order(struct marks *m)
{
	size_t k = 0;
	if (m->n)
		qsort(m->at, m->n, sizeof *m->at, by_place);
	for (size_t i = 0; i < m->n; i++)
		if (k == 0 || m->at[i].at >= m->at[k - 1].at + m->at[k - 1].n)
			m->at[k++] = m->at[i];
	m->n = k;
}

/* One line of the text with the marks inside it. */
static size_t draw_line(struct page *pg, struct str text, struct span line, int number,
	const struct marks *m, size_t next)
{
	uint32_t at = line.at, n = line.n;
	struct arena *a = pg->cx->a;
	size_t first = next;
	while (next < m->n && m->at[next].at < at + n)
		next++;
	struct ui_span *spans = arena_array(a, next - first + 1, sizeof *spans);
	int k = 0;
	for (size_t i = first; i < next; i++) {
		const struct mark *mk = &m->at[i];
		if (mk->at < at)
			continue;
		uint32_t len = mk->at + mk->n > at + n ? at + n - mk->at : mk->n;
		spans[k++] = (struct ui_span){mk->at - at, len, mk->kind, mk->question};
	}
	ui_doc_para(pg->h, &(struct ui_para){.n = number,
				   .id = str_fmt(a, "p%d", number),
				   .text = str_n(text.p + at, n),
				   .spans = spans,
				   .n_spans = k});
	return next;
}

int page_plan_para(struct str text, int64_t at)
{
	struct str rest = text;
	int n = 0;
	while (rest.n) {
		if (str_trim(str_cut(&rest, S("\n"))).n)
			n++;
		if (rest.p - text.p > at)
			break;
	}
	return n ? n : 1;
}

void page_plan_text(struct page *pg, const struct plan_row *p,
	struct question_row *const *questions, int n_questions)
{
	struct html *h = pg->h;
	struct marks m = {0};
	struct measure_row **ms;
	struct str text = plan_text(pg->cx, p->head.id), rest = text;
	int n = plan_measures(pg->cx, p->head.id, &ms), number = 0;
	size_t next = 0;
	for (int i = 0; i < n; i++)
		marks_of_measure(pg->cx, &m, ms[i]->head.id);
	for (int i = 0; i < n_questions; i++)
		add_mark(pg->cx, &m,
			(struct span){
				(uint32_t)questions[i]->span_at, (uint32_t)questions[i]->span_n},
			SPAN_ASK, i + 1);
	put_in_order(&m);
	ui_card_begin(
		h, &(struct ui_card){
			   .title = tr(h->lang, "原文"), .id = S("text"), .count = p->source_name});
	ui_doc_begin(h, tr(h->lang, "方案原文"));
	while (rest.n) {
		uint32_t at = (uint32_t)(rest.p - text.p);
		struct str line = str_cut(&rest, S("\n"));
		if (str_trim(line).n)
			next = draw_line(
				pg, text, (struct span){at, (uint32_t)line.n}, ++number, &m, next);
	}
	ui_doc_end(h);
	ui_card_end(h);
}
