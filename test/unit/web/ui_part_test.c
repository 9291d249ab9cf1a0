/* ui_part_test.c — page head, tabs, columns, cards, actions. */
#include "drawn.h"
#include "web/ui_frame.h"

static void heads(void **state)
{
	(void)state;
	static const struct ui_link crumbs[] = {{{"/due", 4}, {"应报", 6}}};
	struct html h = drawn_page(LANG_ZH);
	ui_head(&h, &(struct ui_head){.title = S("“整作风”"),
			    .crumbs = crumbs,
			    .n_crumbs = 1,
			    .crumb = S("BS-1"),
			    .sentence = S("共 *3* 项")});
	has("<div class=\"crumb\"><a href=\"/due\">应报</a><span>BS-1</span></div><h1 class=\"hq\">“整作风”</h1>"
	    "<p>共 <b>3</b> 项</p>");
	h = drawn_page(LANG_ZH);
	ui_head(&h,
		&(struct ui_head){.title = S("工作台"), .lamp = LAMP_RED, .word = S("逾期 1 天")});
	has("<h1>工作台</h1><p class=\"hs\"><span class=\"lamp lamp-r lampbox\">");
	has_not("crumb");
}

static void tabs_mark_where_one_is(void **state)
{
	(void)state;
	static const struct ui_tab tabs[] = {
		{{"/a", 2}, {"甲", 3}, 0, false}, {{"/b", 2}, {"乙", 3}, 11, true}};
	struct html h = drawn_page(LANG_ZH);
	ui_tabs(&h, S("视图"), tabs, 2);
	is("<nav class=\"tabs\" aria-label=\"视图\"><a href=\"/a\">甲</a>"
	   "<a href=\"/b\" aria-current=\"page\">乙<em>11</em></a></nav>");
}

static void cards_have_ids_of_their_own(void **state)
{
	(void)state;
	struct html h = drawn_page(LANG_ZH);
	ui_cols_begin(&h, COLS_4_8);
	ui_stack_begin(&h);
	ui_card_begin(&h, &(struct ui_card){.title = S("甲"),
				  .count = S("3"),
				  .more = S("全部"),
				  .more_url = S("/all"),
				  .hot = true});
	ui_card_end(&h);
	ui_card_begin(&h,
		&(struct ui_card){.title = S("乙"), .more = S("说明"), .lock = true, .wall = true});
	ui_card_end(&h);
	ui_stack_end(&h);
	ui_cols_end(&h);
	has("<div class=\"cols c-48\"><div class=\"stackv\"><section class=\"card hot\" "
	    "aria-labelledby=\"card1\">");
	has("<section class=\"card lock\" aria-labelledby=\"card2\"><header class=\"card-header "
	    "wall-n\">");
	has("<a class=\"more\" href=\"/all\">全部</a>");
	has("<span class=\"more q\">说明</span>");
}

static void a_link_without_words_is_not_drawn(void **state)
{
	(void)state;
	struct html h = drawn_page(LANG_ZH);
	ui_card_begin(&h, &(struct ui_card){.title = S("甲"), .more_url = S("/all")});
	has_not("/all");
}

static void actions(void **state)
{
	(void)state;
	struct html h = drawn_page(LANG_ZH);
	ui_action(&h, ICON_NONE, S("/x"), S("延期"));
	ui_action_primary(&h, ICON_PLUS, S("/new"), S("登记"));
	has("<a class=\"btn\" href=\"/x\">延期</a><a class=\"btn btn-primary\" href=\"/new\"><svg");
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(heads),
	cmocka_unit_test(tabs_mark_where_one_is),
	cmocka_unit_test(cards_have_ids_of_their_own),
	cmocka_unit_test(a_link_without_words_is_not_drawn),
	cmocka_unit_test(actions),
};
DRAWN_MAIN(tests)
