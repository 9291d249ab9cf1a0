/* ui_matrix_test.c — cells say their unit and measure; rows add up what needs a person. */
#include "drawn.h"
#include "web/ui_matrix.h"

static void cells_speak(void **state)
{
	(void)state;
	static const struct ui_matrix_col cols[] = {{.text = {"政工办", 9}, .url = {"/u/1", 4}},
		{.text = {"派出所", 9}, .url = {"/u?t=2", 6}, .gap = true, .folded = true},
		{.text = {"青禾", 6}, .url = {"/u/3", 4}, .name = {"青禾派出所", 15}}};
	static const struct ui_matrix_cell cells[] = {
		{.lamp = LAMP_YELLOW, .lead = true, .url = {"/d/1", 4}},
		{.lamp = LAMP_RED, .n = 4, .words = {"4 个单位逾期", 17}}, {.lamp = LAMP_NONE}};
	static const struct ui_matrix_cell other[] = {{.lamp = LAMP_NONE}, {.lamp = LAMP_NONE},
		{.lamp = LAMP_RED, .n = 18, .words = {"逾期 18 天", 13}}};
	static const struct ui_matrix_row rows[] = {{.no = {"五·2", 6},
							    .title = {"督导", 6},
							    .url = {"/m/5", 4},
							    .due = {"8/31", 4},
							    .cells = cells},
		{.no = {"七", 3},
			.title = {"减负", 6},
			.url = {"/m/7", 4},
			.due = {"9/30", 4},
			.cells = other}};
	struct html h = drawn_page(LANG_ZH);
	ui_matrix_card_begin(&h, S("责任矩阵"), S("措施 × 单位"));
	ui_matrix(&h, &(struct ui_matrix){cols, 3, rows, 2});
	has("<section class=\"card wide\"");
	has("<td class=\"m m-y m-lead\"><a href=\"/d/1\" title=\"五·2 × 政工办：临期，牵头\">");
	has("4<span class=\"vh\">五·2 × 派出所：4 个单位逾期</span>");
	has("18<span class=\"vh\">七 × 青禾派出所：逾期 18 天</span>");
	count("<td class=\"m m-x\">·</td>", 3);
	count("<td class=\"sep\"></td>", 3);
	has("派出所<span aria-hidden=\"true\"> +</span>");
	/* A folded column counts its units, a plain one itself. */
	has("<use href=\"#lamp-r\"/></svg>4</span>　<span class=\"lamp lamp-y\">");
	has("<use href=\"#lamp-r\"/></svg>1</span></td>");
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(cells_speak),
};
DRAWN_MAIN(tests)
