/* ui_chart_test.c — the table holds the figures; the drawing declares a cut axis. */
#include "drawn.h"
#include "web/ui_chart.h"

static const struct str heads[] = {{"月", 3}, {"准时率 %", 11}};
static const struct str cells[] = {{"8月", 4}, {"89", 2}, {"9月", 4}, {"92", 2}};

static void the_table_is_on_the_page(void **state)
{
	(void)state;
	struct html h = drawn_page(LANG_ZH);
	ui_chart(&h, &(struct ui_chart){.kind = CHART_LINE,
			     .caption = S("按月"),
			     .heads = heads,
			     .n_heads = 2,
			     .cells = cells,
			     .n_rows = 2,
			     .min = S("60"),
			     .note = S("注")});
	has("<details class=\"chart-t\" open>");
	has("data-chart=\"line\" data-min=\"60\"><caption class=\"vh\">按月</caption>");
	has("<tr><th scope=\"row\">9月</th><td class=\"rt\">92</td></tr>");
	has("<p class=\"sm q mb0\">注</p>");
	h = drawn_page(LANG_ZH);
	ui_chart(&h, &(struct ui_chart){.kind = CHART_BAR, .heads = heads, .n_heads = 2});
	has("data-chart=\"bar\">");
}

static void an_interval_stays_on_its_axis(void **state)
{
	(void)state;
	struct html h = drawn_page(LANG_ZH);
	ui_interval(&h, &(struct ui_interval){4000, 10000, 7000, 10000, 8500, 7000, false});
	has("class=\"iv\" x1=\"120\" x2=\"240\"");
	has("class=\"pt0\" x=\"178\"");
	has("class=\"mean\" x1=\"120\"");
	h = drawn_page(LANG_ZH);
	ui_interval(&h, &(struct ui_interval){4000, 10000, 1000, 9000, 5000, -1, true});
	has("class=\"ivn\" x1=\"0\"");
	has("class=\"few\"");
	has_not("class=\"mean\"");
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(the_table_is_on_the_page),
	cmocka_unit_test(an_interval_stays_on_its_axis),
};
DRAWN_MAIN(tests)
