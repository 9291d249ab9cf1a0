/* ui_doc.c — see ui_doc.h. */
#include "web/ui_doc.h"
#include "base/bug.h"

void ui_doc_begin(struct html *h, struct str label)
{
	h_lit(h, "<div class=\"pane doc\" tabindex=\"0\" role=\"region\"");
	h_at(h, "aria-label", label);
	h_lit(h, ">");
}

static const struct str span_class[] = {[SPAN_LEAD] = {"k k-lead", 8},
	[SPAN_RESP] = {"k k-resp", 8},
	[SPAN_DUE] = {"k k-due", 7},
	[SPAN_CADENCE] = {"k k-cad", 7},
	[SPAN_ASK] = {"k k-ask", 7},
	[SPAN_BOLD] = {"kb", 2}};

static void numbered(struct html *h, int n, struct str place)
{
	h_lit(h, "<a class=\"kq\"");
	h_href(h, place);
	h_at(h, "aria-label", trf(html_arena(h), h->lang, "问题 %d", n));
	h_lit(h, ">");
	h_int(h, n);
	h_lit(h, "</a>");
}

static void number(struct html *h, int n, struct str to)
{
	numbered(h, n, str_fmt(html_arena(h), "#%.*s%d", STR_ARG(to), n));
}

static void span(struct html *h, const struct ui_span *s, struct str text)
{
	h_lit(h, "<mark");
	h_at(h, "class", span_class[s->kind]);
	if (s->question)
		h_at(h, "id", str_fmt(html_arena(h), "s%d", s->question));
	h_lit(h, ">");
	h_text(h, text);
	h_lit(h, "</mark>");
	if (s->question)
		number(h, s->question, S("q"));
}

void ui_doc_para(struct html *h, const struct ui_para *p)
{
	size_t at = 0;
	h_lit(h, "<p");
	h_at_opt(h, "id", p->id);
	if (p->heading && p->here)
		h_lit(h, " class=\"hd cur\"");
	else if (p->heading)
		h_lit(h, " class=\"hd\"");
	else if (p->here)
		h_lit(h, " class=\"cur\"");
	if (p->n)
		h_at_int(h, "data-n", p->n);
	h_lit(h, ">");
	for (int i = 0; i < p->n_spans; i++) {
		const struct ui_span *s = &p->spans[i];
		AN(s->at >= at && s->at + (size_t)s->n <= p->text.n);
		h_text(h, str_n(p->text.p + at, s->at - at));
		span(h, s, str_n(p->text.p + s->at, s->n));
		at = s->at + (size_t)s->n;
	}
	h_text(h, str_from(p->text, at));
	h_lit(h, "</p>");
}

static void key(struct html *h, enum ui_span_kind kind, struct str word)
{
	h_lit(h, "<mark");
	h_at(h, "class", span_class[kind]);
	h_lit(h, ">");
	h_text(h, word);
	h_lit(h, "</mark>");
}

void ui_doc_legend(struct html *h)
{
	h_lit(h, "<span class=\"lgn push\">");
	key(h, SPAN_LEAD, tr(h->lang, "牵头"));
	key(h, SPAN_RESP, tr(h->lang, "责任"));
	key(h, SPAN_DUE, tr(h->lang, "时限"));
	key(h, SPAN_CADENCE, tr(h->lang, "频次"));
	key(h, SPAN_ASK, tr(h->lang, "待答"));
	h_lit(h, "</span>");
}

static void question_id(struct html *h, const struct ui_question *q)
{
	h_at(h, "id", str_fmt(html_arena(h), "q%d", q->n));
}

/* The number leads back to the text. */
static void question_number(struct html *h, const struct ui_question *q)
{
	if (q->para)
		numbered(h, q->n, str_fmt(html_arena(h), "#p%d", q->para));
	else
		number(h, q->n, S("s"));
}

void ui_question(struct html *h, const struct ui_question *q)
{
	h_lit(h, "<li");
	question_id(h, q);
	h_lit(h, "><div class=\"hs md\">");
	question_number(h, q);
	h_lit(h, "<span>");
	if (q->url.n)
		h_link(h, q->url, q->title);
	else
		h_text(h, q->title);
	h_lit(h, "</span>");
	if (q->answered)
		ui_lamp(h, LAMP_BLUE, tr(h->lang, "已答"));
	h_lit(h, "</div></li>");
}

void ui_question_begin(struct html *h, const struct ui_question *q)
{
	h_lit(h, "<li class=\"open\"");
	question_id(h, q);
	h_lit(h, "><div class=\"hs\">");
	question_number(h, q);
	h_el(h, "b", q->title);
	h_lit(h, "</div>");
}

void ui_reading(struct html *h, const struct ui_reading *r)
{
	if (r->here)
		h_lit(h, "<li class=\"ms open\" aria-current=\"true\"");
	else
		h_lit(h, "<li class=\"ms\"");
	h_at_opt(h, "id", r->id);
	h_lit(h, ">");
	h_el(h, "b", r->no);
	h_lit(h, "<div><div class=\"ttl\">");
	if (r->url.n)
		h_link(h, r->url, r->title);
	else
		h_text(h, r->title);
	/* Beside a link it would be part of its line, told apart by colour alone. */
	if (r->note.n && !r->url.n) {
		h_lit(h, " ");
		h_elc(h, "span", "q", r->note);
	}
	h_lit(h, "</div>");
	if (r->note.n && r->url.n)
		h_elc(h, "div", "sm q", r->note);
	h_lit(h, "<div class=\"wrapx\">");
	for (int i = 0; i < r->n_facts; i++)
		ui_chip(h, r->facts[i].chip, r->facts[i].text);
	h_lit(h, "</div></div></li>");
}

static void change_side(struct html *h, struct str text, bool after, bool differs)
{
	if (!differs)
		h_lit(h, "<td>");
	else if (after)
		h_lit(h, "<td class=\"ins\">");
	else
		h_lit(h, "<td class=\"del\">");
	if (differs && text.n)
		h_elc(h, "span", "pmark", after ? S("＋ ") : S("－ "));
	if (text.n)
		h_lines(h, text);
	else
		h_lit(h, "<span class=\"q\">—</span>");
	h_lit(h, "</td>");
}

void ui_changes(struct html *h, struct str before_head, struct str after_head,
	const struct ui_change *changes, int n)
{
	h_lit(h, "<div class=\"tscroll\" tabindex=\"0\" role=\"group\"");
	h_at_tr(h, "aria-label", "两种文字对照");
	h_lit(h, "><table class=\"table cmp\"><thead><tr><th scope=\"col\">");
	h_tr(h, "项目");
	h_lit(h, "</th><th scope=\"col\">");
	h_text(h, before_head);
	h_lit(h, "</th><th scope=\"col\">");
	h_text(h, after_head);
	h_lit(h, "</th></tr></thead><tbody>");
	for (int i = 0; i < n; i++) {
		bool differs = !str_eq(changes[i].before, changes[i].after);
		h_lit(h, "<tr><th scope=\"row\">");
		h_text(h, changes[i].label);
		h_lit(h, "</th>");
		change_side(h, changes[i].before, false, differs);
		change_side(h, changes[i].after, true, differs);
		h_lit(h, "</tr>");
	}
	h_lit(h, "</tbody></table></div>");
}
