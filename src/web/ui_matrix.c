/* ui_matrix.c — see ui_matrix.h. Cells are written with few calls: a page has thousands. */
#include "web/ui_matrix.h"

static void legend(struct html *h)
{
	static const enum lamp order[] = {
		LAMP_BLUE, LAMP_GREEN, LAMP_YELLOW, LAMP_RED, LAMP_GREY, LAMP_OPEN};
	h_lit(h, "<span class=\"push lgd\">");
	for (size_t i = 0; i < sizeof order / sizeof *order; i++)
		ui_lamp(h, order[i],
			order[i] == LAMP_RED ? tr(h->lang, "逾期天数")
					     : ui_lamp_name(h->lang, order[i]));
	h_lit(h, "<span class=\"lamp\"><span class=\"boxk\"></span>");
	h_tr(h, "牵头");
	h_lit(h, "</span></span>");
}

void ui_matrix_card_begin(struct html *h, struct str title, struct str count)
{
	struct str id = str_fmt(html_arena(h), "card%d", ++h->ids);
	h_lit(h, "<section class=\"card wide\"");
	h_at(h, "aria-labelledby", id);
	h_lit(h, "><header class=\"card-header\"><h2 class=\"card-title\"");
	h_at(h, "id", id);
	h_lit(h, ">");
	h_text(h, title);
	h_lit(h, "</h2>");
	h_elc(h, "span", "cnt", count);
	legend(h);
	h_lit(h, "</header>");
}

static void heads(struct html *h, const struct ui_matrix *m)
{
	h_lit(h, "<colgroup><col class=\"w1\"><col class=\"w2\">");
	for (int i = 0; i < m->n_cols; i++) {
		if (m->cols[i].gap)
			h_lit(h, "<col class=\"sep\">");
		h_lit(h, "<col class=\"u\">");
	}
	h_lit(h, "<col class=\"ws\"></colgroup><thead><tr><th class=\"w1\" scope=\"col\">");
	h_tr(h, "措施");
	h_lit(h, "</th><th class=\"w2\" scope=\"col\">");
	h_tr(h, "期限");
	h_lit(h, "</th>");
	for (int i = 0; i < m->n_cols; i++) {
		if (m->cols[i].gap)
			h_lit(h, "<td class=\"sep\"></td>");
		h_lit(h, "<th scope=\"col\"><a");
		h_href(h, m->cols[i].url);
		h_lit(h, ">");
		h_text(h, m->cols[i].text);
		if (m->cols[i].folded)
			h_lit(h, "<span aria-hidden=\"true\"> +</span>");
		h_lit(h, "</a></th>");
	}
	h_lit(h, "<th class=\"ws\" scope=\"col\"><span class=\"vh\">");
	h_tr(h, "小计");
	h_lit(h, "</span></th></tr></thead>");
}

static const struct str letters[LAMP_N] = {[LAMP_NONE] = {"x", 1},
	[LAMP_OPEN] = {"o", 1},
	[LAMP_BLUE] = {"b", 1},
	[LAMP_GREEN] = {"g", 1},
	[LAMP_GREY] = {"n", 1},
	[LAMP_YELLOW] = {"y", 1},
	[LAMP_RED] = {"r", 1}};

/* "五·2 × 柳河所：逾期 3 天，牵头", once for the pointer and once for the ear. */
static struct str spoken(struct html *h, const struct ui_matrix_row *r,
	const struct ui_matrix_col *col, const struct ui_matrix_cell *c)
{
	struct str unit = col->name.n ? col->name : col->text;
	struct str words = c->words.n ? c->words : ui_lamp_name(h->lang, c->lamp);
	struct str lead = c->lead ? tr(h->lang, "，牵头") : STR_NONE;
	return trf(html_arena(h), h->lang, "%.*s × %.*s：%.*s%.*s", STR_ARG(r->no), STR_ARG(unit),
		STR_ARG(words), STR_ARG(lead));
}

/* Cells of many columns are narrow: two digits fill one, three fill any. */
enum { ROOMY_COLS = 26, FEW_COLS = 10 };

static bool has_room(const struct ui_matrix *m, int n)
{
	return n < 10 || (n < 100 && m->n_cols <= ROOMY_COLS);
}

static void cell(struct html *h, const struct ui_matrix *m, const struct ui_matrix_row *r,
	const struct ui_matrix_col *col)
{
	const struct ui_matrix_cell *c = &r->cells[col - m->cols];
	if (col->gap)
		h_lit(h, "<td class=\"sep\"></td>");
	if (c->lamp == LAMP_NONE) {
		h_lit(h, "<td class=\"m m-x\">·</td>");
		return;
	}
	struct str words = spoken(h, r, col, c);
	h_lit(h, "<td class=\"m m-");
	h_attr(h, letters[c->lamp]);
	if (c->lead)
		h_lit(h, " m-lead");
	h_lit(h, "\"><a");
	if (c->url.n)
		h_href(h, c->url);
	h_at(h, "title", words);
	h_lit(h, ">");
	if (has_room(m, c->n))
		ui_lamp_shape(h, c->lamp);
	if (c->n)
		h_int(h, c->n);
	h_elc(h, "span", "vh", words);
	h_lit(h, "</a></td>");
}

/* What needs a person in this row: red and yellow. */
static void row_sum(struct html *h, const struct ui_matrix *m, const struct ui_matrix_row *r)
{
	int red = 0, yellow = 0;
	for (int i = 0; i < m->n_cols; i++) {
		int n = m->cols[i].folded ? r->cells[i].n : 1;
		red += r->cells[i].lamp == LAMP_RED ? n : 0;
		yellow += r->cells[i].lamp == LAMP_YELLOW ? n : 0;
	}
	h_lit(h, "<td class=\"sum\">");
	if (red)
		ui_lamp(h, LAMP_RED, str_fmt(html_arena(h), "%d", red));
	if (red && yellow)
		h_lit(h, "　");
	if (yellow)
		ui_lamp(h, LAMP_YELLOW, str_fmt(html_arena(h), "%d", yellow));
	h_lit(h, "</td>");
}

/* A name that may be cut short: the whole of it under the pointer. */
static void named(struct html *h, struct str url, struct str name)
{
	h_lit(h, "<a");
	h_href(h, url);
	h_at(h, "title", name);
	h_lit(h, ">");
	h_text(h, name);
	h_lit(h, "</a>");
}

static void row(struct html *h, const struct ui_matrix *m, const struct ui_matrix_row *r)
{
	h_lit(h, "<tr><th scope=\"row\">");
	h_elc(h, "span", "no", r->no);
	named(h, r->url, r->title);
	h_lit(h, "</th><td class=\"d\"");
	h_at(h, "title", r->due);
	h_lit(h, ">");
	h_el(h, "span", r->due);
	h_lit(h, "</td>");
	for (int i = 0; i < m->n_cols; i++)
		cell(h, m, r, &m->cols[i]);
	row_sum(h, m, r);
	h_lit(h, "</tr>");
}

void ui_matrix(struct html *h, const struct ui_matrix *m)
{
	h_lit(h, "<div class=\"card-body mxw\" tabindex=\"0\" role=\"region\"");
	h_at_tr(h, "aria-label", "责任矩阵，可左右滚动");
	h_lit(h, "><table class=\"mx");
	if (m->n_cols <= FEW_COLS)
		h_lit(h, " few");
	h_lit(h, "\">");
	heads(h, m);
	h_lit(h, "<tbody>");
	for (int i = 0; i < m->n_rows; i++)
		row(h, m, &m->rows[i]);
	h_lit(h, "</tbody></table></div>");
}
