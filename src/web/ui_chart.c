/* ui_chart.c — see ui_chart.h. */
#include "web/ui_chart.h"

static void chart_table(struct html *h, const struct ui_chart *c)
{
	h_lit(h, "<table class=\"table dense\"");
	if (c->kind == CHART_BAR)
		h_lit(h, " data-chart=\"bar\"");
	else
		h_lit(h, " data-chart=\"line\"");
	h_at_opt(h, "data-min", c->min);
	h_at_opt(h, "data-max", c->max);
	h_lit(h, ">");
	h_elc(h, "caption", "vh", c->caption);
	h_lit(h, "<thead><tr>");
	for (int i = 0; i < c->n_heads; i++) {
		if (i)
			h_lit(h, "<th scope=\"col\" class=\"rt\">");
		else
			h_lit(h, "<th scope=\"col\">");
		h_text(h, c->heads[i]);
		h_lit(h, "</th>");
	}
	h_lit(h, "</tr></thead><tbody>");
	for (int r = 0; r < c->n_rows; r++) {
		const struct str *row = &c->cells[(size_t)r * (size_t)c->n_heads];
		h_lit(h, "<tr><th scope=\"row\">");
		h_text(h, row[0]);
		h_lit(h, "</th>");
		for (int i = 1; i < c->n_heads; i++)
			h_elc(h, "td", "rt", row[i]);
		h_lit(h, "</tr>");
	}
	h_lit(h, "</tbody></table>");
}

void ui_chart(struct html *h, const struct ui_chart *c)
{
	h_lit(h, "<figure class=\"mb0\"><div class=\"chart\" aria-hidden=\"true\"></div>"
		 "<details class=\"chart-t\" open><summary>");
	h_tr(h, "看数据表");
	h_lit(h, "<span class=\"caret\"></span></summary>");
	chart_table(h, c);
	h_lit(h, "</details></figure>");
	if (c->note.n)
		h_elc(h, "p", "sm q mb0", c->note);
}

enum { AXIS = 24000 }; /* 240 units, in hundredths */

static int64_t place(const struct ui_interval *v, int value)
{
	int64_t x = (int64_t)(value - v->lo) * AXIS / (v->hi - v->lo);
	return x < 0 ? 0 : x > AXIS ? AXIS : x;
}

static void rule(struct html *h, struct str class_, int64_t x)
{
	h_lit(h, "<line y1=\"-6\" y2=\"26\"");
	h_at(h, "class", class_);
	h_lit(h, " x1=\"");
	h_cent(h, x);
	h_lit(h, "\" x2=\"");
	h_cent(h, x);
	h_lit(h, "\"/>");
}

void ui_interval(struct html *h, const struct ui_interval *v)
{
	h_lit(h, "<div class=\"ci\"><svg viewBox=\"0 0 240 20\" preserveAspectRatio=\"none\" "
		 "aria-hidden=\"true\">");
	for (int i = 0; i <= 3; i++)
		rule(h, S("gl"), (int64_t)i * AXIS / 3);
	if (v->mean >= 0)
		rule(h, S("mean"), place(v, v->mean));
	h_lit(h, "<line y1=\"10\" y2=\"10\"");
	h_at(h, "class", v->few ? S("ivn") : S("iv"));
	h_lit(h, " x1=\"");
	h_cent(h, place(v, v->from));
	h_lit(h, "\" x2=\"");
	h_cent(h, place(v, v->to));
	h_lit(h, "\"/><rect width=\"4\" height=\"10\" y=\"5\"");
	h_at(h, "class", v->few ? S("few") : S("pt0"));
	h_lit(h, " x=\"");
	h_cent(h, place(v, v->at) - 200);
	h_lit(h, "\"/></svg></div>");
}
