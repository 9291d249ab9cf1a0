/* ui_table_test.c — addresses of lists: what a link changes and what it keeps. */
#include "drawn.h"
#include "web/ui_table.h"

static const struct ui_param at[] = {{{"state", 5}, {"未销号", 9}}, {{"sort", 4}, {"due", 3}},
	{{"page", 4}, {"3", 1}}, {{"q", 1}, {"a&b", 3}}};
static const struct ui_query query = {{"/problem", 8}, at, 4, {"list", 4}};

static const char *with(const char *key, const char *value)
{
	drawn_page(LANG_ZH);
	return str_c(drawn_arena, ui_query_with(drawn_arena, &query, str_of(key), str_of(value)));
}

static void one_parameter_changes_the_rest_stays(void **state)
{
	(void)state;
	assert_string_equal(with("page", "4"),
		"/problem?state=%E6%9C%AA%E9%94%80%E5%8F%B7&sort=due&page=4&q=a%26b");
	assert_string_equal(with("sort", "-due"),
		"/problem?state=%E6%9C%AA%E9%94%80%E5%8F%B7&sort=-due&q=a%26b");
	assert_string_equal(with("state", ""), "/problem?sort=due&q=a%26b");
	assert_string_equal(with("unit", "7"),
		"/problem?state=%E6%9C%AA%E9%94%80%E5%8F%B7&sort=due&q=a%26b&unit=7");
	assert_int_equal(ui_query_get(&query, S("page")).n, 1);
	assert_int_equal(ui_query_get(&query, S("none")).n, 0);
}

static void heads_sort_both_ways(void **state)
{
	(void)state;
	static const struct ui_col cols[] = {{.text = {"单位", 6}, .sort = {"unit", 4}},
		{.text = {"时限", 6}, .sort = {"due", 3}, .right = true, .hide_small = true},
		{.text = {"操作", 6}, .text_hidden = true}};
	struct html h = drawn_page(LANG_ZH);
	ui_table_begin(&h, &(struct ui_table){.label = S("问题"),
				   .cols = cols,
				   .n_cols = 3,
				   .query = &query,
				   .dense = true,
				   .hover = true,
				   .class_ = S("prob")});
	ui_tr_begin(&h, true);
	ui_td_int(&h, 3);
	ui_td_link(&h, S("/p/1"), S("<题>"));
	ui_tr_end(&h);
	ui_table_end(&h);
	has("<table class=\"table table-hi dense prob\">");
	has("<th scope=\"col\" class=\"rt hide-m\" aria-sort=\"ascending\"><a class=\"sort\" "
	    "href=\"/problem?state=%E6%9C%AA%E9%94%80%E5%8F%B7&amp;sort=-due&amp;q=a%26b\" "
	    "hx-get=");
	has("sort=unit");
	has("<span class=\"vh\">操作</span>");
	has("<tr class=\"sel\" aria-current=\"true\"><td class=\"rt\">3</td>");
	has("<a class=\"tt\" href=\"/p/1\">&lt;题&gt;</a>");
}

static void pages(void **state)
{
	(void)state;
	struct html h = drawn_page(LANG_ZH);
	ui_pager(&h, &(struct ui_pager){.query = &query,
			     .first = 33,
			     .last = 46,
			     .total = 46,
			     .page = 3,
			     .pages = 3});
	has("第 33—46 条，共 46 条");
	has("上一页");
	has("page=2");
	has("3 / 3");
	has_not("下一页");
	h = drawn_page(LANG_EN);
	ui_pager(&h, &(struct ui_pager){.query = &query,
			     .first = 1,
			     .last = 16,
			     .total = -1,
			     .page = 1,
			     .more = true});
	has("1–16");
	has("Next");
	has_not("Previous");
}

static void an_empty_list_has_no_pages(void **state)
{
	(void)state;
	struct html h = drawn_page(LANG_ZH);
	ui_pager(&h, &(struct ui_pager){.query = &query, .page = 1});
	is("");
}

static void filters_show_what_is_chosen(void **state)
{
	(void)state;
	static const struct ui_choice states[] = {{{"未销号", 9}, {"未销号", 9}, 46}};
	static const struct ui_choice units[] = {
		{{"1", 1}, {"城关所", 9}, 12}, {{"2", 1}, {"柳河所", 9}, -1}};
	static const struct ui_filter f[] = {
		{{"state", 5}, {"状态", 6}, states, 1}, {{"unit", 4}, {"单位", 6}, units, 2}};
	struct html h = drawn_page(LANG_ZH);
	ui_filters(&h, &query, f, 2, S("q"), S("标题"));
	has("<a class=\"fx on\" href=\"/problem?sort=due&amp;q=a%26b\"");
	has("<summary class=\"fx\">单位");
	has("城关所<em>12</em>");
	count("<em>", 1);
	has("name=\"q\" placeholder=\"标题\" value=\"a&amp;b\"");
	has("<input type=\"hidden\" name=\"state\" value=\"未销号\">");
	has("<input type=\"hidden\" name=\"sort\" value=\"due\">");
	has_not("name=\"page\"");
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(one_parameter_changes_the_rest_stays),
	cmocka_unit_test(heads_sort_both_ways),
	cmocka_unit_test(pages),
	cmocka_unit_test(an_empty_list_has_no_pages),
	cmocka_unit_test(filters_show_what_is_chosen),
};
DRAWN_MAIN(tests)
